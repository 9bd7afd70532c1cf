import Checklists

extension Diagnostic.Rule {
    package static let sharedEmail = Diagnostic.Rule(
        "shared-email", .error,
        summary: "Two people have the same e-mail address.",
        rationale: "Commits with that address could be either's, so they are nobody's: no sign-off from it counts.",
        example: Example(
            "yaml",
            wrong: """
                people:
                  a: { emails: [office@ministry.example] }
                  b: { emails: [office@ministry.example] }
                """,
            right: """
                people:
                  a: { emails: [a@ministry.example] }
                  b: { emails: [b@ministry.example] }
                """))
}
