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

    static let empty = ChecklistFile()

    init(
        header: FrontMatterValues = FrontMatterValues(), heading: String? = nil, items: [ItemState] = [],
        matchKeys: [ItemMatcher.Key] = [], dependsOnRoles: Bool = false, diagnostics: [Diagnostic] = []
    ) {
        self.header = header
        self.heading = heading
        self.items = items
        self.matchKeys = matchKeys
        self.dependsOnRoles = dependsOnRoles
        self.diagnostics = diagnostics
    }
}

/// Reads the versions of files. It remembers the parts it has read: most of a version is the same as in the one before.
struct ChecklistReader {
    /// Larger files are not read: nobody keeps a checklist of more than 16 MiB, and parsing one would hold up all others.
    static let maximumSize = 16 << 20

    /// Cut files at their headings. Off, each is parsed as a whole: slower, and what the cutting is tested against.
    var cutsFiles = true

    private var memory = PartMemory()

    init() {}

    /// Reads `bytes`, the content of the file at `path`, with the roles declared in the same tree.
    mutating func read(_ bytes: UnsafeRawBufferPointer, path: String, roles: [String]) -> ChecklistFile {
        guard bytes.count <= Self.maximumSize else {
            return ChecklistFile(diagnostics: [.unread(path, "it is larger than 16 MiB")])
        }
        guard mayContainTaskItem(bytes) else { return .empty }
        guard let source = SourceFile(bytes) else {
            return ChecklistFile(diagnostics: [.unread(path, "it is not text")])
        }
        let parts =
            cutsFiles ? DocumentParts(of: source.body, firstLine: source.bodyLine) : DocumentParts(whole: source)
        guard !parts.parts.isEmpty else { return .empty }

        let (header, problems) = memory.header(source.frontMatter, path: path)
        let context = PartMemory.Context(path: path, header: header, roles: roles)
        var file = PartReading()
        if let title = parts.title { file.heading = memory.reading(of: title.text, context).heading }
        for part in parts.parts { file.append(memory.reading(of: part.text, context).moved(to: part.firstLine)) }
        // What is wrong with a file that holds no item is nobody's business.
        guard !file.items.isEmpty || !file.diagnostics.isEmpty else { return .empty }
        let encoding = source.encoding == .windows1252 ? [Diagnostic.notUTF8(path)] : []
        return ChecklistFile(
            header: header, heading: file.heading, items: file.items, matchKeys: file.matchKeys,
            dependsOnRoles: file.dependsOnRoles, diagnostics: problems + encoding + file.diagnostics)
    }
}

/// What one part of a file says, its lines counted from 1.
struct PartReading {
    var heading: String?
    var items: [ItemState] = []
    var matchKeys: [ItemMatcher.Key] = []
    var dependsOnRoles = false
    var diagnostics: [Diagnostic] = []

    init() {}

    init(_ text: [UInt8], _ context: PartMemory.Context) {
        let document = Document(parsing: text)
        if let line = document.tooCostlyLine {
            diagnostics.append(
                Diagnostic(
                    rule: "file-not-read", severity: .error, path: context.path, line: line,
                    message: "what begins here was not read: it is nested or linked in a way that would take too long",
                    advice: "Its items are missing from everything here."))
        }
        if let line = document.tooDeepLine {
            diagnostics.append(
                Diagnostic(
                    rule: "nested-too-deeply", severity: .error, path: context.path, line: line,
                    message: "what begins here is nested deeper than \(Document.maximumDepth) levels and was not read"))
        }
        var reader = ItemReader(path: context.path, header: context.header, roles: context.roles)
        reader.read(document)
        heading = document.title
        items = reader.items
        matchKeys = items.map { ItemMatcher.Key($0) }
        dependsOnRoles = reader.dependsOnRoles
        diagnostics += reader.diagnostics
    }

    /// The same with line 1 at line `firstLine`.
    func moved(to firstLine: Int) -> PartReading {
        let shift = firstLine - 1
        guard shift != 0 else { return self }
        var moved = self
        for index in moved.items.indices {
            moved.items[index].line += shift
            for line in moved.items[index].fieldLines.indices { moved.items[index].fieldLines[line] += shift }
            for box in moved.items[index].fields.boxes.indices { moved.items[index].fields.boxes[box].line += shift }
        }
        for index in moved.diagnostics.indices {
            moved.diagnostics[index].line = moved.diagnostics[index].line.map { $0 + shift }
        }
        return moved
    }

    mutating func append(_ next: PartReading) {
        heading = heading ?? next.heading
        items += next.items
        matchKeys += next.matchKeys
        dependsOnRoles = dependsOnRoles || next.dependsOnRoles
        diagnostics += next.diagnostics
    }
}

/// Readings by the exact text of the part, and all else that they depend on.
struct PartMemory {
    struct Context: Hashable {
        let path: String
        let header: FrontMatterValues
        let roles: [String]
    }

    /// Bytes of text remembered before everything is forgotten: enough for what is being edited, little enough to stay small.
    private static let capacity = 4 << 20

    /// An array hashes byte by byte; this hashes all at once.
    private struct Text: Hashable {
        let bytes: [UInt8]

        func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
    }

    private struct HeaderText: Hashable {
        let text: SourceFile.FrontMatter
        let path: String
    }

    private var readings: [Context: [Text: PartReading]] = [:]
    private var headers: [HeaderText: (FrontMatterValues, [Diagnostic])] = [:]
    private var size = 0

    mutating func header(_ text: SourceFile.FrontMatter?, path: String) -> (FrontMatterValues, [Diagnostic]) {
        guard let text else { return (FrontMatterValues(), []) }
        let key = HeaderText(text: text, path: path)
        if let known = headers[key] { return known }
        var diagnostics: [Diagnostic] = []
        let values = FrontMatterValues(text.text, path: path, firstLine: text.firstLine, diagnostics: &diagnostics)
        makeRoom(for: text.text.utf8.count)
        headers[key] = (values, diagnostics)
        return (values, diagnostics)
    }

    mutating func reading(of text: [UInt8], _ context: Context) -> PartReading {
        if let known = readings[context]?[Text(bytes: text)] { return known }
        let reading = PartReading(text, context)
        makeRoom(for: text.count)
        readings[context, default: [:]][Text(bytes: text)] = reading
        return reading
    }

    private mutating func makeRoom(for count: Int) {
        if size > Self.capacity {
            readings.removeAll()
            headers.removeAll()
            size = 0
        }
        size += count
    }
}

extension Diagnostic {
    fileprivate static func notUTF8(_ path: String) -> Diagnostic {
        Diagnostic(
            rule: "encoding", severity: .warning, path: path, line: 1,
            message: "the file is not valid UTF-8; it was read as Windows-1252", advice: "Save it as UTF-8.")
    }

    fileprivate static func unread(_ path: String, _ why: String) -> Diagnostic {
        Diagnostic(
            rule: "file-not-read", severity: .error, path: path, message: "the file was not read: \(why)",
            advice: "Its items are missing from everything here.")
    }
}

extension Document {
    /// The first level-1 heading as plain text.
    fileprivate var title: String? {
        for block in blocks where block.kind == .heading(level: 1) {
            let text = ItemReader.plainTextWithoutID(block.inlines).text
            return text.isEmpty ? nil : text
        }
        return nil
    }
}
