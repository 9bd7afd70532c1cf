import TestSupport

extension RuleFixture {
    /// What is found while a project is read.
    static let ofReading: [RuleFixture] =
        ofItems + ofUnreadFiles + ofFrontMatter + ofConfiguration + ofPeopleAndKeys + ofBoxes + ofTrailers

    private static let ofItems = [
        RuleFixture("duplicate-id", "in one file", "- [ ] One {#a}\n- [ ] Two {#«a»}\n"),
        RuleFixture(
            "duplicate-id", "in two files, not in code or a translation",
            [
                "countersign.yml": "languages: [en, fr]\n",
                "a.md": "- [ ] One {#a}\n  - [ ] Two {#b}\n- [ ] Three `{#a}`\n\n```\n- [ ] Four {#a}\n```\n",
                "a.fr.md": "- [ ] Un {#a}\n- [ ] Deux {#b}\n- [ ] Trois\n",
                "b.md": "- [ ] A {#c}\n- [ ] One {#«b»}\n",
            ]),
        RuleFixture("malformed-id", "with capitals", "- [ ] One {#«Two Three»}\n"),
        RuleFixture(
            "malformed-id", "empty, too long, of other letters",
            """
            - [ ] One {#}¶
            - [ ] Two {#«\(String(repeating: "a", count: 65))»}
            - [ ] Three {#\(String(repeating: "a", count: 64))}
            - [ ] Four {#«ក»}
            - [ ] Five {#«-a»}
            - [ ] Six {#6.a_b-c}
            - [ ] Seven {seven} # {eight}

            """),
        RuleFixture(
            "due-day", "words, and a day that is none",
            """
            - [ ] One
              - Due: «end of March»
            - [ ] Two
              - Due: «2027-02-29»
            - [ ] Three
              - Due: 2028-02-29
            - [ ] Four
              - Due:

            """),
        RuleFixture("due-day", "another order", "- [ ] Due: now\n  - Due: «31.12.2027»\n  - Note: Due: now\n"),
        RuleFixture(
            "item-too-long", "one line",
            """
            - [ ] One
            - [ ] \(String(repeating: "word ", count: 13_200))¶
            - [ ] \(String(repeating: "word ", count: 13_100))

            """),
        RuleFixture(
            "item-too-long", "with what is below it",
            "- [ ] One¶\n" + String(repeating: "  - twenty letters here\n", count: 3_400) + "- [ ] Two\n"),
        RuleFixture(
            "nested-too-deeply", "a list",
            (1...49).map { String(repeating: "  ", count: $0 - 1) + "- [ ] Item\n" }.joined()
                + String(repeating: "  ", count: 49) + "- [ ] Item¶\n"),
        RuleFixture(
            "nested-too-deeply", "quotations",
            "- [ ] One\n\n" + String(repeating: ">", count: 110) + " text¶\n\n" + String(repeating: ">", count: 90)
                + " text\n"),
    ]

