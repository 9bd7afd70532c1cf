import TestSupport

extension RuleFixture {
    /// What history says of sign-offs.
    static let ofSignOffs = missing + changed + excluded + selfGranted + truncated + alarms + ticks + squashes

    private static let missing = [
        RuleFixture("sign-off-missing", "by a box and inline") { script, files in
            let text = { (tick: String) in
                """
                - [\(tick)] One {#one}
                  - Sign-off:
                    - [ ] dpo
                - [\(tick)] Two {#two}
                  - Sign-off: dpo, ministry

                """
            }
            script.setUp()
            script.write("add", text(" "))
            script.commit(
                "tick",
                files.marked([
                    "a.md": """
                    - [x] One {#one}
                      - Sign-off:
                        - [ ] dpo¶
                    - [x] Two {#two}¶
                      - Sign-off: dpo, ministry

                    """
                ]), author: .ann)
            return nil
        },
        RuleFixture("sign-off-missing", "not of what is open, or signed") { script, files in
            script.signed()
            let signed = boxed("x", dpo: "x")
            script.write("more", signed + "- [ ] Two\n  - Sign-off: dpo\n- [ ] Three\n  - Sign-off: dpo\n")
            script.commit(
                "tick",
                files.marked([
                    "a.md": signed + "- [ ] Two\n  - Sign-off: dpo\n- [x] Three¶\n  - Sign-off: dpo\n"
                ]), author: .eve)
            return nil
        },
        RuleFixture("sign-off-missing", "revoked by who signed") { script, files in
            script.signed()
            script.commit(
                "revoke", files.marked(["a.md": "- [x] Data is kept {#data}\n  - Sign-off:\n    - [ ] dpo¶\n"]),
                author: .ann)
            return nil
        },
        RuleFixture("sign-off-missing", "by somebody without the role", others: ["box-without-sign-off"]) {
            script, files in
            script.setUp()
            script.write("add", boxed(" ", dpo: " "))
            script.commit(
                "tick", files.marked(["a.md": "- [x] Data is kept {#data}\n  - Sign-off:\n    - [x] dpo¶\n"]),
                author: .eve)
            return nil
        },
    ]

    private static let changed = [
        RuleFixture("changed-since-sign-off", "its words") { script, files in
            script.signed()
            script.commit(
                "reword",
                files.marked([
                    "a.md": "- [x] Data is kept for ever {#data}\n  - Sign-off:\n    - [x] dpo¶\n- [ ] Another\n"
                ]))
            return nil
        },
        RuleFixture("changed-since-sign-off", "its output, not spaces and other items") { script, files in
            script.setUp(["out.md": "30 days\n", "other.md": "1\n"])
            let text = { (tick: String, dpo: String, mark: String, other: String) in
                """
                - [\(tick)] Data is kept {#data}
                  - Output: [it](out.md)
                  - Sign-off:
                    - [\(dpo)] dpo\(mark)
                - [ ] Another
                * [\(tick)] \(other) {#two}
                  - Output: [it](other.md)
                  - Sign-off:
                    - [\(dpo)] dpo

                """
            }
            script.write("add", text(" ", " ", "", "Two words"))
            script.write("tick", text("x", " ", "", "Two words"), by: .eve)
            script.write("sign", text("x", "x", "", "Two words"), by: .ann)
            script.commit(
                "change",
                files.marked(["a.md": text("x", "x", "¶", "Two   *words*")]).merging(["out.md": "90 days\n"]) { $1 })
            return nil
        },
        RuleFixture("changed-since-sign-off", "not after the role signed again") { script, files in
            script.signed()
            script.write("reword", boxed("x", dpo: "x", "Data is kept for ever {#data}"))
            script.commit("Sign again\n\nSign-off: data as dpo\n", files.marked([:]), author: .ann)
            return nil
        },
    ]

