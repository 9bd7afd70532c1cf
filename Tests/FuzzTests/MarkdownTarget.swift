import Checklists

@testable import Ledger
@testable import Markdown

extension FuzzTarget {
    /// A Markdown file: decoding, parsing, reading its items, and ticking each of them.
    static let markdown = FuzzTarget(name: "markdown") { input in
        guard let file = input.withUnsafeBytes({ SourceFile($0) }) else { return }
        let text = String(validating: file.body, as: UTF8.self)
        try require(text != nil, "the body is not UTF-8")
        let document = Document(parsing: file.body, firstLine: file.bodyLine)
        var walk = DocumentWalk(lines: file.bodyLine...file.bodyLine + numberOfLineEnds(in: file.body))
        try walk.visit(document.blocks, depth: 1)
        let mayHaveItems = input.withUnsafeBytes(mayContainTaskItem)
        try require(mayHaveItems || walk.tasks.isEmpty, "there are task items where none was held possible")
        // Not all: setting one looks through all lines before it.
        for task in walk.tasks.prefix(20) {
            let ticked = settingTaskMark(onLine: task.line, to: !task.isChecked, in: input)
            try require(ticked?.count == input.count, "the box in line \(task.line) cannot be ticked or unticked")
            let changes = zip(ticked ?? [], input).count { $0 != $1 }
            try require(changes == 1, "ticking the box in line \(task.line) changes \(changes) bytes")
        }
        try tickItems(input)
    }
}

/// Sets each box that can be set, and reads the file again.
private func tickItems(_ input: [UInt8]) throws {
    let editor = CheckboxEditor(path: FuzzFile.path, roles: FuzzFile.roles)
    let items = FuzzFile(input).states
    for item in items.prefix(4) {
        guard let id = item.id else { continue }
        let boxes =
            [Checkbox(item: id)] + Set(item.fields.boxes.map(\.role)).sorted().map { Checkbox(item: id, role: $0) }
        for box in boxes {
            guard let set = editor.setting(box, to: true, in: input) else { continue }
            let again = FuzzFile(set).states
            try require(again.count == items.count, "ticking a box of \(id) changes the number of items")
            let isSet = again.filter { $0.id == id }.allSatisfy { state in
                box.role.map { role in state.fields.boxes.allSatisfy { $0.role != role || $0.isChecked } }
                    ?? state.isChecked
            }
            try require(isSet, "a box of \(id) is not ticked where it was said to be")
        }
    }
}

/// Goes through the blocks of a document.
private struct DocumentWalk {
    let lines: ClosedRange<Int>
    private(set) var tasks: [TaskMarker] = []

    init(lines: ClosedRange<Int>) { self.lines = lines }

    mutating func visit(_ blocks: [Block], depth: Int) throws {
        try require(blocks.isEmpty || depth <= Document.maximumDepth, "blocks lie deeper than they may")
        for block in blocks {
            let isInFile = lines.contains(block.line) && lines.contains(block.endLine) && block.line <= block.endLine
            try require(isInFile, "\(block.kind) from line \(block.line) to \(block.endLine), where there are \(lines)")
            try visit(block.inlines, depth: 1)
            if let task = block.task {
                try require(block.children.first?.kind == .paragraph, "a task item begins with no paragraph")
                tasks.append(task)
            }
            try visit(block.children, depth: depth + 1)
        }
    }

    private func visit(_ inlines: [Inline], depth: Int) throws {
        try require(inlines.isEmpty || depth <= Document.maximumDepth + 1, "inlines lie deeper than they may")
        let text = plainText(of: inlines)
        try require(text == text.collapsed, "plain text has white space to collapse")
        var wasText = false
        for inline in inlines {
            switch inline {
            case .text(let text):
                try require(!wasText && !text.isEmpty, "two texts are neighbours, or one is empty")
            case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content),
                .image(_, _, let content):
                try visit(content, depth: depth + 1)
            case .softBreak, .lineBreak, .code, .html, .footnoteReference: break
            }
            if case .text = inline { wasText = true } else { wasText = false }
        }
    }
}
