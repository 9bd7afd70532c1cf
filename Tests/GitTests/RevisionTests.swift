import Git
import TestSupport
import Testing

@Suite struct RevisionTests {
    @Test func namesThatGitKnows() throws {
        let script = RepositoryScript()
        let first = script.commit("One", ["a.md": "1\n"])
        let side = script.commit("Side", on: [first], ["b.md": "1\n"])
        let merge = script.merge("Merge", [first, side], ["b.md": "1\n"])
        let last = script.commit("Last", on: [merge], ["a.md": "2\n"])
        script.branch("topic/x", at: side)
        script.tag("v1", at: merge, message: "Release")
        let scripted = try script.write()
        try scripted.git("tag", "-a", "-m", "again", "v1-again", "v1")
        let repository = try scripted.open()

        let names = [
            "HEAD", "@", "main", "refs/heads/main", "heads/main", "topic/x", "v1", "v1-again", "tags/v1", "v1^{}",
            "v1^{commit}", "HEAD~1", "HEAD^", "HEAD~1^2", "main~2", "@~", "HEAD^0", ":/Side",
            scripted.id(of: last).hex, scripted.id(of: side).hex.uppercased(),
            String(scripted.id(of: last).hex.prefix(9)),
        ]
        for name in names {
            // What follows `:/` is searched for, `^{commit}` too.
            let expected = try scripted.git("rev-parse", "--verify", name.hasPrefix(":/") ? name : "\(name)^{commit}")
            #expect(try repository.commitID(of: name).hex == expected, "\(name)")
        }
    }

    @Test(arguments: ["absent", "", "main:a.md", "main^{tree}", "a..b", "HEAD~9", "-x", "a\0b", "^main"])
    func namesThatAreNoCommit(_ name: String) throws {
        let script = RepositoryScript()
        script.commit("One", ["a.md": "1\n"])
        let repository = try script.write().open()
        let error = try failure(of: { try repository.commitID(of: name) })
        #expect(error.kind == .unknownRevision)
        #expect(error.message.contains("\"\(name)\""))
    }

    @Test func digitsThatNameNothing() throws {
        let script = RepositoryScript()
        script.commit("One", ["a.md": "1\n"])
        let repository = try script.write().open()
        let digits = String(repeating: "12345", count: 8)
        let error = try failure(of: { try repository.commitID(of: digits) })
        #expect(error.kind == .unknownRevision)
        #expect(error.message == "commit \(digits) is not in this repository")
    }

    @Test func ambiguousDigits() throws {
        let script = RepositoryScript()
        // Enough for two to share their first four digits, the fewest that are looked up.
        for number in 0..<600 { script.commit("Commit \(number)", ["a.md": "\(number)\n"]) }
        let scripted = try script.write()
        let ids = try scripted.git("rev-list", "HEAD").split(separator: "\n").map { $0.prefix(4) }
        let repeated = try #require(Dictionary(grouping: ids, by: { $0 }).first { $1.count > 1 }).key
        let error = try failure(of: { try scripted.open().commitID(of: String(repeated)) })
        #expect(error.kind == .unknownRevision)
        #expect(error.message == "\"\(repeated)\" is short for more than one object")
    }

    @Test func unborn() throws {
        useNoUserConfiguration()
        let folder = try TemporaryFolder()
        try git(["init", "--quiet", "--initial-branch=main"], in: folder.path)
        let repository = try Repository(at: folder.path)
        for name in ["HEAD", "@", "HEAD~1"] {
            let error = try failure(of: { try repository.commitID(of: name) })
            #expect(error.kind == .unknownRevision)
            #expect(error.message == "the repository at \(folder.path) has no commits yet")
        }
        #expect(try failure(of: { try repository.commitID(of: "main") }).message == "no commit is named \"main\"")
    }

    @Test func headOfABranchWithoutCommits() throws {
        let script = RepositoryScript()
        script.commit("One", ["a.md": "1\n"])
        let scripted = try script.write()
        try scripted.git("symbolic-ref", "HEAD", "refs/heads/other")
        let error = try failure(of: { try scripted.open().commitID(of: "HEAD") })
        #expect(error.message == "the current branch of \(scripted.path) has no commits yet")
        #expect(error.advice == "Make a first commit, or name another branch")
    }

    /// libgit2 refuses to load such a commit, which git shows.
    @Test func commitWithRubbishDate() throws {
        let scripted = try RepositoryScript().write()
        let tree = try scripted.writeObject("tree", [])
        let text = """
            tree \(tree)
            author A <a@b.example> 99999999999999999999 +0000
            committer A <a@b.example> 99999999999999999999 +0000

            Message
            """
        let id = try scripted.writeObject("commit", Array(text.utf8))
        try scripted.git("update-ref", "refs/heads/main", id.hex)
        let repository = try scripted.open()
        #expect(try repository.commitID(of: "HEAD") == id)
        #expect(try repository.commitID(of: "main") == id)
        #expect(try repository.commitID(of: id.hex) == id)
    }
}
