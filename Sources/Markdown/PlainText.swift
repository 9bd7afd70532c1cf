/// The text of inlines without markup: links and images to their text, code to its content, line breaks (`<br>` too)
/// to a space; other raw HTML and footnote references are dropped. White space is collapsed.
package func plainText(of inlines: [Inline]) -> String {
    if case .text(let text)? = inlines.first, inlines.count == 1 { return text.collapsed }
    var text = ""
    appendText(of: inlines, to: &text)
    return text.collapsed
}

extension [Block] {
    /// The text of blocks without markup, one space between blocks. Code is kept, raw HTML is dropped.
    package var plainText: String {
        var text = ""
        appendText(of: self, to: &text)
        return text.collapsed
    }
}

private func appendText(of inlines: [Inline], to text: inout String) {
    for inline in inlines {
        switch inline {
        case .text(let part), .code(let part): text += part
        case .softBreak, .lineBreak: text += " "
        case .html(let html): if isLineBreakTag(html) { text += " " }
        case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content),
            .image(_, _, let content):
            appendText(of: content, to: &text)
        case .footnoteReference: break
        }
    }
}

private func appendText(of blocks: [Block], to text: inout String) {
    for block in blocks {
        if case .codeBlock(_, let code) = block.kind { text += code }
        appendText(of: block.inlines, to: &text)
        text += " "
        appendText(of: block.children, to: &text)
    }
}

/// Whether raw HTML is `<br>`, the one way to break a line inside a table's cell.
func isLineBreakTag(_ html: String) -> Bool {
    let name = html.lowercased().filter { !$0.isWhitespace }
    return name == "<br>" || name == "<br/>"
}
