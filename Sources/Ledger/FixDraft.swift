import Checklists
import Markdown

/// What `fix` writes into one file, and what it leaves to people.
package struct FileFix: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        /// The item got an id.
        case id(String)
        /// A look-alike became a box; the item is new to the project.
        case marker(from: String, to: String, isTicked: Bool)
    }

    /// Something at a place of the file.
    package struct Note<Content: Hashable & Sendable>: Hashable, Sendable {
        /// 1-based; nil for the file as a whole.
        package let line: Int?
        package let content: Content
    }

    package let path: String
    package let old: [UInt8]
    /// Same as `old` where nothing is to be written.
    package let new: [UInt8]
    /// By line. Lines are the same before and after.
    package let changes: [Note<Change>]
    /// Why something was left as it is, one sentence each. By line.
    package let remarks: [Note<String>]
}

/// The fixes of one file while they are worked out: its look-alikes first, then ids for the items that have none.
///
/// Nothing is believed: every version is read again as history reads it, and what would change another item, or whose
/// history an item has, is not written.
package struct FixDraft {
    private let path: String
    private let old: [UInt8]
    private let reader: VersionReader
    private let sharedIDs: Set<String>
    private let isNamed: Bool
    /// The file as the last commit has it.
    private let committed: Version?
    private var version: Version
    private var changes: [FileFix.Note<FileFix.Change>] = []
    private var remarks: [FileFix.Note<String>] = []
    private var nameless: [Nameless] = []

    private struct Nameless {
        let line: Int
        let title: String
        /// Lines at whose end an id may be read as the item's, the best first.
        let places: [Int]
    }

    /// Reads a file as it lies in the working tree.
    ///
    /// - Parameters:
    ///   - committed: its content in the last commit; nil if it is new.
    ///   - roles: those that are declared.
    ///   - sharedIDs: those that are written in several files of the project.
    ///   - isNamed: the user named this very file. In others a look-alike makes no checklist of what is none.
    package init(
        path: String, bytes: [UInt8], committed: [UInt8]?, roles: [String], sharedIDs: Set<String> = [],
        isNamed: Bool
    ) {
        let reader = VersionReader(path: path, roles: roles)
        self.init(bytes, reader, committed.map(reader.read), sharedIDs, isNamed: isNamed)
    }

    private init(
        _ bytes: [UInt8], _ reader: VersionReader, _ committed: Version?, _ sharedIDs: Set<String>, isNamed: Bool
    ) {
        (path, old, self.reader, self.committed) = (reader.path, bytes, reader, committed)
        (self.sharedIDs, self.isNamed) = (sharedIDs, isNamed)
        version = reader.read(bytes)
        guard let source = bytes.withUnsafeBytes({ SourceFile($0) }), bytes.count <= ChecklistReader.maximumSize else {
            return
        }
        let document = Document(parsing: source.body, firstLine: source.bodyLine)
        let lookalikes = LookalikeMarker.all(in: document, of: source)
        guard version.states.contains(where: { $0.id == nil }) || !lookalikes.isEmpty else { return }
        if let reason = Self.reasonToLeave(source, document, bytes) {
            if hasItems || isNamed { remark(nil, reason) }
            return
        }
        guard hasItems || isNamed else {
            if let first = lookalikes.first(where: { $0.replacement != nil }) {
                remark(
                    first.line,
                    "\"\(first.text)\" is no box, and the file has no other, so it is no checklist; "
                        + "name the file to have its boxes mended")
            }
            return
        }
        mend(lookalikes, in: FixOutline(document))
        findNameless()
    }

    /// Why a file is not touched at all.
    private static func reasonToLeave(_ source: SourceFile, _ document: Document, _ bytes: [UInt8]) -> String? {
        switch source.encoding {
        case .utf8, .utf8WithMark: break
        case .utf16LittleEndian, .utf16BigEndian: return "the file is in UTF-16; save it as UTF-8 first"
        case .windows1252: return "the file is not valid UTF-8; save it as UTF-8 first"
        }
        if document.tooCostlyLine != nil { return "the file takes too long to read as a whole" }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let isConflict = ["<<<<<<< ", ">>>>>>> "].allSatisfy { mark in lines.contains { $0.starts(with: mark.utf8) } }
        return isConflict ? "the file has conflict markers; resolve the conflict first" : nil
    }

    private mutating func remark(_ line: Int?, _ sentence: String) {
        remarks.append(FileFix.Note(line: line, content: sentence))
    }

    // MARK: Look-alikes

    private mutating func mend(_ lookalikes: [LookalikeMarker], in outline: FixOutline) {
        var wanted: [Int: LookalikeMarker] = [:]
        for lookalike in lookalikes {
            if let reason = Self.reasonToLeave(lookalike) {
                remark(lookalike.line, reason)
            } else {
                wanted[lookalike.line] = lookalike
            }
        }
        guard !wanted.isEmpty else { return }
        leaveTwins(&wanted)
        let before = version
        let edits = wanted.values.sorted { $0.line < $1.line }.compactMap(Edit.init)
        var trial = Trial(of: edits, in: before.bytes)
        trial.run { bytes, lines in
            isSound(reader.read(bytes), after: before, mended: wanted.filter { lines.contains($0.key) }, outline)
        }
        version = reader.read(trial.result)
        for edit in edits {
            guard let lookalike = wanted[edit.line] else { continue }
            if trial.kept.contains(edit.line), let box = lookalike.replacement {
                let change = FileFix.Change.marker(
                    from: lookalike.text, to: String(box.trimmingEnd), isTicked: lookalike.meaning == .ticked)
                changes.append(FileFix.Note(line: edit.line, content: change))
            } else {
                remark(edit.line, reasonNotMended(lookalike, outline, before))
            }
        }
    }

    private static func reasonToLeave(_ lookalike: LookalikeMarker) -> String? {
        let text = "\"\(lookalike.text)\""
        if lookalike.isUnderSignOff {
            return "\(text) under \"Sign-off:\" is no box. Whoever holds the role writes [x] in its place to sign, "
                + "or [ ] to leave it open"
        }
        if lookalike.meaning == .unclear {
            return "\(text) means different things to different people. Write [x] or [ ] in its place, "
                + "or strike the text through: ~~not applicable~~"
        }
        return lookalike.replacement == nil ? "\(text) has no text behind it, so it is no item" : nil
    }

    /// Where another item of the section has the same text, history would take the one for the other; where another item has
    /// the same id, nobody could name either.
    private mutating func leaveTwins(_ wanted: inout [Int: LookalikeMarker]) {
        let all = wanted.values.sorted { $0.line < $1.line }.compactMap(Edit.init)
        let mended = reader.read(all.applied(to: version.bytes))
        let known = Set(version.items.map { [$0.key.text, $0.key.section] })
        var ids = sharedIDs.union(version.states.compactMap(\.id))
        for (state, item) in zip(mended.states, mended.items) {
            guard let lookalike = wanted[state.line] else { continue }
            if known.contains([item.key.text, item.key.section]) {
                wanted[state.line] = nil
                remark(
                    state.line,
                    "\"\(lookalike.text)\" is no box, and another item of this section has the same text, so history "
                        + "might take the one for the other. Reword it, and run fix again")
            } else if let id = state.id, !ids.insert(id).inserted {
                wanted[state.line] = nil
                remark(
                    state.line,
                    "\"\(lookalike.text)\" is no box, and another item has the id \(id), too. "
                        + "Take it away here, and run fix again")
            }
        }
    }

    /// Whether all items are as before but for those that the mended lines make.
    private func isSound(
        _ new: Version, after old: Version, mended: [Int: LookalikeMarker], _ outline: FixOutline
    ) -> Bool {
        var boxes: Set<Int> = []
        for (line, lookalike) in mended {
            guard let index = new.indexByLine[line],
                new.states[index].isChecked == (lookalike.meaning == .ticked)
            else { return false }
            boxes.formUnion(new.states[index].fields.boxes.filter { !$0.isChecked }.map(\.line))
        }
        // What was an item for want of one above it may become the sign-off box it was meant as, but never a ticked one.
        let turned = Set(old.states.filter { !$0.isChecked && $0.id == nil }.map(\.line)).intersection(boxes)
        guard new.states.count == old.states.count + mended.count - turned.count else { return false }
        for (index, state) in old.states.enumerated() where !turned.contains(state.line) {
            guard let now = new.indexByLine[state.line] else { return false }
            var expected = state
            expected.depth = new.states[now].depth
            let extent = outline.extent(ofItemOnLine: state.line)
            if state.fields.asked.isEmpty, mended.keys.contains(where: extent.contains) {
                // What was a bullet of its text is an item of its own.
                expected.text = new.states[now].text
            } else if old.items[index].coveredText != new.items[now].coveredText {
                return false
            }
            guard new.states[now] == expected else { return false }
        }
        return old.hasSameHistory(as: new, since: committed, without: turned)
    }

    private func reasonNotMended(_ lookalike: LookalikeMarker, _ outline: FixOutline, _ before: Version) -> String {
        let text = "\"\(lookalike.text)\""
        let around = before.states.last {
            $0.line < lookalike.line && outline.extent(ofItemOnLine: $0.line).contains(lookalike.line)
        }
        guard let around else { return "\(text) is no box, and mending it would change other items; mend it by hand" }
        return around.fields.asked.isEmpty
            ? "\(text) is no box but a part of what the item on line \(around.line) says; mend it by hand"
            : "\(text) is no box but a part of what sign-offs of the item on line \(around.line) cover; "
                + "mend it by hand, and have that item signed again"
    }

    // MARK: Ids

    /// Whether the file is a checklist now.
    package var hasItems: Bool { !version.states.isEmpty }

    /// Whether an item is to get an id.
    package var lacksIDs: Bool { !nameless.isEmpty }

    /// Whether `finished` may give ids.
    package var mayGiveIDs: Bool { lacksIDs || !changes.isEmpty }

    private mutating func findNameless() {
        guard let source = version.bytes.withUnsafeBytes({ SourceFile($0) }) else { return }
        let document = Document(parsing: source.body, firstLine: source.bodyLine)
        let outline = FixOutline(document)
        let lines = TextLines(source.body, firstLine: source.bodyLine)
        for state in version.states where state.id == nil {
            guard let item = outline.items[state.line] else { continue }
            if let malformed = ItemReader.withoutID(item.title.inlines).id {
                remark(state.line, "{#\(malformed)} cannot be an id: an id is 1 to 64 of a-z 0-9 . _ -")
            } else if outline.linesUnderSignOff.contains(state.line) {
                remark(
                    state.line,
                    "a box under \"Sign-off:\" that begins with no declared role is an item; it gets no id")
            } else {
                let last = (item.title.line...item.title.endLine).last { !lines[$0].allSatisfy(\.isBlank) }
                let places = [last ?? state.line, state.line].uniqued()
                nameless.append(Nameless(line: state.line, title: state.title, places: places))
            }
        }
    }

    /// The fixes with an id of `ids` for every item without.
    ///
    /// Goes on until there is no more to do: a mended bullet may make a list of what was text before.
    package func finished(naming ids: inout ItemIDs) -> FileFix {
        var fix = named(&ids)
        for _ in 0..<8 where !fix.changes.isEmpty && fix.mayUncoverMore {
            let next = FixDraft(fix.new, reader, committed, sharedIDs, isNamed: isNamed).named(&ids)
            fix = FileFix(
                path: path, old: old, new: next.new, changes: (fix.changes + next.changes).inOrder(),
                remarks: next.remarks)
            if next.changes.isEmpty { break }
        }
        return fix
    }

    private func named(_ ids: inout ItemIDs) -> FileFix {
        guard lacksIDs else { return fix(version.bytes, changes, remarks) }
        let given = Dictionary(uniqueKeysWithValues: nameless.map { ($0.line, ids.next(for: $0.title)) })
        var (bytes, open) = (version.bytes, nameless)
        var named: Set<Int> = []
        for attempt in 0..<2 {
            let lines = TextLines(Array(bytes.dropFirst(bytes.lengthOfByteOrderMark)))
            let edits = open.compactMap { item -> Edit? in
                guard item.places.indices.contains(attempt), let id = given[item.line] else { return nil }
                return Edit(of: item.line, appending: " {#\(id)}", toLine: item.places[attempt], in: lines)
            }
            var trial = Trial(of: edits, in: bytes)
            trial.run { bytes, lines in
                isSound(reader.read(bytes), ids: given.filter { lines.contains($0.key) || named.contains($0.key) })
            }
            bytes = trial.result
            named.formUnion(trial.kept)
            open.removeAll { named.contains($0.line) }
        }
        let new = nameless.compactMap { item in
            named.contains(item.line)
                ? given[item.line].map { FileFix.Note(line: item.line, content: FileFix.Change.id($0)) } : nil
        }
        let left = open.map {
            FileFix.Note<String>(
                line: $0.line,
                content:
                    "an id would change what this item or its history is read as. Commit what there is, and run fix "
                    + "again, or write one by hand")
        }
        return fix(bytes, changes + new, remarks + left)
    }

    /// Whether nothing changed but the ids of these lines.
    private func isSound(_ new: Version, ids: [Int: String]) -> Bool {
        guard new.states.count == version.states.count else { return false }
        for index in new.states.indices {
            var expected = version.states[index]
            expected.id = ids[expected.line] ?? expected.id
            guard new.states[index] == expected else { return false }
            if let covered = version.items[index].coveredText, covered != new.items[index].coveredText { return false }
        }
        return version.hasSameHistory(as: new, since: committed)
    }

    private func fix(
        _ bytes: [UInt8], _ changes: [FileFix.Note<FileFix.Change>], _ remarks: [FileFix.Note<String>]
    ) -> FileFix {
        FileFix(path: path, old: old, new: bytes, changes: changes.inOrder(), remarks: remarks.inOrder())
    }
}

