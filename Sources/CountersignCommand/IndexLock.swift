import Foundation
import Git

/// The user's own index: copied, and replaced under git's lock.
struct IndexLock {
    let index: String
    private var lock: String { index + ".lock" }

    init(_ repository: Repository) { index = repository.gitDirectory + "index" }

    /// What tells one state of the index from another without reading it.
    struct State: Equatable {
        fileprivate let file: ino_t
        fileprivate let size: off_t
        fileprivate let seconds: Int
        fileprivate let nanoseconds: Int
    }

    func state() throws -> State {
        var status = stat()
        guard lstat(index, &status) == 0 else {
            throw Failure(
                errno == ENOENT
                    ? "nothing is checked out in this working tree. Check it out with: git reset --hard"
                    : "\(index) cannot be read: \(reason(errno))")
        }
        #if canImport(Darwin)
            let modified = status.st_mtimespec
        #else
            let modified = status.st_mtim
        #endif
        return State(
            file: status.st_ino, size: status.st_size, seconds: modified.tv_sec, nanoseconds: modified.tv_nsec)
    }

    /// Copies the index with its time: git looks closer at files that changed in the moment in which it was written, and
    /// would believe that they did not if the copy were younger.
    func copy(to path: String) throws {
        let state = try state()
        try Data(contentsOf: URL(fileURLWithPath: index)).write(to: URL(fileURLWithPath: path))
        let time = timespec(tv_sec: state.seconds, tv_nsec: state.nanoseconds)
        guard utimensat(AT_FDCWD, path, [time, time], 0) == 0 else {
            throw Failure("\(path) cannot be written: \(reason(errno))")
        }
    }

    /// Keeps git from the index as git itself would, with what is to take its place in the lock file: from then on, what
    /// remains to be done after a commit is one renaming. Throws when somebody has the lock.
    func take(with next: String) throws {
        // A link is there with all its content or not at all. Not every file system has links.
        if link(next, lock) == 0 { return }
        if errno != EEXIST, let content = FileManager.default.contents(atPath: next) {
            let file = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if file >= 0 {
                try FileHandle(fileDescriptor: file, closeOnDealloc: true).write(contentsOf: content)
                return
            }
        }
        guard errno == EEXIST else { throw Failure("\(lock) cannot be made: \(reason(errno))") }
        throw Failure(
            "another git process is at work here: there is \(lock). If none is, one was interrupted; then delete that file"
        )
    }

    /// Whether the lock is there and was taken with `next`.
    func isTaken(with next: String) -> Bool {
        guard let content = FileManager.default.contents(atPath: lock), !content.isEmpty else { return false }
        return content == FileManager.default.contents(atPath: next)
    }

    func release() { unlink(lock) }

    /// The lock file becomes the index.
    func publish() throws {
        guard rename(lock, index) == 0 else { throw Failure("\(index) cannot be replaced: \(reason(errno))") }
    }
}
