import Checklists
import Git
import Ledger
import Markdown

/// What rules know of a project's Markdown files, each looked at once.
final class Pages {
    private let files: ProjectFiles
    private let items: [String: [Int: Item]]
    private var pages: [String: Page] = [:]
    private var anchors: [String: Anchors?] = [:]
    private var definitions: [String: [String: Place]] = [:]
    private var lines: [String: [Int: [String: [Range<Int>]]]] = [:]
    private var generated: [String: Bool] = [:]
    private var folders: [String: Bool] = [:]
    private var hints = 0

    /// Where something stands in a file.
    struct Place: Hashable {
        let line: Int
        let columns: Range<Int>?
    }

    init(_ report: Report, _ files: ProjectFiles) {
        self.files = files
        items = Dictionary(
            report.checklists.map { checklist in
                let items = checklist.items.map { ($0.state.line, $0) }
                return (checklist.path, Dictionary(items, uniquingKeysWith: { first, _ in first }))
            }, uniquingKeysWith: { first, _ in first })
    }

    func page(_ file: MarkdownFile) -> Page {
        if let known = pages[file.path] { return known }
        let page = Page(file, itemLines: Set((items[file.path] ?? [:]).keys))
        pages[file.path] = page
        return page
    }

    /// The item that stands in a line.
    func item(at path: String, line: Int?) -> Item? { line.flatMap { items[path]?[$0] } }

    /// The items of a file with their fields, in its order; none where it is no checklist.
    func items(in file: MarkdownFile) -> [(item: Item, fields: [FieldUse])] {
        guard let items = items[file.path] else { return [] }
        let fields = page(file).fields
        return items.values.sorted { $0.state.line < $1.state.line }.map { ($0, fields[$0.state.line] ?? []) }
    }

    /// What fragments may name in the Markdown file at a path; nil if there is none that can be read.
    func anchors(of path: String) throws(GitError) -> Anchors? {
        if let known = anchors[path] { return known }
        let found = try files.markdown(at: path).flatMap { file in
            file.isWhole ? Anchors(file, page(file), items: (items[path] ?? [:]).values) : nil
        }
        anchors[path] = .some(found)
        return found
    }

    /// Something about a link, at its place.
    func diagnostic(
        _ rule: Diagnostic.Rule, _ link: LinkUse, in file: MarkdownFile, message: String, advice: String?
    ) -> Diagnostic {
        let (place, isDefinition) = place(of: link, in: file)
        return Diagnostic(
            rule, path: file.path, line: place.line, columns: place.columns, message: message, advice: advice,
            item: isDefinition ? nil : item(at: file.path, line: link.itemLine)?.key,
            detail: String(withoutEmailDomains(link.destination).prefix(200)))
    }

    // MARK: Outputs

    /// What an item, or the front matter for all, names as an output.
    struct NamedOutput {
        let destination: String
        let place: Place
        /// nil for the front matter.
        let item: Item?
    }

    /// In the order of the file; none in a file that is no checklist.
    func outputs(in file: MarkdownFile) -> [NamedOutput] {
        guard let items = items[file.path] else { return [] }
        let words = (file.frontMatterWords("outputs") ?? []).map { word in
            NamedOutput(
                destination: word.text,
                place: Place(line: word.line, columns: file.columns(of: word.text, inLine: word.line)), item: nil)
        }
        let page = page(file)
        var named = page.links.filter(\.isOutput).map { link in
            NamedOutput(
                destination: link.destination, place: place(of: link, in: file).place,
                item: item(at: file.path, line: link.itemLine))
        }
        let linked = Set(page.links.lazy.filter(\.isOutput).map(\.line))
        for (line, uses) in page.fields {
            for use in uses where use.field.name == .output && !linked.contains(use.bullet.line) {
                guard
                    let written = OutputLink.destinations(in: use.bullet, value: use.field.value).first,
                    written.destination == use.field.value
                else { continue }
                let columns = file.columns(of: written.destination, inLine: use.bullet.line)
                named.append(
                    NamedOutput(
                        destination: written.destination, place: Place(line: use.bullet.line, columns: columns),
                        item: items[line]))
            }
        }
        return words + named.sorted { ($0.place.line, $0.destination) < ($1.place.line, $1.destination) }
    }

    // MARK: Places

    /// Where the destination of a link is written: in the link, or in the definition that it refers to. `isDefinition`: there
    /// may be other links to it.
    func place(of link: LinkUse, in file: MarkdownFile) -> (place: Place, isDefinition: Bool) {
        var number = link.number
        for line in link.line...(link.line + 3) {
            let found = destinations(equalTo: link.destination, in: file, line: line)
            if number < found.count { return (Place(line: line, columns: found[number]), false) }
            number -= found.count
            if line == link.line, let place = definitions(in: file)[link.destination] { return (place, true) }
        }
        return (Place(line: link.line, columns: nil), false)
    }

    /// Where a line writes a destination.
    private func destinations(equalTo destination: String, in file: MarkdownFile, line: Int) -> [Range<Int>] {
        if let known = lines[file.path]?[line] { return known[destination] ?? [] }
        let found = WrittenDestinations(in: file.line(line)).columns
        lines[file.path, default: [:]][line] = found
        return found[destination] ?? []
    }

