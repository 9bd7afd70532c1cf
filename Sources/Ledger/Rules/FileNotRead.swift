import Checklists

extension Diagnostic.Rule {
    package static let fileNotRead = Diagnostic.Rule(
        "file-not-read", .error,
        summary: "A Markdown file, a part of it, or the configuration was not read.",
        rationale: """
            Items of a Markdown file are missing from every count, page and report. Without `countersign.yml`, in small letters and no \
            symbolic link, nobody holds a role.
            """,
        example: Example(
            "text",
            wrong: "A file of more than 16 MiB, or text nested so deeply that reading it would take minutes."))
}
