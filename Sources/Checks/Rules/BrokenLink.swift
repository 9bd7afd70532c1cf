import Checklists
import Git
import Ledger
import Markdown

/// A link or image whose file is not there.
///
/// What the link means is the forge's reading of it: relative to the file, `/` the repository's root. Where a site generator
/// is configured, links that it may read otherwise are left alone, and so are those to pages of the forge (`../../issues`).
/// What the forge puts into new issues and pull requests is not read where it lies. Outputs have a rule of their own.
enum BrokenLink: FileRule {
    static let rule = Diagnostic.Rule(
        "broken-link", .warning,
        summary: "A link or image leads to a file that is not in the repository.",
        rationale: "Readers who follow it find nothing; on the site it is no link.",
        example: .init(
            wrong: "See the [mapping](../outputs/maping.csv).",
            right: "See the [mapping](../outputs/mapping.csv)."))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        guard !isFormOfForge(file.path) else { return [] }
        // Several links may refer to one definition.
        var seen: Set<Diagnostic> = []
        for link in project.pages.page(file).links where !link.isOutput && !Blank.isDestination(link.destination) {
            guard let (words, advice) = try problem(link, in: file, project) else { continue }
            let what = link.kind == .image ? "the image" : "the link"
            let diagnostic = project.pages.diagnostic(
                rule, link, in: file, message: "\(what) \(quoted(withoutEmailDomains(link.destination))) \(words)",
                advice: advice)
            if seen.insert(diagnostic).inserted { found.append(diagnostic) }
        }
        return found
    }

    private static func problem(
        _ link: LinkUse, in file: MarkdownFile, _ project: CheckedProject
    ) throws(GitError) -> (words: String, advice: String)? {
        let destination = link.destination
        guard !isTemplated(destination) else { return nil }
        switch LinkTarget(destination, from: file.path) {
        case .nothing, .here, .address: return nil
        case .computer:
            return (
                "leads to a file of somebody's own computer or network",
                "Put the file into the repository and link it there, or give its web address (https://…)."
            )
        case .outside(let levels, let rest):
            // The forge shows a file two levels below the project's page: `../../issues` are its issues.
            if levels > 1, fileEnding(of: rest).isEmpty { return nil }
            if try project.pages.isGenerated(file) { return nil }
            return (
                "leads out of the repository", "Take away as many \"../\" as lead above the repository's first folder."
            )
        case .file(let path, _):
            if try project.files.mayHold(path) || MeantAddress(destination) != nil { return nil }
            if try project.pages.isGenerated(file), try isGeneratorsBusiness(destination, in: file, project) {
                return nil
            }
            return (
                link.kind == .image ? "is not in the repository" : "leads to a file that is not in the repository",
                try project.pages.hint(for: path, from: file.path) ?? "Add the file, or correct the link."
            )
        }
    }

    /// Something is still to be put in by a program.
    private static func isTemplated(_ destination: String) -> Bool {
        ["{{", "{%", "${", "<%", "%7B%7B", "@site/"].contains { destination.contains($0) }
            || destination.hasPrefix("~") || destination.hasPrefix("@")
    }

    /// `/` is the site's root, pages have no ending, or `.html`; and where each page is a folder, links begin a level deeper.
    private static func isGeneratorsBusiness(
        _ destination: String, in file: MarkdownFile, _ project: CheckedProject
    ) throws(GitError) -> Bool {
        if destination.hasPrefix("/") { return true }
        let written = String(LinkDestination(destination).path)
        if ["", "html", "htm"].contains(fileEnding(of: written)) { return true }
        let page = file.path.lastIndex(of: ".").map { String(file.path[..<$0]) } ?? file.path
        guard case .file(let path, _) = LinkTarget(destination, from: page + "/index") else { return false }
        return try project.files.mayHold(path)
    }

    /// In lower case, without the dot.
    private static func fileEnding(of path: String) -> String {
        let name = path.lastName
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
