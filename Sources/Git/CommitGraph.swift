import CLibgit2

/// The commits reachable from one commit.
package struct CommitGraph: Sendable {
    /// Position of a commit in `nodes`; a parent's is always smaller than its child's.
    package typealias Index = Int32

    /// One commit's place among the others.
    package struct Node: Sendable {
        package var id: ObjectID
        package var tree: ObjectID
        /// In the order of the commit; parents that are not in this clone are left out.
        package var parents: [Index]
        /// Some parent is not in this clone (shallow, or missing in a partial clone).
        package var isBoundary: Bool
        /// Somewhere in it stands `sign-off`, in any case: its message may have `Sign-off:` or `Revoke-sign-off:` lines.
        package var mentionsSignOff: Bool
        /// The merge that a pull request would be: it has the id and tree of the commit proposed, and no message.
        package var isProposed = false
        /// The working tree, which is not committed yet.
        package var isUnwritten = false
    }

    /// Parents before children; the same order on every machine.
    package var nodes: [Node] = []
    /// At least one boundary stems from a shallow clone.
    package var isShallow = false
    /// At least one boundary stems from a partial clone.
    package var isPartial = false

    /// No commits at all.
    package init() {}

    /// The position of a commit; nil if it is none of these.
    package func index(of id: ObjectID) -> Index? { nodes.lastIndex { $0.id == id }.map(Index.init) }

    /// The same history as it will be when the last commit has been merged into `base`, one of its ancestors, and nothing else
    /// has come in between: `base` is on the mainline, and what is not among its ancestors came in with one merge.
    package func proposing(mergeInto base: Index) -> CommitGraph {
        guard let last = nodes.last, Int(base) < nodes.count - 1 else { return self }
        var graph = self
        graph.nodes.append(
            Node(
                id: last.id, tree: last.tree, parents: [base, Index(nodes.count - 1)], isBoundary: false,
                mentionsSignOff: false, isProposed: true))
        return graph
    }

    /// The best common ancestor of this graph's last commit and `other`'s: the newest of those on the first-parent chain of
    /// `other`, else the newest. nil when they have none, or none that this clone holds.
    package func mergeBase(with other: CommitGraph) -> Index? {
        let all = Set(other.nodes.lazy.map(\.id))
        var chain: Set<ObjectID> = []
        var next = other.nodes.indices.last
        while let index = next {
            chain.insert(other.nodes[index].id)
            next = other.nodes[index].parents.first.map(Int.init)
        }
        // Whatever is an ancestor of a common commit is no best one.
        var isCovered = Array(repeating: false, count: nodes.count)
        var best: Index?
        for index in nodes.indices.reversed() where isCovered[index] || all.contains(nodes[index].id) {
            for parent in nodes[index].parents { isCovered[Int(parent)] = true }
            guard !isCovered[index] else { continue }
            if chain.contains(nodes[index].id) { return Index(index) }
            best = best ?? Index(index)
        }
        return best
    }
}

extension Repository {
    /// All ancestors of `id` and itself, `id` last.
    ///
    /// libgit2's own walk fails on shallow clones, so this is a depth-first walk, first parents first, each commit
    /// behind its parents. Ids in the `shallow` file count as parentless, as they do for git; parents missing in a
    /// partial clone are left out. Throws `.missingObject` for any other commit that is absent.
    package func graph(of id: ObjectID) throws(GitError) -> CommitGraph {
        var walk = GraphWalk(repository: self, shallow: try shallowCommits())
        guard try walk.enter(id) else { throw missing(id, .commit) }
        while try walk.step() {}
        return walk.graph
    }

    /// The commits whose parents this clone was told to leave out.
    func shallowCommits() throws(GitError) -> Set<ObjectID> {
        guard let content = try fileContent(commonDirectory + "shallow") else { return [] }
        let lines = content.split(whereSeparator: \.isSpace)
        return Set(lines.compactMap { ObjectID(hex: String(decoding: $0, as: UTF8.self)) })
    }
}

/// A depth-first walk without recursion: histories are deeper than any call stack, and longer than memory has room for an
/// array of each commit's.
private struct GraphWalk {
    /// A commit that was entered; its parents' ids lie in `parents`.
    private struct Entry {
        var id: ObjectID
        var tree: ObjectID
        var parents: Range<Int32>
        var isBoundary: Bool
        var mentionsSignOff: Bool
        /// In the graph, once all its ancestors are.
        var position: CommitGraph.Index?
    }

    let repository: Repository
    let shallow: Set<ObjectID>
    private(set) var graph = CommitGraph()
    private var entries: [Entry] = []
    private var parents: [ObjectID] = []
    private var places: [ObjectID: Int32] = [:]
    /// Places of the commits whose ancestors are being walked, and which of their parents is next.
    private var stack: [(entry: Int32, next: Int32)] = []

    init(repository: Repository, shallow: Set<ObjectID>) {
        self.repository = repository
        self.shallow = shallow
    }

    /// Puts a commit on the stack; false when it is absent.
    mutating func enter(_ id: ObjectID) throws(GitError) -> Bool {
        guard let (tree, parents, mentionsSignOff) = try repository.links(ofCommit: id) else { return false }
        let isShallow = !parents.isEmpty && shallow.contains(id)
        if isShallow { graph.isShallow = true }
        let start = Int32(self.parents.count)
        if !isShallow { self.parents += parents }
        places[id] = Int32(entries.count)
        stack.append((Int32(entries.count), start))
        entries.append(
            Entry(
                id: id, tree: tree, parents: start..<Int32(self.parents.count), isBoundary: isShallow,
                mentionsSignOff: mentionsSignOff))
        return true
    }

    /// Looks at one more parent of the commit on top, or finishes that commit; false when the stack is empty.
    mutating func step() throws(GitError) -> Bool {
        guard let (entry, next) = stack.last else { return false }
        guard next < entries[Int(entry)].parents.upperBound else {
            finish(Int(entry))
            return true
        }
        let parent = parents[Int(next)]
        if let place = places[parent] {
            guard entries[Int(place)].position != nil else {
                throw repository.damaged(parent, .commit, "it is an ancestor of itself")
            }
            stack[stack.count - 1].next += 1
        } else if try !enter(parent) {
            guard repository.isPartialClone else { throw repository.missing(parent, .commit) }
            graph.isPartial = true
            entries[Int(entry)].isBoundary = true
            stack[stack.count - 1].next += 1
        }
        return true
    }

    private mutating func finish(_ index: Int) {
        stack.removeLast()
        let entry = entries[index]
        let found = entry.parents.compactMap { places[parents[Int($0)]].flatMap { entries[Int($0)].position } }
        entries[index].position = CommitGraph.Index(graph.nodes.count)
        graph.nodes.append(
            CommitGraph.Node(
                id: entry.id, tree: entry.tree, parents: found, isBoundary: entry.isBoundary,
                mentionsSignOff: entry.mentionsSignOff))
    }
}
