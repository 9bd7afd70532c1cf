import Checklists

/// `audit` for a terminal: what is wrong first, then every sign-off by its item.
struct RegisterText {
    let register: Register
    let report: Report
    let style: Style
    let missingObjects: [String]

    private var words: SignOffWords { SignOffWords(report: report) }

    var text: String {
        var lines = [style.bold(visible(report.project.title)), summary, extent]
        lines += alarms + grants + missing + entries
        return lines.joined(separator: "\n") + "\n"
    }

    /// "5 sign-offs: 3 current, 1 changed since, 1 does not count."
    private var summary: String {
        let count = register.entries.count
        guard count > 0 else { return "No sign-off was ever made." }
        var counts = [0, 0, 0, 0, 0]
        for entry in register.entries { counts[entry.group] += 1 }
        let names = ["current", "changed since", "signed again later", "ended", "not counting"]
        let parts = zip(counts, names).filter { $0.0 > 0 }.map { "\($0) \($1)" }
        return "\(count) \(count == 1 ? "sign-off" : "sign-offs"): \(parts.joined(separator: ", "))."
    }

    private var extent: String {
        "Commit \(report.commit.short), roles and due dates as of \(report.asOf); object hashes verified."
    }

    private var alarms: [String] {
        let open = register.openAlarms
        let noted = register.alarms.filter { $0.acknowledgement != nil }
        var lines: [String] = []
        if !open.isEmpty {
            lines += ["", style.alarm(open.count == 1 ? "1 alarm" : "\(open.count) alarms")]
            lines += open.flatMap(told)
            lines.append("  Look into each; then list its commit with the reason under policy.acknowledged.")
        }
        if !noted.isEmpty { lines += ["", style.bold("Acknowledged")] + noted.flatMap(told) }
        return lines
    }

    private func told(_ alarm: Register.Alarm) -> [String] {
        let detail = report.signatures[alarm.commit]
        let commit = report.commits[alarm.commit]
        let day = commit.map { " on \($0.authoredAt.localDay)" } ?? ""
        var lines = [
            "  \(alarm.commit.short) by \(words.author(alarm.commit))\(day): \(words.verdict(alarm.verdict, detail))",
            "    items: \(alarm.items.joined(separator: ", "))",
        ]
        let more = [detail?.fingerprint, detail?.note].compactMap(\.self)
        if !more.isEmpty { lines.append("    " + more.joined(separator: "; ")) }
        if let reason = alarm.acknowledgement?.reason { lines.append("    acknowledged: \(reason)") }
        return lines.map(visible)
    }

    /// Roles that people gave themselves: nothing wrong in a team of one, but an auditor wants to know.
    private var grants: [String] {
        var seen: Set<String> = []
        let lines = register.entries.filter(\.isGrantedBySelf).compactMap { entry -> String? in
            let signOff = entry.signOff
            let line =
                "  \(words.signer(signOff)) became \(signOff.role) by a commit of their own, "
                + "\(signOff.roleGrantedBy?.short ?? "")"
            return seen.insert(line).inserted ? visible(line) : nil
        }
        return lines.isEmpty ? [] : ["", style.bold("Roles that their holders gave themselves")] + lines
    }

    private var missing: [String] {
        guard !missingObjects.isEmpty else { return [] }
        let names = missingObjects.map { "  " + $0.prefix(10) }
        return ["", style.bold("Covered contents that are not in this clone, so not verified")] + names
    }

    // MARK: The register

    private var entries: [String] {
        var lines: [String] = []
        var item: RegisteredItem?
        for entry in register.entries {
            if entry.item != item { lines += ["", heading(entry.item)] }
            item = entry.item
            lines += told(entry)
        }
        return lines
    }

    private func heading(_ item: RegisteredItem) -> String {
        let place = item.path + (item.line.map { ":\($0)" } ?? "")
        let status = item.status.map { "\($0.symbol) \($0.word)" } ?? "removed"
        return style.bold(visible(shortened(item.title))) + "\n"
            + style.dim(visible("\(item.key)  \(status)  \(place)"))
    }

    private func told(_ entry: Register.Entry) -> [String] {
        let signOff = entry.signOff
        let role = report.nameAndKey(ofRole: signOff.role)
        let organisation = signOff.signer?.organisation.map { ", \($0)" } ?? ""
        let key = signOff.person.map { " (\($0))" } ?? ""
        var lines = ["  \(entry.symbol) \(role)", "    by \(words.signer(signOff))\(key)\(organisation)"]
        lines += commit(signOff)
        lines.append("    evidence: \(words.proof(signOff))")
        if let granted = signOff.roleGrantedBy {
            let own = entry.isGrantedBySelf ? ", the holder's own" : ""
            lines.append("    role given in \(granted.short) by \(words.author(granted))\(own)")
        }
        lines.append("    now: \(entry.isReplaced ? "signed again later" : words.state(signOff))")
        if signOff.state == .changed, let change = entry.change { lines += words.lines(change).map { "      " + $0 } }
        return lines.enumerated().map { index, line in
            let line = visible(line)
            return index == 0 && entry.signOff.signature.isAlarm ? style.alarm(line) : line
        }
    }

    /// Who made the commit, when by both clocks, and what brought it in.
    private func commit(_ signOff: SignOff) -> [String] {
        guard let commit = report.commits[signOff.commit] else { return ["    in commit \(signOff.commit.short)"] }
        let reference = commit.pullRequest.map { report.project.forge?.kind.reference($0) ?? "#\($0)" }
        let request = reference.map { ", \($0)" } ?? ""
        var lines = ["    \(words.way(signOff.way)) in \(signOff.commit.short)\(request)"]
        lines.append("    authored \(commit.authoredAt) by \(words.author(signOff.commit))")
        lines.append("    committed \(commit.committedAt) by \(withoutEmailDomains(commit.committer.name))")
        if let integration = commit.integration { lines.append("    came in with \(integration.short)") }
        return lines
    }
}

extension Register.Entry {
    /// 0 current, 1 changed, 2 signed again later, 3 ended, 4 not counting.
    fileprivate var group: Int {
        switch signOff.state {
        case .failed: 4
        case .ended: 3
        case .stands, .changed: isReplaced ? 2 : signOff.isCurrent ? 0 : 1
        }
    }

    /// Shapes as those of statuses.
    fileprivate var symbol: String {
        switch group {
        case 0: "✓"
        case 1: "△"
        case 4: "✗"
        default: "–"
        }
    }
}
