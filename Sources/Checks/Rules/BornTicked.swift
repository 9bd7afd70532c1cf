import Checklists
import Git

/// Items whose tick came with them (SPEC 1, "born ticked").
enum BornTicked: CommitRule {
    static let rule = Diagnostic.Rule(
        "born-ticked", .note,
        summary: "A commit added items that were already ticked.",
        rationale: """
            Nothing shows when they were done, and by whom: they may have been copied with their ticks from another \
            project. No sign-off can come from such a tick. A team that brings finished checklists along knows that, and \
            turns the note off: "checks: { born-ticked: off }" in countersign.yml.
            """,
        example: .init(
            "text",
            wrong: "A commit adds `- [x] Backups are tested`.",
            right: "One commit adds `- [ ] Backups are tested`, a later one ticks it."))

    private struct Place: Hashable {
        let path: String
        let commit: CommitID
    }

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        let born = project.report.items.filter { $0.restsOnItsTick && $0.life.completion?.isBornTicked == true }
        let groups = Dictionary(grouping: born) { item in
            item.life.completion?.commit.map { Place(path: item.path, commit: $0) }
        }
        return groups.compactMap { place, items in
            guard let place, let first = items.first else { return nil }
            let commit = project.place(of: place.commit)
            return Diagnostic(
                rule, path: place.path, line: first.state.line,
                message: items.count == 1
                    ? "\(first.name) was already ticked when \(commit) added it"
                    : "\(items.count) items were already ticked when \(commit) added them, the first of them \(first.name)",
                advice: "Say in a note how it is known that they are done, or ask for a sign-off.",
                related: items.dropFirst().related("added with its tick, too"), detail: place.commit.hex)
        }
    }
}

extension Item {
    /// Nothing but a tick says that it is done: it applies, is ticked, and not everybody asked has signed.
    var restsOnItsTick: Bool { state.isChecked && !state.isExcluded && status != .signedOff }
}

extension Collection<Item> {
    /// The first twenty as places to look at.
    func related(_ message: String) -> [Diagnostic.Related] {
        prefix(20).map { Diagnostic.Related(path: $0.path, line: $0.state.line, message: message) }
    }
}
