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
