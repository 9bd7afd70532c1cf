import Checklists
import Git

/// The identity of an item through history. Versions of files point to the lives of their items.
///
/// Two lives become one when a merge shows that they were the same item all along (added on both sides).
final class Life {
    /// An event, its commit as a position in the graph. `order` keeps several events of one commit apart.
    struct Event {
        var kind: Checklists.Event.Kind
        var commit: CommitGraph.Index
        var attribute: Checklists.Event.Attribute?
        var from: String?
        var to: String?
        var isInferred: Bool
    }

    /// Where an item was seen for the first time: its place among the items of a file, in the commit that has it first.
    struct Birth {
        let commit: CommitGraph.Index
        let path: [UInt8]
        let item: Int
    }

    private var absorbedBy: Life?
    private var ownBirths: [Birth] = []
    private var ownEvents: [Event] = []
    private var ownSignings: [Signing] = []
    private var ownAsked: Set<String> = []

    /// The life this one became part of; itself otherwise.
    var canonical: Life {
        var life = self
        while let next = life.absorbedBy { life = next }
        return life
    }

    /// Several of an item that was added on both sides of a merge.
    var births: [Birth] { canonical.ownBirths }

    func record(_ birth: Birth) { canonical.ownBirths.append(birth) }

    /// In the order of ancestry.
    var events: [Event] { canonical.ownEvents }

    func record(_ event: Event) { canonical.ownEvents.append(event) }

    /// By what it may have been signed off, in the order of ancestry.
    var signings: [Signing] { canonical.ownSignings }

    func record(_ signing: Signing) { canonical.ownSignings.append(signing) }

    /// Roles that it asked for at any time.
    var everAsked: Set<String> { canonical.ownAsked }

    func noteAsked(_ roles: [String]) { canonical.ownAsked.formUnion(roles) }

    /// A life of its own with the same past, but for sign-offs: one is of one item.
    func copy() -> Life {
        let copy = Life()
        copy.ownBirths = births
        copy.ownEvents = events
        copy.ownAsked = everAsked
        return copy
    }

    /// The last that is known is that the item was removed.
    var isOver: Bool { events.last { $0.kind == .added || $0.kind == .removed }?.kind == .removed }

    /// Makes `other` part of this life.
    func absorb(_ other: Life) {
        let (one, two) = (canonical, other.canonical)
        guard one !== two else { return }
        // Both lists are in order; a stable sort keeps the events of one commit as they were recorded.
        let all = one.ownEvents + two.ownEvents
        one.ownEvents = all.enumerated()
            .sorted { ($0.element.commit, $0.offset) < ($1.element.commit, $1.offset) }
            .map(\.element)
        two.ownEvents = []
        one.ownBirths += two.ownBirths
        two.ownBirths = []
        if !two.ownSignings.isEmpty {
            let signings = one.ownSignings + two.ownSignings
            one.ownSignings = signings.enumerated()
                .sorted { ($0.element.commit, $0.offset) < ($1.element.commit, $1.offset) }
                .map(\.element)
            two.ownSignings = []
        }
        one.ownAsked.formUnion(two.ownAsked)
        two.absorbedBy = one
    }
}

/// The commits that ticked something which is ticked since, each once: one, or several where a merge joined sides that each
/// did. nil: from before the history that this clone holds.
typealias TickSources = [CommitGraph.Index?]

/// Where an item's tick comes from.
struct Tick {
    /// The first side's; nil: from before the history that this clone holds.
    var commit: CommitGraph.Index?
    var isBorn: Bool
    /// Carried across at least one match by likeness.
    var isInferred: Bool
    /// Those of the other sides.
    private var others: TickSources = []

    init(commit: CommitGraph.Index?, isBorn: Bool, isInferred: Bool) {
        (self.commit, self.isBorn, self.isInferred) = (commit, isBorn, isInferred)
    }

    var sources: TickSources { [commit] + others }

    mutating func join(_ other: Tick) {
        for source in other.sources where source != commit && !others.contains(source) { others.append(source) }
    }

    static let unknown = Tick(commit: nil, isBorn: false, isInferred: false)
}

/// One version of a Markdown file in history, with the lives of its items.
final class FileVersion {
    enum Content {
        /// Not read yet; only while its commit is being looked at.
        case pending
        /// Its blob is not in this clone.
        case unknown
        case known(ChecklistFile)
    }

    var content: Content = .pending
    /// The roles it was read with.
    var roles: [String] = []
    /// For each item of the file.
    var lives: [Life] = []
    /// For each item of the file; nil where it is not ticked.
    var ticks: [Tick?] = []
    /// For items with sign-off boxes, by their place in the file: where the ticks of the roles' boxes come from.
    var boxTicks: [Int: [String: TickSources]] = [:]

    /// Where in the file the items with an id are. Asked for when the file has been read.
    private(set) lazy var itemsByID: [String: [Int]] = Dictionary(
        grouping: file.items.indices.filter { file.items[$0].key.id != nil }
    ) { file.items[$0].key.id ?? "" }

    var isKnown: Bool { if case .known = content { true } else { false } }

    /// What the file says; empty when that is not known.
    var file: ChecklistFile { if case .known(let file) = content { file } else { .empty } }
}
