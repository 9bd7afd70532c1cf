import Markdown
import Testing

@Suite("Which addresses a page may link to")
struct LinkPolicyTests {
    @Test(
        "Allowed, and how they are written",
        arguments: [
            ("https://example.org", "https://example.org"),
            ("http://example.org/a?b=c&d=e#f", "http://example.org/a?b=c&d=e#f"),
            ("HTTPS://EXAMPLE.org", "HTTPS://EXAMPLE.org"),
            ("mailto:a@example.org", "mailto:a@example.org"),
            ("MailTo:a@example.org", "MailTo:a@example.org"),
            ("#heading", "#heading"),
            ("outputs/a.md", "outputs/a.md"),
            ("./a.md", "./a.md"),
            ("../outputs/a.md#b", "../outputs/a.md#b"),
            ("?q=a:b", "?q=a:b"),
            ("a/b:c", "a/b:c"),
            ("#a:b", "#a:b"),
            ("a b.md", "a%20b.md"),
            ("a%20b.md", "a%20b.md"),
            ("100%.md", "100%25.md"),
            ("%zz%4", "%25zz%254"),
            ("សួស្តី.md", "%E1%9E%9F%E1%9E%BD%E1%9E%9F%E1%9F%92%E1%9E%8F%E1%9E%B8.md"),
            ("a[1].md", "a%5B1%5D.md"),
            ("a\"<b>'.md", "a%22%3Cb%3E'.md"),
            ("#a#b", "#a%23b"),
            ("javascript%3Aalert(1)", "javascript%3Aalert(1)"),
            ("a\u{202E}b", "a%E2%80%AEb"),
        ])
    func allowed(_ destination: String, _ address: String) {
        #expect(LinkPolicy.link(destination) == address)
    }

    @Test(
        "Refused",
        arguments: [
            "", " ", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:a", "data:text/html,a",
            "file:///etc/passwd",
            "ftp://example.org", "blob:a", "about:blank", "view-source:https://a.org", "tel:1", "x:", ":a", "1:a",
            "a b:c",
            "java%73cript:alert(1)", "javascript\u{301}:a", "javascript:\u{301}alert(1)", "javascript\u{200B}:a",
            "java\nscript:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:alert(1)", " javascript:alert(1)",
            "javascript:alert(1) ", "\u{A0}javascript:a", "\u{2003}https://a.org", "https://a.org ", "a\u{0}b",
            "a\u{7F}b",
            "a\u{85}b", "a\u{2028}b", "//example.org", "///example.org", "/\\example.org", "\\\\example.org",
            "\\example",
            "a\\b.md", "https:\\\\example.org", "/root.md", "/", "/\u{301}/example.org", "//\u{301}example.org",
            "http:", "http:a",
            "http:/example.org", "http://", "http:///example.org", "https://?a", "https://#a", "https://@example.org",
            "https://:80", "mailto:", "httpſ://example.org", "ｈttps://a.org",
        ])
    func refused(_ destination: String) {
        #expect(LinkPolicy.link(destination) == nil)
        #expect(LinkPolicy.image(destination) == .text)
    }

    @Test(arguments: [
        ("a.png", ImageTarget.show(source: "a.png")),
        ("../images/a b.png", .show(source: "../images/a%20b.png")),
        ("https://example.org/a.png", .link(destination: "https://example.org/a.png")),
        ("HTTP://example.org/a.png", .link(destination: "HTTP://example.org/a.png")),
        ("data:image/png;base64,AAAA", .text),
        ("//example.org/a.png", .text),
        ("mailto:a@example.org", .text),
        ("#a", .text),
    ])
    func images(_ source: String, _ target: ImageTarget) {
        #expect(LinkPolicy.image(source) == target)
    }
}
