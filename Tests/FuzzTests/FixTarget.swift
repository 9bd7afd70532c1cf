import Checklists

@testable import Ledger

extension FuzzTarget {
    /// A file as the last commit has it and as it lies there now, NUL between them; without one, a new file. Fixed.
    static let fix = FuzzTarget(name: "fix") { input in
        let versions = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
        guard let bytes = versions.last else { return }
        let draft = FixDraft(
            path: FuzzFile.path, bytes: bytes, committed: versions.count > 1 ? versions.first : nil,
            roles: FuzzFile.roles, isNamed: true)
        var ids = ItemIDs(used: versions.reduce(into: []) { $0.formUnion($1.withUnsafeBytes(idsWritten)) })
        let fix = draft.finished(naming: &ids)
        try require(fix.old == bytes, "another file was fixed")
        try require((fix.new == bytes) == fix.changes.isEmpty, "what is written and what is told differ")
        guard fix.new != bytes else { return }
        try require(numberOfLineEnds(in: fix.new) == numberOfLineEnds(in: bytes), "it has more or fewer lines")
        let changed = Set(fix.changes.compactMap(\.line))
        let (before, after) = (FuzzFile(bytes).states, FuzzFile(fix.new).states)
        let now = Dictionary(after.map { ($0.line, $0) }) { first, _ in first }
        for state in before where !changed.contains(state.line) {
            // Mended boxes may turn what is below them into sign-off boxes.
            guard let same = now[state.line] else { continue }
            try require(same.isChecked == state.isChecked && same.id == state.id, "line \(state.line) changed unsaid")
        }
        for change in fix.changes {
            guard let line = change.line, let item = now[line] else {
                throw Finding(description: "there is no item where \(change) was made")
            }
            if case .id(let id) = change.content { try require(item.id == id, "the item has not the id \(id)") }
        }
        let written = after.compactMap(\.id)
        let given = fix.changes.compactMap { if case .id(let id) = $0.content { id } else { nil } }
        for id in given { try require(written.count { $0 == id } == 1, "\(id) was given twice, or to nobody") }
    }
}
