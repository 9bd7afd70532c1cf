@testable import Checklists

/// A project with sign-offs of every kind, put together by hand.
enum SignOffSample {
    static let rules = Rules(
        roles: [
            Role(key: "dpo", title: "Data protection officer"), Role(key: "ministry", title: "Ministry representative"),
        ],
        people: [
            Person(
                key: "sok", names: ["Sok Vanna"], emails: ["sok@ministry.example"], organisation: "Ministry of Health",
                roles: [RoleTerm(role: "dpo")]),
            Person(
                key: "lim", names: ["Lim \u{202e}Chea"], emails: ["lim@x.example"], roles: [RoleTerm(role: "ministry")]),
        ],
        policy: Policy(acknowledged: [Acknowledgement(commit: id("e5"), reason: "laptop was replaced")]))

    /// The commit whose name is these two digits over and over.
    static func id(_ digits: String) -> CommitID { CommitID(hex: String(repeating: digits, count: 20)) }

    static func blob(_ digits: String) -> String { String(repeating: digits, count: 20) }

    static func record(_ name: String, person: String? = nil, order: Int, by committer: String? = nil) -> CommitRecord {
        var record = Sample.record(name, order: order)
        record.author.person = person
        record.committer.name = committer ?? name
        (record.author.email, record.author.rawEmail) = ("\(name)@x.example", "\(name)@x.example")
        return record
    }

    static let commits: [CommitID: CommitRecord] = [
        id("a1"): record("Eve Engineer", order: 1),
        id("b2"): record("sok", person: "sok", order: 2, by: "Eve Engineer"),
        id("c3"): record("Eve Engineer", order: 3),
        id("d4"): record("Lim", person: "lim", order: 4, by: "GitHub"),
        id("e5"): record("sok", person: "sok", order: 5),
        id("f6"): record("Eve Engineer", order: 6),
    ]

    static func signOff(
        _ role: String = "dpo", _ person: String? = "sok", in commit: String = "b2", way: SignOff.Way = .box,
        evidence: EvidenceLevel = .authored, signature: SignatureVerdict = .none, failure: SignOff.Failure? = nil,
        isCurrent: Bool = true, end: SignOff.End? = nil, grantedIn: String? = "a1", outputs: [CoveredFile] = []
    ) -> SignOff {
        SignOff(
            role: role, person: person, signer: rules.people.first { $0.key == person }.map(SignOff.Signer.init),
            commit: id(commit), way: way, evidence: evidence, signature: signature,
            failure: failure, isCurrent: isCurrent, end: end, roleGrantedBy: grantedIn.map(id),
            covers: Coverage(text: "c1:sha256:00", outputs: outputs))
    }

    static func item(
        _ text: String = "Logging is agreed", id: String = "logging", asked: [String] = ["dpo"],
        status: Status = .awaiting, outputs: [Output] = [], events: [Event] = [], made signOffs: [SignOff] = [],
        missing: [MissingSignOff] = [], findings: [SignOffFinding] = []
    ) -> Item {
        let isChecked = status != .open && status != .notApplicable
        let state = Sample.state(
            text, id: id, isChecked: isChecked, isExcluded: status == .notApplicable,
            fields: ItemFields(outputs: outputs, asked: asked))
        let completed = Completion(commit: Self.id("a1"), isBornTicked: false, isInferred: false)
        var item = Sample.item(
            state, anchor: id, events: events, completion: isChecked ? completed : nil, status: status)
        item.key = id
        (item.signOffs, item.missingSignOffs, item.signOffFindings) = (signOffs, missing, findings)
        return item
    }

    static func report(_ items: [Item], removed: [RemovedItem] = []) -> Report {
        var report = Sample.report([Sample.checklist(items)], commits: commits, removed: removed)
        report.rules = rules
        report.signatures = [id("e5"): SignatureDetail(signer: "lim", fingerprint: "SHA256:abc", note: "a note")]
        return report
    }

    static func page(_ item: Item) -> String { Sample.withoutIcons(Sample.files(report([item]))["list.html"]) }

    static func register(_ items: [Item], removed: [RemovedItem] = []) -> String {
        Sample.files(report(items, removed: removed))["sign-offs.html"] ?? ""
    }

    /// Something of everything.
    static var everything: Report {
        let old = CoveredFile(path: "outputs/access.md", blob: blob("11"))
        let items = [
            item(
                "Data points that may be logged are agreed", asked: ["dpo", "ministry"], status: .signedOff,
                events: [Event(kind: .added, commit: id("a1")), Event(kind: .completed, commit: id("a1"))],
                made: [
                    signOff(evidence: .verified, signature: .good),
                    signOff("ministry", "lim", in: "d4", evidence: .forge, signature: .good),
                ]),
            item(
                "Administrator users and access levels are confirmed, with their deputies", id: "access",
                asked: ["dpo", "ministry"], status: .changed,
                outputs: [Output(title: "Access levels", path: "outputs/access.md", blob: blob("22"))],
                events: [
                    Event(kind: .added, commit: id("a1")),
                    Event(
                        kind: .reworded, commit: id("c3"), from: "Administrator users and access levels are confirmed",
                        to: "…"),
                ],
                made: [
                    signOff(signature: .committer, isCurrent: false, outputs: [old]),
                    signOff("ministry", "lim", in: "c3", way: .approval, evidence: .stated),
                ], missing: [MissingSignOff(role: "dpo", reason: .changed)]),
            item(
                "Retention periods are set", id: "retention", asked: ["dpo", "ministry"],
                made: [signOff(signature: .unknownKey)], missing: [MissingSignOff(role: "ministry", reason: .none)]),
            item(
                "Backups are tested", id: "backups",
                made: [
                    signOff(end: SignOff.End(commit: id("c3"), reason: .revoked)),
                    signOff(in: "e5", signature: .wrongSigner, failure: .alarm),
                    signOff(in: "f6", signature: .bad, failure: .alarm),
                ], missing: [MissingSignOff(role: "dpo", reason: .alarm)]),
            item(
                "Penetration test by a third party", id: "pen", status: .notApplicable,
                missing: [MissingSignOff(role: "dpo", reason: .none)]),
            item(
                "Training is planned", id: "training", asked: ["dpo", "ministry"], status: .open, made: [signOff()],
                missing: [MissingSignOff(role: "ministry", reason: .none)]),
        ]
        let removed = RemovedItem(
            key: "gone", path: "list.md", state: Sample.state("Old duty", id: "gone"),
            life: ItemLife(events: [Event(kind: .removed, commit: id("f6"))]),
            signOffs: [signOff(end: SignOff.End(commit: id("f6"), reason: .removed), grantedIn: "e5")])
        return report(items, removed: [removed])
    }
}