    private static let ofUnreadFiles = [
        RuleFixture("file-not-read", "with a NUL") { script, files in
            script.commit(
                "add", files.marked(["b.md": "- [ ] One\n"]),
                rawFiles: [Array("a.md".utf8): Array("- [ ] One\0\n".utf8), Array("c.md".utf8): Array("Text\0\n".utf8)])
            files.expect("a.md")
            return nil
        },
        RuleFixture(
            "file-not-read", "costly to read",
            [
                "a.md": "# One\n\n- [ ] One\n\n# Two\n\n- [ ] " + String(repeating: "_www.a", count: 70_000)
                    + "¶\n\n- [ ] Two\n",
                "b.md": "- [ ] One\n",
            ]),
        RuleFixture("file-not-read", "configurations of other names") { script, files in
            script.commit(
                "add",
                files.marked([
                    "a.md": "- [ ] One\n", "countersign.yaml": "version: 1\n", "Countersign.yml": "version: 1\n",
                ]))
            files.expect("Countersign.yml")
            files.expect("countersign.yaml")
            return nil
        },
        RuleFixture("file-not-read", "a configuration that is a link") { script, files in
            script.commit(
                "add",
                files.marked(["a.md": "- [ ] One\n", "real.yml": "version: 1\n", "countersign.yml": "real.yml"]),
                modes: ["countersign.yml": .symbolicLink])
            files.expect("countersign.yml")
            return nil
        },
        RuleFixture(
            "file-not-read", "not beside one that is read, nor below",
            [
                "a.md": "- [ ] One\n", "countersign.yml": "version: 1\n", "countersign.yaml": "",
                "a/countersign.yaml": "",
            ]),
        RuleFixture("encoding", "an old one") { script, files in
            let latin = Array("- [ ] Caf".utf8) + [0xE9, 0x0A]
            script.commit(
                "add", files.marked(["b.md": "- [ ] Café\n"]),
                rawFiles: [Array("a.md".utf8): latin, Array("c.md".utf8): Array(latin.dropFirst(6))])
            files.expect(MarkedText("¶", path: "a.md").places)
            return nil
        },
        RuleFixture("encoding", "none that can be told from UTF-8") { script, files in
            let unmarked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("- [ ] Café\n".utf8)
            let wide: [UInt8] = [0xFF, 0xFE] + "- [ ] Café\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            script.commit("add", rawFiles: [Array("a.md".utf8): unmarked, Array("b.md".utf8): wide])
            return nil
        },
        RuleFixture("folder-not-read", "below more than five hundred others") { script, files in
            let folder = String(repeating: "d/", count: 513)
            script.commit("add", ["\(folder)a.md": "- [ ] One\n", "\(folder.dropFirst(2))b.md": "- [ ] Two\n"])
            files.expect(String(folder.dropLast()))
            return nil
        },
        RuleFixture("duplicate-path", "in one tree") { script, files in
            script.commit("add", ["a.md": "- [ ] One\n", "b.md": "- [ ] Two\n"])
            files.expect("a.md")
            files.afterwards { try $0.doublingFirstEntry() }
            return nil
        },
        RuleFixture("duplicate-path", "of a file that holds no item") { script, files in
            script.commit("add", ["a.txt": "Text\n", "b.md": "- [ ] Two\n"])
            files.afterwards { try $0.doublingFirstEntry() }
            return nil
        },
    ]

    private static let ofFrontMatter = [
        RuleFixture("front-matter-unreadable", "two colons", "---\ntitle: Security: first steps¶\n---\n\n- [ ] One\n"),
        RuleFixture(
            "front-matter-unreadable", "in a file without items, or none at all",
            [
                "a.md": "---\ntitle: Security: first steps\n---\n\nText\n",
                "b.md": "---\n\n- [ ] title: Security: first steps\n", "c.md": "---\ntitle: [¶\n---\n- [ ] One\n",
            ]),
        RuleFixture(
            "front-matter-value", "of the wrong form",
            """
            ---
            «title»: [a, b]
            «phase»: five
            «due»: 31.12.2027
            «draft»: perhaps
            owner: 5
            «sign-off»: { a: b }
            «outputs»: [[a]]
            ---

            - [ ] One

            """),
        RuleFixture(
            "front-matter-value", "of the right form",
            """
            ---
            title: 5
            phase: 05
            due: 2027-12-31
            draft: false
            sign-off: []
            outputs:
            «summary»: [a]
            ---

            - [ ] One

            """),
        RuleFixture(
            "unknown-front-matter-key", "misspelt, foreign and one's own",
            """
            ---
            «onwer»: ann
            sidebar_label: One
            x-anything: one
            «Title»: One
            ---

            - [ ] One

            """),
        RuleFixture(
            "unknown-front-matter-key", "in a file without items",
            [
                "a.md": "---\nonwer: ann\n---\n\nText\n", "b.md": "---\n«phases»: 5\n---\n- [ ] One\n",
            ]),
    ]

