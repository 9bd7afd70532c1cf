import Checklists
import Git
import Markdown

/// The files of one commit's tree, for looking at what they say now. What is read is kept.
package final class ProjectFiles {
    /// What lies at a path.
    package enum Kind: Hashable, Sendable { case file, folder, symbolicLink, submodule }

    let repository: Repository
    let tree: ObjectID
    private let paths: TreePaths
    private var folders: [ObjectID: [String: TreeEntry]] = [:]
    private var documents: [String: MarkdownFile?] = [:]

    init(_ repository: Repository, tree: ObjectID) {
        self.repository = repository
        self.tree = tree
        paths = TreePaths(repository)
    }

    /// What lies at a path from the root; nil for nothing. `""` is the root.
    package func kind(at path: String) throws(GitError) -> Kind? {
        if path.isEmpty { return .folder }
        return switch try entry(at: path)?.kind {
        case .file, .executable: .file
        case .folder: .folder
        case .symbolicLink: .symbolicLink
        case .submodule: .submodule
        case nil: nil
        }
    }

    /// The blob of the file at a path, hexadecimal; nil if there is no file.
    package func blob(at path: String) throws(GitError) -> String? {
        guard let entry = try entry(at: path), entry.isFile else { return nil }
        return entry.id.hex
    }

    /// Whether something lies at a path, or may lie there: what is below a submodule or behind a symbolic link is not in this
    /// tree, and a partial clone may lack folders.
    package func mayHold(_ path: String) throws(GitError) -> Bool {
        var folder = ""
        for name in path.split(separator: "/") {
            let here = folder.isEmpty ? String(name) : "\(folder)/\(name)"
            do throws(GitError) {
                switch try kind(at: here) {
                case nil: return false
                case .folder: folder = here
                case .file: return here == path
                case .symbolicLink, .submodule: return true
                }
            } catch {
                return try passingOver(error, true)
            }
        }
        return true
    }

    /// Whether a sign-off covers what a path leads to, through symbolic links where they are on it. True where a partial clone
    /// lacks what would tell.
    package func isCovered(_ path: String) throws(GitError) -> Bool {
        var reader = CoverageReader(paths)
        return try reader.reaches(path, in: tree) || reader.lacksObjects
    }

    /// The Markdown file at a path; nil if there is none, if it is no text, and if a partial clone lacks it.
    package func markdown(at path: String) throws(GitError) -> MarkdownFile? {
        if let known = documents[path] { return known }
        var file: MarkdownFile?
        if isMarkdownName(path.utf8) {
            file =
                try content(at: path) { bytes in
                    bytes.count > ChecklistReader.maximumSize ? nil : MarkdownFile(path: path, bytes)
                } ?? nil
        }
        documents[path] = .some(file)
        return file
    }

    /// The Markdown tree of a file, without its front matter; nil if there is no such text file. It is not kept.
    package func document(at path: String) throws(GitError) -> Document? {
        guard let entry = try repository.entry(at: path, inTree: tree) else { return nil }
        return try repository.withBlob(entry.id) { bytes in
            SourceFile(bytes).map { Document(parsing: $0.body, firstLine: $0.bodyLine) }
        }
    }

    /// The text of the file at a path, bytes that are no UTF-8 replaced; nil if there is none, or a partial clone lacks it.
    package func text(at path: String) throws(GitError) -> String? {
        try content(at: path) { String(decoding: $0, as: UTF8.self) }
    }

    /// The file at a path, as it is; nil if there is none, or a partial clone lacks it.
    package func bytes(at path: String) throws(GitError) -> [UInt8]? { try content(at: path) { Array($0) } }

    /// What a blob of the repository holds; nil if it is larger than `maximum` bytes, is none, or a partial clone lacks it.
    package func content(ofBlob blob: String, upTo maximum: Int) throws(GitError) -> [UInt8]? {
        guard let id = ObjectID(hex: blob) else { return nil }
        do throws(GitError) {
            guard try repository.blobSize(id) <= maximum else { return nil }
            return try repository.withBlob(id) { Array($0) }
        } catch {
            return try passingOver(error, nil)
        }
    }

    private func content<R>(at path: String, _ read: (UnsafeRawBufferPointer) -> R) throws(GitError) -> R? {
        do throws(GitError) {
            guard let entry = try entry(at: path), entry.isFile else { return nil }
            return try repository.withBlob(entry.id, read)
        } catch {
            return try passingOver(error, nil)
        }
    }

    /// The value where the error is that this partial clone lacks something; every other error is thrown.
    private func passingOver<R>(_ error: GitError, _ value: R) throws(GitError) -> R {
        guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
        return value
    }

    /// The names in a folder, sorted by their bytes; empty if there is none. Names that are not UTF-8 are left out.
    package func names(inFolder path: String) throws(GitError) -> [String] {
        var folder = tree
        if !path.isEmpty {
            guard let entry = try entry(at: path), entry.kind == .folder else { return [] }
            folder = entry.id
        }
        return try entries(of: folder).keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Paths of files, links and submodules that are not the same in both trees, in the order of the tree.
    package func paths(differingFrom other: ProjectFiles) throws(GitError) -> [String] {
        try TreeDifference(other.tree, tree, in: repository).entries.map { TrackedFile.text(of: $0.path) }
    }

    /// A commit of the same repository.
    package func commit(_ id: CommitID) throws(GitError) -> Commit {
        guard let object = ObjectID(hex: id.hex) else {
            throw GitError(.unknownRevision, "\(id) is not the name of a commit")
        }
        return try repository.commit(object)
    }

    /// The files of another commit of the same repository.
    package func files(of commit: Commit) -> ProjectFiles { ProjectFiles(repository, tree: commit.tree) }

    private func entry(at path: String) throws(GitError) -> TreeEntry? {
        var found: TreeEntry?
        for name in path.split(separator: "/", omittingEmptySubsequences: false) {
            if let found, found.kind != .folder { return nil }
            guard let next = try entries(of: found?.id ?? tree)[String(name)] else { return nil }
            found = next
        }
        return found
    }

    private func entries(of folder: ObjectID) throws(GitError) -> [String: TreeEntry] {
        if let known = folders[folder] { return known }
        var entries: [String: TreeEntry] = [:]
        for entry in try repository.tree(folder) {
            guard let name = String(validating: entry.name, as: UTF8.self), entries[name] == nil else { continue }
            entries[name] = entry
        }
        folders[folder] = entries
        return entries
    }
}

/// A Markdown file as one commit has it.
package struct MarkdownFile: Sendable {
    package let path: String
    package let source: SourceFile
    /// Without front matter; lines count from the file's first.
    package let document: Document
    private let frontLines: [Substring]
    private let bodyLines: [Substring]

    package init?(path: String, _ bytes: UnsafeRawBufferPointer) {
        guard let source = SourceFile(bytes) else { return nil }
        self.path = path
        self.source = source
        document = Document(parsing: source.body, firstLine: source.bodyLine)
        frontLines = source.frontMatter.map { lines(of: $0.text) } ?? []
        bodyLines = lines(of: String(decoding: source.body, as: UTF8.self))
    }

    /// A line without its end, 1-based in the file; empty beyond the last.
    package func line(_ number: Int) -> Substring {
        let inBody = number - source.bodyLine
        if inBody >= 0 { return inBody < bodyLines.count ? bodyLines[inBody] : "" }
        guard let front = source.frontMatter, frontLines.indices.contains(number - front.firstLine) else {
            return "---"
        }
        return frontLines[number - front.firstLine]
    }

    /// All of it was parsed: it is neither nested too deeply nor too costly.
    package var isWhole: Bool { document.tooDeepLine == nil && document.tooCostlyLine == nil }

    /// 1-based number of the last line.
    package var lastLine: Int { source.bodyLine + bodyLines.count - 1 }

    /// Where a text stands in a line, in the columns of a diagnostic: the first place at or behind `start`. nil in lines so
    /// long that nobody looks for a column, and that to search again and again would take time.
    package func columns(of text: some StringProtocol, inLine number: Int, from start: Int = 1) -> Range<Int>? {
        let line = line(number)
        return line.utf8.count > 20_000 ? nil : columnRange(of: text, in: line, from: start)
    }

    /// The 1-based column, in Unicode code points, of a 1-based byte column.
    package func column(ofByte byte: Int, inLine number: Int) -> Int {
        line(number).utf8.prefix(max(byte - 1, 0)).count { $0 & 0xC0 != 0x80 } + 1
    }
}

/// Where a text stands in a line, as 1-based columns in Unicode code points: the first place at or behind column `start`.
package func columnRange(of text: some StringProtocol, in line: Substring, from start: Int = 1) -> Range<Int>? {
    let (line, text) = (Array(line.unicodeScalars), Array(text.unicodeScalars))
    guard !text.isEmpty, start >= 1, line.count >= text.count else { return nil }
    for first in (start - 1)..<max(line.count - text.count + 1, start - 1) where line[first] == text[0] {
        if line[first..<first + text.count].elementsEqual(text) { return first + 1..<first + text.count + 1 }
    }
    return nil
}

/// The lines of a text as cmark-gfm counts them: ended by LF, CR or CRLF.
package func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.utf8.startIndex
    var position = start
    while position < text.utf8.endIndex {
        let byte = text.utf8[position]
        let next = text.utf8.index(after: position)
        guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
            position = next
            continue
        }
        lines.append(text[start..<position])
        let isPair = byte == UInt8(ascii: "\r") && next < text.utf8.endIndex && text.utf8[next] == UInt8(ascii: "\n")
        start = isPair ? text.utf8.index(after: next) : next
        position = start
    }
    if start < text.utf8.endIndex { lines.append(text[start...]) }
    return lines
}