extension FileFix {
    /// What was left may be done now.
    fileprivate var mayUncoverMore: Bool {
        !remarks.isEmpty || changes.contains { if case .marker = $0.content { true } else { false } }
    }
}

extension Array {
    /// By line; on one line as they are.
    fileprivate func inOrder<Content>() -> [FileFix.Note<Content>] where Element == FileFix.Note<Content> {
        enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
    }
}

// MARK: - Versions

/// Reads versions of one file as history does.
private struct VersionReader {
    let path: String
    let roles: [String]

    func read(_ bytes: [UInt8]) -> Version {
        var reader = ChecklistReader()
        return Version(bytes, bytes.withUnsafeBytes { reader.read($0, path: path, roles: roles) })
    }
}

/// What a version of a file says.
private struct Version {
    let bytes: [UInt8]
    let items: [ReadItem]
    let states: [ItemState]
    let indexByLine: [Int: Int]

    init(_ bytes: [UInt8], _ file: ChecklistFile) {
        self.bytes = bytes
        items = file.items
        states = file.items.indices.map { file.state(at: $0) }
        indexByLine = Dictionary(states.enumerated().map { ($0.element.line, $0.offset) }) { first, _ in first }
    }

    /// Whether every item, found in `new` by its line, continues the same item of the last commit in both, no less certainly
    /// in `new`; and no other item of `new` continues one of those. Items on the lines `gone` are not in `new`.
    func hasSameHistory(as new: Version, since committed: Version?, without gone: Set<Int> = []) -> Bool {
        guard let committed else { return true }
        let before = ItemMatcher.match(old: committed.items, new: items)
        let after = ItemMatcher.match(old: committed.items, new: new.items)
        let taken = Set(before.compactMap { $0?.old })
        let isSame = states.indices.allSatisfy { index in
            guard !gone.contains(states[index].line) else { return true }
            guard let now = new.indexByLine[states[index].line] else { return false }
            let (was, willBe) = (before[index], after[now])
            return was?.old == willBe?.old && (was?.isInferred ?? false || !(willBe?.isInferred ?? false))
        }
        return isSame
            && new.states.indices.allSatisfy { index in
                indexByLine[new.states[index].line] != nil || !(after[index].map { taken.contains($0.old) } ?? false)
            }
    }
}

