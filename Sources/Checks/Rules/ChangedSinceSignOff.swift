import Checklists
import Git

/// An item that is no longer what was signed (SPEC 4, "Changed since sign-off").
enum ChangedSinceSignOff: ProjectRule {
    static let rule = Diagnostic.Rule(
        "changed-since-sign-off", .warning,
        summary: "What was signed off has changed since: the item's words, its outputs, or what an output shows.",
        rationale: """
            Nobody has approved what is there now. The sign-off stays in the history, and the item counts as signed off \
            again when the role signs again or the change is undone.
            """,
        example: .init(
            "text",
            wrong: "The data protection officer signed \"Logs are kept for 30 days\"; now it says 90 days."))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.report.items.filter { $0.state.isChecked && !$0.state.isExcluded }.flatMap { item in
            item.missingSignOffs.compactMap { missing in
                missing.reason == .changed ? finding(missing.role, item, project) : nil
            }
        }
    }

    private static func finding(_ role: String, _ item: Item, _ project: CheckedProject) -> Diagnostic? {
        guard let signOff = item.takenSignOffs[role], let change = project.report.change(since: signOff, of: item)
        else { return nil }
        return Diagnostic(
            rule, path: item.path, line: item.line(ofRole: role),
            message: """
                \(item.name) has changed since it was signed off as \(quoted(role)) in commit \
                \(signOff.commit.short): \(change.words)
                """,
            advice: "Have the role sign again, or undo the change.", related: change.related, item: item.key,
            detail: detail(signOff))
    }

    static func detail(_ signOff: SignOff) -> String { "\(SignOffMissing.detail(signOff.role)) \(signOff.commit)" }
}
