/// What an index holds of a path that is not in conflict.
package struct IndexEntry: Hashable, Sendable {
    /// Six octal digits, as in a tree.
    package var mode: String
    package var blob: ObjectID
    /// Left out of a sparse checkout (git-update-index(1), skip-worktree).
    package var isLeftOut: Bool
    package var isAssumedUnchanged: Bool

    package init(mode: String, blob: ObjectID, isLeftOut: Bool = false, isAssumedUnchanged: Bool = false) {
        (self.mode, self.blob) = (mode, blob)
        (self.isLeftOut, self.isAssumedUnchanged) = (isLeftOut, isAssumedUnchanged)
    }
}

// By git itself, since it alone reads every form of an index: split, sparse, version 4.
extension GitProgram {
    /// The entry of a path from the repository's root; nil where there is none, or one in conflict. `index` is absolute.
    package func entry(at path: String, index: String) throws(GitError) -> IndexEntry? {
        let bytes = try succeeding(
            ["ls-files", "--stage", "-v", "-z", "--full-name", "--", ":(top,literal)" + path], index: index,
            to: "read the index")
        // `H 100644 ID 0<tab>PATH<nul>`; the tag is S for skip-worktree, in lower case for assume-unchanged.
        for line in bytes.split(separator: 0) {
            let words = line.prefix { $0 != UInt8(ascii: "\t") }.split(separator: UInt8(ascii: " "))
                .map { String(decoding: $0, as: UTF8.self) }
            // A folder's name would match all it holds.
            guard words.count == 4, words[3] == "0", let blob = ObjectID(hex: words[2]),
                line.dropFirst(words.joined(separator: " ").utf8.count + 1).elementsEqual(path.utf8)
            else { continue }
            return IndexEntry(
                mode: words[1], blob: blob, isLeftOut: words[0].lowercased() == "s",
                isAssumedUnchanged: words[0] == words[0].lowercased())
        }
        return nil
    }

    /// Puts an entry in the place of the path's, with its flags.
    package func set(_ entry: IndexEntry, at path: String, index: String) throws(GitError) {
        let line = Array("\(entry.mode) \(entry.blob) 0\t\(path)\0".utf8)
        try succeeding(["update-index", "-z", "--index-info"], input: line, index: index, to: "write the index")
        var flags: [String] = []
        if entry.isLeftOut { flags.append("--skip-worktree") }
        if entry.isAssumedUnchanged { flags.append("--assume-unchanged") }
        for flag in flags {
            // Paths of this form count from the folder git runs in; from standard input they are taken as they are only
            // at the root.
            try succeeding(
                ["update-index", flag, "-z", "--stdin"], input: Array("\(try pathToRoot())\(path)\0".utf8),
                index: index,
                to: "write the index")
        }
    }

    private func pathToRoot() throws(GitError) -> String {
        let bytes = try succeeding(["rev-parse", "--show-cdup"], to: "find the working tree")
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// Writes a blob of exactly these bytes: no filter, no change of line ends.
    package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
        let output = try succeeding(["hash-object", "-w", "--stdin"], input: bytes, to: "write an object")
        guard let id = ObjectID(hex: String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)) else {
            throw GitError(.other, "cannot write an object: git gives no id")
        }
        return id
    }
}
