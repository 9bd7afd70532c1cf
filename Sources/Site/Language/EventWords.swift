import Checklists

/// How events are told: one of an item's history as a phrase, and many of a commit summed up.
struct EventWords: Sendable, Decodable {
    let addedTicked, boxTicked, boxUnticked: Phrase
    private let added, completed, reopened, excluded, included, removed: Phrase
    private let reworded, rewordedOnly, moved, movedFile, movedSection: Phrase
    private let renamed, idGiven, idTaken, amended, amendedTo, amendedFrom, amendedOnly: Phrase
    private let attributes: Table<Event.Attribute, String>
    private let details: String
    /// What one commit did to so many items: "completed 2 items".
    let actions: Table<Event.Kind, Plural>
    /// What is written before a list of items that had the same happen to them.
    let labels: Table<Event.Kind, String>

    /// One event: "Completed by {person}".
    func callAsFunction(_ event: Event) -> Phrase {
        let hasFrom = event.from?.isEmpty == false
        let hasTo = event.to?.isEmpty == false
        return switch event.kind {
        case .added: added
        case .completed: completed
        case .reopened: reopened
        case .excluded: excluded
        case .included: included
        case .removed: removed
        case .reworded: hasFrom && hasTo ? reworded : rewordedOnly
        case .moved where hasFrom && hasTo: event.attribute == .section ? movedSection : movedFile
        case .moved: moved
        case .renamed: hasFrom ? (hasTo ? renamed : idTaken) : idGiven
        case .amended: hasFrom ? (hasTo ? amended : amendedFrom) : (hasTo ? amendedTo : amendedOnly)
        case .signedOff: boxTicked
        case .revoked: boxUnticked
        }
    }

    func attribute(_ attribute: Event.Attribute?) -> String { attribute.map { attributes[$0] } ?? details }
}
