import CPlatform
import Foundation
import Git
import Ledger

/// The folder a site is built into. It is replaced as a whole: a reader finds the old site or the new one, never a mixture,
/// whenever the builder is killed.
struct OutputFolder {
    /// Lists the files of a build, so that the next one knows what it may delete.
    static let manifestName = siteManifestName

    private let path: String
    private var parent: String { (path as NSString).deletingLastPathComponent }
    private var temporaryName: String { unfinishedSiteName(of: (path as NSString).lastPathComponent) }

    /// Refuses places where replacing a folder would destroy something (SPEC section 6).
    init(_ requested: String, of repository: Repository) throws {
        path = try Self.resolved(requested)
        let parentExists =
            (try? FileManager.default.attributesOfItem(atPath: parent)[.type] as? FileAttributeType) == .typeDirectory
        guard parentExists else {
            throw Failure("\(parent) is not a folder; the output is made inside an existing one")
        }
        try refuseImportantPlaces(repository)
        try refuseTrackedFiles(repository)
        try refuseForeignFiles()
    }

    // MARK: Refusals

    /// The absolute path with symbolic links followed, also where its end does not exist yet.
    private static func resolved(_ requested: String) throws -> String {
        let url = URL(fileURLWithPath: requested).standardizedFileURL
        if let real = realPath(url.path) { return real }
        if (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) != nil {
            throw Failure("\(url.path) is a symbolic link to nothing")
        }
        let parent = url.deletingLastPathComponent().path
        guard let realParent = realPath(parent) else { throw Failure("\(parent) does not exist") }
        return (realParent as NSString).appendingPathComponent(url.lastPathComponent)
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private func refuseImportantPlaces(_ repository: Repository) throws {
        let homes = [ProcessInfo.processInfo.environment["HOME"] ?? "", NSHomeDirectory()].compactMap(Self.realPath)
        if path == "/" || homes.contains(path) { throw Failure("the output cannot be \(path)") }
        let gitDirectory = Self.realPath(repository.gitDirectory) ?? repository.gitDirectory
        let workingDirectory = repository.workingDirectory.flatMap(Self.realPath)
        for place in [gitDirectory, workingDirectory].compactMap(\.self) where (place + "/").hasPrefix(path + "/") {
            throw Failure("the output cannot be \(path): the repository lies there")
        }
        // By name, too: the folders of submodules and linked worktrees have theirs elsewhere.
        if (path + "/").hasPrefix(gitDirectory + "/") || path.split(separator: "/").contains(".git") {
            throw Failure("the output cannot be \(path): it lies inside git's own folder")
        }
    }

    private func refuseTrackedFiles(_ repository: Repository) throws {
        guard let root = repository.workingDirectory.flatMap(Self.realPath), path.hasPrefix(root + "/") else { return }
        let relative = String(path.dropFirst(root.count + 1))
        guard let head = try? repository.commitID(of: "HEAD") else { return }
        let tree = try repository.commit(head).tree
        if try repository.entry(at: relative, inTree: tree) != nil {
            let isSite = try repository.entry(at: relative + "/" + Self.manifestName, inTree: tree) != nil
            throw Failure(
                "the output cannot be \(relative): the repository tracks files there"
                    + (isSite ? Self.remedy(relative, root) : ". Choose another folder with --output"))
        }
    }

    /// How a site that somebody committed by mistake gets out of the repository, and stays where it lies.
    private static func remedy(_ relative: String, _ root: String) -> String {
        ", a site that was committed. Take it out with \(gitCommand(in: root)) rm -r --cached \(shellWord(relative)), add the "
            + "line /\(relative)/ to .gitignore, and commit both"
    }

    private func refuseForeignFiles() throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else { throw Failure("\(path) is a file; the output must be a folder") }
        let manifest = try? String(contentsOfFile: path + "/" + Self.manifestName, encoding: .utf8)
        let known = Set((manifest ?? "").split(separator: "\n").map(String.init) + [Self.manifestName])
        if let name = try firstForeignFile(in: "", known: known) {
            throw Failure(
                "\(path) holds a file that no earlier build wrote: \(name). Choose another output, or remove it")
        }
    }

    /// The first file that is not `known`, folder by folder: in a folder of many files that is soon found.
    private func firstForeignFile(in folder: String, known: Set<String>) throws -> String? {
        let manager = FileManager.default
        for name in try manager.contentsOfDirectory(atPath: path + "/" + folder).sorted() {
            let file = folder + name
            let type = try manager.attributesOfItem(atPath: path + "/" + file)[.type] as? FileAttributeType
            if type == .typeDirectory {
                if let foreign = try firstForeignFile(in: file + "/", known: known) { return foreign }
            } else if !known.contains(file) {
                return file
            }
        }
        return nil
    }

