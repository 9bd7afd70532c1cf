import Foundation
import TestSupport
import Testing

/// Kinds of repository, and moments in which nothing can be signed.
struct SignPlaceTests {
    private static let ticked = SignProject.checklist.with("- [ ] officer", "- [x] officer")

    @Test func anyFolderOfTheWorkingTree() throws {
        let project = try SignProject()
        try project.signing("access", in: project.path + "/lists")
        #expect(try project.committed("lists/a.md") == Self.ticked)
        let elsewhere = try TemporaryFolder()
        try project.signing("access", "--revoke", "-C", project.path + "/lists", in: elsewhere.path)
        #expect(try project.git("status", "--porcelain") == "")
        #expect(try project.committed("lists/a.md") == SignProject.checklist)
    }

    @Test(arguments: ["-a [b]*?.md", "បញ្ជី/ទី ១.md", "\"q\"\t\\.md", ":(top)c.md", "line\nfeed.md"])
    func namesOfFiles(name: String) throws {
        let project = try SignProject(more: ["lists/a.md": "", name: SignProject.checklist, "b.md": "- [ ] b\n"])
        try project.git("update-index", "--assume-unchanged", "--", name)
        try project.signing("access", in: project.path + "/lists")
        #expect(try project.committed(name) == Self.ticked)
        #expect(try project.staged(name) == Self.ticked)
        #expect(try project.file(name) == Self.ticked)
        #expect(try project.git("ls-files", "-v", "-z").contains("h \(name)\0"))
    }

    @Test func aNameThatIsNotUTF8() throws {
        let script = RepositoryScript()
        script.commit(
            "Start", ["countersign.yml": SignProject.configuration],
            rawFiles: [[0xE9, 0x2E, 0x6D, 0x64]: Array(SignProject.checklist.utf8)])
        let scripted = try script.write(checkout: true)
        expectRefusal(
            try countersign("sign", "access", in: scripted.path),
            "\\351.md has a name that is not UTF-8, so its boxes must be ticked by hand\n")
    }

    @Test func theGitFolderItself() throws {
        let project = try SignProject()
        try project.expectRefused(
            "access", sentence: "this folder lies outside of the working tree \(project.path)/",
            in: project.path + "/.git")
    }

    @Test func bare() throws {
        let script = RepositoryScript()
        script.commit("Start", ["countersign.yml": SignProject.configuration, "a.md": SignProject.checklist])
        let scripted = try script.write()
        expectRefusal(
            try countersign("sign", "access", in: scripted.path),
            "\(scripted.path)/ is a bare repository: sign in a clone with a working tree\n")
    }

    @Test func withoutCommits() throws {
        let folder = try TemporaryFolder()
        try git(["init", "--quiet", folder.path])
        expectRefusal(
            try countersign("sign", "access", in: folder.path), "the repository at \(folder.path) has no commits yet.")
    }

    @Test func noRepository() throws {
        let folder = try TemporaryFolder()
        expectRefusal(try countersign("sign", "access", in: folder.path), "no git repository at ")
    }

    @Test func nothingCheckedOut() throws {
        let project = try SignProject()
        try FileManager.default.removeItem(atPath: project.path + "/.git/index")
        try project.expectRefused("access", sentence: "nothing is checked out in this working tree.")
    }

