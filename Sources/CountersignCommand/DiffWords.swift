import Checklists

/// One line about a change, in parts: what is ours and what somebody wrote are escaped differently.
struct DiffLine {
    enum Part {
        /// Countersign's own words, and numbers and days.
        case words(String)
        /// What whoever commits has chosen: texts, names, paths.
        case content(String)
        case change(WordChange)
        /// With its pull request, where it has one.
        case commit(CommitID)
        /// What the files say differently from one commit to the other.
        case comparison(CommitID, CommitID)
    }

    var parts: [Part]
    /// Somebody should look at it: an approval is gone, or is not worth what it seems.
    var isConcern = false

    init(_ parts: [Part], isConcern: Bool = false) {
        self.parts = parts
        self.isConcern = isConcern
    }
}

/// What a change did, in plain words, for every format.
struct DiffWords {
    let change: ReportChange

    private var head: Report { change.head }
    private var words: SignOffWords { SignOffWords(report: head) }

    func record(_ commit: CommitID) -> CommitRecord? { head.commits[commit] ?? change.base.commits[commit] }

    /// "#12", as the forge writes it.
    func reference(_ number: Int) -> String { head.project.forge?.kind.reference(number) ?? "#\(number)" }

    // MARK: The whole

    /// "3 items ticked, 1 sign-off made, 1 sign-off made stale."
    var sentence: String {
        guard !change.isEmpty else {
            let isKnown = change.base.history.isComplete && head.history.isComplete
            return isKnown
                ? "Nothing changes for items and sign-offs."
                : "No change to items and sign-offs is found in the history that this clone holds."
        }
        let parts = lost + items + signOffs + alarmCounts
        guard !parts.isEmpty else { return "The status of \(Self.count(change.items.count, "item")) changes." }
        return parts.joined(separator: ", ") + "."
    }

    private static func count(_ number: Int, _ one: String, _ other: String? = nil) -> String {
        "\(number) \(number == 1 ? one : other ?? one + "s")"
    }

    private var lost: [String] {
        let items = change.items.count(where: \.isLost)
        let signOffs = change.count(of: .lost)
        return (signOffs > 0 ? [Self.count(signOffs, "sign-off") + " lost"] : [])
            + (items > 0 ? [Self.count(items, "item") + " lost"] : [])
    }

