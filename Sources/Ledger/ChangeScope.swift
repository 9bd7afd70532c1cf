import Checklists
import Foundation
import Git
import Markdown

/// Which files a pull request concerns: those it changes, and those whose items rest on something it changes or names.
struct ChangeScope {
    private let repository: Repository
    private let graph: CommitGraph
    private let base: ObjectID
    private let head: ObjectID
    /// Those of the configuration, which is the same on both sides.
    private let configuration: Configuration
    private var coverages: CoverageReader
    private var files = ChecklistReader()
    private let places: IDPlaces

    /// The paths of the Markdown files; nil where anything may be concerned, or there is too much to gain anything.
    ///
    /// `graph` ends with the proposed merge (`CommitGraph.proposing`).
    static func paths(of graph: CommitGraph, in repository: Repository) throws(GitError) -> Set<[UInt8]>? {
        guard let merge = graph.nodes.last, merge.isProposed, let base = merge.parents.first else { return nil }
        let (old, new) = (graph.nodes[Int(base)].tree, merge.tree)
        var configuration = Configuration.none
        if let entry = try repository.entry(at: Configuration.path, inTree: new) {
            guard try repository.entry(at: Configuration.path, inTree: old)?.id == entry.id else { return nil }
            let text = try repository.withBlob(entry.id) { String(decoding: $0, as: UTF8.self) }
            guard let (read, _) = try? Configuration.read(text) else { return nil }
            configuration = read
        } else if try repository.entry(at: Configuration.path, inTree: old) != nil {
            return nil
        }
        var scope = ChangeScope(
            repository: repository, graph: graph, base: old, head: new, configuration: configuration)
        let paths = try scope.paths(of: graph.proposedIndices)
        return scope.coverages.lacksObjects ? nil : paths
    }

    private init(
        repository: Repository, graph: CommitGraph, base: ObjectID, head: ObjectID, configuration: Configuration
    ) {
        self.repository = repository
        self.graph = graph
        self.base = base
        self.head = head
        self.configuration = configuration
        coverages = CoverageReader(repository)
        places = IDPlaces(repository)
    }

    private static let maximumChanges = 300

    private mutating func paths(of commits: [CommitGraph.Index]) throws(GitError) -> Set<[UInt8]>? {
        var changed = Set(try TreeDifference(base, head, in: repository).entries.map(\.path))
        var messages = ""
        for commit in commits {
            let node = graph.nodes[Int(commit)]
            changed.formUnion(try changes(of: node))
            if node.mentionsSignOff { messages += try repository.commit(node.id).message + "\n" }
            guard changed.count <= Self.maximumChanges else { return nil }
        }
        guard !changed.contains(Array(Configuration.path.utf8)) else { return nil }
        var ids: Set<String> = []
        for path in changed {
            for tree in [base, head] {
                guard let entry = try repository.entry(at: path, inTree: tree), isMarkdown(path), entry.isFile
                else { continue }
                ids.formUnion(try content(of: entry.id, at: path).ids)
            }
        }
        let all = try markdownFiles()
        let names = Names(changed)
        var linking: Set<[UInt8]> = []
        for (path, blobs) in all where !changed.contains(path) {
            for blob in blobs where try concerns(path, blob, changed: names, ids: ids, messages: messages) {
                linking.insert(path)
            }
        }
        // A document that links what changes is looked at where an item names it as its output.
        let documents = Names(linking)
        var found = linking.union(changed.filter(isMarkdown))
        for (path, blobs) in all where !found.contains(path) {
            for blob in blobs where try links(documents, path, blob) { found.insert(path) }
        }
        return found.union(try translations(of: found))
    }

    /// The ids that a file gives to items, and what it says of them. What only looks like one is among them, and what is
    /// spelt with escapes.
    private mutating func content(
        of blob: ObjectID, at path: [UInt8]
    ) throws(GitError) -> (ids: Set<String>, content: ChecklistFile) {
        let text = TrackedFile.text(of: path)
        let content = try repository.withBlob(blob) { files.read($0, path: text, roles: configuration.roles) }
        return (try places.idsWritten(in: blob).union(content.items.compactMap(\.state.id)), content)
    }

    private func links(_ names: Names, _ path: [UInt8], _ blob: ObjectID) throws(GitError) -> Bool {
        try repository.withBlob(blob) { names.areLinked(in: $0, of: TrackedFile.text(of: path)) }
    }

    /// What a commit has otherwise than every parent.
    private func changes(of node: CommitGraph.Node) throws(GitError) -> Set<[UInt8]> {
        var changed: Set<[UInt8]>?
        for parent in node.parents {
            let paths = Set(
                try TreeDifference(graph.nodes[Int(parent)].tree, node.tree, in: repository).entries.map(\.path))
            changed = changed.map { $0.intersection(paths) } ?? paths
        }
        return changed ?? []
    }

