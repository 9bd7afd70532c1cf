import Checklists

/// The events of all items, grouped by the commit that made them, newest first.
struct ChangeLog {
    /// An item of the report, or one that was removed: places in the report's arrays.
    enum Subject: Hashable {
        case item(checklist: Int, item: Int)
        case removed(Int)
    }

    /// What one commit did to items.
    struct Entry {
        var commit: CommitID
        /// In the order people care for; each item once for a kind.
        var changes: [(kind: Event.Kind, subjects: [Subject])]
        /// nil for what is not committed yet.
        var day: Day?
        /// The commit's own date cannot be: `day` is that of its place in history.
        var isMisdated: Bool
    }

    /// In the order of ancestry, newest first.
    private(set) var entries: [Entry] = []

    /// Newest day first, what is not committed before all; every day once, its entries in the order of ancestry.
    var days: [(day: Day?, entries: [Entry])] {
        let groups = Dictionary(grouping: entries, by: \.day)
        let days = groups.keys.sorted { first, second in
            guard let second else { return false }
            return first.map { $0 > second } ?? true
        }
        return days.map { ($0, groups[$0] ?? []) }
    }

    /// What is told first.
    private static let kinds: [Event.Kind] = [
        .completed, .signedOff, .reopened, .revoked, .added, .reworded, .moved, .renamed, .excluded, .included,
        .amended,
        .removed,
    ]

    init(_ report: Report) {
        var byCommit: [CommitID: [Event.Kind: [Subject]]] = [:]
        func note(_ kind: Event.Kind, in commit: CommitID, of subject: Subject) {
            guard byCommit[commit]?[kind]?.last != subject else { return }
            byCommit[commit, default: [:]][kind, default: []].append(subject)
        }
        func note(_ life: ItemLife, _ signOffs: [SignOff], of subject: Subject) {
            for entry in report.timeline(life, signOffs) {
                switch entry {
                // A ticked or unticked box that signed or revoked nothing is in the item's own history.
                case .event(let event) where event.kind == .signedOff || event.kind == .revoked: continue
                case .event(let event): note(event.kind, in: event.commit, of: subject)
                case .signOff(let signOff): if signOff.counts { note(.signedOff, in: signOff.commit, of: subject) }
                case .revocation(_, let commit): note(.revoked, in: commit, of: subject)
                }
            }
        }
        for (checklistIndex, checklist) in report.checklists.enumerated() {
            for (itemIndex, item) in checklist.items.enumerated() {
                note(item.life, item.signOffs, of: .item(checklist: checklistIndex, item: itemIndex))
            }
        }
        for (index, item) in report.removedItems.enumerated() { note(item.life, item.signOffs, of: .removed(index)) }

        // What is not committed yet comes after every commit.
        let dates = CommitDays(report.commits)
        let places = byCommit.keys.map { (order: report.commits[$0]?.order ?? Int.max, commit: $0) }
        entries = places.sorted { ($0.order, $0.commit) > ($1.order, $1.commit) }.map { place in
            let changes = byCommit[place.commit] ?? [:]
            return Entry(
                commit: place.commit, changes: Self.kinds.compactMap { kind in changes[kind].map { (kind, $0) } },
                day: dates.day(of: place.commit), isMisdated: dates.isMisdated(place.commit))
        }
    }
}

/// The newest changes with every item named once, at what was done to it last.
struct LatestChanges {
    /// An entry with the items that no newer one has.
    struct Entry {
        var entry: ChangeLog.Entry
        /// As the entry's own, without the items that stand above.
        var named: [(kind: Event.Kind, subjects: [ChangeLog.Subject])]
    }

    private(set) var entries: [Entry] = []
    /// How many older commits changed an item, too: all of them, told of here or not.
    private(set) var earlier: [ChangeLog.Subject: Int] = [:]

    /// - Parameter count: how many entries at most. Commits that only changed what stands above take no place.
    init(_ log: ChangeLog, _ count: Int) {
        var told: Set<ChangeLog.Subject> = []
        for entry in log.days.lazy.flatMap(\.entries) {
            for subject in Set(entry.changes.flatMap(\.subjects)) { earlier[subject, default: -1] += 1 }
            guard entries.count < count else { continue }
            let named = entry.changes.map { change in
                (change.kind, change.subjects.filter { told.insert($0).inserted })
            }.filter { !$0.1.isEmpty }
            if !named.isEmpty { entries.append(Entry(entry: entry, named: named)) }
        }
    }
}

