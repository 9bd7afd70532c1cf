/// Turns Markdown values into safe HTML.
///
/// Raw HTML is dropped (`<br>` stays a line break); all text and every attribute is escaped; addresses pass through
/// the caller's closures. No ids but those of footnotes, no scripts, no inline style, no form control.
package struct HTMLRenderer: Sendable {
    /// The address to link to for a destination as the document has it; nil to keep only the link's content.
    package var link: @Sendable (String) -> String?
    /// What becomes of an image, by its source as the document has it.
    package var image: @Sendable (String) -> ImageTarget
    /// Added to the level of headings, which stays within 1 to 6.
    package var headingOffset: Int
    /// What ids of footnotes begin with; nil for footnotes that are not linked, as several documents on a page need.
    package var footnotePrefix: String?

    /// A renderer with the policy for pages that hold nothing but relative paths and the web.
    package init(
        link: @escaping @Sendable (String) -> String? = LinkPolicy.link,
        image: @escaping @Sendable (String) -> ImageTarget = LinkPolicy.image,
        headingOffset: Int = 0, footnotePrefix: String? = nil
    ) {
        self.link = link
        self.image = image
        self.headingOffset = headingOffset
        self.footnotePrefix = footnotePrefix
    }

    /// Blocks as HTML, each ended by a line feed.
    package func html(_ blocks: [Block]) -> String {
        var writer = HTMLWriter(renderer: self)
        writer.write(blocks)
        return writer.html
    }

    /// Inlines as HTML (phrasing content).
    package func html(_ inlines: [Inline]) -> String {
        var writer = HTMLWriter(renderer: self)
        writer.write(inlines)
        return writer.html
    }
}

/// One piece of HTML being written. Recursion is bounded by `Document.maximumDepth`.
private struct HTMLWriter {
    let renderer: HTMLRenderer
    var html = ""
    /// Links within links are no HTML.
    private var isInLink = false

    init(renderer: HTMLRenderer) { self.renderer = renderer }

    // MARK: Blocks

    mutating func write(_ blocks: [Block]) {
        var isInFootnotes = false
        for block in blocks {
            let isFootnote = if case .footnoteDefinition = block.kind { true } else { false }
            if isFootnote != isInFootnotes {
                html += isFootnote ? "<ol class=\"footnotes\">\n" : "</ol>\n"
                isInFootnotes = isFootnote
            }
            write(block)
        }
        if isInFootnotes { html += "</ol>\n" }
    }

    private mutating func write(_ block: Block) {
        switch block.kind {
        case .paragraph: write(block.inlines, in: "p")
        case .heading(let level): write(block.inlines, in: "h\(min(max(level + renderer.headingOffset, 1), 6))")
        case .blockQuote:
            html += "<blockquote>\n"
            write(block.children)
            html += "</blockquote>\n"
        case .list(let start, let isTight): write(list: block, start: start, isTight: isTight)
        case .listItem: write(item: block, isTight: false)
        case .codeBlock(let info, let code): write(code: code, info: info)
        case .html: break
        case .thematicBreak: html += "<hr>\n"
        case .table(let alignments): write(table: block, alignments: alignments)
        case .tableRow(let isHeader): write(row: block, isHeader: isHeader, alignments: [])
        case .tableCell: write(block.inlines, in: "td")
        case .footnoteDefinition(let label): write(footnote: block, label: label)
        }
    }

    private mutating func write(_ inlines: [Inline], in element: String) {
        html += "<\(element)>"
        write(inlines)
        html += "</\(element)>\n"
    }

    private mutating func write(list: Block, start: Int?, isTight: Bool) {
        switch start {
        case nil: html += "<ul>\n"
        case 1: html += "<ol>\n"
        case .some(let start): html += "<ol start=\"\(start)\">\n"
        }
        for item in list.children { write(item: item, isTight: isTight) }
        html += start == nil ? "</ul>\n" : "</ol>\n"
    }

    private mutating func write(item: Block, isTight: Bool) {
        html += item.task == nil ? "<li>" : "<li class=\"task\">"
        var mark = item.task.map { $0.isChecked ? "☑ " : "☐ " } ?? ""
        for (index, child) in item.children.enumerated() {
            guard child.kind == .paragraph else {
                if index == 0 || isTight { html += "\n" }
                write([child])
                continue
            }
            html += isTight ? mark : (index == 0 ? "\n<p>" : "<p>") + mark
            mark = ""
            write(child.inlines)
            if !isTight { html += "</p>\n" }
        }
        html += "</li>\n"
    }