    private static let excluded = [
        RuleFixture("excluded-without-sign-off", "never signed", others: ["not-applicable-without-reason"]) {
            script, files in
            script.setUp()
            script.write("add", boxed(" ", dpo: " "))
            script.commit(
                "exclude",
                files.marked([
                    "a.md":
                        "- [ ] ~~Data is kept~~ {#data}¶\n  - Reason: none\n  - Sign-off:\n    - [ ] dpo\n- [ ] ~~Two~~\n"
                ]))
            return nil
        },
        RuleFixture("excluded-without-sign-off", "signed when it applied", others: ["not-applicable-without-reason"]) {
            script, files in
            script.signed()
            script.commit(
                "exclude", files.marked(["a.md": "- [x] ~~Data is kept~~ {#data}¶\n  - Sign-off:\n    - [x] dpo\n"]))
            return nil
        },
        RuleFixture(
            "excluded-without-sign-off", "not when signed as excluded", others: ["not-applicable-without-reason"]
        ) { script, files in
            script.setUp()
            script.write("add", boxed(" ", dpo: " ", "~~Data is kept~~ {#data}"))
            script.commit(
                "sign", files.marked(["a.md": boxed(" ", dpo: "x", "~~Data is kept~~ {#data}")]), author: .ann)
            return nil
        },
    ]

