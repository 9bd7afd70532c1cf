import Checklists
import Git

/// Compares one item with what it was in every parent and records the events, attribute by attribute.
struct ItemRecorder {
    let commit: CommitGraph.Index
    let item: ReadItem
    /// Of its file, as git has it.
    let path: [UInt8]
    /// Of its file.
    let version: FileVersion
    /// In the order of the parents; parents that do not have the item are left out.
    let origins: [HistoryStep.Origin]
    /// Of some parent it is not known whether or how it has the item.
    let isBeforeUnknown: Bool
    /// The life that goes on here though no parent has it: of an item removed earlier, or a copy of one given away already.
    var restored: Life?

    init(
        commit: CommitGraph.Index, item: ReadItem, path: [UInt8], version: FileVersion,
        origins: [HistoryStep.Origin], isBeforeUnknown: Bool
    ) {
        self.commit = commit
        self.item = item
        self.path = path
        self.version = version
        self.origins = origins
        self.isBeforeUnknown = isBeforeUnknown
    }

    var state: ItemState { item.state }

    /// The item's life, what the commit did recorded in it, and where its tick comes from.
    func record() -> (Life, Tick?) {
        let (life, tick) = recordEvents()
        guard !state.fields.asked.isEmpty else { return (life, tick) }
        life.noteAsked(state.fields.asked)
        for signing in signings(tick) { life.record(signing) }
        return (life, tick)
    }

    private func recordEvents() -> (Life, Tick?) {
        guard let first = origins.first else {
            let life = restored ?? Life()
            guard !isBeforeUnknown else { return (life, state.isChecked ? .unknown : nil) }
            life.record(event(.added))
            return (life, state.isChecked ? Tick(commit: commit, isBorn: true, isInferred: false) : nil)
        }
        let life = restored ?? first.life.canonical
        if restored == nil {
            for origin in origins.dropFirst() { life.absorb(origin.life) }
        }
        if !isBeforeUnknown {
            for event in changes(since: first) { life.record(event) }
        }
        return (life, tick)
    }

    private var tick: Tick? {
        guard state.isChecked else { return nil }
        let ticked = origins.filter(\.state.isChecked)
        if let origin = ticked.first, var tick = origin.tick {
            tick.isInferred = tick.isInferred || origin.isInferred
            for other in ticked.dropFirst() { if let other = other.tick { tick.join(other) } }
            return tick
        }
        return isBeforeUnknown ? .unknown : Tick(commit: commit, isBorn: false, isInferred: false)
    }

    /// One event for each attribute whose value is that of no parent. What it was before is told of the first parent.
    private func changes(since first: HistoryStep.Origin) -> [Life.Event] {
        if origins.count == 1, first.file.path == path, first.read === item { return [] }
        let old = first.state
        if origins.count == 1, first.file.path == path, old.saysTheSame(as: state) { return [] }
        var events: [Life.Event] = []
        if differs({ $0.file.path }, from: path) {
            events.append(event(.moved, .file, from: first.file.pathText, to: TrackedFile.text(of: path)))
        }
        if differs({ $0.state.section }, from: state.section) {
            events.append(event(.moved, .section, from: old.sectionText, to: state.sectionText))
        }
        if differs({ $0.state.id }, from: state.id) { events.append(event(.renamed, from: old.id, to: state.id)) }
        if differs({ $0.state.text }, from: state.text) {
            events.append(event(.reworded, from: old.text, to: state.text))
        }
        if differs({ $0.state.isExcluded }, from: state.isExcluded) {
            events.append(event(state.isExcluded ? .excluded : .included))
        }
        events += amendments(since: old)
        if differs({ $0.state.isChecked }, from: state.isChecked) {
            events.append(event(state.isChecked ? .completed : .reopened))
        }
        for box in boxChanges {
            events.append(box.isTicked ? event(.signedOff, to: box.role) : event(.revoked, from: box.role))
        }
        return events
    }

    private func amendments(since old: ItemState) -> [Life.Event] {
        let attributes: [(Event.Attribute, (ItemFields) -> String?)] = [
            (.owner, \.owner), (.due, { $0.due?.description }), (.outputs, \.outputsText), (.signOff, \.askedText),
        ]
        return attributes.compactMap { attribute, value in
            guard differs({ value($0.state.fields) }, from: value(state.fields)) else { return nil }
            return event(.amended, attribute, from: value(old.fields), to: value(state.fields))
        }
    }

    private func differs<Value: Equatable>(_ value: (HistoryStep.Origin) -> Value, from now: Value) -> Bool {
        origins.allSatisfy { value($0) != now }
    }

    private func event(
        _ kind: Event.Kind, _ attribute: Event.Attribute? = nil, from: String? = nil, to: String? = nil
    ) -> Life.Event {
        Life.Event(
            kind: kind, commit: commit, attribute: attribute, from: from, to: to,
            isInferred: origins.first?.isInferred ?? false)
    }
}

extension ItemState {
    /// Equal in all that events are about: the usual case, and soon found.
    fileprivate func saysTheSame(as other: ItemState) -> Bool {
        isChecked == other.isChecked && isExcluded == other.isExcluded && id == other.id && text == other.text
            && section == other.section && fields == other.fields
    }

    /// The headings above the item as one text; nil where there is none.
    var sectionText: String? { section.isEmpty ? nil : section.joined(separator: " › ") }
}

extension ItemFields {
    fileprivate var outputsText: String? {
        outputs.isEmpty ? nil : outputs.compactMap { $0.path ?? $0.url }.joined(separator: ", ")
    }

    fileprivate var askedText: String? { asked.isEmpty ? nil : asked.joined(separator: ", ") }
}
