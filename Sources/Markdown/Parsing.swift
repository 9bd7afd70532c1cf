import CCMarkGFM
import CPlatform
import Synchronization

extension Document {
    /// Parses GitHub Flavored Markdown with footnotes; raw HTML is kept as such.
    ///
    /// Task items are found by GFM's own rule (section 5.3), not by cmark-gfm's extension, which misreads some.
    ///
    /// - Parameters:
    ///   - body: UTF-8 (what is not valid reads as U+FFFD) without front matter; any line ends.
    ///   - firstLine: 1-based line in the file of the body's first line; all lines in the result count from there.
    package init(parsing body: [UInt8], firstLine: Int = 1) {
        self = body.withUnsafeBytes { Document(parsing: $0, firstLine: firstLine) }
    }

    /// Parses GitHub Flavored Markdown with footnotes; see `init(parsing:firstLine:)` for an array.
    package init(parsing body: UnsafeRawBufferPointer, firstLine: Int = 1) {
        let cost = ParsingCost(of: body)
        if let line = cost.tooCostlyLine {
            self.init(blocks: [], tooCostlyLine: line + firstLine - 1)
            return
        }
        guard let cutLine = cost.firstCutLine else {
            self.init(body, source: body, firstLine: firstLine)
            return
        }
        self = cost.remainder(of: body).withUnsafeBytes { Document($0, source: body, firstLine: firstLine) }
        tooDeepLine = min(tooDeepLine ?? .max, cutLine + firstLine - 1)
    }

    /// Parses `text`; the markers of task items are read from `source`, of which it holds the same lines.
    private init(_ text: UnsafeRawBufferPointer, source: UnsafeRawBufferPointer, firstLine: Int) {
        let document = CMark.withTree(of: text) { root in
            var reader = TreeReader(source: source, firstLine: firstLine)
            let blocks = reader.blocks(of: root, parentLine: 1, depth: 1)
            return Document(blocks: blocks, tooDeepLine: reader.tooDeepLine.map { $0 + firstLine - 1 })
        }
        self = document ?? Document(blocks: [])
    }
}

/// Parses with cmark-gfm.
private enum CMark {
    /// cmark-gfm's extensions share tables without guarding them: two parsers at work at the same time give wrong
    /// trees. So one at a time, process-wide; and the memory of small texts is shared.
    private static let lock = Mutex(())

    /// In texts up to so many bytes, what is allocated is let go all at once: it may take more memory, but half the time.
    private static let smallText = 64 << 10

    /// Calls `read` with the root of the parsed tree, which lives that long; nil if there is none.
    static func withTree<Result: Sendable>(
        of text: UnsafeRawBufferPointer, _ read: (OpaquePointer) -> Result
    ) -> Result? {
        lock.withLock { _ in
            guard text.count <= smallText else {
                guard let root = parse(text, cmark_get_default_mem_allocator()) else { return nil }
                defer { cmark_node_free(root) }
                return read(root)
            }
            var arena = cmark_mem(
                calloc: countersign_arena_calloc, realloc: countersign_arena_realloc, free: countersign_arena_free)
            defer { countersign_arena_reset() }
            return withUnsafeMutablePointer(to: &arena) { parse(text, $0).map(read) }
        }
    }

    private static func parse(_ text: UnsafeRawBufferPointer, _ memory: UnsafeMutablePointer<cmark_mem>?)
        -> OpaquePointer?
    {
        cmark_gfm_core_extensions_ensure_registered()
        let footnotes = mayReadFootnotes(in: text) ? CMARK_OPT_FOOTNOTES : 0
        guard let parser = cmark_parser_new_with_mem(CMARK_OPT_VALIDATE_UTF8 | footnotes, memory) else { return nil }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink"] {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        if let start = text.baseAddress {
            cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), text.count)
        }
        return cmark_parser_finish(parser)
    }

    /// Whether there is a footnote to read, and none in the one spelling that is no safe reading: cmark-gfm
    /// 0.29.0.gfm.6 reads past its buffer where the `^` of a reference is written as an entity (`[&#94;…]`).
    private static func mayReadFootnotes(in text: UnsafeRawBufferPointer) -> Bool {
        var hasFootnote = false
        var index = 0
        while let bracket = text.firstIndex(of: UInt8(ascii: "["), from: index) {
            index = bracket + 1
            let rest = text[index...]
            if rest.starts(with: "&#".utf8) || rest.starts(with: "&Hat;".utf8) { return false }
            hasFootnote = hasFootnote || rest.first == UInt8(ascii: "^")
        }
        return hasFootnote
    }
}

