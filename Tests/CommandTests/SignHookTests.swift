import Foundation
import TestSupport
import Testing

/// What `git commit` brings along: hooks, signatures, and its care about HEAD.
struct SignHookTests {
    private static let ticked = SignProject.checklist.with("- [ ] officer", "- [x] officer")

    private func hook(_ name: String, _ lines: String, in project: SignProject, folder: String = ".git/hooks") throws {
        try writeScript(lines, to: project.path + "/\(folder)/\(name)")
    }

    /// With other work that must not come along.
    private func project() throws -> SignProject {
        let project = try SignProject()
        try project.write("two\n", to: "other.txt")
        try project.git("add", "other.txt")
        return project
    }

    /// Everything but what hooks write for the tests.
    private func state(_ project: SignProject) throws -> [String: [UInt8]] {
        try project.state().filter { !$0.key.hasPrefix(".git/COMMIT_EDITMSG") && !$0.key.hasPrefix(".git/logs") }
    }

    @Test(arguments: ["pre-commit", "prepare-commit-msg", "commit-msg"])
    func aHookThatRefuses(name: String) throws {
        let project = try project()
        try hook(name, "echo no way >&2; exit 1", in: project)
        let before = try state(project)
        let result = try project.sign("access")
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(
            result.errors
                == "no way\ncountersign: git did not make the commit; what it says stands above. Nothing was changed\n")
        #expect(try state(project) == before)
        try project.expectNoRemains()
    }

