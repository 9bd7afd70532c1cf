import Checklists

extension Diagnostic.Rule {
    package static let signatureAlarm = Diagnostic.Rule(
        "signature-alarm", .error,
        summary: """
            The signature of a commit that signs off, or revokes, does not hold: its content was altered, the key \
            is somebody else's, or was revoked.
            """,
        rationale: """
            Either somebody forged a sign-off or a key is in the wrong hands. The sign-off never counts. When it \
            has been looked into, `policy.acknowledged` turns it into a note that the audit lists for ever.
            """,
        example: Example(
            "text",
            wrong: "A commit in the data protection officer's name that is signed with the developer's key."),
        isBinding: true)
}
