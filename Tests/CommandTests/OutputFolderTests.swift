import Foundation
import TestSupport
import Testing

/// Where `build` writes, what it refuses to replace, and what is left when it fails or is killed.
@Suite struct OutputFolderTests {
    private func repository() throws -> ScriptedRepository {
        let script = RepositoryScript()
        script.commit(
            "Add a list", ["lists/a.md": "- [ ] a\n", "site/index.html": "tracked\n", ".gitignore": "_site\n"])
        return try script.write(checkout: true)
    }

    private func expectRefused(
        _ scripted: ScriptedRepository, _ output: String, _ sentence: String, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try contents(of: scripted.path)
        let result = try countersign("build", "-C", scripted.path, "--output", output, environment: environment)
        expectRefusal(result, sentence, sourceLocation: sourceLocation)
        #expect(try contents(of: scripted.path) == before, sourceLocation: sourceLocation)
    }

    private let foreign = "holds a file that no earlier build wrote: "

    @Test func importantPlaces() throws {
        let scripted = try repository()
        let root = scripted.path
        for output in ["/", "//", "/tmp/..", "/../"] { try expectRefused(scripted, output, "the output cannot be /") }
        for output in [".", "", "./", root, root + "/", "lists/..", "../repository"] {
            try expectRefused(scripted, output, "the output cannot be \(root): the repository lies there")
        }
        for output in ["..", "../.", "lists/../.."] {
            try expectRefused(
                scripted, output, "the output cannot be \(scripted.folder.path): the repository lies there")
        }
        try expectRefused(scripted, ".git", "the output cannot be \(root)/.git: the repository lies there")
        for output in [".git/site", ".git/objects", ".git/refs/heads"] {
            try expectRefused(
                scripted, output, "the output cannot be \(root)/\(output): it lies inside git's own folder")
        }
        let home = try TemporaryFolder()
        try expectRefused(scripted, home.path, "the output cannot be \(home.path)", environment: ["HOME": home.path])
        try expectRefused(
            scripted, home.path + "/x/..", "the output cannot be \(home.path)", environment: ["HOME": home.path + "/"])
    }

    /// The folder of another repository is foreign, and its `.git` is no place for a site, even where that is empty.
    @Test func folderOfAnotherRepository() throws {
        let scripted = try repository()
        let other = try TemporaryFolder()
        try git(["init", "--quiet"], in: other.path)
        try expectRefused(scripted, other.path, "\(other.path) \(foreign).git/HEAD")
        try expectRefused(
            scripted, other.path("/.git/site"),
            "the output cannot be \(other.path)/.git/site: it lies inside git's own folder")
    }

    @Test func trackedAndForeignFiles() throws {
        let scripted = try repository()
        for output in ["lists", "site", "lists/a.md", "./site/"] {
            let name = output.trimmingCharacters(in: ["."]).trimmingCharacters(in: ["/"])
            try expectRefused(scripted, output, "the output cannot be \(name): the repository tracks files there")
        }
        try scripted.writeFile("mine", to: "own/deep/er/notes.txt")
        try expectRefused(scripted, "own", "\(scripted.path)/own \(foreign)deep/er/notes.txt. Choose another output")
        try scripted.writeFile("mine", to: "file")
        try expectRefused(scripted, "file", "\(scripted.path)/file is a file; the output must be a folder")
        try expectRefused(scripted, "file/site", "\(scripted.path)/file is not a folder")
        try expectRefused(scripted, "no/such/parent", "\(scripted.path)/no/such does not exist")
        try #require(symlink("/nowhere", scripted.path + "/dangling") == 0)
        try expectRefused(scripted, "dangling", "\(scripted.path)/dangling is a symbolic link to nothing")
        // A link, a pipe, a hidden file: what is no folder is somebody's.
        for name in ["link", ".hidden", "pipe"] {
            let folder = scripted.folder.path("with-\(name)")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            switch name {
            case "link": try #require(symlink("/etc", folder + "/link") == 0)
            case "pipe": try #require(mkfifo(folder + "/pipe", 0o600) == 0)
            default: try write([], toFile: folder + "/.hidden")
            }
            try expectRefused(scripted, folder, "\(folder) \(foreign)\(name)")
        }
    }

