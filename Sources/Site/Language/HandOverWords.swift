/// The words of the pages that are printed and handed over.
struct HandOverWords: Sendable, Decodable {
    let title, lead, leadOfWork, standing, parts, more, contents, repository, commit, asOf: String
    let part, partTitle, continued: Phrase
}
