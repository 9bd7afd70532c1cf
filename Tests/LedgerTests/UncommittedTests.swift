import Checklists
import Foundation
import Ledger
import TestSupport
import Testing

/// The working tree counted as one unwritten commit on `HEAD`: it completes and reopens, and never signs (SPEC 6).
@Suite struct UncommittedTests {
    /// What the working tree's commit is called, as any other.
    private static let here = "Uncommitted changes"

    private func project(_ item: String, policy: String = "") throws -> SignedProject {
        SignedProject(policy: policy, adding: item)
    }

    /// Checked out, and then with another `a.md`.
    private func reading(
        _ project: SignedProject, then item: String? = nil, _ files: [String: String] = [:]
    ) throws -> Reading {
        let scripted = try project.script.write(checkout: true)
        if let item { try scripted.writeFile(item, to: "a.md") }
        for (path, content) in files { try scripted.writeFile(content, to: path) }
        return try Reading(workingTreeOf: scripted)
    }

    // MARK: Items

    @Test func ticked() throws {
        let reading = try reading(project("- [ ] one\n- [ ] two\n"), then: "- [x] one\n- [ ] two\n")
        #expect(try reading.completion("one") == Self.here)
        #expect(try reading.events("one") == ["added@add", "completed@\(Self.here)"])
        #expect(try reading.item("one").status == .done)
        #expect(try reading.events("two") == ["added@add"])
    }

    @Test func reopened() throws {
        let project = try project("- [ ] one\n")
        project.commit("done", "- [x] one\n")
        let reading = try reading(project, then: "- [ ] one\n")
        #expect(try reading.completion("one") == nil)
        #expect(try reading.events("one") == ["added@add", "completed@done", "reopened@\(Self.here)"])
    }

    @Test func newFileThatIsNotTracked() throws {
        let reading = try reading(project("- [ ] one\n"), ["new/b.md": "- [x] born\n"])
        #expect(try reading.completion("born") == "born \(Self.here)")
    }

    @Test func removed() throws {
        let reading = try reading(project("- [ ] one\n- [ ] two\n"), then: "- [ ] one\n")
        #expect(reading.removed == ["two": ["added@add", "removed@\(Self.here)"]])
    }

    @Test func renamedFile() throws {
        let project = try project("# List\n\n- [ ] one\n- [ ] two\n- [ ] three\n")
        let scripted = try project.script.write(checkout: true)
        try FileManager.default.moveItem(atPath: scripted.path + "/a.md", toPath: scripted.path + "/b.md")
        let reading = try Reading(workingTreeOf: scripted)
        #expect(try reading.events("one") == ["added@add", "moved file@\(Self.here)"])
    }

    @Test func output() throws {
        let project = SignedProject(
            adding: "- [x] one\n  - Output: [it](out.md)\n", ["out.md": "# Old\n"])
        let reading = try reading(project, ["out.md": "# New\n"])
        let changes = try #require(reading.report.fileHistories["out.md"])
        #expect(changes.map { reading.summary($0.commit) } == ["add", Self.here])
        #expect(try reading.item("one").state.fields.outputs.first?.blob == changes.last?.blob)
    }

    // MARK: The report

    @Test func reportIsOfTheCommitBelow() throws {
        let reading = try reading(project("- [ ] one\n"), then: "- [x] one\n")
        #expect(reading.report.includesWorktree)
        #expect(try reading.report.commit.hex == reading.repository.git("rev-parse", "HEAD"))
        let unwritten = try #require(reading.report.commits[CommitID(hex: String(repeating: "0", count: 40))])
        #expect(unwritten.author.name == "Not committed yet" && unwritten.author.person == nil)
        #expect(unwritten.committedAt == reading.report.commits[reading.report.commit]?.committedAt)
    }

