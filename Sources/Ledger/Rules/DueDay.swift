import Checklists

extension Diagnostic.Rule {
    package static let dueDay = Diagnostic.Rule(
        "due-day", .warning,
        summary: "A `Due:` field does not hold a day.",
        rationale: "The item never becomes overdue, and nobody is reminded.",
        example: Example(
            wrong: """
                - [ ] Backups are tested
                  - Due: end of March
                """,
            right: """
                - [ ] Backups are tested
                  - Due: 2027-03-31
                """))
}
