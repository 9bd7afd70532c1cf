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
    private let footnotes: [String: Int]

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
            (translation.map { $0.items[item.key]?.state } ?? item.state).map { (state: $0, item) }
        }
        itemsByLine = Dictionary(shown.map { ($0.state.line, $0.1) }, uniquingKeysWith: { first, _ in first })
        fieldLines = Set(shown.lazy.flatMap(\.state.fieldLines))
        footnotes = numberedFootnotes(document.blocks)
        let links = Links(pages: pages, path: checklist.path, idsByFragment: outline.idsByFragment)
        inlines = InlineRenderer(words: pages.words, links: links, footnotes: footnotes)
    }

    /// Whether the paragraphs of a list item stand in `p` (CommonMark 5.3, "loose").
    private enum Spacing {
        case loose, tight
    }

    /// Recursion is bounded by `Document.maximumDepth`; items of what lies deeper are listed at the end of the page.
    mutating func render(_ blocks: [Block]) -> HTML { render(blocks, .loose) }

    private mutating func render(_ blocks: [Block], _ spacing: Spacing) -> HTML {
        var result = HTML()
        for block in blocks { result.append(render(block, spacing)) }
        return result
    }

    private mutating func render(_ block: Block, _ spacing: Spacing) -> HTML {
        switch block.kind {
        case .paragraph:
            let text = inlines.render(block.inlines)
            return spacing == .tight
                ? HTML {
                    text; "\n"
                } : p { text }
        case .heading: return heading(block)
        case .list: return list(block)
        case .listItem: return listItem(block, spacing)
        case .blockQuote:
            let content = render(block.children, .loose)
            return content.isEmpty ? content : blockquote { content }
        case .codeBlock(_, let text): return pre(.focusable) { code { text } }
        case .html: return HTML()
        case .thematicBreak: return hr()
        case .table(let alignments): return tableWithCells(block, alignments)
        case .tableRow, .tableCell: return HTML()
        case .footnoteDefinition(let label):
            let content = render(block.children, .loose)
            guard let number = footnotes[label] else { return content }
            return div(.class("footnote"), .id(footnoteID(number))) {
                span { "[\(number)]" }
                div { content }
            }
        }
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
        let content = render(entries, isTight ? .tight : .loose)
        guard !content.isEmpty else { return content }
        // Without markers Safari calls it a list no more, unless told so.
        let style: Attribute? = hasItems ? .class("items") : nil
        guard let start else { return ul(style, hasItems ? .role("list") : nil) { content } }
        return ol(style, start == 1 ? nil : .start(start)) { content }
    }

    private mutating func listItem(_ block: Block, _ spacing: Spacing) -> HTML {
        if let item = item(at: block) { return render(item, block) }
        let content = render(block.children, spacing)
        return li {
            // A box that is no item is told as it is written.
            if let task = block.task { task.isChecked ? "[x] " : "[ ] " }
            content
        }
    }

    private func item(at block: Block) -> Item? { block.task.flatMap { itemsByLine[$0.line] } }

    private mutating func render(_ item: Item, _ block: Block) -> HTML {
        placed.insert(item.state.line)
        var text = HTML()
        var nested = HTML()
        for (index, child) in block.children.enumerated() {
            var child = child
            if index == 0, let id = item.state.id { child.inlines = withoutTrailingID(id, in: child.inlines) }
            for part in parted(child) {
                let html = render(part, .loose)
                if holdsItem(part) { nested.append(html) } else { text.append(html) }
            }
        }
        return component.render(item, text: text, nested: nested)
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

private func numberedFootnotes(_ blocks: [Block]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for case .footnoteDefinition(let label) in blocks.map(\.kind) where numbers[label] == nil {
        numbers[label] = numbers.count + 1
    }
    return numbers
}
