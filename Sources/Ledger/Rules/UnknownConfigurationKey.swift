import Checklists

extension Diagnostic.Rule {
    package static let unknownConfigurationKey = Diagnostic.Rule(
        "unknown-configuration-key", .warning,
        summary: "`countersign.yml` has a key that Countersign does not know.",
        rationale: """
            A misspelt key says nothing. Where it may have been meant for a limit (`polcy:`, or `minimum_evidence:` below `policy:`), \
            the strictest limit holds until it is mended.
            """,
        example: Example(
            "yaml",
            wrong: """
                polcy:
                  minimum-evidence: verified
                """,
            right: """
                policy:
                  minimum-evidence: verified
                """))
}
