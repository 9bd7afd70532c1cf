/// What became of a text, line by line. White space at the ends of lines, line endings and empty lines are no change.
package struct LineChange: Hashable, Sendable {
    /// Lines that follow each other, and what was put in their place.
    package struct Run: Hashable, Sendable {
        /// 1-based line of the new text at which it stands: of the first inserted one, else of the one that follows.
        package var line: Int
        package var removed: [String]
        package var inserted: [String]

        package init(line: Int, removed: [String], inserted: [String]) {
            self.line = line
            self.removed = removed
            self.inserted = inserted
        }
    }

    package let runs: [Run]

    /// More comparisons than this would make a hostile text slow; and no reader follows so many changes.
    private static let maximumWork = 1_000_000

    /// nil where too much has changed to be compared.
    package init?(from old: String, to new: String) {
        let (before, after) = (Self.lines(of: old), Self.lines(of: new))
        let start = zip(before, after).prefix { $0.text == $1.text }.count
        let most = min(before.count, after.count) - start
        let end = zip(before.reversed(), after.reversed()).prefix(most).prefix { $0.text == $1.text }.count
        let (left, right) = (before[start..<(before.count - end)], after[start..<(after.count - end)])
        guard left.count * right.count <= Self.maximumWork else { return nil }

        var isRemoved = Array(repeating: false, count: before.count)
        var isInserted = Array(repeating: false, count: after.count)
        for change in right.map(\.text).difference(from: left.map(\.text)) {
            switch change {
            case .remove(let offset, _, _): isRemoved[start + offset] = true
            case .insert(let offset, _, _): isInserted[start + offset] = true
            }
        }
        var runs: [Run] = []
        var (i, j) = (start, start)
        while i < before.count || j < after.count {
            let removed = before[i...].prefix { isRemoved[$0.index] }
            let inserted = after[j...].prefix { isInserted[$0.index] }
            guard removed.isEmpty, inserted.isEmpty else {
                (i, j) = (i + removed.count, j + inserted.count)
                let line = inserted.first?.number ?? (j < after.count ? after[j].number : (after.last?.number ?? 0) + 1)
                runs.append(Run(line: line, removed: removed.map(\.text), inserted: inserted.map(\.text)))
                continue
            }
            (i, j) = (i + 1, j + 1)
        }
        self.runs = runs
    }

    private struct Line {
        /// Among the lines that are not empty.
        let index: Int
        /// 1-based, in the text.
        let number: Int
        let text: String
    }

    private static func lines(of text: String) -> [Line] {
        var lines: [Line] = []
        for (number, line) in text.split(separator: /\r\n|\n|\r/, omittingEmptySubsequences: false).enumerated() {
            guard let end = line.lastIndex(where: { !$0.isWhitespace }) else { continue }
            lines.append(Line(index: lines.count, number: number + 1, text: String(line[...end])))
        }
        return lines
    }
}