/// Copies a tree of cmark-gfm out into values. No pointer of cmark's leaves this file.
private struct TreeReader {
    private var source: SourceLines
    private let firstLine: Int
    private var footnotes = 0
    /// 1-based line in the body of the first block left out for its depth.
    private(set) var tooDeepLine: Int?

    init(source: UnsafeRawBufferPointer, firstLine: Int) {
        self.source = SourceLines(source)
        self.firstLine = firstLine
    }

    // MARK: Blocks

    /// Recursion is bounded by `Document.maximumDepth`: what lies deeper is left out.
    mutating func blocks(of parent: OpaquePointer, parentLine: Int, depth: Int, isTask: Bool = false) -> [Block] {
        guard var node = cmark_node_first_child(parent) else { return [] }
        var blocks: [Block] = []
        while true {
            let next = cmark_node_next(node)
            let line = self.line(of: node, next: next, parentLine: parentLine)
            if depth > Document.maximumDepth {
                tooDeepLine = min(tooDeepLine ?? line, line)
                return []
            }
            if let block = block(node, line: line, depth: depth, isTask: isTask && blocks.isEmpty) {
                blocks.append(block)
            }
            guard let next else { return blocks }
            node = next
        }
    }

    /// cmark-gfm gives no line to a paragraph that it splits off the header row of a table right behind it; the
    /// table then has the paragraph's line.
    private func line(of node: OpaquePointer, next: OpaquePointer?, parentLine: Int) -> Int {
        let line = Int(cmark_node_get_start_line(node))
        if line > 0 { return line }
        let nextLine = next.map { Int(cmark_node_get_start_line($0)) } ?? 0
        return nextLine > 0 ? nextLine : parentLine
    }