    private static let selfGranted = [
        RuleFixture("self-granted-role", "by the signer") { script, files in
            script.setUp()
            script.write("add", boxed(" ", dpo: " "))
            script.commit(
                "appoint myself",
                files.marked([
                    "countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo]")
                        .replacing("[eve@team.example], roles: [dpo] }", with: "[eve@team.example], roles: [dpo] }¶")
                ]), author: .eve)
            script.write("tick", boxed("x", dpo: " "))
            script.write("sign", boxed("x", dpo: "x"), by: .eve)
            return nil
        },
        RuleFixture("self-granted-role", "not by somebody else, or of nobody's sign-off") { script, files in
            // Ann is listed by the author of the first commit, and Eve lists herself in vain.
            script.signed()
            script.commit(
                "appoint myself",
                files.marked(["countersign.yml": RepositoryScript.configuration(eve: ", roles: [dpo]")]), author: .eve)
            return nil
        },
    ]

    private static let truncated = [
        RuleFixture("truncated-history", "shallow", others: ["sign-off-missing"]) { script, files in
            script.signed()
            script.commit("more", files.marked(["countersign.yml": "¤" + RepositoryScript.configuration()]))
            script.commit("and more", ["b.md": "nothing\n"])
            files.afterwards { try $0.clone(["--depth=2"]) }
            return nil
        },
        RuleFixture("truncated-history", "partial", others: ["sign-off-missing"]) { script, files in
            script.signed()
            files.expect("countersign.yml")
            files.afterwards { try $0.clone(["--filter=blob:none"]) }
            return nil
        },
        RuleFixture("truncated-history", "deep enough is whole") { script, files in
            script.signed()
            files.afterwards { try $0.clone(["--depth=4"]) }
            return nil
        },
        RuleFixture("truncated-history", "on both sides of a change") { script, files in
            script.signed()
            let base = script.commit("more", ["b.md": "nothing\n"])
            script.commit("and more", ["b.md": "nothing at all\n"])
            files.expect("countersign.yml")
            files.afterwards { try $0.clone(["--depth=2"]) }
            return base
        },
    ]

    private static let alarms = [
        alarm("by a key of somebody else") { repository, keys in try keys.ben.commitAsAnn(in: repository) },
        alarm("by a revoked key") { repository, keys in
            try keys.ann.commitAsAnn(in: repository)
            let listed = "keys: [\"\(keys.ann.line)\"]"
            let revoked = "keys: [{ key: \"\(keys.ann.line)\", revoked: 2026-01-01 }]"
            try repository.writeFile(
                keys.configuration.replacing(listed, with: revoked), to: "countersign.yml")
            try repository.git("commit", "-q", "-a", "-m", "revoke")
        },
        alarm("altered after it was signed") { repository, keys in
            try keys.ann.commitAsAnn(in: repository)
            let altered = try repository.git("cat-file", "commit", "HEAD").replacing("\nsign", with: "\nSign")
            let id = try repository.writeObject("commit", Array((altered + "\n").utf8))
            try repository.git("reset", "-q", "--hard", id.hex)
        },
        RuleFixture("signature-alarm", "not by the person's own key, or one that nobody lists") { script, files in
            let keys = try Keys()
            keys.add(to: script)
            files.afterwards { repository in
                try repository.writeFile(boxed("x", dpo: "x"), to: "a.md")
                try keys.ann.commitAsAnn(in: repository)
                try repository.writeFile(boxed("x", dpo: " "), to: "a.md")
                try keys.ann.commitAsAnn(in: repository)
                try repository.writeFile(boxed("x", dpo: "x"), to: "a.md")
                try keys.other.commitAsAnn(in: repository)
                return repository
            }
            return nil
        },
    ]

    /// Signing keys of Ann and Ben, which the project lists, and another.
    private struct Keys {
        private let folder: TemporaryFolder
        let ann: SigningKey
        let ben: SigningKey
        let other: SigningKey

        init() throws {
            folder = try TemporaryFolder()
            ann = try SigningKey(in: folder, "ann")
            ben = try SigningKey(in: folder, "ben")
            other = try SigningKey(in: folder, "other")
        }

        var configuration: String {
            RepositoryScript.configuration(ann: ", keys: [\"\(ann.line)\"]")
                .replacing("roles: [ministry]", with: "roles: [ministry], keys: [\"\(ben.line)\"]")
        }

        func add(to script: RepositoryScript) {
            script.commit("set up", ["countersign.yml": configuration])
            script.write("add", boxed(" ", dpo: " "))
            script.write("tick", boxed("x", dpo: " "))
        }
    }

    private static func alarm(
        _ label: String, _ sign: @escaping @Sendable (ScriptedRepository, Keys) throws -> Void
    ) -> RuleFixture {
        RuleFixture("signature-alarm", label, others: ["box-without-sign-off", "sign-off-missing"]) { script, files in
            let keys = try Keys()
            keys.add(to: script)
            let signed = MarkedText("- [x] Data is kept {#data}¶\n  - Sign-off:\n    - [x] dpo\n", path: "a.md")
            files.expect(signed.places)
            files.afterwards { repository in
                try repository.writeFile(signed.text, to: "a.md")
                try sign(repository, keys)
                return repository
            }
            return nil
        }
    }

    private static let ticks = [
        RuleFixture(
            "born-ticked", "one and several", others: ["not-applicable-without-reason"],
            ["a.md": "- [x] One¶\n- [ ] Two\n- [x] ~~Three~~\n", "b.md": "- [ ] One\n- [x] Two¶\n- [x] Three\n"]),
        RuleFixture("born-ticked", "not what was ticked later, or signed") { script, files in
            script.setUp()
            script.write("add", boxed("x", dpo: " ") + "- [ ] One\n")
            script.commit(
                "sign",
                files.marked(["a.md": boxed("x", dpo: "x") + "- [x] One\n- [x] Two¶\n"]), author: .ann)
            return nil
        },
        RuleFixture("many-ticked-at-once", "ten") { script, files in
            let lines = { (tick: String, count: Int) in (1...count).map { "- [\(tick)] Item \($0)\n" }.joined() }
            script.commit("add", ["a.md": lines(" ", 11), "b.md": lines(" ", 9)])
            script.commit("tick b", ["b.md": lines("x", 9)])
            script.commit(
                "tick a",
                files.marked([
                    "a.md": "- [x] Item 1¶\n"
                        + lines("x", 11).split(separator: "\n").dropFirst()
                        .map { "\($0)\n" }.joined()
                ]))
            return nil
        },
        RuleFixture("many-ticked-at-once", "not those that came ticked", others: ["born-ticked"]) { script, files in
            let lines = { (tick: String, range: ClosedRange<Int>) in
                range.map { "- [\(tick)] Item \($0)\n" }.joined()
            }
            script.commit("add", ["a.md": lines(" ", 1...9)])
            script.commit("tick", files.marked(["a.md": lines("x", 1...9) + lines("x", 10...12)]))
            return nil
        },
        RuleFixture("ticked-and-reworded", "by id, by likeness") { script, files in
            script.commit(
                "add", ["a.md": "- [ ] Backups are restored each month {#a}\n- [ ] Access levels are agreed\n"])
            script.commit(
                "tick",
                files.marked([
                    "a.md": "- [x] Backups are made {#a}¶\n- [x] Access levels are agreed, somehow¶\n"
                ]))
            return nil
        },
        RuleFixture("ticked-and-reworded", "not in two commits, or by a full stop") { script, files in
            script.commit("add", ["a.md": "- [ ] Backups are restored {#a}\n- [ ] Access levels are agreed {#b}\n"])
            script.commit("reword", ["a.md": "- [ ] Backups are made {#a}\n- [ ] Access levels are agreed {#b}\n"])
            script.commit(
                "tick", files.marked(["a.md": "- [x] Backups are made {#a}\n- [x] access levels are *agreed*. {#b}\n"]))
            return nil
        },
    ]

    private static let squashes = [
        squash(
            "of several people", "Security (#12)\n\nCo-authored-by: Ann <ann@ministry.example>\n", by: .eve,
            isLost: true),
        squash(
            "of the officer's and another's", "Security (#12)\n\nCo-authored-by: Eve <eve@team.example>\n", by: .ann,
            isLost: true),
        squash("by somebody alone", "Security (#12)\n\n* Tick the box\n\n* Correct a word\n", by: .eve, isLost: false),
        squash(
            "with somebody who holds no role", "Security (#12)\n\nCo-authored-by: Bot <bot@forge.example>\n", by: .eve,
            isLost: false),
        squash(
            "but no pull request", "Security\n\nCo-authored-by: Ann <ann@ministry.example>\n", by: .eve, isLost: false),
        RuleFixture("squash-lost-sign-offs", "not when signed again") { script, files in
            script.setUp()
            script.write("add", boxed(" ", dpo: " "))
            script.write(
                "Security (#12)\n\nCo-authored-by: Ann <ann@ministry.example>\n", boxed("x", dpo: "x"), by: .eve)
            script.commit("Sign\n\nSign-off: data as dpo\n", files.marked([:]), author: .ann)
            return nil
        },
        RuleFixture(
            "squash-lost-sign-offs", "a box that came with its tick",
            others: ["box-without-sign-off", "sign-off-missing", "born-ticked"]
        ) { script, files in
            script.setUp()
            script.commit(
                "Security (#12)\n\n* Add the item\n\n* Tick and sign\n",
                files.marked(["a.md": "- [x] Data is kept {#data}¶\n  - Sign-off:\n    - [x] dpo\n"]), author: .ann)
            return nil
        },
        RuleFixture("squash-lost-sign-offs", "Sign-off: lines of others", others: ["sign-off-missing"]) {
            script, files in
            script.setUp()
            script.write("add", "- [ ] Data is kept {#data}\n  - Sign-off: dpo\n")
            script.commit(
                "Security (#12)\n\n* Tick\n\n* Approve\n\nSign-off: data as dpo\n\nCo-authored-by: Ann <ann@ministry.example>\n",
                files.marked(["a.md": "- [x] Data is kept {#data}¶\n  - Sign-off: dpo\n"]), author: .eve)
            return nil
        },
        RuleFixture("squash-lost-sign-offs", "not by a merge commit") { script, files in
            script.setUp()
            let add = script.write("add", boxed(" ", dpo: " "))
            let tick = script.write("tick", boxed("x", dpo: " "), by: .eve)
            let sign = script.write("sign", boxed("x", dpo: "x"), by: .ann, on: [tick])
            script.commit(
                "Merge pull request #12 from team/x\n\nCo-authored-by: Ann <ann@ministry.example>\n", on: [add, sign],
                files.marked(["a.md": boxed("x", dpo: "x")]))
            return nil
        },
    ]

    /// A box ticked by a squash that does not count.
    private static func squash(
        _ label: String, _ message: String, by author: RepositoryScript.Person, isLost: Bool
    ) -> RuleFixture {
        RuleFixture("squash-lost-sign-offs", label, others: ["box-without-sign-off", "sign-off-missing"]) {
            script, files in
            script.setUp()
            script.write("add", boxed(" ", dpo: " "))
            let mark = isLost ? "¶" : ""
            script.commit(
                message,
                files.marked(["a.md": "- [x] Data is kept {#data}\(mark)\n  - Sign-off:\n    - [x] dpo\n"]),
                author: author)
            return nil
        }
    }
}