    private func isMarkdown(_ path: [UInt8]) -> Bool {
        isMarkdownName(path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...])
    }

    /// Of both sides, with the blobs that they have there.
    private func markdownFiles() throws(GitError) -> [(path: [UInt8], blobs: Set<ObjectID>)] {
        var blobs: [[UInt8]: Set<ObjectID>] = [:]
        for tree in [base, head] {
            for file in try repository.markdownFiles(inTree: tree) { blobs[file.path, default: []].insert(file.blob) }
        }
        return blobs.map { ($0.key, $0.value) }
    }

    /// Whether a file that the change leaves alone has to do with it all the same.
    private mutating func concerns(
        _ path: [UInt8], _ blob: ObjectID, changed: Names, ids: Set<String>, messages: String
    ) throws(GitError) -> Bool {
        // A name that only looks like a changed one is taken for the same by whoever does not compare bytes.
        if changed.hold(TrackedFile.text(of: path)) { return true }
        let (written, content) = try content(of: blob, at: path)
        if !written.isDisjoint(with: ids) { return true }
        if !messages.isEmpty, written.contains(where: { messages.contains($0) }) { return true }
        if try links(changed, path, blob) { return true }
        for item in content.items where !item.state.fields.outputs.isEmpty {
            let before = try coverages.coverage(of: item, in: base)
            if before != (try coverages.coverage(of: item, in: head)) { return true }
        }
        return false
    }

    /// Files that translate these or that these translate.
    private func translations(of paths: Set<[UInt8]>) throws(GitError) -> Set<[UInt8]> {
        guard configuration.languages.count > 1 else { return [] }
        var found: Set<[UInt8]> = []
        let stems = Set(paths.map { stem(of: TrackedFile.text(of: $0)) })
        for (path, _) in try markdownFiles() where stems.contains(stem(of: TrackedFile.text(of: path))) {
            found.insert(path)
        }
        return found
    }

    /// A path without its extension and language.
    private func stem(of path: String) -> String {
        var parts = path.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count > 1 { parts.removeLast() }
        if parts.count > 1, configuration.languages.contains(where: { $0.lowercased() == parts.last?.lowercased() }) {
            parts.removeLast()
        }
        return parts.joined(separator: ".")
    }
}

/// Paths, to be found where a text may link them.
private struct Names {
    private var paths: Set<String> = []
    private var names: Set<String> = []
    /// What some link to one of them must have in it, however it is escaped: a part of a name. nil where there is none.
    private var marks: Set<[UInt8]>? = []
    /// Marks of names in which a link may be cut where it does not end: wherever these stand, a link may.
    private var oddMarks: Set<[UInt8]> = []

    init(_ paths: Set<[UInt8]>) {
        for path in paths {
            // Who links a folder rests on what is in it.
            var rest = TrackedFile.text(of: path)[...]
            while self.paths.insert(String(rest)).inserted, let slash = rest.lastIndex(of: "/") {
                names.insert(String(rest[rest.index(after: slash)...]))
                rest = rest[..<slash]
            }
            names.insert(String(rest.split(separator: "/").last ?? rest))
        }
        for name in names {
            let runs = name.utf8.split { !(0x61...0x7A).contains($0 | 0x20) && !(0x30...0x39).contains($0) }
            let mark = runs.max { $0.count < $1.count }.map(Array.init) ?? []
            if name.utf8.contains(where: Self.separators.contains) {
                oddMarks.insert(mark)
            } else if mark.count > 2 {
                marks?.insert(mark)
            } else {
                marks = nil
            }
        }
    }

    /// Whether a path is one of these, or is told from one only by its bytes.
    func hold(_ path: String) -> Bool { paths.contains(path) }

    /// Whether a text in the file `document` may link one of them: some word of it, read as a path, leads there.
    func areLinked(in bytes: UnsafeRawBufferPointer, of document: String) -> Bool {
        // Nothing that is written can be found as bytes in UTF-16.
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        if oddMarks.contains(where: { $0.isEmpty || bytes.firstIndex(of: $0, from: 0) != nil }) { return true }
        guard let marks else {
            return bytes.split(whereSeparator: Self.separators.contains).contains { leadsToOne($0, from: document) }
        }
        return marks.contains { mark in
            var position = 0
            while let found = bytes.firstIndex(of: mark, from: position) {
                let start = bytes[..<found].lastIndex(where: Self.separators.contains).map { $0 + 1 } ?? 0
                position = bytes[found...].firstIndex(where: Self.separators.contains) ?? bytes.count
                if leadsToOne(bytes[start..<position], from: document) { return true }
            }
            return false
        }
    }

    /// What ends the destination of a link, a value of front matter, or a word.
    private static let separators = Set("()<>[]{}\"'` \t\r\n,;|:=".utf8)

    private func leadsToOne(_ word: Slice<UnsafeRawBufferPointer>, from document: String) -> Bool {
        let written = word.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
        let text = String(decoding: written.filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self)
        let path = text.utf8.contains(UInt8(ascii: "%")) ? percentDecoded(text) ?? text : text
        guard let last = path.split(separator: "/").last, names.contains(String(last)) else { return false }
        return OutputLink.resolvePath(path, from: document).map(paths.contains) ?? false
    }
}

extension UnsafeRawBufferPointer {
    /// Where `text` begins, at or behind `start`.
    fileprivate func firstIndex(of text: [UInt8], from start: Int) -> Int? {
        guard let first = text.first, let base = baseAddress, count >= text.count else { return nil }
        var position = start
        while position <= count - text.count,
            let found = memchr(base + position, Int32(first), count - text.count + 1 - position)
        {
            if memcmp(found, text, text.count) == 0 { return UnsafeRawPointer(found) - base }
            position = UnsafeRawPointer(found) - base + 1
        }
        return nil
    }
}
