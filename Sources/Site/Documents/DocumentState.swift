import HTMLParsing
import Markdown

/// What the parts of one document share while its page is made.
final class DocumentState {
    let words: Words
    /// Numbers of the footnotes that the document defines, by label.
    let footnotes: [String: Int]
    /// How often each footnote was referred to, by number.
    private var references: [Int: Int] = [:]
    /// Ids of the content that are on the page.
    private var ids: Set<String> = []
    /// Raw HTML is parsed in time that grows with the square of its tags.
    private var tagsLeft = 10 * HTMLParser.maximumTags

    init(words: Words, footnotes: [String: Int]) {
        self.words = words
        self.footnotes = footnotes
    }

    /// nil where raw HTML is too much, or nested too deep, to be read in reasonable time; then it is left out.
    func parse(_ text: [UInt8]) -> [HTMLNode]? {
        let tags = text.count { $0 == UInt8(ascii: "<") }
        guard tags <= tagsLeft else { return nil }
        tagsLeft -= tags
        return HTMLParser.fragment(text)
    }

    /// The id on the page for one of the content; nil the second time.
    func takeID(_ id: String?) -> String? {
        id.flatMap { ids.insert($0).inserted ? contentIDPrefix + $0 : nil }
    }

    // MARK: Footnotes

    /// The id of the next reference to a footnote.
    func nextReference(to number: Int) -> String {
        references[number, default: 0] += 1
        return Self.referenceID(number, references[number, default: 1])
    }

    /// Ids of the references to a footnote, so far.
    func references(to number: Int) -> [String] {
        guard let count = references[number] else { return [] }
        return (1...count).map { Self.referenceID(number, $0) }
    }

    private static func referenceID(_ number: Int, _ count: Int) -> String {
        "footnote-\(number)-reference" + (count == 1 ? "" : "-\(count)")
    }
}

/// The id of a footnote, by its number.
func footnoteID(_ number: Int) -> String { "footnote-\(number)" }

extension [Block] {
    /// Ids that raw HTML gives to elements, each once, in order.
    var rawIDs: [String] {
        var found: [String] = []
        collectRawIDs(into: &found)
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    private func collectRawIDs(into found: inout [String]) {
        for block in self {
            if case .html(let html) = block.kind { appendIDs(in: html, to: &found) }
            appendIDs(in: block.inlines, to: &found)
            block.children.collectRawIDs(into: &found)
        }
    }
}

private func appendIDs(in inlines: [Inline], to found: inout [String]) {
    for inline in inlines {
        switch inline {
        case .html(let html): appendIDs(in: html, to: &found)
        case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content):
            appendIDs(in: content, to: &found)
        default: continue
        }
    }
}

private func appendIDs(in html: String, to found: inout [String]) {
    guard html.utf8.count >= 7, !isSilent(html), html.utf8.contains(UInt8(ascii: "=")) else { return }
    for tag in HTMLTag.all(in: html) {
        let id = tag.attributes["id"] ?? (tag.name == "a" ? tag.attributes["name"] : nil)
        if let id = id.flatMap(writtenID) { found.append(id) }
    }
}
