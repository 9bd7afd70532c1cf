import Checklists
import Checks
import Foundation
import Git

/// Files that somebody links and forgot to commit. For people at a terminal: machine formats tell of the commit alone.
struct UncommittedFile {
    /// Of the working tree, without a slash at its end.
    private let root: String

    /// nil where there is no working tree.
    init?(in repository: Repository) {
        guard let root = repository.workingDirectory, root.count > 1 else { return nil }
        self.root = String(root.dropLast())
    }

    /// With what to do where the file that a finding misses lies in the working tree.
    func advising(_ finding: Diagnostic) -> Diagnostic {
        guard let path = finding.missingFile, isFile(path) else { return finding }
        let git = gitCommand(in: root)
        var finding = finding
        finding.advice =
            "It is there, but not committed: \(git) add \(shellWord(path)) && \(git) commit"
        return finding
    }

    private func isFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(root + "/" + path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
