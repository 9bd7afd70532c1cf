import TestSupport

extension RuleFixture {
    /// What a change does.
    static let ofChanges =
        ids + demands + policies + keys + appointments + returns + targets + stale + ended + removed

    /// A change of one commit: what was there, and what is there then, marked.
    private static func change(
        _ rule: String, _ label: String, others: Set<String> = [], from before: [String: String?],
        to after: [String: String?], by author: RepositoryScript.Person = .author
    ) -> RuleFixture {
        RuleFixture(rule, label, others: others) { script, files in
            let base = script.commit("before", before)
            let gone = after.filter { $0.value == nil }
            script.commit(
                "after", files.marked(after.compactMapValues(\.self)).merging(gone) { $1 }, author: author)
            return base
        }
    }

    // MARK: Items

    private static let ids = [
        change(
            "id-changed", "another one, and none",
            from: ["a.md": "- [ ] One {#one}\n- [ ] Two {#two}\n- [ ] Three\n- [ ] Four {#four}\n"],
            to: ["a.md": "- [ ] One {#eins}¶\n- [ ] Two¶\n- [ ] Three {#three}\n- [ ] Four {#four}\n"]),
        change(
            "id-changed", "not of items that move, are reworded or new",
            from: ["a.md": "- [ ] One {#one}\n- [ ] Two words here {#two}\n"],
            to: ["b.md": "- [ ] One {#one}\n- [ ] Two {#zwei}\n", "a.md": "- [ ] Two words there {#two}\n"]),
    ]

    private static let stale = [
        RuleFixture("sign-off-made-stale", "by its words") { script, files in
            let base = script.signed()
            script.commit(
                "reword", files.marked(["a.md": "- [x] Data is lost {#data}\n  - Sign-off:\n    - [x] dpo¶\n"]))
            return base
        },
        RuleFixture("sign-off-made-stale", "by its output, in a file that is not touched") { script, files in
            let base = script.signed("Data is kept {#data}\n  - Output: [it](out.md)", ["out.md": "30 days\n"])
            script.commit("change", ["out.md": "90 days\n"])
            script.commit(
                "more",
                files.marked([
                    "a.md": "- [x] Data is kept {#data}\n  - Output: [it](out.md)\n  - Sign-off:\n    - [x] dpo¶\n"
                ]))
            return base
        },
        RuleFixture("sign-off-made-stale", "not when it is signed again, or was stale before") { script, files in
            script.signed()
            let both = boxed("x", dpo: "x") + boxed("x", dpo: " ", "Access is logged {#access}")
            script.write("add", both.replacing("[x] Access", with: "[ ] Access"))
            script.write("tick", both, by: .eve)
            script.write("sign", both.replacing("[ ] dpo", with: "[x] dpo"), by: .ann)
            let stale = both.replacing("[ ] dpo", with: "[x] dpo").replacing("logged", with: "logged daily")
            let base = script.write("reword", stale)
            script.write(
                "reword", stale.replacing("kept", with: "kept long").replacing("daily", with: "weekly"))
            script.commit("Sign again\n\nSign-off: data as dpo\n", files.marked([:]), author: .ann)
            return base
        },
    ]

