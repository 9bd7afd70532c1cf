import Checklists

extension Diagnostic.Rule {
    package static let itemTooLong = Diagnostic.Rule(
        "item-too-long", .warning,
        summary: "The text of one item is longer than 64 KiB.",
        rationale: "Only its beginning is shown; an item is one thing to be done, not a document.",
        example: Example(
            "text",
            wrong: "An item with a whole specification below it.",
            right: "An item with an `Output:` that links the specification."))
}
