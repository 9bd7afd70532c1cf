import Checklists
import Markdown

/// A checklist's document as HTML, with its items as components in their places.
struct DocumentRenderer {
    private let pages: Pages
    private let outline: Outline
    private let inlines: InlineRenderer
    private let component: ItemComponent
    private let itemsByLine: [Int: Item]
    private let fieldLines: Set<Int>
    private let state: DocumentState
    /// Ids that raw HTML asks for.
    private let rawIDs: [String]
    /// In how many blocks the current one lies.
    private var nesting = 0

    /// Lines of the items that have been rendered.
    private(set) var placed: Set<Int> = []

    /// - Parameter translation: whose text the document is; nil where it is the checklist's own.
    init(
        _ document: Document, outline: Outline, checklist: Checklist, translation: Translation? = nil,
        component: ItemComponent, pages: Pages
    ) {
        self.pages = pages
        self.outline = outline
        self.component = component
        let shown = checklist.items.compactMap { item in
            (translation.map { $0.items[item.key]?.state } ?? item.state).map { (state: $0, item: item) }
        }
        itemsByLine = Dictionary(shown.map { ($0.state.line, $0.item) }, uniquingKeysWith: { first, _ in first })
        fieldLines = Set(shown.lazy.flatMap(\.state.fieldLines))
        state = DocumentState(words: pages.words, footnotes: numberedFootnotes(document.blocks))
        rawIDs = document.blocks.rawIDs
        let anchors = Dictionary(rawIDs.map { ($0, contentIDPrefix + $0) }, uniquingKeysWith: { first, _ in first })
        let links = Links(
            pages: pages, path: checklist.path,
            idsByFragment: outline.idsByFragment.merging(anchors, uniquingKeysWith: { heading, _ in heading }))
        inlines = InlineRenderer(links: links, state: state)
    }

    /// Whether the paragraphs of a list item stand in `p` (CommonMark 5.3, "loose").
    private enum Spacing {
        case loose, tight
    }

    /// The whole document. Recursion is bounded by `Document.maximumDepth`; items of what lies deeper are listed at the
    /// end of the page.
    mutating func render(_ blocks: [Block]) -> HTML {
        var result = render(blocks.filter { !$0.isFootnote }, .loose)
        result.append(footnotes(blocks.filter(\.isFootnote)))
        // What links may lead to, though the element that it stood on is not on the page.
        for id in rawIDs { if let id = state.takeID(id) { result.append(span(.id(id)) {}) } }
        return result
    }

    private mutating func render(_ blocks: [Block], _ spacing: Spacing) -> HTML {
        if blocks.contains(where: \.isMarkup) { return run(blocks, spacing) }
        var result = HTML()
        for block in blocks { result.append(render(block, spacing)) }
        return result
    }

    /// What stands within a block.
    private mutating func inside(_ blocks: [Block], _ spacing: Spacing) -> HTML {
        nesting += 1
        defer { nesting -= 1 }
        return render(blocks, spacing)
    }

    private mutating func render(_ block: Block, _ spacing: Spacing) -> HTML {
        switch block.kind {
        case .paragraph:
            if let picture = inlines.captioned(block.inlines) { return picture }
            let text = inlines.render(block.inlines)
            return spacing == .tight
                ? HTML {
                    text; "\n"
                } : p { text }
        case .heading: return heading(block)
        case .list: return list(block)
        case .listItem: return listItem(block, spacing)
        case .blockQuote: return quotation(block)
        case .codeBlock(let info, let text): return codeBlock(info, text)
        case .html: return HTML()
        case .thematicBreak: return hr()
        case .table(let alignments): return tableWithCells(block, alignments)
        case .tableRow, .tableCell: return HTML()
        case .footnoteDefinition: return inside(block.children, .loose)
        }
    }

    /// With the language that its author names, as a caption. A diagram that is written is not drawn, since that would take
    /// a script: it says so.
    private func codeBlock(_ info: String, _ text: String) -> HTML {
        let block = pre(.focusable) { code { text } }
        let language = info.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+#.-_".contains($0)) }
        guard !language.isEmpty, language.utf8.count <= 30 else { return block }
        let isDiagram = ["mermaid", "plantuml", "puml", "dot", "graphviz", "d2"].contains(language.lowercased())
        return figure(.class("chart")) {
            figcaption(.class("label")) {
                isDiagram
                    ? pages.words.files.diagramSource([.name: bdi { String(language) }]) : bdi { String(language) }
            }
            block
        }
    }

