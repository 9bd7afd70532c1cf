import CLibgit2

/// One entry of a tree object.
package struct TreeEntry: Hashable, Sendable {
    /// What an entry is, by its mode.
    package enum Kind: Hashable, Sendable {
        case file, executable, symbolicLink, folder, submodule

        /// By the mode as it stands in the tree object, read as git reads it: only the type and the owner's `x` count.
        package init(mode: UInt32) {
            switch mode & 0o170000 {
            case 0o040000: self = .folder
            case 0o120000: self = .symbolicLink
            case 0o160000: self = .submodule
            default: self = mode & 0o100 == 0 ? .file : .executable
            }
        }
    }

    /// Bytes: names are not always UTF-8.
    package var name: [UInt8]
    package var kind: Kind
    package var id: ObjectID
}

extension Repository {
    /// Entries of one tree in the order of the object; throws `.missingObject`, `.other` when it is malformed.
    package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
        var entries: [TreeEntry] = []
        try forEachTreeEntry(id) { mode, name, id in
            entries.append(TreeEntry(name: Array(name), kind: TreeEntry.Kind(mode: mode), id: id))
        }
        return entries
    }

    /// Calls `body` with every entry of a tree, in the order of the object, without allocating for any of them.
    ///
    /// `mode` is octal as in the object (`TreeEntry.Kind` tells what it means); `name` is valid only inside `body`.
    /// Throws `.missingObject`; `.other` when the object is malformed, which entries before the fault do not show.
    package func forEachTreeEntry(
        _ id: ObjectID, _ body: (_ mode: UInt32, _ name: UnsafeRawBufferPointer, _ id: ObjectID) -> Void
    ) throws(GitError) {
        let isWhole = try withObject(id, .tree) { (bytes) throws(GitError) in parseTree(bytes, body) }
        guard isWhole else { throw damaged(id, .tree, "it is not a valid tree object") }
    }

    /// The entry at a path of a tree (components separated by `/`), if there is one. Throws `.missingObject`.
    package func entry(at path: String, inTree tree: ObjectID) throws(GitError) -> TreeEntry? {
        try entry(at: Array(path.utf8), inTree: tree)
    }

    /// The same for a path that need not be UTF-8.
    package func entry(at path: [UInt8], inTree tree: ObjectID) throws(GitError) -> TreeEntry? {
        try follow(path, from: tree) { (name, folder) throws(GitError) in try entry(named: name, inFolder: folder) }
    }

    /// The first of that name, by going through the folder.
    fileprivate func entry(named name: ArraySlice<UInt8>, inFolder folder: ObjectID) throws(GitError) -> TreeEntry? {
        var found: TreeEntry?
        try forEachTreeEntry(folder) { mode, other, id in
            guard found == nil, other.elementsEqual(name) else { return }
            found = TreeEntry(name: Array(other), kind: TreeEntry.Kind(mode: mode), id: id)
        }
        return found
    }
}

/// Finds what lies at paths as `Repository.entry(at:inTree:)` does, and goes through a folder but a few times, however many of its
/// files are asked for.
package final class TreePaths {
    package let repository: Repository
    private var folders: [ObjectID: [[UInt8]: TreeEntry]] = [:]
    /// How often folders were gone through.
    private var walks: [ObjectID: Int] = [:]
    /// Folders and entries that are kept.
    private var size = 0

    /// To keep a folder by names takes the time of going through it some ten times.
    private static let walksBeforeKeeping = 8
    private static let maximumSize = 100_000

    package init(_ repository: Repository) { self.repository = repository }

    /// The entry at a path of a tree, if there is one. Throws `.missingObject`.
    package func entry(at path: [UInt8], inTree tree: ObjectID) throws(GitError) -> TreeEntry? {
        try follow(path, from: tree) { (name, folder) throws(GitError) in
            if let known = folders[folder] { return known[Array(name)] }
            guard walks[folder, default: 0] >= Self.walksBeforeKeeping else {
                keep(1)
                walks[folder, default: 0] += 1
                return try repository.entry(named: name, inFolder: folder)
            }
            let entries = try repository.tree(folder)
            keep(entries.count)
            let byName = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
            folders[folder] = byName
            return byName[Array(name)]
        }
    }

    private func keep(_ count: Int) {
        size += count
        guard size > Self.maximumSize else { return }
        (folders, walks, size) = ([:], [:], count)
    }
}

/// What lies at a path, by looking up name after name.
private func follow(
    _ path: [UInt8], from tree: ObjectID,
    _ lookUp: (_ name: ArraySlice<UInt8>, _ folder: ObjectID) throws(GitError) -> TreeEntry?
) throws(GitError) -> TreeEntry? {
    var found: TreeEntry?
    for name in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
        if let found, found.kind != .folder { return nil }
        guard let entry = try lookUp(name, found?.id ?? tree) else { return nil }
        found = entry
    }
    return found
}

/// Entries are `MODE SP NAME NUL` and 20 bytes of id (git documentation, gitformat-pack and `tree.c`).
/// False when the bytes end inside an entry, or a mode or name is not one.
func parseTree(
    _ bytes: UnsafeRawBufferPointer, _ body: (UInt32, UnsafeRawBufferPointer, ObjectID) -> Void
) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var position = 0
    while position < bytes.count {
        var mode: UInt32 = 0
        let modeStart = position
        while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
            guard case UInt8(ascii: "0")...UInt8(ascii: "7") = bytes[position], position - modeStart < 7 else {
                return false
            }
            mode = mode << 3 | UInt32(bytes[position] - UInt8(ascii: "0"))
            position += 1
        }
        guard position > modeStart, position < bytes.count else { return false }
        let nameStart = position + 1
        guard let nameEnd = bytes[nameStart...].firstIndex(of: 0), nameEnd > nameStart, nameEnd + 20 < bytes.count
        else { return false }
        body(mode, UnsafeRawBufferPointer(rebasing: bytes[nameStart..<nameEnd]), ObjectID(bytes: base + nameEnd + 1))
        position = nameEnd + 21
    }
    return true
}
