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
    }

    /// Parents before children; the same order on every machine.
    package var nodes: [Node] = []
    /// At least one boundary stems from a shallow clone.
    package var isShallow = false
    /// At least one boundary stems from a partial clone.
    package var isPartial = false
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

/// A depth-first walk without recursion: histories are deeper than any call stack.
private struct GraphWalk {
    private struct Frame {
        var id: ObjectID
        var tree: ObjectID
        var isBoundary: Bool
        var mentionsSignOff: Bool
        var parents: [ObjectID]
        var nextParent = 0
        var found: [CommitGraph.Index] = []
    }

    let repository: Repository
    let shallow: Set<ObjectID>
    private(set) var graph = CommitGraph()
    private var frames: [Frame] = []
    /// Position of every commit entered so far; nil inside while its ancestors are being walked.
    private var positions: [ObjectID: CommitGraph.Index?] = [:]

    init(repository: Repository, shallow: Set<ObjectID>) {
        self.repository = repository
        self.shallow = shallow
    }

    /// Puts a commit on the stack; false when it is absent.
    mutating func enter(_ id: ObjectID) throws(GitError) -> Bool {
        guard let (tree, parents, mentionsSignOff) = try repository.links(ofCommit: id) else { return false }
        let isShallow = !parents.isEmpty && shallow.contains(id)
        if isShallow { graph.isShallow = true }
        positions.updateValue(nil, forKey: id)
        frames.append(
            Frame(
                id: id, tree: tree, isBoundary: isShallow, mentionsSignOff: mentionsSignOff,
                parents: isShallow ? [] : parents))
        return true
    }

    /// Looks at one more parent of the commit on top, or finishes that commit; false when the stack is empty.
    mutating func step() throws(GitError) -> Bool {
        guard let top = frames.indices.last else { return false }
        guard frames[top].nextParent < frames[top].parents.count else {
            finish(frames.removeLast())
            return true
        }
        let parent = frames[top].parents[frames[top].nextParent]
        if let entered = positions[parent] {
            guard let position = entered else {
                throw repository.damaged(parent, .commit, "it is an ancestor of itself")
            }
            frames[top].found.append(position)
            frames[top].nextParent += 1
        } else if try !enter(parent) {
            guard repository.isPartialClone else { throw repository.missing(parent, .commit) }
            graph.isPartial = true
            frames[top].isBoundary = true
            frames[top].nextParent += 1
        }
        return true
    }

    private mutating func finish(_ frame: Frame) {
        positions.updateValue(CommitGraph.Index(graph.nodes.count), forKey: frame.id)
        graph.nodes.append(
            CommitGraph.Node(
                id: frame.id, tree: frame.tree, parents: frame.found, isBoundary: frame.isBoundary,
                mentionsSignOff: frame.mentionsSignOff))
    }
}
