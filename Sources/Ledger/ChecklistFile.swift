import Checklists
import Markdown

/// An item as one text says it, and what `ItemMatcher` compares of it. Versions of a file share the items that did not
/// change, so that most comparisons are over at once.
final class ReadItem: Sendable {
    /// Lines count from the beginning of the text it was read from.
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
    /// There are bullets under a `Sign-off:` field: other roles might read the file differently.
    let dependsOnRoles: Bool
    let diagnostics: [Diagnostic]
    /// For each piece the number of items up to its end, and by how many lines its items lie further on than they say.
    private let pieces: [(end: Int, lineShift: Int)]

    static let empty = ChecklistFile(diagnostics: [])

    /// A file without items.
    init(diagnostics: [Diagnostic]) {
        header = FrontMatterValues()
        heading = nil
        items = []
        dependsOnRoles = false
        pieces = []
        self.diagnostics = diagnostics
    }

    /// `problems` are those of the file as a whole; `line` is a piece's first line in the file.
    init(
        header: FrontMatterValues, heading: String?, pieces readings: [(reading: PieceReading, line: Int)],
        problems: [Diagnostic]
    ) {
        self.header = header
        self.heading = heading
        items = readings.flatMap(\.reading.items)
        dependsOnRoles = readings.contains { $0.reading.dependsOnRoles }
        diagnostics = problems + readings.flatMap { $0.reading.diagnostics(from: $0.line) }
        var end = 0
        pieces = readings.map { reading, line in
            end += reading.items.count
            return (end, line - reading.firstLine)
        }
    }

    /// An item with its lines in the file.
    func state(at index: Int) -> ItemState {
        var (low, high) = (0, pieces.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if index < pieces[middle].end { high = middle } else { low = middle + 1 }
        }
        return items[index].state.moved(by: pieces[low].lineShift)
    }
}

/// What one piece of a file says, its lines counted in the text that it was read from.
final class PieceReading: Sendable {
    /// The first level-1 heading of that text.
    let heading: String?
    let items: [ReadItem]
    let dependsOnRoles: Bool
    /// Where the piece begins.
    let firstLine: Int
    private let diagnostics: [Diagnostic]

    private init(
        heading: String?, items: [ReadItem], dependsOnRoles: Bool, firstLine: Int, diagnostics: [Diagnostic]
    ) {
        self.heading = heading
        self.items = items
        self.dependsOnRoles = dependsOnRoles
        self.firstLine = firstLine
        self.diagnostics = diagnostics
    }

    /// Reads a text and takes it apart at the pieces that begin in `lines`, of which the first has all that stands before.
    static func read(_ text: [UInt8], from lines: [Int], _ context: PartMemory.Context) -> [PieceReading] {
        let document = Document(parsing: text)
        var problems: [Diagnostic] = []
        if let line = document.tooCostlyLine {
            problems.append(
                Diagnostic(
                    .fileNotRead, path: context.path, line: line,
                    message: "what begins here was not read: it is nested or linked in a way that would take too long",
                    advice: "Its items are missing from everything here."))
        }
        if let line = document.tooDeepLine {
            problems.append(
                Diagnostic(
                    .nestedTooDeeply, path: context.path, line: line,
                    message: "what begins here is nested deeper than \(Document.maximumDepth) levels and was not read",
                    advice: "Its items are missing from everything here. Lists need few levels: begin a new one."))
        }
        var reader = ItemReader(path: context.path, header: context.header, roles: context.roles)
        reader.read(document)
        problems += reader.diagnostics
        let heading = document.title
        var items: [[ReadItem]] = Array(repeating: [], count: lines.count)
        for (item, coveredText) in zip(reader.items, reader.coveredTexts) {
            items[lines.piece(of: item.line)].append(ReadItem(item, coveredText: coveredText))
        }
        var diagnostics: [[Diagnostic]] = Array(repeating: [], count: lines.count)
        for problem in problems { diagnostics[lines.piece(of: problem.line ?? 0)].append(problem) }
        let depending = Set(reader.linesDependingOnRoles.map { lines.piece(of: $0) })
        return lines.indices.map {
            PieceReading(
                heading: heading, items: items[$0], dependsOnRoles: depending.contains($0), firstLine: lines[$0],
                diagnostics: diagnostics[$0])
        }
    }

    var hasProblems: Bool { !diagnostics.isEmpty }

    /// What is wrong with the piece, its first line being `line` in the file.
    func diagnostics(from line: Int) -> [Diagnostic] {
        diagnostics.map { diagnostic in
            var moved = diagnostic
            moved.line = moved.line.map { $0 + line - firstLine }
            return moved
        }
    }
}

