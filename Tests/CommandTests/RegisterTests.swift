import Foundation
import TestSupport
import Testing

@testable import Checklists
@testable import CountersignCommand

/// What `audit`, `status` and `log` say of sign-offs, from a report put together by hand.
@Suite struct RegisterTests {
    private func id(_ digits: String) -> CommitID { CommitID(hex: String(repeating: digits, count: 20)) }

    private func record(_ name: String, person: String?, order: Int) -> CommitRecord {
        let author = CommitRecord.Signature(name: name, email: "\(name)@x.example", person: person)
        let committer = CommitRecord.Signature(name: "Forge", email: "noreply@forge.example")
        let moment = Timestamp(seconds: 1_804_129_200 + Int64(order) * 86_400, offset: 420)
        return CommitRecord(
            author: author, committer: committer, authoredAt: moment, committedAt: moment, summary: "S",
            integration: order == 2 ? id("c3") : nil, pullRequest: 12, order: order)
    }

    private func signOff(
        _ role: String = "dpo", _ commit: String = "b2", _ evidence: EvidenceLevel = .authored,
        _ signature: SignatureVerdict = .none, failure: SignOff.Failure? = nil, isCurrent: Bool = true,
        end: SignOff.End? = nil, grantedIn: String = "a1"
    ) -> SignOff {
        SignOff(
            role: role, person: "ann", signer: .init(name: "Ann A.", organisation: "Ministry"), commit: id(commit),
            way: .box, evidence: evidence, signature: signature,
            failure: failure, isCurrent: isCurrent, end: end, roleGrantedBy: id(grantedIn),
            covers: Coverage(
                text: "c1:sha256:00", outputs: [CoveredFile(path: "plan.md", blob: String(repeating: "11", count: 20))])
        )
    }

    private func item(
        _ key: String, _ status: Checklists.Status, asked: [String] = ["dpo"], _ signOffs: [SignOff],
        missing: [MissingSignOff] = [], events: [Event] = []
    ) -> Item {
        let output = Output(title: "Plan", path: "plan.md", blob: String(repeating: "22", count: 20))
        let fields = ItemFields(outputs: status == .changed ? [output] : [], asked: asked)
        let state = ItemState(
            id: key, line: 3, section: [], depth: 0, title: "=Item \(key)", text: "=Item \(key)",
            isChecked: status != .open, isExcluded: false, fields: fields, fieldLines: [])
        let completion = Completion(commit: id("a1"), isBornTicked: false, isInferred: false)
        return Item(
            key: key, anchor: key, path: "list.md", state: state,
            life: ItemLife(events: events, completion: status == .open ? nil : completion), status: status,
            isOverdue: false, signOffs: signOffs, missingSignOffs: missing)
    }

    private func report(_ items: [Item], removed: [RemovedItem] = [], acknowledged: [CommitID] = []) -> Report {
        let ann = Person(
            key: "ann", names: ["Ann A."], emails: ["ann@x.example"], organisation: "Ministry",
            roles: [RoleTerm(role: "dpo")])
        return Report(
            generatorVersion: "0.1.0", project: Project(title: "Referrals"), commit: id("c3"), includesWorktree: false,
            asOf: Day(daysSince1970: 21_000), history: HistoryExtent(),
            commits: [
                id("a1"): record("Eve", person: nil, order: 1), id("b2"): record("Ann", person: "ann", order: 2),
                id("c3"): record("Eve", person: "ann", order: 3),
            ], checklists: [Checklist(path: "list.md", title: "Security", items: items)], removedItems: removed,
            rules: Rules(
                roles: [Role(key: "dpo", title: "Data protection officer"), Role(key: "lead")], people: [ann],
                policy: Policy(acknowledged: acknowledged.map { Acknowledgement(commit: $0, reason: "=1+1") })),
            signatures: [id("c3"): SignatureDetail(signer: "bo", fingerprint: "SHA256:abc", note: "not Ann's")])
    }

    /// One of every kind.
    private func everything(acknowledged: [CommitID] = []) -> Report {
        let reworded = Event(kind: .reworded, commit: id("c3"), from: "Item as signed", to: "=Item two")
        let items = [
            item("one", .signedOff, [signOff("dpo", "b2", .verified, .good)]),
            item(
                "two", .changed, asked: ["dpo", "lead"], [signOff(isCurrent: false)],
                missing: [MissingSignOff(role: "dpo", reason: .changed), MissingSignOff(role: "lead", reason: .none)],
                events: [reworded]),
            item(
                "three", .awaiting, [signOff("dpo", "c3", .authored, .wrongSigner, failure: .alarm, grantedIn: "b2")],
                missing: [MissingSignOff(role: "dpo", reason: .alarm)]),
        ]
        let gone = RemovedItem(
            key: "gone", path: "list.md", state: items[0].state,
            life: ItemLife(events: [Event(kind: .removed, commit: id("c3"))]),
            signOffs: [signOff(end: SignOff.End(commit: id("c3"), reason: .removed))])
        return report(items, removed: [gone], acknowledged: acknowledged)
    }

