/// The words of the search, and those that every page gives the script to say.
struct SearchWords: Sendable, Decodable {
    // MARK: The page

    let title, field, hint, everything: String
    /// What the script says of its results.
    let found, more: Phrase
    let person, role, document: String
    let people, roles, documents: String
    /// Where the list of everything is too long for a page.
    let tooMany: Plural

    // MARK: On every page

    let linkToItem, copied, filter: String
    let rows: Phrase
}
