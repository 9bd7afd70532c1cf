/// The words on what files were, what they are, and who made them so.
struct VersionWords: Sendable, Decodable {
    // MARK: History

    let history, chosenByMerge: String
    let moreChanges: Plural
    let added, changed, renamed, removed, merged: Phrase
    let changedBy, removedBy, change: Phrase

    // MARK: What became of a text

    let since: String
    let compared, atLine: Phrase
    let content, before, now, textAdded, textRemoved, tooMuch, onlySpacing, notShown: String
    let morePlaces: Plural

    // MARK: What a sign-off covers

    let covers, itemText, textDiffers, unchanged, gone, addressOnly, notThere, onlyText: String
    let noneKnown: String
    let textAndFiles, ofEarlierVersions, missing: Plural
    let differs: Phrase
}
