import Checklists

extension Diagnostic.Rule {
    package static let unusualEmail = Diagnostic.Rule(
        "unusual-email", .warning,
        summary: "A person's e-mail address has letters beyond a-z that may look like others.",
        rationale: """
            People are known by the address in their commits. An address in which one letter only looks right is \
            somebody else's.
            """,
        example: Example(
            "yaml",
            wrong: "emails: [dрo@ministry.example]   # with a Cyrillic letter",
            right: "emails: [dpo@ministry.example]"))
}
