import Foundation
import Git

/// Files that are made in a working tree together: all of them, or none. Nothing that is there is touched, nor made anew
/// what git has and somebody took away.
struct NewFiles {
    let files: [NewFile]
    /// The working tree's, with a slash at its end.
    let root: String
    /// What to do where a file is there already.
    var advice = "Remove them, or name another folder: --output-folder"

    func write() throws {
        try refuseWhatIsThere()
        let repository = try Repository(at: root)
        try refuseWhatIsGone(repository)
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
        tellWhatIsIgnored(repository)
    }

    /// A file of the last commit or of the index that is missing in the working tree: to write another in its place would look
    /// like a change of it.
    private func refuseWhatIsGone(_ repository: Repository) throws {
        let tree = try? repository.commit(repository.commitID(of: "HEAD")).tree
        let gone = try files.map(\.path).filter { path in
            let isCommitted = try tree.map { try repository.entry(at: path, inTree: $0) != nil } ?? false
            return try isCommitted || repository.isInIndex(path)
        }
        guard let first = gone.first else { return }
        let names = gone.prefix(10).joined(separator: ", ") + (gone.count > 10 ? " and \(gone.count - 10) more" : "")
        throw Failure(
            "nothing was written, since git has these files, though they are gone from the working tree: \(names). "
                + "Restore them (git restore --staged --worktree \(quotedForShell(first)) …), or commit first that they are gone"
        )
    }

    /// `git add` passes over them, and so does every command that reads commits.
    private func tellWhatIsIgnored(_ repository: Repository) {
        let ignored = files.map(\.path).filter { repository.isIgnored(file: $0) }
        guard let first = ignored.first else { return }
        let (more, verb) = ignored.count > 1 ? (" and \(ignored.count - 1) more", "them") : ("", "it")
        Console.note(
            "git ignores \(first)\(more), so git add passes over \(verb): git check-ignore -v \(quotedForShell(first)) "
                + "names the rule")
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