    private static let ended = [
        RuleFixture("sign-off-ended", "by reopening", others: ["box-without-sign-off"]) { script, files in
            let base = script.signed()
            script.commit(
                "untick", files.marked(["a.md": "- [ ] Data is kept {#data}\n  - Sign-off:\n    - [x] dpo¶\n"]))
            return base
        },
        RuleFixture("sign-off-ended", "by the signer") { script, files in
            let base = script.signed()
            script.commit(
                "revoke", files.marked(["a.md": "- [x] Data is kept {#data}\n  - Sign-off:\n    - [ ] dpo¶\n"]),
                author: .ann)
            return base
        },
        RuleFixture("sign-off-ended", "by a trailer", others: ["box-without-sign-off"]) { script, files in
            let base = script.signed()
            script.write("more", boxed("x", dpo: "x") + "- [ ] Two\n")
            script.commit(
                "Revoke\n\nRevoke-sign-off: data as dpo\n",
                files.marked(["a.md": "- [x] Data is kept {#data}\n  - Sign-off:\n    - [x] dpo¶\n"]), author: .ann)
            return base
        },
        RuleFixture(
            "sign-off-ended", "by going and coming back",
            others: ["born-ticked", "box-without-sign-off", "sign-off-missing"]
        ) {
            script, files in
            let base = script.signed()
            script.commit("remove", ["a.md": nil])
            script.commit(
                "restore", files.marked(["b.md": "- [x] Data is kept {#data}\n  - Sign-off:\n    - [x] dpo¶\n"]))
            return base
        },
        RuleFixture("sign-off-ended", "not when it is signed again") { script, files in
            let base = script.signed()
            script.write("untick", boxed(" ", dpo: "x"))
            script.write("tick", boxed("x", dpo: "x"))
            script.write("untick the box", boxed("x", dpo: " "), by: .ann)
            script.commit("sign", files.marked(["a.md": boxed("x", dpo: "x")]), author: .ann)
            return base
        },
        RuleFixture("sign-off-unticked", "told once", others: ["sign-off-missing"]) { script, files in
            let base = script.signed()
            script.commit(
                "untick", files.marked(["a.md": "- [x] Data is kept {#data}¶\n  - Sign-off:\n    - [ ] dpo\n"]),
                author: .eve)
            return base
        },
    ]

    private static let removed = [
        RuleFixture("signed-item-removed", "from its file") { script, files in
            let base = script.signed()
            script.write("more", boxed("x", dpo: "x") + "- [ ] Two\n")
            script.commit("remove", files.marked(["a.md": "¤- [ ] Two\n"]))
            return base
        },
        RuleFixture("signed-item-removed", "by a comment") { script, files in
            let base = script.signed()
            script.commit("hide", files.marked(["a.md": "¤# Nothing\n\n<!--\n\(boxed("x", dpo: "x"))-->\n"]))
            return base
        },
        RuleFixture(
            "signed-item-removed", "another under its id",
            others: ["born-ticked", "box-without-sign-off", "sign-off-missing"]
        ) {
            script, files in
            let base = script.signed()
            script.commit("remove", ["a.md": "- [ ] Two\n"])
            script.commit(
                "replace", files.marked(["a.md": "- [x] Nobody asks {#data}¶\n  - Sign-off:\n    - [x] dpo\n"]))
            return base
        },
        RuleFixture("signed-item-removed", "not when it moves, and no other items") { script, files in
            script.signed()
            let base = script.write("more", boxed("x", dpo: "x") + "- [ ] Two\n")
            script.commit(
                "move", files.marked(["b.md": boxed("x", dpo: "x") + "- [ ] Three\n"]).merging(["a.md": nil]) { $1 })
            return base
        },
        RuleFixture("signed-checklist-deleted", "one file") { script, files in
            script.signed()
            let base = script.commit("more", ["b.md": "- [ ] Two\n"])
            files.expect("a.md")
            script.commit("delete", ["a.md": nil, "b.md": nil])
            return base
        },
        RuleFixture("signed-checklist-deleted", "not when it is renamed or its items go elsewhere") { script, files in
            script.signed()
            let base = script.commit("more", ["b.md": "- [ ] Two {#two}\n- [ ] Three\n"])
            script.commit("rename", renames: ["a.md": "phases/a.md"])
            script.commit(
                "gather", files.marked(["c.md": "- [ ] Two {#two}\n- [ ] Three\n"]).merging(["b.md": nil]) { $1 })
            return base
        },
    ]

    // MARK: Demands

    private static let asking = "- [ ] One {#one}\n  - Sign-off:\n    - [ ] dpo\n    - [ ] ministry\n"

    private static func demand(
        _ label: String, others: Set<String> = [], from before: [String: String], to after: [String: String?]
    ) -> RuleFixture {
        change(
            "sign-off-no-longer-asked", label, others: others,
            from: ["countersign.yml": RepositoryScript.configuration()].merging(before) { $1 }, to: after)
    }

