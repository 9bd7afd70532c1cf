import Checklists
import Git

/// What the history of a commit says about the items of its tree.
struct History {
    /// An item that some commit took away.
    struct Removal {
        let life: Life
        let state: ItemState
        let path: String
    }

    /// The tracked files of the commit, in tree order.
    var files: [TrackedFile] = []
    /// Folders of the commit that lie too deep to be read.
    var unreadFolders: [String] = []
    var configuration: ObjectID?
    /// In the order of ancestry; an item that came back may be among them.
    var removals: [Removal] = []
    /// Commits before which nothing is known.
    var boundaries: [ObjectID] = []
    /// A blob or tree that is not in this (partial) clone was needed.
    var lacksObjects = false
}

/// Goes through the commits, parents first, and keeps for each the versions of its files with the lives of their items.
/// A commit's state is let go when its last child is done.
struct HistoryReader {
    /// A commit as its children see it; nothing is known of a commit whose tree is not in this clone.
    struct State {
        let folder: TrackedFolder
        let roles: [String]
    }

    private let repository: Repository
    private let graph: CommitGraph
    private var states: [State?]
    private var pendingChildren: [Int32]
    private var rolesByBlob: [ObjectID: [String]] = [:]
    private var files = ChecklistReader()
    private var graveyard = Graveyard()
    private var history = History()

    /// Reads the whole history of the last commit of `graph`. `progress` is called now and then with the number of commits
    /// done. `cutsFiles` as in `ChecklistReader`.
    static func read(
        _ graph: CommitGraph, in repository: Repository, cutsFiles: Bool = true, progress: (Int) -> Void = { _ in }
    ) throws(GitError) -> History {
        var reader = HistoryReader(repository, graph)
        reader.files.cutsFiles = cutsFiles
        for index in graph.nodes.indices {
            if index & 0x3FF == 0 { progress(index) }
            try reader.read(CommitGraph.Index(index))
        }
        return reader.finish()
    }

    private init(_ repository: Repository, _ graph: CommitGraph) {
        self.repository = repository
        self.graph = graph
        states = Array(repeating: nil, count: graph.nodes.count)
        pendingChildren = Array(repeating: 0, count: graph.nodes.count)
        for node in graph.nodes {
            for parent in node.parents { pendingChildren[Int(parent)] += 1 }
        }
    }

    private mutating func finish() -> History {
        guard let last = states.last, let state = last else { return history }
        state.folder.forEachFile { history.files.append($0) }
        history.unreadFolders = state.folder.unreadFolders().map(TrackedFile.text)
        history.configuration = state.folder.configuration
        history.removals = graveyard.removals
        return history
    }

    private mutating func read(_ index: CommitGraph.Index) throws(GitError) {
        let node = graph.nodes[Int(index)]
        defer { release(node.parents) }
        let parents = node.parents.map { states[Int($0)] }
        let known = parents.compactMap(\.self)
        if node.isBoundary { history.boundaries.append(node.id) }

        let folder: TrackedFolder
        var join: TreeJoin
        do {
            (folder, join) = try TreeJoin.join(node.tree, with: known.map(\.folder), in: repository)
        } catch {
            // Without its tree nothing is known of a commit; of the one asked for something must be.
            guard case .missingObject = error.kind, repository.isPartialClone, Int(index) < graph.nodes.count - 1 else {
                throw error
            }
            history.lacksObjects = true
            return
        }
        let roles = try roles(of: folder.configuration)
        let current = join.reread(folder, under: roles, parents: known)
        states[Int(index)] = State(folder: current, roles: roles)
        guard !join.changes.isEmpty || join.deletions.contains(where: { !$0.isEmpty }) else { return }

        for change in join.changes { try read(change.file, roles: roles) }
        var step = HistoryStep(
            commit: index, folder: current, join: join, parents: known.map(\.folder),
            isBeforeUnknown: node.isBoundary || known.count < parents.count)
        try step.match(in: repository)
        step.record(restoring: graveyard, graph: graph)
        graveyard.add(step.removals, by: index)
    }

    /// Reads the items of a file that the commit at hand brought.
    private mutating func read(_ file: TrackedFile, roles: [String]) throws(GitError) {
        let version = file.version
        version.roles = roles
        do {
            let content = try repository.withBlob(file.blob) { files.read($0, path: file.pathText, roles: roles) }
            version.content = .known(content)
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
            history.lacksObjects = true
            version.content = .unknown
        }
    }

    /// The roles that `countersign.yml` declares; none where it cannot be read.
    private mutating func roles(of blob: ObjectID?) throws(GitError) -> [String] {
        guard let blob else { return [] }
        if let roles = rolesByBlob[blob] { return roles }
        var roles: [String] = []
        do {
            let text = try repository.withBlob(blob) { String(decoding: $0, as: UTF8.self) }
            roles = (try? Configuration.read(text).0.roles) ?? []
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
            history.lacksObjects = true
        }
        rolesByBlob[blob] = roles
        return roles
    }

    private mutating func release(_ parents: [CommitGraph.Index]) {
        for parent in parents {
            pendingChildren[Int(parent)] -= 1
            if pendingChildren[Int(parent)] == 0 { states[Int(parent)] = nil }
        }
    }
}

/// Items that commits took away, for those that come back.
struct Graveyard {
    private(set) var removals: [History.Removal] = []
    private var byID: [String: [(removal: Int, commit: CommitGraph.Index)]] = [:]

    mutating func add(_ removed: [History.Removal], by commit: CommitGraph.Index) {
        for removal in removed {
            if let id = removal.state.id { byID[id, default: []].append((removals.count, commit)) }
            removals.append(removal)
        }
    }

    /// The item of that id which was removed last by an ancestor of `commit`, if its text was alike.
    func item(like item: ItemState, removedBefore commit: CommitGraph.Index, in graph: CommitGraph) -> Life? {
        guard let id = item.id, let candidates = byID[id] else { return nil }
        let text = Likeness(item.title.lowercased())
        return candidates.last { candidate in
            removals[candidate.removal].life.isOver && graph.isAncestor(candidate.commit, of: commit)
                && Likeness(removals[candidate.removal].state.title.lowercased()).score(text) >= Likeness.threshold
        }.map { removals[$0.removal].life }
    }
}

extension CommitGraph {
    /// Whether `a` is reachable from `b`. Parents have smaller positions, so nothing before `a` need be looked at.
    func isAncestor(_ a: Index, of b: Index) -> Bool {
        var seen: Set<Index> = [b]
        var open = [b]
        while let next = open.popLast() {
            if next == a { return true }
            for parent in nodes[Int(next)].parents where parent >= a && seen.insert(parent).inserted {
                open.append(parent)
            }
        }
        return false
    }
}
