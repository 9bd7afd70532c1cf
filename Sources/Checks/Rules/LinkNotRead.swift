import Checklists
import Git
import Ledger

/// Words that were meant for a link. Told only where there is such a file: else they may be mere words.
enum LinkNotRead: FileRule {
    static let rule = Diagnostic.Rule(
        "link-not-read", .warning,
        summary: "A link is written with a space in its address, or before it, and so is none.",
        rationale: """
            Markdown reads it as words: readers see brackets and cannot follow it, and what was meant as an output is none.
            """,
        example: .init(
            wrong: """
                - [x] The data set is described
                  - Output: [data set](../outputs/data set.csv)
                """,
            right: """
                - [x] The data set is described
                  - Output: [data set](<../outputs/data set.csv>)
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for link in project.pages.page(file).unreadLinks {
            guard case .file(let path, _) = LinkTarget(link.destination, from: file.path),
                try project.files.kind(at: path) == .file
            else { continue }
            found.append(
                Diagnostic(
                    rule, path: file.path, line: link.line, columns: file.columns(of: link.text, inLine: link.line),
                    message: "\(quoted(withoutEmailDomains(link.text))) is no link: there is a space in it",
                    advice: link.hasGap
                        ? "Take away the space between the brackets: ](."
                        : "Put the address between < and >: (<…>).",
                    item: project.pages.item(at: file.path, line: link.itemLine)?.key,
                    detail: withoutEmailDomains(link.text)))
        }
        return found
    }
}