/// Where the items of a parsed file are.
private struct FixOutline {
    /// The items by the line of their box: the first paragraph, and the last line.
    private(set) var items: [Int: (title: Block, endLine: Int)] = [:]
    /// Lines of task items directly below a `Sign-off:` bullet, whatever that one belongs to.
    private(set) var linesUnderSignOff: Set<Int> = []

    init(_ document: Document) { collect(document.blocks) }

    /// Recursion is bounded by `Document.maximumDepth`.
    private mutating func collect(_ blocks: [Block]) {
        for block in blocks {
            if let task = block.task, let title = block.children.first { items[task.line] = (title, block.endLine) }
            if Field(block)?.name == .signOff {
                linesUnderSignOff.formUnion(block.taskLines)
            }
            collect(block.children)
        }
    }

    /// The lines of an item with all that is in it.
    func extent(ofItemOnLine line: Int) -> ClosedRange<Int> { line...max(line, items[line]?.endLine ?? line) }
}

extension Block {
    /// Of the task items in it, but for those within others.
    fileprivate var taskLines: [Int] { task.map { [$0.line] } ?? children.flatMap(\.taskLines) }
}

// MARK: - Edits

/// A change within one line.
private struct Edit {
    /// Of the item that it is for.
    let line: Int
    private let place: Int
    private let range: Range<Int>
    private let replacement: [UInt8]