    private static let demands = [
        demand(
            "a box less", from: ["a.md": asking + "- [ ] Two\n  - Sign-off: dpo\n"],
            to: [
                "a.md": "- [ ] One {#one}¶\n  - Sign-off:\n    - [ ] ministry\n- [ ] Two\n"
            ]),
        demand(
            "a letter that looks like another", others: ["unknown-asked-role"], from: ["a.md": asking],
            to: ["a.md": "- [ ] One {#one}¶\n  - Sign-off:\n    - [ ] dр\u{43E}\n    - [ ] ministry\n"]),
        demand(
            "the front matter asks no more", from: ["a.md": "---\nsign-off: [dpo]\n---\n\n- [ ] One\n- [ ] Two\n"],
            to: ["a.md": "---\ntitle: A\n---\n\n- [ ] One¶\n- [ ] Two\n"]),
        demand(
            "front matter that cannot be read", others: ["front-matter-unreadable"],
            from: ["a.md": "---\nsign-off: [dpo]\n---\n\n- [ ] One\n"],
            to: ["a.md": "---\nsign-off: [dpo\n---\n\n- [ ] One¶\n"]),
        demand(
            "a field of its own instead of the front matter's",
            from: ["a.md": "---\nsign-off: [dpo]\n---\n\n- [ ] One\n- [ ] Two\n"],
            to: ["a.md": "---\nsign-off: [dpo]\n---\n\n- [ ] One¶\n  - Sign-off:\n- [ ] Two\n"]),
        demand(
            "moved to a file that asks for nothing",
            from: ["a.md": "---\nsign-off: [dpo]\n---\n\n- [ ] One {#one}\n- [ ] Two\n"],
            to: ["a.md": "---\nsign-off: [dpo]\n---\n\n- [ ] Two\n", "b.md": "- [ ] One {#one}¶\n"]),
        demand(
            "a role that is not declared any more", others: ["role-granted", "unknown-asked-role"],
            from: ["a.md": asking + "- [ ] Two\n  - Sign-off: dpo\n"],
            to: [
                "countersign.yml": RepositoryScript.configuration(roles: "  officer: {}\n  ministry: {}")
                    .replacing("roles: [dpo]", with: "roles: [officer]").replacing("\nroles:", with: "\nroles:¶")
            ]),
        demand(
            "an item that is gone, or asks under other words", from: ["a.md": asking + "- [ ] Two\n"],
            to: ["a.md": "¤- [ ] Something quite different {#other}\n- [ ] Two\n"]),
        demand("in a fence", from: ["a.md": asking], to: ["a.md": "¤```\n\(asking)```\n\n- [ ] Two\n"]),
        RuleFixture("sign-off-no-longer-asked", "a file that is gone") { script, files in
            let base = script.setUp(["a.md": asking])
            files.expect("a.md")
            script.commit("delete", ["a.md": nil])
            return base
        },
        demand(
            "a file that is left out", from: ["a.md": asking],
            to: [
                "a.md": "¤" + asking,
                "countersign.yml": RepositoryScript.configuration(more: "exclude: [a.md]\n"),
            ]),
        demand(
            "a file that counts as a translation", others: ["translation-mismatch"],
            from: ["a.md": "- [ ] Two {#two}\n", "a.km.md": asking],
            to: [
                "a.km.md": "¤" + asking,
                "countersign.yml": RepositoryScript.configuration(more: "languages: [en, km]\n"),
            ]),
        RuleFixture("sign-off-no-longer-asked", "a file that is no Markdown any more") { script, files in
            let base = script.setUp(["a.md": asking])
            files.expect("a.txt")
            script.commit("rename", renames: ["a.md": "a.txt"])
            return base
        },
        RuleFixture("sign-off-no-longer-asked", "a file that moves to a folder that is left out") { script, files in
            let base = script.setUp(["a.md": asking], more: "include: [\"*.md\"]\nexclude: [old]\n")
            files.expect("old/a.md")
            script.commit("move", renames: ["a.md": "old/a.md"])
            return base
        },
        RuleFixture("sign-off-no-longer-asked", "a file that is a link") { script, files in
            let base = script.setUp(["a.md": asking])
            files.expect("a.md")
            script.commit("link", ["a.md": "b.md", "b.md": "- [ ] Two\n"], modes: ["a.md": .symbolicLink])
            return base
        },
        demand(
            "a file that is not included", from: ["a.md": asking],
            to: [
                "a.md": "¤" + asking, "b.md": "- [ ] Two\n",
                "countersign.yml": RepositoryScript.configuration(more: "include: [b.md]\n"),
            ]),
        RuleFixture("sign-off-no-longer-asked", "a signed file that is left out") { script, files in
            let base = script.signed()
            script.commit(
                "leave out",
                files.marked(["countersign.yml": RepositoryScript.configuration(more: "exclude: [a.md]\n")]))
            files.expect("a.md")
            return base
        },
        RuleFixture("sign-off-no-longer-asked", "no configuration any more", others: ["policy-weakened"]) {
            script, files in
            let base = script.setUp(["a.md": asking])
            // For each of the roles.
            files.expect("countersign.yml")
            files.expect("countersign.yml")
            script.commit("delete", ["countersign.yml": nil])
            return base
        },
        demand(
            "not of what is asked otherwise, and was never declared",
            from: ["a.md": asking + "- [ ] Two {#two}\n  - Sign-off: dpoo\n- [ ] Three\n"],
            to: [
                "a.md": """
                - [ ] Two {#two}
                  - Sign-off: dpo
                - [x] One, in other words {#one}
                  - Sign-off: ministry, dpo
                - [ ] Four

                """
            ], others: ["sign-off-missing", "ticked-and-reworded"]),
    ]

