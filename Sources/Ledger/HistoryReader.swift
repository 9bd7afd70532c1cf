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
    /// Of every commit.
    let configurations: ConfigurationHistory
    let mainline: Mainline
    /// In the order of ancestry; an item that came back may be among them.
    var removals: [Removal] = []
    /// Commits before which nothing is known.
    var boundaries: [ObjectID] = []
    /// A blob or tree that is not in this (partial) clone was needed.
    var lacksObjects = false
    /// What is wrong with trailers.
    var diagnostics: [Diagnostic] = []
}

/// Goes through the commits, parents first, and keeps for each the versions of its files with the lives of their items.
/// A commit's state is let go when its last child is done.
///
/// A stretch of commits at a time: first their trees are compared, then what is new in all of them is read, the versions of
/// one file one after another (git packs them so, and they are mostly the same), then each commit's items are matched.
struct HistoryReader {
    /// A commit as its children see it; nothing is known of a commit whose tree is not in this clone.
    struct State {
        let folder: TrackedFolder
        let roles: [String]
    }

    /// A commit that changes files, between the comparison of its tree and that of its items.
    private struct OpenCommit {
        let index: CommitGraph.Index
        let state: State
        let join: TreeJoin
        let parents: [TrackedFolder]
        let isBeforeUnknown: Bool
    }

    /// How many items and folder entries a stretch may bring: as many as memory has room for, since the longer it is, the
    /// more versions of one file are read one after another. How many items its files will have is told by the last one's.
    private static let maximumItems = 1 << 17
    private static let maximumEntries = 1 << 18
    private var maximumFiles = 1024

    private let repository: Repository
    private let graph: CommitGraph
    private let scope: HistoryScope?
    private var states: [State?]
    private var pendingChildren: [Int32]
    private var open: [OpenCommit] = []
    private var files = ChecklistReader()
    private var graveyard = Graveyard()
    private var trailers: SignOffTrailers
    /// For each integration the completions on its side that its message may approve.
    private var awaitingIntegration: [CommitGraph.Index: [AskedCompletion]] = [:]
    private var history: History

    /// Reads the whole history of the last commit of `graph`. `progress` is called now and then with the number of commits
    /// done. `cutsFiles` as in `ChecklistReader`.
    static func read(
        _ graph: CommitGraph, in repository: Repository, cutsFiles: Bool = true, progress: (Int) -> Void = { _ in }
    ) throws(GitError) -> History {
        try read(graph, scope: nil, in: repository, cutsFiles: cutsFiles, progress: progress)
    }

    /// Reads the history of some files, of which more is read as it turns out that their items come from others: those it has
    /// to do with are added to `paths`. nil where that would be no less than everything.
    ///
    /// The history's files and removals are those of `paths` alone. An item that was removed and is restored by its id begins
    /// a new life if the file it was in then is not among them: whatever signed it off had ended.
    static func read(
        _ graph: CommitGraph, following paths: inout Set<[UInt8]>, in repository: Repository,
        progress: (Int) -> Void = { _ in }
    ) throws(GitError) -> History? {
        for _ in 0..<maximumRounds where paths.count <= maximumPaths {
            let scope = HistoryScope(paths)
            let history = try read(graph, scope: scope, in: repository, progress: progress)
            // What a partial clone lacks may be in any file.
            if scope.isTooNarrow || history.lacksObjects { return nil }
            if scope.missing.isEmpty { return history }
            paths.formUnion(scope.missing)
        }
        return nil
    }

    /// Beyond these reading everything once is less work.
    private static let maximumRounds = 6
    private static let maximumPaths = 400

    private static func read(
        _ graph: CommitGraph, scope: HistoryScope?, in repository: Repository, cutsFiles: Bool = true,
        progress: (Int) -> Void
    ) throws(GitError) -> History {
        var reader = HistoryReader(repository, graph, scope)
        reader.files.cutsFiles = cutsFiles
        var (files, entries) = (0, 0)
        for index in graph.nodes.indices {
            if index & 0x3FF == 0 { progress(index) }
            try reader.compareTree(CommitGraph.Index(index))
            guard let last = reader.open.last, last.index == index else { continue }
            files += last.join.changes.count
            entries += last.join.entryCount
            guard files > reader.maximumFiles || entries > maximumEntries else { continue }
            try reader.finishOpenCommits()
            (files, entries) = (0, 0)
        }
        try reader.finishOpenCommits()
        return reader.finish()
    }

    private init(_ repository: Repository, _ graph: CommitGraph, _ scope: HistoryScope?) {
        self.scope = scope
        self.repository = repository
        self.graph = graph
        let mainline = Mainline(graph)
        let configurations = ConfigurationHistory(repository, graph, mainline)
        history = History(configurations: configurations, mainline: mainline)
        trailers = SignOffTrailers(
            repository: repository, graph: graph, configurations: configurations, scope: scope)
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
        history.diagnostics = trailers.diagnostics
        history.lacksObjects = history.lacksObjects || history.configurations.lacksObjects
        return history
    }

