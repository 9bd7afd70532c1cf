import Git

/// What one commit changes in all Markdown files, where only some are followed. Looked at when it is first needed.
final class Surroundings {
    let scope: HistoryScope
    private let node: CommitGraph.Node
    private let parents: [ObjectID]
    private let repository: Repository
    private var differences: [[File]]?

    init(
        of commit: CommitGraph.Index, in graph: CommitGraph, repository: Repository, scope: HistoryScope
    ) throws(GitError) {
        self.scope = scope
        self.repository = repository
        node = graph.nodes[Int(commit)]
        parents = node.parents.map { graph.nodes[Int($0)].tree }
    }

    /// A Markdown file that a parent has otherwise.
    struct File {
        let path: [UInt8]
        let old: ObjectID?
        let new: ObjectID?
    }

    /// Files that are not followed.
    func others(_ parent: Int) throws(GitError) -> [File] {
        try all()[parent].filter { !scope.paths.contains($0.path) }
    }

    /// Among all files; a file is added where no parent has it the same.
    func renames(_ parent: Int) throws(GitError) -> [Rename] {
        let all = try all()
        let isChanged = all.map { Set($0.lazy.filter { $0.new != nil }.map(\.path)) }
        let deleted = all[parent].filter { $0.new == nil }
        let added = all[parent].filter { file in
            file.old == nil && isChanged.allSatisfy { $0.contains(file.path) }
        }
        return try repository.renames(
            from: deleted.compactMap { file in file.old.map { UnpairedFile(path: file.path, kind: .file, id: $0) } },
            to: added.compactMap { file in file.new.map { UnpairedFile(path: file.path, kind: .file, id: $0) } })
    }

    /// For each parent.
    private func all() throws(GitError) -> [[File]] {
        if let differences { return differences }
        var found: [[File]] = []
        for parent in parents {
            let difference = try TreeDifference(parent, node.tree, in: repository)
            found.append(
                difference.entries.compactMap { entry in
                    let name = entry.path[(entry.path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
                    let (old, new) = (entry.old?.tracked, entry.new?.tracked)
                    return old == new || !isMarkdownName(name) ? nil : File(path: entry.path, old: old, new: new)
                })
        }
        differences = found
        return found
    }
}

extension TreeEntry {
    fileprivate var tracked: ObjectID? { isFile ? id : nil }
}

/// Items that one parent's files lose, and those that come from nowhere there.
struct Strays {
    var come = StrayKeys()
    var gone = StrayKeys()

    var isEmpty: Bool { come.isEmpty && gone.isEmpty }
}

/// By which an item could be found in another file.
struct StrayKeys {
    private var ids: Set<String> = []
    private var texts: Set<String> = []

    var isEmpty: Bool { ids.isEmpty && texts.isEmpty }

    mutating func insert(_ key: ItemMatcher.Key) {
        if let id = key.id { ids.insert(id) }
        texts.insert(key.text)
    }

    func mayHold(_ key: ItemMatcher.Key) -> Bool { key.id.map(ids.contains) == true || texts.contains(key.text) }
}
