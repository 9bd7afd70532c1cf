import Foundation
import Git

/// Files that are made in a working tree together: all of them, or none. Nothing that is there is touched.
struct NewFiles {
    let files: [NewFile]
    /// The working tree's, with a slash at its end.
    let root: String
    /// What to do where a file is there already.
    var advice = "Remove them, or name another folder: --output-folder"

    func write() throws {
        try refuseWhatIsThere()
        var folders: [String] = []
        var written: [String] = []
        do {
            for file in files {
                try makeFolders(to: file.path, &folders)
                do throws(TreeFile.Problem) {
                    try TreeFile(file.path, in: root).create(file.content, isExecutable: file.isExecutable)
                } catch {
                    throw Failure("\(file.path) \(error.description); nothing was written")
                }
                written.append(file.path)
            }
        } catch {
            for path in written { unlink(root + path) }
            for folder in folders.reversed() { rmdir(root + folder) }
            throw error
        }
    }

    private func refuseWhatIsThere() throws {
        var there: [String] = []
        for file in files {
            if let inner = innerRepository(on: file.path) {
                throw Failure(
                    "\(inner) is a repository of its own: what lies in it is for a commit there; nothing was written")
            }
            do throws(TreeFile.Problem) {
                if try TreeFile(file.path, in: root).exists() { there.append(file.path) }
            } catch {
                throw Failure("\(file.path) \(error.description)")
            }
        }
        guard !there.isEmpty else { return }
        let more = there.count > 10 ? " and \(there.count - 10) more" : ""
        throw Failure(
            "nothing was written, since these files are there already: \(there.prefix(10).joined(separator: ", "))\(more). "
                + advice)
    }

    /// The folder on the way to a file that another repository is checked out in, a submodule for one.
    private func innerRepository(on path: String) -> String? {
        var status = stat()
        var folder = ""
        for name in path.split(separator: "/").dropLast() {
            folder += (folder.isEmpty ? "" : "/") + name
            if lstat(root + folder + "/.git", &status) == 0 { return folder }
        }
        return nil
    }

    private func makeFolders(to path: String, _ made: inout [String]) throws {
        var folder = ""
        for name in path.split(separator: "/").dropLast() {
            folder += (folder.isEmpty ? "" : "/") + name
            if mkdir(root + folder, 0o777) == 0 {
                made.append(folder)
            } else if errno != EEXIST {
                throw Failure("\(folder) cannot be made: \(reason(errno)); nothing was written")
            }
        }
    }
}
