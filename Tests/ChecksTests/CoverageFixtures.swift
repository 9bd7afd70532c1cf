import TestSupport

extension RuleFixture {
    /// What sign-offs do not cover.
    static let ofCoverage: [RuleFixture] = [
        RuleFixture(
            "output-not-covered", "words, HTML and struck links",
            [
                "countersign.yml": "version: 1\nroles: { dpo: {} }\n",
                "out/spec.md": "# Spec\n",
                "a.md": """
                - [ ] Words
                  - Output: «see out/spec.md»
                  - Sign-off: dpo
                - [ ] A link
                  - Output: [the specification](out/spec.md)
                  - Sign-off: dpo
                - [ ] A path
                  - Output: out/spec.md
                  - Sign-off: dpo
                - [ ] Nothing yet
                  - Output:
                  - Sign-off: dpo
                - [ ] Nobody is asked
                  - Output: see out/spec.md

                """,
            ]),
        RuleFixture("output-not-covered", "behind a link out of the repository") { script, files in
            script.commit(
                "add",
                files.marked([
                    "countersign.yml": "version: 1\nroles: { dpo: {} }\n",
                    "real/spec.md": "# Spec\n", "out": "../elsewhere", "in": "real",
                    "a.md": """
                    - [ ] One¶
                      - Output: [it](out/spec.md)
                      - Sign-off: dpo
                    - [ ] Two
                      - Output: [it](in/spec.md)
                      - Sign-off: dpo

                    """,
                ]), modes: ["out": .symbolicLink, "in": .symbolicLink])
            return nil
        },
    ]
}
