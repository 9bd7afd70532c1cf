import Checklists
import Git
import Ledger

/// An output that only somebody's own computer could show.
enum OutputOutsideRepository: FileRule {
    static let rule = Diagnostic.Rule(
        "output-outside-repository", .error,
        summary: "An `Output:` field, or `outputs` in the front matter, leads out of the repository to no web address.",
        rationale: """
            Nobody else can open a file on the writer's computer, and what lies above the repository is not in it. The \
            item counts as one without that output, and no sign-off covers it.
            """,
        example: .init(
            wrong: """
                - [x] Access levels are confirmed
                  - Output: [Access levels](file:///C:/Users/dara/access-levels.docx)
                """,
            right: """
                - [x] Access levels are confirmed
                  - Output: [Access levels](../outputs/access-levels.docx)
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.pages.outputs(in: file).compactMap { output in
            let place: String
            switch LinkTarget(output.destination, from: file.path) {
            case .outside: place = "lies outside of the repository"
            case .computer: place = "is a file of somebody's own computer or network"
            default: return nil
            }
            let whose = output.item.map { "of \($0.name) " } ?? "in the front matter "
            return Diagnostic(
                rule, path: file.path, line: output.place.line, columns: output.place.columns,
                message: "the output \(quoted(withoutEmailDomains(output.destination))) \(whose)\(place)",
                advice: "Put the file into the repository and link it there, or give its web address (https://…).",
                item: output.item?.key, detail: withoutEmailDomains(output.destination))
        }
    }
}
