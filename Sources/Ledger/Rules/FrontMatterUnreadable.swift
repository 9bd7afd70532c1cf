import Checklists

extension Diagnostic.Rule {
    package static let frontMatterUnreadable = Diagnostic.Rule(
        "front-matter-unreadable", .error,
        summary: "The front matter of a checklist is not valid YAML.",
        rationale: """
            Until it is mended the file counts as one without: no phase, no owner, no due day, no asked sign-offs.
            """,
        example: Example(
            wrong: """
                ---
                title: Security: first steps
                ---
                """,
            right: """
                ---
                title: "Security: first steps"
                ---
                """))
}
