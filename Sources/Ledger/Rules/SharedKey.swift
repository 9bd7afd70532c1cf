import Checklists

extension Diagnostic.Rule {
    package static let sharedKey = Diagnostic.Rule(
        "shared-key", .error,
        summary: "One public key is listed for two people.",
        rationale: "A signature with it could be either's, so it proves nothing.",
        example: Example(
            "yaml",
            wrong: """
                people:
                  a: { keys: ["ssh-ed25519 AAAA…"] }
                  b: { keys: ["ssh-ed25519 AAAA…"] }
                """,
            right: """
                people:
                  a: { keys: ["ssh-ed25519 AAAA…"] }
                  b: { keys: ["ssh-ed25519 BBBB…"] }
                """))
}
