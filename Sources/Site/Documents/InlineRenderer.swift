import Markdown

/// Inlines of a document as HTML: links by `Links`, images of the commit alone, raw HTML by `Sanitizer`.
struct InlineRenderer {
    let links: Links
    let state: DocumentState

    private var words: Words { state.words }

    /// Recursion is bounded by `Document.maximumDepth`.
    func render(_ inlines: [Inline], in place: InlinePlace = .text) -> HTML {
        if inlines.contains(where: isMarkup) { return run(inlines, in: place) }
        var result = HTML()
        for inline in inlines { result.append(render(inline, in: place)) }
        return result
    }

    private func render(_ inline: Inline, in place: InlinePlace) -> HTML {
        switch inline {
        case .text(let text): return HTML(place.isCode ? text : withEmoji(text))
        case .softBreak: return "\n"
        case .lineBreak: return br()
        case .code(let text): return code { text }
        case .html(let tag): return isLineBreak(tag) ? br() : HTML()
        case .emphasis(let content): return em { render(content, in: place) }
        case .strong(let content): return strong { render(content, in: place) }
        case .strikethrough(let content): return s { render(content, in: place) }
        case .link(let destination, _, let content):
            guard let address = address(of: destination, in: place) else { return render(content, in: place) }
            // An address that is its own text is no place for short codes.
            let isAddress =
                content == [.text(destination)] || content.count == 1 && destination.hasSuffix(plainText(of: content))
            return a(.href(address)) { render(content, in: InlinePlace(isInLink: true, isCode: isAddress)) }
        case .image(let source, let title, let alternative):
            return image(source, plainText(of: alternative), title: title, in: place)
        case .footnoteReference(let label): return footnoteReference(label, in: place)
        }
    }

    private func address(of destination: String, in place: InlinePlace) -> Address? {
        place.isInLink ? nil : links.address(for: destination)
    }

    /// A picture that lies in the commit is shown. Any other is never loaded: it becomes a link with the same policy, named
    /// by its alternative text.
    func image(
        _ source: String, _ alternative: String, title: String = "", width: Int? = nil, in place: InlinePlace
    ) -> HTML {
        let name = source.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last.map(String.init) ?? ""
        let text = words.image.text([.title: alternative.isEmpty ? name : alternative])
        let file = links.file(for: source)
        if let picture = file.flatMap(links.pages.shared.files.picture) {
            // A link around a picture that says nothing would lead nowhere for many.
            return picture.html(
                links.pages, alternative: alternative.isEmpty ? text : alternative, title: title, width: width,
                isLinked: !place.isInLink)
        }
        return HTML {
            if let address = address(of: source, in: place) { a(.href(address)) { text } } else { text }
            if let note = file.map({ FileNotes(pages: links.pages, file: $0) })?.texts.first {
                " "
                span(.class("label")) { "(\(note))" }
            }
        }
    }

    /// A picture that stands alone, with its title as caption; nil for what is none, or has none.
    func captioned(_ inlines: [Inline]) -> HTML? {
        guard inlines.count == 1, case .image(let source, let title, let alternative) = inlines[0],
            !title.trimmedAsHTML.isEmpty,
            links.file(for: source).flatMap(links.pages.shared.files.picture) != nil
        else { return nil }
        return figure(.class("chart")) {
            image(source, plainText(of: alternative), in: .text)
            figcaption { withEmoji(title) }
        }
    }

    private func footnoteReference(_ label: String, in place: InlinePlace) -> HTML {
        guard let number = state.footnotes[label] else { return HTML("[^\(label)]") }
        let text = HTML("[\(number)]")
        guard !place.isInLink else { return sup { text } }
        return sup { a(.id(state.nextReference(to: number)), .href(.here(footnoteID(number)))) { text } }
    }

    // MARK: Raw HTML

    private func run(_ inlines: [Inline], in place: InlinePlace) -> HTML {
        let pieces = inlines.map { inline -> RawRun.Piece in
            if case .html(let html) = inline { .raw(html) } else { .markdown(isText: true) }
        }
        let run = RawRun(pieces: pieces, place: .init(isFlow: false, inline: place), links: links, state: state)
        let content = run.content()
        var siblings: [(index: Int, manner: Content.Manner)] = []
        for part in content { part.collectSiblings(into: &siblings) }
        var rendered: [Int: HTML] = [:]
        for (index, manner) in siblings {
            guard case .inline(let place) = manner else { continue }
            rendered[index] = render(inlines[index], in: place)
        }
        return ContentRendering(inlines: self, state: state, siblings: rendered).render(content)
    }

    /// Raw HTML that has to be parsed to be understood.
    private func isMarkup(_ inline: Inline) -> Bool {
        guard case .html(let html) = inline else { return false }
        return !isSilent(html) && !isLineBreak(html)
    }

    /// The raw tag that people write most, in table cells.
    private func isLineBreak(_ tag: String) -> Bool {
        ["<br>", "<br/>", "<br />"].contains(tag.lowercased())
    }
}