    @Test func forgedManifest() throws {
        let scripted = try repository()
        try scripted.writeFile("mine", to: "own/notes.txt")
        try scripted.writeFile("../lists/a.md\n/etc/passwd\nother.txt\n", to: "own/.countersign-manifest")
        try expectRefused(scripted, "own", "\(scripted.path)/own \(foreign)notes.txt")
    }

    @Test func replacesItsOwnOutput() throws {
        let scripted = try repository()
        let output = scripted.path + "/_site"
        try succeeding("build", "-C", scripted.path)
        let first = try contents(of: output)
        #expect(first["lists-a.html"] != nil && first["data/status.json"] != nil)
        let listed = try #require(first[".countersign-manifest"]).text.split(separator: "\n").map(String.init)
        #expect(Set(listed) == Set(first.keys).subtracting([".countersign-manifest"]))
        #expect(listed == listed.sorted())
        // Pages of checklists that are gone go, too, and nothing else of the working tree changes.
        try scripted.git("mv", "lists/a.md", "lists/b.md")
        try scripted.git("commit", "--quiet", "--message=Rename")
        try succeeding("build", "-C", scripted.path)
        #expect(try contents(of: output)["lists-a.html"] == nil)
        #expect(try scripted.git("status", "--porcelain") == "")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scripted.path).sorted() == [
                ".git", ".gitignore", "_site", "lists", "site",
            ])
        // One file more than the builds wrote, and it is the owner's.
        try write(Array("mine".utf8), toFile: output + "/data/mine.txt")
        try expectRefused(scripted, "_site", "\(output) \(foreign)data/mine.txt. Choose another output, or remove it")
    }

    @Test func emptyFolderAndLink() throws {
        let scripted = try repository()
        let real = scripted.folder.path("real")
        try FileManager.default.createDirectory(atPath: real, withIntermediateDirectories: false)
        try #require(symlink(real, scripted.path + "/link") == 0)
        try succeeding("build", "-C", scripted.path, "--output", "link")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scripted.path + "/link") == real)
        #expect(FileManager.default.fileExists(atPath: real + "/index.html"))
        // A link to the repository is the repository.
        try #require(symlink(scripted.path, scripted.folder.path("to-repository")) == 0)
        try expectRefused(
            scripted, scripted.folder.path("to-repository"),
            "the output cannot be \(scripted.path): the repository lies there")
        try expectRefused(
            scripted, scripted.folder.path("to-repository/site"),
            "the output cannot be site: the repository tracks files there")
    }

    /// What is said works: afterwards the site is built where it was.
    @Test func aSiteThatWasCommitted() throws {
        let scripted = try repository()
        try succeeding("build", "--output", "_site", in: scripted.path)
        try git(["add", "--force", "_site"], in: scripted.path)
        try git(["commit", "-q", "-m", "Everything"], in: scripted.path)
        let result = try countersign("build", "--output", "_site", in: scripted.path)
        expectRefusal(
            result,
            "the output cannot be _site: the repository tracks files there, a site that was committed. Take it out with "
                + "git rm -r --cached _site, add the line /_site/ to .gitignore, and commit both\n")
        let elsewhere = try countersign("build", "-C", scripted.path)
        #expect(elsewhere.errors.contains("git -C \(scripted.path) rm -r --cached _site"), "\(elsewhere.errors)")
        try git(["rm", "-q", "-r", "--cached", "_site"], in: scripted.path)
        try scripted.writeFile("/_site/\n", to: ".gitignore")
        try git(["add", ".gitignore"], in: scripted.path)
        try git(["commit", "-q", "-m", "Not the site"], in: scripted.path)
        try succeeding("build", in: scripted.path)
        #expect(try git(["status", "--porcelain"], in: scripted.path).output == "")
    }

    @Test func aTrackedFolderThatIsNoSite() throws {
        let scripted = try repository()
        try expectRefused(
            scripted, "lists",
            "the output cannot be lists: the repository tracks files there. Choose another folder with --output\n")
    }

    @Test func relativeToTheFolderOfTheProject() throws {
        let scripted = try repository()
        try succeeding("build", "-C", "repository", "--output", "../beside", in: scripted.folder.path)
        #expect(FileManager.default.fileExists(atPath: scripted.folder.path("beside/index.html")))
    }

    @Test func failureLeavesTheOldOutput() throws {
        let scripted = try repository()
        try succeeding("build", "-C", scripted.path)
        let before = try contents(of: scripted.path + "/_site")
        try scripted.writeFile("version: [1\n", to: "countersign.yml")
        try scripted.git("add", "countersign.yml")
        try scripted.git("commit", "--quiet", "--message=Break the configuration")
        let result = try countersign("build", "-C", scripted.path)
        expectRefusal(result, "countersign.yml:")
        #expect(result.errors.contains("the configuration cannot be read"))
        #expect(try contents(of: scripted.path + "/_site") == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scripted.path).count { $0.contains("countersign-") }
                == 0)
    }

    @Test(.enabled(if: getuid() == 0, "needs root to become another user"))
    func placesThatCannotBeWritten() throws {
        let scripted = try repository()
        openToOthers(scripted.folder)
        let trust = scripted.folder.path("home")
        try FileManager.default.createDirectory(atPath: trust, withIntermediateDirectories: false)
        try git(["config", "--file", trust + "/.gitconfig", "safe.directory", scripted.path])
        let result = try run(
            anotherUser + [Tool.path, "build", "-C", scripted.path], environment: ["HOME": trust])
        expectRefusal(result, "\(scripted.path): no folder can be made here: Permission denied")
    }

    @Test func fullDisk() throws {
        let scripted = try repository()
        try succeeding("build", "-C", scripted.path)
        let before = try contents(of: scripted.path + "/_site")
        // No file may be longer than 1 KiB; the signal that goes with it is ignored, as a full disk has none.
        let result = try run([
            "bash", "-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "-", Tool.path, "build", "-C", scripted.path,
        ])
        expectRefusal(result, scripted.path + "/._site.countersign-")
        #expect(result.errors.contains("cannot be written: File too large"), "\(result.errors)")
        #expect(try contents(of: scripted.path + "/_site") == before)
        #expect(try scripted.git("status", "--porcelain") == "")
    }

    // MARK: Killed

    /// SIGKILL at many moments: the output is the old site or the new one, whole, and the repository untouched.
    @Test func killed() throws {
        let script = RepositoryScript()
        func lists(_ mark: String) -> [String: String?] {
            Dictionary(
                uniqueKeysWithValues: (0..<60).map { number in
                    ("list-\(number).md", (0..<20).map { "- [\(mark)] item \($0) of \(number)\n" }.joined())
                })
        }
        script.commit("Open", lists(" "))
        script.commit("Tick", lists("x"))
        let scripted = try script.write(checkout: true)
        let output = scripted.folder.path("site")
        let arguments = ["build", "-C", scripted.path, "--output", output, "--as-of", "2026-04-01"]
        let fresh = try build(scripted.path, "--as-of", "2026-04-01")
        let untouched = try contents(of: scripted.path)
        try succeeding("build", "-C", scripted.path, "--rev", "HEAD~1", "--output", output, "--as-of", "2026-04-01")
        let old = try contents(of: output)
        try #require(old != fresh)

        let start = Date()
        try #require(try run([Tool.path] + arguments).status == 0)
        let duration = Date().timeIntervalSince(start)
        try FileManager.default.removeItem(atPath: output)
        try run(["cp", "-a", try saved(old, in: scripted.folder), output])

        func abandoned() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: scripted.folder.path).count {
                $0.hasPrefix(".site.countersign-")
            }
        }
        var kills = 0
        var leftovers = 0
        var replaced = 0
        // How long a build takes varies when other tests run: on until some were killed while writing.
        for attempt in 0..<200 where attempt < 12 || leftovers == 0 {
            // Most moments lie where the site is written, which is the last part.
            let delay = duration * (0.3 + 0.75 * Double(attempt * 7 % 12) / 12)
            let result = try run(["timeout", "--signal=KILL", String(delay)] + [Tool.path] + arguments)
            if result.status != 0 { kills += 1 }
            leftovers = max(leftovers, try abandoned())
            #expect(try abandoned() <= 1, "the leftover of the build before is still there")
            let found = try contents(of: output)
            #expect(found == old || found == fresh, "after \(delay) s")
            if found == fresh {
                replaced += 1
                try FileManager.default.removeItem(atPath: output)
                try run(["cp", "-a", scripted.folder.path("saved"), output])
            }
        }
        #expect(kills > 0 && leftovers > 0, "\(kills) kills in \(duration) s, of these none while writing")
        try #require(try run([Tool.path] + arguments).status == 0)
        #expect(try contents(of: output) == fresh)
        #expect(try abandoned() == 0)
        #expect(try contents(of: scripted.path) == untouched)
    }

    /// A build that was killed while it removed what another had left: the lock went first, the rest is still there.
    @Test func whatIsHalfRemovedIsRemoved() throws {
        let script = RepositoryScript()
        script.commit("Open", ["list.md": "- [ ] item\n"])
        let scripted = try script.write(checkout: true)
        try scripted.folder.write("", to: ".site.countersign-abc123/site/index.html")
        try scripted.folder.write("", to: ".site.countersign-def456/lock")
        try succeeding("build", "-C", scripted.path, "--output", scripted.folder.path("site"))
        let names = try FileManager.default.contentsOfDirectory(atPath: scripted.folder.path)
        #expect(!names.contains { $0.hasPrefix(".site") } && names.contains("site"))
    }

    private func saved(_ files: [String: [UInt8]], in folder: TemporaryFolder) throws -> String {
        for (name, content) in files { try folder.write(content, to: "saved/" + name) }
        return folder.path("saved")
    }

    /// Somebody who looks all the time, while the site is replaced.
    @Test func readersNeverFindItMissing() throws {
        let scripted = try repository()
        try succeeding("build", "-C", scripted.path)
        let reader = """
            for i in 1 2 3; do
                "$0" build -C "$1" >/dev/null & pid=$!
                while kill -0 $pid 2>/dev/null; do
                    [ -e "$1/_site/index.html" ] || echo missing
                    looks=$((looks + 1))
                done
                wait $pid || exit 9
            done
            [ $looks -gt 100 ] || exit 8
            """
        let result = try run(["bash", "-c", reader, Tool.path, scripted.path])
        #expect(result.status == 0 && result.output == "", "\(result.status) \(result.errors)")
    }

    /// Several builds at once, the first ones among them: all finish, one of their sites stays, whole.
    @Test(arguments: 1...3) func together(_ round: Int) throws {
        let scripted = try repository()
        let command =
            "for i in 1 2 3 4 5 6; do \"$0\" build -C \"$1\" & pids=\"$pids $!\"; done; for p in $pids; do wait $p || exit 9; done"
        let result = try run(
            ["bash", "-c", command, Tool.path, scripted.path], environment: ["SOURCE_DATE_EPOCH": "1775000000"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(try contents(of: scripted.path + "/_site") == (try build(scripted.path)))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scripted.path).count { $0.contains("countersign-") }
                == 0)
    }
}
