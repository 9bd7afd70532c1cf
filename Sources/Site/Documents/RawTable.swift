import HTMLParsing

extension Sanitizer {
    /// A table of raw HTML: sections, rows and cells as the parser put them in order, in the frame that Markdown's tables
    /// have.
    mutating func rawTable(_ element: HTMLElement, in place: Place) -> [Content] {
        var inside = Place(isFlow: true, isInTable: true)
        inside.inline = place.inline
        var children: [Content] = []
        var behind: [Content] = []
        var hasRows = false
        let sections = element.children.compactMap(\.tableElement)
        let keepsSpans = hasSoundSpans(sections)
        for section in sections {
            if section.name == "caption" {
                let content = content(of: section.children, in: inside.phrasing)
                guard content.contains(where: \.isVisible) else { continue }
                if children.isEmpty {
                    children.append(.element(ContentElement(tag: caption, isBlock: true, children: content)))
                } else {
                    behind.append(.element(ContentElement(tag: p, isBlock: true, children: content)))
                }
                continue
            }
            let rows = rows(of: section, keepsSpans: keepsSpans, in: inside)
            guard !rows.isEmpty else { continue }
            let tag = section.name == "thead" && !hasRows ? thead : tbody
            hasRows = true
            children.append(.element(ContentElement(tag: tag, isBlock: true, id: section.contentID, children: rows)))
        }
        guard hasRows else { return children.flatMap(\.withoutTag) + behind }
        let table = Content.element(
            ContentElement(
                tag: table, isBlock: true, id: element.contentID, attributes: element.commonAttributes,
                children: children))
        guard !place.isInTable else { return [table] + behind }
        let frame: [Attribute?] = [.class("scroll"), .role("group"), .label(words.tableLabel), .focusable]
        return [
            .element(ContentElement(tag: div, isBlock: true, attributes: frame.compactMap { $0 }, children: [table]))
        ] + behind
    }

    private mutating func rows(of section: HTMLElement, keepsSpans: Bool, in place: Place) -> [Content] {
        var rows: [Content] = []
        for row in section.tableRows {
            var cells: [Content] = []
            for cell in row.tableCells {
                let content = content(of: cell.children, in: place)
                // An empty cell heads nothing.
                let isHeader = cell.name == "th" && content.contains(where: \.isVisible)
                var attributes = cell.alignment.isEmpty ? row.alignment : cell.alignment
                if keepsSpans {
                    if cell.columns > 1 { attributes.append(Attribute(name: "colspan", value: String(cell.columns))) }
                    if cell.rows > 1 { attributes.append(Attribute(name: "rowspan", value: String(cell.rows))) }
                }
                if isHeader, let scope = cell["scope"]?.lowercased(), ["row", "col"].contains(scope) {
                    attributes.append(Attribute(name: "scope", value: scope))
                }
                let element = ContentElement(
                    tag: isHeader ? th : td, isBlock: true, id: cell.contentID,
                    attributes: attributes + cell.commonAttributes, children: content)
                cells.append(.element(element))
            }
            guard !cells.isEmpty else { continue }
            rows.append(
                .element(
                    ContentElement(
                        tag: tr, isBlock: true, id: row.contentID, attributes: row.commonAttributes, children: cells)))
        }
        return rows
    }

    /// Whether spans leave no cell upon another, no row or column without a cell of its own, and end with their section
    /// (HTML, 4.9.12 "Forming a table"). Else all are cells of one.
    private func hasSoundSpans(_ sections: [HTMLElement]) -> Bool {
        let cells = sections.flatMap { $0.tableRows.flatMap(\.tableCells) }
        guard cells.contains(where: { $0.columns > 1 || $0.rows > 1 }) else { return true }
        var width = 0
        var begun: Set<Int> = []
        for section in sections {
            let rows = section.tableRows.filter { !$0.tableCells.isEmpty }
            /// By column, how many more rows a cell from above takes.
            var taken: [Int: Int] = [:]
            for (index, row) in rows.enumerated() {
                var column = 0
                var next = taken.compactMapValues { $0 > 1 ? $0 - 1 : nil }
                for cell in row.tableCells {
                    while taken[column, default: 0] > 0 { column += 1 }
                    guard cell.rows <= rows.count - index else { return false }
                    begun.insert(column)
                    for place in column..<(column + cell.columns) {
                        guard taken[place, default: 0] == 0 else { return false }
                        if cell.rows > 1 { next[place] = cell.rows - 1 }
                    }
                    column += cell.columns
                }
                width = max(width, column, (taken.keys.max() ?? -1) + 1)
                guard width <= 1_000 else { return false }
                taken = next
            }
        }
        return begun.count == width
    }
}

extension HTMLNode {
    fileprivate var tableElement: HTMLElement? {
        if case .element(let element) = self, element.namespace == .html { element } else { nil }
    }
}

extension HTMLElement {
    fileprivate var tableRows: [HTMLElement] {
        guard ["thead", "tbody", "tfoot"].contains(name) else { return [] }
        return children.compactMap(\.tableElement).filter { $0.name == "tr" }
    }

    fileprivate var tableCells: [HTMLElement] {
        children.compactMap(\.tableElement).filter { $0.name == "td" || $0.name == "th" }
    }

    fileprivate var columns: Int { number("colspan", in: 1...100) ?? 1 }
    fileprivate var rows: Int { number("rowspan", in: 1...1_000) ?? 1 }
}

extension Content {
    fileprivate var withoutTag: [Content] {
        if case .element(let element) = self { element.children } else { [self] }
    }
}
