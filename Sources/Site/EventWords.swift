import Checklists

/// How events are told: one of an item's history as a phrase, and many of a commit summed up.
struct EventWords: Sendable {
    /// Events that are told without values.
    private let plain: [Event.Kind: Phrase] = [
        .added: "Added by {person}", .completed: "Completed by {person}", .reopened: "Reopened by {person}",
        .reworded: "Reworded by {person}", .moved: "Moved by {person}", .renamed: "Id changed by {person}",
        .excluded: "Marked as not applicable by {person}", .included: "Marked as applicable again by {person}",
        .amended: "{attribute} changed by {person}", .removed: "Removed by {person}",
        .signedOff: "Signed off by {person}", .revoked: "Sign-off revoked by {person}",
    ]
    let addedTicked: Phrase = "Added by {person}, already ticked"
    private let reworded: Phrase = "Reworded by {person} from “{from}” to “{to}”"
    private let movedFile: Phrase = "Moved by {person} from the file {from} to {to}"
    private let movedSection: Phrase = "Moved by {person} from the section “{from}” to “{to}”"
    private let renamed: Phrase = "Id changed by {person} from {from} to {to}"
    private let idGiven: Phrase = "Id {to} given by {person}"
    private let idTaken: Phrase = "Id {from} taken away by {person}"
    private let amended: Phrase = "{attribute} changed by {person} from “{from}” to “{to}”"
    private let amendedTo: Phrase = "{attribute} set by {person} to “{to}”"
    private let amendedFrom: Phrase = "{attribute} taken away by {person}; it was “{from}”"

    /// One event: "Completed by {person}".
    func callAsFunction(_ event: Event) -> Phrase {
        let hasFrom = event.from?.isEmpty == false
        let hasTo = event.to?.isEmpty == false
        let told: Phrase? =
            switch (event.kind, hasFrom, hasTo) {
            case (.reworded, true, true): reworded
            case (.moved, true, true): event.attribute == .section ? movedSection : movedFile
            case (.renamed, true, true): renamed
            case (.renamed, false, true): idGiven
            case (.renamed, true, false): idTaken
            case (.amended, true, true): amended
            case (.amended, false, true): amendedTo
            case (.amended, true, false): amendedFrom
            default: nil
            }
        return told ?? plain[event.kind] ?? "{person}"
    }

    func attribute(_ attribute: Event.Attribute?) -> String {
        switch attribute {
        case .file: "File"
        case .section: "Section"
        case .owner: "Owner"
        case .due: "Due date"
        case .outputs: "Outputs"
        case .signOff: "Asked sign-offs"
        case nil: "Details"
        }
    }

    /// What one commit did to so many items: "completed 2 items".
    let actions: [Event.Kind: Plural] = [
        .added: Plural(one: "added {count} item", other: "added {count} items"),
        .completed: Plural(one: "completed {count} item", other: "completed {count} items"),
        .reopened: Plural(one: "reopened {count} item", other: "reopened {count} items"),
        .reworded: Plural(one: "reworded {count} item", other: "reworded {count} items"),
        .moved: Plural(one: "moved {count} item", other: "moved {count} items"),
        .renamed: Plural(one: "changed the id of {count} item", other: "changed the ids of {count} items"),
        .excluded: Plural(
            one: "marked {count} item as not applicable", other: "marked {count} items as not applicable"),
        .included: Plural(
            one: "marked {count} item as applicable again", other: "marked {count} items as applicable again"),
        .amended: Plural(one: "changed details of {count} item", other: "changed details of {count} items"),
        .removed: Plural(one: "removed {count} item", other: "removed {count} items"),
        .signedOff: Plural(one: "signed off {count} item", other: "signed off {count} items"),
        .revoked: Plural(one: "revoked the sign-off of {count} item", other: "revoked the sign-offs of {count} items"),
    ]

    /// What is written before a list of items that had the same happen to them.
    let labels: [Event.Kind: String] = [
        .added: "Added", .completed: "Completed", .reopened: "Reopened", .reworded: "Reworded", .moved: "Moved",
        .renamed: "Id changed", .excluded: "Marked as not applicable", .included: "Marked as applicable again",
        .amended: "Details changed", .removed: "Removed", .signedOff: "Signed off", .revoked: "Sign-off revoked",
    ]
}
