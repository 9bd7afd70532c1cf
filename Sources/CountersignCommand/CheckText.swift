import Checklists
import Ledger

/// `check` for a terminal: each finding with its line and what to do.
struct CheckText {
    let result: CheckResult
    let style: Style
    let showsAll: Bool

    /// Of one rule; more would bury the rest. Errors are always told.
    private static let maximumPerRule = 10
    private static let maximumRelated = 5
    private static let width = 80

    var text: String {
        guard !result.findings.isEmpty else { return result.countSentence + uncommitted + "\n" }
        var counts: [Diagnostic.Rule: Int] = [:]
        var shown: [Diagnostic] = []
        // What is wrong with the configuration, which all else depends on; then what is gravest; else by place.
        let configuration = result.findings.filter { $0.path == Configuration.path && $0.severity != .note }
        let others = result.findings.filter { $0.path != Configuration.path || $0.severity == .note }
        let findings = [configuration, others].flatMap { findings in
            Diagnostic.Severity.allCases.reversed().flatMap { severity in findings.filter { $0.severity == severity } }
        }
        for finding in findings {
            counts[finding.rule, default: 0] += 1
            let isBuried = counts[finding.rule, default: 0] > Self.maximumPerRule && finding.severity != .error
            if showsAll || !isBuried { shown.append(finding) }
        }
        for finding in shown { counts[finding.rule, default: 0] -= 1 }
        let more = counts.filter { $0.value > 0 }.map { (rule: $0.key.name, count: $0.value) }
        return shown.map { told($0) + "\n" }.joined() + ending(notShown: more.sorted { $0.rule < $1.rule })
    }

    private var uncommitted: String { result.includesWorktree ? " \(uncommittedSentence)" : "" }

    private func ending(notShown: [(rule: String, count: Int)]) -> String {
        var lines = notShown.map { "… \($0.count) more of \($0.rule)" }
        if !lines.isEmpty { lines += ["--all shows them.", ""] }
        lines.append(style.bold(result.countSentence) + uncommitted)
        lines.append(style.dim("Why a rule is there: countersign check --explain RULE"))
        return lines.map { $0 + "\n" }.joined()
    }

    private func told(_ finding: Diagnostic) -> String {
        let severity = style.severity(finding.severity, finding.severity.rawValue)
        var lines = [
            style.bold(lineStart(finding.path) + finding.position) + ": \(severity): \(logged(finding.message)) "
                + style.dim("[\(finding.rule.name)]")
        ]
        let gutter = String(repeating: " ", count: finding.line.map { String($0).count } ?? 1)
        if let line = finding.line, let scalars = result.source.line(line, of: finding.path), !scalars.isEmpty {
            let excerpt = SourceExcerpt(
                scalars, columns: finding.columns, width: Self.width - gutter.count - " | ".count)
            lines.append(style.dim("\(line) |") + " " + excerpt.text)
            if let carets = excerpt.carets {
                lines.append(style.dim("\(gutter) |") + " " + style.severity(finding.severity, carets))
            }
        }
        if let advice = finding.advice { lines += paragraph(logged(advice), behind: gutter) }
        let related = showsAll ? finding.related[...] : finding.related.prefix(Self.maximumRelated)
        for place in related {
            let line = place.line.map { ":\($0)" } ?? ""
            lines += paragraph("\(logged(place.path))\(line): \(logged(place.message))", behind: gutter)
        }
        let more = finding.related.count - related.count
        if more > 0 { lines += paragraph("… \(more) more places", behind: gutter) }
        return lines.map { $0 + "\n" }.joined()
    }

    private func paragraph(_ text: String, behind gutter: String) -> [String] {
        wrapped(text, to: Self.width - gutter.count - " = ".count).enumerated().map { index, line in
            if index == 0 { return gutter + style.dim(" =") + " " + line }
            // A word that begins a line now must not begin a command (`lineStart`).
            return gutter + "   " + (line.hasPrefix("::") ? "\\u{3a}" + line.dropFirst() : line)
        }
    }
}

extension Style {
    /// Red, yellow or cyan.
    fileprivate func severity(_ severity: Diagnostic.Severity, _ text: String) -> String {
        guard isColoured else { return text }
        let code =
            switch severity {
            case .error: "31"
            case .warning: "33"
            case .note: "36"
            }
        return "\u{1B}[1;\(code)m\(text)\u{1B}[0m"
    }
}