    private static func demand(
        _ label: String, from before: [String: String], to after: [String: String?], others: Set<String>
    ) -> RuleFixture { demand(label, others: others, from: before, to: after) }

    // MARK: The configuration

    private static func configured(
        _ rule: String, _ label: String, others: Set<String> = [], _ before: String, _ after: String
    ) -> RuleFixture {
        change(
            rule, label, others: others, from: ["countersign.yml": RepositoryScript.configuration(more: before)],
            to: ["countersign.yml": RepositoryScript.configuration(more: after)])
    }

    private static let policies = [
        configured(
            "minimum-evidence-lowered", "for all", "policy: { minimum-evidence: verified }\n",
            "policy: { minimum-evidence: authored }¶\n"),
        configured(
            "minimum-evidence-lowered", "for one role",
            "policy:\n  minimum-evidence: { dpo: verified, ministry: forge }\n",
            "policy:\n  minimum-evidence:\n    ministry: verified\n    dpo: forge¶\n"),
        configured(
            "minimum-evidence-lowered", "by leaving it out", "policy:\n  minimum-evidence: verified\n", "title: A¤\n"),
        configured(
            "minimum-evidence-lowered", "not when it is raised, or said otherwise",
            "policy:\n  minimum-evidence: { default: authored, dpo: verified, ministry: verified }\n",
            "policy:\n  minimum-evidence: verified\n"),
        configured(
            "policy-weakened", "independence", "policy:\n  independent: true\n", "policy:\n  independent: false¶\n"),
        configured(
            "policy-weakened", "approvals", "policy:\n  approval-trailers: [Approved-by]\n",
            "policy:\n  approval-trailers: [approved-by, Reviewed-by]¶\n"),
        configured("policy-weakened", "revoking", "", "policy:\n  revoke: [ministry]¶\n"),
        configured(
            "policy-weakened", "checks", "checks:\n  overdue: error\n  duplicate-id: off\n",
            "checks:\n  duplicate-id: off\n  born-ticked: error\n  id-changed: note¶\n  overdue: warning¶\n"),
        configured(
            "policy-weakened", "a revocation",
            "forge-keys: [{ key: ssh-ed25519 AAAA1, revoked: 2026-01-01 }, { key: ssh-ed25519 AAAA2, revoked: 2026-01-01 }]\n",
            "forge-keys: [{ key: ssh-ed25519 AAAA1, revoked: 2026-02-01 }, { key: ssh-ed25519 AAAA2 x, revoked: 2025-01-01 }]¶\n"
        ),
        configured(
            "policy-weakened", "not by what is stricter, or as it was",
            "policy: { revoke: [dpo, ministry], approval-trailers: [Approved-by] }\nchecks: { overdue: note }\n",
            "policy: { independent: true, revoke: [dpo] }\nchecks: { overdue: error, id-changed: warning }\n"),
        RuleFixture("policy-weakened", "no configuration any more") { script, files in
            let base = script.setUp(["a.md": "- [ ] One\n"])
            files.expect("countersign.yml")
            script.commit("delete", ["countersign.yml": nil])
            return base
        },
        configured(
            "alarm-acknowledged", "one more",
            "policy:\n  acknowledged:\n    - { commit: 1111111111111111111111111111111111111111, reason: lost }\n",
            """
            policy:
              acknowledged:¶
                - { commit: 1111111111111111111111111111111111111111, reason: lost laptop }
                - { commit: 2222222222222222222222222222222222222222, reason: lost laptop }

            """),
        configured(
            "alarm-acknowledged", "none",
            "policy:\n  acknowledged:\n    - { commit: 1111111111111111111111111111111111111111, reason: lost }\n",
            "policy: {}\n"),
    ]

