import Checklists

extension Diagnostic.Rule {
    package static let unknownConfigurationKey = Diagnostic.Rule(
        "unknown-configuration-key", .warning,
        summary: "`countersign.yml` has a key that Countersign does not know.",
        rationale: "A misspelt key says nothing: with `polcy:` the policy is the default one.",
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