    init?(_ lookalike: LookalikeMarker) {
        guard let box = lookalike.replacement else { return nil }
        (line, place, range, replacement) = (lookalike.line, lookalike.line, lookalike.range, Array(box.utf8))
    }

    /// Appends to the text of a line, before white space at its end.
    init(of line: Int, appending text: String, toLine place: Int, in lines: TextLines) {
        let content = lines[place]
        let end = (content.lastIndex { !$0.isBlank }).map { $0 + 1 - content.startIndex } ?? 0
        (self.line, self.place, range, replacement) = (line, place, end..<end, Array(text.utf8))
    }

    fileprivate func bounds(in lines: TextLines) -> Range<Int>? {
        guard let line = lines.range(of: place), line.lowerBound + range.upperBound <= line.upperBound else {
            return nil
        }
        return line.lowerBound + range.lowerBound..<line.lowerBound + range.upperBound
    }

    fileprivate func append(to bytes: inout [UInt8]) { bytes += replacement }
}

extension [Edit] {
    /// The text with all edits made; they are in the order of their places, no two on one line.
    fileprivate func applied(to bytes: [UInt8]) -> [UInt8] {
        let mark = bytes.lengthOfByteOrderMark
        let lines = TextLines([UInt8](bytes.dropFirst(mark)))
        var result: [UInt8] = [UInt8](bytes.prefix(mark))
        var position = 0
        for edit in self {
            guard let bounds = edit.bounds(in: lines), bounds.lowerBound >= position else { continue }
            result += lines.text[position..<bounds.lowerBound]
            edit.append(to: &result)
            position = bounds.upperBound
        }
        return result + lines.text[position...]
    }
}