    private static func keyed(_ label: String, from before: String, to after: String) -> RuleFixture {
        change(
            "key-added", label, from: ["countersign.yml": RepositoryScript.configuration(ann: before)],
            to: ["countersign.yml": RepositoryScript.configuration(ann: after)])
    }

    private static let keys = [
        keyed(
            "of a person", from: ", keys: [ssh-ed25519 AAAA1 ann]",
            to: ", keys: [ssh-ed25519 AAAA1 laptop, ssh-ed25519 AAAA2]¶"),
        keyed(
            "that holds longer", from: ", keys: [{ key: ssh-ed25519 AAAA1, until: 2026-06-30 }]",
            to: ", keys: [{ key: ssh-ed25519 AAAA1, until: 2026-12-31 }]¶"),
        keyed(
            "not that holds shorter, goes, or is revoked", from: ", keys: [ssh-ed25519 AAAA1, ssh-ed25519 AAAA2]",
            to:
                ", keys: [{ key: ssh-ed25519 AAAA1, from: 2026-01-01 }, { key: ssh-ed25519 AAAA3, revoked: 2026-01-01 }]"
        ),
        configured("key-added", "of the forge", "", "forge-keys: [ssh-ed25519 AAAA1]¶\n"),
        configured(
            "key-added", "not of somebody new", others: ["role-granted"], "",
            "  new: { emails: [new@team.example], roles: [dpo], keys: [ssh-ed25519 AAAA1] }\n"),
        RuleFixture("key-added", "of somebody without a role, who held one", others: ["sign-off-missing"]) {
            script, files in
            let without = RepositoryScript.configuration().replacing("roles: [dpo]", with: "roles: []")
            script.signed()
            let base = script.commit("leave", ["countersign.yml": without])
            script.commit(
                "list",
                files.marked([
                    "countersign.yml": without.replacing("roles: []", with: "roles: [], keys: [ssh-ed25519 AAAA1]¶")
                ]))
            return base
        },
        RuleFixture("key-added", "of somebody who was not listed any more, but had signed") { script, files in
            let ann = "  ann: { name: Ann, emails: [ann@ministry.example], roles: [dpo] }\n"
            script.signed()
            let base = script.commit(
                "leave", ["countersign.yml": RepositoryScript.configuration().replacing(ann, with: "")])
            script.commit(
                "list",
                files.marked([
                    "countersign.yml": RepositoryScript.configuration()
                        .replacing(ann, with: ann.replacing("roles: [dpo]", with: "keys: [ssh-ed25519 AAAA1]"))
                        .replacing("AAAA1] }", with: "AAAA1] }¶")
                ]))
            return base
        },
        change(
            "key-added", "of a person who gets another's address", others: ["person-without-email"],
            from: [
                "countersign.yml": RepositoryScript.configuration(eve: ", keys: [ssh-ed25519 AAAA1]")
            ],
            to: [
                "countersign.yml": RepositoryScript.configuration(eve: ", keys: [ssh-ed25519 AAAA1]¶")
                    .replacing("emails: [ann@ministry.example]", with: "emails: []")
                    .replacing("[eve@team.example]", with: "[eve@team.example, ann@ministry.example]")
            ]),
        change(
            "key-added", "of a person by another name",
            from: ["countersign.yml": RepositoryScript.configuration()],
            to: [
                "countersign.yml": RepositoryScript.configuration(ann: ", keys: [ssh-ed25519 AAAA1]¶")
                    .replacing("  ann: {", with: "  officer: {")
            ]),
    ]

