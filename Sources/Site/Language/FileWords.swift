/// The words for files that are shown or can be had.
struct FileWords: Sendable, Decodable {
    let name, kind, size, version: String
    let bytes: Plural
    let kilobytes, megabytes, download: Phrase
    /// What readers should know.
    let pointer, damaged, unclean, tooManyPixels, cleaned, notCopied, asText: String
    let otherKind, unsupported, before, after: Phrase
    let diagramSource: Phrase
    /// Of what lies outside the repository.
    let outsideTitle, outsideLead: String
    let outsideShare: Plural
}
