/// A parsed Markdown document (GitHub Flavored Markdown), as values.
package struct Document: Hashable, Sendable {
    /// How deep blocks may lie within blocks (a list counts one, its items one more), and inlines within inlines.
    /// Deeper blocks are left out; of deeper inlines only the text is kept.
    package static let maximumDepth = 100

    package var blocks: [Block]
    /// 1-based line of the first block that lies deeper than `Document.maximumDepth`; such blocks are left out.
    package var tooDeepLine: Int?
    /// 1-based line at which the document passed what is read in reasonable time and memory (see `ParsingCost`).
    /// Then nothing of it was parsed and `blocks` is empty.
    package var tooCostlyLine: Int?

    package init(blocks: [Block], tooDeepLine: Int? = nil, tooCostlyLine: Int? = nil) {
        self.blocks = blocks
        self.tooDeepLine = tooDeepLine
        self.tooCostlyLine = tooCostlyLine
    }
}

/// A block of GFM, with its place in the source.
package struct Block: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case blockQuote
        case list(start: Int?, isTight: Bool)
        /// An item of a list; `task` is set when it is a task-list item by GFM's rule.
        case listItem(task: TaskMarker?)
        case paragraph
        case heading(level: Int)
        /// `info` is the whole info string of a fence.
        case codeBlock(info: String, code: String)
        case html(String)
        case thematicBreak
        case table(alignments: [TableAlignment])
        case tableRow(isHeader: Bool)
        case tableCell
        /// `label` is the footnote's number, in the order in which the text refers to them. Definitions stand at the
        /// end of the document, in that order; one that nothing refers to is left out.
        case footnoteDefinition(label: String)
    }

    package var kind: Kind
    /// 1-based line in the file (front matter counted) where the block begins.
    package var line: Int
    /// 1-based last line; never before `line`.
    package var endLine: Int
    package var children: [Block]
    /// Of paragraphs, headings and table cells. The task marker is no part of it.
    package var inlines: [Inline]

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
    package var isChecked: Bool
    /// 1-based line in the file.
    package var line: Int
    /// 1-based byte column of the `[` in its line.
    package var column: Int

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
    case text(String)
    case softBreak
    case lineBreak
    case code(String)
    case html(String)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    case link(destination: String, title: String, content: [Inline])
    case image(source: String, title: String, alternative: [Inline])
    case footnoteReference(label: String)
}
