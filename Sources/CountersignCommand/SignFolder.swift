import Foundation
import Git
import Ledger

/// What a sign-off under way needs on disk: `countersign-sign` in the `.git` folder of the working tree.
///
/// It goes when the sign-off is made or given up. One that a killed process left tells the next what is to be finished.
struct SignFolder {
    /// What is to be finished, should this process be killed.
    struct Journal: Codable {
        struct Box: Codable {
            var path: String
            var item: String
            var role: String?
            var isTicked: Bool
        }

        var process: Int32
        /// The commit that is signed on.
        var parent: String
        /// `Sign-off: ITEM as ROLE`.
        var trailers: [String]
        var boxes: [Box]
    }

    let path: String
    /// The index that the commit is made from; git's for the time of `git commit`.
    var commitIndex: String { path + "/commit-index" }
    /// The user's index with the boxes set.
    var nextIndex: String { path + "/next-index" }
    var message: String { path + "/message" }
    private var journal: String { path + "/journal" }
    /// The number of the `git commit` that was started.
    private var committing: String { path + "/committing" }

    init(_ repository: Repository) { path = repository.gitDirectory + "countersign-sign" }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    func create() throws {
        guard mkdir(path, 0o700) == 0 else {
            throw Failure(errno == EEXIST ? busy("another countersign") : "\(path) cannot be made: \(reason(errno))")
        }
    }

    func remove() {
        // First what would make somebody do again what is done.
        unlink(journal)
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ message: String) throws { try Data(message.utf8).write(to: URL(fileURLWithPath: self.message)) }

    func write(_ journal: Journal) throws {
        try JSONEncoder().encode(journal).write(to: URL(fileURLWithPath: self.journal), options: .atomic)
    }

    func writeCommitting(_ process: pid_t) {
        // A courtesy to whoever comes after a kill; the sign-off does not depend on it.
        try? Data("\(process)".utf8).write(to: URL(fileURLWithPath: committing), options: .atomic)
    }

    /// What a dead process left here; nil if it had not come as far as changing anything. Throws while it is alive.
    func abandonedJournal() throws -> Journal? {
        guard let data = FileManager.default.contents(atPath: journal),
            let journal = try? JSONDecoder().decode(Journal.self, from: data)
        else { return nil }
        let child = FileManager.default.contents(atPath: committing).flatMap {
            Int32(String(decoding: $0, as: UTF8.self))
        }
        for process in [journal.process, child] {
            if let process, isRunning(process) { throw Failure(busy("process \(process)")) }
        }
        return journal
    }

    private func isRunning(_ process: pid_t) -> Bool {
        guard process > 0, kill(process, 0) == 0 || errno == EPERM else { return false }
        // In a container nobody may have asked yet how an orphan ended: `PID (NAME) Z …`, see proc(5).
        let status = FileManager.default.contents(atPath: "/proc/\(process)/stat").map {
            String(decoding: $0, as: UTF8.self)
        }
        return status?.split(separator: ")").last?.hasPrefix(" Z") != true
    }

    private func busy(_ who: String) -> String {
        "\(who) is signing off in this working tree. If that is not so, delete the folder \(path)"
    }
}
