import CLibgit2

/// A git repository, opened for reading. One per thread: libgit2's handles are not shared.
package final class Repository {
    /// The `.git` folder, or the bare repository itself, absolute, with a trailing slash.
    package let gitDirectory: String
    /// The working tree's root with a trailing slash; nil for a bare repository.
    package let workingDirectory: String?

    /// Opens the repository that `path` lies in: bare or not, a linked worktree, a submodule, any folder below one.
    package init(at path: String) throws(GitError) { fatalError() }

    /// The commit a revision names (`git rev-parse REV^{commit}`); throws `.unknownRevision`.
    package func commitID(of revision: String) throws(GitError) -> ObjectID { fatalError() }
    package func commit(_ id: ObjectID) throws(GitError) -> Commit { fatalError() }
    /// All ancestors of `id` and itself.
    package func graph(of id: ObjectID) throws(GitError) -> CommitGraph { fatalError() }
    /// Entries of one tree in the order of the object; throws `.missingObject`.
    package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] { fatalError() }
    /// The content of a blob; the bytes are valid only inside `body`.
    package func withBlob<R>(_ id: ObjectID, _ body: (UnsafeRawBufferPointer) -> R) throws(GitError) -> R { fatalError() }
    /// Size in bytes without reading the content.
    package func blobSize(_ id: ObjectID) throws(GitError) -> Int { fatalError() }
    /// The clone was made with `--filter`: objects may be absent without damage.
    package var isPartialClone: Bool { fatalError() }
    /// Blob `id` at a path of the tree, if there is a file.
    package func entry(at path: String, inTree tree: ObjectID) throws(GitError) -> TreeEntry? { fatalError() }
    /// Renames from one tree to another among the named paths, at least 50 % alike, as `git diff -M` finds them.
    package func renames(from old: ObjectID, to new: ObjectID, deleted: [[UInt8]], added: [[UInt8]]) throws(GitError) -> [Rename] { fatalError() }
    /// Web or other address of a remote, as configured.
    package func remoteURL(named name: String) -> String? { fatalError() }
    /// Paths below the working tree that differ from `tree` or are untracked and not ignored, among those that `isIncluded` accepts.
    package func uncommittedPaths(comparedWith tree: ObjectID, where isIncluded: (String) -> Bool) throws(GitError) -> [String] { fatalError() }
}

/// A file that has another path in the new tree.
package struct Rename: Hashable, Sendable {
    package var from: [UInt8]
    package var to: [UInt8]
    /// Per cent, 50…100.
    package var similarity: Int
}

/// One entry of a tree object.
package struct TreeEntry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case file, executable, symbolicLink, folder, submodule }
    /// Bytes: names are not always UTF-8.
    package var name: [UInt8]
    package var kind: Kind
    package var id: ObjectID
}

/// A commit, fully read.
package struct Commit: Hashable, Sendable {
    package struct Signature: Hashable, Sendable {
        package var name: String
        package var email: String
        /// Seconds since 1970 in UTC.
        package var seconds: Int64
        /// Minutes east of UTC.
        package var offset: Int
    }
    package var id: ObjectID
    package var tree: ObjectID
    package var parents: [ObjectID]
    package var author: Signature
    package var committer: Signature
    /// As stored; not always UTF-8.
    package var messageBytes: [UInt8]
    /// Text for show and for reading trailers, by the commit's `encoding` header, else UTF-8, else Windows-1252.
    package var message: String
}

/// The commits reachable from one commit.
package struct CommitGraph: Sendable {
    /// Position of a commit in `commits`; a parent's is always smaller than its child's.
    package typealias Index = Int32
    package struct Node: Sendable {
        package var id: ObjectID
        package var tree: ObjectID
        /// In the order of the commit.
        package var parents: [Index]
        /// Some parent is not in this clone (shallow, or missing in a partial clone).
        package var isBoundary: Bool
    }
    /// Parents before children; the same order on every machine.
    package var nodes: [Node]
    /// At least one boundary stems from a shallow clone / from a partial one.
    package var isShallow: Bool
    package var isPartial: Bool
}
