import Markdown
import Testing

@Suite("Task items, by GFM's rule")
struct TaskItemTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let source: String
        let items: [String]
        var testDescription: String { source.debugDescription }

        init(_ source: String, _ items: String...) {
            self.source = source
            self.items = items
        }
    }

    static let plain: [Case] = [
        Case("- [ ] a", "1:3 - a"),
        Case("- [x] a", "1:3 x a"),
        Case("- [X] a", "1:3 x a"),
        Case("* [x] a", "1:3 x a"),
        Case("+ [x] a", "1:3 x a"),
        Case("1. [X] b", "1:4 x b"),
        Case("1) [ ] b", "1:4 - b"),
        Case("123456789. [ ] b", "1:12 - b"),
        Case("* [ ]  two spaces", "1:3 - two spaces"),
        Case("-  [ ] marker further in", "1:4 - marker further in"),
        Case("   - [ ] indented item", "1:6 - indented item"),
        Case("- [ ] a\n- [x] b\n- c", "1:3 - a", "2:3 x b"),
        Case("- [ ] a\n\n- [x] b", "1:3 - a", "3:3 x b"),
        // What stands later in the line decides nothing.
        Case("- [ ] see [x] later", "1:3 - see [x] later"),
        Case("- [x] see [ ] later", "1:3 x see [ ] later"),
        Case("- see [x] later"),
        Case("- [ ] a\n  [x] b", "1:3 - a [x] b"),
        // Depth and containers.
        Case("- [ ] a\n  - [x] b\n    1. [ ] c", "1:3 - a", "2:5 x b", "3:8 - c"),
        Case("> - [ ] a", "1:5 - a"),
        Case("> > 1. [x] a", "1:8 x a"),
        Case(">- [ ] a", "1:4 - a"),
        Case("- > - [ ] a", "1:7 - a"),
        Case("- - [ ] a", "1:5 - a"),
        Case("- 1. - [x] a", "1:8 x a"),
        Case("[^1]\n\n[^1]: - [ ] in a footnote", "3:9 - in a footnote"),
        // White space.
        Case("-\t[ ] a", "1:3 - a"),
        Case("- \t[ ] a", "1:4 - a"),
        Case("- [ ]\ta", "1:3 - a"),
        Case("- [x]\t \ta", "1:3 x a"),
        Case("- a\n\t- [ ] b", "2:4 - b"),
        Case(">\t- [ ] a", "1:5 - a"),
        Case("- [ ]\n  on the next line", "1:3 - on the next line"),
        Case("- [x]  \n  on the next line", "1:3 x on the next line"),
        Case("-\n  [ ] item begins below its bullet", "2:3 - item begins below its bullet"),
        Case("- [\u{A0}] a"),
        Case("- [ ]\u{A0}a"),
        Case("- [\t] a"),
        // No marker, or nothing behind it.
        Case("- [x]"),
        Case("- [ ] "),
        Case("- [ ]\n\n  a paragraph later"),
        Case("- [x]a"),
        Case("- [x](https://example.org) a"),
        Case("- [x]: a"),
        Case("- [  ] a"),
        Case("- [] a"),
        Case("- [xx] a"),
        Case("- [✓] a"),
        Case("- ( ) a"),
        Case("-[ ] a"),
        Case("1.[ ] a"),
        Case("[ ] a"),
        Case("- \\[ ] a"),
        Case("- [ \\] a"),
        Case("- &#91; ] a"),
        Case("- **[ ] a**"),
        Case("- `[ ]` a"),
        Case("- ![x] a"),
        Case("- a\n  [ ] b"),
        Case("1234567890. [ ] ten digits make no list"),
    ]

    static let firstBlock: [Case] = [
        Case("- [ ] a\n  ==="),
        Case("- [x] a\n  ---"),
        Case("- # [ ] a"),
        Case("- > [ ] a"),
        Case("- [ ] a | b\n  --- | ---\n  1 | 2"),
        // The line before the header row is a paragraph of its own.
        Case("- [x] a\n  b | c\n  --- | ---\n  1 | 2", "1:3 x a"),
        Case("-     [ ] code by indent"),
        Case("- ```\n  [ ] a\n  ```"),
        Case("- [a]: /url\n  [ ] b"),
        Case("- [a]: /url\n\n  [ ] b", "3:3 - b"),
    ]

    static let notInCode: [Case] = [
        Case("```\n- [ ] a\n```"),
        Case("~~~ md\n- [ ] a\n~~~\n\n- [ ] b", "5:3 - b"),
        Case("```\n- [ ] never closed"),
        Case("    - [ ] a"),
        Case("\t- [ ] a"),
        Case("<div>\n- [ ] a\n</div>"),
        Case("<div>\n\n- [ ] a\n\n</div>", "3:3 - a"),
        Case("<!--\n- [ ] a\n\n- [ ] b\n-->\n- [ ] c", "6:3 - c"),
        Case("<!-- c --> - [ ] a"),
        Case("<details><summary>s</summary>\n\n- [x] a\n</details>", "3:3 x a"),
        Case("- a\n\n      - [ ] code within an item"),
    ]

    static let surroundings: [Case] = [
        // A reference named x turns the marker into a link.
        Case("- [x] a\n- [ ] b\n\n[x]: https://example.org", "1:3 x a", "2:3 - b"),
        Case("- [X] a *b*\n\n[x]: /u", "1:3 x a b"),
        Case("- [x]\n  a\n\n[x]: /u", "1:3 x a"),
        Case("- [x]\n\n[x]: /u"),
        Case("- [x] [y] a\n\n[y]: /u", "1:3 x y a"),
        // Lazy continuation.
        Case("- [ ] a\nb", "1:3 - a b"),
        Case("> - [ ] a\nb\n> - [x] c", "1:5 - a b", "3:5 x c"),
        Case("- [ ] a\n  b\n  c", "1:3 - a b c"),
        Case("text\n- [ ] a list may interrupt text", "2:3 - a list may interrupt text"),
        Case("text\n2. [ ] unless it begins with two"),
        // Text beyond ASCII, and addresses that the autolink extension finds.
        Case("- ក\n- [x] សួស្តី {#hello}", "2:3 x សួស្តី {#hello}"),
        Case("- [ ] www.example.org", "1:3 - www.example.org"),
        Case("- [ ] mail a@example.org now", "1:3 - mail a@example.org now"),
        Case("- [ ] ~~gone~~", "1:3 - gone"),
        // Line ends.
        Case("- [ ] a\r\n- [x] b\r\n\r\n1. [x] c\r\n", "1:3 - a", "2:3 x b", "4:4 x c"),
        Case("- [ ] a\r- [x] b\r\r1. [x] c", "1:3 - a", "2:3 x b", "4:4 x c"),
        Case("- [ ] a\r\n- [x] b\r- [ ] c\n- [x] d", "1:3 - a", "2:3 x b", "3:3 - c", "4:3 x d"),
        Case("\u{FEFF}- [ ] a", "1:3 - a"),
        // Front matter.
        Case("---\ntitle: a\n---\n- [ ] a", "4:3 - a"),
        Case("---\r\ntitle: a\r\n...\r\n\r\n- [x] a\r\n", "5:3 x a"),
        Case("---\n- [ ] a\n---\n- [ ] b", "4:3 - b"),
        Case("---\n- [ ] no end, no front matter", "2:3 - no end, no front matter"),
    ]

    @Test("What is one, where, and its text", arguments: plain + firstBlock + notInCode + surroundings)
    func items(_ test: Case) {
        #expect(taskItems(test.source) == test.items)
    }

    @Test("The quick look denies no file that has one", arguments: plain + firstBlock + notInCode + surroundings)
    func quickLook(_ test: Case) {
        let may = Array(test.source.utf8).withUnsafeBytes { mayContainTaskItem($0) }
        #expect(may || test.items.isEmpty)
    }

    @Test("The marker is no part of the inlines")
    func inlines() throws {
        let inlines = { (source: String) in document(source).blocks.first?.children.first?.children.first?.inlines }
        #expect(inlines("- [ ] a *b*") == [.text("a "), .emphasis([.text("b")])])
        #expect(inlines("- [x] *b* a") == [.emphasis([.text("b")]), .text(" a")])
        #expect(inlines("- [x]\n  *b*") == [.emphasis([.text("b")])])
        #expect(inlines("- [x] a [ ] b\\]") == [.text("a [ ] b]")])
        #expect(inlines("- [x] [x]\n\n[x]: /u") == [.link(destination: "/u", title: "", content: [.text("x")])])
        #expect(inlines("- [x] <b>a</b>") == [.html("<b>"), .text("a"), .html("</b>")])
        #expect(inlines("- [o] a") == [.text("[o] a")])
    }
}
