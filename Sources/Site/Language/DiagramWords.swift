import BPMN

/// The words on diagrams: what they say, for people who read instead of looking, and what became of them.
struct DiagramWords: Sendable, Decodable {
    // MARK: The drawing

    let untitled, description, inWords: String
    let unreadable: Phrase
    let reasons: Table<UnreadableDiagram.Reason, String>
    let notes: Table<DiagramView.Note, Phrase>

    // MARK: In words

    let kinds: Table<ElementKind, String>
    let triggers: Table<Trigger, String>
    let markers: Table<Marker, String>
    let closed, several, notInterrupting: String
    let element, triggered, inLanes, attached, then, nextIf, nextOtherwise, reads, writes, remark: Phrase
    let messages, conversations: String
    let message: Phrase

    // MARK: What has changed

    let marked, unchanged, nothing, yes, no: String
    let added, removed, changed, aspect: Phrase
    let moved: Plural
    let aspects: Table<Aspect, String>
    let directions: Table<Direction, String>
}
