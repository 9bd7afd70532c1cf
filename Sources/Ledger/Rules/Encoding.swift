import Checklists

extension Diagnostic.Rule {
    package static let encoding = Diagnostic.Rule(
        "encoding", .warning,
        summary: "A file is not valid UTF-8.",
        rationale: "It was read as Windows-1252, which may show wrong letters, and forges show it otherwise.",
        example: Example(
            "text",
            wrong: "A file saved in an old encoding.",
            right: "The same file saved as UTF-8."))
}
