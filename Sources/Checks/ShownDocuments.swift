import Checklists
import Git
import Ledger

/// The Markdown documents that the site shows though no item names them (`documents` in `countersign.yml`).
struct ShownDocuments {
    /// Sorted.
    let paths: [String]

    /// As many as the site shows, and looks for.
    private static let maximumCount = 2_000
    private static let maximumDepth = 32

    init(_ reading: ProjectReader.Reading) throws(GitError) {
        let (configuration, files) = (reading.configuration, reading.files)
        guard !configuration.documents.isEmpty else {
            paths = []
            return
        }
        let wanted = try Pathspec(configuration.documents)
        let excluded = configuration.exclude.isEmpty ? nil : try Pathspec(configuration.exclude)
        var found: [String] = []
        var folders = [(path: "", depth: 0)]
        while let folder = folders.popLast() {
            for name in try files.names(inFolder: folder.path) {
                let path = folder.path.isEmpty ? name : "\(folder.path)/\(name)"
                if isMarkdownName(name.utf8) {
                    if wanted.matches(path), excluded?.matches(path) != true { found.append(path) }
                } else if folder.depth < Self.maximumDepth, path != configuration.theme,
                    Self.mayHold(path, configuration.documents), try files.kind(at: path) == .folder
                {
                    folders.append((path, folder.depth + 1))
                }
            }
        }
        found.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        paths = Array(found.prefix(Self.maximumCount))
    }

    /// Whether something in a folder may match; a pattern may match anywhere, a path only on its way.
    private static func mayHold(_ folder: String, _ patterns: [String]) -> Bool {
        patterns.contains { pattern in
            let pattern = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
            return pattern.contains { "*?[\\!:".contains($0) } || (pattern + "/").hasPrefix(folder + "/")
                || (folder + "/").hasPrefix(pattern + "/")
        }
    }
}
