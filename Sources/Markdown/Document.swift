/// A parsed Markdown document (GitHub Flavored Markdown), as values.
package struct Document: Hashable, Sendable {
    /// How deep blocks may lie within blocks (a list counts one, its items one more), and inlines within inlines.
    /// Deeper blocks are left out; of deeper inlines only the text is kept.
    package static let maximumDepth = 100

    /// In the order of the source; footnote definitions at the end.
    package var blocks: [Block]
    /// 1-based line of the first block that lies deeper than `Document.maximumDepth`; such blocks are left out.
    package var tooDeepLine: Int?
    /// 1-based line at which the document passed what is read in reasonable time and memory (see `ParsingCost`).
    /// Then nothing of it was parsed and `blocks` is empty.
    package var tooCostlyLine: Int?

    /// A document of these blocks.
    package init(blocks: [Block], tooDeepLine: Int? = nil, tooCostlyLine: Int? = nil) {
        self.blocks = blocks
        self.tooDeepLine = tooDeepLine
        self.tooCostlyLine = tooCostlyLine
    }
}

/// A block of GFM, with its place in the source.
package struct Block: Hashable, Sendable {
    /// What a block is (GFM, sections 4 and 5).
    package enum Kind: Hashable, Sendable {
        case blockQuote
        /// `start` is the first number of an ordered list, nil for bullets. In a tight list paragraphs are shown without
        /// their margins.
        case list(start: Int?, isTight: Bool)
        /// An item of a list; `task` is set when it is a task-list item by GFM's rule.
        case listItem(task: TaskMarker?)
        case paragraph
        case heading(level: Int)
        /// `info` is the whole info string of a fence.
        case codeBlock(info: String, code: String)
        /// Raw HTML, comments among it. Never written to a page as it is.
        case html(String)
        case thematicBreak
        /// One alignment for each column. Its children are rows, their children cells.
        case table(alignments: [TableAlignment])
        case tableRow(isHeader: Bool)
        case tableCell
        /// `label` is the footnote's number, in the order in which the text refers to them. Definitions stand at the
        /// end of the document, in that order; one that nothing refers to is left out.
        case footnoteDefinition(label: String)
    }

    /// What the block is, with what only this kind has.
    package var kind: Kind
    /// 1-based line in the file (front matter counted) where the block begins.
    package var line: Int
    /// 1-based last line; never before `line`.
    package var endLine: Int
    /// The blocks within: of quotes, lists, items, tables, rows and footnotes.
    package var children: [Block]
    /// Of paragraphs, headings and table cells. The task marker is no part of it.
    package var inlines: [Inline]

    /// A block at its place.
    package init(kind: Kind, line: Int, endLine: Int, children: [Block] = [], inlines: [Inline] = []) {
        self.kind = kind
        self.line = line
        self.endLine = endLine
        self.children = children
        self.inlines = inlines
    }

    /// The task marker, if this is a task-list item.
    package var task: TaskMarker? {
        if case .listItem(let task) = kind { task } else { nil }
    }
}

/// The `[ ]`, `[x]` or `[X]` of a task-list item.
package struct TaskMarker: Hashable, Sendable {
    /// Whether `x` or `X` stands between the brackets.
    package var isChecked: Bool
    /// 1-based line in the file.
    package var line: Int
    /// 1-based byte column of the `[` in its line.
    package var column: Int

    /// A marker at its place.
    package init(isChecked: Bool, line: Int, column: Int) {
        self.isChecked = isChecked
        self.line = line
        self.column = column
    }
}

/// The alignment of a table's column, as its delimiter row tells.
package enum TableAlignment: Hashable, Sendable { case none, left, center, right }

/// An inline of GFM. No two texts are neighbours.
package enum Inline: Hashable, Sendable {
    /// Backslash escapes and entities are resolved.
    case text(String)
    /// A line end in the source.
    case softBreak
    case lineBreak
    case code(String)
    /// One raw HTML tag or comment. Never written to a page as it is.
    case html(String)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    /// `destination` and `title` as the document gives them, unchecked; an empty title is none.
    case link(destination: String, title: String, content: [Inline])
    case image(source: String, title: String, alternative: [Inline])
    /// `label` is that of the definition.
    case footnoteReference(label: String)
}