/// Finds out which edits can be made together: all, if they can; else by halves.
private struct Trial {
    private let edits: [Edit]
    private let bytes: [UInt8]
    private var chosen: [Edit] = []
    /// A file made to defeat this must not take for ever: what is not decided by then is left as it is.
    private var attempts = 256

    init(of edits: [Edit], in bytes: [UInt8]) { (self.edits, self.bytes) = (edits, bytes) }

    /// `isSound` judges the text that some edits give; `lines` are those of their items.
    mutating func run(where isSound: (_ bytes: [UInt8], _ lines: Set<Int>) -> Bool) { decide(edits[...], isSound) }

    private mutating func decide(_ open: ArraySlice<Edit>, _ isSound: ([UInt8], Set<Int>) -> Bool) {
        guard !open.isEmpty, attempts > 0 else { return }
        attempts -= 1
        // Whatever the order of trying, edits are made in the order of the file.
        let all = (chosen + open).sorted { $0.line < $1.line }
        if isSound(all.applied(to: bytes), Set(all.map(\.line))) {
            chosen = all
            return
        }
        guard open.count > 1 else { return }
        let middle = open.startIndex + open.count / 2
        decide(open[..<middle], isSound)
        decide(open[middle...], isSound)
    }

    /// Lines of the items whose edits were made.
    var kept: Set<Int> { Set(chosen.map(\.line)) }
    var result: [UInt8] { chosen.applied(to: bytes) }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || (0x09...0x0D).contains(self) }
}

extension [UInt8] {
    fileprivate var lengthOfByteOrderMark: Int { starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
