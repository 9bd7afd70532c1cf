import Checklists

extension Diagnostic.Rule {
    package static let frontMatterValue = Diagnostic.Rule(
        "front-matter-value", .warning,
        summary: "A key of the front matter has a value of the wrong form.",
        rationale: "The value is left out, as if the key were not there.",
        example: Example(
            wrong: """
                ---
                phase: five
                ---
                """,
            right: """
                ---
                phase: 5
                ---
                """))
}
