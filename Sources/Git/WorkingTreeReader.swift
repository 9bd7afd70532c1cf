import CLibgit2

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads what lies in a working tree into objects that are never written.
struct WorkingTreeReader {
    /// A file, symbolic link or submodule of the tree.
    struct Entry {
        /// From the root.
        let path: [UInt8]
        /// As in a tree object.
        let mode: UInt32
        let id: ObjectID
    }

    private let repository: Repository
    private let root: [UInt8]
    private(set) var objects = UnwrittenObjects()
    private(set) var memory: WorkingTreeMemory
    private var keptBytes = 0
    /// Whether a folder, or one above it, is a symbolic link: what lies behind is not of this tree.
    private var linkedFolders: [ArraySlice<UInt8>: Bool] = [[]: false]

    /// Larger files are read again when somebody asks for them, and so are those that come after this much.
    private static let maximumKept = 16 << 20
    private static let maximumKeptTogether = 128 << 20
    /// Beyond this a file is hashed as it lies there, without the filters, which need it in one piece.
    static let maximumFiltered = 64 << 20

    /// - Parameter root: with a slash at its end.
    init(_ repository: Repository, root: String, memory: WorkingTreeMemory = WorkingTreeMemory()) {
        (self.repository, self.memory) = (repository, memory)
        self.root = Array(root.utf8)
    }

    // MARK: What lies there

    /// Everything in the working tree, in the order of the paths' bytes.
    mutating func files(select: (Set<String>) -> Set<String>) throws(GitError) -> [Entry] {
        let index = try repository.index()
        defer { git_index_free(index) }
        // The repository keeps the one that it read first.
        try check(git_index_read(index, 0), "read the index of \(repository.displayPath)")
        let changes = try changes(since: index)
        var entries: [Entry] = []
        for position in 0..<git_index_entrycount(index) {
            guard let entry = git_index_get_byindex(index, position)?.pointee, let name = entry.path else { continue }
            // The sides of a conflict have no say in what lies there; `changes` tells of the file.
            guard (UInt32(entry.flags) >> 12) & 3 == 0 else { continue }
            let path = Self.bytes(name)
            guard changes[path] == nil || Self.isTakenFromIndex(entry) else { continue }
            entries.append(Entry(path: path, mode: entry.mode, id: ObjectID(entry.id)))
        }
        let known = Set(entries.map(\.path))
        let untracked = changes.filter { $0.value.isUntracked }.keys.map { String(decoding: $0, as: UTF8.self) }
        let selected = select(Set(untracked))
        for (path, change) in changes where !known.contains(path) {
            if change.isUntracked, !selected.contains(String(decoding: path, as: UTF8.self)) { continue }
            if let entry = try entry(path, indexMode: change.mode) { entries.append(entry) }
        }
        return entries.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }

    /// How a path differs from the index.
    private struct Change {
        let isUntracked: Bool
        /// As libgit2 found it, the repository's setting for executable files kept in mind.
        let mode: UInt32
    }

