import Checklists
import Git
import Ledger

/// A change that is judged by a configuration which is not that of the branch any more into which it goes.
enum BaseConfigurationDiffers: ChangeRule {
    static let rule = Diagnostic.Rule(
        "base-configuration-differs", .warning,
        summary: "Who may sign, or the policy, has changed in the target branch since the change began.",
        rationale: """
            A change is judged by what was in force where it began. The merge joins it with what others changed since, and \
            what comes of that is not what was checked here: roles may come back, and sign-offs may count for more or less.
            """,
        example: .init(
            "text",
            wrong: "Dara's role is taken away in `main`; a pull request that began before that is checked.",
            right: "`main` is merged into the pull request's branch, and it is checked again."))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        let base = change.base.reading
        guard !change.head.reading.proposed.isEmpty, let now = base.laterConfiguration?.rules else { return [] }
        let then = base.configuration.rules
        var parts: [String] = []
        if then.whoMaySign != now.whoMaySign { parts.append("who may sign") }
        if then.policy != now.policy { parts.append("what the policy asks") }
        guard !parts.isEmpty else { return [] }
        return [
            Diagnostic(
                rule, path: Configuration.path, line: nil,
                message: """
                    \(parts.joined(separator: " and ")) has changed in the target branch since this change began: after the \
                    merge, what is said here may not hold
                    """,
                advice: "Merge the target branch into this one, and check again.", detail: "")
        ]
    }
}
