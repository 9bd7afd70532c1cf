import Checklists

extension Diagnostic.Rule {
    package static let fileNotRead = Diagnostic.Rule(
        "file-not-read", .error,
        summary: "A Markdown file, or a part of it, was not read.",
        rationale: "Its items are missing from every count, page and report.",
        example: Example(
            "text",
            wrong: "A file of more than 16 MiB, or text nested so deeply that reading it would take minutes."))
}
