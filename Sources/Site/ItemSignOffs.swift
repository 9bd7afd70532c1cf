import Checklists

/// The sign-offs that an item asks for: who made each, or why it is missing.
extension ItemComponent {
    private var telling: SignOffTelling { SignOffTelling(pages: pages) }

    /// Nothing for an item that asks for none.
    func signOffs(_ item: Item) -> HTML {
        let asked = item.state.fields.asked
        guard !asked.isEmpty else { return HTML() }
        let taken = item.takenSignOffs
        let waiting = item.missingSignOffs.filter { isOnlyAsked($0, of: item, taken) }.map(\.role)
        return HTML {
            dt { words.signOffs.field(asked.count).text() }
            if asked.count > 1, item.status != .open, item.missingSignOffs.count < asked.count {
                dd {
                    words.signOffs.standing([
                        .count: pages.number(item.signedCount), .items: pages.number(asked.count),
                    ])
                }
            }
            for role in asked where !waiting.contains(role) { dd { told(role, of: item, taken[role]) } }
            if !waiting.isEmpty {
                dd { words.signOffs.asks([.list: words.list(waiting.map(telling.role))]) }
            }
        }
    }

    /// Nobody expects it to be there yet.
    private func isOnlyAsked(_ missing: MissingSignOff, of item: Item, _ taken: [String: SignOff]) -> Bool {
        item.status == .open && missing.reason == .none && taken[missing.role] == nil
    }

    private func told(_ role: String, of item: Item, _ signOff: SignOff?) -> HTML {
        let missing = item.missingSignOffs.first { $0.role == role }
        return HTML {
            if let signOff {
                (missing == nil ? Icon.signedOff : Icon.changed).html
                telling.sentence(signOff, isStale: missing != nil)
                " "
                telling.proofSentence(signOff)
                if missing != nil {
                    changes(since: signOff, of: item)
                } else {
                    " "
                    telling.coverSentence(signOff)
                    if item.status == .open { " \(words.signOffs.openYet)" }
                }
            }
            if let missing, missing.reason != .changed || signOff == nil {
                if signOff == nil { Icon.awaiting.html }
                awaiting(missing, item)
            }
        }
    }

    private func awaiting(_ missing: MissingSignOff, _ item: Item) -> HTML {
        let phrase = item.status == .notApplicable ? words.signOffs.exclusionAwaiting : words.signOffs.awaiting
        return phrase([.role: telling.role(missing.role), .reason: HTML(words.signOffs.reason(missing.reason))])
    }

    private func changes(since signOff: SignOff, of item: Item) -> HTML {
        let parts = pages.report.change(since: signOff, of: item).map { telling.changes($0, since: signOff) } ?? []
        let link = telling.compare(signOff)
        guard !parts.isEmpty || link != nil else { return HTML() }
        return ul {
            for part in parts { li { part } }
            if let link { li { link } }
        }
    }

    // MARK: History

    /// "Signed off as dpo by A. Proven by: …. Revoked by B on …."
    func line(_ signOff: SignOff) -> HTML {
        let what = phrase(for: signOff)([
            .role: telling.role(signOff.role), .person: telling.signerName(signOff),
            .recorder: telling.recorder(signOff),
            .reason: HTML(signOff.failure.map(words.signOffs.failure) ?? ""),
        ])
        return HTML {
            line(what, signOff.commit)
            ". "
            telling.proofSentence(signOff)
            if signOff.counts, let end = signOff.end {
                " "
                telling.end(end)
                "."
            }
        }
    }

    private func phrase(for signOff: SignOff) -> Phrase {
        if !signOff.counts { return words.signOffs.historyAttempted }
        return signOff.evidence == .stated ? words.signOffs.historyRecorded : words.signOffs.historySigned
    }

    func line(revoking role: String, in commit: CommitID) -> HTML {
        let person = pages.telling(of: commit)?.person ?? HTML(words.unnamed)
        return line(words.signOffs.historyRevoked([.role: telling.role(role), .person: person]), commit)
    }

    private func line(_ what: HTML, _ id: CommitID) -> HTML {
        guard let commit = pages.telling(of: id) else {
            return words.eventOfCommit([.what: what, .commit: pages.commitName(id)])
        }
        let change = HTML {
            if let request = commit.pullRequest {
                request
                words.comma
            }
            commit.commit
        }
        return words.eventLine([.day: commit.day, .what: what, .change: change])
    }
}
