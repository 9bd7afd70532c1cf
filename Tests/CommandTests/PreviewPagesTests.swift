import Testing

@testable import CountersignCommand

/// What the preview answers with.
@Suite struct PreviewPagesTests {
    private static let page = """
        <head><meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'self'"></head>
        <body><p>Text</p></body>
        """

    private let pages = PreviewPages(
        version: "7-1",
        files: [
            "index.html": Array(page.utf8), "km/index.html": Array("<p>km</p>".utf8),
            "404.html": Array("<p>none</p>".utf8),
            "style.css": Array("p {}".utf8), "files/a b.txt": Array("<b>".utf8), "data/status.json": Array("{}".utf8),
        ])

    private func text(_ path: String) -> String { pages.response(to: path).content.text }

    @Test func filesOfTheSite() {
        #expect(pages.response(to: "style.css") == .init(type: "text/css; charset=utf-8", content: Array("p {}".utf8)))
        #expect(pages.response(to: "files/a b.txt").type == "text/plain; charset=utf-8")
        #expect(text("files/a b.txt") == "<b>")
        #expect(pages.response(to: "data/status.json").type == "application/json")
    }

    @Test func foldersShowTheirIndex() {
        #expect(pages.response(to: "").type == "text/html; charset=utf-8")
        #expect(text("").contains("<p>Text</p>"))
        #expect(text("km/").contains("<p>km</p>"))
        let redirection = pages.response(to: "km")
        #expect(redirection.status == 308 && redirection.location == "/km/")
    }

    @Test(arguments: ["nothing", "../index.html", "km/../index.html", "/etc/passwd", "/", "//", ".git/config", "km//"])
    func anythingElseIsNotThere(path: String) {
        #expect(pages.response(to: path).status == 404)
        #expect(text(path).contains("<p>none</p>"))
    }

    /// The published page does not have it.
    @Test func pagesLoadThemselvesAgain() {
        let script = """
            <link rel="stylesheet" href="/.countersign/preview.css">
            <script src="/.countersign/preview.js" data-version="7-1"></script>
            </body>
            """
        #expect(text("index.html").hasSuffix(script))
        #expect(text("index.html").contains("content=\"default-src 'none'; connect-src 'self'; script-src 'self'\""))
        #expect(text("km/").contains("preview.js"))
        #expect(pages.response(to: ".countersign/preview.js").type == "text/javascript; charset=utf-8")
        #expect(pages.response(to: ".countersign/preview.css").type == "text/css; charset=utf-8")
    }

    /// In the page, for what fetches it without running its script.
    @Test func whyThePagesAreOldStandsInThem() {
        var pages = pages
        pages.failure = "countersign.yml:2: <title> & more"
        let notice =
            "<p class=\"preview-failure\" role=\"alert\">countersign.yml:2: &lt;title&gt; &amp; more</p>\n<link rel="
        #expect(pages.response(to: "").content.text.contains(notice))
        #expect(pages.response(to: "nothing").content.text.contains(notice))
        #expect(!pages.response(to: "style.css").content.text.contains("title"))
        pages.files = [:]
        #expect(pages.response(to: "").content.text.contains(notice))
        #expect(!text("").contains("preview-failure\" role"))
    }

    @Test func beforeTheFirstBuild() {
        let pages = PreviewPages(version: "7-0", failure: "x")
        let response = pages.response(to: "anything.html")
        #expect(response.status == 503 && response.type == "text/html; charset=utf-8")
        #expect(response.content.text.contains("The site is not built yet"))
        #expect(response.content.text.contains("data-version=\"7-0\""))
        #expect(pages.response(to: ".countersign/preview.js").status == 200)
    }

    @Test func whatPagesAreTold() {
        #expect(pages.event.text == "data: {\"version\": \"7-1\", \"failure\": null}\n\n")
        let failing = PreviewPages(version: "1", failure: "a \"b\"\n\ndata: c </script>")
        #expect(
            failing.event.text == "data: {\"version\": \"1\", \"failure\": \"a \\\"b\\\"\\n\\ndata: c </script>\"}\n\n")
    }

    @Test func whatIsNotKnownIsDownloaded() {
        #expect(PreviewPages.type(of: "files/0123-a.docx") == "application/octet-stream")
        #expect(PreviewPages.type(of: "files/0123-a") == "application/octet-stream")
    }
}
