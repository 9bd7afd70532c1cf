import CLibgit2

/// A git repository, opened for reading. One per thread: libgit2's handles are not shared.
///
/// Objects are read as raw bytes and parsed here: libgit2's own commit parser refuses dates and names that git shows,
/// and its tree objects allocate for every entry. Grafts and replacement references are not followed.
package final class Repository {
    /// The `.git` folder, or the bare repository itself, absolute, with a trailing slash.
    package let gitDirectory: String
    /// The working tree's root with a trailing slash; nil for a bare repository.
    package let workingDirectory: String?
    /// Where objects and `shallow` lie: differs from `gitDirectory` in a linked worktree.
    let commonDirectory: String

    let handle: OpaquePointer
    let objects: OpaquePointer
    /// Found before those.
    var unwritten = UnwrittenObjects()

    /// The clone was made with `--filter`: objects may be absent without damage.
    package private(set) lazy var isPartialClone = findsPartialClone()

    /// Opens the repository that `path` lies in: bare or not, a linked worktree, a submodule, any folder below one.
    ///
    /// Throws `.notARepository`, `.owner`, `.unsupported`, or `.other` for an unreadable configuration.
    package convenience init(at path: String) throws(GitError) {
        Library.start()
        var handle: OpaquePointer?
        let code = git_repository_open_ext(&handle, path, 0, nil)
        guard code == 0, let handle else { throw Repository.openError(LibraryError(code: code), path: path) }
        try self.init(owning: handle)
    }

    /// Takes over a handle of libgit2, also when it throws.
    init(owning handle: OpaquePointer) throws(GitError) {
        var objects: OpaquePointer?
        do throws(GitError) {
            try check(git_repository_odb(&objects, handle), "read the objects of the repository")
            guard let objects else { throw GitError(.other, "cannot read the objects of the repository") }
            self.objects = objects
        } catch {
            git_repository_free(handle)
            throw error
        }
        self.handle = handle
        gitDirectory = git_repository_path(handle).map { String(cString: $0) } ?? ""
        commonDirectory = git_repository_commondir(handle).map { String(cString: $0) } ?? gitDirectory
        workingDirectory = git_repository_workdir(handle).map { String(cString: $0) }
    }

    deinit {
        git_odb_free(objects)
        git_repository_free(handle)
    }

    /// The repository's folder as people know it, without a trailing slash.
    var displayPath: String {
        let path = workingDirectory ?? gitDirectory
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}

extension Repository {
    /// Why a repository did not open, in words.
    private static func openError(_ error: LibraryError, path: String) -> GitError {
        // libgit2 1.5 reports a repository of another user as "not found", naming the setting it looked for.
        if error.code == GIT_EOWNER.rawValue || error.message.contains("safe.directory") {
            return ownerError(path: path)
        }
        if error.code == GIT_ENOTFOUND.rawValue {
            return GitError(.notARepository, "no git repository at \(path) or above it")
        }
        return unsupportedError(error, path: path) ?? GitError(.other, "cannot open \(path): \(error.message)")
    }

    private static func ownerError(path: String) -> GitError {
        let root = root(above: path) ?? path
        return GitError(
            .owner, "the repository at \(root) belongs to another user, so git does not trust it",
            advice: """
                Trust it with `git config --global --add safe.directory "\(root)"`; safe.directory=* is not enough here
                """)
    }

    /// The folder that `safe.directory` must name: found without opening anything.
    private static func root(above path: String) -> String? {
        var found = git_buf()
        defer { git_buf_dispose(&found) }
        guard git_repository_discover(&found, path, 0, nil) == 0, let bytes = found.ptr else {
            git_error_clear()
            return nil
        }
        let gitDirectory = String(cString: bytes)
        let suffix = gitDirectory.hasSuffix("/.git/") ? "/.git/" : "/"
        return String(gitDirectory.dropLast(suffix.count))
    }

    private static func unsupportedError(_ error: LibraryError, path: String) -> GitError? {
        guard error.message.hasPrefix("unsupported ") else { return nil }
        if error.message.contains("extensions.objectformat") {
            return GitError(.unsupported, "the repository at \(path) uses SHA-256 object names; only SHA-1 can be read")
        }
        if error.message.contains("extensions.refstorage") {
            return GitError(
                .unsupported, "the repository at \(path) keeps its branches as a reftable, which cannot be read",
                advice: "Convert a copy with `git refs migrate --ref-format=files`")
        }
        return GitError(.unsupported, "the repository at \(path) cannot be read: \(error.message)")
    }
}
