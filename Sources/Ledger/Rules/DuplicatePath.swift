import Checklists

extension Diagnostic.Rule {
    package static let duplicatePath = Diagnostic.Rule(
        "duplicate-path", .error,
        summary: "The tree holds one name twice, or two names that only their bytes tell apart.",
        rationale: """
            Only a damaged or forged tree does. The second file is not read, and what people see depends on the \
            tool they use.
            """,
        example: Example(
            "text",
            wrong: "A tree object with two entries README.md."))
}
