import Checklists

extension CheckResult {
    /// What `check --format gitlab` prints: a code quality report, as GitLab's documentation describes it (`artifacts: reports:
    /// codequality`). What is about a whole file stands at its first line, because GitLab wants one.
    var codeQualityReport: JSON {
        .array(
            zip(findings, fingerprints).map { finding, fingerprint in
                .object([
                    ("description", .string(finding.told(separatedBy: ". "))),
                    ("check_name", .string(finding.rule.name)), ("fingerprint", .string(fingerprint)),
                    ("severity", .string(finding.severity.codeQuality)),
                    (
                        "location",
                        .object([
                            ("path", .string(finding.path)), ("lines", .object([("begin", .int(finding.line ?? 1))])),
                        ])
                    ),
                ])
            })
    }
}

extension Diagnostic.Severity {
    fileprivate var codeQuality: String {
        switch self {
        case .error: "major"
        case .warning: "minor"
        case .note: "info"
        }
    }
}