    private mutating func quotation(_ block: Block) -> HTML {
        // As on GitHub, an alert stands in nothing else.
        if nesting == 0, let kind = AlertKind(block) {
            let content = inside(AlertKind.content(of: block), .loose)
            return div(.class("alert \(kind.rawValue)")) {
                p(.class("label")) {
                    span(.hidden) { kind.symbol }
                    " "
                    pages.words.alerts[kind]
                }
                content
            }
        }
        let content = inside(block.children, .loose)
        return content.isEmpty ? content : blockquote { content }
    }

    private func heading(_ block: Block) -> HTML {
        guard let heading = outline.headings[block.line] else { return HTML() }
        let tags = [h2, h3, h4, h5, h6]
        return tags[min(max(heading.level, 2), 6) - 2](.id(heading.id)) { inlines.render(block.inlines) }
    }

    // MARK: Lists

    private mutating func list(_ block: Block) -> HTML {
        guard case .list(let start, let isTight) = block.kind else { return HTML() }
        let entries = block.children.filter { !fieldLines.contains($0.line) }
        let hasItems = entries.contains { item(at: $0) != nil }
        let content = inside(entries, isTight ? .tight : .loose)
        guard !content.isEmpty else { return content }
        // Without markers Safari calls it a list no more, unless told so.
        let style: Attribute? = hasItems ? .class("items") : nil
        guard let start else { return ul(style, hasItems ? .role("list") : nil) { content } }
        return ol(style, start == 1 ? nil : .start(start)) { content }
    }

    private mutating func listItem(_ block: Block, _ spacing: Spacing) -> HTML {
        if let item = item(at: block) { return render(item, block) }
        let content = inside(block.children, spacing)
        return li {
            // A box that is no item is told as it is written.
            if let task = block.task { task.isChecked ? "[x] " : "[ ] " }
            content
        }
    }

    private func item(at block: Block) -> Item? { block.task.flatMap { itemsByLine[$0.line] } }

    private mutating func render(_ item: Item, _ block: Block) -> HTML {
        placed.insert(item.state.line)
        var children = block.children
        if let id = item.state.id, !children.isEmpty {
            children[0].inlines = withoutTrailingID(id, in: children[0].inlines)
        }
        var text: [Block] = []
        var nested: [Block] = []
        for part in together(children) {
            if part.contains(where: holdsItem) { nested += part } else { text += part }
        }
        let textHTML = inside(text, .loose)
        return component.render(item, text: textHTML, nested: inside(nested, .loose))
    }

    /// The parts of an item of which each belongs to its text, or holds items of its own: a list in two, and as one what
    /// stands between pieces of raw HTML, if there is an item between them.
    private func together(_ blocks: [Block]) -> [[Block]] {
        let raw = blocks.indices.filter { blocks[$0].isMarkup }
        guard let first = raw.first, let last = raw.last, blocks[first...last].contains(where: holdsItem) else {
            return blocks.flatMap(parted).map { [$0] }
        }
        return blocks[..<first].flatMap(parted).map { [$0] } + [Array(blocks[first...last])]
            + blocks[(last + 1)...].flatMap(parted).map { [$0] }
    }

    /// A list with items and bullets in two: the bullets belong to the text of the item they stand in.
    private func parted(_ block: Block) -> [Block] {
        guard case .list = block.kind, holdsItem(block) else { return [block] }
        var bullets = block
        var items = block
        bullets.children = block.children.filter { !holdsItem($0) }
        items.children = block.children.filter(holdsItem)
        return [bullets, items]
    }

    private func holdsItem(_ block: Block) -> Bool {
        item(at: block) != nil || block.children.contains { !fieldLines.contains($0.line) && holdsItem($0) }
    }

    // MARK: Raw HTML