    @Test func nothingUncommitted() throws {
        let project = try project("- [ ] one\n")
        let reading = try reading(project)
        #expect(!reading.report.includesWorktree)
        #expect(
            try reading.report.statusDocument().text
                == Reading(reading.repository).report.statusDocument().text)
    }

    @Test func noCommitYet() throws {
        let scripted = try RepositoryScript().write(checkout: true)
        try scripted.writeFile("- [x] one\n", to: "a.md")
        let reading = try Reading(workingTreeOf: scripted)
        #expect(try reading.completion("one") == "born \(Self.here)")
        #expect(reading.report.includesWorktree && reading.report.commit.isUnwritten)
        #expect(reading.report.history.isComplete)
    }

    @Test func configurationOfTheWorkingTree() throws {
        let configuration = SignedProject.configuration() + "title: Renamed\n"
        let reading = try reading(project("- [ ] one\n"), ["countersign.yml": configuration])
        #expect(reading.report.project.title == "Renamed")
    }

    @Test func builtSitesAreNoPartOfIt() throws {
        let site = [
            "_site/\(siteManifestName)": "files/a.md\n", "_site/files/a.md": "- [ ] copied\n",
            "._site.countersign-a1b2c3/files/b.md": "- [ ] half\n", "docs/c.md": "- [ ] own\n",
        ]
        let reading = try reading(project("- [ ] one\n"), site)
        #expect(reading.items.map(\.state.title).sorted() == ["one", "own"])
    }

    // MARK: Sign-offs

    @Test func tickedBoxSignsNothing() throws {
        let project = try project(Sample.boxed("x", dpo: " "))
        let reading = try reading(project, then: Sample.boxed("x", dpo: "x"))
        #expect(try reading.told() == ["awaiting", "missing dpo: none"])
        #expect(try reading.signOffEvents() == [])
        #expect(reading.rules == [])
    }

    @Test func tickedBoxOfWhomeverGitIsConfiguredFor() throws {
        let project = try project(Sample.boxed("x", dpo: " "))
        let scripted = try project.script.write(checkout: true)
        try scripted.git("config", "user.email", "ann@ministry.example")
        try scripted.writeFile(Sample.boxed("x", dpo: "x"), to: "a.md")
        #expect(try Reading(workingTreeOf: scripted).told() == ["awaiting", "missing dpo: none"])
    }

    @Test func unsignedBoxIsStillTold() throws {
        let project = try project(Sample.boxed("x", dpo: " "))
        project.commit("wrong", Sample.boxed("x", dpo: "x"), by: .eve)
        let reading = try reading(project, then: Sample.boxed("x", dpo: "x", text: "Data is kept safely"))
        #expect(reading.rules == ["box-without-sign-off"])
    }

    @Test func completionSignsNothing() throws {
        let reading = try reading(project(Sample.inline(" ")), then: Sample.inline("x"))
        #expect(try reading.told() == ["awaiting", "missing dpo: none"])
    }

    /// A box may be ticked before its item.
    @Test func signedBeforeItIsTicked() throws {
        let project = try project(Sample.boxed(" ", dpo: " "))
        project.commit("sign", Sample.boxed(" ", dpo: "x"), by: .ann)
        let reading = try reading(project, then: Sample.boxed("x", dpo: "x"))
        #expect(try reading.told() == ["signed-off", "dpo: ann box authored@sign"])
    }

    /// Nobody knows yet who completes it.
    @Test func signedBeforeItIsTickedByNobodyKnown() throws {
        let project = try project(Sample.boxed(" ", dpo: " "), policy: "independent: true")
        project.commit("sign", Sample.boxed(" ", dpo: "x"), by: .ann)
        let reading = try reading(project, then: Sample.boxed("x", dpo: "x"))
        #expect(try reading.onlyItem().status == .awaiting)
        #expect(try reading.onlyItem().missingSignOffs.map(\.reason) == [.independence])
    }

    /// The page never says signed where the file does not.
    @Test func untickedBoxRevokes() throws {
        let project = try project(Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let reading = try reading(project, then: Sample.boxed("x", dpo: " "))
        #expect(
            try reading.told() == [
                "awaiting", "dpo: ann box authored@sign, revoked by \(Self.here)", "missing dpo: revoked",
            ])
        #expect(try reading.signOffEvents() == ["signed-off dpo@sign", "revoked dpo@\(Self.here)"])
        #expect(reading.rules == [])
    }

    @Test func reopeningEndsSignOffs() throws {
        let project = try project(Sample.boxed("x", dpo: " "))
        project.commit("done", Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let reading = try reading(project, then: Sample.boxed(" ", dpo: "x"))
        #expect(try reading.onlyItem().status == .open)
        #expect(try reading.onlyItem().signOffs.map(\.end?.reason) == [.reopened])
    }

    @Test func changedText() throws {
        let project = try project(Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let reading = try reading(project, then: Sample.boxed("x", dpo: "x", text: "Data is kept for ever"))
        #expect(try reading.onlyItem().status == .changed)
    }

    @Test func changedOutput() throws {
        let project = SignedProject(adding: Sample.with(output: "out.md", "x", dpo: " "), ["out.md": "# Old\n"])
        project.commit("sign", Sample.with(output: "out.md", "x", dpo: "x"), by: .ann)
        let reading = try reading(project, ["out.md": "# New\n"])
        #expect(try reading.onlyItem().status == .changed)
    }

    /// Roles are those of the commit below.
    @Test func nobodyIsAppointed() throws {
        let project = try project(Sample.boxed("x", dpo: " "))
        project.commit("wrong", Sample.boxed("x", dpo: "x"), by: .eve)
        let people = "  eve: { name: Eve, emails: [eve@team.example], roles: [dpo] }"
        let configuration = SignedProject.configuration(people: people)
        let reading = try reading(project, ["countersign.yml": configuration])
        #expect(try reading.onlyItem().status == .awaiting)
    }

    // MARK: As a pull request

    @Test func asAPullRequest() throws {
        let project = try project("- [ ] one\n- [ ] two\n")
        project.commit("done", "- [x] one\n- [ ] two\n")
        let scripted = try project.script.write(checkout: true)
        try scripted.writeFile("- [x] one\n- [x] two\n", to: "a.md")
        let reader = ProjectReader(try scripted.open())
        let sides = try reader.readChange(
            from: "HEAD~1", to: .workingTree(try reader.workingTree()), asOf: Day(daysSince1970: 20_500),
            version: "test", tools: signatureTools)
        #expect(sides.base.report.items.map(\.state.isChecked) == [false, false])
        #expect(sides.head.report.items.map(\.state.isChecked) == [true, true])
        #expect(sides.head.report.includesWorktree && !sides.base.report.includesWorktree)
        #expect(try sides.head.report.commit.hex == scripted.git("rev-parse", "HEAD"))
    }
}
