import Checklists
import Git
import Ledger

/// An alarm that is silenced (SPEC 4, "Signature verdict").
enum AlarmAcknowledged: ChangeRule {
    static let rule = Diagnostic.Rule(
        "alarm-acknowledged", .warning,
        summary: "A change acknowledges the alarm of a commit's signature.",
        rationale: """
            The alarm is only a note from then on. Somebody has to have looked into it, and to stand by the reason. A commit \
            of the pull request itself is not acknowledged: it is an error, since nobody had a chance to see the alarm.
            """,
        example: .init(
            "yaml",
            wrong: """
                policy:
                  acknowledged:
                    - { commit: 9f3c…, reason: fine }
                """))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        let known = change.base.report.rules?.policy
        let new = change.head.report.rules?.policy.acknowledged ?? []
        let places = try ConfigurationPlaces(change.head)
        return new.filter { known?.acknowledgement(of: $0.commit) == nil }.map { acknowledgement in
            let isOwn = change.isNew(acknowledgement.commit)
            var diagnostic = Diagnostic(
                rule, path: Configuration.path,
                line: places.line(of: ["policy", "acknowledged"]),
                message: """
                    the alarm of commit \(acknowledgement.commit.short)\(isOwn ? ", which this change itself makes," : "") is \
                    acknowledged: \(quoted(withoutEmailDomains(acknowledgement.reason)))
                    """,
                advice: isOwn
                    ? "Find out what happened, and acknowledge it in another change if it has to stay."
                    : "Make sure that somebody looked into it.",
                detail: acknowledgement.commit.hex)
            if isOwn { diagnostic.severity = .error }
            return diagnostic
        }
    }
}
