/// What is said of checklists that are written in several languages.
struct TranslationWords: Sendable, Decodable {
    let notTranslated, signOffsCoverOriginal: Phrase
    let changedLater, missingItems: String
}
