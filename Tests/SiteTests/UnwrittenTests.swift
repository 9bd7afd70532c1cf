import Testing

@testable import Checklists
@testable import Site

/// Documents that say that they are not written yet are marked wherever a reader could take them for documents.
@Suite struct UnwrittenTests {
    private typealias S = SignOffSample

    private let skeleton = S.blob("11"), written = S.blob("22")
    private var source: SampleSource {
        SampleSource(contents: [
            skeleton: Array("# Contacts\n\n*Not written yet. Delete this line.*\n".utf8),
            written: Array("# Contacts\n\nAnn Bright.\n".utf8),
        ])
    }
    private let mark = " <b class=\"draft\">Not written yet</b>"

    private func files(_ blob: String, path: String = "outputs/contacts.md", made: [SignOff] = []) -> [String: String] {
        let item = S.item(outputs: [Output(title: "Contacts", path: path, blob: blob)], made: made)
        return Sample.files(S.report([item]), source: source)
    }

    @Test func theListOfDocumentsMarksThem() throws {
        let link = "<a href=\"outputs-contacts.html\"><bdi>Contacts</bdi></a>"
        #expect(try #require(files(skeleton)["documents.html"]).contains(link + mark))
        let page = try #require(files(written)["documents.html"])
        #expect(page.contains(link) && !page.contains("Not written yet"))
    }

    @Test func soDoTheLinksOfItemsAndThePageItself() throws {
        let files = files(skeleton)
        let link = "<a href=\"outputs-contacts.html\"><bdi>Contacts</bdi></a>"
        #expect(try #require(files["list.html"]).contains(link + mark + " – Markdown document"))
        #expect(
            try #require(files["outputs-contacts.html"]).contains("<h1 id=\"title\"><bdi>Contacts</bdi>\(mark)</h1>"))
    }

    @Test func furtherDocumentsAreMarkedToo() throws {
        var report = S.report([S.item()])
        report.documents = [ProjectDocument(path: "docs/plan.md", blob: skeleton, title: "The plan")]
        let page = try #require(Sample.files(report, source: source)["documents.html"])
        #expect(page.contains("<bdi>The plan</bdi></a>\(mark)<span>"))
    }

    /// The words of a table or a program are not about the file.
    @Test func onlyMarkdownSaysSo() throws {
        let page = try #require(files(skeleton, path: "outputs/contacts.csv")["documents.html"])
        #expect(!page.contains("Not written yet"))
    }

    @Test func theRegisterTellsOfSignedSkeletons() throws {
        func covering(_ blob: String) -> SignOff {
            S.signOff(outputs: [CoveredFile(path: "outputs/contacts.md", blob: blob)])
        }
        let sentence =
            "<br><b class=\"draft\">Not written yet when it was signed: <a href=\"outputs-contacts.html\"><bdi>Contacts</bdi></a>.</b>"
        let page = try #require(files(written, made: [covering(skeleton)])["sign-offs.html"])
        #expect(page.replacing("\n", with: "").contains(sentence))
        #expect(
            try #require(files(skeleton, made: [covering(written)])["sign-offs.html"]).contains("Not written") == false)
    }
}