    private static func appointment(
        _ label: String, _ after: String, _ message: String = "appoint", by author: RepositoryScript.Person = .eve,
        committer: RepositoryScript.Person? = nil
    ) -> RuleFixture {
        RuleFixture("role-granted-by-holder", label, others: ["role-granted"]) { script, files in
            let base = script.commit("set up", ["countersign.yml": RepositoryScript.configuration()])
            script.commit(message, files.marked(["countersign.yml": after]), author: author, committer: committer)
            return base
        }
    }

    private static let granted = RepositoryScript.configuration(eve: ", roles: [dpo]")
    private static let selfGranted =
        granted
        .replacing("[eve@team.example], roles: [dpo] }", with: "[eve@team.example], roles: [dpo] }¶")

    /// Roles that were taken away, and come back by a merge.
    private static let returns = [
        RuleFixture("role-granted-by-holder", "by a merge that ignores the base", others: ["role-granted"]) {
            script, files in
            let first = script.commit("set up", ["countersign.yml": granted])
            let base = script.commit("take away", ["countersign.yml": RepositoryScript.configuration()], author: .ann)
            let own = script.commit("work", on: [first], ["a.md": "- [ ] One\n"], author: .ben)
            script.merge("merge", [own, base], files.marked(["countersign.yml": selfGranted]), author: .eve)
            return base
        },
        RuleFixture("role-granted-by-holder", "by a merge that ignores another branch", others: ["role-granted"]) {
            script, files in
            let base = script.commit("set up", ["countersign.yml": RepositoryScript.configuration()])
            let appointed = script.commit("appoint", ["countersign.yml": granted], author: .ann)
            let away = script.commit(
                "take away", ["countersign.yml": RepositoryScript.configuration()], author: .ann)
            let own = script.commit("work", on: [appointed], ["a.md": "- [ ] One\n"], author: .eve)
            script.merge("merge", [own, away], files.marked(["countersign.yml": selfGranted]), author: .eve)
            return base
        },
        RuleFixture("role-granted-by-holder", "not by work after others did it", others: ["role-granted"]) {
            script, files in
            let base = script.commit("set up", ["countersign.yml": RepositoryScript.configuration()])
            let appointed = script.commit("appoint", ["countersign.yml": granted], author: .ann)
            let one = script.commit("one", ["a.md": "- [ ] One\n"], author: .eve)
            let two = script.commit("two", on: [appointed], ["b.md": "- [ ] Two\n"], author: .eve)
            script.merge("merge", [one, two], files.marked(["b.md": "- [ ] Two\n"]), author: .eve)
            return base
        },
    ]

    /// What is meant to go into a branch that has moved on.
    private static let targets = [
        target("who may sign", RepositoryScript.configuration(eve: ", roles: [dpo]"), differs: true),
        target("the policy", RepositoryScript.configuration(more: "policy: { independent: true }\n"), differs: true),
        target("no configuration any more", nil, differs: true),
        target(
            "not names and titles",
            RepositoryScript.configuration(more: "title: A\n").replacing("name: Ann", with: "name: Ann A"),
            differs: false),
        RuleFixture("base-configuration-differs", "not when it is merged") { script, files in
            let first = script.setUp()
            let base = script.commit("change", ["countersign.yml": granted])
            let own = script.commit("work", on: [first], ["a.md": "- [ ] One\n"])
            script.merge("merge", [own, base], files.marked(["countersign.yml": granted]))
            return base
        },
    ]

    private static func target(_ label: String, _ text: String?, differs: Bool) -> RuleFixture {
        RuleFixture("base-configuration-differs", label) { script, files in
            let first = script.setUp()
            let base = script.commit("change", ["countersign.yml": text])
            script.commit("work", on: [first], files.marked(["a.md": "- [ ] One\n"]))
            if differs { files.expect("countersign.yml") }
            return base
        }
    }

