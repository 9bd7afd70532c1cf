import Checklists

/// `check --format sarif`: SARIF 2.1.0 (OASIS), as GitHub's code scanning wants it: every result has a region with lines and
/// columns, every rule its descriptions and help.
struct CheckSARIF {
    let result: CheckResult
    /// GitHub refuses an upload with more; the gravest come first.
    var maximumResults = 25_000
    /// It shows no more of a result, and refuses an upload with more than 1,000.
    private static let maximumRelated = 100

    var document: JSON {
        let all = result.bySeverity
        let told = all.prefix(maximumResults).map { json($0, fingerprint: $1) }
        var run: [(String, JSON)] = [
            ("tool", .object([("driver", driver)])),
            ("invocations", .array([invocation(notTold: all.count - told.count)])),
            (
                "originalUriBaseIds",
                .object([("%SRCROOT%", .object([("description", message("The root of the repository."))]))])
            ),
            ("columnKind", "unicodeCodePoints"),
            ("results", .array(told)),
        ]
        if let repository = result.repository {
            let revision: [(String, JSON)] = [
                ("repositoryUri", .string(encoded(repository, allowing: ":/?#[]@!$&'()*+,;=%"))),
                ("revisionId", .string(result.commit.hex)),
            ]
            run.append(("versionControlProvenance", .array([.object(revision)])))
        }
        return .object([
            ("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"),
            ("version", "2.1.0"), ("runs", .array([.object(run)])),
        ])
    }

    private var driver: JSON {
        .object([
            ("name", "Countersign"), ("version", .string(generatorVersion)),
            ("semanticVersion", .string(generatorVersion)), ("rules", .array(result.rules.map(\.sarif))),
        ])
    }

    private func invocation(notTold: Int) -> JSON {
        var members: [(String, JSON)] = [("executionSuccessful", true)]
        if notTold > 0 {
            let text = "\(notTold) more findings are not in this file: code scanning takes \(maximumResults)."
            members.append(
                (
                    "toolExecutionNotifications",
                    .array([.object([("level", "warning"), ("message", message(text))])])
                ))
        }
        return .object(members)
    }

    private func json(_ finding: Diagnostic, fingerprint: String) -> JSON {
        var members: [(String, JSON)] = [
            ("ruleId", .string(finding.rule.name)),
            ("ruleIndex", .int(result.rules.firstIndex(of: finding.rule) ?? -1)),
            ("level", .string(finding.severity.rawValue)),
            ("message", message(finding.told(separatedBy: ".\n"))),
            (
                "locations",
                .array([.object([("physicalLocation", place(finding.path, finding.line, finding.columns))])])
            ),
            // GitHub adds a fingerprint of its own, and warns of every other under its name, `primaryLocationLineHash`.
            ("partialFingerprints", .object([("countersign/v1", .string(fingerprint))])),
        ]
        if !finding.related.isEmpty {
            let locations = finding.related.prefix(Self.maximumRelated).enumerated().map { index, related in
                JSON.object([
                    ("id", .int(index)), ("physicalLocation", place(related.path, related.line, nil)),
                    ("message", message(visible(related.message))),
                ])
            }
            members.append(("relatedLocations", .array(locations)))
        }
        return .object(members)
    }

    /// The whole line without columns; the first line without a line, because GitHub wants one.
    private func place(_ path: String, _ line: Int?, _ columns: Range<Int>?) -> JSON {
        let line = line ?? 1
        let columns = columns ?? 1..<(result.source.line(line, of: path)?.count ?? 0) + 1
        return .object([
            (
                "artifactLocation",
                .object([("uri", .string(encoded(path, allowing: "/"))), ("uriBaseId", "%SRCROOT%")])
            ),
            (
                "region",
                .object([
                    ("startLine", .int(line)), ("startColumn", .int(columns.lowerBound)), ("endLine", .int(line)),
                    ("endColumn", .int(columns.upperBound)),
                ])
            ),
        ])
    }
}

/// A plain text message. A text of the project makes no link in it (SARIF 3.11.6).
private func message(_ text: String) -> JSON {
    .object([("text", .string(text.replacing("](", with: "\\](")))])
}

/// Percent-encoded (RFC 3986) but for unreserved characters and those allowed.
private func encoded(_ text: String, allowing: String) -> String {
    text.utf8.map { byte in
        let character = Character(UnicodeScalar(byte))
        let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._~".contains(character))
        if isPlain || byte < 0x80 && allowing.contains(character) { return String(character) }
        return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
}

extension Diagnostic.Rule {
    fileprivate var sarif: JSON {
        let severity = severity == .note ? "recommendation" : severity.rawValue
        return .object([
            ("id", .string(name)), ("shortDescription", .object([("text", .string(summary))])),
            ("fullDescription", .object([("text", .string(rationale))])),
            ("help", .object([("text", .string(explanation)), ("markdown", .string(markdown))])),
            ("defaultConfiguration", .object([("level", .string(self.severity.rawValue))])),
            ("properties", .object([("problem.severity", .string(severity))])),
        ])
    }
}
