import Foundation
import TestSupport
import Testing

/// Some containers forbid it.
private let canTrace = (try? run(["strace", "-o", "/dev/null", "true"]).status) == 0

/// `sign` killed before each system call that changes a file, and while it waits for git; and `git commit` likewise.
@Suite(.enabled(if: canTrace, "needs strace, and leave to trace processes"))
struct SignKillTests {
    /// What changes files, and what waits for git.
    private static let calls =
        "write,pwrite64,writev,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,ftruncate,"
        + "utimensat,wait4"

    /// Other work that is to stay: staged and unstaged, in the signed file, too.
    private static let stagedList = SignProject.checklist + "Staged.\n"
    private static let workingList = "Before.\n\n" + SignProject.checklist + "Staged.\nUnstaged."

    private func project() throws -> SignProject {
        let project = try SignProject()
        try project.write(Self.stagedList, to: "lists/a.md")
        try project.write("two\n", to: "other.txt")
        try project.git("add", ".")
        try project.write(Self.workingList, to: "lists/a.md")
        try project.write("three\n", to: "other.txt")
        return project
    }

    private static func ticked(_ list: String) -> String { list.with("- [ ] officer", "- [x] officer") }

    /// What may be there after a kill. Returns whether the commit was made.
    private func expectNothingOrAll(_ project: SignProject, _ start: String, _ step: String) throws -> Bool {
        let isMade = try project.head() != start
        #expect(try project.commitCount() == (isMade ? 2 : 1), "\(step)")
        if isMade {
            #expect(try project.committed("lists/a.md") == Self.ticked(SignProject.checklist), "\(step)")
            #expect(
                try project.git("log", "-1", "--format=%P|%(trailers:only)")
                    == "\(start)|Sign-off: access as officer\n\n",
                "\(step)")
            #expect(try project.git("diff", "--name-only", "HEAD^", "HEAD") == "lists/a.md\n", "\(step)")
        } else {
            #expect(try project.staged("lists/a.md") == Self.stagedList, "\(step)")
            #expect(try project.file("lists/a.md") == Self.workingList, "\(step)")
        }
        #expect([Self.stagedList, Self.ticked(Self.stagedList)].contains(try project.staged("lists/a.md")), "\(step)")
        #expect([Self.workingList, Self.ticked(Self.workingList)].contains(try project.file("lists/a.md")), "\(step)")
        #expect(try project.staged("other.txt") == "two\n", "\(step)")
        #expect(try project.file("other.txt") == "three\n", "\(step)")
        try project.git("fsck", "--strict", "--no-dangling")
        // Made, but not in the index: git must not commit the old index, and says what is in its way.
        if isMade, try project.staged("lists/a.md") == Self.stagedList {
            let next = try run(["git", "commit", "-m", "next"], in: project.path)
            #expect(next.status != 0 && next.errors.contains("index.lock': File exists"), "\(step) \(next.errors)")
        }
        return isMade
    }

    /// The same command again leaves one commit and nothing else.
    private func expectFinished(_ project: SignProject, wasMade: Bool, _ start: String, _ step: String) throws {
        let again = try project.sign("access")
        if again.status != 0 {
            // It had been finished but for the tidying up, and nobody signs twice.
            #expect(wasMade && again.errors.contains("is signed off as officer already"), "\(step) \(again.errors)")
        }
        #expect(try project.head() != start, "\(step)")
        #expect(try expectNothingOrAll(project, start, step))
        #expect(try project.staged("lists/a.md") == Self.ticked(Self.stagedList), "\(step)")
        #expect(try project.file("lists/a.md") == Self.ticked(Self.workingList), "\(step)")
        try project.expectNoRemains()
    }

    /// Waits for a `git commit` that goes on alone.
    private func waitForCommit(_ project: SignProject) {
        let file = open(project.path + "/.git/countersign-sign/committing", O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return }
        #expect(flock(file, LOCK_EX) == 0)
        close(file)
    }

    /// The calls in the order in which a run that nobody disturbs makes them, each with its number among those of its name:
    /// strace counts every name for itself.
    private func calls(inTrace file: String) throws -> [(name: String, number: Int)] {
        var counts: [String: Int] = [:]
        return String(decoding: try bytes(ofFile: file), as: UTF8.self).split(separator: "\n").compactMap { line in
            guard let name = line.split(separator: "(").first.map(String.init), line.contains("("),
                Self.calls.split(separator: ",").contains(Substring(name))
            else { return nil }
            counts[name, default: 0] += 1
            return (name, counts[name] ?? 1)
        }
    }

    @Test func theToolAtEachOfItsWrites() throws {
        let folder = try TemporaryFolder()
        let trace = ["strace", "-qq", "-e", "trace=\(Self.calls)", "-o", folder.path("trace")]
        #expect(try project().sign("access", wrapper: trace).status == 0)
        let calls = try calls(inTrace: folder.path("trace"))
        #expect(["mkdir", "link", "pwrite64", "rename"].allSatisfy { name in calls.contains { $0.name == name } })
        var (made, unmade) = (0, 0)
        for (index, call) in calls.enumerated() {
            let project = try project()
            let start = try project.head()
            let kill = "inject=\(call.name):signal=SIGKILL:when=\(call.number)"
            let result = try project.sign("access", wrapper: trace + ["-e", kill])
            let step = "killed at call \(index), \(call.name) \(call.number)"
            #expect(result.status == 128 + SIGKILL, "\(step) \(result.errors)")
            waitForCommit(project)
            let isMade = try expectNothingOrAll(project, start, step)
            if isMade { made += 1 } else { unmade += 1 }
            try expectFinished(project, wasMade: isMade, start, step)
            try FileManager.default.removeItem(atPath: project.path)
        }
        #expect(made >= 5 && unmade >= 20, "\(made) \(unmade)")
    }

    /// Puts another `git` before the real one, which traces `git commit` with these options.
    private func shim(_ options: [String], whenKilled: String, in folder: TemporaryFolder) throws -> [String: String] {
        let path = hermeticEnvironment["PATH"] ?? ""
        let git = try #require(try run(["sh", "-c", "command -v git"]).output.split(separator: "\n").first)
        try writeScript(
            """
            case " $* " in *" commit "*) ;; *) exec \(git) "$@" ;; esac
            strace -qq -o \(folder.path("trace")) -e 'trace=\(Self.calls)' \(options.joined(separator: " ")) \(git) "$@"
            status=$?
            if [ $status -eq 137 ]; then : >\(folder.path("killed")); \(whenKilled); fi
            exit $status

            """, to: folder.path("git"))
        return ["PATH": folder.path + ":" + path]
    }

    /// With and without the tool, as a closed laptop or a full memory would have it.
    @Test(arguments: [false, true])
    func gitCommitAtEachOfItsWrites(withTheTool: Bool) throws {
        let folder = try TemporaryFolder()
        let undisturbed = try shim([], whenKilled: ":", in: folder)
        #expect(try project().sign("access", environment: undisturbed).status == 0)
        let calls = try calls(inTrace: folder.path("trace"))
        #expect(calls.contains { $0.name.hasPrefix("rename") })
        var (made, unmade) = (0, 0)
        for (index, call) in calls.enumerated() {
            let kill = "-e 'inject=\(call.name):signal=SIGKILL:when=\(call.number)'"
            let environment = try shim([kill], whenKilled: withTheTool ? "kill -9 $PPID" : ":", in: folder)
            let project = try project()
            let start = try project.head()
            let result = try project.sign("access", environment: environment, wrapper: ["env"])
            let step = "git killed at call \(index), \(call.name) \(call.number)"
            #expect(unlink(folder.path("killed")) == 0, "\(step)")
            let isMade = try expectNothingOrAll(project, start, step)
            if isMade { made += 1 } else { unmade += 1 }
            if !withTheTool {
                #expect(result.status == (isMade ? 0 : 2), "\(step) \(result.errors)")
                try project.expectNoRemainsButReferences()
            }
            // git's own locks, which git names when they are in its way.
            for name in ["HEAD.lock", "refs/heads/main.lock"] { unlink(project.path + "/.git/" + name) }
            if withTheTool || !isMade { try expectFinished(project, wasMade: isMade, start, step) }
            try FileManager.default.removeItem(atPath: project.path)
        }
        #expect(made >= 1 && unmade >= 3, "\(made) \(unmade)")
    }

    // MARK: What is found afterwards

    /// A project in which the tool was killed right after `git commit`.
    private func killedAfterCommit() throws -> (project: SignProject, start: String) {
        let project = try project()
        let start = try project.head()
        let result = try project.sign(
            "access", wrapper: ["strace", "-qq", "-o", "/dev/null", "-e", "inject=pwrite64:signal=SIGKILL"])
        try #require(result.status == 128 + SIGKILL)
        try #require(try expectNothingOrAll(project, start, ""))
        return (project, start)
    }

    @Test func theNextRunSaysWhatItFinished() throws {
        let (project, _) = try killedAfterCommit()
        let commit = try project.head().prefix(10)
        let result = try project.sign("access")
        #expect(result.status == 0 && result.output == "")
        #expect(
            result.errors
                == "note: finished an earlier sign-off that was interrupted: commit \(commit), Sign-off: access as officer\n"
        )
        #expect(try project.file("lists/a.md") == Self.ticked(Self.workingList))
    }

    @Test func theNextRunGoesOnWithWhatElseItIsAskedFor() throws {
        let (project, _) = try killedAfterCommit()
        let result = try project.sign("logging")
        #expect(result.status == 0)
        #expect(result.errors.hasPrefix("note: finished an earlier sign-off"))
        #expect(
            try project.git("log", "--format=%s") == "Sign off logging as officer\nSign off access as officer\nStart\n")
        #expect(try project.staged("lists/a.md") == Self.ticked(Self.stagedList))
        try project.expectNoRemains()
    }

    @Test func theNextRunGoesOnInAnotherRole() throws {
        let (project, _) = try killedAfterCommit()
        let both = ["GIT_AUTHOR_EMAIL": "both@team.example"]
        #expect(try project.sign("access", "--as", "lead", environment: both).status == 0)
        #expect(
            try project.git("log", "--format=%s") == "Sign off access as lead\nSign off access as officer\nStart\n")
        #expect(try project.sign("access", "--revoke").status == 0)
        try project.expectNoRemains()
    }

    /// git's hint says to remove the file.
    @Test func theLockWasRemovedByHand() throws {
        let (project, start) = try killedAfterCommit()
        unlink(project.path + "/.git/index.lock")
        try project.write("four\n", to: "other.txt")
        try project.git("add", "other.txt")
        #expect(try project.sign("access").status == 0)
        #expect(try project.git("rev-parse", "HEAD^") == start + "\n")
        #expect(try project.staged("lists/a.md") == Self.ticked(Self.stagedList))
        #expect(try project.file("lists/a.md") == Self.ticked(Self.workingList))
        #expect(try project.staged("other.txt") == "four\n")
        try project.expectNoRemains()
    }

    @Test func whileTheCommitGoesOnAlone() throws {
        let (project, _) = try killedAfterCommit()
        let file = open(project.path + "/.git/countersign-sign/committing", O_RDWR | O_CLOEXEC)
        try #require(flock(file, LOCK_EX | LOCK_NB) == 0)
        let before = try project.state()
        expectRefusal(
            try project.sign("access"), "the git commit of an interrupted sign-off still goes on in the background.")
        #expect(try project.state() == before)
        close(file)
        #expect(try project.sign("access").errors.hasPrefix("note: finished an earlier sign-off"))
    }

    /// Killed while a hook takes its time, and run again at once.
    @Test func theCommitOutlivesTheTool() throws {
        let project = try project()
        let start = try project.head()
        let hook = "touch .git/begun; while [ ! -e .git/go ]; do sleep 0.05; done"
        try writeScript(hook, to: project.path + "/.git/hooks/pre-commit")
        let killed = try project.sign(
            "access",
            wrapper: [
                "sh", "-c",
                "\"$@\" & while [ ! -e .git/begun ]; do sleep 0.05; done; kill -9 $!; wait $!", "sh",
            ])
        try #require(killed.status == 128 + SIGKILL)
        expectRefusal(
            try project.sign("access"), "the git commit of an interrupted sign-off still goes on in the background.")
        try project.write("", to: ".git/go")
        waitForCommit(project)
        #expect(try expectNothingOrAll(project, start, "outlived"))
        try expectFinished(project, wasMade: true, start, "outlived")
    }

    @Test func whileAnotherSigns() throws {
        let project = try project()
        let folder = project.path + "/.git/countersign-sign"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        try #require(flock(descriptor, LOCK_EX) == 0)
        expectRefusal(try project.sign("access"), "another countersign is signing off in this working tree.")
        close(descriptor)
        #expect(try project.sign("access").status == 0)
        try project.expectNoRemains()
    }

    @Test func whatFinishesIsKilledItself() throws {
        let folder = try TemporaryFolder()
        let trace = ["strace", "-qq", "-e", "trace=\(Self.calls)", "-o", folder.path("trace")]
        #expect(try killedAfterCommit().project.sign("access", wrapper: trace).status == 0)
        let calls = try calls(inTrace: folder.path("trace"))
        #expect(["pwrite64", "rename", "rmdir"].allSatisfy { name in calls.contains { $0.name == name } })
        for (index, call) in calls.enumerated() {
            let (project, start) = try killedAfterCommit()
            let kill = "inject=\(call.name):signal=SIGKILL:when=\(call.number)"
            let step = "killed at call \(index), \(call.name) \(call.number)"
            #expect(try project.sign("access", wrapper: trace + ["-e", kill]).status == 128 + SIGKILL, "\(step)")
            #expect(try expectNothingOrAll(project, start, step))
            try expectFinished(project, wasMade: true, start, step)
        }
    }

    // MARK: System calls that fail

    @Test func aFileSystemWithoutLinks() throws {
        let project = try project()
        let start = try project.head()
        let result = try project.sign(
            "access", wrapper: ["strace", "-qq", "-o", "/dev/null", "-e", "inject=link,linkat:error=EPERM"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try expectNothingOrAll(project, start, "without links"))
        #expect(try project.staged("lists/a.md") == Self.ticked(Self.stagedList))
        try project.expectNoRemains()
    }

    @Test func anIndexThatCannotBeReplaced() throws {
        let project = try project()
        let start = try project.head()
        let trace = try TemporaryFolder()
        try #require(
            try self.project().sign(
                "access", wrapper: ["strace", "-qq", "-e", "trace=rename", "-o", trace.path("trace")]
            ).status == 0)
        let count = try calls(inTrace: trace.path("trace")).count
        let result = try project.sign(
            "access", wrapper: ["strace", "-qq", "-o", "/dev/null", "-e", "inject=rename:error=ENOSPC:when=\(count)"])
        #expect(result.status == 2)
        #expect(result.errors.contains("the commit is made, but "), "\(result.errors)")
        let isMade = try expectNothingOrAll(project, start, "full")
        #expect(isMade)
        try expectFinished(project, wasMade: isMade, start, "full")
    }

    @Test func aWorkingFileThatCannotBeWritten() throws {
        let project = try project()
        let start = try project.head()
        let result = try project.sign(
            "access", wrapper: ["strace", "-qq", "-o", "/dev/null", "-e", "inject=pwrite64:error=ENOSPC"])
        #expect(result.status == 0)
        #expect(result.errors.contains("note: your copy of lists/a.md lacks the item or its box, or cannot be written"))
        #expect(try expectNothingOrAll(project, start, "full"))
        #expect(try project.file("lists/a.md") == Self.workingList)
        #expect(try project.staged("lists/a.md") == Self.ticked(Self.stagedList))
    }
}

extension SignProject {
    /// As `expectNoRemains`, when git itself was killed and left its lock of a reference.
    fileprivate func expectNoRemainsButReferences() throws {
        for name in ["countersign-sign", "index.lock"] {
            #expect(!FileManager.default.fileExists(atPath: path + "/.git/" + name), "\(name)")
        }
    }
}
