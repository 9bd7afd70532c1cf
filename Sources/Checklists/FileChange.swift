/// A commit that gave a file the content that it has from then on.
package struct FileChange: Hashable, Sendable {
    package var commit: CommitID
    /// Where the file lies from this commit on.
    package var path: String
    /// Its content, hexadecimal; nil for a commit that removed it.
    package var blob: String?
    /// It had another name before, and this one was found by likeness (or by the very same content).
    package var isRenamed: Bool

    package init(commit: CommitID, path: String, blob: String?, isRenamed: Bool = false) {
        self.commit = commit
        self.path = path
        self.blob = blob
        self.isRenamed = isRenamed
    }
}

extension Report {
    /// Who changed a file after it was as `blob`, oldest first. Nothing where its history does not tell when it was so: nobody
    /// is named for what somebody else may have done.
    package func changes(ofFile path: String, since blob: String) -> ArraySlice<FileChange> {
        let history = fileHistories[path] ?? []
        guard let then = history.lastIndex(where: { $0.blob == blob }) else { return [] }
        return history[(then + 1)...]
    }
}
