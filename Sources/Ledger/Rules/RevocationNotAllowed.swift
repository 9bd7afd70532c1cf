import Checklists

extension Diagnostic.Rule {
    package static let revocationNotAllowed = Diagnostic.Rule(
        "revocation-not-allowed", .warning,
        summary: "A `Revoke-sign-off:` trailer was written by somebody who neither signed nor may revoke.",
        rationale: "It has no effect, though the message says otherwise.",
        example: Example(
            "text",
            wrong: "A developer commits with `Revoke-sign-off: access-levels as data-protection-officer`.",
            right: "The signer does, or a role named in `policy.revoke`."))
}
