import Checklists

extension Diagnostic.Rule {
    package static let privateKey = Diagnostic.Rule(
        "private-key", .error,
        summary: "A private key stands in `countersign.yml`.",
        rationale: """
            Everybody who can read the repository can now sign in that person's name. The key is of no use any \
            more.
            """,
        example: Example(
            "yaml",
            wrong: "keys: [\"-----BEGIN OPENSSH PRIVATE KEY----- …\"]",
            right: "keys: [\"ssh-ed25519 AAAA… dpo\"]"))
}