    @Test func whatHooksSee() throws {
        let project = try project()
        try hook(
            "pre-commit", "git diff --cached --name-only >>.git/seen; git symbolic-ref HEAD >>.git/seen", in: project)
        try hook("prepare-commit-msg", "echo \"$2\" >>.git/seen", in: project)
        try hook("commit-msg", "head -n 1 \"$1\" >>.git/seen", in: project)
        try hook("post-commit", "git log -1 --format=after:%s >>.git/seen", in: project)
        try project.signing("access")
        #expect(
            try project.file(".git/seen") == """
                lists/a.md
                refs/heads/main
                message
                Sign off access as officer
                after:Sign off access as officer

                """)
        #expect(try project.git("status", "--porcelain") == "M  other.txt\n")
    }

    @Test func anotherFolderOfHooks() throws {
        let project = try project()
        try hook("pre-commit", "exit 1", in: project, folder: "hooks")
        try project.git("config", "core.hooksPath", "hooks")
        #expect(try project.sign("access").status == 2)
        #expect(try project.commitCount() == 1)
    }

    @Test func aHookThatAddsATrailer() throws {
        let project = try project()
        try hook("commit-msg", "git interpret-trailers --in-place --trailer 'Change-Id: I1' \"$1\"", in: project)
        try project.signing("access")
        #expect(
            try project.git("log", "-1", "--format=%(trailers)") == "Sign-off: access as officer\nChange-Id: I1\n\n")
    }

    @Test func aHookThatTakesTheTrailerAway() throws {
        let project = try project()
        try hook("commit-msg", "echo Mine >\"$1\"", in: project)
        let before = try state(project)
        expectRefusal(
            try project.sign("access"),
            "the commit was taken back, since a hook changed its message, which must keep the Sign-off lines.")
        #expect(try state(project) == before)
        try project.expectNoRemains()
    }

    @Test func aHookThatUnticksTheBox() throws {
        let project = try project()
        try hook("pre-commit", "git reset -q HEAD lists/a.md", in: project)
        let before = try state(project)
        expectRefusal(try project.sign("access"), "the commit was taken back, since a hook changed the boxes.")
        #expect(try state(project) == before)
    }

    @Test func aHookThatAddsAFile() throws {
        let project = try project()
        try hook("pre-commit", "echo stamp >stamp.txt; git add stamp.txt", in: project)
        let result = try project.signing("access")
        #expect(try project.git("diff", "--name-only", "HEAD^", "HEAD") == "lists/a.md\nstamp.txt\n")
        #expect(
            result.errors
                == "note: a hook put changes into the commit that your index does not have: stamp.txt\n")
        #expect(try project.staged("other.txt") == "two\n")
        #expect(try project.committed("other.txt") == "one\n")
    }

    @Test func aHookThatCommitsAfterwards() throws {
        let project = try project()
        try hook(
            "post-commit",
            "git log -1 --format=%s | grep -q ^Sign || exit 0; git commit -q --allow-empty -m Afterwards", in: project)
        try project.signing("access")
        #expect(try project.git("log", "--format=%s") == "Afterwards\nSign off access as officer\nStart\n")
        #expect(try project.git("status", "--porcelain") == "M  other.txt\n")
    }

    @Test func aHookThatMovesTheBranch() throws {
        let project = try project()
        let tree = try project.scripted.git("rev-parse", "HEAD^{tree}")
        try hook("pre-commit", "git update-ref HEAD $(git commit-tree -p HEAD -m Meanwhile \(tree))", in: project)
        let result = try project.sign("access")
        #expect(result.status == 2)
        #expect(result.errors.contains("countersign: git did not make the commit"))
        #expect(try project.git("log", "--format=%s") == "Meanwhile\nStart\n")
        #expect(try project.staged("lists/a.md") == SignProject.checklist)
        try project.expectNoRemains()
    }

    /// Onto an old commit that bears the same trailer.
    @Test func aHookThatMovesTheBranchToAnEarlierSignOff() throws {
        let project = try project()
        try project.signing("access")
        let signed = try project.head()
        // Unticks the box, so that there is something to sign again.
        try project.git("reset", "-q", "--hard")
        try project.git("revert", "--no-edit", "HEAD")
        try hook("pre-commit", "git update-ref HEAD HEAD^", in: project)
        #expect(try project.sign("access").status == 2)
        #expect(try project.head() == signed)
    }

    /// Somebody commits after `sign` has looked at HEAD and before `git commit` does.
    @Test func aBranchThatMovesInTheWrongMoment() throws {
        let project = try project()
        let folder = try TemporaryFolder()
        let git = try #require(try run(["sh", "-c", "command -v git"]).output.split(separator: "\n").first)
        let tree = try project.scripted.git("rev-parse", "HEAD^{tree}")
        try writeScript(
            """
            case " $* " in *" commit "*)
                (unset GIT_INDEX_FILE; cd \(project.path)
                \(git) update-ref HEAD $(\(git) commit-tree -p HEAD -m Meanwhile \(tree))) ;;
            esac
            exec \(git) "$@"

            """, to: folder.path("git"))
        let path = folder.path + ":" + (hermeticEnvironment["PATH"] ?? "")
        expectRefusal(
            try project.sign("access", environment: ["PATH": path], wrapper: ["env"]),
            "the commit was taken back, since another commit was made in the meantime.")
        #expect(try project.git("log", "--format=%s") == "Meanwhile\nStart\n")
        #expect(try project.staged("lists/a.md") == SignProject.checklist)
        #expect(try project.file("lists/a.md") == SignProject.checklist)
        try project.expectNoRemains()
    }

    /// A commit that only completes has no trailers by which it is known.
    @Test func anotherCommitIsNotTakenBackForACompletion() throws {
        let project = try SignProject(checklist: SignProject.checklist.with("- [x] Access", "- [ ] Access"))
        try project.signing("access")
        try hook(
            "pre-commit", "git update-ref HEAD $(git commit-tree -p HEAD -m Elsewhere 'HEAD^{tree}'); exit 1",
            in: project)
        expectRefusal(
            try project.sign("access", "--complete"), "git did not make the commit; what it says stands above.")
        #expect(try project.git("log", "--format=%s") == "Elsewhere\nSign off access as officer\nStart\n")
        try project.expectNoRemains()
    }

    /// Nor is one that a hook makes on top of it.
    @Test func aCompletionBelowACommitOfAHook() throws {
        let project = try SignProject(checklist: SignProject.checklist.with("- [x] Access", "- [ ] Access"))
        try project.signing("access")
        try hook(
            "post-commit", "git update-ref HEAD $(git commit-tree -p HEAD -m Above 'HEAD^{tree}')", in: project)
        try project.signing("access", "--complete")
        #expect(
            try project.git("log", "--format=%s") == "Above\nComplete access\nSign off access as officer\nStart\n")
        try project.expectNoRemains()
    }

    @Test func gitIsMissing() throws {
        let project = try project()
        let folder = try TemporaryFolder()
        // The wrapper is looked up in this PATH, too.
        expectRefusal(
            try run([Tool.path, "sign", "access", "-C", project.path], environment: ["PATH": folder.path]),
            "git cannot be started: No such file or directory. Install git")
    }

    /// As the widespread pre-commit program does: what is not staged goes aside while the hooks run.
    @Test func aHookThatPutsUnstagedWorkAside() throws {
        let project = try project()
        try project.write("three\n", to: "other.txt")
        try project.write(SignProject.checklist + "More.\n", to: "lists/a.md")
        try hook(
            "pre-commit",
            "git diff --binary >.git/aside; git checkout -q -- .; cat other.txt >.git/seen; git apply .git/aside",
            in: project)
        try project.signing("access")
        #expect(try project.file(".git/seen") == "one\n")
        #expect(try project.file("other.txt") == "three\n")
        #expect(try project.staged("other.txt") == "two\n")
        #expect(try project.file("lists/a.md") == Self.ticked + "More.\n")
        #expect(try project.staged("lists/a.md") == Self.ticked)
    }

    @Test func ctrlCEndsGitAndLeavesNothing() throws {
        let project = try project()
        // Ctrl-C reaches the whole group: the tool, git and the hook.
        try hook("pre-commit", "kill -INT $(cut -d' ' -f4 /proc/$PPID/stat) $PPID; sleep 1", in: project)
        let before = try state(project)
        expectRefusal(try project.sign("access"), "git commit was interrupted (signal 2). Nothing was changed")
        #expect(try state(project) == before)
        try project.expectNoRemains()
    }

    // MARK: Signatures

    @Test func whereASignatureIsWanted() throws {
        let configuration = SignProject.configuration.with(
            "{ revoke", "{ minimum-evidence: { officer: verified }, revoke")
        let project = try SignProject(configuration: configuration)
        try project.expectRefused(
            "access",
            sentence:
                "countersign.yml wants sign-offs as officer to be verified, and git is not set up to sign commits.")
        // A revocation needs no proof.
        try project.signing("access", "--revoke")
        try project.signing("access", "--as", "lead", environment: ["GIT_AUTHOR_EMAIL": "both@team.example"])
    }

    @Test func commitsAreSignedAsGitIsSetUp() throws {
        let project = try project()
        let key = project.scripted.folder.path("key")
        try #require(try run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key]).status == 0)
        for (name, value) in ["commit.gpgSign": "true", "gpg.format": "ssh", "user.signingKey": key + ".pub"] {
            try project.git("config", name, value)
        }
        let result = try project.signing("access")
        #expect(result.output.contains("which carries your signature:"))
        try project.scripted.folder.write(
            "author@team.example " + String(decoding: try bytes(ofFile: key + ".pub"), as: UTF8.self), to: "allowed")
        try project.git(
            "-c", "gpg.ssh.allowedSignersFile=\(project.scripted.folder.path("allowed"))", "verify-commit", "HEAD")
        #expect(try project.committed("lists/a.md") == Self.ticked)
    }

    @Test func aSignatureThatCannotBeMade() throws {
        let project = try project()
        for (name, value) in ["commit.gpgSign": "true", "gpg.format": "ssh", "user.signingKey": "/nowhere/key"] {
            try project.git("config", name, value)
        }
        let before = try state(project)
        #expect(try project.sign("access").status == 2)
        #expect(try state(project) == before)
    }
}
