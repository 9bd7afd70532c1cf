import Checklists
import Git
import Ledger

/// `CODEOWNERS` for a forge: who is asked to review what, made from the roles that own it.
struct CodeOwners {
    let forge: Forge.Kind
    let people: [NewPerson]

    /// Where the forge looks for it; nil for forges that know no such file.
    static func path(on forge: Forge.Kind) -> String? {
        switch forge {
        case .github: ".github/CODEOWNERS"
        case .gitlab: ".gitlab/CODEOWNERS"
        case .forgejo: "CODEOWNERS"
        case .bitbucket, .azureDevOps: nil
        }
    }

    /// Any of these does its work.
    static let places = [
        "CODEOWNERS", "docs/CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", ".gitea/CODEOWNERS",
        ".forgejo/CODEOWNERS",
    ]

    /// - Parameters:
    ///   - checklists: paths with the key of the role that owns them.
    ///   - roles: those that may own `countersign.yml`, the leading one first.
    func file(for checklists: [(path: String, owner: String)], roles: [String]) -> NewFile? {
        guard let path = Self.path(on: forge) else { return nil }
        var lines = [
            "# Who is asked to review a change, by file. Made from the roles in countersign.yml."
        ]
        let lead = roles.first { $0 == "project-lead" } ?? roles.first
        if let lead { lines += line(for: Configuration.path, lead) }
        for (path, owner) in checklists { lines += line(for: path, owner) }
        return NewFile(path: path, content: Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private func line(for path: String, _ role: String) -> [String] {
        let owners = people.filter { $0.roles.contains(role) }.compactMap(owner).joined(separator: " ")
        let pattern = pattern(for: path)
        guard owners.isEmpty else { return ["", "# \(role)", "\(pattern) \(owners)"] }
        return ["", "# \(role): nobody yet. Take the # away and name an account:", "# \(pattern) @account"]
    }

    /// GitHub and GitLab find an account by its address, too.
    private func owner(_ person: NewPerson) -> String? {
        person.handle ?? (forge == .forgejo ? nil : person.email)
    }

    /// From the root. Forgejo reads regular expressions and takes one backslash before them away (Gitea's documentation,
    /// Code Owners); the others read what git's ignore files have.
    private func pattern(for path: String) -> String {
        if forge == .forgejo {
            return path.replacing(/[.+*?()\[\]{}^$|\\]/) { #"\\"# + $0.0 }.replacing(/[ #]/) { "\\" + $0.0 }
        }
        return "/" + path.replacing(/[ #*?\[\]!\\]/) { "\\" + $0.0 }
    }
}
