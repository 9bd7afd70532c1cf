import Checklists

extension Diagnostic.Rule {
    package static let duplicateID = Diagnostic.Rule(
        "duplicate-id", .error,
        summary: "Two items have the same id.",
        rationale: """
            Sign-offs, links and history hang on the id. With two items of one id nobody can tell which was meant, \
            so a sign-off trailer that names it counts for none.
            """,
        example: Example(
            wrong: """
                - [ ] Backups are tested {#backups}
                - [ ] Backups are encrypted {#backups}
                """,
            right: """
                - [ ] Backups are tested {#backups}
                - [ ] Backups are encrypted {#encrypted-backups}
                """))
}