    // A file that is no Markdown has no columns.
    private static let ofConfiguration = [
        RuleFixture(
            "configuration-value", "of the whole project",
            [
                "countersign.yml": """
                version: 2¶
                title: [a]¶
                description: { a: b }¶
                languages: []¶
                repository: [a]¶
                forge: { kind: sourceforge }¶
                include: { a: b }¶
                checks:
                  overdue: sometimes¶

                """,
                "a.md": "- [ ] One\n",
            ]),
        RuleFixture(
            "configuration-value", "of roles, people and policy",
            [
                "countersign.yml": """
                version: 1
                roles:
                  dpo: {}
                  Ministry: {}¶
                people:
                  ann:
                    emails: [ann, ann@ministry.example]¶
                    roles: [{ role: dpo, until: next year }, { role: dpo, from: 2026-01-01 }]¶
                    keys: [ssh-ed25519]¶
                policy:
                  minimum-evidence: certain¶
                  independent: perhaps¶
                  acknowledged: [{ commit: abc, reason: none }]¶

                """,
                "a.md": "- [ ] One\n",
            ]),
        RuleFixture(
            "unknown-configuration-key", "at the top and below",
            [
                "countersign.yml": """
                version: 1
                polcy: {}¶
                x-ours: 1
                roles:
                  dpo: { title: Officer, name: x }¶
                people:
                  ann: { emails: [ann@ministry.example], email: x, x-phone: 1 }¶
                policy:
                  minimum: stated¶

                """,
                "a.md": "- [ ] One\n",
            ]),
        RuleFixture(
            "unknown-configuration-key", "every key there is", others: ["theme-not-usable"],
            [
                "countersign.yml": """
                version: 1
                title: One
                description: One
                languages: [en]
                repository: https://forge.example/a/b
                forge: { kind: github }
                include: ['*.md']
                exclude: [b.md]
                roles: {}
                people: {}
                policy: {}
                checks: {}
                forge-keys: []
                feedback: []
                theme: site
                template: One
                Title: Two¶

                """,
                "a.md": "- [ ] One\n",
            ]),
    ]

