/// What lies at the same path in two trees and is not the same.
package struct TreeDifference {
    /// Files, symbolic links and submodules; of what is a folder in one tree only, everything in it.
    package struct Entry {
        package let path: [UInt8]
        package let old: TreeEntry?
        package let new: TreeEntry?
    }

    /// Folder by folder, in the order of their names' bytes.
    package private(set) var entries: [Entry] = []

    /// git itself cannot check out what lies deeper.
    private static let maximumDepth = 512

    /// Folders that are equal are not looked into, nor those that lie deeper than 512 others. Throws `.missingObject`.
    package init(_ old: ObjectID, _ new: ObjectID, in repository: Repository) throws(GitError) {
        try compare(old, new, path: [], depth: 0, in: repository)
    }

    private mutating func compare(
        _ old: ObjectID?, _ new: ObjectID?, path: [UInt8], depth: Int, in repository: Repository
    ) throws(GitError) {
        guard old != new, depth < Self.maximumDepth else { return }
        let before = try Self.content(of: old, in: repository)
        let after = try Self.content(of: new, in: repository)
        for name in Set(before.keys).union(after.keys).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let (a, b) = (before[name], after[name])
            guard a != b else { continue }
            let path = path.isEmpty ? name : path + [UInt8(ascii: "/")] + name
            let entry = Entry(path: path, old: a?.unlessFolder, new: b?.unlessFolder)
            if entry.old != nil || entry.new != nil { entries.append(entry) }
            try compare(a?.folder, b?.folder, path: path, depth: depth + 1, in: repository)
        }
    }

    /// Of a name that is there twice git shows the first.
    private static func content(
        of tree: ObjectID?, in repository: Repository
    ) throws(GitError) -> [[UInt8]: TreeEntry] {
        guard let tree else { return [:] }
        return Dictionary(try repository.tree(tree).map { ($0.name, $0) }) { first, _ in first }
    }
}

extension TreeEntry {
    fileprivate var folder: ObjectID? { kind == .folder ? id : nil }
    fileprivate var unlessFolder: TreeEntry? { kind == .folder ? nil : self }

    /// Neither a folder nor a link nor a submodule.
    package var isFile: Bool { kind == .file || kind == .executable }
}
