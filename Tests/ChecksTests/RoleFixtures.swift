import TestSupport

extension RuleFixture {
    /// Who gets a role.
    static let ofRoles: [RuleFixture] = [
        RuleFixture("role-granted", "somebody new, and one more") { script, files in
            let base = script.commit("set up", ["countersign.yml": configuration("ann", roles: "[dpo]")])
            script.commit(
                "appoint",
                files.marked([
                    "countersign.yml": configuration("ann¶", roles: "[dpo, ministry]")
                        + "  ben:¶\n    emails: [ben@ministry.example]\n    roles: [dpo]\n"
                ]), author: "Eve <eve@team.example>")
            return base
        },
        RuleFixture("role-granted", "not for less, nor another name") { script, files in
            let base = script.commit("set up", ["countersign.yml": configuration("ann", roles: "[dpo, ministry]")])
            script.commit(
                "rename",
                files.marked(["countersign.yml": configuration("anna", roles: "[{ role: dpo, until: 2027-06-30 }]")]),
                author: "Eve <eve@team.example>")
            return base
        },
        RuleFixture("role-granted", "another address, and in the place of the old one") { script, files in
            let base = script.setUp()
            script.commit(
                "write addresses anew",
                files.marked([
                    "countersign.yml": RepositoryScript.configuration()
                        .replacing(
                            "[ann@ministry.example], roles: [dpo] }",
                            with: "[Ann@ministry.example, ann@x.example], roles: [dpo] }¶"
                        )
                        .replacing(
                            "[ben@ministry.example], roles: [ministry] }", with: "[ben@x.example], roles: [ministry] }¶"
                        )
                        .replacing("[eve@team.example]", with: "[eve@team.example, eve@x.example]")
                ]))
            return base
        },
        RuleFixture("role-granted", "an address that was another's, under another name") { script, files in
            let base = script.setUp()
            script.commit(
                "join",
                files.marked([
                    "countersign.yml": RepositoryScript.configuration()
                        .replacing("  eve: { name: Eve, emails: [eve@team.example] }\n", with: "")
                        .replacing("  ann: {", with: "  officer: {")
                        .replacing(
                            "[ann@ministry.example], roles: [dpo] }",
                            with: "[eve@team.example, ann@ministry.example], roles: [dpo] }¶")
                ]))
            return base
        },
        RuleFixture("role-granted", "for longer, or without an end") { script, files in
            let text = { (ann: String, ben: String) in
                RepositoryScript.configuration()
                    .replacing("roles: [dpo] }", with: "roles: [{ role: dpo\(ann) }] }")
                    .replacing("roles: [ministry] }", with: "roles: [{ role: ministry\(ben) }] }")
                    .replacing("¶ }] }", with: " }] }¶")
            }
            let base = script.commit(
                "set up", ["countersign.yml": text(", until: 2026-12-31", ", until: 2026-12-31")])
            script.commit("extend", files.marked(["countersign.yml": text(", until: 2027-12-31¶", "¶")]))
            return base
        },
    ]

    private static func configuration(_ person: String, roles: String) -> String {
        let key = person.replacing("¶", with: "")
        let mark = person == key ? "" : "¶"
        return """
            version: 1
            roles: { dpo: {}, ministry: {} }
            people:
              \(key):\(mark)
                emails: [ann@ministry.example]
                roles: \(roles)

            """
    }
}
