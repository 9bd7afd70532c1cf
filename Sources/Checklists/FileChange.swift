/// A commit that gave a file the content that it has from then on.
package struct FileChange: Hashable, Sendable {
    /// What the commit did to the file, against every parent.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case added, changed, removed
        /// It had another name before, of the very same or of a like content.
        case renamed
        /// A merge that is not what any of its parents has.
        case merged
    }

    package var commit: CommitID
    /// Where the file lies from this commit on.
    package var path: String
    /// Its content, hexadecimal; nil for a commit that removed it.
    package var blob: String?
    package var kind: Kind
    /// What its parents have there, or under the earlier name; hexadecimal.
    package var before: Set<String>

    package init(commit: CommitID, path: String, blob: String?, kind: Kind, before: Set<String> = []) {
        self.commit = commit
        self.path = path
        self.blob = blob
        self.kind = kind
        self.before = before
    }
}

extension Report {
    /// Who made a file what it is now from what it was as `blob`, oldest first: a chain in which each found what the one before
    /// left. Nothing where there is no such chain to `current`, as when a merge took an older version back: nobody is named for
    /// what somebody else may have done.
    package func changes(ofFile path: String, from blob: String, to current: String?) -> [FileChange] {
        let history = fileHistories[path] ?? []
        guard let then = history.lastIndex(where: { $0.blob == blob }) else { return [] }
        var reached: Set<String> = [blob]
        var chain: [FileChange] = []
        for change in history[(then + 1)...] {
            // On a branch that went on from an older version.
            guard !change.before.isDisjoint(with: reached) else { continue }
            chain.append(change)
            if let blob = change.blob { reached.insert(blob) }
        }
        return chain.last?.blob == current ? chain : []
    }
}
