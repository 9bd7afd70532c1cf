import Checklists

extension Diagnostic.Rule {
    package static let nestedTooDeeply = Diagnostic.Rule(
        "nested-too-deeply", .error,
        summary: "A list is nested deeper than 100 levels.",
        rationale: "What lies deeper was not read: its items are missing from every count, page and report.",
        example: Example(
            "text",
            wrong: "A file in which every line is indented further than the one before."))
}
