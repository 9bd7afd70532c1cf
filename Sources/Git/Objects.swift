import CLibgit2

extension Repository {
    /// The types of object, with the words that messages use.
    enum ObjectType {
        case commit, tree, blob, tag

        init?(_ type: git_object_t) {
            switch type {
            case GIT_OBJECT_COMMIT: self = .commit
            case GIT_OBJECT_TREE: self = .tree
            case GIT_OBJECT_BLOB: self = .blob
            case GIT_OBJECT_TAG: self = .tag
            default: return nil
            }
        }

        var word: String {
            switch self {
            case .commit: "commit"
            case .tree: "folder"
            case .blob: "file content"
            case .tag: "tag"
            }
        }
    }

    /// Reads one object of an expected type; the bytes are valid only inside `body`.
    ///
    /// Throws `.missingObject`, `.other` when the object is of another type or cannot be read, and what `body` throws.
    func withObject<R>(
        _ id: ObjectID, _ type: ObjectType, _ body: (UnsafeRawBufferPointer) throws(GitError) -> R
    ) throws(GitError) -> R {
        guard let result = try withObject(ifPresent: id, type, body) else { throw missing(id, type) }
        return result
    }

    /// The same, nil when the object is absent.
    func withObject<R>(
        ifPresent id: ObjectID, _ type: ObjectType, _ body: (UnsafeRawBufferPointer) throws(GitError) -> R
    ) throws(GitError) -> R? {
        if let (found, content) = unwritten[id] {
            guard found == type else { throw damaged(id, type, "it is an object of another type") }
            return try withUnwritten(content, id, body)
        }
        var object: OpaquePointer?
        var name = id.libraryValue
        let code = git_odb_read(&object, objects, &name)
        defer { git_odb_object_free(object) }
        if code == GIT_ENOTFOUND.rawValue {
            git_error_clear()
            return nil
        }
        guard code == 0, let object else { throw damaged(id, type, LibraryError(code: code).message) }
        guard ObjectType(git_odb_object_type(object)) == type else {
            throw damaged(id, type, "it is an object of another type")
        }
        return try body(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
    }

    /// The type of an object and its size in bytes, without reading the content; nil when it is absent.
    func header(of id: ObjectID) throws(GitError) -> (type: ObjectType, size: Int)? {
        if let (type, content) = unwritten[id] { return (type, content.size) }
        var size = 0
        var type = GIT_OBJECT_INVALID
        var name = id.libraryValue
        let code = git_odb_read_header(&size, &type, objects, &name)
        if code == GIT_ENOTFOUND.rawValue {
            git_error_clear()
            return nil
        }
        guard code == 0, let type = ObjectType(type) else {
            throw damaged(id, nil, code < 0 ? LibraryError(code: code).message : "it has no known type")
        }
        return (type, size)
    }

    /// The content of a blob; the bytes are valid only inside `body`. Throws `.missingObject`.
    package func withBlob<R>(_ id: ObjectID, _ body: (UnsafeRawBufferPointer) -> R) throws(GitError) -> R {
        try withObject(id, .blob) { (bytes) throws(GitError) in body(bytes) }
    }

    /// Size in bytes without reading the content. Throws `.missingObject`.
    package func blobSize(_ id: ObjectID) throws(GitError) -> Int {
        guard let (type, size) = try header(of: id) else { throw missing(id, .blob) }
        guard type == .blob else { throw damaged(id, .blob, "it is an object of another type") }
        return size
    }

    /// The error for an object that should be there.
    func missing(_ id: ObjectID, _ type: ObjectType) -> GitError {
        if isPartialClone {
            return GitError(
                .missingObject(id), "\(type.word) \(id) is not in this partial clone",
                advice: "Fetch everything with `git fetch --refetch --no-filter`, or clone without --filter")
        }
        return GitError(
            .missingObject(id), "\(type.word) \(id) is missing: the repository at \(displayPath) is damaged",
            advice: "See what else is missing with `git fsck`, then fetch or clone again")
    }

    /// The error for an object that is there but cannot be right.
    func damaged(_ id: ObjectID, _ type: ObjectType?, _ reason: String) -> GitError {
        GitError(
            .other, "\(type?.word ?? "object") \(id) of the repository at \(displayPath) is damaged: \(reason)",
            advice: "See what else is damaged with `git fsck`, then fetch or clone again")
    }
}
