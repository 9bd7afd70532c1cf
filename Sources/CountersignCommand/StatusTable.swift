import Checklists

/// `status --format csv`: one row an item.
struct StatusTable {
    let report: Report

    private var words: SignOffWords { SignOffWords(report: report) }

    private static let columns = [
        "phase", "checklist", "path", "line", "key", "section", "item", "status", "overdue", "owner", "due",
        "completed by", "completed at", "completed in", "pull request", "born ticked", "asked sign-offs",
        "signed off by", "missing sign-offs", "outputs", "reason", "note",
        "depth",
    ]

    var csv: [UInt8] {
        var csv = CSV()
        csv.append(Self.columns)
        for checklist in report.checklists {
            for item in checklist.items { csv.append(cells(item, of: checklist)) }
        }
        return csv.bytes
    }

    private func cells(_ item: Item, of checklist: Checklist) -> [String] {
        let fields = item.state.fields
        let completion = item.life.completion
        // Of the working tree there is nobody and no day.
        let id = completion?.commit.flatMap { $0.isUnwritten ? nil : $0 }
        let commit = id.flatMap { report.commits[$0] }
        return [
            checklist.phase.map(String.init) ?? "", checklist.title, item.path, String(item.state.line), item.key,
            item.state.section.joined(separator: " › "), item.state.text, item.status.rawValue,
            item.isOverdue ? "yes" : "", fields.owner ?? "", fields.due?.description ?? "",
            (commit?.author.name).map(withoutEmailDomains)
                ?? (completion == nil
                    ? "" : completion?.commit?.isUnwritten == true ? "not committed yet" : "not known"),
            commit?.authoredAt.description ?? "",
            id?.hex ?? "", commit?.pullRequest.map(String.init) ?? "",
            completion?.isBornTicked == true ? "yes" : "", fields.asked.joined(separator: ", "),
            signedOffBy(item), item.missingSignOffs.map(words.missing).joined(separator: "\n"),
            fields.outputs.compactMap { $0.path ?? $0.url }.joined(separator: "\n"), fields.reason ?? "",
            fields.note ?? "", item.state.depth == 0 ? "" : String(item.state.depth),
        ]
    }

    /// "dpo: Ann (verified, 2027-03-06)" for every sign-off that stands, a line each.
    private func signedOffBy(_ item: Item) -> String {
        let taken = item.takenSignOffs
        let lines = item.state.fields.asked.compactMap { role -> String? in
            guard let signOff = taken[role], signOff.stands else { return nil }
            let day = report.commits[signOff.commit].map { ", \($0.authoredAt.localDay)" } ?? ""
            return "\(role): \(words.signer(signOff)) (\(signOff.evidence.rawValue)\(day))"
        }
        return lines.joined(separator: "\n")
    }
}

/// `status --format markdown`: for a pull-request comment or a step summary.
struct StatusMarkdown {
    let report: Report
    let showsAll: Bool

    private var words: SignOffWords { SignOffWords(report: report) }

    private static let maximumItems = 100

    var text: String {
        var lines = ["## " + escaped(report.project.title), "", report.summary.sentence, ""]
        if report.includesWorktree { lines += [uncommittedSentence, ""] }
        if !report.checklists.isEmpty { lines += table + outstanding + dueSignOffs }
        return lines.joined(separator: "\n") + "\n"
    }

    private var table: [String] {
        let statuses = Status.allCases.filter { report.summary[$0] > 0 }
        let header = ["Checklist"] + statuses.map(\.word) + ["Overdue"]
        let rows = report.checklists.map { checklist in
            let name = checklist.phase.map { "\($0). \(checklist.title)" } ?? checklist.title
            return [escaped(name)] + statuses.map { String(checklist.counts[$0]) } + [String(checklist.counts.overdue)]
        }
        let rule = ["---"] + Array(repeating: "--:", count: header.count - 1)
        return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" } + [""]
    }

    private var outstanding: [String] {
        let items = report.outstandingItems
        guard !items.isEmpty else { return ["Nothing is outstanding."] }
        let shown = showsAll ? items[...] : items.prefix(Self.maximumItems)
        var lines = ["### Outstanding", ""]
        for item in shown {
            var parts = ["\(item.status.symbol) \(item.status.word): \(escaped(shortened(item.state.title)))"]
            if let standing = words.standing(item) { parts.append(escaped(standing)) }
            if let owner = item.state.fields.owner { parts.append("owner \(escaped(owner))") }
            if let due = item.state.fields.due {
                parts.append(item.isOverdue ? "**overdue since \(due)**" : "due \(due)")
            }
            lines.append("- " + parts.joined(separator: ", ") + " (\(escaped(item.path)):\(item.state.line))")
        }
        if items.count > shown.count { lines.append("- … \(items.count - shown.count) more") }
        return lines
    }

    /// Who has to sign what.
    private var dueSignOffs: [String] {
        let due = report.dueSignOffs
        guard !due.isEmpty else { return [] }
        var lines = ["", "### To be signed", ""]
        for (role, items) in due {
            let shown = showsAll ? items[...] : items.prefix(Self.maximumItems)
            lines.append("- \(escaped(report.nameAndKey(ofRole: role))): \(items.count)")
            lines += shown.map { entry in
                let reason = words.reason(entry.reason).map { " – \($0)" } ?? ""
                let place = "\(escaped(entry.item.path)):\(entry.item.state.line)"
                return "  - \(escaped(shortened(entry.item.state.title)))\(reason) (\(place))"
            }
            if items.count > shown.count { lines.append("  - … \(items.count - shown.count) more") }
        }
        return lines
    }

    /// Text as text: what Markdown, HTML or a mention would make of it is taken away.
    private func escaped(_ text: String) -> String {
        var result = ""
        for character in visible(text) {
            if character == "@" {
                result += "@\u{2060}"
            } else if character == "\n" {
                result += " "
            } else {
                if "\\`*_{}[]<>|~&".contains(character) {
                    result += "\\"
                }
                result.append(character)
            }
        }
        return result
    }
}