/// One entry of the change log for people.
struct ChangeComponent {
    let pages: Pages
    /// The sentence on a commit: with its day, or to stand under the day's heading.
    let line: Phrase
    /// How many items of one kind are named.
    let maximumItems: Int
    /// How often an item was changed before, where that is told.
    var earlier: [ChangeLog.Subject: Int] = [:]

    private var words: Words { pages.words }

    /// - Parameters:
    ///   - id: where links to the commit lead.
    ///   - named: the items that are named, if not all are.
    func render(
        _ entry: ChangeLog.Entry, id: String? = nil,
        named: [(kind: Event.Kind, subjects: [ChangeLog.Subject])]? = nil
    ) -> HTML {
        let named = named ?? entry.changes
        let checklists = checklists(of: entry)
        let sayChecklists = checklists.count > 1
        return li(id.map(Attribute.id)) {
            p { sentence(entry) }
            if !sayChecklists, let checklist = checklists.first { p(.class("label")) { inChecklist(checklist) } }
            if entry.isMisdated, let record = pages.report.commits[entry.commit] {
                p(.class("label")) { words.clock([.day: HTML(words.day(record.committedAt.localDay))]) }
            }
            if entry.changes.count == 1, let change = named.first {
                ul { subjects(change.subjects, sayChecklists: sayChecklists) }
            } else {
                for change in named {
                    p(.class("label")) { words.events.labels[change.kind] }
                    ul { subjects(change.subjects, sayChecklists: sayChecklists) }
                }
            }
        }
    }

    /// Those whose items are changed: none where the project has but one. Removed items say their file.
    private func checklists(of entry: ChangeLog.Entry) -> Set<Int> {
        guard pages.report.checklists.count > 1 else { return [] }
        return Set(
            entry.changes.lazy.flatMap(\.subjects).compactMap { subject in
                if case .item(let checklist, _) = subject { checklist } else { nil }
            })
    }

    private func sentence(_ entry: ChangeLog.Entry) -> HTML {
        let actions = words.list(
            entry.changes.map { change in
                words.events.actions[change.kind](change.subjects.count)([.count: pages.number(change.subjects.count)])
            })
        guard let commit = pages.telling(of: entry.commit) else {
            return words.changeUncommitted([.actions: actions])
        }
        return line([
            .day: entry.day.map { HTML(words.day($0)) } ?? commit.day, .person: commit.person, .actions: actions,
            .change: commit.change,
        ])
    }

    @HTMLBuilder private func subjects(_ subjects: [ChangeLog.Subject], sayChecklists: Bool) -> HTML {
        for subject in subjects.prefix(maximumItems) { li { told(subject, saysChecklist: sayChecklists) } }
        if subjects.count > maximumItems {
            li { words.andMore([.count: pages.number(subjects.count - maximumItems)]) }
        }
    }

    private func inChecklist(_ place: Int) -> HTML {
        words.inChecklist([.checklist: pages.title(of: pages.report.checklists[place])])
    }

    private func told(_ subject: ChangeLog.Subject, saysChecklist: Bool) -> HTML {
        let name = name(subject, saysChecklist: saysChecklist)
        guard let count = earlier[subject], count > 0 else { return name }
        return HTML {
            name
            " "
            span(.class("label")) { words.earlierChanges(count)([.count: pages.number(count)]) }
        }
    }

    private func name(_ subject: ChangeLog.Subject, saysChecklist: Bool) -> HTML {
        switch subject {
        case .item(let checklist, let item):
            let item = pages.report.checklists[checklist].items[item]
            let title = pages.title(of: item, upTo: 160, linkedTo: pages.address(of: item))
            guard saysChecklist else { return title }
            return HTML {
                title
                " "
                span(.class("label")) { inChecklist(checklist) }
            }
        case .removed(let index):
            let item = pages.report.removedItems[index]
            return words.formerlyIn([
                .title: bdi { pages.named(shortened(item.state.title, to: 160)) }, .from: bdi { item.path },
            ])
        }
    }
}
