import Checklists

/// `status` for a terminal.
struct StatusText {
    let report: Report
    let style: Style
    let showsAll: Bool

    private var words: SignOffWords { SignOffWords(report: report) }

    /// What fits on a screen or two; `--all` shows the rest.
    private static let maximumItems = 40
    private static let maximumChecklists = 40

    var text: String {
        var lines = [style.bold(visible(report.project.title)), report.summary.sentence]
        if report.includesWorktree { lines.append(uncommittedSentence) }
        lines.append("")
        if report.checklists.isEmpty { return (lines + [Self.emptyAdvice]).joined(separator: "\n") }
        lines += table
        lines += outstanding
        lines += dueSignOffs
        return lines.joined(separator: "\n") + "\n"
    }

    private static let emptyAdvice = """
        There is no task item (- [ ] …) in the committed Markdown files.
        Start a project with: countersign init DIR

        """

    private var table: [String] {
        let statuses = Status.allCases.filter { report.summary[$0] > 0 }
        let shown = showsAll ? report.checklists[...] : report.checklists.prefix(Self.maximumChecklists)
        let header = ["Checklist"] + statuses.map(\.shortWord) + (report.summary.overdue > 0 ? ["Overdue"] : [])
        var rows = shown.map { checklist in
            [name(of: checklist)] + cells(checklist.counts, statuses)
        }
        let rest = report.checklists.dropFirst(shown.count)
        if !rest.isEmpty {
            rows.append(["… \(rest.count) more (--all)"] + cells(Summary(of: rest.lazy.flatMap(\.items)), statuses))
        }
        return aligned([header] + rows).enumerated().map { $0.offset == 0 ? style.dim($0.element) : $0.element } + [""]
    }

    private func cells(_ counts: Summary, _ statuses: [Status]) -> [String] {
        let numbers = statuses.map { counts[$0] } + (report.summary.overdue > 0 ? [counts.overdue] : [])
        return numbers.map { $0 == 0 ? "·" : String($0) }
    }

    private func name(of checklist: Checklist) -> String {
        let (title, path) = (visible(checklist.title), visible(checklist.path))
        let numbered = checklist.phase.map { "\($0). \(title)" } ?? title
        // The numbers must stay in sight, and of a path its end tells files apart.
        let room = 72 - numbered.count - 3
        if title == path || room < 16 { return shortened(numbered, to: 72) }
        return "\(numbered) (\(path.count > room ? "…" + path.suffix(room - 1) : path))"
    }

    private var outstanding: [String] {
        let items = report.outstandingItems
        guard !items.isEmpty else { return ["Nothing is outstanding."] }
        let shown = showsAll ? items[...] : items.prefix(Self.maximumItems)
        var lines = [style.bold("Outstanding")]
        var path = ""
        for item in shown {
            if item.path != path { lines.append(style.dim("  " + visible(item.path))) }
            path = item.path
            lines.append(line(item))
        }
        if items.count > shown.count { lines.append("  … \(items.count - shown.count) more; --all shows them") }
        return lines
    }

    private func line(_ item: Item) -> String {
        var parts = ["    \(item.status.symbol) \(item.status.word)", visible(shortened(item.state.title))]
        if let standing = words.standing(item) { parts.append(visible(standing)) }
        if let owner = item.state.fields.owner { parts.append("owner \(visible(owner))") }
        if let due = item.state.fields.due {
            parts.append(item.isOverdue ? style.alarm("overdue since \(due)") : "due \(due)")
        }
        if item.isReopened { parts.append("reopened") }
        return parts.joined(separator: "  ") + style.dim("  :\(item.state.line)")
    }

    /// Who has to sign what: by role, every item in the order of the checklists.
    private var dueSignOffs: [String] {
        let due = report.dueSignOffs
        guard !due.isEmpty else { return [] }
        var lines = ["", style.bold("To be signed")]
        for (role, items) in due {
            lines.append("  \(visible(report.nameAndKey(ofRole: role))): \(items.count)")
            let shown = showsAll ? items[...] : items.prefix(Self.maximumItems)
            lines += shown.map { entry in
                let reason = words.reason(entry.reason).map { "  " + style.alarm($0) } ?? ""
                return "    \(visible(shortened(entry.item.state.title)))\(reason)"
                    + style.dim("  \(visible(entry.item.path)):\(entry.item.state.line)")
            }
            if items.count > shown.count { lines.append("    … \(items.count - shown.count) more; --all shows them") }
        }
        return lines
    }

    /// Columns padded to equal width; numbers right-aligned.
    private func aligned(_ rows: [[String]]) -> [String] {
        let columns = rows.first?.count ?? 0
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ").trimmingEnd
        }
    }
}

extension String {
    fileprivate var trimmingEnd: String { String(lastIndex { $0 != " " }.map { self[...$0] } ?? "") }
}

extension Status {
    /// Heads a column of numbers, where there is no room for the whole word.
    fileprivate var shortWord: String {
        switch self {
        case .changed: "Changed"
        case .awaiting: "Awaiting"
        case .notApplicable: "N/A"
        case .open, .done, .signedOff: word
        }
    }
}

/// The text in at most `limit` characters.
func shortened(_ text: String, to limit: Int = 100) -> String {
    text.count > limit ? text.prefix(limit - 1) + "…" : text
}

extension Report {
    /// What somebody still has to do, overdue first, then in the order of the checklists.
    var outstandingItems: [Item] {
        let items = checklists.flatMap(\.items).filter(\.status.canBeOverdue)
        return items.filter(\.isOverdue) + items.filter { !$0.isOverdue }
    }
}

extension Report {
    /// "Data protection officer (dpo)", or the key where there is no title.
    func nameAndKey(ofRole key: String) -> String {
        let title = title(ofRole: key)
        return title == key ? key : "\(title) (\(key))"
    }
}

extension Item {
    /// Not ticked now, but it was.
    var isReopened: Bool {
        status == .open && life.events.last { $0.kind == .completed || $0.kind == .reopened }?.kind == .reopened
    }
}

extension Summary {
    /// Where the project stands, in one sentence.
    var sentence: String {
        guard items > 0 else { return "No items yet." }
        var parts = [
            "\(finished) of \(applicable) applicable \(applicable == 1 ? "item is" : "items are") done or signed off"
        ]
        if self[.awaiting] > 0 { parts.append("\(self[.awaiting]) awaiting sign-off") }
        if self[.changed] > 0 { parts.append("\(self[.changed]) changed since sign-off") }
        if overdue > 0 { parts.append("\(overdue) overdue") }
        if self[.notApplicable] > 0 { parts.append("\(self[.notApplicable]) not applicable") }
        return parts.joined(separator: ", ") + "."
    }
}
