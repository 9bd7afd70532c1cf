import Checklists
import Foundation
import Git
import Ledger

/// What `fix` would write into the files of a working tree.
struct FixPlan {
    /// Files that change.
    private(set) var fixes: [FileFix] = []
    /// What is left as it is, by path and line.
    private(set) var remarks: [(place: String, sentence: String)] = []
    /// How many checklists were looked at.
    private(set) var checklists = 0
    /// Ids were given, and some of the history that may hold the same ones is not in this clone.
    private(set) var mayRepeatIDs = false

    private let repository: Repository
    private let head: ObjectID
    private let root: String
    private let configuration: Configuration
    /// Those in any file of the working tree, whatever the project includes.
    private let ids: Set<String>
    /// Those in several checklists.
    private let sharedIDs: Set<String>

    /// A file as it lies in the working tree.
    private struct Content {
        let file: WorkingFiles.File
        /// nil where there is none.
        let bytes: Result<[UInt8]?, TreeFile.Problem>
        let ids: Set<String>

        init(_ file: WorkingFiles.File, in root: String) {
            self.file = file
            bytes = Result { () throws(TreeFile.Problem) in try TreeFile(file.path, in: root).read() }
            ids = (try? bytes.get())?.withUnsafeBytes(idsWritten) ?? []
        }
    }

    /// `paths`, as seen from `folder`, limit it to files, and to folders with what is in them.
    init(_ repository: Repository, root: String, paths: [String], in folder: String) throws {
        (self.repository, self.root) = (repository, root)
        head = try repository.commitID(of: "HEAD")
        configuration = try Self.configuration(in: root)
        let all = try WorkingFiles(repository, head: head, configuration: configuration)
        let scope = try FixScope(paths, in: folder, root: root, all.files.map(\.path))
        let contents = all.files.map { Content($0, in: root) }
        ids = contents.reduce(into: []) { $0.formUnion($1.ids) }
        let owned = contents.filter { $0.file.standing == .checklist }.flatMap(\.ids)
        sharedIDs = Set(Dictionary(owned.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }.keys)
        var drafts: [FixDraft] = []
        for content in contents where scope.includes(content.file.path) {
            if let draft = try draft(of: content, isNamed: scope.names(content.file.path)) { drafts.append(draft) }
        }
        if scope.isEverything {
            if let problem = all.problem { remark("new files", nil, "they were not looked for: \(problem)") }
            for name in all.unreadableNames { remark(name, nil, "the file's name is not UTF-8") }
        }
        try finish(drafts)
        remarks.sort { ($0.place, $0.sentence) < ($1.place, $1.sentence) }
    }

    /// As the working tree has it: it goes with the files that are fixed.
    private static func configuration(in root: String) throws -> Configuration {
        let bytes: [UInt8]?
        do {
            bytes = try TreeFile(Configuration.path, in: root).read()
        } catch {
            throw Failure("\(Configuration.path) \(error.description)")
        }
        return try bytes.map { try Configuration.read(String(decoding: $0, as: UTF8.self)).0 } ?? .none
    }

    private mutating func remark(_ path: String, _ line: Int?, _ sentence: String) {
        remarks.append((path + (line.map { ":\($0)" } ?? ""), sentence))
    }

    // MARK: Files

    private mutating func draft(of content: Content, isNamed: Bool) throws -> FixDraft? {
        let file = content.file
        if file.standing == .excluded {
            if isNamed { remark(file.path, nil, "\(Configuration.path) leaves the file out") }
            return nil
        }
        if case .failure(let problem) = content.bytes, file.blob != nil || isNamed {
            // What never was a file of the project is nobody's business.
            remark(file.path, nil, "the file \(problem.description)")
        }
        guard let bytes = (try? content.bytes.get()) ?? nil else { return nil }
        let committed = try file.blob.map { try repository.withBlob($0) { Array($0) } }
        let draft = FixDraft(
            path: file.path, bytes: bytes, committed: committed, roles: configuration.roles,
            sharedIDs: sharedIDs, isNamed: isNamed)
        guard case .translation(let base) = file.standing else { return draft }
        if draft.lacksIDs {
            remark(
                file.path, nil,
                "a translation of \(base): its items bear the ids of the items there, which only a reader of both can tell"
            )
        }
        return nil
    }

    private mutating func finish(_ drafts: [FixDraft]) throws {
        var used = ItemIDs(used: [])
        if drafts.contains(where: \.mayGiveIDs) {
            let written = try idsOfHistory()
            used = ItemIDs(used: written.ids.union(ids))
            mayRepeatIDs = !written.isComplete
        }
        for draft in drafts {
            let fix = draft.finished(naming: &used)
            if draft.hasItems { checklists += 1 }
            for note in fix.remarks { remark(fix.path, note.line, note.content) }
            guard !fix.changes.isEmpty else { continue }
            guard TreeFile(fix.path, in: root).isWritable else {
                remark(fix.path, nil, "the file is read-only")
                continue
            }
            fixes.append(fix)
        }
    }

    private func idsOfHistory() throws -> (ids: Set<String>, isComplete: Bool) {
        var progress = ProgressLine()
        defer { progress.clear() }
        return try repository.idsEverWritten(until: head) { progress.show($0) }
    }
}

/// The files that the user named.
private struct FixScope {
    /// From the root; empty for all.
    private let paths: [String]

    var isEverything: Bool { paths.isEmpty }

    /// Throws for a path that names nothing to fix.
    init(_ requested: [String], in folder: String, root: String, _ files: [String]) throws {
        let top = String(root.dropLast())
        let paths = try requested.map { path -> String in
            let place = try Self.resolved(path, in: folder)
            if place == top { return "" }
            guard place.hasPrefix(root) else { throw Failure("\(path) lies outside of the working tree \(top)") }
            let name = String(place.dropFirst(root.count))
            guard files.contains(where: { $0 == name || $0.hasPrefix(name + "/") }) else {
                let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil
                throw Failure(
                    isLink
                        ? "\(path) is a symbolic link: name the file that it leads to"
                        : "\(path) is no Markdown file that git knows or would add, nor a folder with any")
            }
            return name
        }
        self.paths = paths.contains("") ? [] : paths
    }

    /// Folders on the way are resolved; a link at the end is what is meant.
    private static func resolved(_ path: String, in folder: String) throws -> String {
        let url = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) != nil
        let real = isLink ? url.deletingLastPathComponent() : url
        guard let resolved = realpath(real.path, nil) else { throw Failure("\(path): \(reason(errno))") }
        defer { free(resolved) }
        let place = String(cString: resolved)
        return isLink ? place + "/" + url.lastPathComponent : place
    }

    func includes(_ path: String) -> Bool {
        isEverything || paths.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    func names(_ path: String) -> Bool { paths.contains(path) }
}
