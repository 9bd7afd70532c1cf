import Checklists
import Git

/// One commit that ticked a whole page.
enum ManyTickedAtOnce: CommitRule {
    static let rule = Diagnostic.Rule(
        "many-ticked-at-once", .note,
        summary: "One commit ticked ten items or more.",
        rationale: """
            A checklist that is ticked in one go was perhaps filled in for the record, not while the work was done; the \
            day and the name of the commit then tell little about each item.
            """,
        example: .init(
            "text",
            wrong: "The day before the review, one commit ticks all of phase 5.",
            right: "Items are ticked as they are done, each by who knows."))

    /// A meeting goes through a handful of items; ten are most of a section.
    private static let threshold = 10

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        let ticked = project.report.items.filter { $0.restsOnItsTick && $0.life.completion?.isBornTicked == false }
        return Dictionary(grouping: ticked) { $0.life.completion?.commit }.compactMap { commit, items in
            guard let commit, let first = items.first, items.count >= threshold else { return nil }
            return Diagnostic(
                rule, path: first.path, line: first.state.line,
                message:
                    "\(project.place(of: commit)) ticked \(items.count) items at once, the first of them \(first.name)",
                advice: "Make sure that each of them was looked at.",
                related: items.dropFirst().related("ticked at once, too"), detail: commit.hex)
        }
    }
}
