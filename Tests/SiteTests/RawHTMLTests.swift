import Testing

@testable import Site

/// Raw HTML in Markdown, as it stands in the page.
@Suite struct RawHTMLTests {
    private func content(_ markdown: String) throws -> String {
        try ReadPage(markdown).written.replacing("\n", with: "")
    }

    // MARK: Between pieces of raw HTML

    @Test(arguments: [
        (
            "<details>\n<summary>More</summary>\n\nSome *text*.\n\n</details>",
            "<details><summary>More</summary><p>Some <em>text</em>.</p></details>"
        ),
        ("<details open>\n\ntext\n\n</details>", "<details open=\"\"><summary>Details</summary><p>text</p></details>"),
        ("<details><summary></summary>x</details>", "<details><summary>Details</summary>x</details>"),
        (
            "<details>\n<summary>\n\n## Part **one**\n\n</summary>\n\ntext\n\n</details>",
            "<details><summary><strong id=\"section-part-one\">Part <strong>one</strong></strong></summary><p>text</p></details>"
        ),
        (
            "<div align=\"center\">\n\n# Title\n\n</div>",
            "<div class=\"center\"><h2 id=\"section-title\">Title</h2></div>"
        ),
        (
            "<table><tr><td>\n\n- one\n\n</td><td>x</td></tr></table>",
            "<div class=\"scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table><tbody><tr>"
                + "<td><ul><li>one</li></ul></td><td>x</td></tr></tbody></table></div>"
        ),
        ("<ul>\n\n- one\n\n</ul>", "<ul><li><ul><li>one</li></ul></li></ul>"),
        (
            "<a href=\"https://example.org\">\n\n[x](https://example.com)\n\n</a>",
            "<p><a href=\"https://example.com\">x</a></p>"
        ),
        ("<b>\n\nx\n\n</b>", "<p>x</p>"),
    ]) func standsWhatMarkdownWrote(_ markdown: String, _ html: String) throws {
        let found = try content(markdown)
        #expect(found == html)
    }

    @Test(arguments: [
        // Nothing closes it, so it ends with its own piece.
        ("<details><summary>a</summary>\n\ntext", "<details><summary>a</summary></details><p>text</p>"),
        (
            "<details><summary>a</summary>\n\nx\n\n<details><summary>b</summary>\n\ny\n\n</details>",
            "<details><summary>a</summary></details><p>x</p><details><summary>b</summary><p>y</p></details>"
        ),
        ("<div>\n\nx\n\n<!-- y\n\nz\n\n-->", "<p>x</p>"),
        ("</div></li></ul>\n\ntext", "<p>text</p>"),
        ("<textarea>\n\ntext\n\n</textarea>", "<p>text</p>"),
        (
            "<table>\n\ntext\n\n<tr><td>x</td></tr></table>",
            "<p>text</p>" + framed("<tbody><tr><td>x</td></tr></tbody>")
        ),
        ("<div title=\"\n\ntext\n\n\">", "<p>text</p><p>&quot;&gt;</p>"),
        ("<p title=\"\n\n<hr>\n\n\">x</p>", "<hr><p>&quot;&gt;x</p>"),
    ]) func hidesNothing(_ markdown: String, _ html: String) throws {
        let found = try content(markdown)
        #expect(found == html)
    }

    @Test func itemsInDetailsAreItems() throws {
        let page = try ReadPage(
            "<details>\n<summary>Phase 1</summary>\n\n- [ ] one\n\n</details>\n\n<details>\n\n- [ ] two\n\n- [ ] three\n"
        )
        let details = try #require(page.content?.first { $0.name == "details" })
        #expect(details.first { $0["id"] == "item-i0" } != nil)
        #expect(details.first { $0["id"] == "item-i1" } == nil)
        #expect(page.source.count(of: "id=\"item-i") == 3)
    }

