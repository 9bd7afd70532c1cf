import Checklists

extension Diagnostic.Rule {
    package static let signOffOfUnknownItem = Diagnostic.Rule(
        "sign-off-of-unknown-item", .warning,
        summary: "A `Sign-off:` trailer names an id that no item has in that commit.",
        rationale: "It counts for nothing; probably the id is misspelt, or the item was renamed before.",
        example: Example(
            "text",
            wrong: "`Sign-off: acces-levels`",
            right: "`Sign-off: access-levels`"))
}
