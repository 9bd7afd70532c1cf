import Checklists

extension Diagnostic.Rule {
    package static let signOffRoleUnclear = Diagnostic.Rule(
        "sign-off-role-unclear", .warning,
        summary: """
            A `Sign-off:` trailer without a role was written by somebody who holds none, or several, of the roles \
            that the item asks for.
            """,
        rationale: "It counts for none of them: nobody guesses in which role a person signs.",
        example: Example(
            "text",
            wrong: "`Sign-off: access-levels`, by somebody who is technical lead and data protection officer.",
            right: "`Sign-off: access-levels as data-protection-officer`"))
}