    private static let ofPeopleAndKeys = [
        people(
            "unknown-role", "of a person, and of the policy",
            """
            people:
              ann: { emails: [ann@ministry.example], roles: [dpo, dop] }¶
            policy: { revoke: [dpo, ministry] }¶
            """),
        people(
            "unknown-role", "with days, and of the evidence",
            """
            people:
              ann:
                emails: [ann@ministry.example]
                roles: [{ role: ministry, from: 2026-01-01 }, { role: dpo, from: 2026-01-01 }]¶
            policy:
              minimum-evidence:
                default: stated
                dpo: stated
                minister: verified¶
            """),
        people(
            "person-without-email", "none, and one that is none", others: ["configuration-value"],
            """
            people:
              ann: { name: Ann, roles: [dpo] }¶
              ben: { emails: [] }¶
              cem: { emails: [cem] }¶
              dara: { emails: dara@ministry.example }
            """),
        people(
            "person-without-email", "of several",
            """
            people:
              ann: { emails: [ann@home.example, ann@ministry.example] }
              ben:¶
            """),
        people(
            "shared-email", "in any case of letters",
            """
            people:
              ann: { emails: [office@ministry.example, ann@ministry.example] }¶
              ben: { emails: [Office@ministry.example, ben@ministry.example] }¶
              cem: { emails: [office@home.example] }
            """),
        people(
            "shared-email", "not by one person twice",
            """
            people:
              ann: { emails: [a@ministry.example, A@ministry.example] }
              ben: { emails: [b@ministry.example, c@ministry.example] }¶
              cem: { emails: [c@ministry.example] }¶
            """),
        people(
            "shared-name", "not an organisation",
            """
            people:
              ann: { name: Sok Dara, emails: [a@ministry.example], organisation: Ministry }¶
              ben: { names: [Ben, Sok Dara], emails: [b@ministry.example], organisation: Ministry }¶
              cem: { name: sok dara, emails: [c@ministry.example] }
            """),
        people(
            "shared-name", "not by one person twice",
            """
            people:
              ann: { names: [Ann, Ann], emails: [a@ministry.example] }
              ben: { name: Ben, emails: [b@ministry.example] }¶
              cem: { names: [Cem, Ben], emails: [c@ministry.example] }¶
            """),
        people(
            "shared-key", "of two people, whatever its comment",
            """
            people:
              ann: { emails: [a@ministry.example], keys: [ssh-ed25519 AAAAC3one ann] }¶
              ben: { emails: [b@ministry.example], keys: [ssh-ed25519 AAAAC3one ben] }¶
              cem: { emails: [c@ministry.example], keys: [ssh-ed25519 AAAAC3two, ssh-ed25519 AAAAC3two] }
            """),
        people(
            "shared-key", "of a person and the forge",
            """
            people:
              ann: { emails: [a@ministry.example], keys: [ssh-ed25519 AAAAC3one] }¶
              ben: { emails: [b@ministry.example], keys: [ssh-ed25519 AAAAC3two] }
            forge-keys: [ssh-ed25519 AAAAC3one]
            """),
        people(
            "private-key", "of OpenSSH",
            """
            people:
              ann:
                emails: [a@ministry.example]
                keys: ["-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNz", "ssh-ed25519 AAAAC3one"]¶
            """),
        people(
            "private-key", "of OpenPGP, for the forge",
            """
            forge-keys:
              - key: "-----BEGIN PGP PRIVATE KEY BLOCK-----"¶
            """),
        people(
            "unusual-email", "with a Cyrillic letter",
            """
            people:
              ann: { emails: [аnn@ministry.example, ann@ministry.example] }¶
            """),
        people(
            "unusual-email", "not in names",
            """
            people:
              sok: { name: សុខ ដារា, emails: [sok@ministry.example], organisation: ក្រសួង }
              lea: { name: Léa, emails: [léa@ministry.example] }¶
            """),
    ]

    private static func people(
        _ rule: String, _ label: String, others: Set<String> = [], _ configuration: String
    ) -> RuleFixture {
        RuleFixture(
            rule, label, others: others,
            ["countersign.yml": "roles:\n  dpo: {}\n\(configuration)\n", "a.md": "- [ ] One\n"])
    }

