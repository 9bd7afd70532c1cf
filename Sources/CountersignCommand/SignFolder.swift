import Foundation
import Git
import Ledger

/// What a sign-off under way needs on disk: `countersign-sign` in the `.git` folder of the working tree.
///
/// It is locked while a process has it open, and goes when that is done. One that a killed process left tells the next what
/// is to be finished.
final class SignFolder {
    /// What is to be finished, should this process be killed.
    struct Journal: Codable {
        struct Box: Codable {
            var path: String
            var item: String
            var role: String?
            var isTicked: Bool
        }

        /// The commit that is signed on.
        var parent: String
        /// `Sign-off: ITEM as ROLE`.
        var trailers: [String]
        var boxes: [Box]
    }

    let path: String
    /// Set from the moment in which the commit is made until all that follows from it is done.
    var isToBeFinished = false

    /// The index that the commit is made from; git's for the time of `git commit`.
    var commitIndex: String { path + "/commit-index" }
    /// The user's index with the boxes set.
    var nextIndex: String { path + "/next-index" }
    var message: String { path + "/message" }
    private var journal: String { path + "/journal" }
    /// Locked by the `git commit` that was started, as long as that goes on: it may outlive this process.
    private var committing: String { path + "/committing" }
    private let descriptor: Int32

    /// Makes the folder, or takes over one that nobody has open. Throws while somebody has.
    init(_ repository: Repository) throws {
        path = repository.gitDirectory + "countersign-sign"
        descriptor = try Self.open(path)
    }

    private static func open(_ path: String) throws -> Int32 {
        while true {
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw Failure("\(path) cannot be made: \(reason(errno))")
            }
            let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else {
                // Its owner has removed it just now.
                if errno == ENOENT { continue }
                throw Failure("\(path) cannot be opened: \(reason(errno))")
            }
            // Where a file system knows no locks, there is none; git's own keep two from committing at once.
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
                close(descriptor)
                throw Failure("another countersign is signing off in this working tree. Try again when it is done")
            }
            var (opened, named) = (stat(), stat())
            if fstat(descriptor, &opened) == 0, lstat(path, &named) == 0, opened.st_ino == named.st_ino {
                return descriptor
            }
            close(descriptor)
        }
    }

    deinit {
        if !isToBeFinished {
            clear()
            rmdir(path)
        }
        close(descriptor)
    }

    /// Removes all that is in it, first what would make somebody do again what is done.
    func clear() {
        unlink(journal)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] { unlink(path + "/" + name) }
    }

    func write(_ message: String) throws { try Data(message.utf8).write(to: URL(fileURLWithPath: self.message)) }

    func write(_ journal: Journal) throws {
        try JSONEncoder().encode(journal).write(to: URL(fileURLWithPath: self.journal), options: .atomic)
    }

    /// Calls `body` with a descriptor for `git commit` to hold.
    func whileCommitting<R>(_ body: (Int32) throws -> R) throws -> R {
        let file = Foundation.open(committing, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure("\(committing) cannot be made: \(reason(errno))") }
        defer { close(file) }
        // Where there are no locks, a run that comes after a kill cannot know; it does not come in the same moment.
        flock(file, LOCK_EX | LOCK_NB)
        return try body(file)
    }

    /// What a dead process left here; nil if it had not come as far as changing anything. Throws while the `git commit` that
    /// it started goes on.
    func abandonedJournal() throws -> Journal? {
        guard let data = FileManager.default.contents(atPath: journal),
            let journal = try? JSONDecoder().decode(Journal.self, from: data)
        else { return nil }
        guard !isCommitting else {
            isToBeFinished = true
            throw Failure(
                "the git commit of an interrupted sign-off still goes on in the background. Try again when it is done; "
                    + "if there is none, delete \(committing)")
        }
        return journal
    }

    private var isCommitting: Bool {
        let file = Foundation.open(committing, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
