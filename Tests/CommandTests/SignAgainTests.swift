import Git
import Ledger
import Signatures
import Testing

@testable import Checklists
@testable import CountersignCommand

/// What is signed off already is not signed again.
struct SignAgainTests {
    /// `access` with a sign-off as officer, ticked box and all.
    private func plan(_ change: (inout SignOff) -> Void = { _ in }, isTicked: Bool = true) throws -> SignPlan {
        let checklist =
            isTicked ? SignProject.checklist.with("- [ ] officer", "- [x] officer") : SignProject.checklist
        let project = try SignProject(checklist: checklist)
        let repository = try project.scripted.open()
        let day = try #require(Day("2026-01-01"))
        var report = try ProjectReader(repository).read("HEAD", asOf: day, version: "0", tools: .ofEnvironment)
            .report
        var signOff = SignOff(
            role: "officer", person: "author", commit: report.commit, way: .box, evidence: .authored, signature: .none,
            failure: nil, isCurrent: true, end: nil, roleGrantedBy: nil, covers: Coverage(text: "", outputs: []))
        change(&signOff)
        report.checklists[0].items[0].signOffs = [signOff]
        let author = Commit.Signature(name: "Author", email: "author@team.example", seconds: 0, offset: 0)
        let signer = try Signer(author, rules: Configuration.rules(of: SignProject.configuration), on: day)
        return try SignPlan(SignRequest(items: ["access"]), in: report, by: signer)
    }

    @Test func whatStands() {
        #expect(throws: Failure.self) { try plan() }
    }

    @Test func whatDoesNotStandAnyMore() throws {
        #expect(try plan { $0.isCurrent = false }.entries.map(\.role) == ["officer"])
        #expect(try plan { $0.failure = .evidence }.entries.map(\.role) == ["officer"])
        #expect(try plan { $0.evidence = .stated }.entries.map(\.role) == ["officer"])
        #expect(try plan { $0.end = .init(commit: nil, reason: .revoked) }.entries.map(\.role) == ["officer"])
    }

    @Test func whatSomebodyElseSigned() throws {
        #expect(try plan { $0.person = "both" }.entries.map(\.role) == ["officer"])
        #expect(try plan { $0.role = "lead" }.entries.map(\.role) == ["officer"])
    }

    // MARK: By the program

    /// Whoever signs first and completes then signs once.
    @Test func completingWhatIsSigned() throws {
        let checklist = SignProject.checklist.with("- [x] Access", "- [ ] Access")
        let project = try SignProject(checklist: checklist)
        try project.signing("access")
        let signed = try project.head().prefix(10)
        let result = try project.signing("access", "--complete", "--as", "officer")
        #expect(try project.git("log", "-1", "--format=%B") == "Complete access\n\n")
        #expect(
            try project.git("diff", "HEAD^", "HEAD", "--unified=0").split(separator: "\n").suffix(2)
                == ["-- [ ] Access levels {#access}", "+- [x] Access levels {#access}"])
        #expect(
            result.output == """
                Completed in commit \(try project.head().prefix(10)), which is not signed with a key:
                  access  (lists/a.md:3)
                access was signed off as officer already, in \(signed), and is not signed again.

                Next: push it, and open a pull request where your project works with them.

                """)
        try project.expectRefused(
            "access", "--complete",
            sentence: "\"access\" is signed off as officer already, in \(signed), and has not changed since\n")
        try project.expectNoRemains()
    }

    @Test func besidesWhatIsNew() throws {
        let project = try SignProject()
        try project.signing("access")
        let result = try project.signing("access", "logging")
        #expect(
            try project.git("log", "-1", "--format=%B")
                == "Sign off logging as officer\n\nSign-off: logging as officer\n\n")
        #expect(result.output.contains("\naccess was signed off as officer already, in "))
        try project.expectRefused(
            "logging", "access",
            sentence:
                "\"logging\" is signed off as officer already, in \(try project.head().prefix(10)) and \"access\" is")
    }

    /// A run that only completes has no trailers by which its commit would be known after a kill.
    @Test func anotherCommitIsNotTakenForACompletion() throws {
        let project = try SignProject()
        let journal = """
            {"parent":"\(try project.head())","trailers":[],
             "boxes":[{"path":"lists/a.md","item":"logging","isTicked":true}]}
            """
        try project.write(journal, to: ".git/countersign-sign/journal")
        try project.git("commit", "--allow-empty", "-q", "-m", "Something else")
        try project.signing("access")
        #expect(try project.file("lists/a.md") == SignProject.checklist.with("- [ ] officer", "- [x] officer"))
        try project.expectNoRemains()
    }

    /// Whoever ticks an item signs it in every role that it asks for without a box.
    @Test func completingSignsInNoRoleThatWasNotNamed() throws {
        let checklist = SignProject.checklist.with(
            "  - Sign-off: officer\n- [ ] Nothing", "  - Sign-off: officer, lead\n- [ ] Nothing")
        let project = try SignProject(checklist: checklist)
        let both = ["GIT_AUTHOR_EMAIL": "both@team.example"]
        let start = try project.head()
        expectRefusal(
            try project.sign("logging", "--as", "officer", "--complete", environment: both),
            "whoever ticks \"logging\" also signs it off as lead, which you hold and for which it has no box. If you mean that, "
                + "sign with --as lead first; else give it a box, or have somebody else tick it")
        #expect(try project.head() == start)

        try project.signing("logging", "--as", "officer", environment: both)
        let signed = try project.head()
        #expect(try project.sign("logging", "--as", "officer", "--complete", environment: both).status == 2)
        #expect(try project.head() == signed)

        try project.signing("logging", "--as", "lead", environment: both)
        try project.signing("logging", "--as", "officer", "--complete", environment: both)
        #expect(try project.git("log", "-1", "--format=%B") == "Complete logging\n\n")
    }

    // MARK: The plan

    /// The file says less than the history: the box is worth a commit.
    @Test func aBoxThatIsNotTicked() throws {
        #expect(try plan(isTicked: false).boxes["lists/a.md"] == [Checkbox(item: "access", role: "officer"): true])
    }
}
