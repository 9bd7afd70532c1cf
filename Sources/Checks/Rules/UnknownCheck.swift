import Checklists
import Git
import Ledger

/// A rule that `checks` in the configuration names, and that is none.
enum UnknownCheck: ProjectRule {
    static let rule = Diagnostic.Rule(
        "unknown-check", .warning,
        summary: "A name under `checks` in `countersign.yml` is not that of a rule.",
        rationale:
            "The line changes nothing: what it was to silence is still told, and what it was to forbid still passes.",
        example: .init(
            "yaml",
            wrong: """
                checks:
                  missing-outputs: warning
                """,
            right: """
                checks:
                  missing-output: warning
                """))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.configuration.checks.keys.sorted().compactMap { name in
            if let known = Catalogue.rule(named: name) {
                guard known.isBinding else { return nil }
                return Diagnostic(
                    rule, path: Configuration.path, line: project.configuration.checkLines[name],
                    message: "\(quoted(name)) under \"checks\" has no effect: this rule cannot be changed",
                    advice: "Take the line away.", detail: name)
            }
            let near = nearest(to: name, among: Catalogue.rules.map(\.name))
            return Diagnostic(
                rule, path: Configuration.path, line: project.configuration.checkLines[name],
                message: "\(quoted(name)) under \"checks\" is not the name of a rule",
                advice: near.map { "The nearest rule is \"\($0)\"." }
                    ?? "The name of a rule stands in square brackets behind each finding.", detail: name)
        }
    }
}
