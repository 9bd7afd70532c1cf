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
        #expect(try plan { $0.end = .init(commit: nil, reason: .revoked) }.entries.map(\.role) == ["officer"])
    }

    @Test func whatSomebodyElseSigned() throws {
        #expect(try plan { $0.person = "both" }.entries.map(\.role) == ["officer"])
        #expect(try plan { $0.role = "lead" }.entries.map(\.role) == ["officer"])
    }

    /// The file says less than the history: the box is worth a commit.
    @Test func aBoxThatIsNotTicked() throws {
        #expect(try plan(isTicked: false).boxes["lists/a.md"] == [Checkbox(item: "access", role: "officer"): true])
    }
}