    private mutating func block(_ node: OpaquePointer, line: Int, depth: Int, isTask: Bool) -> Block? {
        var block = Block(kind: .paragraph, line: line, endLine: Int(cmark_node_get_end_line(node)))
        var task: TaskMarker?
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH:
            block.inlines = inlines(of: node, depth: 1, withoutMarker: isTask)
        case CMARK_NODE_LIST:
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            block.kind = .list(
                start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
                isTight: cmark_node_get_list_tight(node) != 0)
        case CMARK_NODE_ITEM:
            task = taskMarker(of: node)
            block.kind = .listItem(task: task)
        case CMARK_NODE_HEADING:
            block.kind = .heading(level: Int(cmark_node_get_heading_level(node)))
            block.inlines = inlines(of: node, depth: 1)
        case CMARK_NODE_CODE_BLOCK:
            block.kind = .codeBlock(info: string(cmark_node_get_fence_info(node)), code: literal(of: node))
        case CMARK_NODE_HTML_BLOCK: block.kind = .html(literal(of: node))
        case CMARK_NODE_THEMATIC_BREAK: block.kind = .thematicBreak
        case CMARK_NODE_BLOCK_QUOTE: block.kind = .blockQuote
        case CMARK_NODE_FOOTNOTE_DEFINITION:
            // cmark-gfm orders the definitions by number, and keeps their labels to itself.
            footnotes += 1
            block.kind = .footnoteDefinition(label: String(footnotes))
        default:
            guard let kind = tableKind(of: node) else { return nil }
            block.kind = kind
            if kind == .tableCell { block.inlines = inlines(of: node, depth: 1) }
        }
        if block.inlines.isEmpty, block.kind.isContainer {
            block.children = blocks(of: node, parentLine: line, depth: depth + 1, isTask: task != nil)
        }
        place(&block, of: node)
        return block
    }

    /// Sets the block's last line, and turns its lines into lines of the file.
    private func place(_ block: inout Block, of node: OpaquePointer) {
        // What a blank line ended counts that line in.
        if cmark_node_get_end_column(node) == 0, block.kind.isContainer || block.kind == .thematicBreak {
            block.endLine = block.children.last.map { $0.endLine - firstLine + 1 } ?? block.line
        }
        if case .table = block.kind, let paragraph = cmark_node_previous(node),
            cmark_node_get_start_line(paragraph) == 0
        {
            moveHeader(of: &block)
        }
        block.endLine = max(block.line, block.endLine) + firstLine - 1
        block.line += firstLine - 1
    }

    /// The header row stands two lines above the first other row, whatever line cmark-gfm took from the paragraph
    /// before it.
    private func moveHeader(of table: inout Block) {
        let line = table.children.count > 1 ? table.children[1].line - 2 : table.endLine + firstLine - 2
        guard !table.children.isEmpty, line >= table.children[0].line else { return }
        table.children[0].line = line
        table.children[0].endLine = line
        for index in table.children[0].children.indices {
            table.children[0].children[index].line = line
            table.children[0].children[index].endLine = line
        }
        table.line = line - firstLine + 1
    }

    private func tableKind(of node: OpaquePointer) -> Block.Kind? {
        switch string(cmark_node_get_type_string(node)) {
        case "table":
            let count = Int(cmark_gfm_extensions_get_table_columns(node))
            let letters = UnsafeBufferPointer(start: cmark_gfm_extensions_get_table_alignments(node), count: count)
            return .table(alignments: letters.map(TableAlignment.init(letter:)))
        case "table_header": return .tableRow(isHeader: true)
        case "table_row": return .tableRow(isHeader: false)
        case "table_cell": return .tableCell
        default: return nil
        }
    }

    // MARK: Task items

    /// The marker of a list item, by GFM's rule (section 5.3): its first block is a paragraph that begins with the
    /// marker and white space, and has text behind it.
    private mutating func taskMarker(of item: OpaquePointer) -> TaskMarker? {
        guard let paragraph = cmark_node_first_child(item), cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH,
            let first = cmark_node_first_child(paragraph)
        else { return nil }
        var placed = paragraph
        if cmark_node_get_start_line(paragraph) == 0 {
            guard let table = cmark_node_next(paragraph) else { return nil }
            placed = table
        }
        guard let rest = lengthOfMarker(first), hasText(after: rest, of: first) else { return nil }
        let line = Int(cmark_node_get_start_line(placed))
        let column = Int(cmark_node_get_start_column(placed))
        // The text alone does not tell `[ ]` from `\[ ]`.
        guard let isChecked = source.taskMark(line: line, column: column) else { return nil }
        return TaskMarker(isChecked: isChecked, line: line + firstLine - 1, column: column)
    }

    /// How many bytes the marker and the white space behind it take in a text node; 0 for a link, which is the whole
    /// marker where the document defines a reference `[x]`. Nil if this is no marker.
    private func lengthOfMarker(_ node: OpaquePointer) -> Int? {
        if cmark_node_get_type(node) == CMARK_NODE_LINK { return 0 }
        guard cmark_node_get_type(node) == CMARK_NODE_TEXT, let text = cmark_node_get_literal(node) else { return nil }
        let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        guard bytes[0] == UInt8(ascii: "["), bytes[1].isTaskMark, bytes[2] == UInt8(ascii: "]") else { return nil }
        var length = 3
        while bytes[length].isWhiteSpace { length += 1 }
        return length
    }

    private func hasText(after length: Int, of node: OpaquePointer) -> Bool {
        if length > 0, let text = cmark_node_get_literal(node), text[length] != 0 { return true }
        var next = cmark_node_next(node)
        while let node = next {
            if !isBreak(node) { return true }
            next = cmark_node_next(node)
        }
        return false
    }

    private func isBreak(_ node: OpaquePointer) -> Bool {
        let type = cmark_node_get_type(node)
        return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK
    }

    // MARK: Inlines

    /// The inlines of a paragraph, heading, cell or inline; without the task marker that a paragraph begins with.
    ///
    /// Recursion is bounded by `Document.maximumDepth`: what lies deeper becomes text.
    private func inlines(of parent: OpaquePointer, depth: Int, withoutMarker: Bool = false) -> [Inline] {
        guard var node = cmark_node_first_child(parent) else { return [] }
        var inlines: [Inline] = []
        var isLeading = false
        if withoutMarker {
            let length = lengthOfMarker(node) ?? 0
            if length > 0 { appendText(of: node, from: length, to: &inlines) }
            guard let next = cmark_node_next(node) else { return inlines }
            node = next
            isLeading = true
        }
        while true {
            if isLeading, inlines.isEmpty, isBreak(node) {
                // The marker stood alone on its line.
            } else if isLeading, inlines.isEmpty, cmark_node_get_type(node) == CMARK_NODE_TEXT {
                appendText(of: node, from: lengthOfWhiteSpace(node), to: &inlines)
            } else {
                append(node, depth: depth, to: &inlines)
            }
            guard let next = cmark_node_next(node) else { return inlines }
            node = next
        }
    }

    private func append(_ node: OpaquePointer, depth: Int, to inlines: inout [Inline]) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT: appendText(of: node, from: 0, to: &inlines)
        case CMARK_NODE_SOFTBREAK: inlines.append(.softBreak)
        case CMARK_NODE_LINEBREAK: inlines.append(.lineBreak)
        case CMARK_NODE_CODE: inlines.append(.code(literal(of: node)))
        case CMARK_NODE_HTML_INLINE: inlines.append(.html(literal(of: node)))
        case CMARK_NODE_FOOTNOTE_REFERENCE: inlines.append(.footnoteReference(label: literal(of: node)))
        default:
            guard depth < Document.maximumDepth else {
                appendTexts(below: node, to: &inlines)
                return
            }
            let content = self.inlines(of: node, depth: depth + 1)
            if let inline = inline(node, content: content) { inlines.append(inline) }
        }
    }

    private func inline(_ node: OpaquePointer, content: [Inline]) -> Inline? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_EMPH: .emphasis(content)
        case CMARK_NODE_STRONG: .strong(content)
        case CMARK_NODE_LINK:
            .link(
                destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)),
                content: content)
        case CMARK_NODE_IMAGE:
            .image(
                source: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)),
                alternative: content)
        default: string(cmark_node_get_type_string(node)) == "strikethrough" ? .strikethrough(content) : nil
        }
    }

    /// Appends all text below a node, however deep, as one text.
    private func appendTexts(below top: OpaquePointer, to inlines: inout [Inline]) {
        guard let iterator = cmark_iter_new(top) else { return }
        defer { cmark_iter_free(iterator) }
        var text = ""
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
            guard event == CMARK_EVENT_ENTER else { continue }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += literal(of: node)
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
            default: break
            }
        }
        if !text.isEmpty { appendText(text, to: &inlines) }
    }

    private func appendText(of node: OpaquePointer, from offset: Int, to inlines: inout [Inline]) {
        guard let text = cmark_node_get_literal(node), text[offset] != 0 else { return }
        appendText(String(cString: text + offset), to: &inlines)
    }

    private func appendText(_ text: String, to inlines: inout [Inline]) {
        if case .text(let before)? = inlines.last {
            inlines[inlines.count - 1] = .text(before + text)
        } else {
            inlines.append(.text(text))
        }
    }

    private func lengthOfWhiteSpace(_ node: OpaquePointer) -> Int {
        guard let text = cmark_node_get_literal(node) else { return 0 }
        var length = 0
        while UInt8(bitPattern: text[length]).isWhiteSpace { length += 1 }
        return length
    }

    // MARK: Strings

    private func literal(of node: OpaquePointer) -> String { string(cmark_node_get_literal(node)) }

    private func string(_ text: UnsafePointer<CChar>?) -> String {
        guard let text, text.pointee != 0 else { return "" }
        return String(cString: text)
    }
}

extension TableAlignment {
    fileprivate init(letter: UInt8) {
        switch letter {
        case UInt8(ascii: "l"): self = .left
        case UInt8(ascii: "c"): self = .center
        case UInt8(ascii: "r"): self = .right
        default: self = .none
        }
    }
}

extension Block.Kind {
    /// Whether blocks of this kind hold blocks.
    fileprivate var isContainer: Bool {
        switch self {
        case .blockQuote, .list, .listItem, .table, .tableRow, .footnoteDefinition: true
        case .paragraph, .heading, .codeBlock, .html, .thematicBreak, .tableCell: false
        }
    }
}
