/// One line of an item's life, with sign-offs in the places of the commits that made them.
package enum TimelineEntry: Hashable, Sendable {
    case event(Event)
    case signOff(SignOff)
    /// The role's sign-offs ended here because somebody took them back.
    case revocation(role: String, commit: CommitID)
}

extension Report {
    /// An item's events and sign-offs, oldest first.
    ///
    /// A ticked box is an event like any tick; whether it signs anything is known by the sign-off it made, which is told
    /// instead of it.
    package func timeline(_ life: ItemLife, _ signOffs: [SignOff]) -> [TimelineEntry] {
        let signOffs = signOffs.acts
        var told: Set<SignOff> = []
        var entries: [TimelineEntry] = []
        for event in life.events {
            let role = event.to ?? event.from
            switch event.kind {
            case .signedOff:
                let made = signOffs.filter { $0.commit == event.commit && $0.role == role }
                told.formUnion(made)
                entries += made.isEmpty ? [.event(event)] : made.map(TimelineEntry.signOff)
            case .revoked:
                let ended = role.flatMap { role in
                    signOffs.contains { $0.isRevoked(in: event.commit, role) } ? role : nil
                }
                entries.append(ended.map { .revocation(role: $0, commit: event.commit) } ?? .event(event))
            default: entries.append(.event(event))
            }
        }
        for signOff in signOffs where !told.contains(signOff) { insert(.signOff(signOff), into: &entries) }
        for signOff in signOffs {
            guard let end = signOff.end, end.reason == .revoked, let commit = end.commit else { continue }
            let revocation = TimelineEntry.revocation(role: signOff.role, commit: commit)
            if !entries.contains(revocation) { insert(revocation, into: &entries) }
        }
        return entries
    }

    /// After everything that did not happen later.
    private func insert(_ entry: TimelineEntry, into entries: inout [TimelineEntry]) {
        let order = order(of: entry)
        let index = entries.lastIndex { self.order(of: $0) <= order }.map { $0 + 1 } ?? 0
        entries.insert(entry, at: index)
    }

    /// What is not committed yet comes after every commit.
    private func order(of entry: TimelineEntry) -> Int { commits[entry.commit]?.order ?? .max }
}

extension TimelineEntry {
    package var commit: CommitID {
        switch self {
        case .event(let event): event.commit
        case .signOff(let signOff): signOff.commit
        case .revocation(_, let commit): commit
        }
    }
}

extension SignOff {
    fileprivate func isRevoked(in commit: CommitID, _ role: String) -> Bool {
        self.role == role && end == End(commit: commit, reason: .revoked)
    }
}
