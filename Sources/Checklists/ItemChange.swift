/// What several commits together did to one attribute of one item: the net of their events.
package struct NetChange: Hashable, Sendable {
    /// Which attribute a `moved` or `amended` change is about.
    package enum Attribute: String, Hashable, Sendable, CaseIterable {
        case file, section, owner, due, outputs
        case signOff = "sign-off"
        case reason, note
    }

    /// As of events; `signed-off` and `revoked` are told by `SignOffChange`.
    package var kind: Event.Kind
    package var attribute: Attribute?
    package var from: String?
    package var to: String?
    /// The commits that had a part in it, oldest first. Empty where none is known: a merge took another side, history is
    /// truncated, or there are no events of such things.
    package var commits: [CommitID]
    /// The item was recognised by likeness on the way.
    package var isInferred: Bool

    package init(
        _ kind: Event.Kind, _ attribute: Attribute? = nil, from: String? = nil, to: String? = nil,
        commits: [CommitID] = [], isInferred: Bool = false
    ) {
        self.kind = kind
        self.attribute = attribute
        self.from = from
        self.to = to
        self.commits = commits
        self.isInferred = isInferred
    }
}

/// Somebody else completed an item that is ticked on both sides.
package struct CompletionChange: Hashable, Sendable {
    package let before: CommitID
    package let after: CommitID
    /// The history of the head does not know of the earlier completion.
    package let isRewritten: Bool

    init?(from before: Item?, of base: Report, to after: Item?, of head: Report) {
        guard let before, let after, before.state.isChecked, after.state.isChecked,
            let old = before.life.completion?.commit, let new = after.life.completion?.commit, old != new,
            let earlier = base.commits[old]?.author, let author = head.commits[new]?.author
        else { return nil }
        let isSamePerson = author.person != nil && author.person == earlier.person
        if isSamePerson || MailAddress(author.rawEmail) == MailAddress(earlier.rawEmail) { return nil }
        (self.before, self.after) = (old, new)
        isRewritten = !after.life.events.contains { $0.commit == old }
    }
}

/// What is different about one item. It is there before, after, or both.
package struct ItemChange: Sendable {
    package let before: Item?
    package let after: Item?
    /// It was removed before the base, and is there again.
    package let isRestored: Bool
    /// It is no longer among the items, and the head's whole history has no removal of it: another history, or its file is
    /// not read any more.
    package let isLost: Bool
    /// Attribute by attribute; of an added item `added` and, if it is ticked, `completed`; of a removed one `removed`.
    package let changes: [NetChange]
    package let completion: CompletionChange?
    package let signOffs: [SignOffChange]

    init(
        before: Item?, after: Item?, isRestored: Bool = false, isLost: Bool = false, changes: [NetChange],
        completion: CompletionChange? = nil, signOffs: [SignOffChange]
    ) {
        self.before = before
        self.after = after
        self.isRestored = isRestored
        self.isLost = isLost
        self.changes = changes
        self.completion = completion
        self.signOffs = signOffs
    }

    /// As it is called after; a removed one as it was called before.
    package var key: String { after?.key ?? before?.key ?? "" }
    /// The file it is in, or was in.
    package var path: String { after?.path ?? before?.path ?? "" }
    /// As it says after; a removed one as it said before.
    package var state: ItemState? { after?.state ?? before?.state }

    package var isAdded: Bool { before == nil }
    package var isRemoved: Bool { after == nil }

    /// Roles whose sign-off an item that is still there asks no more, in the order in which it asked.
    package var droppedRoles: [String] {
        guard let before, let after else { return [] }
        return before.state.fields.asked.filter { !after.state.fields.asked.contains($0) }
    }

    /// The role was signed, and what was signed was there, when the item asked for it no more.
    package func wasSigned(_ role: String) -> SignOff? {
        before?.takenSignOffs[role].flatMap { $0.stands ? $0 : nil }
    }

    package func changes(_ kind: Event.Kind) -> Bool { changes.contains { $0.kind == kind } }

    var isEmpty: Bool {
        changes.isEmpty && completion == nil && signOffs.isEmpty && before?.status == after?.status
    }
}

/// Finds the changes of the attributes of one item that is on both sides.
struct StateComparison {
    let before: Item
    let after: Item

    var changes: [NetChange] {
        let (old, new) = (before.state, after.state)
        var changes: [NetChange] = []
        func note(_ kind: Event.Kind, _ attribute: NetChange.Attribute?, _ from: String?, _ to: String?) {
            if from != to { changes.append(change(kind, attribute, from: from, to: to)) }
        }
        note(.moved, .file, before.path, after.path)
        note(.moved, .section, old.sectionName, new.sectionName)
        note(.renamed, nil, old.id, new.id)
        note(.reworded, nil, old.text, new.text)
        if old.isExcluded != new.isExcluded { changes.append(change(new.isExcluded ? .excluded : .included)) }
        note(.amended, .owner, old.fields.owner, new.fields.owner)
        note(.amended, .due, old.fields.due?.description, new.fields.due?.description)
        note(.amended, .outputs, old.fields.outputNames, new.fields.outputNames)
        note(.amended, .signOff, old.fields.askedNames, new.fields.askedNames)
        note(.amended, .reason, old.fields.reason, new.fields.reason)
        note(.amended, .note, old.fields.note, new.fields.note)
        if old.isChecked != new.isChecked { changes.append(new.isChecked ? completion : change(.reopened)) }
        return changes
    }

    /// Who ticked it is what its completion says, however often it went back and forth.
    private var completion: NetChange {
        guard let completion = after.life.completion else { return change(.completed) }
        return NetChange(
            .completed, commits: [completion.commit].compactMap(\.self), isInferred: completion.isInferred)
    }

    private func change(
        _ kind: Event.Kind, _ attribute: NetChange.Attribute? = nil, from: String? = nil, to: String? = nil
    ) -> NetChange {
        let known = Set(before.life.events.map(Occurrence.init))
        let events = after.life.events.filter {
            $0.kind == kind && $0.attribute?.rawValue == attribute?.rawValue && !known.contains(Occurrence($0))
        }
        return NetChange(
            kind, attribute, from: from, to: to, commits: events.map(\.commit),
            isInferred: events.contains(where: \.isInferred))
    }
}

/// An event by what makes it the same in two reports.
private struct Occurrence: Hashable {
    let kind: Event.Kind
    let attribute: Event.Attribute?
    let commit: CommitID

    init(_ event: Event) { (kind, attribute, commit) = (event.kind, event.attribute, event.commit) }
}

extension ItemState {
    fileprivate var sectionName: String? { section.isEmpty ? nil : section.joined(separator: " › ") }
}

extension ItemFields {
    fileprivate var outputNames: String? {
        outputs.isEmpty ? nil : outputs.compactMap { $0.path ?? $0.url }.joined(separator: ", ")
    }

    fileprivate var askedNames: String? { asked.isEmpty ? nil : asked.joined(separator: ", ") }
}
