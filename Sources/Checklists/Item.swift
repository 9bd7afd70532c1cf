/// An item as one commit has it: what its lines say, and nothing of its history.
package struct ItemState: Hashable, Sendable {
    /// The explicit id (`{#id}`), if it has one.
    package var id: String?
    /// 1-based line of the item's marker in its file, front matter counted.
    package var line: Int
    /// The headings above the item, outermost first, as plain text.
    package var section: [String]
    /// 0 for an item that is in no other task item.
    package var depth: Int
    /// The first paragraph as plain text: what people call the item. White space is collapsed.
    package var title: String
    /// The first line of the title as plain text: lines may be added to it.
    package var firstLine: String
    /// All text of the item but nested items, fields and sign-off boxes, as plain text, white space collapsed.
    package var text: String
    package var isChecked: Bool
    /// The whole text is struck through: not applicable.
    package var isExcluded: Bool
    /// Effective fields: the item's own, else the front matter's.
    package var fields: ItemFields
    /// 1-based lines of the child bullets that are fields or sign-off boxes, so not part of the text.
    package var fieldLines: [Int]

    package init(
        id: String?, line: Int, section: [String], depth: Int, title: String, firstLine: String? = nil, text: String,
        isChecked: Bool, isExcluded: Bool, fields: ItemFields, fieldLines: [Int]
    ) {
        self.id = id
        self.line = line
        self.section = section
        self.depth = depth
        self.title = title
        self.firstLine = firstLine ?? title
        self.text = text
        self.isChecked = isChecked
        self.isExcluded = isExcluded
        self.fields = fields
        self.fieldLines = fieldLines
    }
}

/// What the child bullets `Owner:`, `Due:`, `Output:`, `Sign-off:`, `Reason:` and `Note:` say.
package struct ItemFields: Hashable, Sendable {
    package var owner: String?
    package var due: Day?
    package var reason: String?
    package var note: String?
    package var outputs: [Output]
    /// Roles whose sign-off the item asks for, in the order of the file, each once.
    package var asked: [String]
    /// Sign-off boxes, a part of `asked`: role and whether ticked.
    package var boxes: [SignOffBox]

    package init(
        owner: String? = nil, due: Day? = nil, reason: String? = nil, note: String? = nil, outputs: [Output] = [],
        asked: [String] = [], boxes: [SignOffBox] = []
    ) {
        self.owner = owner
        self.due = due
        self.reason = reason
        self.note = note
        self.outputs = outputs
        self.asked = asked
        self.boxes = boxes
    }
}

/// A task item directly under `Sign-off:` that begins with a declared role.
package struct SignOffBox: Hashable, Sendable {
    package var role: String
    package var isChecked: Bool
    /// 1-based line in the file.
    package var line: Int

    package init(role: String, isChecked: Bool, line: Int) {
        self.role = role
        self.isChecked = isChecked
        self.line = line
    }
}

/// A documented output of an item: a file of the repository, or a link to somewhere else. Exactly one of `path` and `url` is set.
package struct Output: Hashable, Sendable {
    /// The words of the link; the path or URL where there are none.
    package var title: String
    /// Path from the repository's root, `/` between names. It may name a file that does not exist.
    package var path: String?
    package var url: String?
    /// The blob at `path` in the report's commit: hexadecimal; nil for a URL, a folder or a missing file.
    package var blob: String?

    package init(title: String, path: String? = nil, url: String? = nil, blob: String? = nil) {
        self.title = title
        self.path = path
        self.url = url
        self.blob = blob
    }
}

/// What an item is now. The order is that of the data contract's `summary`.
package enum Status: String, Hashable, Sendable, CaseIterable {
    case open, done, changed, awaiting
    case signedOff = "signed-off"
    case notApplicable = "not-applicable"

    /// Word for people, in English.
    package var word: String {
        switch self {
        case .open: "Open"
        case .done: "Done"
        case .changed: "Changed since sign-off"
        case .awaiting: "Awaiting sign-off"
        case .signedOff: "Signed off"
        case .notApplicable: "Not applicable"
        }
    }

    /// Shape for people, so that nothing depends on colour.
    package var symbol: String {
        switch self {
        case .open: "○"
        case .done: "●"
        case .changed: "△"
        case .awaiting: "◐"
        case .signedOff: "✓"
        case .notApplicable: "–"
        }
    }
}

extension Status {
    /// Whether a due day in the past matters.
    package var canBeOverdue: Bool { self == .open || self == .awaiting || self == .changed }
}

/// An item of the report: its state, its life, and what follows from both.
package struct Item: Sendable {
    /// Unique in the project: the id, else `path#slug`.
    package var key: String
    /// The part of `key` that is unique in the file, for anchors.
    package var anchor: String
    package var path: String
    package var state: ItemState
    package var life: ItemLife
    package var status: Status
    package var isOverdue: Bool
    /// Every attempt to sign the item off, by role, then oldest first.
    package var signOffs: [SignOff]
    /// In the order in which the item asks.
    package var missingSignOffs: [MissingSignOff]
    /// What else there is to say of its sign-offs.
    package var signOffFindings: [SignOffFinding]
    /// What a sign-off made now would cover; nil where nothing is to be said of sign-offs.
    package var covered: Coverage?

    package init(
        key: String, anchor: String, path: String, state: ItemState, life: ItemLife, status: Status, isOverdue: Bool,
        signOffs: [SignOff] = [], missingSignOffs: [MissingSignOff] = [], signOffFindings: [SignOffFinding] = []
    ) {
        self.key = key
        self.anchor = anchor
        self.path = path
        self.state = state
        self.life = life
        self.status = status
        self.isOverdue = isOverdue
        self.signOffs = signOffs
        self.missingSignOffs = missingSignOffs
        self.signOffFindings = signOffFindings
    }
}
