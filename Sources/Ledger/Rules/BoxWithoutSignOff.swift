import Checklists

extension Diagnostic.Rule {
    package static let boxWithoutSignOff = Diagnostic.Rule(
        "box-without-sign-off", .warning,
        summary: "A sign-off box is ticked, and no sign-off that counts is behind it.",
        rationale: """
            Who reads the file believes that the role has signed; by the history it has not: the box was ticked by \
            somebody without the role, in a merge, by a copy, or in the commit that added it.
            """,
        example: Example(
            "text",
            wrong: "A developer ticks `- [x] data-protection-officer` in their own commit.",
            right: "The data protection officer ticks the box, in the web editor or with `countersign sign`."))
}
