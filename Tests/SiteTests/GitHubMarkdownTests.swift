import Testing

@testable import Site

/// What GitHub makes of Markdown besides GFM: alerts, footnotes' back links, emoji.
@Suite struct GitHubMarkdownTests {
    private func content(_ markdown: String) throws -> String {
        try ReadPage(markdown).written.replacing("\n", with: "")
    }

    @Test(arguments: [
        ("NOTE", "note", "●", "Note"), ("tip", "tip", "★", "Tip"), ("Important", "important", "■", "Important"),
        ("WARNING", "warning", "▲", "Warning"), ("caution", "caution", "◆", "Caution"),
    ]) func alerts(_ mark: String, _ name: String, _ symbol: String, _ word: String) throws {
        #expect(
            try content("> [!\(mark)]\n> Some *text*\n>\n> more")
                == "<div class=\"alert \(name)\"><p class=\"label\"><span aria-hidden=\"true\">\(symbol)</span> \(word)</p>"
                + "<p>Some <em>text</em></p><p>more</p></div>")
    }

    @Test(arguments: [
        "> [!NOTE] text", "> [!NOTE]", "> [!OTHER]\n> text", "> text\n> [!NOTE]", "> \\[!NOTE]",
        "> **[!NOTE]**\n> text",
        "- > [!NOTE]\n  > text", "> > [!NOTE]\n> > text", "> `[!NOTE]`\n> text",
    ]) func quotationsThatAreNoAlerts(_ markdown: String) throws {
        let html = try content(markdown)
        #expect(html.contains("<blockquote>") && !html.contains("alert"))
    }

    @Test func itemsInAlertsAreItems() throws {
        #expect(try content("> [!TIP]\n> - [ ] one\n").contains("id=\"item-i0\""))
    }

    @Test func anAlertInDetails() throws {
        let html = try content("<details>\n\n> [!TIP]\n> one\n\n</details>")
        #expect(html.contains("<details><summary>Details</summary><div class=\"alert tip\">"))
    }

    @Test func footnotesLeadThereAndBack() throws {
        #expect(
            try content("a[^x] b[^y] c[^x]\n\n[^x]: First\n[^y]: Second\n")
                == "<p>a<sup><a id=\"footnote-1-reference\" href=\"#footnote-1\">[1]</a></sup> "
                + "b<sup><a id=\"footnote-2-reference\" href=\"#footnote-2\">[2]</a></sup> "
                + "c<sup><a id=\"footnote-1-reference-2\" href=\"#footnote-1\">[1]</a></sup></p>"
                + "<section class=\"footnotes\" aria-label=\"Footnotes\"><p class=\"label\" aria-hidden=\"true\">Footnotes</p>"
                + "<ol><li id=\"footnote-1\"><p>First</p><p class=\"back\">"
                + "<a href=\"#footnote-1-reference\" aria-label=\"Back to reference 1-1\">↩</a> "
                + "<a href=\"#footnote-1-reference-2\" aria-label=\"Back to reference 1-2\">↩2</a></p></li>"
                + "<li id=\"footnote-2\"><p>Second</p><p class=\"back\">"
                + "<a href=\"#footnote-2-reference\" aria-label=\"Back to reference 2\">↩</a></p></li></ol></section>")
    }

    @Test func aFootnoteReferredToFromAFootnote() throws {
        let html = try content("a[^x]\n\n[^x]: First[^y]\n[^y]: Second[^x]\n")
        #expect(html.contains("href=\"#footnote-1-reference-2\"") && html.contains("id=\"footnote-1-reference-2\""))
    }

    @Test func aReferenceInALinkIsNoLink() throws {
        let html = try content("<a href=https://example.org>x[^x]</a>\n\n[^x]: First\n")
        #expect(html.hasPrefix("<p><a href=\"https://example.org\">x<sup>[1]</sup></a></p>"))
        #expect(!html.contains("footnote-1-reference"))
    }

    // MARK: Emoji

    @Test(arguments: [
        (":tada:", "🎉"), ("Done :white_check_mark:.", "Done ✅."), (":+1::tada: x", "👍🎉 x"), ("(:x:)", "(❌)"),
        ("**:warning:**", "<strong>⚠️</strong>"), (":unknown: :tada", ":unknown: :tada"), ("10:30:00", "10:30:00"),
        ("a:x:b", "a:x:b"), ("1:100:2", "1:100:2"), ("`:x:`", "<code>:x:</code>"), (":x:y :x: y", ":x:y ❌ y"),
        ("<code>:x:</code> <b>:x:</b>", "<code>:x:</code> <b>❌</b>"), ("::x::", "::x::"), ("c:x:", "c:x:"),
        (":x: :x:", "❌ ❌"), ("ខ្មែរ:x:", "ខ្មែរ:x:"), ("ok: :ok:", "ok: 🆗"), ("key:value:pair", "key:value:pair"),
    ]) func emoji(_ markdown: String, _ html: String) throws {
        #expect(try content(markdown) == "<p>\(html)</p>")
    }

    @Test func addressesKeepTheirColons() throws {
        #expect(
            try content("https://example.org/:x:/y [:x:](https://example.org)")
                == "<p><a href=\"https://example.org/:x:/y\">https://example.org/:x:/y</a> <a href=\"https://example.org\">❌</a></p>"
        )
    }

    @Test func rawBlocksHaveEmojiToo() throws {
        #expect(try content("<div>:x: <pre>:x:</pre></div>") == "<div>❌ <pre tabindex=\"0\">:x:</pre></div>")
    }
}