    private mutating func write(code: String, info: String) {
        html += "<pre><code"
        if let language = info.split(whereSeparator: \.isWhitespace).first {
            html += " class=\"language-"
            html.appendEscaped(language)
            html += "\""
        }
        html += ">"
        html.appendEscaped(code)
        html += "</code></pre>\n"
    }

    private mutating func write(table: Block, alignments: [TableAlignment]) {
        html += "<table>\n"
        let rows = table.children
        let headers = rows.prefix { $0.kind == .tableRow(isHeader: true) }
        if !headers.isEmpty {
            html += "<thead>\n"
            for row in headers { write(row: row, isHeader: true, alignments: alignments) }
            html += "</thead>\n"
        }
        if rows.count > headers.count {
            html += "<tbody>\n"
            for row in rows.dropFirst(headers.count) { write(row: row, isHeader: false, alignments: alignments) }
            html += "</tbody>\n"
        }
        html += "</table>\n"
    }

    private mutating func write(row: Block, isHeader: Bool, alignments: [TableAlignment]) {
        html += "<tr>\n"
        for (index, cell) in row.children.enumerated() {
            // A header without words names nothing.
            let element = isHeader && !cell.inlines.isEmpty ? "th" : "td"
            html += element == "th" ? "<th scope=\"col\"" : "<td"
            switch index < alignments.count ? alignments[index] : .none {
            case .none, .left: html += ">"
            case .center: html += " class=\"center\">"
            case .right: html += " class=\"right\">"
            }
            write(cell.inlines)
            html += "</\(element)>\n"
        }
        html += "</tr>\n"
    }

    private mutating func write(footnote: Block, label: String) {
        html += "<li"
        if let id = footnoteID(label) { html.appendAttribute("id", id) }
        html += ">\n"
        write(footnote.children)
        html += "</li>\n"
    }

    private func footnoteID(_ label: String) -> String? { renderer.footnotePrefix.map { $0 + label } }

    // MARK: Inlines

    mutating func write(_ inlines: [Inline]) {
        for inline in inlines { write(inline) }
    }

    private mutating func write(_ inline: Inline) {
        switch inline {
        case .text(let text): html.appendEscaped(text)
        case .softBreak: html += "\n"
        case .lineBreak: html += "<br>\n"
        case .html(let raw): if isLineBreakTag(raw) { html += "<br>" }
        case .code(let code):
            html += "<code>"
            html.appendEscaped(code)
            html += "</code>"
        case .emphasis(let content): write(content, within: "em")
        case .strong(let content): write(content, within: "strong")
        case .strikethrough(let content): write(content, within: "del")
        case .link(let destination, let title, let content):
            write(linkTo: renderer.link(destination), title: title) { $0.write(content) }
        case .image(let source, let title, let alternative):
            write(imageFrom: source, title: title, text: plainText(of: alternative))
        case .footnoteReference(let label): write(referenceTo: label)
        }
    }

    private mutating func write(_ content: [Inline], within element: String) {
        html += "<\(element)>"
        write(content)
        html += "</\(element)>"
    }

    private mutating func write(
        linkTo destination: String?, title: String = "", content: (inout HTMLWriter) -> Void
    ) {
        guard let destination, !isInLink else {
            content(&self)
            return
        }
        html += "<a"
        html.appendAttribute("href", destination)
        if !title.isEmpty { html.appendAttribute("title", title) }
        html += ">"
        isInLink = true
        content(&self)
        isInLink = false
        html += "</a>"
    }

    private mutating func write(imageFrom source: String, title: String, text: String) {
        switch renderer.image(source) {
        case .show(let source):
            html += "<img"
            html.appendAttribute("src", source)
            html.appendAttribute("alt", text)
            if !title.isEmpty { html.appendAttribute("title", title) }
            html += ">"
        case .link(let destination):
            let text = text.isEmpty ? destination : text
            write(linkTo: destination, title: title) { $0.html.appendEscaped(text) }
        case .text: html.appendEscaped(text)
        }
    }

    private mutating func write(referenceTo label: String) {
        html += "<sup>"
        write(linkTo: footnoteID(label).map { "#" + $0 }) { $0.html.appendEscaped(label) }
        html += "</sup>"
    }
}
