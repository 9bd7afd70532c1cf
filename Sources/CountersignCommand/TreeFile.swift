import Foundation

/// A file of the working tree that is replaced as a whole or not at all.
///
/// No symbolic link is followed, neither the file nor a folder on the way to it.
struct TreeFile {
    /// Why a file cannot be read or replaced, to be told behind its path.
    struct Problem: Error {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private let path: String
    /// Root of the working tree, with a trailing slash.
    private let root: String

    init(_ path: String, in root: String) { (self.path, self.root) = (path, root) }

    /// Larger files are no checklists.
    private static let maximumSize = 16 << 20
    /// In the folder of the file. One that a killed process left goes with the next run.
    private static let temporaryName = ".countersign-fix"

    private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// nil where there is no such file.
    func read() throws(Problem) -> [UInt8]? {
        guard let folder = try openFolder() else { return nil }
        defer { close(folder) }
        return try content(in: folder)?.bytes
    }

    /// Whether its permissions let the user write to it; a file can be replaced without them.
    var isWritable: Bool {
        guard let folder = try? openFolder() else { return false }
        defer { close(folder) }
        var status = stat()
        // The system lets its administrator write anything; who took away the bits did not want it.
        return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & 0o222 != 0
            && faccessat(folder, name, W_OK, 0) == 0
    }

    /// Puts a file of the content `new` in the place of the file, whose content must still be `old`; owner and mode stay.
    func replace(_ old: [UInt8], with new: [UInt8]) throws(Problem) {
        guard let folder = try openFolder() else { throw changed }
        defer { close(folder) }
        guard let current = try content(in: folder), current.bytes == old else { throw changed }
        unlinkat(folder, Self.temporaryName, 0)
        do throws(Problem) {
            try write(new, like: current.status, in: folder)
            // Writing takes its time; between this and the next line nobody has any.
            guard let now = try content(in: folder), now.bytes == old, now.status.st_ino == current.status.st_ino else {
                throw changed
            }
            guard renameat(folder, Self.temporaryName, folder, name) == 0 else {
                throw Problem("cannot be replaced: \(reason(errno))")
            }
        } catch {
            unlinkat(folder, Self.temporaryName, 0)
            throw error
        }
    }

    /// Whether something lies at the path, of whatever kind.
    func exists() throws(Problem) -> Bool {
        guard let folder = try openFolder() else { return false }
        defer { close(folder) }
        var status = stat()
        return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// Makes the file, where nothing may lie, whole or not at all; its folder is there.
    func create(_ bytes: [UInt8], isExecutable: Bool = false) throws(Problem) {
        guard let folder = try openFolder() else { throw Problem("has no folder") }
        defer { close(folder) }
        unlinkat(folder, Self.temporaryName, 0)
        defer { unlinkat(folder, Self.temporaryName, 0) }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = openat(folder, Self.temporaryName, flags, isExecutable ? 0o777 : 0o666)
        guard file >= 0 else { throw Problem("cannot be made: \(reason(errno))") }
        defer { close(file) }
        guard writeAll(bytes, to: file), fsync(file) == 0 else { throw Problem("cannot be written: \(reason(errno))") }
        // A link never takes the place of what is there.
        guard linkat(folder, Self.temporaryName, folder, name, 0) == 0 else {
            throw Problem(errno == EEXIST ? "is there already" : "cannot be made: \(reason(errno))")
        }
    }

    private func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(file, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
            }
            if count < 0, errno != EINTR { return false }
            offset += max(count, 0)
        }
        return true
    }

    private var changed: Problem { Problem("changed while it was read") }

    /// nil where there is none.
    private func openFolder() throws(Problem) -> Int32? {
        var folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Problem("cannot be reached: \(reason(errno))") }
        for name in path.split(separator: "/").dropLast() {
            let next = openat(folder, String(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            let code = errno
            close(folder)
            guard next >= 0 else {
                if code == ENOENT { return nil }
                if code == ENOTDIR || code == ELOOP { throw Problem("lies behind a symbolic link") }
                throw Problem("cannot be reached: \(reason(code))")
            }
            folder = next
        }
        return folder
    }

    private func content(in folder: Int32) throws(Problem) -> (bytes: [UInt8], status: stat)? {
        // Not to wait for the writer of a pipe.
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            if errno == ELOOP { throw Problem("is a symbolic link") }
            throw Problem("cannot be read: \(reason(errno))")
        }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw Problem("is no file") }
        guard status.st_size <= Self.maximumSize else { throw Problem("is larger than 16 MiB") }
        guard let data = try? handle.readToEnd() ?? Data() else { throw Problem("cannot be read") }
        return (Array(data), status)
    }

    private func write(_ bytes: [UInt8], like old: stat, in folder: Int32) throws(Problem) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = openat(folder, Self.temporaryName, flags, 0o600)
        guard file >= 0 else { throw Problem("cannot be replaced: \(reason(errno))") }
        defer { close(file) }
        var own = stat()
        let isOwners =
            fstat(file, &own) == 0 && own.st_uid == old.st_uid && own.st_gid == old.st_gid
            || fchown(file, old.st_uid, old.st_gid) == 0
        guard isOwners else { throw Problem("belongs to another user or group") }
        guard writeAll(bytes, to: file) else { throw Problem("cannot be replaced: \(reason(errno))") }
        guard fchmod(file, old.st_mode & 0o7777) == 0, fsync(file) == 0 else {
            throw Problem("cannot be replaced: \(reason(errno))")
        }
    }
}
