import Checklists
import Git
import Ledger

/// A link to a heading that the file does not have.
///
/// Headings have the names that GitHub gives them; items, footnotes and HTML ids have theirs. Elsewhere than on GitHub other
/// common ways to write a heading's name are taken for right, too; and a site generator may make names that are not in the
/// file at all, so where one is configured only what is nearly a heading's name is told.
enum BrokenFragment: FileRule {
    static let rule = Diagnostic.Rule(
        "broken-fragment", .warning,
        summary: "What stands behind `#` in a link is no heading or item of the Markdown file that it leads to.",
        rationale: "The link opens the file at its beginning, and readers have to look for the place themselves.",
        example: .init(
            wrong: """
                ## Access levels

                See [the levels](#acces-levels).
                """,
            right: """
                ## Access levels

                See [the levels](#access-levels).
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        // Several links may refer to one definition.
        var seen: Set<Diagnostic> = []
        for link in project.pages.page(file).links where !Blank.isDestination(link.destination) {
            let target: String
            let fragment: String
            switch LinkTarget(link.destination, from: file.path) {
            case .here(let named): (target, fragment) = (file.path, named)
            case .file(let path, let named?): (target, fragment) = (path, named)
            default: continue
            }
            guard let anchors = try project.pages.anchors(of: target) else { continue }
            let isGenerated = try project.pages.hasGenerator(at: target)
            let isLenient = isGenerated || project.report.project.forge?.kind != .github
            if anchors.contains(fragment, isLenient: isLenient) { continue }
            let near = project.pages.nearestName(to: fragment, among: anchors.headings)
            if isGenerated, near == nil { continue }
            let place = target == file.path ? "this file" : target.lastName
            let diagnostic = project.pages.diagnostic(
                rule, link, in: file,
                message:
                    "the link \(quoted(withoutEmailDomains(link.destination))) leads to a heading that \(place) does not have",
                advice: near.map { "The name of the nearest heading is \"#\($0)\"." }
                    ?? "A heading's name is its words in lower case, with \"-\" between them.")
            if seen.insert(diagnostic).inserted { found.append(diagnostic) }
        }
        return found
    }
}
