import Checklists

/// `diff` for a terminal of 80 columns.
struct DiffText {
    let words: DiffWords
    let style: Style

    private var change: ReportChange { words.change }

    private static let width = 80

    var text: String {
        var lines = [style.bold(visible(change.head.project.title))]
        lines += wrapped([("From \(name(change.base)) to \(name(change.head))", .plain)])
        lines += wrapped([(words.sentence, .bold)])
        for note in words.notes { lines += wrapped([(note, .plain)]) }
        guard !change.isEmpty else { return lines.joined(separator: "\n") + "\n" }
        lines += [""] + standings
        let (alarms, (concerns, others)) = (words.alarms, words.entries)
        let hasConcerns = !alarms.isEmpty || !concerns.isEmpty
        if hasConcerns {
            lines += ["", style.bold("To look at")] + alarms.flatMap { told($0, indent: 2) } + entries(concerns)
        }
        if !others.isEmpty {
            lines += ["", style.bold(hasConcerns ? "Other changes" : "Changes")] + entries(others)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func name(_ report: Report) -> String {
        report.commit.short + (report.commits[report.commit].map { " (\($0.committedAt.localDay))" } ?? "")
    }

    private var standings: [String] {
        let rows = words.standings.map { row in
            let difference = row.after - row.before
            let sign = difference == 0 ? "" : difference > 0 ? "+\(difference)" : "−\(-difference)"
            return ["\(row.status.symbol) \(row.status.word)", String(row.before), String(row.after), sign]
        }
        let table = [["", "Before", "After", ""]] + rows
        let widths = (0..<4).map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.enumerated().map { index, row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }
            let line = cells.joined(separator: "  ")
            let last = line.lastIndex { $0 != " " }.map { line[...$0] } ?? ""
            return index == 0 ? style.dim(String(last)) : String(last)
        }
    }

    // MARK: Items

    private func entries(_ entries: [DiffWords.Entry]) -> [String] {
        var lines: [String] = []
        var path = ""
        for entry in entries {
            if entry.item.path != path { lines.append(style.dim("  " + visible(entry.item.path))) }
            path = entry.item.path
            lines += heading(entry.item) + entry.lines.flatMap { told($0, indent: 6) }
        }
        return lines
    }

    private func heading(_ item: ItemChange) -> [String] {
        let place = item.after.map { " :\($0.state.line)" } ?? ""
        let title = visible(shortened(item.state?.title ?? "", to: 200))
        return wrapped([(title, .bold), (place, .dim)], indent: 4) + wrapped([(words.status(item), .plain)], indent: 6)
    }

    private func told(_ line: DiffLine, indent: Int) -> [String] {
        let mark = line.isConcern ? [("! ", Look.alarm)] : []
        return wrapped(mark + line.parts.flatMap(runs), indent: indent)
    }

    private func runs(_ part: DiffLine.Part) -> [(String, Look)] {
        switch part {
        case .words(let text): return [(text, .plain)]
        case .content(let text): return [(visible(shortened(text, to: 240)), .plain)]
        case .change(let change): return change.excerpt().pieces.flatMap(runs)
        case .commit(let commit):
            let number = words.record(commit)?.pullRequest
            return [(commit.short + (number.map { " (\(words.reference($0)))" } ?? ""), .plain)]
        case .comparison: return []
        }
    }

    /// As `git diff --word-diff` marks them, so that nothing depends on colour.
    private func runs(_ piece: WordChange.Piece) -> [(String, Look)] {
        let space = piece.isSpaced ? " " : ""
        let text = visible(piece.text)
        return switch piece.kind {
        case .same: [(space + text, .plain)]
        case .removed: [(space, .plain), ("[-\(text)-]", .alarm)]
        case .inserted: [(space, .plain), ("{+\(text)+}", .bold)]
        }
    }

    // MARK: Lines

    private enum Look { case plain, bold, dim, alarm }

    /// Runs of text broken into lines at spaces; what has none for a whole line, wherever the line ends.
    private func wrapped(_ runs: [(String, Look)], indent: Int = 0) -> [String] {
        var lines: [[(text: String, look: Look)]] = [[]]
        var room = Self.width - indent
        func put(_ text: Substring, _ look: Look) {
            lines[lines.count - 1].append((String(text), look))
            room -= text.count
        }
        /// What follows the last space: it must not be parted from what comes next without one.
        var word: [(text: Substring, look: Look)] = []
        var space: Look?
        func settle() {
            let length = word.reduce(0) { $0 + $1.text.count }
            if let look = space {
                if length + 1 > room, room < Self.width - indent - 2 {
                    lines.append([])
                    room = Self.width - indent - 2
                } else {
                    put(" ", look)
                }
            }
            for piece in word {
                var rest = piece.text
                while rest.count > room {
                    let end = rest.index(rest.startIndex, offsetBy: max(room, 0))
                    put(rest[..<end], piece.look)
                    rest = rest[end...]
                    lines.append([])
                    room = Self.width - indent - 2
                }
                put(rest, piece.look)
            }
            word = []
            space = nil
        }
        for (text, look) in runs {
            for (index, part) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                if index > 0 {
                    if !word.isEmpty || space == nil { settle() }
                    space = look
                }
                if !part.isEmpty { word.append((part, look)) }
            }
        }
        settle()
        return lines.enumerated().map { index, line in
            String(repeating: " ", count: index == 0 ? indent : indent + 2) + styled(line)
        }
    }

    private func styled(_ line: [(text: String, look: Look)]) -> String {
        var runs: [(text: String, look: Look)] = []
        for run in line {
            if let last = runs.last, last.look == run.look {
                runs[runs.count - 1].text += run.text
            } else {
                runs.append(run)
            }
        }
        return runs.map(styled).joined()
    }

    private func styled(_ run: (text: String, look: Look)) -> String {
        switch run.look {
        case .plain: run.text
        case .bold: style.bold(run.text)
        case .dim: style.dim(run.text)
        case .alarm: style.alarm(run.text)
        }
    }
}
