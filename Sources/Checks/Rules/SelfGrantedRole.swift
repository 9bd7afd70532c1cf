import Checklists
import Git
import Ledger

/// Sign-offs by people who appointed themselves (SPEC 4, "In force").
enum SelfGrantedRole: ProjectRule {
    static let rule = Diagnostic.Rule(
        "self-granted-role", .warning,
        summary: "Sign-offs count that were made in a role which their signer had granted themselves.",
        rationale: """
            The sign-offs count, since somebody merged the appointment. But whoever relies on them should know that \
            nobody else put the signer in charge.
            """,
        example: .init(
            "text",
            wrong: "Sok Dara adds herself as data protection officer to countersign.yml, and signs a week later.",
            right: "The project lead lists Sok Dara; she signs a week later."))

    private struct Grant: Hashable {
        let person: String
        let role: String
        let commit: CommitID
    }

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var grants: [Grant: [RegisteredItem]] = [:]
        for entry in Register(project.report).entries where entry.isGrantedBySelf && !entry.item.isRemoved {
            let signOff = entry.signOff
            guard signOff.counts, signOff.end == nil, !entry.isReplaced, let person = signOff.person,
                let commit = signOff.roleGrantedBy
            else { continue }
            grants[Grant(person: person, role: signOff.role, commit: commit), default: []].append(entry.item)
        }
        let places = try ConfigurationPlaces(project)
        return grants.compactMap { grant, items in
            guard let first = items.first else { return nil }
            return Diagnostic(
                rule, path: Configuration.path, line: places.line(of: ["people", grant.person]),
                message: """
                    \(quoted(project.name(ofPerson: grant.person))) signed \(quoted(first.title))\(others(of: items.count)) off \
                    as \(quoted(grant.role)), a role that the signer's own \(project.place(of: grant.commit)) granted
                    """,
                advice: "Have somebody else take the role away and grant it anew, and then sign again.",
                related: items.prefix(10).map {
                    Diagnostic.Related(path: $0.path, line: $0.line, message: "signed off here")
                },
                detail: "\(grant.person) \(grant.role) \(grant.commit)")
        }
    }
}
