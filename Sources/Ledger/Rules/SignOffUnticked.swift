import Checklists

extension Diagnostic.Rule {
    package static let signOffUnticked = Diagnostic.Rule(
        "sign-off-unticked", .warning,
        summary: "A sign-off box was unticked by somebody who neither signed nor may revoke.",
        rationale: """
            The sign-off is revoked all the same: the page never says signed where the file does not. It may have \
            been a slip.
            """,
        example: Example(
            "text",
            wrong: "A developer tidies the list and unticks `- [x] data-protection-officer`.",
            right: "The holder of the role unticks it, or a role named in `policy.revoke`."))
}