    private mutating func compareTree(_ index: CommitGraph.Index) throws(GitError) {
        let node = graph.nodes[Int(index)]
        defer { release(node.parents) }
        let known = node.parents.compactMap { states[Int($0)] }
        if node.isBoundary { history.boundaries.append(node.id) }

        let folder: TrackedFolder
        var join: TreeJoin
        do {
            (folder, join) = try TreeJoin.join(node.tree, with: known.map(\.folder), scope: scope, in: repository)
        } catch {
            // Without its tree nothing is known of a commit; of the one asked for something must be.
            guard case .missingObject = error.kind, repository.isPartialClone, Int(index) < graph.nodes.count - 1 else {
                throw error
            }
            history.lacksObjects = true
            return
        }
        history.configurations.note(folder.configuration, at: CommitGraph.Index(index))
        let roles = try roles(of: folder.configuration, parents: known)
        var current = folder
        if known.contains(where: { $0.roles != roles }) {
            // What depends on roles is known only of files that have been read.
            try finishOpenCommits()
            current = join.reread(folder, under: roles, parents: known)
        }
        if known.count > 1, !roles.isEmpty { current = join.unite(current, known.map(\.folder)) }
        let state = State(folder: current, roles: roles)
        states[Int(index)] = state
        let changesFiles =
            !join.changes.isEmpty || !join.reunions.isEmpty || join.deletions.contains { !$0.isEmpty }
        if !changesFiles, !node.mentionsSignOff, !(try mayApprove(CommitGraph.Index(index))) { return }
        open.append(
            OpenCommit(
                index: index, state: state, join: join, parents: known.map(\.folder),
                isBeforeUnknown: node.isBoundary || known.count < node.parents.count))
    }

    /// Reads what the open commits brought and records what they did.
    private mutating func finishOpenCommits() throws(GitError) {
        let commits = open
        open = []
        let new = commits.flatMap { commit in commit.join.changes.map { (file: $0.file, roles: commit.state.roles) } }
        // Among versions of one file the order of the commits stays.
        let order = new.indices.sorted {
            new[$0].file.path == new[$1].file.path
                ? $0 > $1 : new[$0].file.path.lexicographicallyPrecedes(new[$1].file.path)
        }
        for index in order { try read(new[index].file, roles: new[index].roles) }
        let items = new.reduce(0) { $0 + $1.file.version.file.items.count }
        if !new.isEmpty { maximumFiles = max(Self.maximumItems / max(items / new.count, 8), 256) }
        for commit in commits {
            for reunion in commit.join.reunions { reunion.settle() }
            var step = HistoryStep(
                commit: commit.index, folder: commit.state.folder, join: commit.join, parents: commit.parents,
                isBeforeUnknown: commit.isBeforeUnknown)
            let surroundings = try scope.map { (scope) throws(GitError) in
                try Surroundings(of: commit.index, in: graph, repository: repository, scope: scope)
            }
            try step.match(in: repository, among: surroundings)
            if let surroundings { try note(step.strays(), among: surroundings, roles: commit.state.roles) }
            step.record(restoring: graveyard, graph: graph)
            graveyard.add(step.removals, by: commit.index)
            try takeSignings(of: commit, completed: step.completed)
        }
    }

    /// Tells the scope in which other files the items that came from nowhere, and those that went, might be found.
    private mutating func note(
        _ strays: [Strays], among surroundings: Surroundings, roles: [String]
    ) throws(GitError) {
        for (parent, strays) in strays.enumerated() where !strays.isEmpty {
            for file in try surroundings.others(parent) {
                let (old, new) = (strays.come.isEmpty ? nil : file.old, strays.gone.isEmpty ? nil : file.new)
                let path = TrackedFile.text(of: file.path)
                for (blob, keys) in [(old, strays.come), (new, strays.gone)] {
                    guard let blob else { continue }
                    let content = try repository.withBlob(blob) { files.read($0, path: path, roles: roles) }
                    if content.items.contains(where: { keys.mayHold($0.key) }) { scope?.note(file.path) }
                }
            }
        }
    }

    /// Records what a commit says of sign-offs, after what it did.
    private mutating func takeSignings(of commit: OpenCommit, completed: [AskedCompletion]) throws(GitError) {
        if let completions = awaitingIntegration.removeValue(forKey: commit.index) {
            SignOffTrailers.recordIntegration(commit.index, of: completions, in: commit.state.folder)
        }
        if graph.nodes[Int(commit.index)].mentionsSignOff {
            try trailers.read(commit.index, in: commit.state.folder)
        }
        guard !completed.isEmpty, let integration = history.mainline.integration[Int(commit.index)],
            try mayApprove(integration)
        else { return }
        awaitingIntegration[integration, default: []] += completed
    }

    /// Whether a commit brings others in, and its trailers may approve what these completed.
    private func mayApprove(_ index: CommitGraph.Index) throws(GitError) -> Bool {
        guard graph.nodes[Int(index)].parents.count > 1, !graph.nodes[Int(index)].isProposed,
            history.mainline.integration[Int(index)] == nil,
            case .rules(let rules?) = try history.configurations.inForce(for: index)
        else { return false }
        return !rules.policy.approvalTrailers.isEmpty
    }

    /// Reads the items of a file that some commit brought.
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

    /// The roles that `countersign.yml` declares. Where it cannot be read, those of the first parent: a slip of the pen there
    /// does not turn every sign-off box of the project into an item.
    private func roles(of blob: ObjectID?, parents: [State]) throws(GitError) -> [String] {
        guard let blob else { return [] }
        return try history.configurations.configuration(blob)?.roles ?? parents.first?.roles ?? []
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
    private static let maximumCandidates = 64
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
        // Ancestry is what costs; an id that comes and goes a thousand times is nobody's item.
        return candidates.suffix(Self.maximumCandidates).last { candidate in
            removals[candidate.removal].life.isOver
                && Likeness(removals[candidate.removal].state.title.lowercased()).score(text) >= Likeness.threshold
                && graph.isAncestor(candidate.commit, of: commit)
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

    /// For each commit up to `b` whether it is reachable from there, as `b` itself is.
    func isAncestor(of b: Index) -> [Bool] {
        var isAncestor = Array(repeating: false, count: Int(b) + 1)
        isAncestor[Int(b)] = true
        for index in isAncestor.indices.reversed() where isAncestor[index] {
            for parent in nodes[index].parents { isAncestor[Int(parent)] = true }
        }
        return isAncestor
    }
}
