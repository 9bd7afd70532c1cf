/// The words of the pages on what the items produce.
struct DocumentWords: Sendable, Decodable {
    let title, further, none, document, kind, items, signedOff, outside, changed, notSigned, notAsked, unwritten: String
    let restingItems, signOffs, read, readInRepository, sameVersion: String
    let lead, current: Plural
    let versionThen, more: Phrase
}
