import CPictures
import Checklists
import Images
import Markdown
import Testing

@testable import Site

extension SampleSource {
    /// The blob of a file is its path.
    init(documents: [String: Document] = [:], files: [String: [UInt8]]) {
        self.init(
            documents: documents, blobs: Dictionary(uniqueKeysWithValues: files.keys.map { ($0, $0) }), contents: files)
    }
}

/// Pictures of the commit on pages.
@Suite struct PictureTests {
    /// A PNG of nothing but a header that is right: 3 by 2, grey.
    static let png: [UInt8] =
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        + [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0, 0xb8, 0x1f, 0x39, 0xc6]
        + [
            0, 0, 0, 11, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x80, 0x02, 0, 0, 8, 0, 1, 0x2f, 0x6b, 0x06,
            0x3f,
        ]
        + [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]

    private static func gif(_ width: UInt8, _ height: UInt8) -> [UInt8] {
        Array("GIF89a".utf8) + [width, 0, height, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, width, 0, height, 0, 0, 2, 0, 0x3b]
    }

    /// The site of a checklist at `lists/list.md` in a repository with these files.
    static func site(_ markdown: String, files: [String: [UInt8]], languages: [String] = []) -> [String: [UInt8]] {
        var report = Sample.report([Sample.checklist([], path: "lists/list.md")])
        report.project.languages = languages
        var result: [String: [UInt8]] = [:]
        let source = SampleSource(
            documents: ["lists/list.md": Document(parsing: Array(markdown.utf8), firstLine: 1)], files: files)
        Site(report: report, source: source).forEachFile { file in
            #expect(result.updateValue(file.content, forKey: file.path) == nil, "written twice: \(file.path)")
        }
        return result
    }

    /// Its page, and the files beside it.
    private func page(_ markdown: String, files: [String: [UInt8]]) throws -> (String, [String]) {
        let site = Self.site(markdown, files: files)
        let page = try #require(site["lists-list.html"])
        return (String(decoding: page, as: UTF8.self), site.keys.filter { $0.hasPrefix("files/") }.sorted())
    }

    private let size = "loading=\"lazy\" decoding=\"async\""

