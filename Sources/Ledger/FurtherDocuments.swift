import Checklists
import Git

/// Documents of the project that no item has to name: what the site shows of the folders where teams keep them.
struct FurtherDocuments {
    let repository: Repository
    let configuration: Configuration

    /// As many as a reader could want; what lies beyond is the forge's to show.
    static let maximumCount = 2_000
    /// Levels of folders, and entries of a tree that are looked at.
    private static let maximumDepth = 32
    private static let maximumEntries = 200_000

    /// Markdown, tables and diagrams that `documents` of the configuration matches, by path. What checklists, their
    /// translations and the theme are made of is left out, and what the configuration excludes.
    func found(in tree: ObjectID, besides known: Set<String>) throws(GitError) -> [ProjectDocument] {
        try files(in: tree, besides: known).map { (file) throws(GitError) in
            ProjectDocument(path: file.path, blob: file.id.hex, title: try title(of: file.path, file.id))
        }
    }

    fileprivate func files(
        in tree: ObjectID, besides known: Set<String>
    ) throws(GitError) -> [(path: String, id: ObjectID)] {
        guard !configuration.documents.isEmpty else { return [] }
        let wanted = try Pathspec(configuration.documents)
        let exclude = configuration.exclude.isEmpty ? nil : try Pathspec(configuration.exclude)
        var files: [(path: String, id: ObjectID)] = []
        var left = Self.maximumEntries
        var folders = [(path: "", id: tree, depth: 0)]
        while let folder = folders.popLast(), left > 0 {
            for entry in try entries(of: folder.id) {
                left -= 1
                guard let name = String(validating: entry.name, as: UTF8.self) else { continue }
                let path = folder.path.isEmpty ? name : "\(folder.path)/\(name)"
                if entry.kind == .folder, path != configuration.theme, folder.depth < Self.maximumDepth, mayHold(path) {
                    folders.append((path, entry.id, folder.depth + 1))
                }
                guard entry.kind == .file || entry.kind == .executable, hasPage(name), wanted.matches(path),
                    exclude?.matches(path) != true, !known.contains(path)
                else { continue }
                files.append((path, entry.id))
            }
        }
        files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return Array(files.prefix(Self.maximumCount))
    }

    /// Whether something in a folder may match; a pattern may match anywhere, a path only on its way.
    private func mayHold(_ folder: String) -> Bool {
        configuration.documents.contains { pattern in
            let pattern = pattern.hasSuffix("/") ? String(pattern.dropLast()) : pattern
            return pattern.contains { "*?[\\!:".contains($0) } || (pattern + "/").hasPrefix(folder + "/")
                || (folder + "/").hasPrefix(pattern + "/")
        }
    }

    /// Kinds of files that a page can show and that are no part of another one, as pictures are.
    private func hasPage(_ name: String) -> Bool {
        if isMarkdownName(name.utf8) { return true }
        let name = name.lowercased()
        return [".csv", ".tsv", ".bpmn"].contains { name.hasSuffix($0) && name.utf8.count > $0.utf8.count }
    }

    /// What the front matter or the first heading says, else the file's name.
    private func title(of path: String, _ id: ObjectID) throws(GitError) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard isMarkdownName(name.utf8) else { return name }
        do throws(GitError) {
            guard try repository.blobSize(id) <= ChecklistReader.maximumSize else { return name }
            let file = try repository.withBlob(id) { MarkdownFile(path: path, $0) }
            return file?.title ?? name
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
            return name
        }
    }

    /// Nothing of a folder that a partial clone lacks.
    private func entries(of folder: ObjectID) throws(GitError) -> [TreeEntry] {
        do throws(GitError) {
            return try repository.tree(folder)
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
            return []
        }
    }
}

extension ProjectFiles {
    /// Paths of Markdown, tables and diagrams that the site shows and that are none of `known`, sorted.
    package func furtherDocuments(
        of configuration: Configuration, besides known: Set<String>
    ) throws(GitError) -> [String] {
        try FurtherDocuments(repository: repository, configuration: configuration).files(in: tree, besides: known)
            .map(\.path)
    }
}

extension MarkdownFile {
    /// As of a checklist: its front matter's, else its first heading.
    fileprivate var title: String? {
        var diagnostics: [Diagnostic] = []
        let header = source.frontMatter.map {
            FrontMatterValues($0.text, path: path, firstLine: $0.firstLine, diagnostics: &diagnostics)
        }
        return header?.title ?? document.title
    }
}
