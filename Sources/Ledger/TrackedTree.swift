import Foundation
import Git

/// A folder of one commit's tree, reduced to Markdown files and the folders they may lie in.
///
/// Folders and files that did not change are shared with the parent commit's, so a commit costs what it changes.
final class TrackedFolder {
    let id: ObjectID
    /// In git's order (`base_name_compare`: a folder sorts as if its name ended in `/`).
    let entries: [TrackedEntry]
    /// The blob of `countersign.yml`; of root folders only.
    let configuration: ObjectID?
    /// Too deep: it was not looked into.
    let isUnread: Bool
    init(id: ObjectID, entries: [TrackedEntry], configuration: ObjectID?, isUnread: Bool = false) {
        self.id = id
        self.entries = entries
        self.configuration = configuration
        self.isUnread = isUnread
    }
}

/// An object, so that folders of thousands of entries share them at one reference each.
final class TrackedEntry {
    enum Content {
        case folder(TrackedFolder)
        case file(FileVersion)
    }

    /// Bytes: names are not always UTF-8.
    let name: [UInt8]
    let id: ObjectID
    let content: Content
    let isFolder: Bool

    init(name: [UInt8], id: ObjectID, content: Content) {
        self.name = name
        self.id = id
        self.content = content
        isFolder = if case .folder = content { true } else { false }
    }

    var folder: TrackedFolder? { if case .folder(let folder) = content { folder } else { nil } }
    var version: FileVersion? { if case .file(let version) = content { version } else { nil } }
}

/// A file at its path, in the tree of some commit.
struct TrackedFile {
    /// From the repository's root, names separated by `/`.
    let path: [UInt8]
    let blob: ObjectID
    let version: FileVersion

    /// Text for people. Where it is not UTF-8, each byte beyond ASCII is written as git does, `\\377`: different paths never
    /// read the same.
    var pathText: String { TrackedFile.text(of: path) }

    static func text(of path: [UInt8]) -> String {
        String(validating: path, as: UTF8.self)
            ?? path.map { byte in
                byte < 0x80 ? String(UnicodeScalar(byte)) : "\\" + String(byte, radix: 8)
            }.joined()
    }
}

extension TrackedFolder {
    /// Calls `body` for every file below, in tree order.
    func forEachFile(below path: [UInt8] = [], _ body: (TrackedFile) -> Void) {
        for entry in entries {
            let entryPath = path.isEmpty ? entry.name : path + [UInt8(ascii: "/")] + entry.name
            switch entry.content {
            case .folder(let folder): folder.forEachFile(below: entryPath, body)
            case .file(let version): body(TrackedFile(path: entryPath, blob: entry.id, version: version))
            }
        }
    }

    /// Paths of the folders that were not looked into.
    func unreadFolders(below path: [UInt8] = []) -> [[UInt8]] {
        entries.flatMap { entry -> [[UInt8]] in
            guard let folder = entry.folder else { return [] }
            let entryPath = path.isEmpty ? entry.name : path + [UInt8(ascii: "/")] + entry.name
            return folder.isUnread ? [entryPath] : folder.unreadFolders(below: entryPath)
        }
    }

    /// Files of this tree that have no file of the same path in `other`; equal folders are not looked into.
    func files(missingIn other: TrackedFolder?, below path: [UInt8] = []) -> [TrackedFile] {
        guard id != other?.id else { return [] }
        var missing: [TrackedFile] = []
        var join = EntryCursor(other)
        for entry in entries {
            let match = join.advance(to: entry.name, isFolder: entry.isFolder)
            let entryPath = path.isEmpty ? entry.name : path + [UInt8(ascii: "/")] + entry.name
            switch entry.content {
            case .folder(let folder): missing += folder.files(missingIn: match?.folder, below: entryPath)
            case .file(let version):
                if match == nil { missing.append(TrackedFile(path: entryPath, blob: entry.id, version: version)) }
            }
        }
        return missing
    }

