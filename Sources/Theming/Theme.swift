import Checklists
import Mustache

/// What a team lays over the built-in look of its site: files of one folder of the repository.
///
/// | file | what it does |
/// |---|---|
/// | `layout.mustache` | replaces the frame around every page |
/// | `theme.css` | sets the variables of the built-in stylesheet, and styles the layout's own classes |
/// | `logo.svg`, `logo.png`, `logo.jpg`, `logo.webp` | stands before the project's name |
/// | `pages/NAME.md` | an own page in the navigation |
///
/// A theme is content like any other: nothing in it runs in a reader's browser, and nothing in it makes a page leave out what
/// readers rely on.
package struct Theme: Sendable {
    package var layout: MustacheTemplate?
    package var style: String?
    package var logo: Logo?
    /// Paths of the Markdown files that are pages of their own, sorted.
    package var pages: [String] = []

    /// The built-in look alone.
    package init() {}

    /// Reads the theme in `folder` (a path from the repository's root). What cannot be used is left out, and told.
    ///
    /// - Parameters:
    ///   - names: the names in a folder, given by its path; none for what is no folder.
    ///   - content: the bytes of a file, given by its path; nil for what is no file.
    package static func read<E: Error>(
        _ folder: String, names: (String) throws(E) -> [String], content: (String) throws(E) -> [UInt8]?
    ) throws(E) -> (Theme, [Diagnostic]) {
        var theme = Theme()
        var found: [Diagnostic] = []
        let entries = try names(folder)
        if entries.isEmpty {
            found.append(
                Diagnostic(
                    .themeNotUsable, path: folder, message: "there is no folder of this name, or nothing is in it",
                    advice: "countersign.yml names it under \"theme\"."))
        }
        for name in entries {
            let path = "\(folder)/\(name)"
            switch name {
            case "layout.mustache":
                let (layout, problems) = layout(try content(path), at: path)
                theme.layout = layout
                found += problems
            case "theme.css":
                let (style, problems) = style(try content(path), at: path)
                theme.style = style
                found += problems
            case "logo.svg", "logo.png", "logo.jpg", "logo.webp":
                let (logo, problems) = Logo.read(name, try content(path), at: path)
                theme.logo = theme.logo ?? logo
                found += problems
            case "pages":
                for page in try names(path) {
                    let file = "\(path)/\(page)"
                    if page.hasSuffix(".md"), try content(file) != nil {
                        theme.pages.append(file)
                    } else {
                        found.append(unknown(file))
                    }
                }
            case "README.md": continue
            default: found.append(unknown(path))
            }
        }
        return (theme, found)
    }

    private static func unknown(_ path: String) -> Diagnostic {
        Diagnostic(
            .themeFileUnknown, path: path, message: "no file of a theme has this name; it is not used",
            advice: "A theme has layout.mustache, theme.css, logo.svg (or .png, .jpg, .webp) and pages/NAME.md.")
    }

    /// What a text file of a theme may have at most.
    static let maximumBytes = 64 * 1024

    /// The text of a file; a diagnostic where it is none or too long.
    static func text(_ bytes: [UInt8]?, at path: String) -> (String?, [Diagnostic]) {
        guard let bytes, let text = String(validating: bytes, as: UTF8.self) else {
            return (nil, [Diagnostic(.themeNotUsable, path: path, message: "the file is not UTF-8 text")])
        }
        guard bytes.count <= maximumBytes else {
            return (nil, [Diagnostic(.themeNotUsable, path: path, message: "the file has more than 64 KiB")])
        }
        return (text, [])
    }

    // MARK: Style

    private static func style(_ bytes: [UInt8]?, at path: String) -> (String?, [Diagnostic]) {
        let (text, problems) = text(bytes, at: path)
        guard let text else { return (nil, problems) }
        if let problem = StyleCheck.finding(in: text, at: path) { return (nil, [problem]) }
        return (text, [])
    }
}

extension Diagnostic.Rule {
    package static let themeNotUsable = Diagnostic.Rule(
        "theme-not-usable", .error,
        summary: "A file of the site's theme cannot be used.",
        rationale: """
            A theme must not run anything in a reader's browser, load anything from elsewhere, or leave out what readers rely \
            on. The site is built with the built-in look instead.
            """,
        example: .init(
            wrong: "<main>{{main}}</main>", right: "<main id=\"content\">{{{main}}}</main>"))
    package static let themeFileUnknown = Diagnostic.Rule(
        "theme-file-unknown", .warning,
        summary: "A file in the theme's folder has a name that no part of a theme has.",
        rationale: "It changes nothing on the site, which whoever wrote it will not expect.",
        example: .init(wrong: "site/style.css", right: "site/theme.css"))

    package static let ofThemes = [themeNotUsable, themeFileUnknown]
}
