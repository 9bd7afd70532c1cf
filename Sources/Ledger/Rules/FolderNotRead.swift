import Checklists

extension Diagnostic.Rule {
    package static let folderNotRead = Diagnostic.Rule(
        "folder-not-read", .error,
        summary: "A folder lies too deep in the tree and was not read.",
        rationale: "Checklists below it are missing from every count, page and report.",
        example: Example(
            "text",
            wrong: "A checklist in a folder that lies below more than 500 others."))
}
