import Checklists

extension Diagnostic.Rule {
    package static let malformedID = Diagnostic.Rule(
        "malformed-id", .error,
        summary: "What stands in `{#…}` behind an item cannot be an id.",
        rationale: "The item has no id then: links to it and sign-offs that name it lead nowhere.",
        example: Example(
            wrong: "- [ ] Backups are tested {#Backup Tests}",
            right: "- [ ] Backups are tested {#backup-tests}"))
}