    private static let ofBoxes = [
        signed(
            "unreadable-box", "look-alikes", others: ["malformed-task-marker"],
            "- [ ] Data {#data}\n  - Sign-off:\n    - [ ] dpo\n"
        ) { script, files in
            script.commit(
                "edit",
                files.marked([
                    "a.md": """
                    - [ ] Data {#data}
                      - Sign-off:
                        - «[✓] dpo»
                        - [ ] dpo
                        - «[X ] ministry»
                        - dpo [x]
                      - Note:
                        - [✓] dpo
                      - [✓] dpo

                    """
                ]))
        },
        RuleFixture(
            "unreadable-box", "without any role", others: ["malformed-task-marker"],
            [
                "a.md": "- [ ] One\n  - Sign-off:\n    - «[] Ann»\n    - Ben\n- [✓] Two\n"
            ]),
        signed("box-without-sign-off", "ticked by somebody else", boxed(dpo: " ")) { script, files in
            script.commit("tick", files.marked(["a.md": boxed("¶", dpo: "x")]), author: "Eve <eve@team.example>")
        },
        signed("box-without-sign-off", "ticked by the officer", boxed(dpo: " ")) { script, files in
            script.commit("tick", files.marked(["a.md": boxed(dpo: "x")]), author: "Ann <ann@ministry.example>")
        },
        signed("sign-off-without-box", "by a trailer", boxed(dpo: " ")) { script, files in
            script.commit(
                "agree\n\nSign-off: data as dpo\n", files.marked(["a.md": boxed("¶", dpo: " ")]),
                author: "Ann <ann@ministry.example>")
        },
        signed("sign-off-without-box", "with the box", boxed(dpo: " ")) { script, files in
            script.commit(
                "agree\n\nSign-off: data as dpo\n", files.marked(["a.md": boxed(dpo: "x")]),
                author: "Ann <ann@ministry.example>")
        },
        signed("sign-off-unticked", "by somebody else", boxed(dpo: " ")) { script, files in
            script.commit("tick", ["a.md": boxed(dpo: "x")], author: "Ann <ann@ministry.example>")
            script.commit("tidy", files.marked(["a.md": boxed("¶", dpo: " ")]), author: "Eve <eve@team.example>")
        },
        signed("sign-off-unticked", "by who signed", boxed(dpo: " ")) { script, files in
            script.commit("tick", ["a.md": boxed(dpo: "x")], author: "Ann <ann@ministry.example>")
            script.commit("untick", files.marked(["a.md": boxed(dpo: " ")]), author: "Ann <ann@ministry.example>")
        },
        signed("signed-file-excluded", "by exclude", boxed(dpo: " ")) { script, files in
            script.commit("tick", ["a.md": boxed(dpo: "x"), "b.md": "- [ ] B\n"], author: "Ann <ann@ministry.example>")
            script.commit("hide", ["countersign.yml": roles + "exclude: [a.md, b.md]\n"])
            files.expect("a.md")
        },
        signed(
            "signed-file-excluded", "as a translation of what nobody signed", others: ["translation-mismatch"],
            boxed(dpo: " ")
        ) { script, files in
            script.commit("move", ["a.md": nil, "a.fr.md": boxed(dpo: " ")])
            script.commit("tick", ["a.fr.md": boxed(dpo: "x")], author: "Ann <ann@ministry.example>")
            script.commit(
                "hide", ["countersign.yml": roles + "languages: [en, fr]\n", "a.md": boxed(dpo: " ")])
            files.expect("a.fr.md")
        },
        signed("signed-file-excluded", "not as a translation of what is signed, too", boxed(dpo: " ")) {
            script, files in
            script.commit(
                "translate", ["countersign.yml": roles + "languages: [en, fr]\n", "a.fr.md": boxed(dpo: " ")])
            script.commit(
                "tick", files.marked(["a.md": boxed(dpo: "x"), "a.fr.md": boxed(dpo: "x")]),
                author: "Ann <ann@ministry.example>")
        },
    ]

    private static let ofTrailers = [
        trailer("malformed-sign-off", "words", "Sign-off: the data of all", isFound: true, in: "countersign.yml"),
        trailer("malformed-sign-off", "none of ours", "Signed-off-by: Ann <ann@ministry.example>", isFound: false),
        trailer("sign-off-of-unknown-item", "misspelt", "Sign-off: dat as dpo", isFound: true, in: "countersign.yml"),
        trailer("sign-off-of-unknown-item", "in prose", "See Sign-off: dat as dpo there.", isFound: false),
        trailer("sign-off-role-not-asked", "misspelt", "Sign-off: data as ministry", isFound: true, by: "ben"),
        trailer(
            "sign-off-role-not-asked", "asked", others: ["sign-off-without-box"], "Sign-off: data as dpo",
            isFound: false),
        trailer("sign-off-role-unclear", "without any", "Sign-off: data", isFound: true, by: "eve"),
        trailer("sign-off-role-unclear", "one", others: ["sign-off-without-box"], "Sign-off: data", isFound: false),
        trailer("revocation-of-nothing", "never signed", "Revoke-sign-off: data as dpo", isFound: true),
        trailer("revocation-of-nothing", "of another item", "Revoke-sign-off: other", isFound: true, line: 5),
        signed("revocation-not-allowed", "by somebody else", boxed(dpo: " ")) { script, files in
            script.commit("tick", ["a.md": boxed(dpo: "x")], author: "Ann <ann@ministry.example>")
            script.commit(
                "no\n\nRevoke-sign-off: data as dpo\n", files.marked(["a.md": boxed("¶", dpo: "x")]),
                author: "Eve <eve@team.example>")
        },
        signed("revocation-not-allowed", "by who signed", others: ["box-without-sign-off"], boxed(dpo: " ")) {
            script, files in
            script.commit("tick", ["a.md": boxed(dpo: "x")], author: "Ann <ann@ministry.example>")
            script.commit(
                "no\n\nRevoke-sign-off: data as dpo\n", files.marked(["a.md": boxed(dpo: "x")]),
                author: "Ann <ann@ministry.example>")
        },
        signed("sign-off-of-several-items", "with one id", others: ["duplicate-id"], boxed(dpo: " ")) { script, files in
            script.commit("copy", ["b.md": boxed(dpo: " "), "c.md": "- [ ] C {#c}\n  - Sign-off: dpo\n"])
            script.commit(
                "agree\n\nSign-off: data as dpo\nSign-off: c as dpo\n", files.marked(["countersign.yml": "¤" + roles]),
                author: "Ann <ann@ministry.example>")
        },
        signed("sign-off-of-several-items", "not in a translation", others: ["sign-off-without-box"], boxed(dpo: " ")) {
            script, files in
            script.commit(
                "translate", ["a.fr.md": boxed(dpo: " "), "countersign.yml": roles + "languages: [en, fr]\n"])
            script.commit(
                "agree\n\nSign-off: data as dpo\n", files.marked([:]), author: "Ann <ann@ministry.example>")
        },
    ]

