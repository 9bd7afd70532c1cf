import Checklists
import Git
import Ledger

/// What `countersign.yml` no longer asks of sign-offs, or of the checks (SPEC 2, `policy` and `checks`).
enum PolicyWeakened: ChangeRule {
    static let rule = Diagnostic.Rule(
        "policy-weakened", .error,
        summary: """
            A change makes the policy milder: signers need no longer be independent, approvals by trailer count, a revoked \
            key is no longer revoked, a check finds less, or the whole configuration goes.
            """,
        rationale: """
            Each of these makes sign-offs count that did not, or lets problems pass that did not. Such a change should be \
            agreed by those who rely on the sign-offs. The pull request that makes it is still judged by the old policy.
            """,
        example: .init(
            "yaml",
            wrong: """
                policy:
                  independent: false             # was true
                """,
            right: """
                policy:
                  independent: true
                """))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        guard let base = change.base.report.rules else { return [] }
        guard let head = change.head.report.rules else {
            return [
                Diagnostic(
                    rule, path: Configuration.path,
                    message: "\(Configuration.path) is not there any more: nobody holds a role, and no policy is left",
                    advice: "Put it back.", detail: Configuration.path)
            ]
        }
        let places = try ConfigurationPlaces(change.head)
        return ofPolicy(base.policy, head.policy, places) + ofRevocations(base, head, places)
            + ofChecks(change.base.configuration, change.head.configuration)
    }

    private static func finding(
        _ line: Int?, _ message: String, _ advice: String, severity: Diagnostic.Severity = .error
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            rule, path: Configuration.path, line: line, message: message, advice: advice, detail: message)
        diagnostic.severity = severity
        return diagnostic
    }

    private static func ofPolicy(_ base: Policy, _ head: Policy, _ places: ConfigurationPlaces) -> [Diagnostic] {
        var found: [Diagnostic] = []
        if base.isIndependent, !head.isIndependent {
            found.append(
                finding(
                    places.line(of: ["policy", "independent"]),
                    "who ticks an item or makes its output may sign it off from now on: \"independent\" is off",
                    "Leave it on, or let those who rely on the sign-offs decide it."))
        }
        for key in head.approvalTrailers where !base.approves(byTrailer: key) {
            found.append(
                finding(
                    places.line(of: ["policy", "approval-trailers"]),
                    "\(quoted(key + ":")) in the message of a commit, which anybody can write, counts as an approval from now on",
                    "Leave it out, or let those who rely on the sign-offs decide it."))
        }
        for role in head.revoke where !base.revoke.contains(role) {
            found.append(
                finding(
                    places.line(of: ["policy", "revoke"]),
                    "whoever holds the role \(quoted(role)) may revoke the sign-offs of others from now on",
                    "Make sure that those who sign agree.", severity: .warning))
        }
        return found
    }

    /// A key that was revoked must stay so, and stay listed: else what was signed with it counts again.
    private static func ofRevocations(_ base: Rules, _ head: Rules, _ places: ConfigurationPlaces) -> [Diagnostic] {
        let now = head.allKeys
        return base.allKeys.compactMap { key, owner in
            guard let revoked = key.revoked else { return nil }
            let isStill = now.contains { other, _ in
                other.isSameKey(as: key) && other.revoked.map { $0 <= revoked } ?? false
            }
            guard !isStill else { return nil }
            return finding(
                places.line(of: owner.map { ["people", $0, "keys"] } ?? ["forge-keys"]),
                """
                the key \(quoted(key.name)) of \(owner.map { quoted($0) } ?? "the forge") was revoked on \(revoked), and is \
                not any more: what was signed with it would count again
                """,
                "Leave it listed, with the day from which it is revoked.")
        }
    }

    /// As severe as what it takes away.
    private static func ofChecks(_ base: Configuration, _ head: Configuration) -> [Diagnostic] {
        Catalogue.rules.filter { !$0.isBinding }.compactMap { checked in
            let before = base.checks[checked.name] ?? .severity(checked.severity)
            let after = head.checks[checked.name] ?? .severity(checked.severity)
            guard after < before, case .severity(let severity) = before else { return nil }
            return finding(
                head.checkLines[checked.name],
                "the check \(quoted(checked.name)) is \(quoted(after.word)) from now on, and was \(quoted(before.word))",
                "Make sure that everybody agrees: what it finds is easily overlooked then.", severity: severity)
        }
    }
}

extension CheckSetting {
    fileprivate var word: String {
        switch self {
        case .off: "off"
        case .severity(let severity): severity.rawValue
        }
    }
}

extension Rules {
    /// Of people and of the forge, with the keys of the people.
    fileprivate var allKeys: [(key: PublicKey, owner: String?)] {
        people.flatMap { person in person.publicKeys.map { ($0, person.key) } } + forgeKeys.map { ($0, nil) }
    }
}

extension PublicKey {
    /// The same key, whatever is written beside it.
    func isSameKey(as other: PublicKey) -> Bool { material == other.material }

    /// What of it says which key it is: the second word of an OpenSSH line, all of an armoured key.
    private var material: [Substring] {
        let words = text.split(whereSeparator: \.isWhitespace)
        return text.hasPrefix("-----") ? words : words.prefix(2).map(\.self)
    }

    /// Enough of it for people to find it: `ssh-ed25519 …JxQ2vYbT`, or that it is an OpenPGP key.
    var name: String {
        text.hasPrefix("-----")
            ? "OpenPGP" : "\(material.first ?? "") …\(material.last?.suffix(8) ?? "")"
    }
}
