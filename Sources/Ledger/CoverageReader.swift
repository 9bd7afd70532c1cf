import Checklists
import Git
import Markdown

/// Finds out what a sign-off of an item covers as one commit has it (SPEC section 4).
struct CoverageReader {
    private struct Place: Hashable {
        let tree: ObjectID
        /// Bytes: strings that git keeps apart may be equal as text.
        let path: [UInt8]
    }

    /// A Markdown file: what it links depends on where it lies.
    private struct Page: Hashable {
        let blob: ObjectID
        let path: String
    }

    private let paths: TreePaths
    private var repository: Repository { paths.repository }
    private var entries: [Place: TreeEntry?] = [:]
    private var references: [Page: [String]] = [:]
    /// Something that is not in this (partial) clone was needed.
    private(set) var lacksObjects = false

    init(_ paths: TreePaths) { self.paths = paths }

    init(_ repository: Repository) { self.init(TreePaths(repository)) }

    /// The item lies in the file `path` of `tree`. Its outputs are whatever lies at their paths: a file, a folder with all it
    /// holds, a link, a submodule's commit.
    mutating func coverage(of item: ReadItem, in tree: ObjectID) throws(GitError) -> Coverage {
        try coverage(of: item.coveredText, item.state.fields.outputs, in: tree)
    }

    /// The same for an item that asks for nothing and has no id, so that its covered text was not kept. `line` is its line in
    /// the file `path` of `tree`.
    mutating func coverage(
        of state: ItemState, line: Int, at path: String, in tree: ObjectID
    ) throws(GitError) -> Coverage {
        var text: CoveredText?
        if let entry = try entry(at: path, in: tree) {
            let source = try repository.withBlob(entry.id) { SourceFile($0) }
            let document = source.map { Document(parsing: $0.body, firstLine: $0.bodyLine) }
            text = document.flatMap { $0.blocks.taskItem(atLine: line) }.map { block in
                let form = CoveredTextWriter.canonicalForm(of: block)
                return CoveredText(canonical: form, text: state.text)
            }
        }
        return try coverage(of: text, state.fields.outputs, in: tree)
    }

    private mutating func coverage(
        of text: CoveredText?, _ outputs: [Output], in tree: ObjectID
    ) throws(GitError) -> Coverage {
        var files: [CoveredFile] = []
        var shown: [CoveredFile] = []
        for output in outputs {
            if let url = output.url { files.append(CoveredFile(url: url)) }
            guard let path = output.path else { continue }
            let way = try way(to: path, in: tree)
            files.append(way.file)
            shown += way.beyond.filter { $0.path != path }
            guard let (place, entry) = way.end, entry.isFile, isMarkdownName(path.utf8) || isMarkdownName(place.utf8)
            else { continue }
            for reference in try references(of: Page(blob: entry.id, path: place)) {
                let way = try self.way(to: reference, in: tree)
                shown += [way.file] + way.beyond
            }
        }
        return Coverage(text: text?.digest ?? "", wording: text?.wording, outputs: files, references: shown)
    }

    // MARK: Links

    /// What somebody comes to who opens a path in a checkout.
    private struct Way {
        /// What lies at the path itself.
        var file: CoveredFile
        /// The links that are followed, and what the last leads to; empty where no link is on the way.
        var beyond: [CoveredFile] = []
        /// nil where nothing is there, and where a link leads out of the repository or in a circle.
        var end: (path: String, entry: TreeEntry)?
    }

    /// Follows symbolic links name by name, as systems do: a folder on the way may be one, too (POSIX, 4.16).
    private mutating func way(to path: String, in tree: ObjectID) throws(GitError) -> Way {
        let entry = try entry(at: path, in: tree)
        var way = Way(file: CoveredFile(path: path, blob: entry?.id.hex))
        if let entry, entry.kind != .symbolicLink {
            way.end = (path, entry)
            return way
        }
        var place: [Substring] = []
        var open = Array(path.split(separator: "/").reversed())
        while let name = open.popLast() {
            switch name {
            case ".": continue
            case "..": guard place.popLast() != nil else { return way }
            default: place.append(name)
            }
            let here = place.joined(separator: "/")
            guard let link = try self.entry(at: here, in: tree), link.kind == .symbolicLink else { continue }
            way.beyond.append(CoveredFile(path: here, blob: link.id.hex))
            guard way.beyond.count <= Self.maximumLinks, let target = try target(of: link), !target.hasPrefix("/")
            else { return way }
            place.removeLast()
            open += target.split(separator: "/").reversed()
        }
        guard !way.beyond.isEmpty, !place.isEmpty else { return way }
        let here = place.joined(separator: "/")
        let last = try self.entry(at: here, in: tree)
        way.beyond.append(CoveredFile(path: here, blob: last?.id.hex))
        way.end = last.map { (here, $0) }
        return way
    }

