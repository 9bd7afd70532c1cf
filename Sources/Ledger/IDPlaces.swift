import Git

/// In which Markdown files of a tree an id is written, whether or not these files are followed. Equal folders are looked into
/// once.
final class IDPlaces {
    private struct Question: Hashable {
        let tree: ObjectID
        let id: String
    }

    private let repository: Repository
    private var ids: [ObjectID: Set<String>] = [:]
    private var reader = ChecklistReader()
    private var answers: [Question: [[UInt8]]] = [:]

    init(_ repository: Repository) { self.repository = repository }

    /// Paths from the tree's root. A file that writes it somewhere else than behind an item is among them.
    func paths(of id: String, in tree: ObjectID, depth: Int = 0) throws(GitError) -> [[UInt8]] {
        guard depth < TreeJoin.maximumDepth else { return [] }
        let question = Question(tree: tree, id: id)
        if let known = answers[question] { return known }
        var entries: [(name: [UInt8], isFolder: Bool, id: ObjectID)] = []
        try repository.forEachTreeEntry(tree) { mode, name, object in
            let isFolder = mode & 0o170000 == 0o040000
            guard isFolder || mode & 0o170000 == 0o100000 && isMarkdownName(name) else { return }
            entries.append((Array(name), isFolder, object))
        }
        var paths: [[UInt8]] = []
        for entry in entries {
            if entry.isFolder {
                paths += try self.paths(of: id, in: entry.id, depth: depth + 1).map {
                    entry.name + [UInt8(ascii: "/")] + $0
                }
            } else if try idsWritten(in: entry.id).contains(id) {
                paths.append(entry.name)
            }
        }
        answers[question] = paths
        return paths
    }

    /// Whatever stands in `{#…}`.
    func idsWritten(in blob: ObjectID) throws(GitError) -> Set<String> {
        if let known = ids[blob] { return known }
        let found = try repository.withBlob(blob) { bytes in
            var found = Ledger.idsWritten(in: bytes)
            // `{\\#id}` is one to a parser, too.
            if bytes.contains(UInt8(ascii: "\\")) || bytes.contains(UInt8(ascii: "&")) {
                let items = reader.read(bytes, path: "", roles: []).items
                found.formUnion(items.compactMap(\.state.id))
            }
            return found
        }
        ids[blob] = found
        return found
    }
}
