/// What is different between two reports on one project: items, their sign-offs, and alarms.
///
/// The comparison is net: what was done and undone on the way is not told. Who did it is told from the head's history.
package struct ReportChange: Sendable {
    /// How the sign-offs of the head were judged.
    package enum Judgement: String, Hashable, Sendable {
        /// The head as if it had been merged into the base, its ancestor: nothing in it appoints anyone for itself.
        case asPullRequest = "as-pull-request"
        /// Each side by its own history, whatever they have in common.
        case eachByItself = "each-by-itself"
    }

    package let base: Report
    package let head: Report
    package let judgement: Judgement
    /// Of items that differ: in the order of the head; what the head does not have comes at the end of its file.
    package let items: [ItemChange]
    package let alarms: [AlarmChange]

    package init(from base: Report, to head: Report, judgement: Judgement) {
        self.base = base
        self.head = head
        self.judgement = judgement
        items = Self.items(from: base, to: head)
        alarms = Self.alarms(from: Register(base), to: Register(head))
    }

    package var isEmpty: Bool { items.isEmpty && alarms.isEmpty }

    /// The two do not have the same roles, or people with the same roles and addresses.
    package var changesRoles: Bool { Appointments(base.rules) != Appointments(head.rules) }

    /// The two do not have the same roles, people, keys or policy, whatever their order.
    package var changesRules: Bool { RulesContent(base.rules) != RulesContent(head.rules) }

    /// How many items have a change of this kind. An item that was added ticked counts as `added` alone.
    package func count(of kind: Event.Kind) -> Int {
        items.count { item in item.changes(kind) && (kind == .added || !item.isAdded) }
    }

    package func count(of kind: SignOffChange.Kind) -> Int {
        items.reduce(0) { sum, item in sum + item.signOffs.count { $0.kind == kind } }
    }

    private static func items(from base: Report, to head: Report) -> [ItemChange] {
        let pairs = ItemPairs(base: base, head: head)
        let (removed, removedBefore) = (RemovedItems(head), RemovedItems(base))
        var changes: [ItemChange] = []
        func note(_ before: Item?, _ after: Item?, _ changed: [NetChange], past: RemovedItem?, over: RemovedItem?) {
            let comparison = SignOffComparison(
                base: before, head: after, past: past?.signOffs ?? [], over: over?.signOffs ?? [], report: head)
            let change = ItemChange(
                before: before, after: after, isRestored: before == nil && past != nil,
                isLost: after == nil && over == nil && head.history.isComplete, changes: changed,
                completion: CompletionChange(from: before, of: base, to: after, of: head), signOffs: comparison.changes)
            if !change.isEmpty { changes.append(change) }
        }
        for pair in pairs.pairs {
            note(
                pair.base, pair.head, StateComparison(before: pair.base, after: pair.head).changes,
                past: removedBefore.ofSameLife(as: pair.head), over: removed.ofSameLife(as: pair.base))
        }
        for item in pairs.added { note(nil, item, item.arrival, past: removedBefore.ofSameLife(as: item), over: nil) }
        for item in pairs.removed {
            let over = removed.same(as: item)
            let commit = over?.life.events.last { $0.kind == .removed }?.commit
            note(item, nil, [NetChange(.removed, commits: [commit].compactMap(\.self))], past: nil, over: over)
        }
        return changes.inOrder(of: head, base)
    }
}

/// What became of the alarm of one commit.
package struct AlarmChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case raised
        /// `policy.acknowledged` lists it now.
        case acknowledged
        /// `policy.acknowledged` lists it no more.
        case reopened
        /// Its commit is not in the history any more.
        case gone
    }

    package var kind: Kind
    /// As the head has it, else as the base had it.
    package var alarm: Register.Alarm
}

extension ReportChange {
    private static func alarms(from base: Register, to head: Register) -> [AlarmChange] {
        var changes: [AlarmChange] = []
        for alarm in head.alarms {
            let before = base.alarms.first { $0.commit == alarm.commit }
            switch (before?.acknowledgement, alarm.acknowledgement) {
            case _ where before == nil: changes.append(AlarmChange(kind: .raised, alarm: alarm))
            case (nil, _?): changes.append(AlarmChange(kind: .acknowledged, alarm: alarm))
            case (_?, nil): changes.append(AlarmChange(kind: .reopened, alarm: alarm))
            default: continue
            }
        }
        let known = Set(head.alarms.map(\.commit))
        return changes + base.alarms.filter { !known.contains($0.commit) }.map { AlarmChange(kind: .gone, alarm: $0) }
    }
}

/// Who holds which role, under which addresses.
private struct Appointments: Equatable {
    private struct Holder: Hashable {
        let key: String
        let emails: Set<String>
        let roles: Set<RoleTerm>
    }

    private let roles: Set<String>
    private let holders: Set<Holder>

    init(_ rules: Rules?) {
        roles = Set(rules?.roles.map(\.key) ?? [])
        holders = Set(
            (rules?.people ?? []).map { Holder(key: $0.key, emails: Set($0.emails), roles: Set($0.roles)) })
    }
}

/// All that rules say.
private struct RulesContent: Equatable {
    private let roles: Set<Role>
    private let people: Set<Person>
    private let policy: Policy
    private let forgeKeys: Set<PublicKey>

    init(_ rules: Rules?) {
        let rules = rules ?? Rules()
        (roles, people) = (Set(rules.roles), Set(rules.people))
        (policy, forgeKeys) = (rules.policy, Set(rules.forgeKeys))
    }
}

/// The removed items of a report, to find the one that an item of another report became.
private struct RemovedItems {
    private var byBirth: [ItemBirth: RemovedItem] = [:]
    private var byID: [String: RemovedItem] = [:]
    private var byText: [[String]: RemovedItem] = [:]

    init(_ report: Report) {
        for item in report.removedItems.reversed() {
            for birth in item.life.births { byBirth[birth] = item }
            if let id = item.state.id { byID[id] = item }
            byText[[item.path] + item.state.section + [item.state.text]] = item
        }
    }

    func ofSameLife(as item: Item) -> RemovedItem? { item.life.births.lazy.compactMap { byBirth[$0] }.first }

    /// As `ItemPairs` recognises items whose history was rewritten.
    func same(as item: Item) -> RemovedItem? {
        ofSameLife(as: item) ?? item.state.id.flatMap { byID[$0] }
            ?? byText[[item.path] + item.state.section + [item.state.text]]
    }
}

extension Item {
    /// What there is to say of an item that was not there before: where it comes from, and who ticked it.
    fileprivate var arrival: [NetChange] {
        // An item that came back has been added more than once.
        let last = life.events.last { $0.kind == .added }
        var changes = [NetChange(.added, commits: [last?.commit].compactMap(\.self))]
        if let completion = life.completion {
            changes.append(
                NetChange(
                    .completed, commits: [completion.commit].compactMap(\.self), isInferred: completion.isInferred))
        }
        return changes
    }
}

extension [ItemChange] {
    /// By the files of the head, then those that only the base has; what is there before what is not.
    fileprivate func inOrder(of head: Report, _ base: Report) -> [ItemChange] {
        var files: [String: Int] = [:]
        for path in (head.checklists + base.checklists).map(\.path) where files[path] == nil {
            files[path] = files.count
        }
        func place(_ index: Int) -> (Int, Int, Int, Int) {
            let change = self[index]
            return (files[change.path] ?? .max, change.isRemoved ? 1 : 0, change.state?.line ?? 0, index)
        }
        return indices.map(place).sorted(by: <).map { self[$0.3] }
    }
}
