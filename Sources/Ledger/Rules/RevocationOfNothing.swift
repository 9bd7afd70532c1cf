import Checklists

extension Diagnostic.Rule {
    package static let revocationOfNothing = Diagnostic.Rule(
        "revocation-of-nothing", .warning,
        summary: "A `Revoke-sign-off:` trailer names a sign-off that is not there.",
        rationale: """
            It has no effect; probably the id or the role is misspelt, and what was to be revoked still stands.
            """,
        example: Example(
            "text",
            wrong: "`Revoke-sign-off: acces-levels`",
            right: "`Revoke-sign-off: access-levels`"))
}
