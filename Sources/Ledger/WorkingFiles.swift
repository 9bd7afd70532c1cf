import Checklists
import Foundation
import Git

/// The Markdown files of a working tree: those that the last commit has and those that git would add, as far as they are there.
package struct WorkingFiles: Sendable {
    /// What a file is to the project.
    package enum Standing: Hashable, Sendable {
        /// Its task items count.
        case checklist
        /// `include` or `exclude` leave it out.
        case excluded
        /// Its boxes are not items; those of the file named are.
        case translation(of: String)
    }

    package struct File: Hashable, Sendable {
        /// From the repository's root.
        package let path: String
        /// As the last commit has it; nil if it is new.
        package let blob: ObjectID?
        package let standing: Standing
    }

    /// By the bytes of their paths.
    package let files: [File]
    /// Why files that the last commit has not are missing here: libgit2 gives up at the first file that it cannot read.
    package let problem: String?
    /// Names that are not UTF-8, as git quotes them.
    package let unreadableNames: [String]

    /// `configuration` is that of the working tree.
    package init(_ repository: Repository, head: ObjectID, configuration: Configuration) throws(GitError) {
        let root = repository.workingDirectory ?? ""
        let tree = try repository.commit(head).tree
        let committed = try repository.markdownFiles(inTree: tree) { isFolder($0, in: root) }
        var blobs: [String: ObjectID] = [:]
        var unreadable: [String] = []
        for file in committed {
            if let path = String(validating: file.path, as: UTF8.self) {
                blobs[path] = blobs[path] ?? file.blob
            } else {
                unreadable.append(TrackedFile.text(of: file.path))
            }
        }
        var uncommitted: [String] = []
        var problem: String?
        do {
            uncommitted = try repository.uncommittedPaths(comparedWith: tree) { isMarkdownName($0.utf8) }
        } catch {
            problem = error.message
        }
        self.problem = problem
        let paths = Set(blobs.keys).union(uncommitted).filter { isPlain($0) && isThere(root + $0) }
        let selection = try FileSelection(configuration)
        let included = paths.filter(selection.includes)
        let translations = selection.translations(among: included)
        files = paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { path in
            let standing: Standing =
                !included.contains(path)
                ? .excluded : translations.contains(path) ? .translation(of: baseName(of: path)) : .checklist
            return File(path: path, blob: blobs[path], standing: standing)
        }
        unreadableNames = unreadable.sorted()
    }
}

/// `NAME.md` for `NAME.LANG.md`.
private func baseName(of path: String) -> String {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    return (parts.dropLast(2) + parts.suffix(1)).joined(separator: ".")
}

/// No part of it is one that git would not check out.
private func isPlain(_ path: String) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
        !["", ".", "..", ".git"].contains($0.lowercased())
    }
}

private func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}

private func isFolder(_ path: [UInt8], in root: String) -> Bool {
    var status = stat()
    let bytes = Array(root.utf8) + path + [0]
    return bytes.withUnsafeBytes { buffer in
        guard let name = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return false }
        return lstat(name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