    private func changes(since index: OpaquePointer) throws(GitError) -> [[UInt8]: Change] {
        let operation = "read the working tree of \(repository.displayPath)"
        var options = git_diff_options()
        try check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), operation)
        // Not GIT_DIFF_UPDATE_INDEX: nothing is written.
        options.flags =
            GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
            | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_INCLUDE_UNREADABLE.rawValue
            | GIT_DIFF_SKIP_BINARY_CHECK.rawValue
        options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL
        var diff: OpaquePointer?
        try check(git_diff_index_to_workdir(&diff, repository.handle, index, &options), operation)
        guard let diff else { throw GitError(.other, "cannot \(operation)") }
        defer { git_diff_free(diff) }
        var changes: [[UInt8]: Change] = [:]
        for position in 0..<git_diff_num_deltas(diff) {
            guard let delta = git_diff_get_delta(diff, position)?.pointee,
                let name = delta.new_file.path ?? delta.old_file.path
            else { continue }
            let path = Self.bytes(name)
            if delta.status == GIT_DELTA_UNREADABLE { throw Self.unreadable(path, EACCES) }
            // A folder here is a repository of its own, which is not looked into.
            if path.last == UInt8(ascii: "/") { continue }
            changes[path] = Change(
                isUntracked: delta.status == GIT_DELTA_UNTRACKED, mode: UInt32(delta.new_file.mode))
        }
        return changes
    }

    /// Whatever lies there, git goes by the index (git-update-index(1)); of a submodule its commit counts.
    private static func isTakenFromIndex(_ entry: git_index_entry) -> Bool {
        let isLeftOut = UInt32(entry.flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0
        let isAssumedUnchanged = UInt32(entry.flags) & GIT_INDEX_ENTRY_VALID.rawValue != 0
        return isLeftOut || isAssumedUnchanged || entry.mode == GIT_FILEMODE_COMMIT.rawValue
    }

    private static func bytes(_ name: UnsafePointer<CChar>) -> [UInt8] {
        Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
    }

    // MARK: One file

    /// nil where nothing lies at a path that a tree can hold.
    private mutating func entry(_ path: [UInt8], indexMode: UInt32) throws(GitError) -> Entry? {
        guard Self.isPlain(path), !isBehindLink(path) else { return nil }
        var status = stat()
        guard lstat(absolute(path), &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Self.unreadable(path, errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFLNK:
            let target = try link(path, size: Int(status.st_size))
            return Entry(path: path, mode: GIT_FILEMODE_LINK.rawValue, id: add(.bytes(target), of: target))
        case S_IFREG:
            // An unmerged path has no mode of its own. A link is a file where there are no links (core.symlinks).
            let modes = [GIT_FILEMODE_BLOB, GIT_FILEMODE_BLOB_EXECUTABLE, GIT_FILEMODE_LINK]
            let isKnown = modes.contains { $0.rawValue == indexMode }
            let executable = status.st_mode & 0o100 != 0 ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB
            return Entry(
                path: path, mode: isKnown ? indexMode : executable.rawValue, id: try blob(path, status))
        default: return nil
        }
    }

    private mutating func blob(_ path: [UInt8], _ status: stat) throws(GitError) -> ObjectID {
        if let known = memory.blob(at: path, status) {
            objects.add(.file(path, size: known.size), .blob, as: known.id)
            return known.id
        }
        let id = try blob(path, size: Int(status.st_size))
        if let (_, content) = objects[id] { memory.remember(id, size: content.size, at: path, status) }
        return id
    }

    private mutating func blob(_ path: [UInt8], size: Int) throws(GitError) -> ObjectID {
        guard size <= Self.maximumFiltered else {
            var id = git_oid()
            let code = git_odb_hashfile(&id, absolute(path), GIT_OBJECT_BLOB)
            try check(code, "read \(Self.text(path))")
            objects.add(.file(path, size: size), .blob, as: ObjectID(id))
            return ObjectID(id)
        }
        let content = try repository.filteredContent(ofWorkingFile: path)
        guard content.count <= Self.maximumKept, keptBytes + content.count <= Self.maximumKeptTogether else {
            return add(.file(path, size: content.count), of: content)
        }
        keptBytes += content.count
        return add(.bytes(content), of: content)
    }

    private mutating func add(
        _ content: UnwrittenObjects.Content, of bytes: [UInt8], _ type: Repository.ObjectType = .blob
    ) -> ObjectID {
        let id = ObjectID(hashing: bytes, as: type == .tree ? GIT_OBJECT_TREE : GIT_OBJECT_BLOB)
        objects.add(content, type, as: id)
        return id
    }

    private func link(_ path: [UInt8], size: Int) throws(GitError) -> [UInt8] {
        var target = [CChar](repeating: 0, count: max(size, Int(PATH_MAX)) + 1)
        let count = readlink(absolute(path), &target, target.count)
        guard count >= 0 else { throw Self.unreadable(path, errno) }
        return target[..<count].map(UInt8.init(bitPattern:))
    }

    /// No part of it is one that git would not check out.
    private static func isPlain(_ path: [UInt8]) -> Bool {
        path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { name in
            !name.isEmpty && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
                && !name.lazy.map(\.lowercased).elementsEqual(".git".utf8)
        }
    }

    private mutating func isBehindLink(_ path: [UInt8]) -> Bool {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return false }
        return isLinked(path[..<slash])
    }

    private mutating func isLinked(_ folder: ArraySlice<UInt8>) -> Bool {
        if let known = linkedFolders[folder] { return known }
        var status = stat()
        let isLink = lstat(absolute(Array(folder)), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
        let above = folder.lastIndex(of: UInt8(ascii: "/")).map { folder[..<$0] } ?? []
        let isLinked = isLink || isLinked(above)
        linkedFolders[folder] = isLinked
        return isLinked
    }

    /// As the system takes it.
    private func absolute(_ path: [UInt8]) -> [CChar] { (root + path + [0]).map(CChar.init(bitPattern:)) }

    // MARK: Folders

    /// More folders without a file that git would add are nobody's checklists.
    private static let maximumEmptyFolders = 10_000

    /// The folders of these entries, and those that hold nothing git would add. git does not know the latter, but something
    /// may come to lie there; and libgit2 passes over those that cannot be read.
    func folders(of entries: [Entry]) throws(GitError) -> [[UInt8]] {
        let files = Set(entries.map(\.path))
        var known: Set<[UInt8]> = [[]]
        for path in files {
            var rest = path[...]
            while let slash = rest.lastIndex(of: UInt8(ascii: "/")) {
                rest = rest[..<slash]
                guard known.insert(Array(rest)).inserted else { break }
            }
        }
        var open = Array(known)
        let maximum = open.count + Self.maximumEmptyFolders
        while let folder = open.popLast(), known.count < maximum {
            for path in subfolders(of: folder) where !known.contains(path) && !files.contains(path) {
                if isRepository(path) || isIgnored(path) { continue }
                guard access(absolute(path), R_OK | X_OK) == 0 else {
                    throw Self.unreadable(path + [UInt8(ascii: "/")], errno)
                }
                known.insert(path)
                open.append(path)
            }
        }
        return known.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private func isRepository(_ folder: [UInt8]) -> Bool { access(absolute(folder + Array("/.git".utf8)), F_OK) == 0 }

    private func isIgnored(_ folder: [UInt8]) -> Bool {
        let name = (folder + [UInt8(ascii: "/"), 0]).map(CChar.init(bitPattern:))
        var isIgnored: Int32 = 0
        if git_ignore_path_is_ignored(&isIgnored, repository.handle, name) < 0 { git_error_clear() }
        return isIgnored != 0
    }

    /// Paths from the root, `.git` and symbolic links left out.
    private func subfolders(of folder: [UInt8]) -> [[UInt8]] {
        guard let stream = opendir(absolute(folder)) else { return [] }
        defer { closedir(stream) }
        var paths: [[UInt8]] = []
        while let entry = readdir(stream) {
            let kind = Int32(entry.pointee.d_type)
            guard kind == Int32(DT_DIR) || kind == Int32(DT_UNKNOWN) else { continue }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            let path = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
            guard Self.isPlain(name), kind == Int32(DT_DIR) || isFolder(path) else { continue }
            paths.append(path)
        }
        return paths
    }

    private func isFolder(_ path: [UInt8]) -> Bool {
        var status = stat()
        return lstat(absolute(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func unreadable(_ path: [UInt8], _ code: Int32) -> GitError {
        GitError(
            .other, "\(text(path)) in the working tree cannot be read: \(String(cString: strerror(code)))",
            advice: "Make it readable, or leave it out in .gitignore")
    }

    private static func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }

    // MARK: Trees

    /// Makes the trees of entries that are in the order of their paths' bytes, which is that of trees, too. `prefix` is how
    /// much of the paths leads to the folder.
    mutating func writeTree(_ entries: ArraySlice<Entry>, prefix: Int = 0) -> ObjectID {
        var content: [UInt8] = []
        var rest = entries
        while let first = rest.first {
            let name = first.path[prefix...].prefix { $0 != UInt8(ascii: "/") }
            if name.endIndex == first.path.endIndex {
                content += Self.line(first.mode, name, first.id)
                rest.removeFirst()
                continue
            }
            let below = first.path[prefix...name.endIndex]
            let inside = rest.prefix { $0.path.dropFirst(prefix).starts(with: below) }
            rest = rest.dropFirst(inside.count)
            let folder = writeTree(inside, prefix: name.endIndex + 1)
            content += Self.line(GIT_FILEMODE_TREE.rawValue, name, folder)
        }
        return add(.bytes(content), of: content, .tree)
    }

    private static func line(_ mode: UInt32, _ name: ArraySlice<UInt8>, _ id: ObjectID) -> [UInt8] {
        Array(String(mode, radix: 8).utf8) + [UInt8(ascii: " ")] + name + [0] + id.bytes
    }
}

extension ObjectID {
    /// The name that an object of this content has.
    init(hashing content: [UInt8], as type: git_object_t) {
        var id = git_oid()
        // It fails for impossible types only.
        _ = git_odb_hash(&id, content, content.count, type)
        self.init(id)
    }
}

extension Repository {
    /// The content of a file of the working tree as git would store it. Symbolic links are not followed.
    func filteredContent(ofWorkingFile path: [UInt8]) throws(GitError) -> [UInt8] {
        let content = try rawContent(ofWorkingFile: path)
        let name = path.map(CChar.init(bitPattern:)) + [0]
        let operation = "read \(String(decoding: path, as: UTF8.self)) as git would store it"
        var filters: OpaquePointer?
        defer { git_filter_list_free(filters) }
        // Unsafe are line ends that cannot be restored (core.safecrlf), and here nothing is restored.
        let flags = GIT_FILTER_ALLOW_UNSAFE.rawValue
        try check(git_filter_list_load(&filters, handle, nil, name, GIT_FILTER_TO_ODB, flags), operation)
        guard let filters else { return content }
        var filtered = git_buf()
        defer { git_buf_dispose(&filtered) }
        let code = content.withUnsafeBytes { bytes in
            git_filter_list_apply_to_buffer(
                &filtered, filters, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        try check(code, operation)
        return Array(UnsafeRawBufferPointer(start: filtered.ptr, count: filtered.size))
    }

    private func rawContent(ofWorkingFile path: [UInt8]) throws(GitError) -> [UInt8] {
        let name = Array((workingDirectory ?? "").utf8) + path + [0]
        // Whatever became of the file since it was looked at, neither a link nor a pipe holds anything up.
        let file = open(name.map(CChar.init(bitPattern:)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw WorkingTreeReader.unreadable(path, errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw WorkingTreeReader.unreadable(path, EINVAL)
        }
        var content = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var count = 0
        while true {
            let more = content.withUnsafeMutableBytes { buffer in
                read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw WorkingTreeReader.unreadable(path, errno) }
            count += more
            if more == 0 { break }
            if count == content.count { content += [UInt8](repeating: 0, count: content.count) }
        }
        content.removeLast(content.count - count)
        return content
    }

    /// The bytes of an object that is not written, valid only inside `body`.
    func withUnwritten<R>(
        _ content: UnwrittenObjects.Content, _ id: ObjectID,
        _ body: (UnsafeRawBufferPointer) throws(GitError) -> R
    ) throws(GitError) -> R {
        let bytes: [UInt8]
        switch content {
        case .bytes(let kept): bytes = kept
        case .file(let path, let size):
            let isFiltered = size <= WorkingTreeReader.maximumFiltered
            bytes = isFiltered ? try filteredContent(ofWorkingFile: path) : try rawContent(ofWorkingFile: path)
            guard ObjectID(hashing: bytes, as: GIT_OBJECT_BLOB) == id else {
                throw GitError(
                    .other, "\(String(decoding: path, as: UTF8.self)) changed while it was read",
                    advice: "Run this again")
            }
        }
        let result: Result<R, GitError> = bytes.withUnsafeBytes { buffer in
            do throws(GitError) { return .success(try body(buffer)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
