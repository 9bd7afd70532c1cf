import Foundation
import Git

/// Notices that something in a working tree has changed, by looking at times and sizes again and again.
///
/// That is one way for every system and every file system, those in containers and on networks included, and takes a few
/// milliseconds for thousands of files. Files that git ignores are not looked at.
struct WorkingTreeWatch {
    private let files: [[CChar]]
    private let settings: [[CChar]]

    /// Looks at everything in the commit that the working tree would be, and where something new may come.
    init(_ commit: UnwrittenCommit, in repository: Repository) {
        let root = Array((repository.workingDirectory ?? "").utf8)
        let paths = commit.files.keys.sorted { $0.lexicographicallyPrecedes($1) } + commit.folders
        files =
            paths.map { (root + $0 + [0]).map(CChar.init(bitPattern:)) } + repository.movingFiles.map(Self.systemPath)
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
}
