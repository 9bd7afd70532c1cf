import Markdown
import Testing

@Suite("Safe HTML")
struct HTMLRendererTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let source: String
        let html: String
        var testDescription: String { source.debugDescription }

        init(_ source: String, _ html: String) {
            self.source = source
            self.html = html
        }
    }

    @Test(arguments: [
        Case("a\nb", "<p>a\nb</p>\n"),
        Case("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>\n"),
        Case("# a *b*", "<h1>a <em>b</em></h1>\n"),
        Case("> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n"),
        Case("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        Case("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
        Case("1. a\n   - b", "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n"),
        Case("7) a", "<ol start=\"7\">\n<li>a</li>\n</ol>\n"),
        Case("-\n- ```\n  a\n  ```", "<ul>\n<li></li>\n<li>\n<pre><code>a\n</code></pre>\n</li>\n</ul>\n"),
        Case("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n"),
        Case("- [ ] a\n- [x] b", "<ul>\n<li class=\"task\">☐ a</li>\n<li class=\"task\">☑ b</li>\n</ul>\n"),
        Case(
            "- [x] a\n\n  b\n- c",
            "<ul>\n<li class=\"task\">\n<p>☑ a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n"),
        Case("```sh -x\na < b && c\n```", "<pre><code class=\"language-sh\">a &lt; b &amp;&amp; c\n</code></pre>\n"),
        Case("```a\"b onclick=c\n```", "<pre><code class=\"language-a&quot;b\"></code></pre>\n"),
        Case("    a\r\n    b", "<pre><code>a\nb\n</code></pre>\n"),
        Case(
            "a | b | c\n:-|:-:|-:\n1 | 2",
            """
            <table>
            <thead>
            <tr>
            <th scope="col">a</th>
            <th scope="col" class="center">b</th>
            <th scope="col" class="right">c</th>
            </tr>
            </thead>
            <tbody>
            <tr>
            <td>1</td>
            <td class="center">2</td>
            <td class="right"></td>
            </tr>
            </tbody>
            </table>

            """),
        Case(
            "| | a |\n|-|-|",
            "<table>\n<thead>\n<tr>\n<td></td>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n"),
        Case("**a** ~~b~~ `c  <d>`", "<p><strong>a</strong> <del>b</del> <code>c  &lt;d&gt;</code></p>\n"),
        Case("***a** b*", "<p><em><strong>a</strong> b</em></p>\n"),
        Case("a[^x]\n\n[^x]: b", "<p>a<sup>1</sup></p>\n<ol class=\"footnotes\">\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
    ])
    func blocks(_ test: Case) {
        #expect(HTMLRenderer().html(document(test.source).blocks) == test.html)
    }

    @Test(arguments: [
        // Text and attributes stand for themselves.
        Case("& < > \" ' &lt;b&gt;", "&amp; &lt; &gt; &quot; &#39; &lt;b&gt;"),
        Case("é ក 🙂", "é ក 🙂"),
        Case("a\u{1}b&#1;c\u{7F}d\u{85}e\u{FFFE}f", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{FFFD}f"),
        Case("[a](/u\"b 'c\"d')", "a"),
        Case("[a](u 'b\"c<d')", "<a href=\"u\" title=\"b&quot;c&lt;d\">a</a>"),
        Case("[a](b&c=d)", "<a href=\"b&amp;c=d\">a</a>"),
        Case("[a](b'c)", "<a href=\"b&#39;c\">a</a>"),
        // Raw HTML is dropped, its content is not.
        Case("a <b onclick=\"c\">d</b>", "a d"),
        Case("a <script>alert(1)</script>", "a alert(1)"),
        Case("a <!-- b --> c <?d?> <![CDATA[e]]>", "a  c  "),
        Case("a<br>b<BR/>c<br />d", "a<br>b<br>c<br>d"),
        Case("a<br onclick=b>c", "ac"),
        Case("<input type=\"checkbox\"> a", " a"),
        Case("&lt;script&gt;", "&lt;script&gt;"),
        Case("\\<script>", "&lt;script&gt;"),
        Case("`<script>`", "<code>&lt;script&gt;</code>"),
        // Links.
        Case("[a *b*](c)", "<a href=\"c\">a <em>b</em></a>"),
        Case("[a](javascript:alert(1))", "a"),
        Case("[a](JaVaScRiPt:alert(1))", "a"),
        Case("[a](java&#10;script:alert(1))", "a"),
        Case("[a](&#106;avascript:alert(1))", "a"),
        Case("[a](&#1;javascript:alert(1))", "a"),
        Case("[a](java\\script:b)", "a"),
        Case("[a](//b.org)", "a"),
        Case("[a](\\\\\\\\b.org)", "a"),
        Case("[a](</b c>)", "a"),
        Case("[a](<b c>)", "<a href=\"b%20c\">a</a>"),
        Case("[a](<\u{A0}b>)", "a"),
        Case("[a]()", "a"),
        Case("<https://a.org/?b&c>", "<a href=\"https://a.org/?b&amp;c\">https://a.org/?b&amp;c</a>"),
        Case("<javascript:a>", "javascript:a"),
        Case("<data:text/html,a>", "data:text/html,a"),
        Case("www.a.org", "<a href=\"http://www.a.org\">www.a.org</a>"),
        Case("a@b.org", "<a href=\"mailto:a@b.org\">a@b.org</a>"),
        Case("ftp://a.org", "ftp://a.org"),
        Case("[a][b]\n\n[b]: javascript:c", "a"),
        // Images.
        Case("![a \"b\"](c.png 'd')", "<img src=\"c.png\" alt=\"a &quot;b&quot;\" title=\"d\">"),
        Case("![](c.png)", "<img src=\"c.png\" alt=\"\">"),
        Case("![a *b* `c`](d.png)", "<img src=\"d.png\" alt=\"a b c\">"),
        Case("![a](https://b.org/c.png)", "<a href=\"https://b.org/c.png\">a</a>"),
        Case("![](https://b.org/c.png)", "<a href=\"https://b.org/c.png\">https://b.org/c.png</a>"),
        Case("![a <b](data:image/svg+xml,c)", "a &lt;b"),
        Case("![a](javascript:b)", "a"),
        Case("[![a](b.png)](c)", "<a href=\"c\"><img src=\"b.png\" alt=\"a\"></a>"),
        Case("[![a](https://b.org/c.png)](d)", "<a href=\"d\">a</a>"),
        Case("![[a](b)](c.png)", "<img src=\"c.png\" alt=\"a\">"),
    ])
    func inlines(_ test: Case) {
        #expect(HTMLRenderer().html(document(test.source).blocks.first?.inlines ?? []) == test.html)
    }

    @Test("HTML blocks are dropped")
    func htmlBlocks() {
        let html = HTMLRenderer().html(
            document("<script>\nalert(1)\n</script>\n\n<div onclick=a>\n\n*b*\n\n</div>\n").blocks)
        #expect(html == "<p><em>b</em></p>\n")
    }

    @Test("The caller's closures decide, and get the destination as it is")
    func closures() {
        let renderer = HTMLRenderer(
            link: { $0 == "a b" ? "to?\"&" : nil }, image: { $0 == "i" ? .link(destination: "x") : .text })
        let inlines = document("[c](<a b>) [d](e) ![f](i) ![g](h)").blocks.first?.inlines ?? []
        #expect(renderer.html(inlines) == "<a href=\"to?&quot;&amp;\">c</a> d <a href=\"x\">f</a> g")
    }

    @Test("Levels of headings stay within 1 to 6")
    func headings() {
        let blocks = document("# a\n###### b").blocks
        #expect(HTMLRenderer(headingOffset: 2).html(blocks) == "<h3>a</h3>\n<h6>b</h6>\n")
        #expect(HTMLRenderer(headingOffset: -2).html(blocks) == "<h1>a</h1>\n<h4>b</h4>\n")
    }

    @Test("Footnotes are linked where the caller gives their ids a prefix")
    func footnotes() {
        let html = HTMLRenderer(footnotePrefix: "n'-").html(document("a[^x][^x]\n\n[^x]: b").blocks)
        #expect(
            html == """
                <p>a<sup><a href="#n&#39;-1">1</a></sup><sup><a href="#n&#39;-1">1</a></sup></p>
                <ol class="footnotes">
                <li id="n&#39;-1">
                <p>b</p>
                </li>
                </ol>

                """)
    }

    @Test("Every element is closed where it was opened, in any order of markup")
    func nesting() {
        let pieces = [
            "*", "**", "~~", "[", "](u)", "![", "](i.png)", "`", "<b>", "\n", "> ", "- [x] ", "|", "a ", "www.b.org ",
            "[^1]", "<",
        ]
        var state: UInt64 = 42
        for _ in 0..<2000 {
            var source = ""
            for _ in 0..<30 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                source += pieces[Int(state >> 33) % pieces.count]
            }
            let html = HTMLRenderer().html(document(source + "\n\n[^1]: c").blocks)
            #expect(isBalanced(html), "\(source.debugDescription)")
        }
    }

    private func isBalanced(_ html: String) -> Bool {
        var open: [Substring] = []
        for tag in html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1) {
            let name = tag.prefix { $0 != ">" && $0 != " " }
            if ["br", "hr", "img"].contains(name) { continue }
            if !name.hasPrefix("/") {
                if name == "a", open.contains("a") { return false }
                open.append(name)
            } else if open.popLast() != name.dropFirst() {
                return false
            }
        }
        return open.isEmpty
    }
}
