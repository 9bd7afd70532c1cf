import Checklists
import Git
import Ledger

/// People who appoint themselves (SPEC 4, "In force").
enum RoleGrantedByHolder: ChangeRule {
    static let rule = Diagnostic.Rule(
        "role-granted-by-holder", .error,
        summary: "A commit gives its own author a role, or lets it hold longer.",
        rationale: """
            Who may sign is for others to say. After the merge the sign-offs of that person count, and the audit tells of \
            each that its signer granted the role. As long as nobody at all holds a role, somebody has to begin: then it is \
            a warning.
            """,
        example: .init(
            "yaml",
            wrong: """
                people:
                  dara:                          # in a commit by dara@team.example
                    emails: [dara@team.example]
                    roles: [data-protection-officer]
                """,
            right: """
                people:
                  dara:                          # in a commit by somebody else
                    emails: [dara@team.example]
                    roles: [data-protection-officer]
                """))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        guard change.changedPaths.contains(Configuration.path), let head = change.head.report.rules else { return [] }
        let base = change.base.report.rules
        let isFirst = base.map { rules in rules.people.allSatisfy(\.roles.isEmpty) } ?? true
        let places = try ConfigurationPlaces(change.head)
        var told: Set<String> = []
        var found: [Diagnostic] = []
        for id in change.head.reading.proposed.sorted() {
            let commit = try change.head.files.commit(id)
            guard let (before, after) = try rules(around: commit, change) else { continue }
            let addresses = [commit.author.email] + (base?.person(at: commit.author.email)?.emails ?? [])
            // What the change takes away again, or the base had already, is not granted by it.
            let granted = grants(head, to: addresses).filter { grant in
                !isCovered(grant, by: base, addresses) && isCovered(grant, by: after, addresses)
                    && !before.contains { isCovered(grant, by: $0, addresses) }
            }
            for grant in granted where told.insert("\(grant.person) \(grant.role.role)").inserted {
                found.append(finding(grant, by: commit, isFirst: isFirst, places))
            }
        }
        return found
    }

    private static func finding(
        _ grant: Grant, by commit: Commit, isFirst: Bool, _ places: ConfigurationPlaces
    ) -> Diagnostic {
        let author = quoted(withoutEmailDomains(commit.author.name))
        var diagnostic = Diagnostic(
            rule, path: Configuration.path, line: places.line(of: ["people", grant.person]),
            message: """
                commit \(commit.id.hex.prefix(10)) gives its own author, \(author), the role \(quoted(grant.role.role)) \
                (as \(quoted(grant.person)))
                """,
            advice: "Have somebody else make this change.", detail: "\(grant.person) \(grant.role.role)")
        if isFirst { diagnostic.severity = .warning }
        return diagnostic
    }

    // MARK: What a commit does

    /// The rules of a commit's parents, and its own; nil where some parent has the same file, and where something of it is not in
    /// this clone.
    private static func rules(
        around commit: Commit, _ change: CheckedChange
    ) throws(GitError) -> (before: [Rules?], after: Rules?)? {
        do throws(GitError) {
            let files = change.head.files
            guard let text = try files.files(of: commit).text(at: Configuration.path) else { return nil }
            var before: [Rules?] = []
            for parent in commit.parents {
                let old = try files.files(of: files.commit(CommitID(hex: parent.hex))).text(at: Configuration.path)
                guard old != text else { return nil }
                before.append(old.flatMap(Configuration.rules))
            }
            return (before, Configuration.rules(of: text))
        } catch {
            guard case .missingObject = error.kind, !change.head.report.history.isComplete else { throw error }
            return nil
        }
    }

    // MARK: Who holds what

    private struct Grant {
        let person: String
        let role: RoleTerm
    }

    /// What somebody with these addresses holds.
    private static func grants(_ rules: Rules?, to addresses: [String]) -> [Grant] {
        let roles = Set(rules?.roles.map(\.key) ?? [])
        var people: Set<String> = []
        return addresses.flatMap { address -> [Grant] in
            guard let person = rules?.person(at: address), people.insert(person.key).inserted else { return [] }
            return person.roles.filter { roles.contains($0.role) }.map { Grant(person: person.key, role: $0) }
        }
    }

    private static func isCovered(_ grant: Grant, by rules: Rules?, _ addresses: [String]) -> Bool {
        grants(rules, to: addresses).contains {
            $0.role.role == grant.role.role && $0.role.term.covers(grant.role.term)
        }
    }
}
