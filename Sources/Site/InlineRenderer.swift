import Markdown

/// Inlines of a document as HTML: links by `Links`, no images loaded, raw HTML left out.
struct InlineRenderer {
    let words: Words
    let links: Links
    /// Numbers of the footnotes that the document defines, by label.
    let footnotes: [String: Int]

    /// Whether a link may stand here: not inside another.
    private enum Place {
        case text, link
    }

    /// Recursion is bounded by `Document.maximumDepth`.
    func render(_ inlines: [Inline]) -> HTML { render(inlines, in: .text) }

    private func render(_ inlines: [Inline], in place: Place) -> HTML {
        var result = HTML()
        for inline in inlines { result.append(render(inline, in: place)) }
        return result
    }

    private func render(_ inline: Inline, in place: Place) -> HTML {
        switch inline {
        case .text(let text): return HTML(text)
        case .softBreak: return "\n"
        case .lineBreak: return br()
        case .code(let text): return code { text }
        case .html(let tag): return isLineBreak(tag) ? br() : HTML()
        case .emphasis(let content): return em { render(content, in: place) }
        case .strong(let content): return strong { render(content, in: place) }
        case .strikethrough(let content): return s { render(content, in: place) }
        case .link(let destination, _, let content):
            let address = address(of: destination, in: place)
            guard let address else { return render(content, in: place) }
            return a(.href(address)) { render(content, in: .link) }
        case .image(let source, _, let alternative): return image(source, alternative, in: place)
        case .footnoteReference(let label):
            guard let number = footnotes[label] else { return HTML("[^\(label)]") }
            let text = HTML("[\(number)]")
            return sup { place == .text ? a(.href(.here(footnoteID(number)))) { text } : text }
        }
    }

    private func address(of destination: String, in place: Place) -> Address? {
        place == .text ? links.address(for: destination) : nil
    }

    /// Images are never loaded: they become links with the same policy, named by their alternative text.
    private func image(_ source: String, _ alternative: [Inline], in place: Place) -> HTML {
        let written = plainText(of: alternative)
        let file = source.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last.map(String.init) ?? ""
        let text = words.image([.title: HTML(written.isEmpty ? file : written)])
        guard let address = address(of: source, in: place) else { return text }
        return a(.href(address)) { text }
    }

    /// The one raw tag that says something and can do no harm; people write it in table cells.
    private func isLineBreak(_ tag: String) -> Bool {
        ["<br>", "<br/>", "<br />"].contains(tag.lowercased())
    }
}

func footnoteID(_ number: Int) -> String { "footnote-\(number)" }
