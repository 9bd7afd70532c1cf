import Checklists

extension Diagnostic.Rule {
    /// What `check --explain` prints, for a terminal.
    var explanation: String {
        var lines = ["\(name) (\(severity.rawValue))", ""]
        lines += wrapped(summary, to: 80) + [""] + wrapped(rationale, to: 80)
        lines += ["", "Wrong:"] + indented(example.wrong)
        if let right = example.right { lines += ["", "Right:"] + indented(right) }
        lines.append("")
        if isBinding {
            lines.append("Its severity cannot be changed.")
        } else {
            lines += ["To change its severity, in countersign.yml:"]
            lines += indented(
                "checks:\n  \(name): \(otherSettings.first ?? "off")   # or \(otherSettings.dropFirst().joined(separator: ", "))"
            )
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var otherSettings: [String] {
        ["off"] + Diagnostic.Severity.allCases.filter { $0 != severity }.map(\.rawValue)
    }

    private func indented(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
    }

    /// Its part of the rules' page, without the heading.
    var markdown: String {
        var text = "\(summary)\n\n\(rationale)\n\nWrong:\n\n\(fenced(example.wrong))"
        if let right = example.right { text += "\nRight:\n\n\(fenced(right))" }
        return text
    }

    private func fenced(_ code: String) -> String {
        let fence = code.contains("```") ? "````" : "```"
        return "\(fence)\(example.language)\n\(code)\n\(fence)\n"
    }
}

/// `docs/rules.md`; `make docs` writes it.
func rulesPage(_ rules: [Diagnostic.Rule]) -> String {
    let rows = rules.map { rule in
        "| [\(rule.name)](#\(rule.name)) | \(rule.severity.rawValue) | \(rule.summary.replacing("|", with: "\\|")) |\n"
    }
    let parts = rules.map { rule in
        let binding = rule.isBinding ? "; it cannot be changed" : ""
        return "\n## \(rule.name)\n\nSeverity: \(rule.severity.rawValue)\(binding).\n\n\(rule.markdown)"
    }
    return rulesIntroduction + rows.joined() + parts.joined()
}

private let rulesIntroduction = """
    <!-- `make docs` writes this page. The words are in the source, beside what finds each thing. -->

    # What `check` looks for

    `countersign check` tells what is wrong or suspicious in a project; `countersign check --base origin/main` what a pull
    request introduces. `countersign check --explain RULE` shows one of the rules below.

    - An **error** is certainly wrong: the exit code is 1.
    - A **warning** is most likely wrong: the exit code is 1 with `--strict`.
    - A **note** is worth a look.

    `checks:` in `countersign.yml` makes a rule milder, stricter, or switches it off. In a pull request the stricter of the
    settings before and in it counts.

    ```yaml
    checks:
      overdue: warning
      shared-name: off
    ```

    | Rule | Severity | Finds |
    | --- | --- | --- |

    """
