import Checklists

extension Diagnostic.Rule {
    package static let unreadableBox = Diagnostic.Rule(
        "unreadable-box", .warning,
        summary: "A line under `Sign-off:` looks like a box and is none.",
        rationale: "Somebody meant to ask for a sign-off, or to give one, and nothing is asked or signed by it.",
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
