/// The words of the page on what is not finished.
struct OutstandingWords: Sendable, Decodable {
    let title, none, byChecklist, byOwner, byRole, noOwner, heldByNobody: String
    let lead: Plural
    let heldBy: Phrase
}
