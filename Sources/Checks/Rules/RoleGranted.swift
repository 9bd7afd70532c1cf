import Checklists
import Git
import Ledger

/// A change that gives somebody a role: what they sign in the next pull request counts.
enum RoleGranted: ChangeRule {
    static let rule = Diagnostic.Rule(
        "role-granted", .note,
        summary: "A change gives a person a role, or lets it hold longer.",
        rationale: """
            Once it is merged, this person can sign off in that role. Whoever reviews the change appoints them; make sure that the \
            address is really theirs.
            """,
        example: .init(
            "yaml",
            wrong: """
                people:
                  dara:
                    emails: [dara@team.example]
                    roles: [data-protection-officer]    # new
                """))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        guard let base = change.base.report.rules, let head = change.head.report.rules else { return [] }
        let places = try ConfigurationPlaces(change.head)
        let declared = Set(head.roles.map(\.key))
        let told = Set(try RoleGrantedByHolder.findings(in: change).map(\.detail))
        return head.people.compactMap { person in
            let before = person.emails.compactMap(base.person).flatMap(\.roles)
            let granted = person.roles.filter { role in
                declared.contains(role.role) && !told.contains("\(person.key) \(role.role)")
                    && !before.contains { $0.role == role.role && $0.term.covers(role.term) }
            }
            let roles = Set(granted.map(\.role)).sorted()
            guard !roles.isEmpty else { return nil }
            return Diagnostic(
                rule, path: Configuration.path, line: places.line(of: ["people", person.key]),
                message: """
                    \(quoted(person.key)) gets the \(roles.count > 1 ? "roles" : "role") \(list(roles)); what they sign counts \
                    after this is merged
                    """,
                advice: "Make sure that the e-mail address is theirs: whoever has it can sign.",
                detail: "\(person.key) \(roles.joined(separator: " "))")
        }
    }
}