    /// Linux follows as many; links that lead in a circle end here.
    private static let maximumLinks = 40
    /// Of what a link says. No system has longer paths.
    private static let maximumTarget = 4096

    private mutating func target(of link: TreeEntry) throws(GitError) -> String? {
        do throws(GitError) {
            guard try repository.blobSize(link.id) <= Self.maximumTarget else { return nil }
            return try repository.withBlob(link.id) { String(decoding: $0, as: UTF8.self) }
        } catch {
            try passOver(error)
            return nil
        }
    }

    /// Whether something that a sign-off covers lies at a path, or where links on it lead.
    mutating func reaches(_ path: String, in tree: ObjectID) throws(GitError) -> Bool {
        try way(to: path, in: tree).end != nil
    }

    /// What lies at a path of a tree; nil where nothing does, or it is not known.
    mutating func entry(at path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        let place = Place(tree: tree, path: Array(path.utf8))
        if let known = entries[place] { return known }
        var entry: TreeEntry?
        do {
            entry = try paths.entry(at: place.path, inTree: tree)
        } catch {
            try passOver(error)
        }
        entries[place] = .some(entry)
        return entry
    }

    /// The images, CSV and BPMN files of the repository that a Markdown file shows or links.
    private mutating func references(of page: Page) throws(GitError) -> [String] {
        if let known = references[page] { return known }
        var paths: [String] = []
        do {
            let size = try repository.blobSize(page.blob)
            if size <= ChecklistReader.maximumSize {
                let source = try repository.withBlob(page.blob) { SourceFile($0) }
                let blocks = source.map { Document(parsing: $0.body).blocks } ?? []
                let shown = blocks.flatMap(\.shown) + RawPictures.addresses(in: blocks.flatMap(\.rawHTML))
                paths = shown.compactMap { OutputLink.resolve($0, title: "", from: page.path)?.path }.uniqued()
            }
        } catch {
            try passOver(error)
        }
        references[page] = paths
        return paths
    }

    private mutating func passOver(_ error: GitError) throws(GitError) {
        guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
        lacksObjects = true
    }
}

extension [Block] {
    /// The task item whose marker stands in that line.
    fileprivate func taskItem(atLine line: Int) -> Block? {
        for block in self {
            if block.task?.line == line { return block }
            if let found = block.children.taskItem(atLine: line) { return found }
        }
        return nil
    }
}

extension Block {
    /// Destinations of what is covered along with the page.
    fileprivate var shown: [String] {
        inlines.flatMap(\.shown) + children.flatMap(\.shown)
    }

    /// Raw HTML, in the order of the document.
    fileprivate var rawHTML: [String] {
        if case .html(let html) = kind { return [html] }
        return inlines.flatMap(\.rawHTML) + children.flatMap(\.rawHTML)
    }
}

extension Inline {
    fileprivate var shown: [String] {
        switch self {
        case .link(let destination, _, let content):
            (isCoveredAlong(destination) ? [destination] : []) + content.flatMap(\.shown)
        case .image(let source, _, _): [source]
        case .emphasis(let content), .strong(let content), .strikethrough(let content): content.flatMap(\.shown)
        default: []
        }
    }

    fileprivate var rawHTML: [String] {
        switch self {
        case .html(let html): [html]
        case .link(_, _, let content), .emphasis(let content), .strong(let content), .strikethrough(let content):
            content.flatMap(\.rawHTML)
        default: []
        }
    }
}

/// Whether a link leads to a file that belongs to what is approved: an image, a table, a diagram.
private func isCoveredAlong(_ destination: String) -> Bool {
    let path = destination.prefix { $0 != "#" && $0 != "?" }
    guard let dot = path.lastIndex(of: ".") else { return false }
    return coveredExtensions.contains(path[path.index(after: dot)...].lowercased())
}

private let coveredExtensions: Set<String> = [
    "apng", "avif", "bmp", "bpmn", "csv", "gif", "ico", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp",
]
