// Outlined; filled in by the next commits.

/// A file that has another path in the new tree.
package struct Rename: Hashable, Sendable {
    package var from: [UInt8]
    package var to: [UInt8]
    /// Per cent, 50…100.
    package var similarity: Int
}

extension Repository {
    /// Renames from one tree to another among the named paths, at least 50 % alike, as `git diff -M` finds them.
    package func renames(
        from old: ObjectID, to new: ObjectID, deleted: [[UInt8]], added: [[UInt8]]
    ) throws(GitError) -> [Rename] { [] }
    /// Paths below the working tree that differ from `tree` or are untracked and not ignored, among those that
    /// `isIncluded` accepts.
    package func uncommittedPaths(
        comparedWith tree: ObjectID, where isIncluded: (String) -> Bool
    ) throws(GitError) -> [String] { [] }
}
