import TestSupport

extension RepositoryScript.Person {
    static let ann: Self = "Ann <ann@ministry.example>"
    static let ben: Self = "Ben <ben@ministry.example>"
    static let eve: Self = "Eve <eve@team.example>"
}

extension RepositoryScript {
    /// Ann is the data protection officer, Ben is for the ministry, Eve is listed and holds nothing.
    static func configuration(
        roles: String = "  dpo: { title: Data protection officer }\n  ministry: { title: Ministry }", ann: String = "",
        eve: String = "", more: String = ""
    ) -> String {
        """
        version: 1
        roles:
        \(roles)
        people:
          ann: { name: Ann, emails: [ann@ministry.example], roles: [dpo]\(ann) }
          ben: { name: Ben, emails: [ben@ministry.example], roles: [ministry] }
          eve: { name: Eve, emails: [eve@team.example]\(eve) }
        \(more)
        """
    }

    /// The first commit of a project with roles.
    @discardableResult
    func setUp(_ files: [String: String] = [:], more: String = "") -> Mark {
        commit("set up", files.merging(["countersign.yml": Self.configuration(more: more)]) { $1 })
    }

    /// A commit in which `a.md` says this.
    @discardableResult
    func write(
        _ message: String, _ text: String, _ files: [String: String?] = [:], by author: Person = .author,
        on parents: [Mark]? = nil
    ) -> Mark {
        commit(message, on: parents, files.merging(["a.md": text]) { $1 }, author: author)
    }

    /// A project in which Ann has signed the one item of `a.md`, ticked by Eve: four commits. Gives the last one.
    @discardableResult
    func signed(_ text: String = "Data is kept {#data}", more: String = "", _ files: [String: String] = [:]) -> Mark {
        setUp(files, more: more)
        write("add", boxed(" ", dpo: " ", text))
        write("tick", boxed("x", dpo: " ", text), by: .eve)
        return write("sign", boxed("x", dpo: "x", text), by: .ann)
    }
}

/// An item with a sign-off box.
func boxed(_ tick: String, dpo: String, _ text: String = "Data is kept {#data}") -> String {
    "- [\(tick)] \(text)\n  - Sign-off:\n    - [\(dpo)] dpo\n"
}

/// A key that `git commit` signs with.
struct SigningKey {
    let file: String
    /// What a project lists.
    let line: String

    init(in folder: TemporaryFolder, _ name: String) throws {
        file = folder.path(name)
        let result = try run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file])
        guard result.status == 0 else { throw TestSupportError(result.errors) }
        line = String(decoding: try bytes(ofFile: file + ".pub"), as: UTF8.self).filter { !$0.isNewline }
    }

    /// Commits all that the working tree has, as Ann.
    func commitAsAnn(in repository: ScriptedRepository) throws {
        try repository.git(
            "-c", "gpg.format=ssh", "-c", "user.signingKey=\(file).pub", "commit", "-q", "-S", "-a", "-m", "sign",
            environment: [
                "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@ministry.example", "GIT_COMMITTER_NAME": "Ann",
                "GIT_COMMITTER_EMAIL": "ann@ministry.example",
            ])
    }
}
