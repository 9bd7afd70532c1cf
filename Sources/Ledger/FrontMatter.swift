import Checklists
import Markdown
import Yams

/// What a checklist's front matter says: facts of the file, and defaults of its items.
struct FrontMatterValues: Hashable, Sendable {
    var title: String?
    var summary: String?
    var phase: Int?
    var language: String?
    var isDraft = false
    var owner: String?
    var due: Day?
    var asked: [String] = []
    /// Link destinations or paths, as written.
    var outputs: [String] = []

    private static let knownKeys = [
        "title", "summary", "phase", "owner", "due", "sign-off", "outputs", "language", "draft",
    ]

    /// Keys of Jekyll, Hugo, Docusaurus, MkDocs, VitePress, Just the Docs and the like, left alone.
    private static let foreignKeys: Set<String> = [
        "about", "aliases", "assignees", "author", "authors", "banner", "bibliography", "breadcrumbs", "cascade",
        "categories", "category",
        "collection", "comments", "cover", "css", "custom_edit_url", "date", "description", "displayed_sidebar",
        "editLink", "edit_url", "excerpt", "expiryDate", "featured", "footer", "format", "grand_parent",
        "has_children", "has_toc", "head", "header", "headless", "hide", "hide_table_of_contents", "hide_title",
        "hidden", "icon", "id", "image", "images", "keywords", "labels", "lang", "last_modified_at", "last_update",
        "lastUpdated", "lastmod", "layout", "linkTitle", "linktitle", "locale", "markup", "math", "mdx", "menu",
        "meta", "name", "nav", "nav_exclude", "nav_order", "navbar", "navigation", "next", "order", "outline",
        "pagination_label", "pagination_next", "pagination_prev", "parent", "params", "permalink", "position",
        "prev", "projects", "publishDate", "published", "redirect_from", "redirect_to", "related", "resources",
        "robots",
        "search", "search_exclude", "series", "sidebar", "sidebar_class_name", "sidebar_custom_props",
        "sidebar_label", "sidebar_position", "sitemap", "slug", "sort", "subtitle", "tableOfContents", "tag", "tags",
        "template", "theme", "toc", "toc_max_heading_level", "toc_min_heading_level", "type", "unlisted", "updated",
        "url", "version", "weight",
    ]

    init() {}

    /// Reads front matter whose first line is `firstLine` of the file `path`.
    init(_ text: String, path: String, firstLine: Int, diagnostics: inout [Diagnostic]) {
        let mapping: YAMLMapping
        do {
            mapping = try YAMLMapping(text)
        } catch {
            // What is not closed is noticed behind the end.
            let count = text.utf8.count { $0 == UInt8(ascii: "\n") }
            diagnostics.append(
                Diagnostic(
                    .frontMatterUnreadable, path: path, line: firstLine + max(min(error.line, count), 1) - 1,
                    message: "the front matter cannot be read: \(error.message)",
                    advice: "Until it is mended, the file counts as one without front matter."))
            return
        }
        for entry in mapping.entries {
            guard var problem = take(entry) else { continue }
            problem.path = path
            problem.line = firstLine + entry.line - 1
            diagnostics.append(problem)
        }
    }

    /// Takes one key; returns what is wrong with it, without a place.
    private mutating func take(_ entry: YAMLMapping.Entry) -> Diagnostic? {
        let value = entry.value
        func expected(_ form: String) -> Diagnostic {
            Diagnostic(
                .frontMatterValue, path: "",
                message: "\"\(entry.key)\" in the front matter is not \(form)", detail: entry.key)
        }
        switch entry.key {
        case "title", "summary", "owner", "language":
            guard let text = value.string else { return expected("one line of text") }
            let target: WritableKeyPath<Self, String?> =
                switch entry.key {
                case "title": \.title
                case "summary": \.summary
                case "owner": \.owner
                default: \.language
                }
            self[keyPath: target] = text.isEmpty ? nil : text
        case "phase":
            guard let number = value.wholeNumber else { return expected("a whole number") }
            phase = number
        case "draft":
            guard let flag = value.bool else { return expected("true or false") }
            isDraft = flag
        case "due":
            guard let day = value.string.flatMap({ Day($0) }) else { return expected("a day written as YYYY-MM-DD") }
            due = day
        case "sign-off":
            guard let roles = value.words else { return expected("a list of roles") }
            asked = roles.flatMap { $0.split(separator: ",").map { $0.collapsed } }.uniqued()
        case "outputs":
            guard let paths = value.words else { return expected("a list of paths or web addresses") }
            outputs = paths
        default: return unknownKey(entry.key)
        }
        return nil
    }

    private func unknownKey(_ key: String) -> Diagnostic? {
        guard !Self.foreignKeys.contains(key), !key.hasPrefix("x-") else { return nil }
        return Diagnostic(
            .unknownFrontMatterKey, path: "",
            message: "\"\(key)\" is not a front-matter key that Countersign knows",
            advice: nearest(to: key, among: Self.knownKeys).map { "The nearest known key is \"\($0)\"." }
                ?? "Keys of other tools may begin with \"x-\".", detail: key)
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, where it stood first.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
