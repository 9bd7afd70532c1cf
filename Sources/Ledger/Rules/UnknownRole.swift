import Checklists

extension Diagnostic.Rule {
    package static let unknownRole = Diagnostic.Rule(
        "unknown-role", .error,
        summary: "`countersign.yml` names a role that it does not declare.",
        rationale: "Nobody holds a role that is not declared, and nobody can sign as it.",
        example: Example(
            "yaml",
            wrong: """
                roles:
                  data-protection-officer: {}
                people:
                  dpo: { emails: [dpo@ministry.example], roles: [data-protection-oficer] }
                """,
            right: """
                roles:
                  data-protection-officer: {}
                people:
                  dpo: { emails: [dpo@ministry.example], roles: [data-protection-officer] }
                """))
}
