import Checklists
import Git
import Ledger

/// Sign-offs that were not proven well enough will do from now on (SPEC 4, "Evidence levels").
enum MinimumEvidenceLowered: ChangeRule {
    static let rule = Diagnostic.Rule(
        "minimum-evidence-lowered", .error,
        summary: "A change lowers how well sign-offs must be proven.",
        rationale: """
            From then on less is enough: with `stated`, the words of somebody else. Such a change should be agreed by those \
            who rely on the sign-offs, not come along with another.
            """,
        example: .init(
            "yaml",
            wrong: """
                policy:
                  minimum-evidence: authored     # was verified
                """,
            right: """
                policy:
                  minimum-evidence: verified
                """))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        guard let base = change.base.report.rules, let head = change.head.report.rules else { return [] }
        let (before, after) = (base.policy, head.policy)
        let places = try ConfigurationPlaces(change.head)
        func finding(_ role: String?, _ old: EvidenceLevel, _ new: EvidenceLevel) -> Diagnostic {
            Diagnostic(
                rule, path: Configuration.path,
                line: places.line(of: ["policy", "minimum-evidence", role ?? "default"]),
                message: """
                    a sign-off\(role.map { " as \(quoted($0))" } ?? "") need only be \(quoted(new.rawValue)) from now on, \
                    and had to be \(quoted(old.rawValue))
                    """,
                advice: "Leave the level, or let those who rely on the sign-offs decide it in a change of its own.",
                detail: role ?? "")
        }
        var found: [Diagnostic] = []
        let isLowered = after.minimumEvidence < before.minimumEvidence
        if isLowered { found.append(finding(nil, before.minimumEvidence, after.minimumEvidence)) }
        for role in head.roles.map(\.key) {
            let (old, new) = (before.minimumEvidence(for: role), after.minimumEvidence(for: role))
            let isTold = isLowered && new >= after.minimumEvidence && old <= before.minimumEvidence
            if new < old, !isTold { found.append(finding(role, old, new)) }
        }
        return found
    }
}
