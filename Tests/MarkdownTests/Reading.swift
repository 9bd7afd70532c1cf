import Markdown

/// A file as the tests read it.
func document(_ source: String) -> Document {
    Array(source.utf8).withUnsafeBytes { bytes in
        guard let file = SourceFile(bytes) else { return Document(blocks: []) }
        return Document(parsing: file.body, firstLine: file.bodyLine)
    }
}

/// The task items of a document in its order, as `LINE:COLUMN x TEXT`; `-` stands for an open box.
func taskItems(_ source: String) -> [String] { taskItems(in: document(source).blocks) }

private func taskItems(in blocks: [Block]) -> [String] {
    blocks.flatMap { block in
        let below = taskItems(in: block.children)
        guard let task = block.task else { return below }
        let text = plainText(of: block.children.first?.inlines ?? [])
        return ["\(task.line):\(task.column) \(task.isChecked ? "x" : "-") \(text)"] + below
    }
}

/// The blocks of a document, one a line, indented by depth: `KIND FIRST-LAST`.
func outline(_ source: String) -> String { outline(of: document(source).blocks, indent: "") }

private func outline(of blocks: [Block], indent: String) -> String {
    blocks.map { block in
        "\(indent)\(name(block.kind)) \(block.line)-\(block.endLine)\n"
            + outline(of: block.children, indent: indent + "  ")
    }.joined()
}

private func name(_ kind: Block.Kind) -> String {
    switch kind {
    case .blockQuote: "quote"
    case .list: "list"
    case .listItem(let task): task == nil ? "item" : "task"
    case .paragraph: "paragraph"
    case .heading(let level): "h\(level)"
    case .codeBlock: "code"
    case .html: "html"
    case .thematicBreak: "break"
    case .table: "table"
    case .tableRow(let isHeader): isHeader ? "header" : "row"
    case .tableCell: "cell"
    case .footnoteDefinition(let label): "footnote \(label)"
    }
}
