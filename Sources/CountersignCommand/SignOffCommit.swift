import Checklists
import Foundation
import Git
import Ledger

/// Makes the commit of a plan, and changes nothing else of anybody's.
///
/// `git commit` itself makes it, so identity, signature and hooks are the user's. It gets an index of its own: that of HEAD
/// with the boxes set, so that nothing staged comes along. The user's index and working files get the same change of a byte
/// for every box, whatever else is different there; where the box is not found, they are left alone, and that is said.
///
/// The order is made for being killed at any moment:
///
/// 1. Both indexes are written beside git's. Until the commit, nothing of the user's has changed.
/// 2. git's `index.lock` is taken, its content the user's index as it shall be. No git command changes the index from here
///    on, or commits from one that lacks the sign-off.
/// 3. `git commit`. It compares HEAD as it moves it. A hook that refuses leaves everything as it was.
/// 4. The commit is looked at; one that is no such sign-off, because a hook changed it, is taken back.
/// 5. The boxes in the working files, a single write for each file.
/// 6. `index.lock` becomes the index.
///
/// After a kill between 3 and 6, `index.lock` is still there: git refuses to commit and says why, and the next
/// `countersign sign` does what remains (`finishAbandoned`). Without the lock the next commit from the old index would
/// silently take the sign-off back.
struct SignOffCommit {
    let repository: Repository
    let program: GitProgram
    let folder: SignFolder
    /// Root of the working tree, with a trailing slash.
    let root: String
    /// Roles declared in the commit that is signed on.
    let roles: [String]

    struct Made {
        let commit: ObjectID
        /// What people should know besides.
        var notes: [String]
    }

    private var lock: IndexLock { IndexLock(repository) }

    func make(_ plan: SignPlan, on parent: ObjectID) throws -> Made {
        let state = try lock.state()
        let tree = try makeCommitIndex(plan, on: parent)
        var notes = try makeNextIndex(plan.boxes)
        try folder.write(plan.message)
        try folder.write(journal(plan, parent))

        let signals = HeldSignals()
        defer { signals.release() }
        let commit = try underLock {
            try checkUnchanged(since: state)
            guard try repository.commitID(of: "HEAD") == parent, repository.operationInProgress == nil else {
                throw Self.changed
            }
            return try makeCommit(plan, on: parent)
        }
        // What fails from here on is left to be finished, as after a kill.
        folder.isToBeFinished = true
        notes += hookNotes(commit, expected: tree)
        try finish(plan.boxes, &notes)
        return Made(commit: commit, notes: notes)
    }

    private func checkUnchanged(since state: IndexLock.State) throws {
        guard try lock.state() == state else { throw Self.changed }
    }

    private static let changed = Failure(
        "something else changed this repository in the meantime. Nothing was done; try again")

    /// Takes the lock, and gives it back if `body` fails.
    private func underLock<R>(_ body: () throws -> R) throws -> R {
        try lock.take(with: folder.nextIndex)
        do {
            return try body()
        } catch {
            lock.release()
            throw error
        }
    }

    /// What follows on the commit: the working files, and the lock file becomes the index.
    private func finish(_ boxes: [String: [Checkbox: Bool]], _ notes: inout [String]) throws {
        notes += setWorkingFiles(boxes)
        do {
            try lock.publish()
        } catch {
            throw Failure("the commit is made, but \(error). Once that is mended, run the same command again")
        }
        folder.isToBeFinished = false
        folder.clear()
        // Lets git note that the files are as the index says, as `git status` would. Nothing depends on it.
        _ = try? program.output(of: ["update-index", "-q", "--refresh"])
    }

    // MARK: Before the commit