    private mutating func run(_ blocks: [Block], _ spacing: Spacing) -> HTML {
        let pieces = blocks.map { block -> RawRun.Piece in
            switch block.kind {
            case .html(let html): .raw(html)
            case .paragraph, .heading: .markdown(isText: true)
            default: .markdown(isText: false)
            }
        }
        let run = RawRun(pieces: pieces, place: .init(isFlow: true), links: inlines.links, state: state)
        let content = run.content()
        var siblings: [(index: Int, manner: Content.Manner)] = []
        for part in content { part.collectSiblings(into: &siblings) }
        var rendered: [Int: HTML] = [:]
        for (index, manner) in siblings {
            switch manner {
            case .block: rendered[index] = render(blocks[index], spacing)
            case .inline(let place): rendered[index] = withoutBlock(blocks[index], in: place)
            }
        }
        return ContentRendering(inlines: inlines, state: state, siblings: rendered).render(content)
    }

    /// A paragraph or heading in a place for running text, like a summary.
    private func withoutBlock(_ block: Block, in place: InlinePlace) -> HTML {
        let text = inlines.render(block.inlines, in: place)
        guard case .heading = block.kind else { return text }
        return strong(outline.headings[block.line].map { Attribute.id($0.id) }) { text }
    }

    // MARK: Footnotes

    /// The notes come before what leads back from them: they may refer to each other.
    private mutating func footnotes(_ notes: [Block]) -> HTML {
        var contents: [(number: Int, content: HTML)] = []
        for note in notes {
            guard case .footnoteDefinition(let label) = note.kind, let number = state.footnotes[label] else { continue }
            contents.append((number, render(note, .loose)))
        }
        guard !contents.isEmpty else { return HTML() }
        return section(.class("footnotes"), .label(pages.words.footnotes)) {
            p(.class("label"), .hidden) { pages.words.footnotes }
            ol {
                contents.map { number, content in
                    li(.id(footnoteID(number))) {
                        content
                        backLinks(to: state.references(to: number), number)
                    }
                }
            }
        }
    }

    private func backLinks(to references: [String], _ number: Int) -> HTML {
        guard !references.isEmpty else { return HTML() }
        return p(.class("back")) {
            references.enumerated().map { index, id in
                let name = references.count == 1 ? "\(number)" : "\(number)-\(index + 1)"
                return HTML {
                    if index > 0 { " " }
                    a(.href(.here(id)), .label(pages.words.backToReference.text([.count: name]))) {
                        index == 0 ? "↩" : "↩\(index + 1)"
                    }
                }
            }
        }
    }

    // MARK: Tables

    private func tableWithCells(_ block: Block, _ alignments: [TableAlignment]) -> HTML {
        let header = block.children.filter { $0.kind == .tableRow(isHeader: true) }
        let rows = block.children.filter { $0.kind == .tableRow(isHeader: false) }
        return div(.class("scroll"), .role("group"), .label(pages.words.tableLabel), .focusable) {
            table {
                if !header.isEmpty { thead { header.map { row($0, th, alignments) } } }
                if !rows.isEmpty { tbody { rows.map { row($0, td, alignments) } } }
            }
        }
    }

    private func row(_ block: Block, _ tag: Tag, _ alignments: [TableAlignment]) -> HTML {
        tr {
            for (index, cell) in block.children.enumerated() {
                // An empty cell heads nothing.
                let tag = cell.inlines.isEmpty ? td : tag
                tag(.class(index < alignments.count ? className(alignments[index]) : nil)) {
                    inlines.render(cell.inlines)
                }
            }
        }
    }

    private func className(_ alignment: TableAlignment) -> String? {
        switch alignment {
        case .none, .left: nil
        case .center: "center"
        case .right: "end"
        }
    }
}

extension Block {
    fileprivate var isFootnote: Bool {
        if case .footnoteDefinition = kind { true } else { false }
    }

    /// Raw HTML that has to be parsed to be understood.
    fileprivate var isMarkup: Bool {
        if case .html(let html) = kind { !isOnlyComments(html) } else { false }
    }
}

private func numberedFootnotes(_ blocks: [Block]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for case .footnoteDefinition(let label) in blocks.map(\.kind) where numbers[label] == nil {
        numbers[label] = numbers.count + 1
    }
    return numbers
}
