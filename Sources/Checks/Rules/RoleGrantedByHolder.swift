import Checklists
import Git
import Ledger

/// People who appoint themselves (SPEC 4, "In force").
enum RoleGrantedByHolder: ChangeRule {
    static let rule = Diagnostic.Rule(
        "role-granted-by-holder", .error,
        summary: "A commit gives somebody who made it a role, or lets it hold longer.",
        rationale: """
            Who may sign is for others to say. After the merge the sign-offs of that person count, and the audit tells of \
            each that its signer granted the role. As long as nobody at all holds a role, somebody has to begin: then it is \
            a warning. Who commits it for another, and who is named as a co-author, made it, too; and so did who merges in a \
            way that a role comes back that was taken away.
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
        var commits = ProposedCommits(change)
        var told: Set<String> = []
        var found: [Diagnostic] = []
        for id in change.head.reading.proposed.sorted() {
            guard let commit = try commits.commit(id) else { continue }
            for maker in commit.makers(base) {
                // What the change takes away again, or the base had already, is not granted by it.
                for grant in grants(head, to: maker.addresses) where !isCovered(grant, by: base, maker.addresses) {
                    let detail = "\(grant.person) \(grant.role.role)"
                    guard !told.contains(detail), try commits.brings(grant, to: maker.addresses, by: commit, base)
                    else { continue }
                    told.insert(detail)
                    found.append(finding(grant, to: maker, by: commit, isFirst: isFirst, places))
                }
            }
        }
        return found
    }

    private static func finding(
        _ grant: Grant, to maker: Commit.Maker, by commit: Commit, isFirst: Bool, _ places: ConfigurationPlaces
    ) -> Diagnostic {
        let name = quoted(withoutEmailDomains(maker.name))
        var diagnostic = Diagnostic(
            rule, path: Configuration.path, line: places.line(of: ["people", grant.person]),
            message: """
                commit \(commit.id.hex.prefix(10)) gives its own \(maker.part), \(name), the role \(quoted(grant.role.role)) \
                (as \(quoted(grant.person)))
                """,
            advice: "Have somebody else make this change.", detail: "\(grant.person) \(grant.role.role)")
        if isFirst { diagnostic.severity = .warning }
        return diagnostic
    }

    // MARK: Who holds what

    fileprivate struct Grant {
        let person: String
        let role: RoleTerm
    }

    /// What somebody with these addresses holds.
    private static func grants(_ rules: Rules?, to addresses: [String]) -> [Grant] {
        var people: Set<String> = []
        return addresses.flatMap { address -> [Grant] in
            guard let rules, let person = rules.person(at: address), people.insert(person.key).inserted else {
                return []
            }
            return rules.held(by: person).map { Grant(person: person.key, role: $0) }
        }
    }

    fileprivate static func isCovered(_ grant: Grant, by rules: Rules?, _ addresses: [String]) -> Bool {
        grants(rules, to: addresses).contains {
            $0.role.role == grant.role.role && $0.role.term.covers(grant.role.term)
        }
    }
}

extension Commit {
    /// Somebody who had a part in a commit, with all addresses that the base knows of them.
    fileprivate struct Maker {
        let part: String
        let name: String
        let addresses: [String]
    }

    /// Author, committer and co-authors, each person once.
    fileprivate func makers(_ base: Rules?) -> [Maker] {
        func addresses(_ email: String) -> [String] { [email] + (base?.person(at: email)?.emails ?? []) }
        var makers = [
            Maker(part: "author", name: author.name, addresses: addresses(author.email)),
            Maker(part: "committer", name: committer.name, addresses: addresses(committer.email)),
        ]
        let key = "co-authored-by:"
        for line in lines(of: message) where line.lowercased().hasPrefix(key) {
            guard let mention = Mention(line.dropFirst(key.count)) else { continue }
            let known = mention.email.map(addresses) ?? base?.person(mention)?.emails ?? []
            makers.append(Maker(part: "co-author", name: mention.name, addresses: known))
        }
        var seen: Set<MailAddress> = []
        return makers.filter { maker in maker.addresses.first.map { seen.insert(MailAddress($0)).inserted } ?? false }
    }

    fileprivate func isMade(by addresses: [String], _ base: Rules?) -> Bool {
        let addresses = Set(addresses.map(MailAddress.init))
        return makers(base).contains { $0.addresses.contains { addresses.contains(MailAddress($0)) } }
    }
}

/// The commits of a change and those around them, with what their own configuration says. What is read is kept.
private struct ProposedCommits {
    private let change: CheckedChange
    private var commits: [CommitID: Commit?] = [:]
    private var rules: [CommitID: Rules?] = [:]
    private var rulesByBlob: [String: Rules?] = [:]
    /// Those whose configuration is not in this clone.
    private var lacking: Set<CommitID> = []

    init(_ change: CheckedChange) { self.change = change }

    /// nil for what is not in this clone.
    mutating func commit(_ id: CommitID) throws(GitError) -> Commit? {
        if let known = commits[id] { return known }
        let commit = try unlessLacking { () throws(GitError) in try change.head.files.commit(id) }
        commits[id] = .some(commit)
        return commit
    }

    /// Whether a commit brings a grant to those of its makers who have these addresses: its own configuration has it, and no
    /// commit of the change by others brought it there. In doubt it does.
    mutating func brings(
        _ grant: RoleGrantedByHolder.Grant, to addresses: [String], by commit: Commit, _ base: Rules?
    ) throws(GitError) -> Bool {
        let id = CommitID(hex: commit.id.hex)
        guard try has(grant, addresses, id) else { return false }
        let parents = commit.parents.map { CommitID(hex: $0.hex) }
        var having: [CommitID] = []
        for parent in parents {
            let has = try has(grant, addresses, parent)
            // Nobody can know what a parent had that is not in this clone.
            guard !lacking.contains(parent) else { return false }
            if has {
                having.append(parent)
            } else if try hadBefore(parent, grant, addresses) {
                // It was taken away on that side, and the merge gives it back.
                return true
            }
        }
        guard !having.isEmpty else { return true }
        return try !isByOthers(having, grant, addresses, base)
    }

    /// Whether commits that have a grant have it from a commit of the change that others made.
    private mutating func isByOthers(
        _ start: [CommitID], _ grant: RoleGrantedByHolder.Grant, _ addresses: [String], _ base: Rules?
    ) throws(GitError) -> Bool {
        var open = start.filter(change.isNew)
        var seen = Set(open)
        while let next = open.popLast() {
            guard let commit = try commit(next) else { continue }
            var isHere = true
            for parent in commit.parents.map({ CommitID(hex: $0.hex) }) where try has(grant, addresses, parent) {
                isHere = false
                if change.isNew(parent), seen.insert(parent).inserted { open.append(parent) }
            }
            if isHere, !commit.isMade(by: addresses, base) { return true }
        }
        return false
    }

    /// Whether some commit of the change before this one has a grant.
    private mutating func hadBefore(
        _ id: CommitID, _ grant: RoleGrantedByHolder.Grant, _ addresses: [String]
    ) throws(GitError) -> Bool {
        guard change.isNew(id) else { return false }
        var open = [id]
        var seen: Set<CommitID> = [id]
        while let next = open.popLast() {
            if try has(grant, addresses, next) { return true }
            for parent in try commit(next)?.parents.map({ CommitID(hex: $0.hex) }) ?? []
            where change.isNew(parent) && seen.insert(parent).inserted {
                open.append(parent)
            }
        }
        return false
    }

    private mutating func has(
        _ grant: RoleGrantedByHolder.Grant, _ addresses: [String], _ id: CommitID
    ) throws(GitError) -> Bool {
        RoleGrantedByHolder.isCovered(grant, by: try rules(of: id), addresses)
    }

    private mutating func rules(of id: CommitID) throws(GitError) -> Rules? {
        if let known = rules[id] { return known }
        let read = try unlessLacking { () throws(GitError) -> (blob: String?, files: ProjectFiles) in
            let files = try change.head.files.files(of: change.head.files.commit(id))
            return (try files.blob(at: Configuration.path), files)
        }
        var found: Rules?
        if let read, let blob = read.blob {
            if let known = rulesByBlob[blob] {
                found = known
            } else if let text = try read.files.text(at: Configuration.path) {
                found = Configuration.rules(of: text)
                rulesByBlob[blob] = .some(found)
            } else {
                lacking.insert(id)
            }
        } else if read == nil {
            lacking.insert(id)
        }
        rules[id] = .some(found)
        return found
    }

    private func unlessLacking<R>(_ read: () throws(GitError) -> R) throws(GitError) -> R? {
        do throws(GitError) {
            return try read()
        } catch {
            guard case .missingObject = error.kind, !change.head.report.history.isComplete else { throw error }
            return nil
        }
    }
}