    @Test func picturesOfTheCommitAreShown() throws {
        let (page, files) = try page("![A net](../docs/Net%20One.gif)\n", files: ["docs/Net One.gif": Self.gif(30, 20)])
        let name = "files/\(shortHash("docs/Net One.gif"))-net-one.gif"
        #expect(files == [name])
        #expect(
            page.contains(
                "<p><a href=\"\(name)\"><img src=\"\(name)\" alt=\"A net\" width=\"30\" height=\"20\" \(size)></a></p>"
            )
        )
    }

    @Test func theContentIsCopiedAsItIs() {
        let site = Self.site("![](x.gif)\n", files: ["lists/x.gif": Self.gif(1, 1)])
        #expect(site["files/\(shortHash("lists/x.gif"))-x.gif"] == Self.gif(1, 1))
    }

    @Test func withoutWordsItsNameIsSaid() throws {
        let (page, _) = try page("![](x.gif)\n", files: ["lists/x.gif": Self.gif(1, 1)])
        #expect(page.contains("alt=\"Image: x.gif\""))
    }

    @Test func aTitleIsACaptionWhereThePictureStandsAlone() throws {
        let (page, _) = try page(
            "![A net](x.gif \"Who talks to whom\")\n\nIn text ![A net](x.gif \"Again\")\n",
            files: ["lists/x.gif": Self.gif(1, 1)])
        #expect(page.count(of: "<figure") == 1)
        #expect(page.contains("</a><figcaption>Who talks to whom</figcaption>"))
        #expect(page.contains("title=\"Again\""))
        #expect(!page.contains("title=\"Who"))
    }

    @Test func insideALinkThereIsNoOther() throws {
        let (page, _) = try page("[![A](x.gif)](https://example.org)\n", files: ["lists/x.gif": Self.gif(1, 1)])
        #expect(page.contains("<a href=\"https://example.org\"><img src=\"files/"))
        #expect(page.count(of: "<img") == 1 && !page.contains("<a href=\"files/"))
    }

    @Test func rawHTMLMayAskForAWidth() throws {
        let (page, _) = try page(
            "<img src=x.gif width=15 onerror=x alt=A>\n\n<img src=x.gif width=900 alt=B>\n",
            files: ["lists/x.gif": Self.gif(30, 20)])
        #expect(page.contains("alt=\"A\" width=\"15\" height=\"10\""))
        #expect(page.contains("alt=\"B\" width=\"30\" height=\"20\""))
        #expect(!page.contains("onerror"))
    }

    @Test func whatLiesElsewhereIsALink() throws {
        let (page, files) = try page(
            "![A](https://x.example/x.gif) ![B](gone.gif) ![C](../../x.gif) ![D](//x.example/x.gif) ![E](data:image/gif;base64,R0)\n",
            files: ["x.gif": Self.gif(1, 1)])
        #expect(files == [] && !page.contains("<img"))
        #expect(page.contains("<a href=\"https://x.example/x.gif\">Image: A</a>"))
    }

    @Test func onePictureOnManyPagesIsOneFile() {
        let site = Self.site(
            "![A](x.gif) ![B](./x.gif?raw=true)\n", files: ["lists/x.gif": Self.gif(1, 1)], languages: ["en", "km"])
        #expect(site.keys.count { $0.hasPrefix("files/") } == 1)
        #expect(
            site["km/lists-list.html"].map { String(decoding: $0, as: UTF8.self) }?.contains("src=\"../files/") == true)
    }

    // MARK: Smaller copies

    /// Noise, 2,400 by 40.
    private static func wide() throws -> [UInt8] {
        var state: UInt32 = 1
        var pixels: [UInt8] = []
        for _ in 0..<2_400 * 40 * 3 {
            state = state &* 1_664_525 &+ 1_013_904_223
            pixels.append(UInt8(state >> 24))
        }
        var written = [UInt8](repeating: 0, count: 400_000)
        let count = countersign_png_encode(pixels, 2_400, 40, 3, &written, written.count)
        return Array(written.prefix(count))
    }

    @Test func pagesShowASmallerCopyThatLeadsToAll() throws {
        let site = Self.site("![A](x.png)\n", files: ["lists/x.png": try Self.wide()])
        let page = try #require(site["lists-list.html"].map { String(decoding: $0, as: UTF8.self) })
        let name = "files/\(shortHash("lists/x.png"))-x"
        #expect(
            page.contains(
                "<a href=\"\(name).png\"><img src=\"\(name)-1440.png\" alt=\"A\" width=\"2400\" height=\"40\""))
        #expect(site["\(name)-1440.png"].map { try? Picture($0).width } == 1_440)
    }

    @Test func onlySoManyPixelsAreDecoded() throws {
        let source = SampleSource(files: ["a.png": try Self.wide(), "b.png": try Self.wide() + [0]])
        let files = PublishedFiles(source, pixels: 100_000)
        let pictures = try ["a.png", "b.png"].map { try #require(files.file(at: $0).flatMap(files.picture)) }
        #expect(pictures.map { $0.shown == $0.full } == [false, true])
    }

    // MARK: Hostile

    @Test func theNameIsThatOfTheContent() throws {
        let (page, files) = try page("![A](x.png)\n", files: ["lists/x.png": Self.gif(9, 9)])
        #expect(files == ["files/\(shortHash("lists/x.png"))-x-png.gif"])
        #expect(page.contains("<img"))
    }

    @Test(arguments: [
        ("<!doctype html><script>x()</script>", "The name says PNG, but by its content this is: HTML file."),
        ("%PDF-1.7", "The name says PNG, but by its content this is: PDF file."),
        ("PK\u{3}\u{4}", "The name says PNG, but by its content this is: ZIP file."),
        ("GIF89a", "The name says PNG, but by its content this is: GIF image."),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n", "The file itself is kept in Git LFS."),
    ]) func whatIsNoPictureIsTold(_ content: String, _ note: String) throws {
        let (page, files) = try page("![A](x.png)\n", files: ["lists/x.png": Array(content.utf8)])
        #expect(files == [] && !page.contains("<img"))
        #expect(page.contains("Image: A</a> <span class=\"label\">(\(note)"))
    }

    @Test func drawingsAreCleaned() throws {
        let site = Self.site(
            "![A](x.svg)\n",
            files: ["lists/x.svg": Array("<svg width='9' height='9'><script>x()</script><path d='M0'/></svg>".utf8)])
        let name = try #require(site.keys.first { $0.hasPrefix("files/") })
        #expect(name.hasSuffix("-x.svg"))
        #expect(
            site[name].map { String(decoding: $0, as: UTF8.self) }
                == "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0\"></path></svg>")
    }

    @Test func drawingsWithEntitiesAreNotShown() throws {
        let svg = "<!DOCTYPE svg [<!ENTITY a \"<script>x()</script>\">]><svg>&a;</svg>"
        let (page, files) = try page("![A](x.svg)\n", files: ["lists/x.svg": Array(svg.utf8)])
        #expect(files == [] && !page.contains("<img"))
    }

    @Test func namesOfOtherScriptsAreTheContentsID() throws {
        let (_, files) = try page("![A](រូបភាព.gif)\n", files: ["lists/រូបភាព.gif": Self.gif(1, 1)])
        #expect(files == ["files/\(shortHash("lists/រូបភាព.gif")).gif"])
    }

    // MARK: Code

    @Test func codeSaysItsLanguage() throws {
        let (page, _) = try page("```json title\n{}\n```\n\n    plain\n\n```mermaid\ngraph\n```\n", files: [:])
        #expect(page.contains("<figcaption class=\"label\"><bdi>json</bdi></figcaption>"))
        #expect(page.contains("<bdi>mermaid</bdi>: the source of a diagram, which is not drawn here"))
        #expect(page.count(of: "<figcaption") == 2)
    }
}
