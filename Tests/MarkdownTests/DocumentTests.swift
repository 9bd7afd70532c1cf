import Markdown
import Testing

@Suite("Documents as values")
struct DocumentTests {
    @Test func blocksAndTheirLines() {
        let source = """
            # A

            text
            more

            > quote

            ```sh
            code
            ```

            ***

            <div>
            raw
            </div>

            Setext
            ---
            """
        #expect(
            outline(source) == """
                h1 1-1
                paragraph 3-4
                quote 6-6
                  paragraph 6-6
                code 8-10
                break 12-12
                html 14-16
                h2 18-19

                """)
    }

    @Test("An item ends where its text ends, not at the blank line behind it")
    func listLines() {
        let source = "- a\n\n- b\n\n  c\n  - d\n\n\nend\n"
        #expect(
            outline(source) == """
                list 1-6
                  item 1-1
                    paragraph 1-1
                  item 3-6
                    paragraph 3-3
                    paragraph 5-5
                    list 6-6
                      item 6-6
                        paragraph 6-6
                paragraph 9-9

                """)
        #expect(outline("-\n\n- \n") == "list 1-3\n  item 1-1\n  item 3-3\n")
    }

    @Test func linesCountFromTheFile() {
        #expect(
            outline("---\na: 1\n---\n\n- [ ] a\n\n  | b |\n  |---|\n  | c |\n") == """
                list 5-9
                  task 5-9
                    paragraph 5-5
                    table 7-9
                      header 7-7
                        cell 7-7
                      row 9-9
                        cell 9-9

                """)
        #expect(Document(parsing: Array("a".utf8), firstLine: 7).blocks.first?.line == 7)
    }

    @Test("A table right behind text has lines of its own")
    func tableBehindText() {
        #expect(
            outline("text\na | b\n--|--\n1 | 2\n") == """
                paragraph 1-1
                table 2-4
                  header 2-2
                    cell 2-2
                    cell 2-2
                  row 4-4
                    cell 4-4
                    cell 4-4

                """)
        #expect(
            outline("text\nmore\na | b\n--|--\n") == """
                paragraph 1-1
                table 3-4
                  header 3-3
                    cell 3-3
                    cell 3-3

                """)
    }

    @Test func listsAndCode() {
        let kinds = { (source: String) in document(source).blocks.map(\.kind) }
        #expect(kinds("- a\n- b") == [.list(start: nil, isTight: true)])
        #expect(kinds("3) a\n\n4) b") == [.list(start: 3, isTight: false)])
        #expect(kinds("0. a") == [.list(start: 0, isTight: true)])
        #expect(kinds("```sh -x\na\n b\n```") == [.codeBlock(info: "sh -x", code: "a\n b\n")])
        #expect(kinds("    a\n\n    b\n") == [.codeBlock(info: "", code: "a\n\nb\n")])
        #expect(kinds("<!-- a\n-->") == [.html("<!-- a\n-->\n")])
    }

    @Test func tables() {
        let table = document("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | *2* |\n").blocks.first
        #expect(table?.kind == .table(alignments: [.none, .left, .center, .right]))
        #expect(table?.children.map(\.kind) == [.tableRow(isHeader: true), .tableRow(isHeader: false)])
        #expect(table?.children.last?.children.map(\.inlines) == [[.text("1")], [.emphasis([.text("2")])], [], []])
    }

    @Test func inlines() {
        let inlines = { (source: String) in document(source).blocks.first?.inlines }
        #expect(
            inlines("a *b* **c** ~~d~~ ~e~ `f`") == [
                .text("a "), .emphasis([.text("b")]), .text(" "), .strong([.text("c")]), .text(" "),
                .strikethrough([.text("d")]), .text(" "), .strikethrough([.text("e")]), .text(" "), .code("f"),
            ])
        #expect(
            inlines("[a](/u \"t\") ![b](<c d>)") == [
                .link(destination: "/u", title: "t", content: [.text("a")]), .text(" "),
                .image(source: "c d", title: "", alternative: [.text("b")]),
            ])
        #expect(
            inlines("a\nb  \nc\\\nd") == [
                .text("a"), .softBreak, .text("b"), .lineBreak, .text("c"), .lineBreak, .text("d"),
            ])
        #expect(inlines("a <b>c</b>") == [.text("a "), .html("<b>"), .text("c"), .html("</b>")])
        #expect(inlines("[[a] \\* &amp; &#x263a; <") == [.text("[[a] * & ☺ <")])
        #expect(
            inlines("www.a.org and x@b.org.") == [
                .link(destination: "http://www.a.org", title: "", content: [.text("www.a.org")]), .text(" and "),
                .link(destination: "mailto:x@b.org", title: "", content: [.text("x@b.org")]), .text("."),
            ])
        #expect(inlines("# a # b #") == [.text("a # b")])
    }

    @Test("Footnotes stand at the end, numbered in the order of their references")
    func footnotes() {
        let source = "b[^b] a[^a] b[^B] no[^no]\n\n[^a]: first\n[^unused]: never\n[^b]: second\n"
        let blocks = document(source).blocks
        #expect(
            blocks.first?.inlines == [
                .text("b"), .footnoteReference(label: "1"), .text(" a"), .footnoteReference(label: "2"), .text(" b"),
                .footnoteReference(label: "1"), .text(" no[^no]"),
            ])
        #expect(blocks.dropFirst().map(\.kind) == [.footnoteDefinition(label: "1"), .footnoteDefinition(label: "2")])
        #expect(blocks.dropFirst().map(\.line) == [5, 3])
        #expect(blocks.dropFirst().map { [$0].plainText } == ["second", "first"])
    }

    @Test("A footnote whose caret is an entity is no footnote, and no bytes of others' memory")
    func caretAsEntity() {
        for caret in ["&#94;", "&#x5e;", "&#x5E;", "&#0094;", "&Hat;"] {
            let source = "[\(caret)aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa] [^1]\n\n[^1]: b\n"
            let text = document(source).blocks.plainText
            #expect(text == "[^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa] ^1", "\(caret)")
        }
    }

    @Test("What is not UTF-8 reads as U+FFFD; NUL too")
    func invalidText() {
        let bytes: [UInt8] = Array("- [x] a".utf8) + [0xFF, 0x62, 0x00, 0xC3] + Array("\n- [ ] c".utf8)
        let items = Document(parsing: bytes).blocks.first?.children ?? []
        #expect(items.map { [$0].plainText } == ["a\u{FFFD}b\u{FFFD}\u{FFFD}", "c"])
        #expect(items.map { $0.task?.line } == [1, 2])
        #expect(Document(parsing: []).blocks.isEmpty)
    }

    @Test("Threads that parse at the same time get what one gets alone")
    func concurrency() async {
        let sources = (0..<40).map { number in
            "# A~~\(number)~~ www.a.org\n\n| a | b~~c~~ |\n|---|:-:|\n| x\(number)@b.org | *d* |\n\n- [x] ~~e~~ [^1]\n\n[^1]: f www.g.org\n"
        }
        let expected = sources.map(document)
        #expect(Set(expected).count == sources.count)
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<25).reduce(0) { count, _ in count + zip(sources, expected).count { document($0) != $1 } }
                }
            }
            for await different in group { #expect(different == 0) }
        }
    }
}
