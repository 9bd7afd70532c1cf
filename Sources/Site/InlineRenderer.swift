import Markdown

/// Inlines of a document as HTML: links by `Links`, no images loaded, raw HTML left out.
struct InlineRenderer {
    let words: Words
    let links: Links
    /// Numbers of the footnotes that the document defines, by label.
    let footnotes: [String: Int]

    /// Markup nested deeper than this is shown as its words.
    static let maximumDepth = 60

    func render(_ inlines: [Inline]) -> HTML { render(inlines, depth: 0, linkable: true) }

    /// - Parameter linkable: false inside a link, which may hold no other.
    private func render(_ inlines: [Inline], depth: Int, linkable: Bool) -> HTML {
        guard depth < Self.maximumDepth else { return HTML(plainText(inlines)) }
        var result = HTML()
        for inline in inlines { result.append(render(inline, depth: depth + 1, linkable: linkable)) }
        return result
    }

    private func render(_ inline: Inline, depth: Int, linkable: Bool) -> HTML {
        switch inline {
        case .text(let text): return HTML(text)
        case .softBreak: return "\n"
        case .lineBreak: return br()
        case .code(let text): return code { text }
        case .html(let tag): return isLineBreak(tag) ? br() : HTML()
        case .emphasis(let content): return em { render(content, depth: depth, linkable: linkable) }
        case .strong(let content): return strong { render(content, depth: depth, linkable: linkable) }
        case .strikethrough(let content): return s { render(content, depth: depth, linkable: linkable) }
        case .link(let destination, _, let content):
            let address = linkable ? links.address(for: destination) : nil
            guard let address else { return render(content, depth: depth, linkable: linkable) }
            return a(.href(address)) { render(content, depth: depth, linkable: false) }
        case .image(let source, _, let alternative): return image(source, alternative, linkable: linkable)
        case .footnoteReference(let label):
            guard let number = footnotes[label] else { return HTML("[^\(label)]") }
            let text = HTML("[\(number)]")
            return sup { linkable ? a(.href(.here(footnoteID(number)))) { text } : text }
        }
    }

    /// Images are never loaded: they become links with the same policy, named by their alternative text.
    private func image(_ source: String, _ alternative: [Inline], linkable: Bool) -> HTML {
        let written = collapsed(plainText(alternative))
        let file = source.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last.map(String.init) ?? ""
        let text = words.image([.title: HTML(written.isEmpty ? file : written)])
        guard linkable, let address = links.address(for: source) else { return text }
        return a(.href(address)) { text }
    }

    /// The one raw tag that says something and can do no harm; people write it in table cells.
    private func isLineBreak(_ tag: String) -> Bool {
        ["<br>", "<br/>", "<br />"].contains(tag.lowercased())
    }
}

func footnoteID(_ number: Int) -> String { "footnote-\(number)" }
