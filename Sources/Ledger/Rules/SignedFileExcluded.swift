import Checklists

extension Diagnostic.Rule {
    package static let signedFileExcluded = Diagnostic.Rule(
        "signed-file-excluded", .warning,
        summary: "`countersign.yml` leaves out a file whose items were signed off.",
        rationale: """
            The sign-offs vanish from the site and the counts; only `countersign audit` still tells of them.
            """,
        example: Example(
            "yaml",
            wrong: "exclude: [checklists/5-security.md]"))
}
