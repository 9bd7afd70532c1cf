/// The words of the pages that are printed and handed over.
struct HandOverWords: Sendable, Decodable {
    let title, lead, standing, parts, more: String
    let part, partTitle, continued: Phrase
}
