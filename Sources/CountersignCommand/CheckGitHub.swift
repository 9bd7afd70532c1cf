import Checklists

/// `check --format github`: workflow commands that make annotations in a pull request.
///
/// A command is `::error file=…,line=…::message`; `%`, carriage return and line feed are escaped in it, `:` and `,` too in its
/// properties (actions/toolkit, `command.ts`). A step shows the first 10 of each severity; the log has all.
struct CheckGitHub {
    let result: CheckResult

    private static let shownPerSeverity = 10

    var text: String {
        let commands = result.bySeverity.map(\.0.workflowCommand)
        return (commands + ending).map { $0 + "\n" }.joined()
    }

    private var ending: [String] {
        let isCut = Diagnostic.Severity.allCases.contains { result.count($0) > Self.shownPerSeverity }
        let limit =
            "GitHub shows the first \(Self.shownPerSeverity) errors, warnings and notices each; the rest is here."
        return [result.countSentence] + (isCut ? [limit] : [])
    }
}

extension Diagnostic {
    fileprivate var workflowCommand: String {
        let command = severity == .note ? "notice" : severity.rawValue
        var properties = [("file", inProperty(path))]
        if let line { properties += [("line", "\(line)"), ("endLine", "\(line)")] }
        if let columns { properties += [("col", "\(columns.lowerBound)"), ("endColumn", "\(columns.upperBound)")] }
        properties.append(("title", inProperty("Countersign: \(rule.name)")))
        // The log shows the message only: it says where, too.
        let lines = ["\(place): \(message) [\(rule.name)]"] + [advice].compactMap(\.self)
        let message = lines.map { inData(logged($0)) }.joined(separator: "%0A")
        return "::\(command) \(properties.map { "\($0)=\($1)" }.joined(separator: ","))::\(message)"
    }
}

private func inData(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
}

/// The file must be found by its name; but what a terminal would obey is escaped.
private func inProperty(_ text: String) -> String {
    let name = text.unicodeScalars.map { scalar in
        let isControl = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\r"
        return isControl ? visible(String(scalar)) : String(scalar)
    }.joined()
    return inData(name).replacing(":", with: "%3A").replacing(",", with: "%2C")
}
