import Markdown
import Testing

@testable import CountersignCommand

/// Text of a project in a comment: whatever it says, it is text there, and says the same.
@Suite struct MarkdownTextTests {
    private static let hostile = [
        "plain words, 50 %, a-b (c) 3.5 = 7; \"quoted\"", "| a | b |", "a \\| b", "\\", "`code`", "``",
        "*a* _b_ __c__ **d**",
        "~~struck~~", "[link](https://evil.example)", "![image](https://evil.example/x.png)", "[a][b]", "[^1]",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- hidden", "--> shown", "</details>",
        "<details><summary>", "&lt;b&gt; &amp; &#60;", "https://evil.example/path", "http://a.example www.evil.example",
        "ftp://a.example", "xmpp:a@b.example", "mailto:a@b.example", "name@host.example", "<https://evil.example>",
        "# heading", "- item", "+ item", "1. item", "12) item", "---", "***", "===", "> quote", "```", "~~~",
        "[x] task",
        "$a$ costs $5 and $6", "$$x$$", ":smile: 10:30:45", "@octocat @org/team",
        "#12 GH-12 GL-12 owner/repo#3 !4 %5 &6 ~bug", "see 0123abcdef and é1234567.", "1234567. item",
        "\u{202E}reversed", "a\u{0}b\u{1B}[31m", "line\nbreak\r\n\nparagraph", "កិច្ចព្រមព្រៀង", "👩‍👩‍👧 e\u{301}",
    ]

    private func inlines(_ markdown: String) throws -> [Inline] {
        let blocks = Markdown.Document(parsing: Array(markdown.utf8), firstLine: 1).blocks
        let block = try #require(blocks.first)
        #expect(blocks.count == 1, "\(markdown)")
        if case .table = block.kind {
            let row = try #require(block.children.last)
            #expect(block.children.count == 2 && row.children.count == 2, "\(markdown)")
            return row.children[0].inlines
        }
        let item = try #require(block.children.first)
        let paragraph = try #require(item.children.first)
        #expect(block.children.count == 1 && item.children.count == 1 && item.task == nil, "\(markdown)")
        #expect(paragraph.kind == Block.Kind.paragraph, "\(markdown)")
        return paragraph.inlines
    }

    private func text(_ inlines: [Inline], _ source: String) -> String {
        var text = ""
        for inline in inlines {
            switch inline {
            case .text(let part): text += part
            case .html(let tag): #expect(tag == "<span>" || tag == "</span>", "\(source)")
            default: Issue.record("\(source): \(inline)")
            }
        }
        return text.filter { $0 != "\u{2060}" }
    }

    @Test(arguments: hostile) func isTextInAListItem(_ source: String) throws {
        let escaped = MarkdownText.escaped(source)
        #expect(text(try inlines("- \(escaped)\n"), source) == visible(source))
        #expect(text(try inlines("- before \(escaped) after\n"), source) == "before \(visible(source)) after")
    }

    @Test(arguments: hostile) func isTextInATable(_ source: String) throws {
        let table = "| A | B |\n| --- | --- |\n| \(MarkdownText.escaped(source)) | after |\n"
        #expect(text(try inlines(table), source) == visible(source))
    }

    /// Inside of HTML the forge's own Markdown is off: character references are all there is.
    @Test(arguments: hostile) func holdsNoMarkup(_ source: String) {
        let plain = MarkdownText.escaped(source).replacing("<span>$</span>", with: "")
        #expect(!plain.contains { "<>\"|`*_[]~\\".contains($0) })
    }

    /// What forges look for in the text when it is rendered: parted by a character that nobody sees.
    @Test func referencesArePartedFromTheirSigns() {
        let joiner = "\u{2060}"
        #expect(MarkdownText.escaped("@ann") == "@\(joiner)ann")
        #expect(MarkdownText.escaped("see #12, !4") == "see &#35;\(joiner)12, !\(joiner)4")
        #expect(MarkdownText.escaped("GH-12 gh-3 high-12") == "GH-\(joiner)12 gh-\(joiner)3 high-12")
        #expect(MarkdownText.escaped("GL-5 gl-5 xgl-5") == "GL-\(joiner)5 gl-\(joiner)5 xgl-5")
        #expect(MarkdownText.escaped("https://a.example") == "https:\(joiner)//a.example")
        #expect(MarkdownText.escaped("www.a.example") == "www\(joiner).a.example")
        #expect(MarkdownText.escaped(":tada:") == ":\(joiner)tada:")
        #expect(MarkdownText.escaped("Done: it is 50% & more!") == "Done: it is 50% &amp; more!")
    }

    /// No part of what forges take for the hash of a commit is long enough for one.
    @Test func hashesAreParted() {
        let joiner = "\u{2060}"
        #expect(MarkdownText.escaped("abc123 abc1234") == "abc123 abc123\(joiner)4")
        #expect(MarkdownText.escaped("(0123456789ABcd)") == "(012345\(joiner)6789AB\(joiner)cd)")
        #expect(MarkdownText.escaped("xabc1234 abc1234x") == "xabc1234 abc1234x")
        let parts = MarkdownText.escaped(String(repeating: "a", count: 64)).split(separator: "\u{2060}")
        #expect(parts.count == 11 && parts.allSatisfy { $0.count < 7 })
        #expect(!MarkdownText.escaped(String(repeating: "a", count: 65)).contains(joiner))
    }

    @Test func isCut() {
        #expect(MarkdownText.escaped("abcdef", upTo: 3) == "abc…")
        #expect(MarkdownText.escaped("abc", upTo: 3) == "abc")
        #expect(MarkdownText.escaped("កខគ", upTo: 3) == "កខគ")
        // A letter with more marks than any writing has.
        let piled = "a" + String(repeating: "\u{301}", count: 5000)
        #expect(MarkdownText.escaped(piled + "b", upTo: 10) == "…b")
    }

    @Test func linksLeadWhereTheyShould() {
        #expect(MarkdownText.link("a]b", to: "https://f.example/x") == "[a&#93;b](https://f.example/x)")
        #expect(
            MarkdownText.link("a", to: "https://f.example/(x) <y>\"\\é")
                == "[a](https://f.example/%28x%29%20%3Cy%3E%22%5C%C3%A9)")
        #expect(MarkdownText.link("a", to: "javascript:alert(1)") == "a")
    }
}
