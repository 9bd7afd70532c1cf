import Checklists
import Markdown

/// An item as one text says it, and what `ItemMatcher` compares of it. Versions of a file share the items that did not
/// change, so that most comparisons are over at once.
final class ReadItem: Sendable {
    /// Lines count from the beginning of the part that holds the item.
    let state: ItemState
    let key: ItemMatcher.Key
    /// nil for an item that asks for no sign-off and has no id.
    let coveredText: CoveredText?

    init(_ state: ItemState, coveredText: CoveredText? = nil) {
        self.state = state
        self.coveredText = coveredText
        key = ItemMatcher.Key(state)
    }
}

/// One version of a Markdown file, read for its items. Read under the roles of the same tree, since they decide what a
/// sign-off box is.
final class ChecklistFile: Sendable {
    let header: FrontMatterValues
    /// The first level-1 heading as plain text.
    let heading: String?
    /// In the order of the file.
    let items: [ReadItem]
    /// There are task items under a `Sign-off:` field: other roles might read the file differently.
    let dependsOnRoles: Bool
    let diagnostics: [Diagnostic]
    /// For each part the number of items up to its end, and by how many lines its items lie further on than they say.
    private let parts: [(end: Int, lineShift: Int)]

    static let empty = ChecklistFile(diagnostics: [])

    /// A file without items.
    init(diagnostics: [Diagnostic]) {
        header = FrontMatterValues()
        heading = nil
        items = []
        dependsOnRoles = false
        parts = []
        self.diagnostics = diagnostics
    }

    /// `problems` are those of the file as a whole.
    init(
        header: FrontMatterValues, heading: String?, parts readings: [(reading: PartReading, firstLine: Int)],
        problems: [Diagnostic]
    ) {
        self.header = header
        self.heading = heading ?? readings.lazy.compactMap(\.reading.heading).first
        items = readings.flatMap(\.reading.items)
        dependsOnRoles = readings.contains { $0.reading.dependsOnRoles }
        diagnostics = problems + readings.flatMap { $0.reading.diagnostics(from: $0.firstLine) }
        var end = 0
        parts = readings.map { reading, firstLine in
            end += reading.items.count
            return (end, firstLine - 1)
        }
    }

    /// An item with its lines in the file.
    func state(at index: Int) -> ItemState {
        items[index].state.moved(by: parts.first { index < $0.end }?.lineShift ?? 0)
    }
}

/// What one part of a file says, its lines counted from 1.
final class PartReading: Sendable {
    let heading: String?
    let items: [ReadItem]
    let dependsOnRoles: Bool
    private let diagnostics: [Diagnostic]

    init(_ text: [UInt8], _ context: PartMemory.Context) {
        let document = Document(parsing: text)
        var problems: [Diagnostic] = []
        if let line = document.tooCostlyLine {
            problems.append(
                Diagnostic(
                    rule: "file-not-read", severity: .error, path: context.path, line: line,
                    message: "what begins here was not read: it is nested or linked in a way that would take too long",
                    advice: "Its items are missing from everything here."))
        }
        if let line = document.tooDeepLine {
            problems.append(
                Diagnostic(
                    rule: "nested-too-deeply", severity: .error, path: context.path, line: line,
                    message: "what begins here is nested deeper than \(Document.maximumDepth) levels and was not read"))
        }
        var reader = ItemReader(path: context.path, header: context.header, roles: context.roles)
        reader.read(document)
        heading = document.title
        items = zip(reader.items, reader.coveredTexts).map { ReadItem($0, coveredText: $1) }
        dependsOnRoles = reader.dependsOnRoles
        diagnostics = problems + reader.diagnostics
    }

    var hasProblems: Bool { !diagnostics.isEmpty }

    /// What is wrong with the part, its first line being `firstLine`.
    func diagnostics(from firstLine: Int) -> [Diagnostic] {
        diagnostics.map { diagnostic in
            var moved = diagnostic
            moved.line = moved.line.map { $0 + firstLine - 1 }
            return moved
        }
    }
}

extension ItemState {
    /// The same some lines further on.
    fileprivate func moved(by shift: Int) -> ItemState {
        var moved = self
        moved.line += shift
        for line in moved.fieldLines.indices { moved.fieldLines[line] += shift }
        for box in moved.fields.boxes.indices { moved.fields.boxes[box].line += shift }
        return moved
    }
}

/// Reads the versions of files, best those of one file one after another: most of a version is the same as in the one
/// before.
struct ChecklistReader {
    /// Larger files are not read: nobody keeps a checklist of more than 16 MiB, and parsing one would hold up all others.
    static let maximumSize = 16 << 20

    /// Cut files at their headings. Off, each is parsed as a whole: slower, and what the cutting is tested against.
    var cutsFiles = true

    /// The version read last.
    private struct Version {
        let parts: DocumentParts
        let context: PartMemory.Context
        let readings: [PartReading]
    }

    private var memory = PartMemory()
    private var last: Version?

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
        let (header, problems) = memory.header(source.frontMatter, path: path)
        let context = PartMemory.Context(path: path, header: header, roles: roles)
        let before = last?.context == context ? last : nil
        let parts =
            cutsFiles
            ? DocumentParts(of: source.body, firstLine: source.bodyLine, after: before?.parts)
            : DocumentParts(whole: source)
        let readings = parts.parts.map { part in
            part.previous.flatMap { before?.readings[$0] } ?? memory.reading(of: parts.text(of: part), context)
        }
        last = Version(parts: parts, context: context, readings: readings)
        // What is wrong with a file that holds no item is nobody's business.
        guard readings.contains(where: { !$0.items.isEmpty || $0.hasProblems }) else { return .empty }
        let heading = parts.title.flatMap { memory.reading(of: parts.text(of: $0), context).heading }
        let encoding = source.encoding == .windows1252 ? [Diagnostic.notUTF8(path)] : []
        return ChecklistFile(
            header: header, heading: heading,
            parts: zip(readings, parts.parts).map { ($0, $1.firstLine) }, problems: problems + encoding)
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