    // MARK: A project that is signed

    /// Ann is the data protection officer, Ben is for the ministry.
    private static let roles = """
        roles:
          dpo: {}
          ministry: {}
        people:
          ann: { emails: [ann@ministry.example], roles: [dpo] }
          ben: { emails: [ben@ministry.example], roles: [ministry] }

        """

    private static func boxed(_ mark: String = "", dpo: String) -> String {
        "- [ ] Data is kept {#data}\(mark)\n  - Sign-off:\n    - [\(dpo)] dpo\n"
    }

    private static func signed(
        _ rule: String, _ label: String, others: Set<String> = [], _ text: String,
        then build: @escaping @Sendable (RepositoryScript, Files) -> Void
    ) -> RuleFixture {
        RuleFixture(rule, label, others: others) { script, files in
            script.commit("set up", ["countersign.yml": roles])
            script.commit("add", ["a.md": text])
            build(script, files)
            return nil
        }
    }

    /// A commit with this last line, that changes nothing. It is found at the item, or at a file.
    private static func trailer(
        _ rule: String, _ label: String, others: Set<String> = [], _ trailer: String, isFound: Bool,
        by person: String = "ann", in path: String? = nil, line: Int = 1
    ) -> RuleFixture {
        let text = boxed(dpo: " ") + "\n- [ ] Other {#other}\n  - Sign-off: dpo\n"
        return signed(rule, label, others: others, text) { script, files in
            script.commit(
                "words\n\n\(trailer)\n", files.marked([:]), author: .init("\(person) <\(person)@ministry.example>"))
            guard isFound else { return }
            if let path {
                files.expect(path)
            } else {
                files.expect(MarkedText(String(repeating: "\n", count: line - 1) + "¶", path: "a.md").places)
            }
        }
    }
}

extension ScriptedRepository {
    /// The same with the first entry of the tree there twice, in one more commit.
    fileprivate func doublingFirstEntry() throws -> ScriptedRepository {
        let tree = try git("ls-tree", "HEAD").split(separator: "\n")
        var content: [UInt8] = []
        for line in [tree[0]] + tree {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            content += Array("\(words[0]) \(words[3])\0".utf8)
            let digits = Array(words[2])
            content += stride(from: 0, to: 40, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
        }
        let id = try writeObject("tree", content)
        let commit = try git("commit-tree", "-p", "HEAD", "-m", "double", id.hex)
        try git("update-ref", "refs/heads/main", commit)
        return self
    }
}