    private var items: [String] {
        let added = change.items.filter(\.isAdded)
        let ticked = added.count { $0.changes(.completed) }
        let addedTicked = ticked == 0 ? "" : ticked == added.count ? " (ticked)" : " (\(ticked) of them ticked)"
        let dropped = change.items.reduce(0) { $0 + $1.droppedRoles.count }
        let parts: [(Int, String)] = [
            (added.count, "added" + addedTicked),
            (change.items.count { $0.isRemoved && !$0.isLost }, "removed"),
            (change.count(of: .completed), "ticked"),
            (change.items.count { $0.completion != nil }, "completed by somebody else"),
            (change.count(of: .reopened), "reopened"),
            (change.count(of: .excluded), "marked as not applicable"),
            (change.count(of: .included), "marked as applicable again"),
            (change.count(of: .reworded), "reworded"), (change.count(of: .moved), "moved"),
            (change.count(of: .amended), "with other details"), (change.count(of: .renamed), "with another id"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\(Self.count($0.0, "item")) \($0.1)" }
            + (dropped > 0 ? ["\(Self.count(dropped, "sign-off")) no longer asked for"] : [])
    }

    private var signOffs: [String] {
        let kinds: [(SignOffChange.Kind, String)] = [
            (.reinstated, "no longer ended"), (.made, "made"), (.renewed, "renewed"),
            (.currentAgain, "current again"), (.madeStale, "made stale"), (.ended, "ended"),
            (.discounted, "not counting any more"), (.notFound, "not found"), (.reproven, "proven otherwise"),
        ]
        let attempts = change.count(of: .attempted)
        let rewritten = change.items.flatMap(\.signOffs).filter { $0.kind == .rewritten }
        let swapped = rewritten.count { $0.covered != nil }
        let moved: [(Int, String)] = [
            (swapped, "now covering something else"), (rewritten.count - swapped, "now in another commit"),
        ]
        let others = kinds.map { (change.count(of: $0.0), $0.1) }
        return (moved + others).filter { $0.0 > 0 }
            .map { "\(Self.count($0.0, "sign-off")) \($0.1)" }
            + (attempts > 0
                ? [Self.count(attempts, "attempt to sign that does not count", "attempts to sign that do not count")]
                : [])
    }

    private var alarmCounts: [String] {
        let kinds: [(AlarmChange.Kind, String)] = [
            (.raised, "raised"), (.acknowledged, "acknowledged"), (.reopened, "open again"), (.gone, "gone"),
        ]
        return kinds.compactMap { kind, word in
            let number = change.alarms.count { $0.kind == kind }
            return number > 0 ? "\(Self.count(number, "alarm")) \(word)" : nil
        }
    }

    /// What readers have to know to read the rest right.
    var notes: [String] {
        var notes: [String] = []
        if change.judgement == .asPullRequest, change.changesRoles {
            notes.append("Judged as one pull request: roles given in it do not count in it.")
        }
        if change.changesRules {
            notes.append("countersign.yml changes roles, people, keys or policy: see countersign check --base.")
        }
        let truncated = [change.base, change.head].filter { !$0.history.isComplete }
        if !truncated.isEmpty {
            let boundaries = truncated.flatMap { report in
                report.history.boundaries.compactMap { report.commits[$0]?.committedAt.day }
            }
            let before = boundaries.min().map { "History before \($0)" } ?? "Part of the history"
            notes.append(
                "\(before) is not in this clone: sign-offs made before are not known, and what is told as new may be older."
            )
        }
        return notes
    }

    /// Statuses that some item has on either side, with how many.
    var standings: [(status: Status, before: Int, after: Int)] {
        let (before, after) = (change.base.summary, change.head.summary)
        return Status.allCases.map { ($0, before[$0], after[$0]) }.filter { $0.1 > 0 || $0.2 > 0 }
    }

    var alarms: [DiffLine] {
        change.alarms.map { changed in
            let alarm = changed.alarm
            let report = head.commits[alarm.commit] == nil ? change.base : head
            let verdict = SignOffWords(report: report).verdict(alarm.verdict, report.signatures[alarm.commit])
            let what =
                switch changed.kind {
                case .raised: "Alarm"
                case .acknowledged: "Alarm acknowledged"
                case .reopened: "Alarm no longer acknowledged"
                case .gone: "Alarm whose commit is not in \(history) any more"
                }
            let reason: [DiffLine.Part] =
                alarm.acknowledgement.map { [.words(", acknowledged: "), .content($0.reason)] } ?? []
            return DiffLine(
                [.words("\(what): ")] + by([alarm.commit]) + [.words(": "), .content(verdict)]
                    + [.words("; items: "), .content(alarm.items.joined(separator: ", "))] + reason, isConcern: true)
        }
    }

    private var history: String { head.history.isComplete ? "the history" : "the history that this clone holds" }

    /// " by Ann on 2027-03-04 in 0123456789"; of several commits the last, and who made the others.
    func by(_ commits: [CommitID]) -> [DiffLine.Part] {
        guard let last = commits.last else { return [] }
        var names: [String] = []
        for commit in commits {
            let name = record(commit).map { withoutEmailDomains($0.author.name) } ?? "somebody"
            if !names.contains(name) { names.append(name) }
        }
        let shown = names.suffix(3).joined(separator: ", ") + (names.count > 3 ? " and others" : "")
        let day = record(last).map { " on \($0.authoredAt.localDay)" } ?? ""
        let several = commits.count > 1 ? " in \(commits.count) commits, the last" : ""
        return [.words("by "), .content(shown), .words("\(several)\(day) in "), .commit(last)]
    }
}

// MARK: - One item

extension DiffWords {
    /// All that changed about an item; what somebody should look at comes first.
    private func lines(_ item: ItemChange) -> [DiffLine] {
        let completion = item.completion.map { change in
            DiffLine(
                [.words("completion is now ")] + by([change.after]) + [.words("; it was ")] + by([change.before]),
                isConcern: change.isRewritten)
        }
        let lines =
            item.changes.flatMap { self.lines($0, of: item) } + [completion].compactMap(\.self)
            + item.signOffs.map { line($0, of: item) }
        return lines.filter(\.isConcern) + lines.filter { !$0.isConcern }
    }

    /// An item with its lines.
    struct Entry {
        let item: ItemChange
        let lines: [DiffLine]
    }

    /// The items with something that somebody should look at, and the others.
    var entries: (concerns: [Entry], others: [Entry]) {
        var entries: (concerns: [Entry], others: [Entry]) = ([], [])
        for item in change.items {
            let entry = Entry(item: item, lines: lines(item))
            if entry.lines.contains(where: \.isConcern) {
                entries.concerns.append(entry)
            } else {
                entries.others.append(entry)
            }
        }
        return entries
    }

    /// "○ Open → ● Done", or what it is where that is the same.
    func status(_ item: ItemChange) -> String {
        func name(_ item: Item) -> String { "\(item.status.symbol) \(item.status.word)" }
        switch (item.before, item.after) {
        case (let before?, let after?) where before.status != after.status: return "\(name(before)) → \(name(after))"
        case (_, let after?): return name(after)
        case (let before?, nil): return "was \(name(before))"
        case (nil, nil): return ""
        }
    }

    private func lines(_ change: NetChange, of item: ItemChange) -> [DiffLine] {
        let doubt = change.isInferred ? [DiffLine.Part.words(" (recognised by likeness)")] : []
        func line(_ what: String, _ more: [DiffLine.Part] = [], isConcern: Bool = false) -> DiffLine {
            let by = by(change.commits)
            return DiffLine(
                [.words(what + (by.isEmpty ? "" : " "))] + by + doubt + more, isConcern: isConcern)
        }
        let asked = (item.after ?? item.before)?.state.fields.asked ?? []
        let demand: [DiffLine.Part] =
            asked.isEmpty ? [] : [.words("; it asks for sign-off by "), .content(asked.joined(separator: ", "))]
        switch change.kind {
        case .added: return [line(item.isRestored ? "added again" : "added")]
        case .removed: return [removal(line(_:_:isConcern:), of: item, demand)]
        case .completed:
            let isBorn = item.isAdded && item.after?.life.completion?.isBornTicked == true
            return [isBorn ? DiffLine([.words("already ticked when it was added")]) : line("ticked")]
        case .reopened: return [line("reopened")]
        case .reworded:
            return [
                line("reworded", [.words(": "), .change(WordChange(from: change.from ?? "", to: change.to ?? ""))])
            ]
        case .excluded: return [line("marked as not applicable", demand, isConcern: !asked.isEmpty)]
        case .included: return [line("marked as applicable again")]
        case .moved where change.attribute == .file:
            return [
                line(
                    "moved", [.words(" from "), .content(change.from ?? ""), .words(" to "), .content(change.to ?? "")])
            ]
        case .moved:
            let (from, to) = (section(change.from, unlike: change.to), section(change.to, unlike: change.from))
            return [line("moved", [.words(" from "), .content(from), .words(" to "), .content(to)])]
        case .renamed: return [line("id", values(change))]
        case .amended: return amendments(change, of: item, line(_:_:isConcern:))
        case .signedOff, .revoked: return []
        }
    }

    private func removal(
        _ line: (String, [DiffLine.Part], Bool) -> DiffLine, of item: ItemChange, _ demand: [DiffLine.Part]
    ) -> DiffLine {
        let isSigned = item.signOffs.contains { $0.before?.stands == true }
        let isConcern = item.isLost || isSigned || !demand.isEmpty
        if item.isLost {
            let isRead = head.checklists.contains { $0.path == item.path }
            let fate =
                isRead
                ? "and no commit is known to have removed it"
                : "and no item of its file is: it is gone, has none, or countersign.yml leaves it out"
            return line("lost: it is no longer among the items, \(fate)", demand, true)
        }
        let isKnown = item.changes.contains { !$0.commits.isEmpty }
        return line(isKnown ? "removed" : "not there any more; who removed it is not known", demand, isConcern)
    }

    private func quoted(_ text: String) -> String { "“\(text)”" }

    /// The headings of a section by which it is another one; above them they are the same.
    private func section(_ name: String?, unlike other: String?) -> String {
        guard let name else { return "no section" }
        let headings = name.split(separator: " › ")
        let common = zip(headings, (other ?? "").split(separator: " › ")).prefix { $0 == $1 }.count
        return quoted((common < headings.count ? headings[common...] : headings[...]).joined(separator: " › "))
    }

    /// ": “a” → “b”"
    private func values(_ change: NetChange) -> [DiffLine.Part] {
        func value(_ text: String?) -> DiffLine.Part { text.map { .content(quoted($0)) } ?? .words("none") }
        return [.words(": "), value(change.from), .words(" → "), value(change.to)]
    }

    private func amendments(
        _ change: NetChange, of item: ItemChange, _ line: (String, [DiffLine.Part], Bool) -> DiffLine
    ) -> [DiffLine] {
        let (before, after) = (item.before?.state.fields, item.after?.state.fields)
        switch change.attribute {
        case .signOff: return demands(of: item, changedIn: change.commits)
        case .outputs:
            let (old, new) = (before?.outputs.map(\.name) ?? [], after?.outputs.map(\.name) ?? [])
            let (gone, come) = (old.filter { !new.contains($0) }, new.filter { !old.contains($0) })
            guard gone.count + come.count > 0 else { return [line("outputs in another order", [], false)] }
            return [
                line(
                    "outputs changed", list(": added ", come) + list(come.isEmpty ? ": without " : "; without ", gone),
                    false)
            ]
        case let attribute?: return [line(name(attribute), values(change), false)]
        case nil: return []
        }
    }

    private func list(_ label: String, _ names: [String]) -> [DiffLine.Part] {
        names.isEmpty ? [] : [.words(label), .content(names.joined(separator: ", "))]
    }

    /// Sign-offs that the item asks for no more, and those that it asks for now.
    private func demands(of item: ItemChange, changedIn commits: [CommitID]) -> [DiffLine] {
        let by: [DiffLine.Part] = commits.isEmpty ? [] : [.words(", changed ")] + by(commits)
        let old = item.before?.state.fields.asked ?? []
        let new = (item.after?.state.fields.asked ?? []).filter { !old.contains($0) }
        var lines = item.droppedRoles.map { role in
            let signed = item.wasSigned(role).map { SignOffWords(report: change.base).signer($0) }
            let note: [DiffLine.Part] = signed.map { [.words("; it was signed by "), .content($0)] } ?? []
            return DiffLine([.words("no longer asks for sign-off by "), .content(role)] + by + note, isConcern: true)
        }
        lines += new.map { DiffLine([.words("asks for sign-off by "), .content($0)] + by) }
        return lines.isEmpty ? [DiffLine([.words("asks for sign-offs in another order")] + by)] : lines
    }

    private func name(_ attribute: NetChange.Attribute) -> String {
        switch attribute {
        case .file: "file"
        case .section: "section"
        case .owner: "owner"
        case .due: "due date"
        case .outputs: "outputs"
        case .signOff: "asked sign-offs"
        case .reason: "reason"
        case .note: "note"
        }
    }
}

extension Output {
    fileprivate var name: String { path ?? url ?? title }
}

// MARK: - One sign-off

extension DiffWords {
    private func line(_ change: SignOffChange, of item: ItemChange) -> DiffLine {
        var parts: [DiffLine.Part] = []
        var isConcern = true
        switch change.kind {
        case .made, .renewed:
            isConcern = change.reason != nil
            parts = change.after.map(making) ?? []
            if change.kind == .renewed { parts.insert(.words("renewed: "), at: 0) }
            if item.after?.status == .open { parts.append(.words("; it counts once the item is ticked")) }
        case .attempted:
            parts = change.after.map { made($0) + failure($0) } ?? []
        case .rewritten:
            isConcern = change.isLessProven || change.reason != nil || change.covered != nil
            parts = transfer(change) + proofs(change) + covered(change)
        case .reinstated:
            let isSame = change.before?.commit == change.after?.commit
            parts = isSame ? naming(change.after, in: head) + [.words(" counts again")] : transfer(change)
            parts += (change.before?.end.map { dropped($0) } ?? []) + proofs(change) + covered(change)
        case .reproven:
            isConcern = change.isLessProven
            parts = naming(change.after, in: head) + proofs(change)
        case .currentAgain:
            isConcern = false
            parts = naming(change.after, in: head) + [.words(" is current again")]
        case .madeStale:
            parts = naming(change.after, in: head) + [.words(" is made stale")]
        case .ended:
            parts = change.before == nil ? change.after.map(made) ?? [] : naming(change.after, in: head)
            parts += change.after?.end.map { [.words(change.before == nil ? ", then " : ": ")] + ending($0) } ?? []
        case .discounted:
            parts = naming(change.after, in: head) + (change.after.map(failure) ?? [])
        case .lost:
            parts =
                [.words("lost: ")] + naming(change.before, in: self.change.base)
                + [.words(item.isRemoved ? ", with its item" : "; it is not on record any more, and nothing ended it")]
        case .notFound:
            parts =
                naming(change.before, in: self.change.base) + [.words(" is not found in \(history)")]
        }
        return DiffLine(parts + reason(change, of: item), isConcern: isConcern)
    }

    /// "signed off as dpo by Ann on 2027-03-06 in 0123456789 (verified: signed with Ann's own key)"
    private func making(_ signOff: SignOff) -> [DiffLine.Part] {
        made(signOff) + [.words(" ("), .content(words.proof(signOff)), .words(")")]
    }

    private func made(_ signOff: SignOff) -> [DiffLine.Part] {
        let day = record(signOff.commit).map { " on \($0.authoredAt.localDay)" } ?? ""
        return [.content(words.what(signOff)), .words("\(day) in "), .commit(signOff.commit)]
    }

    private func failure(_ signOff: SignOff) -> [DiffLine.Part] {
        [.words(" does not count: \(signOff.failure.map(words.failure) ?? "")")]
    }

    /// "the sign-off as dpo by Ann of 2027-03-06 in 0123456789"
    private func naming(_ signOff: SignOff?, in report: Report) -> [DiffLine.Part] {
        guard let signOff else { return [] }
        let day = record(signOff.commit).map { " of \($0.authoredAt.localDay)" } ?? ""
        return [
            .words("the sign-off as "), .content("\(signOff.role) by \(SignOffWords(report: report).signer(signOff))"),
            .words("\(day) in "), .commit(signOff.commit),
        ]
    }

    /// "the sign-off as dpo by Ann of 2027-03-06 in 0123456789 is in another commit now, 9876543210"
    private func transfer(_ change: SignOffChange) -> [DiffLine.Part] {
        naming(change.before, in: self.change.base) + [.words(" is in another commit now, ")]
            + (change.after.map { [.commit($0.commit)] } ?? [])
    }

    /// What it covers now, where that is not what it covered.
    private func covered(_ change: SignOffChange) -> [DiffLine.Part] {
        guard var covered = change.covered else { return [] }
        guard !covered.isElsewhere else {
            return [.words("; it now covers other words, or the same marked up otherwise")]
        }
        var parts: [DiffLine.Part] = []
        if let text = covered.text {
            parts += [.words("; it now covers other words: "), .change(WordChange(from: text.before, to: text.after))]
        }
        covered.text = nil
        guard !covered.outputs.isEmpty else { return parts }
        let files = SignOffWords(report: head).lines(covered).map { [DiffLine.Part.content($0)] }
        return parts + [.words("; it now covers other outputs: ")] + files.joined(separator: [.words("; ")])
    }

    /// "revoked by Bo on 2027-03-06 in 0123456789"
    private func ending(_ end: SignOff.End) -> [DiffLine.Part] {
        let what =
            switch end.reason {
            case .reopened: "ended, the item was reopened "
            case .removed: "ended, the item was removed "
            case .revoked: "revoked "
            }
        return [.words(what)] + by(end)
    }

    private func by(_ end: SignOff.End) -> [DiffLine.Part] {
        end.commit.map { by([$0]) } ?? [.words("by a merge that took the other side")]
    }

    /// What had ended a sign-off that counts again.
    private func dropped(_ end: SignOff.End) -> [DiffLine.Part] {
        let what =
            switch end.reason {
            case .reopened: "the reopening of its item "
            case .removed: "the removal of its item "
            case .revoked: "its revocation "
            }
        // As far as the report can tell: it holds the commits that it has something to say of.
        let isThere = end.commit.map { head.commits[$0] != nil } ?? false
        let fate = isThere ? "is not in effect any more" : "is not in \(thisHistory) any more"
        return [.words("; \(what)")] + by(end) + [.words(" \(fate)")]
    }

    private var thisHistory: String { head.history.isComplete ? "this history" : history }

    private func proofs(_ change: SignOffChange) -> [DiffLine.Part] {
        guard let before = change.before?.evidence, let after = change.after?.evidence, before != after else {
            return []
        }
        return [.words("; its evidence is \(after.rawValue), and was \(before.rawValue)")]
    }

    /// What is not as it was signed.
    private func reason(_ change: SignOffChange, of item: ItemChange) -> [DiffLine.Part] {
        guard var reason = change.reason, let signOff = change.after else { return [] }
        let text = reason.text
        reason.text = nil
        var parts: [[DiffLine.Part]] = []
        if let text {
            // What was current in the base was signed as it says there: that it says something else is told already.
            let isTold = change.kind == .madeStale && item.changes(.reworded)
            let words = WordChange(from: text.before, to: text.after)
            parts.append(isTold ? [.words("the item was reworded")] : [.change(words)])
        }
        if text == nil || !reason.isElsewhere {
            parts += SignOffWords(report: head).lines(reason).map { [.content($0)] }
        }
        let opening = change.kind == .madeStale ? ": " : "; it changed after that: "
        return [.words(opening)] + parts.joined(separator: [.words("; ")]) + [.comparison(signOff.commit, head.commit)]
    }
}
