import Checklists

extension Diagnostic.Rule {
    package static let unknownFrontMatterKey = Diagnostic.Rule(
        "unknown-front-matter-key", .warning,
        summary: "The front matter has a key that Countersign does not know.",
        rationale: """
            A misspelt key says nothing: `sign-of: dpo` asks for no sign-off. Keys of other site generators are \
            left alone, and so are keys that begin with `x-`.
            """,
        example: Example(
            wrong: """
                ---
                onwer: technical-lead
                ---
                """,
            right: """
                ---
                owner: technical-lead
                ---
                """))
}
