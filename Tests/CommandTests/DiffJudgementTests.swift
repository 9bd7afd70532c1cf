import Testing

@testable import Checklists
@testable import CountersignCommand

/// What `diff` says where the same sign-off is judged otherwise than before, from reports put together by hand.
@Suite struct DiffJudgementTests {
    private static func id(_ digits: String) -> CommitID { CommitID(hex: String(repeating: digits, count: 20)) }

    private func signOff(
        _ commit: String = "b2", _ evidence: EvidenceLevel = .verified, _ signature: SignatureVerdict = .good,
        failure: SignOff.Failure? = nil, person: String? = "ann"
    ) -> SignOff {
        SignOff(
            role: "dpo", person: person, commit: Self.id(commit), way: .box, evidence: evidence, signature: signature,
            failure: failure, isCurrent: true, end: nil, roleGrantedBy: nil,
            covers: Coverage(text: "c1:sha256:00", outputs: []))
    }

    private func report(
        _ commit: String, _ signOffs: [SignOff], acknowledged: [String] = [], isComplete: Bool = true
    ) -> Report {
        let signed = signOffs.contains(where: \.stands)
        let state = ItemState(
            id: "one", line: 3, section: [], depth: 0, title: "One", text: "One", isChecked: true, isExcluded: false,
            fields: ItemFields(asked: ["dpo"]), fieldLines: [])
        let item = Item(
            key: "one", anchor: "one", path: "a.md", state: state,
            life: ItemLife(births: [ItemBirth(commit: Self.id("a1"), path: "a.md", place: 0)]),
            status: signed ? .signedOff : .awaiting, isOverdue: false, signOffs: signOffs,
            missingSignOffs: signed ? [] : [MissingSignOff(role: "dpo", reason: .none)])
        let author = CommitRecord.Signature(name: "Ann", email: "ann@x.example", person: "ann")
        let moment = Timestamp(seconds: 1_804_129_200, offset: 0)
        func record(_ order: Int) -> CommitRecord {
            CommitRecord(
                author: author, committer: author, authoredAt: moment, committedAt: moment, summary: "S",
                integration: nil, pullRequest: nil, order: order)
        }
        let commits = Dictionary(
            uniqueKeysWithValues: ["a1", "b2", "c3", "d4"].enumerated().map { (Self.id($1), record($0)) })
        return Report(
            generatorVersion: "test", project: Project(title: "Project"), commit: Self.id(commit),
            includesWorktree: false, asOf: Day(daysSince1970: 21_000),
            history: HistoryExtent(truncation: isComplete ? nil : .shallow), commits: commits,
            checklists: [Checklist(path: "a.md", title: "A", items: [item])], removedItems: [],
            rules: Rules(
                roles: [Role(key: "dpo")], people: [Person(key: "ann", names: ["Ann"], emails: ["ann@x.example"])],
                policy: Policy(acknowledged: acknowledged.map { Acknowledgement(commit: Self.id($0), reason: "seen") }))
        )
    }

    /// The lines below the item, and the sentence before them.
    private func told(_ base: Report, _ head: Report) -> (sentence: String, text: String) {
        let words = DiffWords(change: ReportChange(from: base, to: head, judgement: .eachByItself))
        return (words.sentence, DiffText(words: words, style: Style(.never)).text)
    }

    @Test func keyRevoked() {
        let told = told(
            report("c3", [signOff()]), report("d4", [signOff("b2", .authored, .revokedKey, failure: .alarm)]))
        #expect(told.sentence == "1 sign-off not counting any more, 1 alarm raised.")
        #expect(
            told.text.hasSuffix(
                """
                To look at
                  ! Alarm: by Ann on 2027-03-04 in b2b2b2b2b2: signed with a key that is
                    revoked; items: one
                  a.md
                    One :3
                      ✓ Signed off → ◐ Awaiting sign-off
                      ! the sign-off as dpo by Ann of 2027-03-04 in b2b2b2b2b2 does not count:
                        the signature of its commit is an alarm

                """))
    }

    @Test func lessProven() {
        let told = told(report("c3", [signOff()]), report("d4", [signOff("b2", .authored, .expiredKey)]))
        #expect(told.sentence == "1 sign-off proven otherwise.")
        #expect(
            told.text.hasSuffix(
                """
                To look at
                  a.md
                    One :3
                      ✓ Signed off
                      ! the sign-off as dpo by Ann of 2027-03-04 in b2b2b2b2b2; its evidence is
                        authored, and was verified

                """))
    }

    /// A key that nobody had listed was listed: nothing that anybody must look at.
    @Test func betterProven() {
        let told = told(report("c3", [signOff("b2", .authored, .unknownKey)]), report("d4", [signOff()]))
        #expect(told.sentence == "1 sign-off proven otherwise." && !told.text.contains("!"))
    }

    @Test func countsNow() {
        let told = told(
            report("c3", [signOff("b2", .authored, .unknownKey, failure: .evidence)]), report("d4", [signOff()]))
        #expect(told.sentence == "1 sign-off made." && !told.text.contains("!"))
    }

    /// A rebase by somebody else: the author is the same, the signature is gone.
    @Test func rewrittenAndLessProven() {
        let told = told(report("c3", [signOff()]), report("d4", [signOff("c3", .authored, .none)]))
        #expect(told.sentence == "1 sign-off now in another commit.")
        #expect(
            told.text.hasSuffix(
                """
                      ! the sign-off as dpo by Ann of 2027-03-04 in b2b2b2b2b2 is in another
                        commit now, c3c3c3c3c3; its evidence is authored, and was verified

                """))
    }

    @Test func lostOrOnlyNotFound() {
        #expect(told(report("c3", [signOff()]), report("d4", [])).sentence == "1 sign-off lost.")
        #expect(
            told(report("c3", [signOff()]), report("d4", [], isComplete: false)).sentence == "1 sign-off not found.")
    }

    @Test func alarms() {
        let alarm = signOff("b2", .authored, .bad, failure: .alarm)
        func sentence(_ old: Report, _ new: Report) -> String { told(old, new).sentence }
        let (quiet, open) = (report("c3", []), report("c3", [alarm]))
        let noted = report("d4", [alarm], acknowledged: ["b2"])
        #expect(sentence(quiet, open) == "1 attempt to sign that does not count, 1 alarm raised.")
        #expect(sentence(open, noted) == "1 alarm acknowledged.")
        #expect(sentence(noted, open) == "1 alarm open again.")
        #expect(sentence(open, quiet) == "1 alarm gone.")
        #expect(sentence(open, open) == "Nothing changes for items and sign-offs.")
        #expect(
            told(open, noted).text.contains(
                "\n  ! Alarm acknowledged: by Ann on 2027-03-04 in b2b2b2b2b2: the signature"))
    }

    @Test func documentsAreValid() throws {
        let alarm = signOff("b2", .authored, .bad, failure: .alarm)
        let reports = [
            report("c3", []), report("c3", [signOff()]), report("c3", [alarm]),
            report("d4", [alarm], acknowledged: ["b2"]),
            report("d4", [signOff("c3", .authored, .none)]), report("d4", [], isComplete: false),
        ]
        let documents = reports.flatMap { base in
            reports.map { ReportChange(from: base, to: $0, judgement: .eachByItself).document.text }
        }
        #expect(try Python.violations(of: "diff.schema.json", in: documents).allSatisfy(\.isEmpty))
        #expect(documents.allSatisfy { !$0.text.contains("x.example") })
    }
}