    private func text(_ report: Report) -> String {
        RegisterText(register: Register(report), report: report, style: Style(.never), missingObjects: []).text
    }

    // MARK: The register

    @Test func alarmsUntilAcknowledged() {
        let open = Register(everything())
        #expect(open.alarms.map(\.items) == [["three"]] && open.openAlarms.count == 1)
        let noted = Register(everything(acknowledged: [id("c3")]))
        #expect(noted.alarms.count == 1 && noted.openAlarms.isEmpty)
        #expect(text(everything(acknowledged: [id("c3")])).contains("    acknowledged: =1+1\n"))
    }

    @Test func revocationsHaveAlarmsToo() {
        var item = item("one", .signedOff, [])
        item.signOffFindings = [.alarm(.bad, commit: id("c3"))]
        #expect(Register(report([item])).openAlarms.map(\.verdict) == [.bad])
    }

    /// The configuration gives Ann's key, and her address, to another person.
    @Test func aKeyThatIsSomebodyElsesByNow() {
        var report = report([item("one", .signedOff, [signOff()])])
        let zoe = Person(key: "ann", names: ["Zoe"], emails: ["ann@x.example"], organisation: "Agency")
        report.rules = Rules(roles: [Role(key: "dpo")], people: [zoe])
        #expect(text(report).contains("by Ann A. (ann), Ministry\n"))
        #expect(!text(report).contains("Zoe") && !text(report).contains("Agency"))
    }

    /// The configuration then had no name: the commit has one, words about somebody have none.
    @Test func aSignerWithoutAName() {
        var nameless = signOff()
        nameless.signer = .init(name: nil)
        #expect(text(report([item("one", .signedOff, [nameless])])).contains("by Ann (ann)\n"))
        nameless.evidence = .stated
        #expect(text(report([item("one", .signedOff, [nameless])])).contains("by ann (ann)\n"))
    }

    @Test func alarmsOfRevocationsOutliveTheItem() {
        var gone = everything().removedItems[0]
        gone.signOffFindings = [.alarm(.bad, commit: id("c3"))]
        #expect(Register(report([], removed: [gone])).openAlarms.map(\.items) == [["gone"]])
    }

    @Test func ownRole() {
        #expect(Register(everything()).entries.map(\.isGrantedBySelf) == [false, false, true, false])
    }

