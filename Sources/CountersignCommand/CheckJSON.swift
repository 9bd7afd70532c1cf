import Checklists

extension CheckResult {
    /// What `check --format json` prints (schemas/check.schema.json).
    var document: JSON {
        let findings = zip(findings, fingerprints).map { $0.json(fingerprint: $1) }
        return .object([
            ("schemaVersion", 1),
            ("generator", .object([("name", "countersign"), ("version", .string(generatorVersion))])),
            ("commit", .object([("id", .string(commit.hex)), ("worktree", .bool(includesWorktree))])),
            ("base", base.map { .object([("id", .string($0.hex))]) } ?? .null),
            ("asOf", .string(asOf.description)),
            (
                "summary",
                .object([
                    ("errors", .int(count(.error))), ("warnings", .int(count(.warning))), ("notes", .int(count(.note))),
                ])
            ),
            ("findings", .array(findings)),
        ])
    }
}

extension Diagnostic {
    fileprivate func json(fingerprint: String) -> JSON {
        let columns = columns.map { JSON.object([("start", .int($0.lowerBound)), ("end", .int($0.upperBound))]) }
        return .object([
            ("rule", .string(rule.name)), ("severity", .string(severity.rawValue)), ("path", .string(path)),
            ("line", .optional(line)), ("columns", columns ?? .null), ("message", .string(message)),
            ("advice", .optional(advice)), ("item", .optional(item)),
            (
                "related",
                .array(
                    related.map {
                        .object([
                            ("path", .string($0.path)), ("line", .optional($0.line)), ("message", .string($0.message)),
                        ])
                    })
            ),
            ("fingerprint", .string(fingerprint)),
        ])
    }
}
