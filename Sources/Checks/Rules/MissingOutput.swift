import Checklists
import Git
import Ledger

/// An output that is named and not there.
///
/// A folder is an output like a file: sign-offs cover all it holds. So are symbolic links and submodules; what lies behind
/// them is in another tree and cannot be looked at.
enum MissingOutput: FileRule {
    static let rule = Diagnostic.Rule(
        "missing-output", .error,
        summary: "An `Output:` field, or `outputs` in the front matter, names a file that is not in the repository.",
        rationale: """
            The output is what shows that an item is done. Readers who follow the link find nothing, and a sign-off \
            covers no file.
            """,
        example: .init(
            wrong: """
                - [x] Access levels are confirmed
                  - Output: [Access levels](../outputs/acess-levels.md)
                """,
            right: """
                - [x] Access levels are confirmed
                  - Output: [Access levels](../outputs/access-levels.md)
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for output in project.pages.outputs(in: file) where !Blank.isDestination(output.destination) {
            guard case .file(let path, _) = LinkTarget(output.destination, from: file.path) else { continue }
            if try project.files.mayHold(path) { continue }
            let whose = output.item.map { "of \($0.name) " } ?? "in the front matter "
            found.append(
                Diagnostic(
                    rule, path: file.path, line: output.place.line, columns: output.place.columns,
                    message:
                        "the output \(quoted(withoutEmailDomains(output.destination))) \(whose)is not in the repository",
                    advice: try advice(output.destination, path, file, project), item: output.item?.key,
                    detail: withoutEmailDomains(output.destination)))
        }
        return found
    }

    private static func advice(
        _ destination: String, _ path: String, _ file: MarkdownFile, _ project: CheckedProject
    ) throws(GitError) -> String {
        if MeantAddress(destination) == .web {
            return "If a web address is meant, write \(quoted("https://" + destination, upTo: 300))."
        }
        return try project.pages.hint(for: path, from: file.path) ?? "Add the file, or correct the link."
    }
}

extension Diagnostic {
    /// The path from the repository's root at which something links a file that is not there.
    package var missingFile: String? {
        guard rule == MissingOutput.rule || rule == BrokenLink.rule, let detail,
            case .file(let path, _) = LinkTarget(detail, from: path)
        else { return nil }
        return path
    }
}
