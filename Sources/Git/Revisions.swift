import CLibgit2

extension Repository {
    /// The commit a revision names (`git rev-parse REV^{commit}`, gitrevisions(7)); throws `.unknownRevision`.
    package func commitID(of revision: String) throws(GitError) -> ObjectID {
        guard !revision.isEmpty, !revision.utf8.contains(0) else {
            throw GitError(.unknownRevision, "\"\(revision)\" is not a revision")
        }
        // `@` is short for HEAD, but `@{…}` is something else; libgit2 knows it only alone.
        let isShort = revision.hasPrefix("@") && !revision.hasPrefix("@{")
        let name = isShort ? "HEAD" + revision.dropFirst() : revision
        if let id = try objectID(named: name) { return try peel(id, revision) }
        var object: OpaquePointer?
        let code = git_revparse_single(&object, handle, name)
        defer { git_object_free(object) }
        guard code == 0, let object, let id = git_object_id(object) else {
            throw revisionError(LibraryError(code: code), revision)
        }
        return try peel(ObjectID(id.pointee), revision)
    }

    /// What 40 digits or a reference name, without loading the object: libgit2 refuses to load some commits that git
    /// shows (a 20-digit date is enough). Nil for anything else.
    private func objectID(named name: String) throws(GitError) -> ObjectID? {
        if let id = ObjectID(hex: name) { return id }
        var reference: OpaquePointer?
        var direct: OpaquePointer?
        defer {
            git_reference_free(reference)
            git_reference_free(direct)
        }
        guard git_reference_dwim(&reference, handle, name) == 0, git_reference_resolve(&direct, reference) == 0,
            let target = git_reference_target(direct)
        else {
            git_error_clear()
            return nil
        }
        return ObjectID(target.pointee)
    }

    /// Follows annotated tags to the commit.
    private func peel(_ start: ObjectID, _ revision: String) throws(GitError) -> ObjectID {
        var id = start
        for _ in 0..<100 {
            switch try header(of: id)?.type {
            case .commit: return id
            case .tag:
                guard let target = try withObject(id, .tag, { (bytes) throws(GitError) in tagTarget(bytes) }) else {
                    throw damaged(id, .tag, "it names no object")
                }
                id = target
            case .tree, .blob: throw GitError(.unknownRevision, "\"\(revision)\" names a file or folder, not a commit")
            case nil where id == start && ObjectID(hex: revision) != nil:
                throw GitError(.unknownRevision, "commit \(revision) is not in this repository", advice: shallowAdvice)
            case nil: throw missing(id, .commit)
            }
        }
        throw GitError(.unknownRevision, "\"\(revision)\" names a tag of a tag, more than 100 deep")
    }

    private func tagTarget(_ bytes: UnsafeRawBufferPointer) -> ObjectID? {
        guard bytes.count > 47, bytes.prefix(7).elementsEqual("object ".utf8) else { return nil }
        return ObjectID(hexDigits: UnsafeRawBufferPointer(rebasing: bytes[7..<47]))
    }

    private func revisionError(_ error: LibraryError, _ revision: String) -> GitError {
        if error.code == GIT_EAMBIGUOUS.rawValue {
            return GitError(
                .unknownRevision, "\"\(revision)\" is short for more than one object", advice: "Give more digits")
        }
        if git_repository_head_unborn(handle) == 1, revision.hasPrefix("HEAD") || revision.hasPrefix("@") {
            return unbornError()
        }
        return GitError(.unknownRevision, "no commit is named \"\(revision)\"", advice: shallowAdvice)
    }

    private func unbornError() -> GitError {
        var names = git_strarray()
        defer { git_strarray_dispose(&names) }
        guard git_reference_list(&names, handle) == 0, names.count > 0 else {
            git_error_clear()
            return GitError(
                .unknownRevision, "the repository at \(displayPath) has no commits yet", advice: "Make a first commit")
        }
        return GitError(
            .unknownRevision, "the current branch of \(displayPath) has no commits yet",
            advice: "Make a first commit, or name another branch")
    }

    private var shallowAdvice: String? {
        guard let shallow = try? shallowCommits(), !shallow.isEmpty else { return nil }
        return """
            This clone is shallow: fetch the rest with `git fetch --unshallow`, in CI with `fetch-depth: 0` (GitHub, Forgejo) \
            or `GIT_DEPTH: 0` (GitLab)
            """
    }
}
