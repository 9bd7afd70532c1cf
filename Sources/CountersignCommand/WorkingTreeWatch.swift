import Foundation
import Git

/// Notices that something in a working tree has changed, by looking at times and sizes again and again.
///
/// That is one way for every system and every file system, those in containers and on networks included, and takes a few
/// milliseconds for thousands of files. Files that git ignores are not looked at.
struct WorkingTreeWatch {
    private let files: [[CChar]]
    private let settings: [[CChar]]

    /// More folders without a file that git would add are nobody's checklists.
    private static let maximumEmptyFolders = 10_000

    /// Looks at everything in the commit that the working tree would be, and where something new may come.
    init(_ commit: UnwrittenCommit, in repository: Repository) {
        let root = repository.workingDirectory ?? ""
        var folders: Set<String> = [""]
        for path in commit.files.keys {
            var rest = String(decoding: path, as: UTF8.self)[...]
            while let slash = rest.lastIndex(of: "/") {
                rest = rest[..<slash]
                guard folders.insert(String(rest)).inserted else { break }
            }
        }
        let files = commit.files.keys.map { (Array(root.utf8) + $0 + [0]).map(CChar.init(bitPattern:)) }
        let empty = Self.emptyFolders(besides: folders, below: root, in: repository)
        self.files =
            files + (folders.map { root + $0 } + empty.map { root + $0 } + repository.movingFiles).map(Self.systemPath)
        settings = repository.settingFiles.map(Self.systemPath)
    }

    /// Another number when something has changed.
    var stamp: Int { Self.stamp(files + settings) }

    /// The same for what is said outside of the tree.
    var settingsStamp: Int { Self.stamp(settings) }

    private static func stamp(_ files: [[CChar]]) -> Int {
        var hasher = Hasher()
        for file in files {
            var status = stat()
            guard lstat(file, &status) == 0 else {
                hasher.combine(errno)
                continue
            }
            #if canImport(Darwin)
                let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
            #else
                let (modified, changed) = (status.st_mtim, status.st_ctim)
            #endif
            for number in [modified.tv_sec, modified.tv_nsec, changed.tv_sec, changed.tv_nsec, Int(status.st_size)] {
                hasher.combine(number)
            }
            hasher.combine(status.st_ino)
            hasher.combine(status.st_mode)
        }
        return hasher.finalize()
    }

    private static func systemPath(_ path: String) -> [CChar] { Array(path.utf8CString) }

    /// Folders that nothing would be committed of: git does not know them, but a file may come to lie there.
    private static func emptyFolders(
        besides known: Set<String>, below root: String, in repository: Repository
    ) -> [String] {
        var found: [String] = []
        var open = Array(known)
        while let folder = open.popLast(), found.count < maximumEmptyFolders {
            for name in subfolders(of: root + folder) {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                guard !known.contains(path), !isRepository(root + path), !repository.ignoresFolder(path) else {
                    continue
                }
                found.append(path)
                open.append(path)
            }
        }
        return found
    }

    private static func isRepository(_ path: String) -> Bool { access(path + "/.git", F_OK) == 0 }

    /// Names, `.git` and symbolic links left out.
    private static func subfolders(of path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            guard entry.pointee.d_type == DT_DIR || entry.pointee.d_type == DT_UNKNOWN else { continue }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if ![".", "..", ".git"].contains(name) { names.append(name) }
        }
        return names
    }
}