    @Test func auditText() {
        #expect(
            text(everything()).hasPrefix(
                """
                Referrals
                4 sign-offs: 1 current, 1 changed since, 1 ended, 1 not counting.
                Commit c3c3c3c3c3, roles and due dates as of 2027-07-01; object hashes verified.

                1 alarm
                  c3c3c3c3c3 by Eve on 2027-03-07: signed with a key listed for somebody else, bo
                    items: three
                    SHA256:abc; not Ann's
                  Look into each; then list its commit with the reason under policy.acknowledged.

                Roles that their holders gave themselves
                  Ann A. became dpo by a commit of their own, b2b2b2b2b2

                =Item one
                one  ✓ Signed off  list.md:3
                  ✓ Data protection officer (dpo)
                    by Ann A. (ann), Ministry
                    ticked the sign-off box in b2b2b2b2b2, #12
                    authored 2027-03-06T10:00:00+07:00 by Ann
                    committed 2027-03-06T10:00:00+07:00 by Forge
                    came in with c3c3c3c3c3
                    evidence: verified: signed with Ann A.'s own key
                    role given in a1a1a1a1a1 by Eve
                    now: current: what it covers has not changed

                """))
        #expect(
            text(everything()).contains(
                """
                    now: changed since sign-off
                      - Item as signed
                      + =Item two
                      output plan.md: 1111111111 -> 2222222222

                """))
    }

    @Test func auditJSON() throws {
        let documents = [everything(), everything(acknowledged: [id("c3")]), report([])].map {
            Register($0).document(of: $0, missingObjects: []).text
        }
        #expect(try Python.violations(of: "audit.schema.json", in: documents) == ["", "", ""])
        #expect(!documents[0].text.contains("x.example"))
    }

    @Test func statusJSON() throws {
        let document = everything().statusDocument().text
        #expect(try Python.violations(of: "status.schema.json", in: [document]) == [""])
        let script = """
            import json, sys
            d = json.load(sys.stdin)
            i = d["checklists"][0]["items"]
            assert i[1]["missingSignOffs"] == [{"role": "dpo", "reason": "changed"}, {"role": "lead", "reason": "none"}]
            assert i[0]["signOffs"] == [{"role": "dpo", "person": "ann", "commit": "b2" * 20, "by": "box",
                "evidence": "verified", "signature": "good", "counts": True, "failure": None, "current": True,
                "ended": None, "roleGrantedBy": "a1" * 20, "covers": {"text": "c1:sha256:00",
                "outputs": [{"path": "plan.md", "url": None, "blob": "11" * 20}], "references": []}}]
            assert d["removedItems"][0]["signOffs"][0]["ended"] == {"by": "c3" * 20, "reason": "removed"}
            """
        _ = try Python.run(script, input: document)
    }

    @Test func auditTable() throws {
        let report = everything(acknowledged: [id("c3")])
        let script = """
            import csv, io, sys
            data = sys.stdin.buffer.read()
            assert data[:3] == b"\\xef\\xbb\\xbf"
            rows = list(csv.DictReader(io.StringIO(data[3:].decode(), newline="")))
            assert data.count(b"\\r\\n") == 5 and all(None not in r for r in rows)
            print([(r["item"], r["text"][:2], r["counts"], r["acknowledged"], r["role granted by holder"]) for r in rows])
            print(rows[1]["text when signed"], "|", rows[1]["outputs changed"][:12], "|", rows[2]["key of"])
            """
        let csv = RegisterTable(register: Register(report), report: report).csv
        #expect(
            try Python.run(script, input: csv) == """
                [('one', "'=", 'yes', '', 'no'), ('two', "'=", 'yes', '', 'no'), ('three', "'=", 'no', "'=1+1", 'yes'), \
                ('gone', "'=", 'yes', '', 'no')]
                Item as signed | plan.md 1111 | bo

                """)
    }

    /// A table has no place for a sentence: each row says whether uncommitted changes are counted.
    @Test(arguments: [(false, "no"), (true, "yes")]) func auditTableOfAWorkingTree(_ isOne: Bool, _ word: String) throws
    {
        var report = everything()
        report.includesWorktree = isOne
        let script = "import csv, sys; print({r['worktree'] for r in csv.DictReader(sys.stdin)})"
        let csv = RegisterTable(register: Register(report), report: report).csv
        #expect(try Python.run(script, input: csv) == "{'\(word)'}\n")
    }

    // MARK: status and log

    @Test func statusText() {
        let text = StatusText(report: everything(), style: Style(.never), showsAll: false).text
        #expect(text.contains("Checklist           Changed  Awaiting  Signed off\n"))
        #expect(
            text.contains(
                "△ Changed since sign-off  =Item two  0 of 2 signed: awaiting dpo (changed since), lead  :3\n"))
        #expect(
            text.hasSuffix(
                """

                To be signed
                  Data protection officer (dpo): 2
                    =Item two  changed since  list.md:3
                    =Item three  the signature is an alarm  list.md:3
                  lead: 1
                    =Item two  list.md:3

                """))
    }

    @Test func statusMarkdown() {
        let text = StatusMarkdown(report: everything(), showsAll: false).text
        #expect(
            text.hasSuffix(
                """
                ### To be signed

                - Data protection officer (dpo): 2
                  - =Item two – changed since (list.md:3)
                  - =Item three – the signature is an alarm (list.md:3)
                - lead: 1
                  - =Item two (list.md:3)

                """))
    }

    @Test func log() throws {
        let report = everything()
        let life = try #require(report.life(named: "two"))
        #expect(
            ItemLog(report: report, style: Style(.never)).text(life) == """
                =Item two
                list.md:3  two  △ Changed since sign-off

                2027-03-06  signed off as dpo by Ann A. in b2b2b2b2b2 (#12)
                            evidence authored: not signed; the commit names Ann A. as its author
                            changed since sign-off
                            - Item as signed
                            + =Item two
                            output plan.md: 1111111111 -> 2222222222
                2027-03-07  reworded by Eve in c3c3c3c3c3 (#12)
                            - Item as signed
                            + =Item two

                Completed by Eve on 2027-03-05 (#12).
                Sign-offs: 0 of 2 signed: awaiting dpo (changed since), lead.

                """)
    }
}
