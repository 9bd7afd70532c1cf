import Markdown
import Testing

/// What would keep cmark-gfm busy for minutes, fill the memory or overflow a stack. That these tests end is what they
/// are for; bounds passed are told, with a line.
@Suite("Hostile Markdown")
struct HostileInputTests {
    private func text(_ piece: String, times count: Int) -> String { String(repeating: piece, count: count) }

    @Test("Blocks nested 10,000 deep: the first levels are read, the rest is told")
    func deepBlocks() {
        for marker in ["+ ", "1. ", "> ", ">", "- > ", "* 1) "] {
            let document = document("a\n\n" + text(marker, times: 10_000) + "b\n\n- [ ] c\n")
            #expect(document.tooDeepLine == 3)
            #expect(document.tooCostlyLine == nil)
            #expect(document.blocks.last?.children.last?.task?.line == 5)
        }
        let document = document(text("> ", times: 10_000) + "b\n")
        var depth = 0
        var blocks = document.blocks
        while let block = blocks.first {
            depth += 1
            blocks = block.children
        }
        #expect(depth == Document.maximumDepth)
    }

    @Test("A hundred levels are read whole")
    func deepestBlocks() {
        let allowed = document(text("> ", times: Document.maximumDepth - 1) + "a\n")
        #expect(allowed.tooDeepLine == nil)
        #expect(allowed.blocks.plainText == "a")
        let tooDeep = document("a\n\n" + text("> ", times: Document.maximumDepth) + "a\n")
        #expect(tooDeep.tooDeepLine == 3)
        #expect(tooDeep.blocks.plainText == "a")
        let list = document((0..<49).map { text("         ", times: $0) + "10.      [ ] a\n" }.joined())
        #expect(list.tooDeepLine == nil)
    }

    @Test("Lists nested line by line")
    func deepLists() {
        let source = (0..<1000).map { text("  ", times: $0) + "- [ ] a\n" }.joined()
        let document = document(source)
        // A list and its item are two levels; the paragraph in the fiftieth item is the hundred and first.
        #expect(document.tooDeepLine == 50)
        #expect(document.blocks.plainText == text("a ", times: 49).collapsed)
    }

    @Test("Inlines nested 10,000 deep keep their text")
    func deepInlines() {
        let cases = [
            (text("*a **a ", times: 10_000) + "b" + text(" a** a*", times: 10_000), 40_001),
            (text("~~a *a ", times: 10_000) + "b" + text(" a* a~~", times: 10_000), 40_001),
            (text("![", times: 10_000) + "a" + text("](b)", times: 10_000), 1),
        ]
        for (source, letters) in cases {
            let document = document(source)
            #expect(document.tooCostlyLine == nil)
            #expect(
                document.blocks.plainText.utf8.count { $0 == UInt8(ascii: "a") || $0 == UInt8(ascii: "b") } == letters)
        }
    }

    @Test(
        "Markup that is never closed",
        arguments: [
            "[", "![", "]", "*", "**", "_", "~", "~~", "`", "<", "\\", "&", "|", "(", "[^", "[a](", "<!--", ":", "w",
            "@",
        ])
    func unclosed(_ piece: String) {
        for source in [text(piece, times: 10_000), text(piece + " ", times: 10_000), text("a" + piece, times: 10_000)] {
            let document = document("x" + source)
            #expect(document.tooCostlyLine != nil || !document.blocks.isEmpty)
        }
    }

    @Test("Long lines")
    func longLines() {
        #expect(document("- [ ] " + text("word ", times: 200_000)).blocks.plainText.utf8.count == 999_999)
        #expect(document("- [ ] " + text("word", times: 250_000)).blocks.plainText.utf8.count == 1_000_000)
        let image = "![a](data:image/png;base64," + text("iVBORw0KGgo+/A", times: 100_000) + ")\n- [x] b\n"
        #expect(taskItems(image) == ["2:3 x b"])
        #expect(
            taskItems(
                "[a]: <data:image/png;base64," + text("iVBORw0KGgo+/A", times: 100_000) + ">\n\n![][a]\n\n- [x] b\n")
                == ["5:3 x b"])
    }

    @Test("Many lines")
    func manyLines() {
        #expect(taskItems(text("- [x] a\n", times: 20_000)).count == 20_000)
        #expect(document(text("\n", times: 1_000_000)).blocks.isEmpty)
        let table = document("| a | b |\n|---|---|\n" + text("| [x](y) | www.a.org |\n", times: 5000))
        #expect(table.blocks.first?.children.count == 5001)
        let references =
            (0..<5000).map { "- [v\($0)]\n" }.joined() + "\n"
            + (0..<5000).map { "[v\($0)]: https://a.org/\($0)\n" }.joined()
        #expect(document(references).blocks.first?.children.count == 5000)
    }

    @Test("Megabytes of items are refused, not parsed")
    func tooLong() {
        let line = Array("- [ ] an item of a list\n".utf8)
        var bytes: [UInt8] = []
        while bytes.count < 20 << 20 { bytes += line }
        let document = Document(parsing: bytes, firstLine: 3)
        #expect(document.blocks.isEmpty)
        #expect(document.tooCostlyLine ?? 0 >= 3)
    }

    @Test(
        "What takes cmark-gfm quadratic time or memory is refused, and told with its line",
        arguments: [
            ("many delimiter rows", "a\n\n|-|\n", "|-|-|\n|-|\n", 50_000),
            ("many columns", "a\n\n|", "a|", 65_000),
            (
                "few columns, many empty cells",
                "a\n\n" + String(repeating: "|a", count: 1000) + "\n" + String(repeating: "|-", count: 1000) + "\n",
                "|\n", 50_000
            ),
            ("images never closed", "a\n\n", "![[]()", 500_000),
            ("processing instructions never closed", "a\n\nx", "<?a", 300_000),
            ("addresses", "a\n\n", "_www.a", 200_000),
            ("parentheses", "a\n\nhttp://a", ")", 200_000),
            ("mail addresses", "a\n\n", "a@b.c ", 400_000),
            ("a long reference used often", "[a]: " + String(repeating: "u", count: 50_000) + "\n\n", "[a]", 50_000),
            ("a long title used often", "[a]: b\n'" + String(repeating: "u\n", count: 50_000) + "'\n\n", "[a]", 50_000),
            ("a label whose case folds", "[ſ]: " + String(repeating: "u", count: 50_000) + "\n\n", "[S]", 50_000),
            ("open lists before many blank lines", String(repeating: "- ", count: 400) + "a\n", "\n", 1_000_000),
        ])
    func refused(_ name: String, _ start: String, _ piece: String, _ size: Int) {
        let document = document(start + text(piece, times: size / piece.utf8.count * 2))
        #expect(document.blocks.isEmpty, "\(name)")
        #expect(document.tooCostlyLine != nil, "\(name)")
    }
}
