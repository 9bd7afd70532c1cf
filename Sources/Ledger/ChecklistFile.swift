import Checklists
import Markdown

/// One version of a Markdown file, read for its items. Read under the roles of the same tree, since they decide what a
/// sign-off box is.
final class ChecklistFile: Sendable {
    let header: FrontMatterValues
    /// The first level-1 heading as plain text.
    let heading: String?
    /// In the order of the file.
    let items: [ItemState]
    /// For each item, what `ItemMatcher` compares.
    let matchKeys: [ItemMatcher.Key]
    /// There are task items under a `Sign-off:` field: other roles might read the file differently.
    let dependsOnRoles: Bool
    let diagnostics: [Diagnostic]

    /// Larger files are not read: nobody keeps a checklist of more than 16 MiB, and parsing one would hold up all others.
    static let maximumSize = 16 << 20

    static let empty = ChecklistFile(items: [])

    /// Reads `bytes`, the content of the file at `path`, with the roles declared in the same tree.
    convenience init(_ bytes: UnsafeRawBufferPointer, path: String, roles: [String]) {
        guard bytes.count <= Self.maximumSize else {
            self.init(diagnostics: [.unread(path, "it is larger than 16 MiB")])
            return
        }
        guard mayContainTaskItem(bytes) else {
            self.init(items: [])
            return
        }
        guard let source = SourceFile(bytes) else {
            self.init(diagnostics: [.unread(path, "it is not text")])
            return
        }
        self.init(source, path: path, roles: roles)
    }

    private convenience init(_ source: SourceFile, path: String, roles: [String]) {
        let document = Document(parsing: source.body, firstLine: source.bodyLine)
        var diagnostics: [Diagnostic] = []
        if source.encoding == .windows1252 {
            diagnostics.append(
                Diagnostic(
                    rule: "encoding", severity: .warning, path: path, line: 1,
                    message: "the file is not valid UTF-8; it was read as Windows-1252", advice: "Save it as UTF-8."))
        }
        if let line = document.tooCostlyLine {
            diagnostics.append(
                Diagnostic(
                    rule: "file-not-read", severity: .error, path: path, line: line,
                    message: "the file was not read: its Markdown is nested or linked in a way that would take too long",
                    advice: "Its items are missing from everything here."))
        }
        if let line = document.tooDeepLine {
            diagnostics.append(
                Diagnostic(
                    rule: "nested-too-deeply", severity: .error, path: path, line: line,
                    message: "what begins here is nested deeper than \(Document.maximumDepth) levels and was not read"))
        }
        var header = FrontMatterValues()
        if let frontMatter = source.frontMatter, document.containsTaskItem {
            header = FrontMatterValues(
                frontMatter.text, path: path, firstLine: frontMatter.firstLine, diagnostics: &diagnostics)
        }
        var reader = ItemReader(path: path, header: header, roles: roles)
        reader.read(document)
        self.init(
            header: header, heading: document.title, items: reader.items, dependsOnRoles: reader.dependsOnRoles,
            diagnostics: diagnostics + reader.diagnostics)
    }

    private init(
        header: FrontMatterValues = FrontMatterValues(), heading: String? = nil, items: [ItemState] = [],
        dependsOnRoles: Bool = false, diagnostics: [Diagnostic] = []
    ) {
        self.header = header
        self.heading = heading
        self.items = items
        self.dependsOnRoles = dependsOnRoles
        self.diagnostics = diagnostics
        matchKeys = items.map { ItemMatcher.Key($0) }
    }
}

extension Diagnostic {
    fileprivate static func unread(_ path: String, _ why: String) -> Diagnostic {
        Diagnostic(
            rule: "file-not-read", severity: .error, path: path, message: "the file was not read: \(why)",
            advice: "Its items are missing from everything here.")
    }
}

extension Document {
    var title: String? {
        for case let block in blocks {
            if case .heading(level: 1) = block.kind {
                let text = ItemReader.plainTextWithoutID(block.inlines).text
                return text.isEmpty ? nil : text
            }
        }
        return nil
    }

    /// Whether there is a task item anywhere.
    var containsTaskItem: Bool { blocks.contains(where: \.containsTaskItem) }
}

extension Block {
    var containsTaskItem: Bool { task != nil || children.contains(where: \.containsTaskItem) }
}
