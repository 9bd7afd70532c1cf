import Checklists
import Images
import Markdown
import Testing

@testable import Site

/// Outputs that are read with a program of their own.
@Suite struct AttachmentTests {
    private func site(_ path: String, _ content: [UInt8]) -> [String: [UInt8]] {
        let item = Sample.item(
            Sample.state(
                fields: ItemFields(outputs: [Output(title: "The output", path: path, blob: path)])))
        var result: [String: [UInt8]] = [:]
        let source = SampleSource(files: [path: content])
        Site(report: Sample.report([Sample.checklist([item])]), source: source).forEachFile { file in
            result[file.path] = file.content
        }
        return result
    }

    /// The page of an output, and what lies beside it.
    private func page(_ path: String, _ content: [UInt8]) throws -> (String, [String]) {
        let site = site(path, content)
        let name = try #require(PageNames(paths: [], documents: [path])[path])
        return (
            String(decoding: try #require(site[name]), as: UTF8.self),
            site.keys.filter { $0.hasPrefix("files/") }.sorted()
        )
    }

    private static func zip(_ name: String, _ rest: String = "") -> [UInt8] {
        [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 26) + Array((name + rest).utf8)
    }

    // MARK: What it is

    @Test(arguments: [
        (Array("%PDF-1.7\n".utf8), FileContent.pdf), (Array("junk\n%PDF-1.4".utf8), .pdf),
        (zip("[Content_Types].xml", "word/document.xml"), .office("DOCX")),
        (zip("[Content_Types].xml", "xl/workbook.xml"), .office("XLSX")),
        (zip("[Content_Types].xml", "ppt/presentation.xml"), .office("PPTX")),
        (zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), .office("ODS")),
        (zip("a.txt"), .archive("ZIP")), ([0x1f, 0x8b, 8], .archive("GZIP")),
        ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], .office("OLE")),
        (Array("a,b\n1,2\n".utf8), .text), ([0xff, 0xfe, 0x41, 0], .text), ([0xe9, 0x74, 0xe9], .text), ([], .text),
        (Array(" \n<!DOCTYPE HTML>".utf8), .markup("HTML")), (Array("<?xml?><definitions/>".utf8), .markup("XML")),
        ([1, 2, 3], .binary), (Array("<html>\0".utf8), .binary), (Array("GIF89a".utf8), .picture(.gif)),
    ])
    func theContentSaysWhatItIs(_ bytes: [UInt8], _ content: FileContent) {
        #expect(FileContent(bytes) == content)
    }

    // MARK: The card

    @Test func aDocumentHasACard() throws {
        let (page, files) = try page("out/Consent form.docx", Self.zip("[Content_Types].xml", "word/document.xml"))
        #expect(files == ["files/\(shortHash("out/Consent form.docx"))-consent-form.docx"])
        #expect(page.contains("<dd><bdi>Consent form.docx</bdi></dd>"))
        #expect(page.contains("<dd>DOCX text document</dd>"))
        #expect(page.contains("<dd>66 bytes</dd>"))
        #expect(page.contains("download=\"Consent form.docx\">Get the DOCX text document (66 bytes)</a>"))
    }

    /// Browsers show it, which is what readers on a phone want.
    @Test func aPDFIsOpenedNotSaved() throws {
        let (page, _) = try page("a.pdf", Array("%PDF-1.7".utf8))
        #expect(page.contains("-a.pdf\">Get the PDF file (8 bytes)</a>"))
    }

    @Test func aPictureIsShownOnItsPage() throws {
        let (page, files) = try page("a.png", PictureTests.png)
        #expect(files.count == 1)
        #expect(page.contains("alt=\"Image: a.png\" width=\"3\" height=\"2\""))
        #expect(page.contains("<dd>PNG image</dd>"))
    }

    @Test func sizesArePeoples() {
        let sizes = [0, 999, 1_000, 1_499, 999_499, 999_500, 1_449_999, 1_450_000, 25 << 20]
        #expect(
            sizes.map(Words(for: "en").size)
                == ["0 bytes", "999 bytes", "1 kB", "1 kB", "999 kB", "1 MB", "1.4 MB", "1.5 MB", "26.2 MB"])
        #expect(Words(for: "fr").size(1_450_000) == "1,5\u{202f}Mo")
        #expect(Words(for: "es").size(1_450_000) == "1,5 MB")
    }

    // MARK: Hostile

    @Test(arguments: [
        ("a.html", "<!doctype html><script>x()</script>"), ("a.svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"),
        ("a.xml", "<?xml version='1.0'?><x/>"), ("a.js", "x()"), ("a.txt", "<script>x()</script>"),
        ("a.csv", "<html><script>x()</script>"), ("a.xhtml", "<html/>"), ("a", "<script>"), ("a.php", "text"),
        ("a.mjs", "text"), ("a.css", "text"), ("a.hta", "text"), ("a.shtml", "text"),
    ])
    func nothingThatRunsHasANameThatRuns(_ name: String, _ content: String) throws {
        let site = site(name, Array(content.utf8))
        let files = site.keys.filter { $0.hasPrefix("files/") }
        for file in files { #expect(file.hasSuffix(".txt")) }
        #expect(files.count == 1 || name.hasSuffix(".csv"))
    }

    @Test func aPDFWithANameOfMarkdownIsNamedWhatItIs() throws {
        let (page, files) = try page("a.md", Array("%PDF-1.7\0".utf8))
        #expect(files == ["files/\(shortHash("a.md"))-a-md.pdf"])
        #expect(page.contains("The name says MD, but by its content this is: PDF file."))
        #expect(page.contains("PDF file, version") && !page.contains("Markdown document"))
    }

    @Test func aPointerIsNotOffered() throws {
        let (page, files) = try page("a.pdf", Array("version https://git-lfs.github.com/spec/v1\nsize 9\n".utf8))
        #expect(files == [])
        #expect(page.contains("The file itself is kept in Git LFS."))
    }

    @Test func whatIsTooLargeStaysInTheRepository() throws {
        let (page, files) = try page("a.bin", [UInt8](repeating: 1, count: PublishedFile.maximumSize + 1))
        #expect(files == [])
        #expect(page.contains("The file has more than 25 MiB."))
    }

    @Test func aDamagedPictureIsTold() throws {
        let (page, files) = try page("a.png", Array(PictureTests.png.prefix(20)))
        #expect(files.count == 1 && !page.contains("<img"))
        #expect(page.contains("The picture is damaged"))
    }

    @Test(arguments: [
        "../../etc/passwd.txt", "a/..\\..\\x.txt", "COM1.txt", "-rf.txt", ".htaccess", "x\u{202e}fdp.txt",
    ])
    func namesAreHarmless(_ path: String) {
        for file in site(path, Array("text".utf8)).keys where file.hasPrefix("files/") {
            #expect(file.wholeMatch(of: /files\/[0-9a-f]{8}(-[a-z0-9_-]+)?\.txt/) != nil, "\(file)")
        }
    }

    // MARK: Changes

    @Test func aPictureIsShownBeforeAndAfter() throws {
        let gif = Array("GIF89a".utf8) + [9, 0, 8, 0, 0, 0, 0, 0x3b]
        let source = SampleSource(files: ["old": gif, "new": PictureTests.png])
        let pages = Pages(shared: SharedParts(report: Sample.report(), source: source), language: "en")
        let html = try #require(PictureChangesView(pages: pages, path: "a.png", earlier: "old", blob: "new").html).text
        #expect(html.contains("<figcaption>Before: version old</figcaption>"))
        #expect(html.contains("width=\"9\" height=\"8\"") && html.contains("width=\"3\" height=\"2\""))
        #expect(PictureChangesView(pages: pages, path: "a.png", earlier: "gone", blob: "new").html == nil)
    }

    // MARK: Outside

    @Test func whatLiesOutsideIsListed() throws {
        let outputs = [
            Output(title: "Plan", url: "https://docs.example/plan"), Output(title: "List", path: "a.md", blob: "a.md"),
        ]
        let item = Sample.item(Sample.state(fields: ItemFields(outputs: outputs)))
        let page = try #require(Sample.files(Sample.report([Sample.checklist([item])]))["documents.html"])
        #expect(page.contains("1 of 2 documents lies outside the repository."))
        let list = try #require(page.split(separator: "id=\"outside\"").last)
        #expect(list.contains("<bdi>docs.example</bdi>") && list.contains("Access levels are confirmed"))
    }

    @Test func withoutAddressesThereIsNoSuchList() throws {
        let item = Sample.item(
            Sample.state(fields: ItemFields(outputs: [Output(title: "List", path: "a.md", blob: "a.md")])))
        let page = try #require(Sample.files(Sample.report([Sample.checklist([item])]))["documents.html"])
        #expect(!page.contains("id=\"outside\""))
    }
}
