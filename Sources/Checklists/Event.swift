/// What one commit did to one attribute of one item.
///
/// An attribute has an event at a commit when its value differs from its value in every parent (the rule of `git blame`),
/// so a clean merge never makes one.
package struct Event: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case added, completed, reopened, reworded, moved, renamed, excluded, included, amended, removed
        case signedOff = "signed-off"
        case revoked
    }

    /// Which attribute a `moved` or `amended` event is about.
    package enum Attribute: String, Hashable, Sendable, CaseIterable {
        case file, section, owner, due, outputs
        case signOff = "sign-off"
    }

    package var kind: Kind
    package var commit: CommitID
    package var attribute: Attribute?
    /// Value before and after, as text; nil where the kind says it all.
    package var from: String?
    package var to: String?
    /// The item was recognised across this commit by likeness, not by id or exact text.
    package var isInferred: Bool

    package init(
        kind: Kind, commit: CommitID, attribute: Attribute? = nil, from: String? = nil, to: String? = nil,
        isInferred: Bool = false
    ) {
        self.kind = kind
        self.commit = commit
        self.attribute = attribute
        self.from = from
        self.to = to
        self.isInferred = isInferred
    }
}

/// The event that made an item ticked for the last time.
package struct Completion: Hashable, Sendable {
    /// nil when history is truncated before it.
    package var commit: CommitID?
    /// The item was already ticked when it was added.
    package var isBornTicked: Bool
    /// The item was recognised by likeness somewhere between this commit and the report's.
    package var isInferred: Bool

    package var isKnown: Bool { commit != nil }

    package init(commit: CommitID?, isBornTicked: Bool, isInferred: Bool) {
        self.commit = commit
        self.isBornTicked = isBornTicked
        self.isInferred = isInferred
    }
}

/// Where an item was seen for the first time. It tells which items of two reports are one.
package struct ItemBirth: Hashable, Sendable {
    package var commit: CommitID
    package var path: String
    /// 0-based place among the items of the file.
    package var place: Int

    package init(commit: CommitID, path: String, place: Int) {
        self.commit = commit
        self.path = path
        self.place = place
    }
}

/// The whole life of an item up to the report's commit.
package struct ItemLife: Hashable, Sendable {
    /// Several of an item that was added on both sides of a merge.
    package var births: [ItemBirth]
    /// Oldest first, in the order of ancestry, never of dates.
    package var events: [Event]
    /// nil for an item that is not ticked.
    package var completion: Completion?
    /// Ids the item had before, oldest first, each once.
    package var previousIDs: [String]

    package init(
        births: [ItemBirth] = [], events: [Event] = [], completion: Completion? = nil, previousIDs: [String] = []
    ) {
        self.births = births
        self.events = events
        self.completion = completion
        self.previousIDs = previousIDs
    }
}
