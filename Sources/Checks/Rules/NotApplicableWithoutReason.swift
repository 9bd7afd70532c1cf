import Checklists
import Git

/// An item that is struck through, and nobody says why (SPEC 2).
enum NotApplicableWithoutReason: ProjectRule {
    static let rule = Diagnostic.Rule(
        "not-applicable-without-reason", .warning,
        summary: "An item is struck through, and has no `Reason:`.",
        rationale: """
            Struck-through items count as not applicable and leave every share of what is done. Whoever audits the project \
            asks why, and by then nobody may remember.
            """,
        example: .init(
            wrong: "- [ ] ~~Penetration test by a third party~~",
            right: """
                - [ ] ~~Penetration test by a third party~~
                  - Reason: covered by the platform's own yearly test
                """))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.report.items.compactMap { item in
            // Whatever stands below the struck-through text may well be the reason.
            guard item.state.isExcluded, item.state.fields.reason == nil, item.state.text == item.state.title else {
                return nil
            }
            return Diagnostic(
                rule, item, message: "\(item.name) is struck through, and no reason is given",
                advice: "Write a line \"- Reason: …\" below it, indented.", detail: "Reason:")
        }
    }
}
