/// A line of a file for a terminal, with carets under the offending text, cut around it where the line is too long.
struct SourceExcerpt {
    /// What is shown of the line.
    let text: String
    /// Spaces and carets; nil when the whole line is meant.
    let carets: String?

    /// Where the tab stops are is not known; a tab is as wide as it mostly is in Markdown.
    private static let tab = "    "

    /// - Parameters:
    ///   - columns: 1-based, in scalars of `line`.
    ///   - width: columns of the terminal.
    init(_ line: [Unicode.Scalar], columns: Range<Int>?, width: Int) {
        let first = min(max((columns?.lowerBound ?? 1) - 1, 0), line.count)
        let last = min(max((columns?.upperBound ?? 1) - 1, first), line.count)
        // What is shown lies near the offending text, however long the line is.
        let near = max(first - width, 0)..<min(last, first + width, line.count)
        let region = near.lowerBound..<min(max(near.upperBound, first) + width, line.count)
        let cells = region.map { index in
            line[index] == "\t" ? Self.tab : loggedScalar(at: index, of: line)
        }
        let widths = cells.map { terminalWidth($0) }
        let marked = (first - region.lowerBound)..<max(near.upperBound - region.lowerBound, first - region.lowerBound)

        var shown = cells.indices
        if region.count < line.count || widths.reduce(0, +) > width {
            // A column at each end for the ellipsis.
            shown = Self.window(of: widths, around: marked, width: width - 2)
        }
        let isCutBefore = region.lowerBound + shown.lowerBound > 0
        let isCutAfter = region.lowerBound + shown.upperBound < line.count
        text = (isCutBefore ? "…" : "") + cells[shown].joined() + (isCutAfter ? "…" : "")
        guard columns != nil else {
            carets = nil
            return
        }
        let before = (isCutBefore ? 1 : 0) + widths[shown.lowerBound..<marked.lowerBound].reduce(0, +)
        let under = widths[marked.clamped(to: shown)].reduce(0, +)
        carets = String(repeating: " ", count: before) + String(repeating: "^", count: max(under, 1))
    }

    /// The cells that fit: from the marked ones to both sides.
    private static func window(of widths: [Int], around marked: Range<Int>, width: Int) -> Range<Int> {
        var (start, end) = (marked.lowerBound, marked.lowerBound)
        var room = width
        while end < marked.upperBound, widths[end] <= room {
            room -= widths[end]
            end += 1
        }
        guard end == marked.upperBound else { return start..<end }
        // Half of the room before, the rest behind, and what is left over before again.
        var before = room / 2
        while start > 0, widths[start - 1] <= before {
            start -= 1
            before -= widths[start]
            room -= widths[start]
        }
        while end < widths.count, widths[end] <= room {
            room -= widths[end]
            end += 1
        }
        while start > 0, widths[start - 1] <= room {
            start -= 1
            room -= widths[start]
        }
        return start..<end
    }
}