    /// Files of this tree for which `other` has no file of the same path and content; equal folders are not looked into.
    func files(differingFrom other: TrackedFolder?, below path: [UInt8] = []) -> [TrackedFile] {
        guard id != other?.id else { return [] }
        var cursor = EntryCursor(other)
        return entries.flatMap { entry -> [TrackedFile] in
            let match = cursor.advance(to: entry.name, isFolder: entry.isFolder)
            guard match?.id != entry.id else { return [] }
            let entryPath = path.isEmpty ? entry.name : path + [UInt8(ascii: "/")] + entry.name
            switch entry.content {
            case .folder(let folder): return folder.files(differingFrom: match?.folder, below: entryPath)
            case .file(let version): return [TrackedFile(path: entryPath, blob: entry.id, version: version)]
            }
        }
    }

    /// This folder, with everything that `earlier` has the same taken from there: an earlier parent's history comes first.
    func preferring(_ earlier: TrackedFolder?) -> TrackedFolder {
        guard let earlier, earlier !== self else { return self }
        if earlier.id == id { return earlier }
        var cursor = EntryCursor(earlier)
        var isSame = true
        let entries = entries.map { entry -> TrackedEntry in
            guard let match = cursor.advance(to: entry.name, isFolder: entry.isFolder) else { return entry }
            switch (entry.content, match.content) {
            case (.folder(let folder), .folder(let other)):
                let preferred = folder.preferring(other)
                guard preferred !== folder else { return entry }
                isSame = false
                return TrackedEntry(name: entry.name, id: entry.id, content: .folder(preferred))
            case (.file(let version), .file(let other)) where match.id == entry.id && version !== other:
                isSame = false
                return match
            default: return entry
            }
        }
        return isSame ? self : TrackedFolder(id: id, entries: entries, configuration: configuration, isUnread: isUnread)
    }
}

/// Walks the entries of one folder along with another sorted list.
struct EntryCursor {
    private let entries: [TrackedEntry]
    private var position = 0
    /// Called with every entry that the other list does not have.
    private(set) var skipped: [TrackedEntry] = []

    init(_ folder: TrackedFolder?) { entries = folder?.entries ?? [] }

    /// Moves to the entry of that name and kind and returns it, if there is one. Names must come in git's order.
    mutating func advance(to name: [UInt8], isFolder: Bool) -> TrackedEntry? {
        name.withUnsafeBytes { advance(to: $0, isFolder: isFolder) }
    }

    mutating func advance(to name: UnsafeRawBufferPointer, isFolder: Bool) -> TrackedEntry? {
        while position < entries.count {
            let entry = entries[position]
            let order = entry.name.withUnsafeBytes { treeOrder(of: $0, entry.isFolder, and: name, isFolder) }
            guard order <= 0 else { return nil }
            position += 1
            if order == 0 { return entry }
            skipped.append(entry)
        }
        return nil
    }

    /// Every entry that was not returned by `advance`.
    func finish() -> [TrackedEntry] { skipped + entries[position...] }
}

/// git's order of tree entries (`base_name_compare`): by bytes, a folder's name counted with a `/` at its end. A folder and a
/// file of the same name are different entries; the end of a file's name sorts before everything.
private func treeOrder(
    of a: UnsafeRawBufferPointer, _ aIsFolder: Bool, and b: UnsafeRawBufferPointer, _ bIsFolder: Bool
) -> Int {
    let common = min(a.count, b.count)
    if common > 0, let x = a.baseAddress, let y = b.baseAddress {
        let order = memcmp(x, y, common)
        if order != 0 { return Int(order) }
    }
    func next(_ name: UnsafeRawBufferPointer, _ isFolder: Bool) -> Int {
        common < name.count ? Int(name[common]) : isFolder ? Int(UInt8(ascii: "/")) : 0
    }
    return next(a, aIsFolder) - next(b, bIsFolder)
}

/// Whether a file of this name is Markdown: the extensions GitHub renders, in any case.
package func isMarkdownName(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return false }
    let suffix = name[name.index(after: dot)...]
    guard (2...8).contains(suffix.count) else { return false }
    // All are letters, of which `| 0x20` makes the small ones, and of nothing else.
    return markdownExtensions.contains { $0.count == suffix.count && $0.elementsEqual(suffix.lazy.map { $0 | 0x20 }) }
}

private let markdownExtensions = ["md", "markdown", "mdown", "mdwn", "mkd", "mkdn", "mkdown"].map { Array($0.utf8) }
