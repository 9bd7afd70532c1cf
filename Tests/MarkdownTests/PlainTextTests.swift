import Markdown
import Testing

@Suite("Plain text")
struct PlainTextTests {
    @Test(arguments: [
        ("a *b* **c** ~~d~~ `e  f`", "a b c d e f"),
        ("[link *text*](/u \"title\") ![image](i.png)", "link text image"),
        ("a\nb  \nc\\\nd", "a b c d"),
        ("a <b class=\"x\">c</b> <!-- d -->e", "a c e"),
        ("one<br>two<BR />three", "one two three"),
        ("a[^1] b\n\n[^1]: note", "a b"),
        ("  a \u{A0}\u{2003} b\u{3000}", "a b"),
        ("&nbsp;a&#9;b&nbsp;", "a b"),
        ("https://a.org/?b=c", "https://a.org/?b=c"),
        ("\u{200B}ក\u{200B}ខ", "\u{200B}ក\u{200B}ខ"),
    ])
    func ofInlines(_ source: String, _ text: String) {
        #expect(plainText(of: document(source).blocks.first?.inlines ?? []) == text)
    }

    @Test func ofBlocks() {
        let source =
            "# A\n\nb\n\n- c\n  - [x] d\n\n```\ne  f\n```\n<div>\ng\n</div>\n\n| h | i |\n|---|---|\n| j | k |\n"
        #expect(document(source).blocks.plainText == "A b c d e f h i j k")
    }

    @Test(arguments: [
        ("", ""), (" ", ""), ("a", "a"), (" a", "a"), ("a ", "a"), ("a  b", "a b"), ("a b c", "a b c"),
        ("\ta\r\nb\u{B}\u{C}c", "a b c"),
        ("\u{85}a\u{85}b\u{1680}c\u{2028}d\u{2029}e\u{202F}f\u{205F}g\u{2000}", "a b c d e f g"),
        ("é – ’ ก ក ᠀", "é – ’ ก ក ᠀"), ("a\u{FEFF}b", "a\u{FEFF}b"), ("\u{2003}", ""), ("a \u{301}b", "a \u{301}b"),
    ])
    func collapsing(_ source: String, _ text: String) {
        #expect(Array(source.collapsed.utf8) == Array(text.utf8))
        #expect(source.dropFirst(0).collapsed == text)
    }
}

@Suite("The quick look for task items")
struct FastScanTests {
    @Test(arguments: [
        ("- [ ] a", true), ("- [x]\ta", true), ("[X]\n", true), ("[X]\r", true), ("[[ ] ", true), ("[x] ", true),
        ("", false), ("[", false), ("[x", false), ("[x]", false), ("[x](a)", false), ("[ x] a", false),
        ("[y] a", false),
        ("[a](b) [c] [x]", false),
    ])
    func scan(_ text: String, _ expected: Bool) {
        #expect(Array(text.utf8).withUnsafeBytes { mayContainTaskItem($0) } == expected)
        #expect(Array(("abcdefg\n" + text).utf8).withUnsafeBytes { mayContainTaskItem($0) } == expected)
    }

    @Test func utf16IsAlwaysPossible() {
        for mark: [UInt8] in [[0xFF, 0xFE], [0xFE, 0xFF]] {
            #expect((mark + [0x2D, 0]).withUnsafeBytes { mayContainTaskItem($0) })
        }
        #expect(![0xFE, 0xFE].withUnsafeBytes { mayContainTaskItem($0) })
    }
}
