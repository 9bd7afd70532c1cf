import Checklists
import Git
import Ledger

/// Who has the key, is the person.
enum KeyAdded: ChangeRule {
    static let rule = Diagnostic.Rule(
        "key-added", .warning,
        summary:
            "A change lists another key for a person who is known already, or for the forge, or makes one hold longer.",
        rationale: """
            Whoever has the key can make sign-offs that count as proven to be that person's, and those that they made before \
            count as proven, too; a key of the forge vouches for everybody. Nothing in the pull request shows whose the key \
            is. Where an earlier sign-off counts for more by it, it is an error.
            """,
        example: .init(
            "yaml",
            wrong: """
                people:
                  dpo:
                    emails: [dpo@ministry.example]
                    keys: ["ssh-ed25519 AAAA…"]    # added by somebody else
                """))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        guard let base = change.base.report.rules, let head = change.head.report.rules else { return [] }
        let places = try ConfigurationPlaces(change.head)
        let attempted = addressesOfAttempts(change.head.report)
        let people = Dictionary(base.people.map { ($0.key, $0) }) { first, _ in first }
        var found: [Diagnostic] = []
        for key in head.forgeKeys where proves(key, moreThan: base.forgeKeys) {
            found.append(
                finding(
                    places.line(of: ["forge-keys"]),
                    "the key \(quoted(key.name)) now counts as the forge's, or for longer: who has it can vouch for anybody",
                    "Compare it with the one that the forge publishes.", raising: raised(in: change, by: nil)))
        }
        for person in head.people {
            let new = person.publicKeys.filter { key in
                if let known = people[person.key], proves(key, moreThan: known.publicKeys) { return true }
                // Keys prove what was committed before they were listed, whatever the person was or held.
                return person.emails.contains { address in
                    if let known = base.person(at: address) { return proves(key, moreThan: known.publicKeys) }
                    return proves(key, moreThan: []) && attempted.contains(MailAddress(address))
                }
            }
            guard !new.isEmpty else { continue }
            let raised = raised(in: change, by: person.key)
            let roles = Set(person.roles.map(\.role)).sorted()
            for key in new {
                found.append(
                    finding(
                        places.line(of: ["people", person.key, "keys"]),
                        """
                        the key \(quoted(key.name)) now counts as that of \(quoted(person.key)), or for longer or more: who \
                        has it \(roles.isEmpty ? "can have signed in that name before" : "can sign as \(list(roles))")
                        """,
                        "Ask the person, in another way than here, whether it is theirs.", raising: raised))
            }
        }
        return found
    }

    /// Whether a key proves what these do not. One that is revoked is told of where it is a revocation less.
    private static func proves(_ key: PublicKey, moreThan old: [PublicKey]) -> Bool {
        key.revoked == nil
            && !old.contains { $0.isSameKey(as: key) && ($0.revoked != nil || $0.term.covers(key.term)) }
    }

    /// Of those who made commits that sign off, or tried to.
    private static func addressesOfAttempts(_ report: Report) -> Set<MailAddress> {
        var addresses: Set<MailAddress> = []
        for signOff in report.items.flatMap(\.signOffs) {
            guard let record = report.commits[signOff.commit] else { continue }
            addresses.insert(MailAddress(record.author.rawEmail))
            addresses.insert(MailAddress(record.committer.rawEmail))
        }
        return addresses
    }

    /// Items with sign-offs that were there before the change and are better proven after it by this person's keys, or the
    /// forge's.
    private static func raised(in change: CheckedChange, by person: String?) -> [Item] {
        change.pairs.pairs.filter { pair in
            pair.head.signOffs.contains { now in
                guard !change.isNew(now.commit), change.head.report.signatures[now.commit]?.signer == person,
                    person != nil || now.evidence == .forge,
                    let before = pair.base.signOffs.first(where: {
                        $0.commit == now.commit && $0.role == now.role && $0.way == now.way
                    })
                else { return false }
                return now.counts && (!before.counts || now.evidence > before.evidence)
                    || before.signature.isAlarm && !now.signature.isAlarm
            }
        }.map(\.head)
    }

    private static func finding(
        _ line: Int?, _ message: String, _ advice: String, raising items: [Item]
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            rule, path: Configuration.path, line: line, message: message, advice: advice,
            related: items.related("better proven than before by this change"), detail: message)
        if let first = items.first {
            diagnostic.message += "; what was signed of \(first.name)\(others(of: items.count)) counts for more by it"
            diagnostic.severity = .error
        }
        return diagnostic
    }
}

extension Term {
    /// Whether it holds on every day on which another does.
    func covers(_ other: Term) -> Bool {
        let begins = from.map { from in other.from.map { from <= $0 } ?? false } ?? true
        let ends = until.map { until in other.until.map { $0 <= until } ?? false } ?? true
        return begins && ends
    }
}
