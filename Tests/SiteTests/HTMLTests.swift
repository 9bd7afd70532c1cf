import Checklists
import Testing

@testable import Site

@Suite struct HTMLTests {
    private func text(_ html: HTML) -> String { String(decoding: html.bytes, as: UTF8.self) }

    @Test(arguments: [
        ("plain", "plain"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a & b &amp; c", "a &amp; b &amp;amp; c"),
        ("\" onload=\"x", "&quot; onload=&quot;x"),
        ("' onload='x", "' onload='x"),
        ("]]><!--", "]]&gt;&lt;!--"),
        ("a\u{0}b\u{7}c\u{1b}[31m\u{7f}", "a\\u{0}b\\u{7}c\\u{1b}[31m\\u{7f}"),
        ("a\u{80}b\u{85}c\u{9f}", "a\\u{80}b\\u{85}c\\u{9f}"),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("a\u{202e}b\u{202a}c\u{202c}", "a\\u{202e}b\\u{202a}c\\u{202c}"),
        ("a\u{2066}b\u{2069}c", "a\\u{2066}b\\u{2069}c"),
        ("a\u{200e}b\u{200f}c\u{200b}d", "a\u{200e}b\u{200f}c\u{200b}d"),
        ("ខ្មែរ العربية 🎉 “é”", "ខ្មែរ العربية 🎉 “é”"),
    ]) func escapesText(_ source: String, _ expected: String) {
        #expect(text(HTML(source)) == expected)
        #expect(text(span { source }) == "<span>\(expected)</span>")
        #expect(text(span(.id(source)) { "" }) == "<span id=\"\(expected)\"></span>")
    }

    @Test func noncharactersAreWrittenOut() throws {
        for value: UInt32 in [0xfffe, 0xfdd0, 0x1ffff, 0x10ffff] {
            let scalar = try #require(Unicode.Scalar(value))
            #expect(text(HTML("a\(Character(scalar))b")) == "a\\u{\(String(value, radix: 16))}b")
        }
    }

    @Test func elementsNestAndVoidOnesAreNotClosed() {
        let html = p(.class("a"), nil, .lang("km")) {
            "x"
            br()
            if text(HTML()).isEmpty { b { "y" } }
            for word in ["1", "2"] { em { word } }
        }
        #expect(text(html) == "<p class=\"a\" lang=\"km\">x<br>\n<b>y</b><em>1</em><em>2</em></p>\n")
    }

    @Test(arguments: [
        ("Chan Dara", "Chan Dara"),
        ("a\u{202e}b", "a\\u{202e}b"),
        ("a\u{200f}b\u{200e}c\u{61c}", "a\\u{200f}b\\u{200e}c\\u{61c}"),
        ("line\nline\ttab\r", "line\\u{a}line\\u{9}tab\\u{d}"),
        ("a\u{2028}b\u{9b}c", "a\\u{2028}b\\u{9b}c"),
        ("jane@ministry.example", "jane@…"),
        ("Jane <jane@ministry.example> Doe", "Jane <jane@… Doe"),
        ("@handle v1.2", "@handle v1.2"),
        ("សុភា", "សុភា"),
    ]) func namesFromCommitsAreNeutralised(_ source: String, _ expected: String) {
        #expect(commitText(source) == expected)
    }

    @Test func endlessNamesAreCut() {
        #expect(commitText(String(repeating: "x", count: 100_000)) == String(repeating: "x", count: 200) + "…")
    }

    @Test(arguments: [
        ("Chan Dara", "Chan Dara"), ("María José García López", "María José García López"), ("Doe, Jane", "Doe, Jane"),
        ("jane@ministry.example", "jane@…"), ("ខ្មែរ\u{200b}ខ្មែរ", "ខ្មែរ\u{200b}ខ្មែរ"),
        ("dependabot[bot]", "dependabot[bot]"),
        ("Ann on 2 February; signed off by Sok", "“Ann on 2 February; signed off by Sok”"),
        ("Ann and it was approved", "“Ann and it was approved”"), ("A: b", "“A: b”"), ("A” b “c", "“A” b “c”"),
        (String(repeating: "x", count: 50), "“" + String(repeating: "x", count: 50) + "”"),
        (String(repeating: "x", count: 90), "“" + String(repeating: "x", count: 80) + "…”"),
    ]) func namesThatReadLikeSentencesShowTheirEnds(_ name: String, _ shown: String) {
        #expect(nameText(name, .person) == shown)
    }

    @Test func titlesOfRolesMayBeLonger() {
        #expect(
            nameText("Head of the department of data protection", .role) == "Head of the department of data protection")
        #expect(
            nameText("Data protection officer (signed off by Sok Vanna on 2 March 2026)", .role)
                == "“Data protection officer (signed off by Sok Vanna on 2 March 2026)”")
    }

    @Test(arguments: [
        ("Sok\u{200b} Vanna", "Sok\\u{200b} Vanna"), ("\u{200b}\u{2063}", "\\u{200b}\\u{2063}"),
        ("a\u{feff}b", "a\\u{feff}b"),
        ("a\u{ad}b", "a\\u{ad}b"), ("نام\u{200c}ها", "نام\u{200c}ها"), ("\u{e0041}", "\\u{e0041}"),
        ("a\u{3164}", "a\\u{3164}"),
        ("ខ\u{200b}\u{200b}ខ", "ខ\\u{200b}\\u{200b}ខ"),
    ]) func whatCannotBeSeenIsWrittenOut(_ text: String, _ shown: String) {
        #expect(commitText(text) == shown)
    }

    @Test func phrasesFillTheirGaps() {
        let phrase = Phrase("{person} did {what} {")
        #expect(phrase.map { text($0([.person: bdi { "<A>" }])) } == "<bdi>&lt;A&gt;</bdi> did  {")
        #expect(phrase?.text([.person: "A", .what: "x"]) == "A did x {")
        #expect(Phrase("{unknown}")?.slots == nil)
    }

    @Test func numbersAndDaysReadWell() {
        let words = Words.english
        #expect([0, 999, 1_000, 14_700, 1_234_567].map(words.number) == ["0", "999", "1,000", "14,700", "1,234,567"])
        #expect(Day("2027-03-04").map(words.day) == "4 March 2027")
        #expect(text(words.list(["a", "b", "c"])) == "a, b and c")
        #expect(text(words.list(["a"])) == "a")
    }
}
