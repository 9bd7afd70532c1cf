import Checklists

/// `check --format junit`: a suite for every rule, in it a test case for every finding, or one that passed where there is none.
///
/// Findings that make the check fail are failures; others pass and tell in `system-out`. The form is that of Jenkins' xUnit
/// plugin (`junit-10.xsd`), which GitLab, Jenkins and Azure DevOps read.
struct CheckJUnit {
    let result: CheckResult

    var text: String {
        var findings: [Diagnostic.Rule: [Diagnostic]] = [:]
        for finding in result.findings { findings[finding.rule, default: []].append(finding) }
        let failures = result.findings.count { $0.severity >= result.threshold }
        let tests = result.rules.reduce(0) { $0 + max(findings[$1]?.count ?? 0, 1) }
        let counts = "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\""
        let suites = result.rules.map { suite($0, findings[$0] ?? []) }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="countersign check" \(counts)>
            \(suites.joined())</testsuites>

            """
    }

    private func suite(_ rule: Diagnostic.Rule, _ findings: [Diagnostic]) -> String {
        let failures = findings.count { $0.severity >= result.threshold }
        let isOff = findings.isEmpty && result.rulesOff.contains(rule.name)
        let counts = """
            tests="\(max(findings.count, 1))" failures="\(failures)" errors="0" skipped="\(isOff ? 1 : 0)"
            """
        var names: [String: Int] = [:]
        var cases = findings.map { finding in
            // Without the line, so that it is the same test in the next report; and no two of one name.
            let name = "\(finding.path): \(finding.message)"
            names[name, default: 0] += 1
            let number = names[name, default: 1]
            return testCase(rule, number == 1 ? name : "\(name) (\(number))", outcome(finding))
        }
        if isOff {
            let reason = "<skipped message=\"switched off under checks in countersign.yml\"/>"
            cases = [testCase(rule, "nothing looked for", reason)]
        } else if cases.isEmpty {
            cases = [testCase(rule, "nothing found", "")]
        }
        return "  <testsuite name=\"\(escaped(rule.name))\" \(counts)>\n\(cases.joined())  </testsuite>\n"
    }

    private func testCase(_ rule: Diagnostic.Rule, _ name: String, _ outcome: String) -> String {
        let start = "    <testcase classname=\"countersign.\(escaped(rule.name))\" name=\"\(escaped(name))\""
        return outcome.isEmpty ? "\(start)/>\n" : "\(start)>\n      \(outcome)\n    </testcase>\n"
    }

    private func outcome(_ finding: Diagnostic) -> String {
        let lines =
            ["\(finding.place): \(finding.severity.rawValue): \(finding.message)"] + [finding.advice].compactMap(\.self)
            + finding.related.map { "\($0.path)\($0.line.map { ":\($0)" } ?? ""): \($0.message)" }
        let text = lines.map(escaped).joined(separator: "\n")
        guard finding.severity >= result.threshold else { return "<system-out>\(text)</system-out>" }
        let attributes = "type=\"\(finding.severity.rawValue)\" message=\"\(escaped(finding.message))\""
        return "<failure \(attributes)>\(text)</failure>"
    }
}

/// Text for an element or an attribute in quotation marks, on one line; characters that XML 1.0 forbids, and those that readers
/// would not see, are written as `\u{…}`.
private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in visible(text).unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "\u{FFFE}", "\u{FFFF}": result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