    @Test func itemsBetweenRawPiecesOfAnItem() throws {
        let page = try ReadPage(
            "- [ ] one\n\n  <details><summary>Steps</summary>\n\n  - [ ] two\n\n  </details>\n\n  end\n")
        let details = try #require(
            page.content?.first { $0.name == "details" && $0.first { $0["id"] == "item-i1" } != nil })
        #expect(details.first { $0["id"] == "item-i0" } == nil)
        #expect(page.source.contains("<p>one</p>\n<p>end</p>"))
    }

    // MARK: Elements

    @Test(arguments: [
        ("a <kbd>Ctrl</kbd> <b>b *c* d</b>", "<p>a <kbd>Ctrl</kbd> <b>b <em>c</em> d</b></p>"),
        ("<tt>x</tt> <strike>y</strike> <dfn>z</dfn>", "<p><code>x</code> <s>y</s> <i>z</i></p>"),
        ("H<sub>2</sub>O<sup>x</sup>", "<p>H<sub>2</sub>O<sup>x</sup></p>"),
        ("a <u>b</u> <font color=red>c</font> <time>d</time> <bdo dir=rtl>e</bdo>", "<p>a b c d e</p>"),
        ("x <div>y</div> z", "<p>x  y  z</p>"),
        ("<b>bold to the end", "<p><b>bold to the end</b></p>"),
        ("**<b>x**</b>", "<p><strong><b>x</b></strong></p>"),
        ("a<br>b<wbr>c<hr>d", "<p>a<br>b<wbr>cd</p>"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>"),
        ("<ruby>漢</ruby>", "<p>漢</p>"),
        ("<abbr title=\"a &quot;b&quot;\">c</abbr>", "<p><abbr title=\"a &quot;b&quot;\">c</abbr></p>"),
        ("<span lang=KM dir=LTR>x</span>", "<p><span lang=\"km\" dir=\"ltr\">x</span></p>"),
        ("<span lang=tlh dir=up>x</span>", "<p><span>x</span></p>"),
        (
            "<span lang=pt-br>x</span><span lang=en-nz>y</span>",
            "<p><span lang=\"pt-BR\">x</span><span lang=\"en\">y</span></p>"
        ),
        ("<b></b><i> </i>x", "<p><i> </i>x</p>"),
        ("<input type=checkbox checked> done", "<p> done</p>"),
    ]) func runningText(_ markdown: String, _ html: String) throws {
        let found = try content(markdown)
        #expect(found == html)
    }

    @Test(arguments: [
        ("<h1 align=\"center\">Big</h1>", "<p class=\"center\"><strong>Big</strong></p>"),
        ("<p align=right>x</p>", "<p class=\"end\">x</p>"),
        ("<center>x</center>", "<div class=\"center\">x</div>"),
        ("<p></p><div> </div><blockquote></blockquote>", ""),
        ("<pre>\n  a :x: <b>b</b>\n</pre>", "<pre tabindex=\"0\">  a :x: <b>b</b></pre>"),
        (
            "<ol start=3 type=i reversed><li value=7>x<li>y</ol>",
            "<ol start=\"3\" type=\"i\" reversed=\"\"><li value=\"7\">x</li><li>y</li></ol>"
        ),
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul></ul><dl></dl><table></table>", ""),
        ("<li>x</li>", "<p>x</p>"),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<dl><dt>a</dl>", "<div>a</div>"),
        ("<dl>x<dt>a<dd>b</dl>", "<div>xab</div>"),
        ("<figure>x<figcaption>y</figcaption></figure>", "<div>x<p>y</p></div>"),
        ("<section id=a>x</section>", "<p><span id=\"user-content-a\"></span>x</p>"),
        ("<div><b>a<p>b</p></b></div>", "<div>a<p>b</p></div>"),
        ("<p>a<svg><text>b</text><style>c</style></svg><math><mi>d</mi></math></p>", "<p>abd</p>"),
        ("<p>a<script>b</script><style>c</style><iframe>d</iframe></p>", "<p>a</p>"),
        ("<p><b><i>x</b></i>", "<p><b><i>x</i></b></p>"),
    ]) func blocks(_ markdown: String, _ html: String) throws {
        let found = try content(markdown)
        #expect(found == html)
    }

    @Test(arguments: [
        (
            "<tr><th scope=col align=right>a<th><tr><td align=center>b<td>c",
            "<tbody><tr><th class=\"end\" scope=\"col\">a</th><td></td></tr><tr><td class=\"center\">b</td><td>c</td></tr></tbody>"
        ),
        (
            "<caption>x</caption><thead><tr><th>a</thead><tbody><tr><td>b</tbody><tfoot><tr><td>c</tfoot>",
            "<caption>x</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody><tbody><tr><td>c</td></tr></tbody>"
        ),
        (
            "<tr><td colspan=2>a<tr><td>b<td>c",
            "<tbody><tr><td colspan=\"2\">a</td></tr><tr><td>b</td><td>c</td></tr></tbody>"
        ),
        (
            "<tr><td rowspan=2>a<td>b<tr><td>c",
            "<tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></tbody>"
        ),
        // A column, or a row, that no cell begins in; a span that leaves its table; a cell upon another.
        ("<tr><td colspan=3>a<tr><td>b", "<tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody>"),
        ("<tr><td rowspan=3>a<tr><td>b", "<tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody>"),
        (
            "<tr><td>a<td rowspan=2>b<tr><td colspan=2>c",
            "<tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody>"
        ),
        ("<tr><tr><td>a", "<tbody><tr><td>a</td></tr></tbody>"),
        (
            "<tr><td><table><tr><td>a</table>",
            "<tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table></td></tr></tbody>"
        ),
    ]) func tables(_ rows: String, _ html: String) throws {
        let found = try content("<table>\(rows)</table>")
        #expect(found == framed(html))
    }

    // MARK: Links, images, ids

    @Test(arguments: [
        ("<a href=' https://example.org/?a&amp;b '>x</a>", "<p><a href=\"https://example.org/?a&amp;b\">x</a></p>"),
        ("<a href=x.md>x</a>", "<p><a href=\"https://github.com/team/implementation/blob/\(Sample.c)/x.md\">x</a></p>"),
        ("<a href=javascript:x>x</a>", "<p>x</p>"),
        ("<a href=https://example.org></a>", "<p></p>"),
        (
            "<a href=https://example.org>x [y](https://example.com) z</a>",
            "<p><a href=\"https://example.org\">x y z</a></p>"
        ),
        (
            "<a href=https://example.org><img src=x.png alt=Badge></a>",
            "<p><a href=\"https://example.org\">Image: Badge</a></p>"
        ),
        (
            "<img src='pictures/x%20y.png' onerror=x>",
            "<p><a href=\"https://github.com/team/implementation/blob/\(Sample.c)/pictures/x%20y.png\">Image: x%20y.png</a></p>"
        ),
        ("<img src=javascript:x alt=' a '>", "<p>Image: a</p>"),
        (
            "[x](#foo) [y](#bar)\n\n<a id=foo></a>\n\n<a name=bar>z</a>",
            "<p><a href=\"#user-content-foo\">x</a> <a href=\"#user-content-bar\">y</a></p>"
                + "<p><span id=\"user-content-foo\"></span></p><p><span id=\"user-content-bar\"></span>z</p>"
        ),
        ("<b id=a>x</b> <b id=a>y</b> <b id='a b'>z</b>", "<p><b id=\"user-content-a\">x</b> <b>y</b> <b>z</b></p>"),
        (
            "[x](#user-content-a) <b id=user-content-a>y</b>",
            "<p><a href=\"#user-content-a\">x</a> <b id=\"user-content-a\">y</b></p>"
        ),
        // The element goes; what a link leads to stays.
        ("[x](#a)\n\n<input id=a>", "<p><a href=\"#user-content-a\">x</a></p><span id=\"user-content-a\"></span>"),
        (
            "[x](#a)\n\n<style id=a></style>",
            "<p><a href=\"#user-content-a\">x</a></p><span id=\"user-content-a\"></span>"
        ),
        (
            "# A\n\n[x](#a) <b id=a>y</b>",
            "<h2 id=\"section-a\">A</h2><p><a href=\"#section-a\">x</a> <b id=\"user-content-a\">y</b></p>"
        ),
    ]) func linksAndIDs(_ markdown: String, _ html: String) throws {
        let found = try content(markdown)
        #expect(found == html)
    }

    // MARK: Limits

    @Test func whatIsTooDeepOrTooMuchIsLeftOut() throws {
        #expect(try content(String(repeating: "<div>", count: 60) + "\n\ntext") == "<p>text</p>")
        #expect(try content("<div>" + String(repeating: "<wbr>", count: 10_001) + "</div>\n\nx") == "<p>x</p>")
    }

    @Test(arguments: [
        ("<!-- a --> <!-- b\n-->\n", true), ("", true), ("<!-- never closed", true), ("<!-- a --> x", false),
        ("<b>", false),
        ("<!--> x -->", false), ("<!---> x -->", false), ("<!-- a --!> x -->", false), ("<!-- a <b> -->", true),
        ("<!-- a! -->", true),
    ]) func commentsNeedNoParser(_ html: String, _ isOnlyComment: Bool) {
        #expect(isOnlyComments(html) == isOnlyComment)
    }
}

/// A table in the frame that makes it scroll.
private func framed(_ table: String) -> String {
    "<div class=\"scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\(table)</table></div>"
}
