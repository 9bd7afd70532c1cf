import CLibgit2

extension Repository {
    /// Paths below the working tree that differ from `tree` or are untracked and not ignored, among those that
    /// `isIncluded` accepts, sorted by their bytes. Empty for a bare repository.
    ///
    /// Like `git status` this believes the index about files whose size and times have not changed; unlike it,
    /// nothing is written. Submodules are not looked into, files that a sparse checkout leaves out do not count as
    /// deleted.
    package func uncommittedPaths(
        comparedWith tree: ObjectID, where isIncluded: (String) -> Bool
    ) throws(GitError) -> [String] {
        guard workingDirectory != nil else { return [] }
        let index = try index()
        defer { git_index_free(index) }
        let diff = try diffWithWorkingTree(tree, index)
        defer { git_diff_free(diff) }
        var paths: [String] = []
        for position in 0..<git_diff_num_deltas(diff) {
            guard let delta = git_diff_get_delta(diff, position)?.pointee,
                let bytes = delta.new_file.path ?? delta.old_file.path
            else { continue }
            if delta.status == GIT_DELTA_DELETED, isLeftOut(bytes, index) { continue }
            let path = String(cString: bytes)
            if isIncluded(path) { paths.append(path) }
        }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether a folder, there or not, is one that git would never add: by `.gitignore` and its kin. `path` is absolute.
    package func isIgnored(folder path: String) -> Bool {
        guard let root = workingDirectory, (path + "/").hasPrefix(root) else { return false }
        var isIgnored: Int32 = 0
        let relative = path.dropFirst(root.count) + "/"
        defer { git_error_clear() }
        return relative.count > 1 && git_ignore_path_is_ignored(&isIgnored, handle, String(relative)) == 0
            && isIgnored == 1
    }

    /// Whether git would pass over a file that is not tracked. The path is from the root, UTF-8.
    package func isIgnored(file path: String) -> Bool {
        var isIgnored: Int32 = 0
        defer { git_error_clear() }
        return git_ignore_path_is_ignored(&isIgnored, handle, path) == 0 && isIgnored == 1
    }

    /// Whether the index has a file at a path from the root, whatever lies in the working tree.
    package func isInIndex(_ path: String) throws(GitError) -> Bool {
        let index = try index()
        defer { git_index_free(index) }
        return git_index_get_bypath(index, path, 0) != nil
    }

    /// To be freed by the caller.
    func index() throws(GitError) -> OpaquePointer {
        var index: OpaquePointer?
        let code = git_repository_index(&index, handle)
        if code == 0, let index { return index }
        let error = LibraryError(code: code)
        guard error.message.contains("extension") else {
            throw GitError(.other, "cannot read the index of \(displayPath): \(error.message)")
        }
        throw GitError(
            .unsupported, "the index of \(displayPath) is in a format that cannot be read: \(error.message)",
            advice: """
                Write it in the common one with `git sparse-checkout reapply --no-sparse-index` or \
                `git update-index --no-split-index`
                """)
    }

    private func diffWithWorkingTree(_ id: ObjectID, _ index: OpaquePointer) throws(GitError) -> OpaquePointer {
        let operation = "compare the working tree of \(displayPath) with the commit"
        var tree: OpaquePointer?
        defer { git_tree_free(tree) }
        var name = id.libraryValue
        try check(git_tree_lookup(&tree, handle, &name), operation)

        var options = git_diff_options()
        try check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), operation)
        // Not GIT_DIFF_UPDATE_INDEX: the repository is read only.
        options.flags =
            GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
            | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_SKIP_BINARY_CHECK.rawValue
        options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL
        var diff: OpaquePointer?
        try check(git_diff_tree_to_workdir_with_index(&diff, handle, tree, &options), operation)
        guard let diff else { throw GitError(.other, "cannot \(operation)") }
        return diff
    }

    /// Not in the working tree because of a sparse checkout (git-update-index(1), skip-worktree).
    private func isLeftOut(_ path: UnsafePointer<CChar>, _ index: OpaquePointer) -> Bool {
        guard let entry = git_index_get_bypath(index, path, 0) else { return false }
        return UInt32(entry.pointee.flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0
    }
}
