import Checklists
import Git

/// An item whose due day has passed (SPEC 5).
enum Overdue: ProjectRule {
    static let rule = Diagnostic.Rule(
        "overdue", .note,
        summary: "An item is not finished, and its due day has passed.",
        rationale:
            "Either something is late or the day is no longer the right one; readers of the site see both alike.",
        example: .init(
            wrong: """
                - [ ] Backups are tested
                  - Due: 2024-03-31
                """))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.report.items.filter(\.isOverdue).compactMap { item in
            item.state.fields.due.map { due in
                Diagnostic(
                    rule, item, message: "\(item.name) was due on \(due) and is \(item.status.word.lowercased())",
                    advice: "Finish it, or agree on another day.", detail: due.description)
            }
        }
    }
}
