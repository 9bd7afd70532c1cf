import Foundation
import Git

/// Writes the files of a new project as a repository with one commit. All or nothing: it is put together in a folder that is
/// moved into its place.
struct Scaffold {
    let files: [NewFile]
    /// Of the first commit.
    let message: String

    private static let temporaryName = ".countersign-init"

    /// Throws where no project can be made, before anybody is asked anything.
    static func refuse(_ folder: String) throws {
        let exists = try isEmptyFolder(folder)
        let place = try place(for: folder, exists: exists)
        guard let outer = try? Repository(at: place), let root = outer.workingDirectory else { return }
        // A home folder that is a repository keeps its owner's settings, not their projects.
        let home = ProcessInfo.processInfo.environment["HOME"].flatMap { realpath($0, nil) }
        defer { free(home) }
        if let home, String(cString: home) + "/" == root { return }
        let path = realPath(place) + folder.dropFirst(place.count)
        guard !outer.isIgnored(folder: path) else { return }
        throw Failure(
            "\(folder) lies in the git repository \(root.dropLast()), which would not know what is in it: choose a folder "
                + "outside, or add to that repository with init --here")
    }

    private static func realPath(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Makes the repository; an existing empty folder stays the same folder.
    func make(at folder: String) throws -> ObjectID {
        try Self.refuse(folder)
        let exists = try Self.isEmptyFolder(folder)
        let place = try Self.place(for: folder, exists: exists)
        TemporaryFolder.removeAbandoned(in: place, name: Self.temporaryName)
        let temporary = try TemporaryFolder(in: place, name: Self.temporaryName)
        defer { temporary.remove() }
        let fresh = temporary.path + "/project"
        try FileManager.default.createDirectory(atPath: fresh, withIntermediateDirectories: false)
        let commit = try makeRepository(at: fresh)
        try move(fresh, to: folder, exists: exists)
        return commit
    }

    /// Whether there is such a folder already; throws where anything else is in the way.
    private static func isEmptyFolder(_ path: String) throws -> Bool {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
            guard (try? manager.destinationOfSymbolicLink(atPath: path)) == nil else {
                throw Failure("\(path) is a symbolic link to nothing")
            }
            return false
        }
        guard isFolder.boolValue else { throw Failure("\(path) is a file") }
        // What an init left there that was killed goes with the next one.
        guard try manager.contentsOfDirectory(atPath: path).allSatisfy({ $0.hasPrefix(temporaryName + "-") }) else {
            throw Failure("\(path) is not empty: init makes a new project in an empty folder")
        }
        return true
    }

    /// A folder of the same file system, where something can be made and nothing stays behind: the folder itself, else the
    /// nearest above it that exists.
    private static func place(for folder: String, exists: Bool) throws -> String {
        var place = folder
        var isFolder = ObjCBool(exists)
        while !isFolder.boolValue {
            place = (place as NSString).deletingLastPathComponent
            guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else { continue }
            guard isFolder.boolValue else { throw Failure("\(place) is a file") }
        }
        return place
    }

    private func makeRepository(at path: String) throws -> ObjectID {
        let repository = try Repository.create(at: path, initialBranch: "main")
        for file in files {
            let place = path + "/" + file.path
            try FileManager.default.createDirectory(
                atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(file.content).write(to: URL(fileURLWithPath: place))
            if file.isExecutable { chmod(place, 0o755) }
        }
        return try repository.commitAll(files: files, message: message, identity: Self.identityOfEnvironment())
    }

    /// Throws where the first commit would have no author, before anybody is asked anything.
    static func refuseUnknownUser() throws {
        if identityOfEnvironment() == nil { try Repository.refuseUnknownUser() }
    }

    /// Who `GIT_AUTHOR_NAME` and `GIT_AUTHOR_EMAIL` name, which git prefers to its configuration; at `GIT_AUTHOR_DATE` where
    /// that has git's own form (`1772438400 +0700`), else now.
    private static func identityOfEnvironment() -> Commit.Signature? {
        let environment = ProcessInfo.processInfo.environment
        guard let name = environment["GIT_AUTHOR_NAME"], let email = environment["GIT_AUTHOR_EMAIL"], !name.isEmpty,
            !email.isEmpty
        else { return nil }
        let date = (environment["GIT_AUTHOR_DATE"] ?? "").drop { $0 == "@" }.split(separator: " ")
        let seconds = date.first.flatMap { Int64($0) } ?? Int64(Date().timeIntervalSince1970)
        // Git writes no zone that is further away.
        let zone = date.count == 2 ? min(max(Int(date[1]) ?? 0, -1400), 1400) : 0
        return Commit.Signature(name: name, email: email, seconds: seconds, offset: zone / 100 * 60 + zone % 100)
    }

    /// An existing folder stays the same folder, since a shell may stand in it.
    private func move(_ temporary: String, to folder: String, exists: Bool) throws {
        let manager = FileManager.default
        guard exists else {
            try manager.createDirectory(
                atPath: (folder as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            return try manager.moveItem(atPath: temporary, toPath: folder)
        }
        // `.git` comes last: until it is there, the folder is no repository.
        let names = try manager.contentsOfDirectory(atPath: temporary).sorted().filter { $0 != ".git" } + [".git"]
        var moved: [String] = []
        do {
            for name in names {
                try manager.moveItem(atPath: temporary + "/" + name, toPath: folder + "/" + name)
                moved.append(name)
            }
        } catch {
            for name in moved { try? manager.removeItem(atPath: folder + "/" + name) }
            throw error
        }
    }
}
