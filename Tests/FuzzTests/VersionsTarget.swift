import Checklists

@testable import Ledger

extension FuzzTarget {
    /// Versions of a file, NUL between them: read one after the other, cut at headings and whole, then compared.
    static let versions = FuzzTarget(name: "versions") { input in
        var reader = ChecklistReader()
        var last: FuzzFile?
        for bytes in input.split(separator: 0, maxSplits: 7, omittingEmptySubsequences: false) {
            let cut = FuzzFile(Array(bytes), with: &reader)
            var wholeReader = ChecklistReader()
            wholeReader.cutsFiles = false
            let whole = FuzzFile(Array(bytes), with: &wholeReader)
            // What lies too deep or costs too much may be told from the rest only where the file is cut.
            if (cut.file.diagnostics + whole.file.diagnostics).allSatisfy({ !$0.isAboutLimits }) {
                try require(cut.states == whole.states, "cut: \(cut.states)\nwhole: \(whole.states)")
                try require(
                    cut.states.isEmpty || cut.file.heading == whole.file.heading,
                    "heading, cut: \(cut.file.heading ?? "-"), whole: \(whole.file.heading ?? "-")")
                try require(
                    cut.file.dependsOnRoles == whole.file.dependsOnRoles, "cut, the file depends on other roles")
            }
            if let last { try compare(last.file, cut.file) }
            last = cut
        }
    }
}

private func compare(_ old: ChecklistFile, _ new: ChecklistFile) throws {
    let matches = ItemMatcher.match(old: old.items, new: new.items)
    try require(matches.count == new.items.count, "there is not a match, or none, for every item")
    let taken = matches.compactMap { $0?.old }
    try require(Set(taken).count == taken.count, "an old item goes on in two new ones")
    try require(taken.allSatisfy(old.items.indices.contains), "an item goes on that was not there")
}

extension Diagnostic {
    fileprivate var isAboutLimits: Bool { rule == .fileNotRead || rule == .nestedTooDeeply }
}
