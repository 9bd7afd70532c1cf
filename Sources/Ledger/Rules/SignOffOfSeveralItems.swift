import Checklists

extension Diagnostic.Rule {
    package static let signOffOfSeveralItems = Diagnostic.Rule(
        "sign-off-of-several-items", .warning,
        summary: "A `Sign-off:` trailer names an id that several items have in that commit.",
        rationale: "It counts for none of them: nobody can tell which was meant.",
        example: Example(
            "text",
            wrong: "`Sign-off: backups`, where two items have the id `backups`.",
            right: "Each item has an id of its own."))
}