    /// Link reference definitions (GFM 4.7) by destination, each where it stands first.
    private func definitions(in file: MarkdownFile) -> [String: Place] {
        if let known = definitions[file.path] { return known }
        var found: [String: Place] = [:]
        for number in stride(from: file.source.bodyLine, through: file.lastLine, by: 1) {
            let line = file.line(number)
            let start = line.drop { $0 == " " || $0 == ">" || $0 == "\t" }
            guard start.first == "[", let close = start.firstRange(of: "]:") else { continue }
            let rest = start[close.upperBound...].drop { $0 == " " || $0 == "\t" || $0 == "<" }
            let destination = rest.prefix { $0 != " " && $0 != "\t" && $0 != ">" }
            let column = line.unicodeScalars.distance(from: line.startIndex, to: rest.startIndex) + 1
            guard !destination.isEmpty, found[String(destination)] == nil else { continue }
            let columns = column..<(column + destination.unicodeScalars.count)
            found[String(destination)] = Place(line: number, columns: columns)
        }
        definitions[file.path] = found
        return found
    }

    // MARK: What else is there

    /// Whether a site generator makes pages of the files here, so that a link may mean what this tree does not hold.
    func hasGenerator(at path: String) throws(GitError) -> Bool {
        var folder = path
        repeat {
            folder = folder.folder
            if try isConfigured(folder) { return true }
        } while !folder.isEmpty
        return false
    }

    /// The same for one file, whose front matter may say so, too.
    func isGenerated(_ file: MarkdownFile) throws(GitError) -> Bool {
        if let known = generated[file.path] { return known }
        let keys: Set<String> = [
            "layout", "permalink", "sidebar_label", "sidebar_position", "nav_order", "hide_title", "slug", "weight",
        ]
        var found = file.frontMatterKeys.contains { keys.contains($0.text) }
        if !found { found = try hasGenerator(at: file.path) }
        generated[file.path] = found
        return found
    }

    private func isConfigured(_ folder: String) throws(GitError) -> Bool {
        if let known = folders[folder] { return known }
        let found = try files.names(inFolder: folder).contains(where: isGeneratorConfiguration)
        folders[folder] = found
        return found
    }

    /// What to say of a path that is not there: how the name that is nearest to it is written. nil where nothing is near.
    func hint(for path: String, from document: String) throws(GitError) -> String? {
        guard mayHint() else { return nil }
        if path.contains("\\") {
            let slashed = path.replacing("\\", with: "/")
            if try files.kind(at: slashed) != nil {
                return "Write it with \"/\" between the names: \"\(slashed.written(in: document))\"."
            }
        }
        if let other = try sameNames(as: path, from: document) {
            return "There is \"\(other)\": from this file it is written \"\(other.written(in: document))\"."
        }
        var folder = ""
        for name in path.split(separator: "/").map(String.init) {
            let here = folder.isEmpty ? name : "\(folder)/\(name)"
            guard try files.kind(at: here) == nil else {
                folder = here
                continue
            }
            let names = try files.names(inFolder: folder)
            if let same = names.first(where: { $0.lowercased() == name.lowercased() }) {
                return "It is called \"\(same)\" there: capital letters count."
            }
            return nearestName(to: name, among: names).map { near in
                "The nearest name \(folder.isEmpty ? "there" : "in \"\(folder)\"") is \"\(near)\"."
            }
        }
        return nil
    }

    /// The name nearest to one that is not there, whatever the case of letters.
    func nearestName(to name: String, among names: some Sequence<String>) -> String? {
        guard mayHint() else { return nil }
        let known = Dictionary(
            names.prefix(1000).map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        return nearest(to: name, among: known.keys.sorted()).flatMap { known[$0] }
    }

    /// Comparing costs time: a project with thousands of mistakes gets no hints after the first hundreds.
    private func mayHint() -> Bool {
        hints += 1
        return hints <= 500
    }

    /// A file whose path ends alike and that lies elsewhere beside the folders of the document: the way up was miscounted.
    private func sameNames(as path: String, from document: String) throws(GitError) -> String? {
        let names = path.split(separator: "/")
        var folder = document
        for _ in 0..<8 {
            folder = folder.folder
            for start in names.indices.prefix(4) {
                // Every other folder has one of these.
                if start == names.count - 1, ["readme.md", "index.md"].contains(names[start].lowercased()) { continue }
                let candidate = (folder.isEmpty ? "" : folder + "/") + names[start...].joined(separator: "/")
                if candidate != path, try files.kind(at: candidate) == .file { return candidate }
            }
            if folder.isEmpty { break }
        }
        return nil
    }
}

/// Whether a file is a form that the forge lays before whoever opens an issue or a pull request: it is not read where it lies.
func isFormOfForge(_ path: String) -> Bool {
    let path = path.lowercased()
    return path.contains("issue_template") || path.contains("pull_request_template")
        || path.contains("merge_request_template") || path.contains("discussion_template")
}

/// Files and folders by which site generators are configured.
private func isGeneratorConfiguration(_ name: String) -> Bool {
    let names: Set<String> = [
        "_config.yml", "_config.yaml", "_config.toml", "mkdocs.yml", "mkdocs.yaml", "hugo.toml", "hugo.yaml",
        "hugo.json", "archetypes", "conf.py", "book.toml", "antora.yml", ".vitepress", ".vuepress", ".eleventy.js",
        ".gitbook.yaml", "_sidebar.md", "mint.json", "netlify.toml", "pelicanconf.py", ".nojekyll", "CNAME",
    ]
    let stems = [
        "docusaurus.config.", "gatsby-config.", "astro.config.", "next.config.", "nuxt.config.", "eleventy.config.",
        "quartz.config.",
    ]
    return names.contains(name) || stems.contains { name.hasPrefix($0) }
}
