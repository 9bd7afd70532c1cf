import Checklists

extension Diagnostic.Rule {
    package static let unreadableBox = Diagnostic.Rule(
        "unreadable-box", .warning,
        summary: "A line under `Sign-off:` looks like a box and is none, or one box is to be that of several roles.",
        rationale: """
            Somebody meant to ask for a sign-off, or to give one, and nothing is asked or signed by it. A box with several roles \
            asks for them all, and signs for the first alone.
            """,
        example: Example(
            wrong: """
                - [x] Access levels are agreed
                  - Sign-off:
                    - [✓] data-protection-officer
                """,
            right: """
                - [x] Access levels are agreed
                  - Sign-off:
                    - [x] data-protection-officer
                """))
}