    // MARK: Replacing

    /// Lets `produce` write the files of the new site, then puts it in the place of the old one. Returns the number of files.
    func replace(_ produce: (_ site: inout NewSite) throws -> Void) throws -> Int {
        TemporaryFolder.removeAbandoned(in: parent, name: temporaryName)
        let temporary = try TemporaryFolder(in: parent, name: temporaryName)
        defer { temporary.remove() }
        let fresh = temporary.path + "/site"
        try FileManager.default.createDirectory(atPath: fresh, withIntermediateDirectories: false)
        var site = NewSite(folder: fresh)
        try produce(&site)
        let count = site.names.count
        try site.write(Self.manifestName, Array((site.names.sorted().joined(separator: "\n") + "\n").utf8))
        try exchange(fresh)
        return count
    }

    /// One system call swaps old and new where the file system can; elsewhere the output is missing between two renames.
    private func exchange(_ fresh: String) throws {
        // Not asked first whether it is there: another build may make it in between.
        if rename(fresh, path) == 0 { return }
        guard errno == ENOTEMPTY || errno == EEXIST else { throw renameFailure() }
        if countersign_exchange(fresh, path) == 0 { return }
        guard errno == EINVAL || errno == ENOSYS else { throw renameFailure() }
        let old = fresh + "-old"
        guard rename(path, old) == 0, rename(fresh, path) == 0 else { throw renameFailure() }
    }

    private func renameFailure() -> Failure {
        Failure("\(path) cannot be replaced: \(reason(errno))")
    }
}

/// A site that is being written, by paths from its folder. No file is written twice.
struct NewSite {
    fileprivate let folder: String
    fileprivate var names: [String] = []

    mutating func write(_ name: String, _ content: [UInt8]) throws { try write(name) { sink in try sink(content) } }

    /// Writes a file in pieces, so that a large one need not be in memory.
    mutating func write(_ name: String, _ produce: (_ sink: ([UInt8]) throws -> Void) throws -> Void) throws {
        names.append(name)
        let path = folder + "/" + name
        let parent = (path as NSString).deletingLastPathComponent
        if !FileManager.default.fileExists(atPath: parent) {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure("\(path) cannot be written: \(reason(errno))") }
        defer { close(descriptor) }
        try produce { piece in
            var rest = piece[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno != EINTR { throw Failure("\(path) cannot be written: \(reason(errno))") }
                rest = rest.dropFirst(max(count, 0))
            }
        }
    }
}

/// A folder that belongs to one running process, shown by a lock the system releases when the process ends.
struct TemporaryFolder {
    let path: String
    private let lock: Int32

    /// Seconds. Between being made and being locked a folder is a few microseconds old.
    private static let longestUnlocked = 600.0

    /// Makes `parent/.name-XXXXXX`. Until it is locked it is called `.name~XXXXXX`: only under its final name may others ask
    /// whether anybody holds it.
    init(in parent: String, name: String) throws {
        var template = Array("\(parent)/\(name)~XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw Failure("\(parent): no folder can be made here: \(reason(errno))")
        }
        let unlocked = String(cString: made)
        chmod(unlocked, 0o755)
        lock = open(unlocked + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        flock(lock, LOCK_EX | LOCK_NB)
        path = "\(parent)/\(name)-\(unlocked.suffix(6))"
        guard rename(unlocked, path) == 0 else {
            close(lock)
            throw Failure("\(unlocked): \(reason(errno))")
        }
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        close(lock)
    }

    /// Removes the folders of that name whose process is gone.
    static func removeAbandoned(in parent: String, name: String) {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for entry in entries {
            let path = parent + "/" + entry
            if entry.hasPrefix(name + "-") ? isUnlocked(path) : entry.hasPrefix(name + "~") && isOld(path) {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
    }

    /// Where there is no lock under the final name, somebody was removing the folder, and may have been killed at that.
    private static func isUnlocked(_ path: String) -> Bool {
        let lock = open(path + "/lock", O_RDWR | O_CLOEXEC)
        guard lock >= 0 else { return errno == ENOENT }
        defer { close(lock) }
        return flock(lock, LOCK_EX | LOCK_NB) == 0
    }

    private static func isOld(_ path: String) -> Bool {
        let made = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        return made.map { -$0.timeIntervalSinceNow > longestUnlocked } ?? false
    }
}