    /// The user's index, but with the entries of HEAD: what git knows of the files stays, and with it a sparse checkout.
    /// Returns its tree.
    private func makeCommitIndex(_ plan: SignPlan, on parent: ObjectID) throws -> String {
        try lock.copy(to: folder.commitIndex)
        try program.succeeding(["read-tree", "--reset", parent.hex], index: folder.commitIndex, to: "read HEAD")
        for (path, boxes) in plan.boxes {
            guard let entry = try program.entry(at: path, index: folder.commitIndex),
                let bytes = try edited(entry, at: path, boxes)
            else { throw Failure("\(path) of HEAD cannot be edited: a box is not found in it again") }
            try set(entry, at: path, to: bytes, index: folder.commitIndex)
        }
        let tree = try program.succeeding(["write-tree"], index: folder.commitIndex, to: "write the commit's tree")
        return String(decoding: tree.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// The user's index with the boxes set. Returns what could not be.
    private func makeNextIndex(_ boxes: [String: [Checkbox: Bool]]) throws -> [String] {
        try lock.copy(to: folder.nextIndex)
        var notes: [String] = []
        for (path, boxes) in boxes.sorted(by: { $0.key < $1.key }) {
            guard let entry = try program.entry(at: path, index: folder.nextIndex) else { continue }
            if let bytes = try edited(entry, at: path, boxes) {
                try set(entry, at: path, to: bytes, index: folder.nextIndex)
            } else {
                notes.append(
                    "what you have staged of \(path) lacks the item or its box and was left as it is: "
                        + "committed like that, it takes the box away again")
            }
        }
        return notes
    }

    private func edited(_ entry: IndexEntry, at path: String, _ boxes: [Checkbox: Bool]) throws -> [UInt8]? {
        let bytes = try repository.withBlob(entry.blob) { Array($0) }
        return CheckboxEditor(path: path, roles: roles).setting(boxes, in: bytes)
    }

    private func set(_ entry: IndexEntry, at path: String, to bytes: [UInt8], index: String) throws {
        var entry = entry
        let blob = try program.writeBlob(bytes)
        guard blob != entry.blob else { return }
        entry.blob = blob
        try program.set(entry, at: path, index: index)
    }

    private func journal(_ plan: SignPlan, _ parent: ObjectID) -> SignFolder.Journal {
        SignFolder.Journal(
            parent: parent.hex, trailers: plan.trailers.map { "\($0.key): \($0.value)" },
            boxes: plan.boxes.flatMap { path, boxes in
                boxes.map { .init(path: path, item: $0.key.item, role: $0.key.role, isTicked: $0.value) }
            })
    }

    // MARK: The commit

    private func makeCommit(_ plan: SignPlan, on parent: ObjectID) throws -> ObjectID {
        let arguments = [
            "-c", "i18n.commitEncoding=UTF-8", "commit", "--quiet", "--allow-empty", "--cleanup=whitespace",
            "--file", folder.message,
        ]
        let status = try folder.whileCommitting {
            try program.attached(arguments, index: folder.commitIndex, passing: $0)
        }
        // HEAD tells what happened, not the status: git may fail after it has made the commit.
        let head = try repository.commitID(of: "HEAD")
        guard let made = try bearer(of: plan.trailers, plan.boxes, from: head, to: parent) else {
            guard status == 0, head != parent else { throw Failure(Self.refusal(status)) }
            let reason =
                plan.trailers.isEmpty
                ? "a hook changed the boxes"
                : "a hook changed its message, which must keep the \(plan.trailerKey) lines"
            try takeBack(head, for: reason)
        }
        // A commit that git did not make just now is somebody else's.
        guard status == 0 || made.parents == [parent] else { throw Failure(Self.refusal(status)) }
        if made.parents != [parent] { try takeBack(made.id, for: "another commit was made in the meantime") }
        if try !boxesAreSet(plan.boxes, in: made) { try takeBack(made.id, for: "a hook changed the boxes") }
        return made.id
    }

    private static func refusal(_ status: Int32) -> String {
        status > 128
            ? "git commit was interrupted (signal \(status - 128)). Nothing was changed"
            : "git did not make the commit; what it says stands above. Nothing was changed"
    }

    /// The newest commit with these trailers between `head` and `parent`, of which `head` need not descend. A hook may have
    /// made more commits. One that only completes has no trailers: it is the oldest one with the boxes.
    private func bearer(
        of trailers: [Trailer], _ boxes: [String: [Checkbox: Bool]], from head: ObjectID, to parent: ObjectID
    ) throws -> Commit? {
        var next = Optional(head)
        var found: Commit?
        for _ in 0..<16 {
            guard let id = next, id != parent else { return found }
            let commit = try repository.commit(id)
            if trailers.isEmpty {
                if try boxesAreSet(boxes, in: commit) { found = commit }
            } else {
                let words = Set(Trailers.signOffs(commit.message))
                if trailers.allSatisfy(words.contains) { return commit }
            }
            next = commit.parents.first
        }
        return found
    }

    private func boxesAreSet(_ boxes: [String: [Checkbox: Bool]], in commit: Commit) throws -> Bool {
        for (path, boxes) in boxes {
            guard let entry = try repository.entry(at: path, inTree: commit.tree) else { return false }
            let bytes = try repository.withBlob(entry.id) { Array($0) }
            guard CheckboxEditor(path: path, roles: roles).setting(boxes, in: bytes) == bytes else { return false }
        }
        return true
    }

    /// Puts HEAD to where it was before `commit`, unless it has moved on, and throws `reason`.
    private func takeBack(_ commit: ObjectID, for reason: String) throws -> Never {
        let parent = try repository.commit(commit).parents.first
        if let parent {
            try program.succeeding(
                ["update-ref", "-m", "sign: taken back", "HEAD", parent.hex, commit.hex],
                to: "take back commit \(commit), which is no sign-off, since \(reason)")
        }
        throw Failure("the commit was taken back, since \(reason). Nothing was changed")
    }

    // MARK: After the commit

    /// What a hook put into the commit besides: the user's index has nothing of it, as after `git commit PATH`.
    private func hookNotes(_ commit: ObjectID, expected tree: String) -> [String] {
        let output = try? program.output(of: ["diff-tree", "-r", "-z", "--no-renames", "--name-only", tree, commit.hex])
        let paths = (output?.bytes ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard !paths.isEmpty else { return [] }
        let named = paths.prefix(3).joined(separator: ", ") + (paths.count > 3 ? " and \(paths.count - 3) more" : "")
        return ["a hook put changes into the commit that your index does not have: \(named)"]
    }

    private func setWorkingFiles(_ boxes: [String: [Checkbox: Bool]]) -> [String] {
        boxes.sorted { $0.key < $1.key }.compactMap { path, boxes in
            let editor = CheckboxEditor(path: path, roles: roles)
            guard !WorkingFile(path, in: root).set(boxes, by: editor) else { return nil }
            return "your copy of \(path) lacks the item or its box, or cannot be written, and was left as it is: "
                + "git shows it as changed"
        }
    }
}

// MARK: - After a kill

extension SignOffCommit {
    /// A sign-off that one process began and another ended.
    struct Finished {
        let made: Made
        /// `Sign-off: ITEM as ROLE`.
        let trailers: [String]

        /// Whether it is what is asked for now.
        func fulfils(_ request: SignRequest) -> Bool {
            request.items.allSatisfy { item in
                let trailer = "\(request.revokes ? "Revoke-sign-off" : "Sign-off"): \(item) as "
                return trailers.contains { told in
                    request.role.map { told == trailer + $0 } ?? told.hasPrefix(trailer)
                }
            }
        }
    }

    /// Does what a killed `sign` left to be done. Gives its commit and trailers, if it had come as far as making one.
    func finishAbandoned() throws -> Finished? {
        guard let journal = try folder.abandonedJournal(), let parent = ObjectID(hex: journal.parent) else {
            folder.clear()
            return nil
        }
        folder.isToBeFinished = true
        let signals = HeldSignals()
        defer { signals.release() }
        let isOurs = lock.isTaken(with: folder.nextIndex)
        let trailers = journal.trailers.compactMap { Trailers.signOffs("-\n\n\($0)\n").first }
        var boxes: [String: [Checkbox: Bool]] = [:]
        for box in journal.boxes {
            boxes[box.path, default: [:]][Checkbox(item: box.item, role: box.role)] = box.isTicked
        }
        let commit = try bearer(of: trailers, boxes, from: try repository.commitID(of: "HEAD"), to: parent)
        guard let commit, commit.parents == [parent] else {
            if isOurs { lock.release() }
            folder.isToBeFinished = false
            folder.clear()
            return nil
        }
        var notes: [String] = []
        if !isOurs {
            let state = try lock.state()
            unlink(folder.nextIndex)
            notes += try makeNextIndex(boxes)
            try underLock { try checkUnchanged(since: state) }
        }
        try finish(boxes, &notes)
        return Finished(made: Made(commit: commit.id, notes: notes), trailers: journal.trailers)
    }
}

/// While it is held, Ctrl-C ends git and its hooks but not this process, which has to clean up.
private struct HeldSignals {
    private let former = [SIGINT, SIGQUIT, SIGTERM, SIGHUP].map { (number: $0, handler: signal($0, SIG_IGN)) }

    func release() { for (number, handler) in former { signal(number, handler) } }
}
