import Checklists

extension Diagnostic.Rule {
    package static let signOffRoleNotAsked = Diagnostic.Rule(
        "sign-off-role-not-asked", .warning,
        summary: "A `Sign-off:` trailer names a role that the item never asked for.",
        rationale: "It changes nothing about the item; probably the role is misspelt.",
        example: Example(
            "text",
            wrong: "`Sign-off: access-levels as data-protection`",
            right: "`Sign-off: access-levels as data-protection-officer`"))
}
