import Checklists
import Git
import Ledger

/// Who has the key, is the person.
enum KeyAdded: ChangeRule {
    static let rule = Diagnostic.Rule(
        "key-added", .warning,
        summary:
            "A change lists another key for a person who is listed already, or for the forge, or makes one hold longer.",
        rationale: """
            Whoever has the key can make sign-offs that count as proven to be that person's; a key of the forge vouches for \
            everybody. Nothing in the pull request shows whose the key is.
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
        let people = Dictionary(base.people.map { ($0.key, $0) }) { first, _ in first }
        var found: [Diagnostic] = []
        for key in added(to: base.forgeKeys, by: head.forgeKeys) {
            found.append(
                finding(
                    places.line(of: ["forge-keys"]),
                    "the key \(quoted(key.name)) now counts as the forge's, or for longer: who has it can vouch for anybody",
                    "Compare it with the one that the forge publishes."))
        }
        for person in head.people where !person.roles.isEmpty {
            // Somebody new has nothing yet that another's key could prove.
            let known = person.emails.compactMap(base.person) + (people[person.key].map { [$0] } ?? [])
            guard !known.isEmpty else { continue }
            for key in added(to: known.flatMap(\.publicKeys), by: person.publicKeys) {
                found.append(
                    finding(
                        places.line(of: ["people", person.key, "keys"]),
                        """
                        the key \(quoted(key.name)) now counts as that of \(quoted(person.key)), or for longer: who has it can \
                        sign as \(list(Set(person.roles.map(\.role)).sorted()))
                        """,
                        "Ask the person, in another way than here, whether it is theirs."))
            }
        }
        return found
    }

    /// Keys that prove more than they did.
    private static func added(to old: [PublicKey], by new: [PublicKey]) -> [PublicKey] {
        new.filter { key in
            // One that was revoked is told of as a revocation less.
            key.revoked == nil
                && !old.contains { $0.isSameKey(as: key) && ($0.revoked != nil || $0.term.covers(key.term)) }
        }
    }

    private static func finding(_ line: Int?, _ message: String, _ advice: String) -> Diagnostic {
        Diagnostic(rule, path: Configuration.path, line: line, message: message, advice: advice, detail: message)
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
