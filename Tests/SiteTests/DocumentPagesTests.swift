import Markdown
import Testing

@testable import Checklists
@testable import Site

/// The list of outputs, and the page of each.
@Suite struct DocumentPagesTests {
    private typealias S = SignOffSample

    private let now = S.blob("22"), then = S.blob("11")
    private func output(_ path: String = "outputs/access.md", title: String = "Access levels", blob: String?) -> Output
    {
        Output(title: title, path: path, blob: blob)
    }
    private func covered(_ blob: String, path: String = "outputs/access.md") -> CoveredFile {
        CoveredFile(path: path, blob: blob)
    }
    private func files(_ items: [Item]) -> [String: String] { Sample.files(S.report(items)) }

    @Test func withoutOutputsThereIsNoPage() {
        #expect(files([S.item()])["documents.html"] == nil)
    }

    @Test func theListHasEveryOutputOnce() throws {
        let items = [
            S.item(id: "one", outputs: [output(blob: now)]), S.item(id: "two", outputs: [output(blob: now)]),
            S.item(id: "three", outputs: [Output(title: "Contract", url: "https://x.example/c")]),
            S.item(id: "four", outputs: [output("gone.md", title: "Plan", blob: nil)]),
        ]
        let page = try #require(files(items)["documents.html"])
        #expect(page.contains("The items rest on 3 documents."))
        #expect(page.count(of: "<a href=\"outputs-access.html\"><bdi>Access levels</bdi></a>") == 1)
        #expect(page.contains("<td data-column=\"Items\">2</td>"))
        #expect(page.contains("Outside the repository: its content is not covered by a sign-off."))
        #expect(page.contains("<bdi>Plan</bdi>") && page.contains("no file of this name in this commit"))
    }

    @Test(arguments: [
        (true, "22", "1 current sign-off covers this version."),
        (false, "11", "Signed off, but something that was signed has changed since."),
    ]) func theSignOffIsOfThisVersionOrNot(_ isCurrent: Bool, _ blob: String, _ sentence: String) throws {
        let signOff = S.signOff(isCurrent: isCurrent, outputs: [covered(S.blob(blob))])
        let item = S.item(
            outputs: [output(blob: now)], made: [signOff],
            missing: isCurrent ? [] : [MissingSignOff(role: "dpo", reason: .changed)])
        let files = files([item])
        #expect(try #require(files["documents.html"]).contains("<td data-column=\"Signed off\">\(sentence)</td>"))
        #expect(try #require(files["outputs-access.html"]).contains("<p class=\"standing\">\(sentence)</p>"))
    }

    @Test func aDocumentWithoutSignOffSaysSo() throws {
        let page = try #require(files([S.item(outputs: [output(blob: now)])])["outputs-access.html"])
        #expect(page.contains("<p class=\"standing\">Not signed off.</p>"))
    }

    @Test func aDocumentTellsWhatRestsOnItAndWhoSigned() throws {
        let signOff = S.signOff(isCurrent: false, outputs: [covered(then)])
        let item = S.item(
            outputs: [output(blob: now)], made: [signOff], missing: [MissingSignOff(role: "dpo", reason: .changed)])
        let page = try #require(files([item])["outputs-access.html"])
        #expect(page.contains("<h1><bdi>Access levels</bdi></h1>"))
        #expect(page.contains("Markdown document, version 2222222222"))
        #expect(page.contains("<a href=\"list.html#item-logging\"><bdi>Logging is agreed</bdi></a>"))
        #expect(page.contains("It was version 1111111111 then."))
        #expect(page.contains("blob/\(Sample.c)/outputs/access.md\">Read the file in the repository</a>"))
        #expect(page.contains("edit/main/outputs/access.md"))
    }

    @Test func aRenamedDocumentKeepsItsSignOffs() throws {
        let signOff = S.signOff(outputs: [covered(now, path: "old.md")])
        let page = try #require(files([S.item(outputs: [output(blob: now)], made: [signOff])])["outputs-access.html"])
        #expect(page.contains("It was the same version as now."))
    }

    @Test func itemsAndTextsLeadToTheDocumentsPage() throws {
        let item = S.item(outputs: [output(blob: now)])
        let link = Inline.link(destination: "outputs/access.md", title: "", content: [.text("see")])
        let document = Document(blocks: [Sample.paragraph([link])])
        let page = try #require(Sample.files(S.report([item]), documents: ["list.md": document])["list.html"])
        #expect(page.contains("<a href=\"outputs-access.html\">see</a>"))
        #expect(page.contains("<a href=\"outputs-access.html\"><bdi>Access levels</bdi></a>"))
    }

    @Test func anOutputThatIsAChecklistLeadsToItsPage() throws {
        let item = S.item(outputs: [output("list.md", title: "This list", blob: now)])
        let files = files([item])
        #expect(try #require(files["documents.html"]).contains("<a href=\"list.html\"><bdi>This list</bdi></a>"))
        #expect(files.keys.filter { $0.hasPrefix("list") } == ["list.html"])
    }
}
