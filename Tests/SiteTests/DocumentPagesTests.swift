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

    /// What no item names has a page of what it says, and nothing of sign-offs.
    @Test func furtherDocuments() throws {
        var report = S.report([S.item(outputs: [output(blob: now)])])
        report.documents = [
            ProjectDocument(path: "docs/plan.md", blob: then, title: "The plan"),
            ProjectDocument(path: "outputs/access.md", blob: now, title: "Another title"),
        ]
        let files = Sample.files(
            report, documents: ["docs/plan.md": Document(blocks: [Sample.paragraph("What we do.")])])
        let list = try #require(files["documents.html"])
        #expect(list.contains("The items rest on 1 document."))
        #expect(
            list.contains(
                "<li><a href=\"docs-plan.html\"><bdi>The plan</bdi></a><span> Markdown document, <bdi>docs/plan.md</bdi>"
            ))
        #expect(!list.contains("Another title"))
        let page = try #require(files["docs-plan.html"])
        #expect(page.contains("What we do."))
        #expect(!page.contains("Not signed off") && !page.contains("Items that rest on it"))
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

    /// In each folder the one that leads to the others stands first; Markdown that begins with HTML is Markdown.
    @Test func furtherDocumentsInOrder() throws {
        var report = S.report([S.item()])
        let paths = ["a/z.md", "a/README.md", "a/b/c.md", "a/b.md", "index.md", "0.md"]
        report.documents = paths.map { ProjectDocument(path: $0, blob: S.blob("33"), title: $0) }
        let source = SampleSource(files: ["a/z.md": Array("<!-- note -->\n# Z\n".utf8)])
        var documents = report.documents
        documents[0] = ProjectDocument(path: "a/z.md", blob: source.blobs["a/z.md"] ?? "", title: "a/z.md")
        report.documents = documents
        let list = try #require(Sample.files(report, source: source)["documents.html"])
        let found = list.matches(of: /<bdi>([^<]*\.md)<\/bdi><\/span>/).map { String($0.output.1) }
        #expect(found == ["index.md", "0.md", "a/README.md", "a/b.md", "a/z.md", "a/b/c.md"])
        #expect(list.count(of: "Markdown document") == 6)
    }

    @Test func aDocumentThatNobodyHasToSignSaysSo() throws {
        let item = S.item(asked: [], status: .done, outputs: [output(blob: now)])
        let page = try #require(files([item])["outputs-access.html"])
        #expect(page.contains("<p class=\"standing\">No sign-off is asked for.</p>"))
    }

    @Test func aDocumentTellsWhatRestsOnItAndWhoSigned() throws {
        let signOff = S.signOff(isCurrent: false, outputs: [covered(then)])
        let item = S.item(
            outputs: [output(blob: now)], made: [signOff], missing: [MissingSignOff(role: "dpo", reason: .changed)])
        let page = try #require(files([item])["outputs-access.html"])
        #expect(page.contains("<h1 id=\"title\"><bdi>Access levels</bdi></h1>"))
        #expect(page.contains("Markdown document, version 2222222222"))
        #expect(page.contains("<a href=\"list.html#item-logging\"><bdi>Logging is agreed</bdi></a>"))
        #expect(page.contains("It was version 1111111111 then."))
        #expect(page.contains("blob/\(Sample.c)/outputs/access.md\">Read the file in the repository</a>"))
        #expect(page.contains("edit/main/outputs/access.md"))
    }

    /// Of a host that is no known forge, the repository's address is all that is certain.
    @Test func whereTheFileCanBeRead() throws {
        var report = S.report([S.item(outputs: [output(blob: now)])])
        report.project.forge = nil
        func page() throws -> String { try #require(Sample.files(report)["outputs-access.html"]) }
        #expect(try page().contains("<p>The file can be read in the repository.</p>"))
        report.project.repository = "https://code.example/team/work"
        #expect(
            try page().contains(
                "<p><a href=\"https://code.example/team/work\">The file can be read in the repository.</a></p>"))
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

    // MARK: The document itself, and what became of it

    @Test func theDocumentIsOnItsPage() throws {
        let document = Document(
            blocks: [
                Sample.heading("Access levels", level: 1, line: 1), Sample.paragraph("Who may see what.", line: 3),
            ])
        let item = S.item(outputs: [output(blob: now)])
        let files = Sample.files(S.report([item]), documents: ["outputs/access.md": document])
        let page = try #require(files["outputs-access.html"])
        #expect(page.contains("<p>Who may see what.</p>"))
        // The heading that says the title again is left out.
        #expect(page.count(of: "Access levels</") == 1)
    }

    @Test func whoMadeItWhatItIsNewestFirst() throws {
        var report = S.report([S.item(outputs: [output(blob: now)])])
        report.fileHistories["outputs/access.md"] = [
            FileChange(commit: S.id("a1"), path: "access.md", blob: then, kind: .added),
            FileChange(commit: S.id("b2"), path: "outputs/access.md", blob: then, kind: .renamed),
            FileChange(commit: S.id("c3"), path: "outputs/access.md", blob: nil, kind: .removed),
            FileChange(commit: S.id("f6"), path: "outputs/access.md", blob: now, kind: .added),
        ]
        let page = try #require(Sample.files(report)["outputs-access.html"])
        let history = try #require(page.split(separator: "History of this file</h2>").last)
        let places = [
            "<bdi>Eve Engineer</bdi> added it", "<bdi>Eve Engineer</bdi> removed it",
            "<bdi>sok</bdi> renamed it; it was <bdi>access.md</bdi> before", "<bdi>Eve Engineer</bdi> added it",
        ]
        var rest = history[...]
        for place in places {
            let found = try #require(rest.firstRange(of: place), "\(place)")
            rest = rest[found.upperBound...]
        }
        #expect(history.contains("blob/\(S.id("a1").hex)/access.md\">1111111111</a>"))
    }

    @Test func whatIsNotCommittedIsInItsHistory() throws {
        var report = S.report([S.item(outputs: [output(blob: now)])])
        report.includesWorktree = true
        let unwritten = CommitID(hex: String(repeating: "0", count: 40))
        report.fileHistories["outputs/access.md"] = [
            FileChange(commit: S.id("a1"), path: "outputs/access.md", blob: then, kind: .added),
            FileChange(commit: unwritten, path: "outputs/access.md", blob: now, kind: .changed),
        ]
        let page = try #require(Sample.files(report)["outputs-access.html"])
        #expect(page.contains("<li>Not committed yet</li>"))
        #expect(!page.contains("00000000"))
    }

    @Test func aStaleSignOffTellsWhatChangedSinceAndWhoDidIt() throws {
        let signOff = S.signOff(isCurrent: false, outputs: [covered(then)])
        let item = S.item(
            status: .changed, outputs: [output(blob: now)], made: [signOff],
            missing: [MissingSignOff(role: "dpo", reason: .changed)])
        var report = S.report([item])
        report.fileHistories["outputs/access.md"] = [
            FileChange(commit: S.id("a1"), path: "outputs/access.md", blob: then, kind: .added),
            FileChange(commit: S.id("c3"), path: "outputs/access.md", blob: now, kind: .changed, before: [then]),
        ]
        let source = SampleSource(contents: [
            then: Array("Nurses may read.\n\nDoctors may write.\n".utf8),
            now: Array("Nurses may read.\n\nEverybody may write.\n".utf8),
        ])
        let files = Sample.files(report, source: source)
        let page = try #require(files["outputs-access.html"])
        #expect(page.contains("<h2>What has changed since a sign-off</h2>"))
        #expect(page.contains("<b>Before</b>: <bdi><del>Doctors</del> may write.</bdi>"))
        #expect(page.contains("<b>Now</b>: <bdi><ins>Everybody</ins> may write.</bdi>"))
        #expect(page.contains("Line 3"))
        #expect(page.contains("Changed by <bdi>Eve Engineer</bdi> on"))
        // At the item, too.
        let list = try #require(files["list.html"])
        #expect(list.contains("Changed by <bdi>Eve Engineer</bdi> on"))
    }

    /// Of a version that the history does not have nobody is said to have changed it.
    @Test func nobodyIsNamedForWhatIsNotKnown() throws {
        let signOff = S.signOff(isCurrent: false, outputs: [covered(then)])
        let item = S.item(
            status: .changed, outputs: [output(blob: now)], made: [signOff],
            missing: [MissingSignOff(role: "dpo", reason: .changed)])
        var report = S.report([item])
        report.fileHistories["outputs/access.md"] = [
            FileChange(commit: S.id("c3"), path: "outputs/access.md", blob: now, kind: .changed, before: [S.blob("33")])
        ]
        let files = Sample.files(report)
        #expect(try !#require(files["list.html"]).contains("Changed by"))
        #expect(try !#require(files["outputs-access.html"]).contains("Changed by"))
    }

    /// A merge took an older version back: whoever wrote that did not change what was signed, and whoever was merged away did
    /// not make what is there now.
    @Test func nobodyIsNamedForWhatAMergeChose() throws {
        let signOff = S.signOff(isCurrent: false, outputs: [covered(then)])
        let item = S.item(
            status: .changed, outputs: [output(blob: now)], made: [signOff],
            missing: [MissingSignOff(role: "dpo", reason: .changed)])
        var report = S.report([item])
        report.fileHistories["outputs/access.md"] = [
            FileChange(commit: S.id("a1"), path: "outputs/access.md", blob: now, kind: .added),
            FileChange(commit: S.id("c3"), path: "outputs/access.md", blob: then, kind: .changed, before: [now]),
        ]
        let files = Sample.files(report)
        #expect(try !#require(files["list.html"]).contains("Changed by"))
        let page = try #require(files["outputs-access.html"])
        #expect(!page.contains("Changed by"))
        #expect(page.contains("The version of now is an earlier one, which a merge of branches chose."))
    }

    /// What an edit after such a merge made of the older version is not all that differs.
    @Test func aChainThatIsBrokenNamesNobody() throws {
        var report = S.report([])
        report.fileHistories["a.md"] = [
            FileChange(commit: S.id("a1"), path: "a.md", blob: "1", kind: .added),
            FileChange(commit: S.id("b2"), path: "a.md", blob: "2", kind: .changed, before: ["1"]),
            FileChange(commit: S.id("c3"), path: "a.md", blob: "3", kind: .changed, before: ["1"]),
            FileChange(commit: S.id("d4"), path: "a.md", blob: "4", kind: .changed, before: ["3"]),
        ]
        #expect(report.changes(ofFile: "a.md", from: "2", to: "4").isEmpty)
        #expect(report.changes(ofFile: "a.md", from: "1", to: "4").map(\.commit) == ["b2", "c3", "d4"].map(S.id))
        #expect(report.changes(ofFile: "a.md", from: "1", to: "2").isEmpty)
        #expect(report.changes(ofFile: "a.md", from: "3", to: "4").map(\.commit) == [S.id("d4")])
    }

    /// A signed file that was renamed and edited is the same document.
    @Test func aRenamedAndChangedDocumentKeepsItsSignOffs() throws {
        let signOff = S.signOff(isCurrent: false, outputs: [covered(then, path: "old.md")])
        var report = S.report([
            S.item(
                status: .changed, outputs: [output(blob: now)], made: [signOff],
                missing: [MissingSignOff(role: "dpo", reason: .changed)])
        ])
        report.fileHistories["outputs/access.md"] = [
            FileChange(commit: S.id("a1"), path: "old.md", blob: then, kind: .added),
            FileChange(commit: S.id("c3"), path: "outputs/access.md", blob: now, kind: .renamed, before: [then]),
        ]
        let page = try #require(Sample.files(report)["outputs-access.html"])
        #expect(!page.contains("Not signed off."))
        #expect(page.contains("It was version 1111111111 then."))
        #expect(page.contains("Changed by <bdi>Eve Engineer</bdi> on"))
    }

    /// Whoever tried without holding the role did not sign.
    @Test func anAttemptIsNoSignOff() throws {
        let attempt = S.signOff(failure: .role, outputs: [covered(now)])
        let item = S.item(
            outputs: [output(blob: now)], made: [attempt], missing: [MissingSignOff(role: "dpo", reason: .role)])
        let page = try #require(files([item])["outputs-access.html"])
        #expect(!page.contains("Signed off by"))
        #expect(page.contains("Attempted sign-off as <bdi>Data protection officer</bdi> by <bdi>Sok Vanna</bdi>"))
    }

    @Test func theHeadlineHidesNeitherStaleNorMissingSignOffs() throws {
        let stale = S.signOff("ministry", "lim", in: "d4", isCurrent: false, outputs: [covered(then)])
        let item = S.item(
            asked: ["dpo", "ministry", "third"], status: .changed, outputs: [output(blob: now)],
            made: [S.signOff(outputs: [covered(now)]), stale],
            missing: [MissingSignOff(role: "ministry", reason: .changed), MissingSignOff(role: "third", reason: .none)])
        let page = try #require(files([item])["outputs-access.html"])
        #expect(
            page.contains(
                "1 current sign-off covers this version. 1 is of an earlier version. 1 sign-off that is asked for is missing.</p>"
            ))
    }

    @Test func inAShallowCloneNobodyKnows() throws {
        var report = S.report([S.item(outputs: [output(blob: now)])])
        report.history = HistoryExtent(truncation: .shallow, boundaries: [S.id("a1")])
        let page = try #require(Sample.files(report)["outputs-access.html"])
        #expect(!page.contains("Not signed off."))
        #expect(page.contains("<p class=\"standing\">No sign-off is known."))
    }

    /// The end of a long line is what differs, and is seen.
    @Test func aChangeFarInALongLineIsSeen() throws {
        let long = String(repeating: "word ", count: 2_000)
        let signOff = S.signOff(isCurrent: false, outputs: [covered(then)])
        let item = S.item(
            status: .changed, outputs: [output(blob: now)], made: [signOff],
            missing: [MissingSignOff(role: "dpo", reason: .changed)])
        let source = SampleSource(contents: [then: Array((long + "ALLOW").utf8), now: Array((long + "DENY").utf8)])
        let page = try #require(Sample.files(S.report([item]), source: source)["outputs-access.html"])
        #expect(page.contains("<del>ALLOW</del>") && page.contains("<ins>DENY</ins>"))
        #expect(page.utf8.count < 20_000)
    }

    @Test func whatASignOffCoversIsListed() throws {
        var signOff = S.signOff(isCurrent: false)
        signOff.covers = Coverage(
            text: "c1:sha256:00", outputs: [covered(now), CoveredFile(url: "https://x.example/c")],
            references: [covered(then, path: "outputs/flow.png"), covered(then, path: "outputs/gone.png")])
        var item = S.item(
            outputs: [output(blob: now)], made: [signOff], missing: [MissingSignOff(role: "dpo", reason: .changed)])
        item.coverage = Coverage(
            text: "c1:sha256:01", outputs: [covered(now), CoveredFile(url: "https://x.example/c")],
            references: [covered(now, path: "outputs/flow.png")])
        let page = try #require(files([item])["outputs-access.html"])
        let text = page.replacing(/<[^>]+>/, with: "")
        #expect(text.contains("What the sign-off covers"))
        #expect(text.contains("the text of the item, which is different now"))
        #expect(text.contains("outputs/access.md, version 2222222222, the same as then"))
        #expect(text.contains("https://x.example/c, only the address; what lies there is not covered"))
        #expect(text.contains("outputs/flow.png, version 1111111111, version 2222222222 now."))
        #expect(text.contains("outputs/gone.png, version 1111111111, no output any more"))
    }

    @Test func aCurrentSignOffSaysWhatItCovers() {
        let alone = S.page(S.item(status: .signedOff, made: [S.signOff()]))
        #expect(alone.contains("It covers the text, which is the same as then."))
        let withFiles = S.page(
            S.item(status: .signedOff, outputs: [output(blob: now)], made: [S.signOff(outputs: [covered(now)])]))
        #expect(withFiles.contains("It covers the text and 1 file, the same as then."))
        // What is not there, or lies elsewhere, is no file that is covered.
        let elsewhere = S.signOff(outputs: [
            CoveredFile(url: "https://x.example/c"), CoveredFile(path: "gone.md", blob: nil),
        ])
        let page = S.page(
            S.item(
                status: .signedOff, outputs: [Output(title: "Contract", url: "https://x.example/c")],
                made: [elsewhere]))
        #expect(page.contains("It covers the text, which is the same as then."))
        #expect(page.contains("– Outside the repository: its content is not covered by a sign-off."))
    }
}
