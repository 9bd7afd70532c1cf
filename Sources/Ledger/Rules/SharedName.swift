import Checklists

extension Diagnostic.Rule {
    package static let sharedName = Diagnostic.Rule(
        "shared-name", .warning,
        summary: "Two people have the same name.",
        rationale: """
            Readers cannot tell who of them signed, and a trailer that gives the name without an address means \
            neither.
            """,
        example: Example(
            "yaml",
            wrong: """
                people:
                  a: { name: Sok Dara }
                  b: { name: Sok Dara }
                """,
            right: """
                people:
                  a: { name: Sok Dara (Ministry) }
                  b: { name: Sok Dara (OpenFn) }
                """))
}
