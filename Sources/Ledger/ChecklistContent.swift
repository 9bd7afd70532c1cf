import Checklists
import Git

/// What one checklist says by itself: no history, no other file.
package struct ChecklistContent: Sendable {
    /// The front matter's, else the first heading of level 1.
    package let title: String?
    package let phase: Int?
    /// In the order of the file.
    package let items: [ItemState]
    package let diagnostics: [Diagnostic]

    /// Reads a file as history reads it.
    ///
    /// - Parameters:
    ///   - path: from the repository's root; outputs are relative to it.
    ///   - roles: those that are declared.
    package init(_ bytes: [UInt8], path: String, roles: [String]) {
        var reader = ChecklistReader()
        let file = bytes.withUnsafeBytes { reader.read($0, path: path, roles: roles) }
        title = file.header.title ?? file.heading
        phase = file.header.phase
        items = file.items.indices.map { file.state(at: $0) }
        diagnostics = file.diagnostics
    }

    /// Larger files are not read.
    package static var maximumSize: Int { ChecklistReader.maximumSize }
    /// The text of an item beyond this many bytes is cut.
    package static var maximumTextLength: Int { ItemReader.maximumTextLength }
}

extension Configuration {
    /// Those of `paths` that `include` and `exclude` leave out.
    package func leavingOut(_ paths: [String]) throws(GitError) -> [String] {
        let selection = try FileSelection(self)
        return paths.filter { !selection.includes($0) }
    }
}
