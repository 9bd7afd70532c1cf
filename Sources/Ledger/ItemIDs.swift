import Checklists
import Foundation
import Git
import Markdown

/// Gives items ids that nobody used before, the same ones for the same project.
package struct ItemIDs: Sendable {
    private var used: Set<String>
    /// The next number to try, so that a thousand equal titles are not a million tries.
    private var numbers: [String: Int] = [:]

    /// `used` are ids that no item is to get.
    package init(used: Set<String>) { self.used = used }

    /// At most so many words and characters, so that people can type an id.
    private static let maximumWords = 5
    private static let maximumLength = 40

    /// An id for an item of this title: its first words that mean something, a number behind them where that is taken.
    package mutating func next(for title: String) -> String {
        let base = Self.base(of: title)
        var number = numbers[base] ?? 1
        var id = number == 1 ? base : "\(base)-\(number)"
        while !used.insert(id).inserted {
            number += 1
            id = "\(base)-\(number)"
        }
        numbers[base] = number + 1
        return id
    }

    private static func base(of title: String) -> String {
        let slug = slug(of: title)
        let words = slug.split(separator: "-").map(String.init)
        let significant = words.filter { !emptyWords.contains($0) }
        var base = ""
        for word in (significant.isEmpty ? words : significant).prefix(maximumWords) {
            guard !base.isEmpty else {
                base = String(word.prefix(maximumLength))
                continue
            }
            guard base.utf8.count + 1 + word.utf8.count <= maximumLength else { break }
            base += "-" + word
        }
        return base
    }

    /// Words of English, French and Spanish that tell no item from another.
    private static let emptyWords: Set<String> = [
        "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "http", "https", "in",
        "into",
        "is", "it", "its", "of", "on", "or", "that", "the", "their", "this", "to", "was", "were", "which", "with",
        "www",
        "au", "aux", "avec", "ce", "dans", "de", "des", "du", "est", "et", "l", "la", "le", "les", "ou", "par", "pour",
        "que", "qui", "sont", "sur", "un", "une",
        "al", "con", "del", "el", "en", "es", "las", "los", "o", "para", "por", "se", "son", "una", "y",
    ]
}

/// Every `{#id}` in the text of a file, wherever it stands. More than its items' ids, in case it was read otherwise once.
package func idsWritten(in bytes: UnsafeRawBufferPointer) -> Set<String> {
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return isUTF16 ? SourceFile(bytes).map { $0.body.withUnsafeBytes(ids) } ?? [] : ids(in: bytes)
}

private func ids(in bytes: UnsafeRawBufferPointer) -> Set<String> {
    var found: Set<String> = []
    var rest = bytes
    while let base = rest.baseAddress, let brace = memchr(base, Int32(UInt8(ascii: "{")), rest.count) {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(UnsafeRawPointer(brace) - base + 1))
        guard rest.first == UInt8(ascii: "#") else { continue }
        let text = rest.dropFirst().prefix(65).prefix { $0 != UInt8(ascii: "}") }
        let id = String(decoding: text, as: UTF8.self)
        if text.endIndex < rest.endIndex, rest[text.endIndex] == UInt8(ascii: "}"), isItemID(id) { found.insert(id) }
    }
    return found
}

/// A Markdown file of a tree.
package struct MarkdownBlob: Hashable, Sendable {
    /// From the repository's root, as git has it.
    package let path: [UInt8]
    package let blob: ObjectID
}

extension Repository {
    /// The Markdown files of a tree, in no order, in folders that `isThere` accepts. Links are no files.
    package func markdownFiles(
        inTree tree: ObjectID, where isThere: (_ folder: [UInt8]) -> Bool = { _ in true }
    ) throws(GitError) -> [MarkdownBlob] {
        var walk = TreeWalk(skipsSeen: false)
        var files: [MarkdownBlob] = []
        try walk.visit(tree, in: self, where: isThere) { files.append($0) }
        return files
    }

    /// Every id that any version of a Markdown file in the history of `commit` holds, and whether no version was missing.
    ///
    /// `progress` is called now and then.
    package func idsEverWritten(
        until commit: ObjectID, progress: (ProjectReader.Progress) -> Void = { _ in }
    ) throws(GitError) -> (ids: Set<String>, isComplete: Bool) {
        let graph = try graph(of: commit)
        var walk = TreeWalk(skipsSeen: true)
        var versions: Set<MarkdownBlob> = []
        var isComplete = !graph.isShallow && !graph.isPartial
        for node in graph.nodes {
            do {
                try walk.visit(node.tree, in: self) { versions.insert($0) }
            } catch {
                guard case .missingObject = error.kind, isPartialClone else { throw error }
                isComplete = false
            }
        }
        // Versions of one file lie beside each other in a pack.
        let ordered = versions.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        var ids: Set<String> = []
        var seen: Set<ObjectID> = []
        for (index, version) in ordered.enumerated() where seen.insert(version.blob).inserted {
            if index & 0xFF == 0 { progress(.init(phase: .history, done: index, total: ordered.count)) }
            do {
                ids.formUnion(try withBlob(version.blob) { idsWritten(in: $0) })
            } catch {
                guard case .missingObject = error.kind, isPartialClone else { throw error }
                isComplete = false
            }
        }
        return (ids, isComplete)
    }
}

/// Walks trees. Without recursion: a folder may lie as deep as its maker likes.
private struct TreeWalk {
    /// Folders that were visited before have nothing new.
    let skipsSeen: Bool
    private var seen: Set<ObjectID> = []

    init(skipsSeen: Bool) { self.skipsSeen = skipsSeen }

    mutating func visit(
        _ tree: ObjectID, in repository: Repository, where isThere: (_ folder: [UInt8]) -> Bool = { _ in true },
        _ body: (MarkdownBlob) -> Void
    ) throws(GitError) {
        var open: [(id: ObjectID, path: [UInt8])] = [(tree, [])]
        while let folder = open.popLast() {
            if skipsSeen, !seen.insert(folder.id).inserted { continue }
            try repository.forEachTreeEntry(folder.id) { mode, name, id in
                let kind = TreeEntry.Kind(mode: mode)
                let isFile = kind == .file || kind == .executable
                guard kind == .folder || isFile && isMarkdownName(name) else { return }
                let path = folder.path + (folder.path.isEmpty ? [] : [UInt8(ascii: "/")]) + Array(name)
                if isFile {
                    body(MarkdownBlob(path: path, blob: id))
                } else if isThere(path) {
                    open.append((id, path))
                }
            }
        }
    }
}