    private static let appointments = [
        appointment(
            "to oneself",
            RepositoryScript.configuration(eve: ", roles: [dpo]")
                .replacing("[eve@team.example], roles: [dpo] }", with: "[eve@team.example], roles: [dpo] }¶")),
        appointment(
            "by taking another's place",
            RepositoryScript.configuration().replacing("  eve: { name: Eve, emails: [eve@team.example] }\n", with: "")
                .replacing("ann@ministry.example]", with: "ann@ministry.example, Eve@Team.example]")
                .replacing("[dpo] }\n", with: "[dpo] }¶\n")),
        RuleFixture("role-granted-by-holder", "for longer", others: ["role-granted"]) { script, files in
            let text = { (until: String) in
                RepositoryScript.configuration(eve: ", roles: [{ role: dpo, until: \(until) }]")
            }
            let base = script.commit("set up", ["countersign.yml": text("2026-12-31")])
            script.commit(
                "extend",
                files.marked(["countersign.yml": text("2027-12-31").replacing("-31 }] }", with: "-31 }] }¶")]),
                author: .eve)
            return base
        },
        RuleFixture("role-granted-by-holder", "as the first of all") { script, files in
            let base = script.commit("add", ["a.md": "- [ ] One\n"])
            script.commit(
                "set up",
                files.marked([
                    "countersign.yml": RepositoryScript.configuration().replacing("[dpo] }", with: "[dpo] }¶")
                ]),
                author: .ann)
            return base
        },
        appointment("not to others", RepositoryScript.configuration(eve: ", roles: [dpo]"), by: .ann),
        RuleFixture("role-granted-by-holder", "not for shorter, and not what is taken back") { script, files in
            let base = script.commit("set up", ["countersign.yml": RepositoryScript.configuration()])
            script.commit(
                "all", ["countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo, ministry]")],
                author: .eve)
            script.commit(
                "none",
                files.marked([
                    "countersign.yml": RepositoryScript.configuration()
                        .replacing("roles: [dpo]", with: "roles: [{ role: dpo, until: 2026-12-31 }]")
                ]), author: .ann)
            return base
        },
        RuleFixture(
            "role-granted-by-holder", "not when others did it on the other side of a merge", others: ["role-granted"]
        ) { script, files in
            let base = script.commit("set up", ["countersign.yml": RepositoryScript.configuration()])
            let side = script.commit(
                "appoint", ["countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo]")], author: .ann)
            let own = script.commit("work", on: [base], ["a.md": "- [ ] One\n"], author: .eve)
            script.commit(
                "merge", on: [own, side],
                files.marked(["countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo]")]), author: .eve)
            return base
        },
        appointment(
            "not by others who committed and helped, either", RepositoryScript.configuration(eve: ", roles: [dpo]"),
            "appoint\n\nCo-authored-by: Ben <ben@ministry.example>\n", by: .ann, committer: .ben),
        appointment(
            "as the committer of another's commit", selfGranted, "appoint", by: .ann, committer: .eve),
        appointment(
            "as a co-author", selfGranted, "appoint\n\nCo-authored-by: Eve <Eve@team.example>\n\nMore.\n", by: .ann),
        RuleFixture(
            "roles-changed-with-sign-offs", "by the one who is appointed",
            others: ["box-without-sign-off", "role-granted", "sign-off-missing"]
        ) { script, files in
            script.setUp()
            script.write("add", boxed(" ", dpo: " "))
            let base = script.write("tick", boxed("x", dpo: " "))
            script.commit(
                "appoint",
                files.marked([
                    "countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo]")
                        .replacing("\npeople:", with: "\npeople:¶")
                ]))
            script.write("sign", boxed("x", dpo: "x"), by: .eve)
            return base
        },
        RuleFixture("roles-changed-with-sign-offs", "not with names and titles, or without sign-offs") {
            script, files in
            script.setUp()
            script.write("add", boxed(" ", dpo: " "))
            let base = script.write("tick", boxed("x", dpo: " "))
            script.commit(
                "name",
                files.marked([
                    "countersign.yml": RepositoryScript.configuration(more: "title: A\n")
                        .replacing("name: Ann", with: "name: Ann A").replacing("Ministry }", with: "The ministry }")
                ]))
            script.write("sign", boxed("x", dpo: "x"), by: .ann)
            return base
        },
        RuleFixture("roles-changed-with-sign-offs", "not when they were made before", others: ["role-granted"]) {
            script, files in
            let base = script.signed()
            script.commit(
                "appoint", files.marked(["countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo]")]))
            return base
        },
    ]
}
