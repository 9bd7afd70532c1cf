/// The words on what files were, what they are, and who made them so.
struct VersionWords: Sendable, Decodable {
    // MARK: History

    let history: String
    let added, changed, renamed, removed: Phrase
    let changedBy, removedBy, change: Phrase

    // MARK: What became of a text

    let since: String
    let compared, atLine: Phrase
    let before, now, textAdded, textRemoved, tooMuch, onlySpacing: String
    let morePlaces: Plural

    // MARK: What a sign-off covers

    let covers, itemText, textDiffers, unchanged, gone, addressOnly, notThere, onlyText: String
    let textAndFiles: Plural
    let differs: Phrase
}
