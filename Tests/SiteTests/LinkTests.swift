import Checklists
import Markdown
import Testing

@testable import Site

@Suite struct LinkTests {
    private let links = Links(
        pages: Sample.pages(
            Sample.report([
                Sample.checklist(
                    [Sample.item(Sample.state(id: "access", line: 1), anchor: "access", path: "a/list.md")],
                    path: "a/list.md"),
                Sample.checklist(
                    [Sample.item(Sample.state(id: "other", line: 1), anchor: "other", path: "b/two.md")],
                    path: "b/two.md"),
            ])),
        path: "a/list.md",
        idsByFragment: ["tests": "section-tests", "ខ្មែរ": "section-ខ្មែរ", "\u{fe0f}-setup": "section-setup"])

    @Test(arguments: [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("http://example.org/a b\"<>`", "http://example.org/a%20b%22%3C%3E%60"),
        ("https://example.org/%41%zz", "https://example.org/%41%25zz"),
        ("http://[::1]:80/[x]?[y]#[z]#", "http://[::1]:80/%5Bx%5D?%5By%5D#%5Bz%5D%23"),
        ("https://example.org/ខ", "https://example.org/%E1%9E%81"),
        ("https://example.org/\u{202e}", "https://example.org/%E2%80%AE"),
        (" https://example.org", "https://example.org"),
        ("mailto:team@example.org", "mailto:team@example.org"),
        ("#tests", "#section-tests"),
        ("#user-content-tests", "#section-tests"),
        ("#%E1%9E%81%E1%9F%92%E1%9E%98%E1%9F%82%E1%9E%9A", "#section-%E1%9E%81%E1%9F%92%E1%9E%98%E1%9F%82%E1%9E%9A"),
        ("#access", "#item-access"),
        // Behind `#` a variation selector, as forges have it in the fragment of "⚙️ Setup".
        ("#\u{fe0f}-setup", "#section-setup"), ("list.md#\u{fe0f}-setup", "#section-setup"),
        ("list.md#tests", "#section-tests"),
        ("../a/list.md", "a-list.html"),
        ("../b/two.md", "b-two.html"),
        ("/b/two.md?plain=1", "b-two.html"),
        ("../b/two.md#other", "b-two.html#item-other"),
        ("../b/two.md#unknown", "b-two.html"),
        ("./x.pdf", "https://github.com/team/implementation/blob/\(Sample.c)/a/x.pdf"),
        ("x%20y.csv", "https://github.com/team/implementation/blob/\(Sample.c)/a/x%20y.csv"),
        ("x y.csv", "https://github.com/team/implementation/blob/\(Sample.c)/a/x%20y.csv"),
        ("List.md", "https://github.com/team/implementation/blob/\(Sample.c)/a/List.md"),
        ("x.pdf?raw=true", "https://github.com/team/implementation/blob/\(Sample.c)/a/x.pdf"),
        ("outputs/", "https://github.com/team/implementation/tree/\(Sample.c)/a/outputs"),
        ("../outputs/#files", "https://github.com/team/implementation/tree/\(Sample.c)/outputs#files"),
        ("list.km.md", "https://github.com/team/implementation/blob/\(Sample.c)/a/list.km.md"),
        ("other.md#part-1", "https://github.com/team/implementation/blob/\(Sample.c)/a/other.md#part-1"),
        (
            "%6aavascript%3aalert(1)",
            "https://github.com/team/implementation/blob/\(Sample.c)/a/javascript%3Aalert%281%29"
        ),
    ]) func leadsTo(_ destination: String, _ expected: String) {
        #expect(links.address(for: destination)?.text == expected)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
        "java\nscript:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:alert(1)", "javascript\u{0}:alert(1)",
        "javascript://example.org/%0aalert(1)", "vbscript:x", "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml;base64,x", "file:///etc/passwd", "ftp://example.org", "blob:x", "about:blank", "tel:1",
        "view-source:https://x", "http:example.org", "https:/example.org", "http://", "https://?x", "http:\\\\x",
        "//evil.example/x", "///evil.example", "\\\\evil.example", "/\\evil.example", "\\/evil.example", "a\\b.md",
        "https://evil.example\\@example.org", "https://example.org/\u{d}x", "", "   ", "#", "#unknown", "?x", "..",
        "../..", "../../x.md", "/../x.md", "%2e%2e/%2e%2e/x.md", "a/%2e%2e/../../x", "..%2f..%2fx", "%ff.md",
        "x%00.md", "%2f%2fevil.example", "/%2fevil.example", "a:b/c.md", "é:x", "mailto:", "mailto://x",
    ]) func leadsNowhere(_ destination: String) {
        #expect(links.address(for: destination) == nil)
    }

    /// What only looks like a scheme or a host to somebody: at worst a file of the repository on its forge.
    @Test(arguments: [
        "javascript:\u{301}alert(1)", "javascript\u{301}:a", "javascript\u{200B}:a", "/\u{301}/example.org",
        "//\u{301}example.org",
        "http\u{17F}://example.org", "\u{FF48}ttps://a.org", "\u{A0}javascript:a", "\u{2003}https://a.org",
        "a\u{2028}b", "a\u{85}b",
        "java%73cript:alert(1)", "javascript&colon;alert(1)", "https:\u{301}//evil.example",
    ]) func staysOnTheForge(_ destination: String) {
        let text = links.address(for: destination)?.text
        #expect(text == nil || text?.hasPrefix("https://github.com/team/implementation/blob/") == true)
    }

    @Test func withoutForgeFilesOfTheRepositoryHaveNoAddress() {
        let pages = Sample.pages(Sample.report(forge: nil))
        let links = Links(pages: pages, path: "list.md", idsByFragment: [:])
        #expect(links.address(for: "x.pdf") == nil)
    }

    @Test func aForgeWithAForbiddenAddressGivesNoLinks() {
        let forge = Forge(kind: .github, base: "javascript:alert(1)//")
        var item = Sample.item(status: .done)
        item.life = ItemLife(
            events: [Event(kind: .completed, commit: Sample.a)],
            completion: Completion(commit: Sample.a, isBornTicked: false, isInferred: false))
        let page = Sample.page(of: item) { $0.project.forge = forge }
        #expect(page.contains("Completed by"))
        #expect(!page.contains("javascript"))
    }

    @Test func imagesBecomeLinksWithTheirText() {
        let inlines: [Inline] = [
            .image(source: "https://tracker.example/pixel.gif", title: "", alternative: [.text("A picture")]),
            .image(source: "pictures/net.png?raw=true", title: "", alternative: []),
            .image(source: "data:image/png;base64,AAAA", title: "", alternative: [.text("Inline")]),
            .link(
                destination: "https://example.org", title: "",
                content: [.image(source: "badge.svg", title: "", alternative: [.text("Badge")])]),
        ]
        let page = Sample.page([Sample.paragraph(inlines)])
        #expect(!page.contains("<img") && !page.contains("data:image/png"))
        #expect(page.contains("<a href=\"https://tracker.example/pixel.gif\">Image: A picture</a>"))
        #expect(page.contains("pictures/net.png\">Image: net.png</a>"))
        #expect(page.contains("</a>Image: Inline<a"))
        #expect(page.contains("<a href=\"https://example.org\">Image: Badge</a>"))
    }
}
