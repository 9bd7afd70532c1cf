import HTMLParsing

/// Siblings of one container, with raw HTML among them, in pieces: `<details>`, Markdown, `</details>`.
///
/// The raw pieces are parsed together, as a browser would; a placeholder stands for each of the others, known by its byte
/// offset, which nothing in the content can forge. It is taken as parsed only if every placeholder comes out exactly once
/// and in order. Else, and where a raw piece opens what no later one closes, a piece stands for itself: an unclosed
/// `<details>` must not hide the items behind it, and a stray `</li>` not end our list.
struct RawRun {
    enum Piece {
        case raw(String)
        /// What Markdown wrote; whether it can be told without a block around it.
        case markdown(isText: Bool)

        var isRaw: Bool {
            if case .raw = self { true } else { false }
        }
    }

    let pieces: [Piece]
    let place: Sanitizer.Place
    let links: Links
    let state: DocumentState

    /// What goes to the page: every piece of Markdown once, in order.
    func content() -> [Content] {
        var alone: Set<Int> = []
        for _ in 0..<3 {
            guard let attempt = parsed(without: alone) else { break }
            let unclosed = place.isFlow ? attempt.unclosed : []
            guard !unclosed.isEmpty else {
                guard attempt.isSound, isComplete(attempt.content, without: alone) else { break }
                return paragraphed(attempt.content.map { inserting(alone, in: $0) })
            }
            alone.formUnion(unclosed)
        }
        return paragraphed(pieces.indices.flatMap(standingAlone))
    }

    /// Between blocks, running text stands in paragraphs, and white space goes.
    private func paragraphed(_ content: [Content]) -> [Content] {
        guard place.isFlow else { return content }
        var result: [Content] = []
        var text: [Content] = []
        func addText() {
            let isShown = text.contains(where: \.isVisible)
            let rest = text.filter { part in
                if case .text = part { false } else { true }
            }
            result += isShown ? [.element(ContentElement(tag: p, isBlock: true, children: text))] : rest
            text = []
        }
        for part in content {
            guard part.isBlock else {
                text.append(part)
                continue
            }
            addText()
            result.append(part)
        }
        addText()
        return result
    }

    // MARK: Parsing

    private struct Attempt {
        var content: [Content]
        var isSound: Bool
        /// Pieces that open what ends behind them, but not by an end tag.
        var unclosed: Set<Int>
    }

    /// The pieces parsed together, but for those in `alone`, for which placeholders stand.
    private func parsed(without alone: Set<Int>) -> Attempt? {
        var text: [UInt8] = []
        var ends: [Int] = []
        var placeholders: [Int: Sanitizer.Placeholder] = [:]
        for (index, piece) in pieces.enumerated() {
            if case .raw(let html) = piece, !alone.contains(index) {
                text += html.utf8
            } else {
                var isText = false
                if case .markdown(true) = piece { isText = true }
                placeholders[text.count] = Sanitizer.Placeholder(
                    index: index, isInline: !place.isFlow, isText: isText)
                // Elements without content, which are never copied: one ends paragraphs as blocks do, the other does not.
                text += (place.isFlow ? "<hr>" : "<img>").utf8
            }
            ends.append(text.count)
        }
        guard let nodes = state.parse(text) else { return nil }
        var sanitizer = Sanitizer(placeholders: placeholders, links: links, words: state.words)
        let content = sanitizer.content(of: nodes, in: place)
        var unclosed: Set<Int> = []
        collectUnclosed(in: nodes, ends: ends, into: &unclosed)
        return Attempt(
            content: content, isSound: sanitizer.isSound,
            unclosed: unclosed.filter { pieces[$0].isRaw && !alone.contains($0) })
    }

    private func collectUnclosed(in nodes: [HTMLNode], ends: [Int], into found: inout Set<Int>) {
        for case .element(let element) in nodes {
            if let start = element.offset, let end = element.impliedEnd, !Self.endsByItself.contains(element.name) {
                let piece = min(ends.partitioningIndex { $0 > start }, ends.count - 1)
                if end > ends[piece] { found.insert(piece) }
            }
            collectUnclosed(in: element.children, ends: ends, into: &found)
        }
    }

    /// Elements whose end tag may be left out (HTML, 13.1.2.4).
    private static let endsByItself: Set = [
        "li", "dt", "dd", "p", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "rt", "rp", "option", "optgroup",
    ]

    private func isComplete(_ content: [Content], without alone: Set<Int>) -> Bool {
        var found: [(index: Int, manner: Content.Manner)] = []
        for part in content { part.collectSiblings(into: &found) }
        return found.map(\.index) == pieces.indices.filter { !pieces[$0].isRaw || alone.contains($0) }
    }

    // MARK: Pieces that stand for themselves

    private func standingAlone(_ index: Int) -> [Content] {
        guard case .raw(let html) = pieces[index] else {
            return [.sibling(index, place.isFlow ? .block : .inline(place.inline))]
        }
        guard let nodes = state.parse(Array(html.utf8)) else { return [] }
        var sanitizer = Sanitizer(placeholders: [:], links: links, words: state.words)
        return sanitizer.content(of: nodes, in: place)
    }

    private func inserting(_ alone: Set<Int>, in content: Content) -> Content {
        guard !alone.isEmpty else { return content }
        switch content {
        case .sibling(let index, _) where alone.contains(index):
            return .group(standingAlone(index))
        case .element(var element):
            element.children = element.children.map { inserting(alone, in: $0) }
            return .element(element)
        default: return content
        }
    }
}

extension [Int] {
    /// The first index from which on `isBehind` holds; of a sorted list.
    fileprivate func partitioningIndex(where isBehind: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Whether raw HTML of a block is nothing but comments and white space, which most of it is.
func isOnlyComments(_ html: String) -> Bool {
    var rest = html.utf8[...]
    while true {
        rest = rest.drop(while: isHTMLSpace)
        if rest.isEmpty { return true }
        guard rest.starts(with: "<!--".utf8) else { return false }
        rest = rest.dropFirst(4)
        // As a browser ends it: `<!-->` is a whole comment, and so is `<!--->` (HTML, 13.2.5.43).
        if rest.first == UInt8(ascii: ">") || rest.starts(with: "->".utf8) { return false }
        let isEnd = { rest[$0] == UInt8(ascii: "-") && rest[$0...].starts(with: "-->".utf8) }
        guard let end = rest.indices.first(where: isEnd) else { return true }
        let inside = rest[..<end]
        if inside.indices.contains(where: { inside[$0] == UInt8(ascii: "!") && inside[$0...].starts(with: "!>".utf8) })
        {
            return false
        }
        rest = rest[end...].dropFirst(3)
    }
}

/// Whether a piece of raw HTML in running text says nothing: a comment, an instruction, a declaration.
func isSilent(_ html: String) -> Bool { html.hasPrefix("<!") || html.hasPrefix("<?") }
