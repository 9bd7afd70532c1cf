import Checklists

extension Diagnostic.Rule {
    package static let malformedSignOff = Diagnostic.Rule(
        "malformed-sign-off", .warning,
        summary: "A `Sign-off:` or `Revoke-sign-off:` trailer cannot be read.",
        rationale: "It counts for nothing, though somebody meant to sign.",
        example: Example(
            "text",
            wrong: "`Sign-off: the access levels`",
            right: "`Sign-off: access-levels as data-protection-officer`"))
}
