import Git

/// The files that a reading of history follows, where it need not follow all: what concerns a pull request is mostly few.
///
/// A reading of some files must tell of them what a reading of all would. It may, as long as their items neither come from
/// other files nor go there; where one might, the reading names the other file, and is made anew with it.
final class HistoryScope {
    /// A folder on the way to files that are followed.
    final class Folder {
        fileprivate(set) var folders: [[UInt8]: Folder] = [:]
        fileprivate var files: Set<[UInt8]> = []

        func holds(_ name: UnsafeRawBufferPointer, isFolder: Bool) -> Bool {
            isFolder ? folders.keys.contains { $0.isEqual(to: name) } : files.contains { $0.isEqual(to: name) }
        }
    }

    let paths: Set<[UInt8]>
    let root = Folder()
    /// Other files that the items of these may have come from or gone to.
    private(set) var missing: Set<[UInt8]> = []
    /// Nothing less than a reading of all files can tell.
    private(set) var isTooNarrow = false

    init(_ paths: Set<[UInt8]>) {
        self.paths = paths
        for path in paths {
            var folder = root
            let names = path.split(separator: UInt8(ascii: "/")).map(Array.init)
            for name in names.dropLast() {
                let next = folder.folders[name] ?? Folder()
                folder.folders[name] = next
                folder = next
            }
            if let name = names.last { folder.files.insert(name) }
        }
    }

    func note(_ path: [UInt8]) {
        if !paths.contains(path) { missing.insert(path) }
    }

    func giveUp() { isTooNarrow = true }
}

extension [UInt8] {
    fileprivate func isEqual(to name: UnsafeRawBufferPointer) -> Bool {
        count == name.count && name.elementsEqual(self)
    }
}
