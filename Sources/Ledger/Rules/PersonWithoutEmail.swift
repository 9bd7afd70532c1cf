import Checklists

extension Diagnostic.Rule {
    package static let personWithoutEmail = Diagnostic.Rule(
        "person-without-email", .warning,
        summary: "A person in `countersign.yml` has no e-mail address.",
        rationale: """
            Commits are told apart by their author's address, so no commit is this person's and no sign-off of \
            theirs counts.
            """,
        example: Example(
            "yaml",
            wrong: """
                people:
                  dpo: { name: Sok Dara }
                """,
            right: """
                people:
                  dpo: { name: Sok Dara, emails: [dara@ministry.example] }
                """))
}
