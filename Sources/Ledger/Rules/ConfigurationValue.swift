import Checklists

extension Diagnostic.Rule {
    package static let configurationValue = Diagnostic.Rule(
        "configuration-value", .error,
        summary: "A value in `countersign.yml` has the wrong form.",
        rationale: """
            It is left out. A mistake never gives anybody more rights than were meant: a role whose days cannot be \
            read is not held at all.
            """,
        example: Example(
            "yaml",
            wrong: """
                people:
                  dpo:
                    emails: [dpo@ministry.example]
                    roles: [{ role: data-protection-officer, until: next year }]
                """,
            right: """
                people:
                  dpo:
                    emails: [dpo@ministry.example]
                    roles: [{ role: data-protection-officer, until: 2027-12-31 }]
                """))
}
