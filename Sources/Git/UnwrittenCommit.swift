import CLibgit2

/// The working tree read as one more commit on `HEAD`.
package struct UnwrittenCommit: Sendable {
    /// What the commit is called wherever commits have names: `git blame` calls it the same.
    package static let id = ObjectID.zero

    /// Everything in it: tracked files as they lie there, and untracked ones that are not ignored.
    package let tree: ObjectID
    /// nil where the current branch has no commits yet.
    package let head: ObjectID?
    /// By path from the root, folders left out.
    package let files: [[UInt8]: ObjectID]
    /// The folders it lies in and those that are empty, the root included; none that is ignored, sorted by their bytes.
    package let folders: [[UInt8]]
    /// Nothing differs from `head`.
    package let isEmpty: Bool
}

extension CommitGraph {
    /// The same history with the working tree as its last commit.
    package func adding(_ commit: UnwrittenCommit) -> CommitGraph {
        var graph = self
        graph.nodes.append(
            Node(
                id: UnwrittenCommit.id, tree: commit.tree, parents: nodes.indices.last.map { [Index($0)] } ?? [],
                isBoundary: false, mentionsSignOff: false, isUnwritten: true))
        return graph
    }
}

extension Repository {
    /// Reads the working tree as one more commit on `HEAD`. From then on this repository has its objects, the commit
    /// included; on the disk nothing changes, the index neither.
    ///
    /// Files whose size and times are those in the index are taken for what the index has, as git does. So are files that
    /// a sparse checkout leaves out, or that are assumed unchanged, and submodules. The filters of `.gitattributes` that
    /// libgit2 knows (line ends, `ident`) are applied.
    ///
    /// - Parameter select: of the paths that are neither tracked nor ignored, those that count.
    /// - Throws: `.other` for a bare repository, and for a file or folder that cannot be read.
    package func readWorkingTree(
        select: (Set<String>) -> Set<String> = { $0 }
    ) throws(GitError) -> UnwrittenCommit {
        var memory = WorkingTreeMemory()
        return try readWorkingTree(remembering: &memory, select: select)
    }

    /// The same for a tree that is read again and again. `memory` is that of the last time, and afterwards of this one.
    package func readWorkingTree(
        remembering memory: inout WorkingTreeMemory, select: (Set<String>) -> Set<String> = { $0 }
    ) throws(GitError) -> UnwrittenCommit {
        guard let root = workingDirectory else {
            throw GitError(
                .other, "the repository at \(displayPath) is bare: it has no working tree",
                advice: "Leave out --worktree, or go to a checkout")
        }
        var reader = WorkingTreeReader(self, root: root, memory: memory)
        let head = git_repository_head_unborn(handle) == 1 ? nil : try commitID(of: "HEAD")
        let files = try reader.files(select: select)
        let folders = try reader.folders(of: files)
        let tree = reader.writeTree(files[...])
        let last = try head.map { (id) throws(GitError) in try commit(id) }
        memory = reader.memory.ofThisTime
        unwritten = reader.objects
        unwritten.add(.bytes(Self.commit(tree, on: last)), .commit, as: UnwrittenCommit.id)
        return UnwrittenCommit(
            tree: tree, head: head, files: Dictionary(files.map { ($0.path, $0.id) }) { first, _ in first },
            folders: folders, isEmpty: tree == last?.tree)
    }

    /// The commit object. It has the date of its parent: that of the files depends on the machine.
    private static func commit(_ tree: ObjectID, on parent: Commit?) -> [UInt8] {
        let offset = parent?.committer.offset ?? 0
        let digits = String(abs(offset) / 60 * 100 + abs(offset) % 60)
        let zone = (offset < 0 ? "-" : "+") + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
        let who = "Not committed yet <not.committed.yet> \(parent?.committer.seconds ?? 0) \(zone)"
        let parents = parent.map { "parent \($0.id)\n" } ?? ""
        return Array("tree \(tree)\n\(parents)author \(who)\ncommitter \(who)\n\nUncommitted changes\n".utf8)
    }
}
