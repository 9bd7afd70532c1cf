import Checklists
import Git
import Ledger

/// A change that gives somebody a role: what they sign in the next pull request counts.
enum RoleGranted: ChangeRule {
    static let rule = Diagnostic.Rule(
        "role-granted", .note,
        summary: "A change gives a person a role, lets it hold longer, or adds an address to somebody who holds one.",
        rationale: """
            Once it is merged, this person can sign off in that role. Whoever reviews the change appoints them; make sure \
            that the address is really theirs. Another address for somebody who is listed already, and a term that gets longer, are \
            easily overlooked: they are warnings.
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
        let told = Set(try RoleGrantedByHolder.findings(in: change).map(\.detail))
        var found: [Diagnostic] = []
        for person in head.people {
            let now = head.held(by: person)
            guard !now.isEmpty else { continue }
            let known = base.counterpart(of: person)
            let before = known.map(base.held) ?? []
            // Somebody new is looked at as a whole.
            let addresses = person.emails.filter { address in known.map { !$0.has(address) } ?? false }
            if !addresses.isEmpty { found.append(finding(of: addresses, person, now, places)) }
            let granted = now.filter { role in
                !told.contains("\(person.key) \(role.role)")
                    && !before.contains { $0.role == role.role && $0.term.covers(role.term) }
            }
            let longer = Set(granted.map(\.role)).intersection(before.map(\.role))
            let new = Set(granted.map(\.role)).subtracting(longer)
            if !longer.isEmpty { found.append(finding(ofLonger: longer.sorted(), person, places)) }
            if !new.isEmpty { found.append(finding(of: new.sorted(), person, places)) }
        }
        return found
    }

    private static func finding(of roles: [String], _ person: Person, _ places: ConfigurationPlaces) -> Diagnostic {
        Diagnostic(
            rule, path: Configuration.path, line: places.line(of: ["people", person.key]),
            message: """
                \(quoted(person.key)) gets the \(roles.count > 1 ? "roles" : "role") \(list(roles)); what they sign counts \
                after this is merged
                """,
            advice: "Make sure that the e-mail address is theirs: whoever has it can sign.",
            detail: "\(person.key) \(roles.joined(separator: " "))")
    }

    private static func finding(
        ofLonger roles: [String], _ person: Person, _ places: ConfigurationPlaces
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            rule, path: Configuration.path, line: places.line(of: ["people", person.key, "roles"]),
            message: """
                \(quoted(person.key)) holds the \(roles.count > 1 ? "roles" : "role") \(list(roles)) on more days than \
                before; what they sign on these counts after this is merged
                """,
            advice: "Make sure that this is agreed.",
            detail: "\(person.key) longer \(roles.joined(separator: " "))")
        diagnostic.severity = .warning
        return diagnostic
    }

    private static func finding(
        of addresses: [String], _ person: Person, _ held: [RoleTerm], _ places: ConfigurationPlaces
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            rule, path: Configuration.path, line: places.line(of: ["people", person.key, "emails"]),
            message: """
                the e-mail \(addresses.count > 1 ? "addresses" : "address") \(list(addresses.map(withoutEmailDomains))) \
                \(addresses.count > 1 ? "are" : "is") added to \(quoted(person.key)): whoever commits with \
                \(addresses.count > 1 ? "one of them" : "it") can sign as \(list(Set(held.map(\.role)).sorted()))
                """,
            advice: "Look at the whole address, and ask the person, in another way than here, whether it is theirs.",
            detail: "\(person.key) emails")
        diagnostic.severity = .warning
        return diagnostic
    }
}

extension Rules {
    /// The declared roles that a person of these rules holds, whenever.
    func held(by person: Person) -> [RoleTerm] {
        let declared = Set(roles.map(\.key))
        return person.roles.filter { declared.contains($0.role) }
    }

    /// Whom a person of other rules was in these: the one of that key, else one with an address of theirs, rather one who holds
    /// a role. nil for somebody new.
    fileprivate func counterpart(of person: Person) -> Person? {
        if let same = people.first(where: { $0.key == person.key }) { return same }
        let known = person.emails.compactMap(self.person)
        return known.first { !held(by: $0).isEmpty } ?? known.first
    }
}

extension Person {
    fileprivate func has(_ address: String) -> Bool {
        emails.contains { MailAddress($0) == MailAddress(address) }
    }
}
