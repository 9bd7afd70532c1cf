import Checklists
import Git
import Ledger

/// Appointing and signing in one go does not work (SPEC 4, "In force").
enum RolesChangedWithSignOffs: ChangeRule {
    static let rule = Diagnostic.Rule(
        "roles-changed-with-sign-offs", .warning,
        summary: "A change alters roles, people or keys, and signs items off.",
        rationale: """
            Its sign-offs are judged by the roles that were in force before: whoever it appoints signs in vain. Besides, \
            who may sign and what is signed are better looked at apart.
            """,
        example: .init(
            "text",
            wrong: "A pull request lists a new data protection officer, who ticks a sign-off box in it.",
            right: "One pull request lists the officer; when it is merged, another has the tick."))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        guard change.base.report.rules?.whoMaySign != change.head.report.rules?.whoMaySign else { return [] }
        let signed = change.head.report.items.filter { item in item.signOffs.contains { change.isNew($0.commit) } }
        guard let first = signed.first else { return [] }
        let isInVain = signed.contains { item in
            item.signOffs.contains { change.isNew($0.commit) && $0.failure == .role }
        }
        let places = try ConfigurationPlaces(change.head)
        return [
            Diagnostic(
                rule, path: Configuration.path, line: places.line(of: ["people"]),
                message: """
                    this change alters who may sign, and signs \(first.name)\(others(of: signed.count)) off: its sign-offs \
                    go by the roles before it\(isInVain ? ", and not all of them count" : "")
                    """,
                advice: "Change roles in one pull request, and sign in another when it is merged.",
                related: signed.related("signed off in this change"), detail: "")
        ]
    }
}

extension Rules {
    /// Roles, and of people and forge what decides whose a sign-off is, and what it is worth.
    var whoMaySign: Set<[String]> {
        var all: Set<[String]> = []
        for role in roles { all.insert(["role", role.key]) }
        for person in people {
            for email in person.emails { all.insert(["email", person.key, email]) }
            for role in person.roles { all.insert(["holds", person.key, role.role, "\(role.term)"]) }
            for key in person.publicKeys { all.insert(["key", person.key, "\(key)"]) }
        }
        for key in forgeKeys { all.insert(["forge", "\(key)"]) }
        return all
    }
}
