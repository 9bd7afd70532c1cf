import CLibgit2

/// A file to commit.
package struct NewFile: Hashable, Sendable {
    /// From the repository's root, components separated by `/`.
    package var path: String
    package var content: [UInt8]
    package var isExecutable: Bool

    package init(path: String, content: [UInt8], isExecutable: Bool = false) {
        (self.path, self.content, self.isExecutable) = (path, content, isExecutable)
    }
}

extension Repository {
    /// Makes an empty repository with a working tree in a folder, and the folder where there is none.
    ///
    /// Throws when there is a repository in that very folder already.
    package static func create(at path: String, initialBranch: String = "main") throws(GitError) -> Repository {
        Library.start()
        var options = git_repository_init_options()
        let version = UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)
        try check(git_repository_init_options_init(&options, version), "make a repository")
        options.flags = GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
        var handle: OpaquePointer?
        let code = initialBranch.withCString { branch in
            options.initial_head = branch
            return git_repository_init_ext(&handle, path, &options)
        }
        guard code == 0, let handle else {
            let error = LibraryError(code: code)
            // The code is that of a file in the way, too.
            throw error.message.contains("reinitialize")
                ? GitError(.other, "there is a git repository at \(path) already")
                : GitError(.other, "cannot make a repository at \(path): \(error.message)")
        }
        return try Repository(owning: handle)
    }

    /// Makes the first commit of the current branch: exactly `files`, which lie in the working tree already.
    ///
    /// Author and committer are `identity`, else who the configuration says (`user.name`, `user.email`), now. The
    /// index is written, too, so that `git status` has nothing to say. Throws when the branch has commits, or nobody
    /// is configured.
    @discardableResult
    package func commitAll(
        files: [NewFile], message: String, identity: Commit.Signature? = nil
    ) throws(GitError) -> ObjectID {
        guard git_repository_head_unborn(handle) == 1 else {
            throw GitError(.other, "the repository at \(displayPath) has commits already")
        }
        let signature = try librarySignature(identity)
        defer { git_signature_free(signature) }
        let index = try index()
        defer { git_index_free(index) }
        try check(git_index_clear(index), "write the index of \(displayPath)")
        for file in files { try add(file, to: index) }
        var treeID = git_oid()
        try check(git_index_write_tree(&treeID, index), "write the tree of the commit")
        var tree: OpaquePointer?
        defer { git_tree_free(tree) }
        try check(git_tree_lookup(&tree, handle, &treeID), "read the tree of the commit")
        // Before the commit: the other way round, a failure here would leave a commit that seems to be all deleted.
        try check(git_index_write(index), "write the index of \(displayPath)")
        var id = git_oid()
        try check(
            git_commit_create(&id, handle, "HEAD", signature, signature, nil, message, tree, 0, nil),
            "make a commit in \(displayPath)")
        return ObjectID(id)
    }

    /// Writes the content and puts it into the index, with size and times of the file that lies there.
    private func add(_ file: NewFile, to index: OpaquePointer) throws(GitError) {
        var entry = git_index_entry()
        let operation = "add \(file.path) to the commit"
        try check(git_blob_create_from_buffer(&entry.id, handle, file.content, file.content.count), operation)
        entry.mode = (file.isExecutable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB).rawValue
        entry.file_size = UInt32(truncatingIfNeeded: file.content.count)
        fillStatus(of: (workingDirectory ?? "") + file.path, into: &entry)
        let code = file.path.withCString { path in
            entry.path = path
            return git_index_add(index, &entry)
        }
        try check(code, operation)
    }

    private static let unknownUser = GitError(
        .other, "git does not know who you are, so nothing can be committed",
        advice: """
            Tell it with `git config --global user.name "YOUR NAME"` and \
            `git config --global user.email "YOU@EXAMPLE.ORG"`
            """)

    /// Throws what a commit in a new repository would throw for want of a name, before anything is made for it.
    package static func refuseUnknownUser() throws(GitError) {
        Library.start()
        var configuration: OpaquePointer?
        try check(git_config_open_default(&configuration), "reading git's configuration")
        defer { git_config_free(configuration) }
        for key in ["user.name", "user.email"] {
            var value = git_buf()
            defer { git_buf_dispose(&value) }
            guard git_config_get_string_buf(&value, configuration, key) == 0, value.size > 0 else {
                git_error_clear()
                throw unknownUser
            }
        }
    }

    /// To be freed by the caller.
    private func librarySignature(
        _ identity: Commit.Signature?
    ) throws(GitError) -> UnsafeMutablePointer<git_signature> {
        var signature: UnsafeMutablePointer<git_signature>?
        if let identity {
            let (name, email) = (identity.name, identity.email)
            let code = git_signature_new(&signature, name, email, identity.seconds, Int32(clamping: identity.offset))
            try check(code, "commit as \"\(name) <\(email)>\"")
        } else if git_signature_default(&signature, handle) < 0 {
            git_error_clear()
            throw Self.unknownUser
        }
        guard let signature else { throw GitError(.other, "cannot name the author of a commit") }
        return signature
    }
}
