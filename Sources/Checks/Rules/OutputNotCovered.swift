import Checklists
import Git
import Ledger

/// An output in which nothing is covered by a sign-off (SPEC 4): what lies behind a link to elsewhere or in a submodule, and
/// words that name no file.
enum OutputNotCovered: FileRule {
    static let rule = Diagnostic.Rule(
        "output-not-covered", .warning,
        summary: "An item asks for sign-offs, and they do not cover what its `Output:` names.",
        rationale: """
            A sign-off covers the files and links that the item names as its outputs. What lies in a submodule, or behind a \
            symbolic link that leads out of the repository, or is told in words only, may change without anybody being asked \
            again.
            """,
        example: .init(
            wrong: """
                - [x] Logging is specified
                  - Output: see ../outputs/logging-specification.md
                  - Sign-off: data-protection-officer
                """,
            right: """
                - [x] Logging is specified
                  - Output: [Logging specification](../outputs/logging-specification.md)
                  - Sign-off: data-protection-officer
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for (item, fields) in project.pages.items(in: file) where !item.state.fields.asked.isEmpty {
            for output in item.state.fields.outputs {
                guard let path = output.path, try !project.files.isCovered(path), try project.files.mayHold(path)
                else { continue }
                found.append(
                    Diagnostic(
                        rule, item,
                        message:
                            "\(quoted(path)), an output of \(item.name), lies behind a link or in a submodule: sign-offs "
                            + "do not cover it",
                        advice: "Put the file itself into the repository, and name it where it lies.", detail: path))
            }
            for use in fields where use.field.name == .output {
                let words = use.field.value
                guard !words.isEmpty,
                    OutputLink.destinations(in: use.bullet, value: words).isEmpty, !Blank.isBlank(words)
                else { continue }
                found.append(
                    Diagnostic(
                        rule, path: file.path, line: use.bullet.line,
                        message:
                            "\"Output: \(words.prefix(80))\" of \(item.name) names no file and no link: sign-offs cover "
                            + "nothing of it",
                        advice: "Write it as a link: [name](path).", item: item.key, detail: String(words.prefix(80))))
            }
        }
        return found
    }
}