    @Test func aDetachedHead() throws {
        let project = try SignProject()
        let start = try project.head()
        try project.git("checkout", "-q", "--detach")
        #expect(
            try project.signing("access").output.contains("HEAD is on no branch; keep the commit with: git branch NAME")
        )
        #expect(try project.scripted.git("rev-parse", "HEAD^", "main") == "\(start)\n\(start)")
    }

    @Test func aLinkedWorktree() throws {
        let project = try SignProject()
        let linked = project.scripted.folder.path("linked")
        try project.git("worktree", "add", "-q", "-b", "side", linked)
        try project.write("two\n", to: "other.txt")
        try project.git("add", "other.txt")
        try project.signing("access", in: linked)
        #expect(try git(["status", "--porcelain"], in: linked).output == "")
        #expect(try git(["show", "side:lists/a.md"], in: linked).output == Self.ticked)
        #expect(try project.git("status", "--porcelain") == "M  other.txt\n")
        #expect(try project.committed("lists/a.md") == SignProject.checklist)
    }

    @Test func aRepositoryInsideAnotherAndASubmodule() throws {
        let outer = try SignProject()
        let inner = try SignProject()
        try outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
        try outer.git("commit", "-q", "-m", "Add a submodule")
        let head = try outer.head()
        try outer.signing("access", in: outer.path + "/sub")
        #expect(try outer.head() == head)
        #expect(try outer.git("status", "--porcelain") == " M sub\n")
        #expect(try git(["show", "HEAD:lists/a.md"], in: outer.path + "/sub").output == Self.ticked)
        // With the submodule's new commit unstaged, the outer one signs for itself.
        try outer.signing("access")
        #expect(try outer.git("status", "--porcelain") == " M sub\n")
    }

    @Test func variablesThatPointElsewhere() throws {
        let (project, other) = (try SignProject(), try SignProject())
        let before = try other.state()
        try project.signing(
            "access",
            environment: [
                "GIT_DIR": other.path + "/.git", "GIT_WORK_TREE": other.path,
                "GIT_INDEX_FILE": other.path + "/.git/index",
                "GIT_OBJECT_DIRECTORY": other.path + "/.git/objects", "GIT_LITERAL_PATHSPECS": "1",
            ])
        #expect(try project.committed("lists/a.md") == Self.ticked)
        #expect(try project.git("status", "--porcelain") == "")
        #expect(try other.state() == before)
    }

    // MARK: In the middle of something

    @Test func merging() throws {
        let project = try SignProject()
        try project.git("checkout", "-q", "-b", "side")
        try project.git("commit", "-q", "--allow-empty", "-m", "Side")
        try project.git("checkout", "-q", "main")
        try project.git("merge", "-q", "--no-ff", "--no-commit", "side")
        try project.expectRefused("access", sentence: "a merge is under way, and a commit would become a part of it.")
        try project.git("merge", "--abort")
        try project.signing("access")
    }

    /// Two branches that change the same line.
    private func conflicting() throws -> SignProject {
        let project = try SignProject()
        try project.git("checkout", "-q", "-b", "side")
        try project.write("side\n", to: "other.txt")
        try project.git("commit", "-q", "-a", "-m", "Side")
        try project.git("checkout", "-q", "main")
        try project.write("main\n", to: "other.txt")
        try project.git("commit", "-q", "-a", "-m", "Main")
        return project
    }

    @Test(arguments: [
        ["rebase", "side"], ["cherry-pick", "side"], ["revert", "--no-edit", "side"], ["rebase", "-i", "side"],
        ["rebase", "--apply", "side"],
    ])
    func stoppedAtAConflict(arguments: [String]) throws {
        let project = try conflicting()
        try #require(try run(["git"] + arguments, in: project.path, environment: ["GIT_EDITOR": "true"]).status != 0)
        try project.expectRefused("access", sentence: "a \(arguments[0]) is under way")
    }

    @Test func betweenTheCommitsOfASequence() throws {
        let project = try conflicting()
        try project.git("checkout", "-q", "side")
        try project.git("commit", "-q", "--allow-empty", "-m", "Second")
        try project.git("checkout", "-q", "main")
        _ = try run(["git", "cherry-pick", "--allow-empty", "side~1", "side"], in: project.path)
        try project.write("both\n", to: "other.txt")
        try project.git("commit", "-q", "-a", "-m", "Resolved")
        try project.expectRefused("access", sentence: "a cherry-pick is under way")
    }

    @Test func bisecting() throws {
        let project = try SignProject()
        try project.git("commit", "-q", "--allow-empty", "-m", "More")
        try project.git("bisect", "start", "-q", "HEAD", "HEAD^")
        try project.expectRefused("access", sentence: "a bisect is under way")
    }

    @Test func aConflictOfTheStash() throws {
        let project = try conflicting()
        try project.write("stashed\n", to: "other.txt")
        try project.git("stash", "-q")
        try project.write("again\n", to: "other.txt")
        try project.git("commit", "-q", "-a", "-m", "Again")
        _ = try run(["git", "stash", "pop"], in: project.path)
        let before = try project.git("ls-files", "--unmerged")
        try #require(before != "")
        try project.signing("access")
        #expect(try project.git("ls-files", "--unmerged") == before)
        #expect(try project.git("diff", "--name-only", "HEAD^", "HEAD") == "lists/a.md\n")
    }

    @Test func whileGitIsAtWork() throws {
        let project = try SignProject()
        try project.write("", to: ".git/index.lock")
        try project.expectRefused(
            "access", sentence: "another git process is at work here: there is \(project.path)/.git/index.lock.")
        unlink(project.path + "/.git/index.lock")
        try project.expectNoRemains()
    }

    @Test func aFolderThatAKilledRunLeftEmpty() throws {
        let project = try SignProject()
        try FileManager.default.createDirectory(
            atPath: project.path + "/.git/countersign-sign", withIntermediateDirectories: false)
        try project.signing("access")
        try project.expectNoRemains()
    }
}