extension [Int] {
    /// The last piece that begins at or before a line; `self` are their first lines. What stands before all is the first's.
    fileprivate func piece(of line: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= line { low = middle + 1 } else { high = middle }
        }
        return Swift.max(low - 1, 0)
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
        /// For each part those of its pieces.
        let readings: [[PieceReading]]
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
        let previous = last?.context.path == path ? last : nil
        let parts =
            cutsFiles
            ? DocumentParts(of: source.body, firstLine: source.bodyLine, after: previous?.parts)
            : DocumentParts(whole: source)
        let known = previous?.context == context ? previous?.readings ?? [] : []
        let readings = parts.parts.map { part in
            if let same = part.previous, !known.isEmpty { return known[same] }
            return memory.readings(of: part, of: parts, context)
        }
        last = Version(parts: parts, context: context, readings: readings)
        let pieces = zip(readings, parts.parts).flatMap { readings, part in
            zip(readings, part.pieces).map { (reading: $0, line: $1.line) }
        }
        // What is wrong with a file that holds no item is nobody's business.
        guard pieces.contains(where: { !$0.reading.items.isEmpty || $0.reading.hasProblems }) else { return .empty }
        // Where the title is a part, and empty, no later heading takes its place.
        let titled = parts.title.map { memory.readings(of: $0, of: parts, context) } ?? pieces.map(\.reading)
        let heading = titled.lazy.compactMap(\.heading).first
        let encoding = source.encoding == .windows1252 ? [Diagnostic.notUTF8(path)] : []
        return ChecklistFile(header: header, heading: heading, pieces: pieces, problems: problems + encoding)
    }
}

/// Readings by the exact text of the piece, and all else that they depend on.
struct PartMemory {
    struct Context: Hashable {
        let path: String
        let header: FrontMatterValues
        let roles: [String]
    }

    /// Bytes of text remembered before everything is forgotten: enough for what is being edited, little enough to stay small.
    private static let capacity = 1 << 20

    /// An array hashes byte by byte; this hashes all at once.
    private struct Text: Hashable {
        let bytes: ArraySlice<UInt8>

        /// The same without the file around it.
        var copy: Text { Text(bytes: Array(bytes)[...]) }

        func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
    }

    /// What the pieces of a part have in common.
    private struct Shelf: Hashable {
        let context: Context
        let textBefore: Text
    }

    private struct HeaderText: Hashable {
        let text: SourceFile.FrontMatter
        let path: String
    }

    private var readings: [Shelf: [Text: PieceReading]] = [:]
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

    /// A reading for each piece of a part. Those not known yet are read together as far as they adjoin.
    mutating func readings(of part: DocumentParts.Part, of parts: DocumentParts, _ context: Context) -> [PieceReading] {
        let before = parts.textBefore(part)
        let shelf = Shelf(context: context, textBefore: Text(bytes: before[...]))
        var known = readings.removeValue(forKey: shelf) ?? [:]
        var found: [PieceReading] = []
        let texts = part.pieces.map { Text(bytes: parts.text(of: $0)) }
        while found.count < texts.count {
            if let reading = known[texts[found.count]] {
                found.append(reading)
                continue
            }
            var end = found.count + 1
            while end < texts.count, known[texts[end]] == nil, part.pieces[end - 1].isRightBefore(part.pieces[end]) {
                end += 1
            }
            let run = found.count..<end
            let start = before.count { $0 == UInt8(ascii: "\n") } + 1 - part.pieces[run.lowerBound].line
            let new = PieceReading.read(
                before + texts[run].flatMap(\.bytes), from: part.pieces[run].map { $0.line + start }, context)
            for (text, reading) in zip(texts[run], new) { known[text.copy] = reading }
            makeRoom(for: texts[run].reduce(before.count) { $0 + $1.bytes.count })
            found += new
        }
        readings[shelf] = known
        return found
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
            .encoding, path: path, line: 1,
            message: "the file is not valid UTF-8; it was read as Windows-1252", advice: "Save it as UTF-8.")
    }

    fileprivate static func unread(_ path: String, _ why: String) -> Diagnostic {
        Diagnostic(
            .fileNotRead, path: path, message: "the file was not read: \(why)",
            advice: "Its items are missing from everything here.")
    }
}

extension Document {
    /// The first level-1 heading as plain text.
    var title: String? {
        for block in blocks where block.kind == .heading(level: 1) {
            let text = ItemReader.plainTextWithoutID(block.inlines).text
            return text.isEmpty ? nil : text
        }
        return nil
    }
}
