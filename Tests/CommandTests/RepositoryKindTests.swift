import Foundation
import Git
import TestSupport
import Testing

/// Repositories of every kind that people and CI have: the program works on them or says in one sentence why not.
@Suite struct RepositoryKindTests {
    private static let first = "# List\n\n- [ ] one\n- [ ] two\n- [x] born\n"
    private static let second = "# List\n\n- [x] one\n- [ ] two\n- [x] born\n"
    private static let third = "# List\n\n- [x] one\n- [x] two\n- [x] born\n"

    /// Three commits: a list, a tick, a tick; and a file beside it.
    private func simpleRepository(checkout: Bool = false) throws -> ScriptedRepository {
        let script = RepositoryScript()
        script.commit("Add the list", ["lists/a.md": Self.first, "other.txt": "text\n"])
        script.commit("Tick one", ["lists/a.md": Self.second])
        script.commit("Tick two", ["lists/a.md": Self.third])
        return try script.write(checkout: checkout)
    }

    /// A clone of it, made with these options, in the folder of the repository.
    private func clone(_ scripted: ScriptedRepository, _ options: String...) throws -> String {
        try scripted.git("config", "uploadpack.allowFilter", "true")
        let path = scripted.folder.path("clone")
        try git(["clone", "--quiet"] + options + ["file://" + scripted.path, path])
        return path
    }

    private func expectWhole(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let status = try status(path, sourceLocation: sourceLocation)
        #expect(status.document.history.complete, sourceLocation: sourceLocation)
        #expect(status.document.history.boundaries == [], sourceLocation: sourceLocation)
        #expect(try status.completion("one") == "Tick one", sourceLocation: sourceLocation)
        #expect(try status.completion("two") == "Tick two", sourceLocation: sourceLocation)
        #expect(try status.completion("born") == "Add the list", sourceLocation: sourceLocation)
        #expect(try status.item("born").completion?.bornTicked == true, sourceLocation: sourceLocation)
        #expect(status.errors == "", sourceLocation: sourceLocation)
        let site = try build(path)
        #expect(site["lists-a.html"]?.text.contains("Tick") == false, sourceLocation: sourceLocation)
        #expect(site["lists-a.html"]?.text.contains("Author") == true, sourceLocation: sourceLocation)
    }

    /// Neither `status` nor `build` nor `log` works, all say why, and no output appears.
    private func expectRefused(
        _ path: String, _ sentence: String, environment: [String: String] = [:], wrapper: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let output = try TemporaryFolder()
        let runs = [["status", "--format", "json"], ["build", "--output", output.path("site")], ["log", "x"]]
        for arguments in runs {
            let result = try run(wrapper + [Tool.path] + arguments + ["-C", path], environment: environment)
            expectRefusal(result, sentence, sourceLocation: sourceLocation)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: output.path) == [], sourceLocation: sourceLocation)
    }

    // MARK: Whole

    @Test func workingTreeAndSubfolder() throws {
        let scripted = try simpleRepository(checkout: true)
        try expectWhole(scripted.path)
        try expectWhole(scripted.path + "/lists")
        try expectWhole(scripted.path + "/.git")
    }

    @Test func bare() throws {
        let scripted = try simpleRepository()
        try expectWhole(scripted.path)
        let result = try countersign("build", "-C", scripted.path)
        expectRefusal(result, "the output cannot be \(scripted.path)/_site: it lies inside git's own folder")
    }

    @Test func fullClone() throws { try expectWhole(try clone(try simpleRepository())) }

    @Test func linkedWorktree() throws {
        let scripted = try simpleRepository(checkout: true)
        let linked = scripted.folder.path("linked")
        try scripted.git("worktree", "add", "--quiet", "-b", "side", linked)
        try expectWhole(linked)
        let inside = try countersign("build", "-C", linked, "--output", scripted.path + "/.git/site")
        expectRefusal(inside, "the output cannot be \(scripted.path)/.git/site: it lies inside git's own folder")
    }

    @Test func submodule() throws {
        let scripted = try simpleRepository()
        let script = RepositoryScript()
        script.commit("Add a list outside", ["outer.md": "- [ ] outer\n"])
        let outer = try script.write(checkout: true)
        try outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", scripted.path, "inner")
        try outer.git("commit", "--quiet", "--message=Add the submodule")
        try expectWhole(outer.path + "/inner")
        // The items of the submodule are none of the repository around it.
        #expect(try status(outer.path).items.map(\.text) == ["outer"])
    }

    @Test func detachedHeadAndTag() throws {
        let scripted = try simpleRepository(checkout: true)
        try scripted.git("tag", "--annotate", "--message=Version", "v1", "HEAD~1")
        try scripted.git("checkout", "--quiet", "--detach", "HEAD")
        try expectWhole(scripted.path)
        let earlier = try status(scripted.path, "--rev", "v1")
        #expect(try earlier.completion("one") == "Tick one")
        #expect(try earlier.item("two").completion == nil)
        for (revision, sentence) in [
            ("nowhere", "no commit is named \"nowhere\""), ("", "\"\" is not a revision"),
            ("HEAD:lists", "\"HEAD:lists\" names a file or folder, not a commit"),
            (
                String(repeating: "0", count: 40),
                "commit 0000000000000000000000000000000000000000 is not in this repository"
            ),
        ] {
            expectRefusal(try countersign("status", "-C", scripted.path, "--rev", revision), sentence)
        }
    }

    @Test func pathsWithOddCharacters() throws {
        for name in ["a b", "it's \"quoted\"", "line\nfeed", "\u{202E}rtl \u{200F}\u{627}", "é%41#?&", "-C"] {
            let scripted = try simpleRepository(checkout: true)
            let path = scripted.folder.path(name)
            try FileManager.default.moveItem(atPath: scripted.path, toPath: path)
            try expectWhole(path)
            let built = try countersign("build", "--output", "out put", in: path)
            #expect(built.status == 0)
            #expect(built.output.split(separator: "\n").count == 2, "\(built.output)")
            #expect(FileManager.default.fileExists(atPath: path + "/out put/index.html"))
        }
    }

    // MARK: Truncated

    @Test func shallowClone() throws {
        let path = try clone(try simpleRepository(), "--depth=1")
        let status = try status(path)
        #expect(!status.document.history.complete)
        #expect(status.document.history.reason == "shallow")
        #expect(status.document.history.boundaries == [status.document.commit.id])
        for item in status.items {
            #expect(item.completion?.known == false)
            #expect(item.completion?.commit == nil)
            #expect(item.events.isEmpty)
        }
        #expect(
            status.errors == """
                note: history before 2026-01-01 is not in this shallow clone, so older completions are not known. \
                Fetch it with: git fetch --unshallow (in CI: fetch-depth: 0, or GIT_DEPTH: 0)

                """)
        let site = try build(path)
        for page in ["index.html", "lists-a.html", "changes.html"] {
            #expect(site[page]?.text.contains("not in this clone") == true, "\(page)")
        }
        let log = try succeeding("log", "lists/a.md:3", "-C", path)
        #expect(log.output.contains("Ticked; by whom and when is not known"))
    }

    @Test func shallowCloneOfTwo() throws {
        let status = try status(try clone(try simpleRepository(), "--depth=2"))
        #expect(!status.document.history.complete)
        #expect(try status.completion("two") == "Tick two")
        #expect(try status.item("one").completion?.known == false)
    }

    /// CI servers fetch a merge with depth 1 and then some more: several boundaries.
    @Test func shallowCloneOfMerge() throws {
        let script = RepositoryScript()
        let root = script.commit("Add the list", ["a.md": "- [ ] one\n- [ ] two\n\ntext\n\n- [ ] three\n"])
        let left = script.commit("Tick one", on: [root], ["a.md": "- [x] one\n- [ ] two\n\ntext\n\n- [ ] three\n"])
        let right = script.commit("Tick three", on: [root], ["a.md": "- [ ] one\n- [ ] two\n\ntext\n\n- [x] three\n"])
        script.merge("Merge", [left, right], ["a.md": "- [x] one\n- [ ] two\n\ntext\n\n- [x] three\n"])
        let scripted = try script.write()
        let status = try status(try clone(scripted, "--depth=2"))
        #expect(status.document.history.boundaries == [left, right].map { scripted.id(of: $0).description }.sorted())
        #expect(try status.item("one").completion?.known == false)
        #expect(try status.item("two").completion == nil)
    }

    @Test(arguments: ["--filter=blob:none", "--filter=tree:0"])
    func partialClone(filter: String) throws {
        let path = try clone(try simpleRepository(), filter)
        let status = try status(path)
        #expect(!status.document.history.complete)
        #expect(status.document.history.reason == "partial")
        #expect(status.items.map(\.text) == ["one", "two", "born"])
        for item in status.items { #expect(item.completion?.known == false) }
        #expect(
            status.errors == """
                note: this partial clone lacks older versions of files, so older completions are not known. \
                Fetch them with: git fetch --refetch --no-filter

                """)
        #expect(try build(path)["lists-a.html"]?.text.contains("not in this clone") == true)
        // The advice works.
        try git(["fetch", "--quiet", "--refetch", "--no-filter"], in: path)
        try expectWhole(path)
    }

    @Test func blobsOfHeadAreMissing() throws {
        let path = try clone(try simpleRepository(), "--filter=blob:none", "--bare")
        try expectRefused(
            path,
            "the content of lists/a.md is not in this partial clone. Fetch it with: git fetch --refetch --no-filter")
    }

    @Test func treesOfHeadAreMissing() throws {
        let path = try clone(try simpleRepository(), "--filter=tree:0", "--bare")
        try expectRefused(path, "folder ")
    }

    // MARK: No commit, no repository

    @Test func emptyRepository() throws {
        let folder = try TemporaryFolder()
        try git(["init", "--quiet", "--initial-branch=main"], in: folder.path)
        try expectRefused(folder.path, "the repository at \(folder.path) has no commits yet. Make a first commit")
        try git(["init", "--quiet", "--bare", folder.path("bare")])
        try expectRefused(folder.path("bare"), "the repository at \(folder.path)/bare has no commits yet")
    }

    @Test func unbornBranch() throws {
        let scripted = try simpleRepository(checkout: true)
        try scripted.git("checkout", "--quiet", "--orphan", "fresh")
        try expectRefused(scripted.path, "the current branch of \(scripted.path) has no commits yet")
        #expect(try status(scripted.path, "--rev", "main").items.count == 3)
    }

    @Test func notARepository() throws {
        let folder = try TemporaryFolder()
        try expectRefused(folder.path, "no git repository at \(folder.path) or above it")
        try expectRefused(folder.path("absent"), "no git repository at \(folder.path)/absent or above it")
        try folder.write("text", to: "file")
        try expectRefused(folder.path("file"), "no git repository at \(folder.path)/file or above it")
        try folder.write("gitdir: /nowhere/at/all\n", to: "broken/.git")
        try expectRefused(folder.path("broken"), "")
        try folder.write("", to: "odd\n\u{202E}\u{1B}[31m/file")
        try expectRefused(
            folder.path("odd\n\u{202E}\u{1B}[31m"),
            "no git repository at \(folder.path)/odd\\u{a}\\u{202e}\\u{1b}[31m or above it")
    }

    @Test func unsupported() throws {
        let folder = try TemporaryFolder()
        try git(["init", "--quiet", "--object-format=sha256"], in: folder.path)
        try expectRefused(
            folder.path, "the repository at \(folder.path) uses SHA-256 object names; only SHA-1 can be read")
        let scripted = try simpleRepository(checkout: true)
        try scripted.git("config", "core.repositoryFormatVersion", "1")
        try scripted.git("config", "extensions.refStorage", "reftable")
        try expectRefused(scripted.path, "the repository at \(scripted.path) keeps its branches as a reftable")
    }

    @Test(.enabled(if: getuid() == 0, "needs root to give a folder away"))
    func ownedByAnotherUser() throws {
        let scripted = try simpleRepository(checkout: true)
        try #require(try run(["chown", "-R", "65534:65534", scripted.path]).status == 0)
        try expectRefused(
            scripted.path,
            "the repository at \(scripted.path) belongs to another user, so git does not trust it. Trust it with")
        // The advice works.
        let home = try TemporaryFolder()
        try git(["config", "--file", home.path(".gitconfig"), "--add", "safe.directory", scripted.path])
        #expect(try status(scripted.path, environment: ["HOME": home.path]).items.count == 3)
    }

    @Test(.enabled(if: getuid() == 0, "needs root to become another user"))
    func unreadableFolder() throws {
        let scripted = try simpleRepository(checkout: true)
        openToOthers(scripted.folder)
        chmod(scripted.path + "/.git", 0o700)
        try expectRefused(scripted.path, "no git repository at \(scripted.path) or above it", wrapper: anotherUser)
    }

    // MARK: Damage

    /// The same with every object in a file of its own, so that one can be taken away.
    private func loose(_ scripted: ScriptedRepository) throws {
        let packs = scripted.path + "/objects/pack"
        for name in try FileManager.default.contentsOfDirectory(atPath: packs) where name.hasSuffix(".pack") {
            let pack = try bytes(ofFile: packs + "/" + name)
            try FileManager.default.removeItem(atPath: packs)
            try scripted.git("unpack-objects", "-q", input: pack)
        }
    }

    private func file(of object: String, in scripted: ScriptedRepository) throws -> String {
        let id = try scripted.git("rev-parse", object)
        return "\(scripted.path)/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    }

    @Test(arguments: [
        ("HEAD:lists/a.md", "file content"), ("HEAD~1:lists/a.md", "file content"), ("HEAD~1", "commit"),
        ("HEAD", "commit"),
        ("HEAD:lists", "folder"), ("HEAD~2:", "folder"),
    ])
    func missingObject(object: String, word: String) throws {
        let scripted = try simpleRepository()
        try loose(scripted)
        try expectWhole(scripted.path)
        let id = try scripted.git("rev-parse", object)
        try FileManager.default.removeItem(atPath: try file(of: object, in: scripted))
        try expectRefused(
            scripted.path,
            "\(word) \(id) is missing: the repository at \(scripted.path) is damaged. See what else is missing")
    }

    @Test(arguments: ["HEAD:lists/a.md", "HEAD~1", "HEAD:"])
    func garbledObject(object: String) throws {
        let scripted = try simpleRepository()
        try loose(scripted)
        let id = try scripted.git("rev-parse", object)
        let file = try file(of: object, in: scripted)
        try #require(chmod(file, 0o644) == 0)
        try write(Array("this is no object".utf8), toFile: file)
        let result = try countersign("status", "-C", scripted.path)
        expectRefusal(result, "")
        #expect(result.errors.contains(id) && result.errors.contains("damaged"), "\(result.errors)")
        try write([], toFile: file)
        expectRefusal(try countersign("status", "-C", scripted.path), "")
    }

    @Test func garbledFilesOfGit() throws {
        let scripted = try simpleRepository(checkout: true)
        // Only the courtesy of naming uncommitted changes needs the index.
        try write(Array("no index".utf8), toFile: scripted.path + "/.git/index")
        #expect(try status(scripted.path).items.count == 3)
        try write(Array("[core\n".utf8), toFile: scripted.path + "/.git/config")
        try expectRefused(scripted.path, "cannot open \(scripted.path): ")
        let other = try simpleRepository(checkout: true)
        try write(Array("nonsense\n".utf8), toFile: other.path + "/.git/HEAD")
        try expectRefused(other.path, "")
    }

    // MARK: Bytes that are not UTF-8

    @Test func messagesNamesPathsAndContentsInOtherEncodings() throws {
        let latin = { (text: String) in text.unicodeScalars.map { UInt8($0.value) } }
        let script = RepositoryScript()
        script.commit(
            "", rawFiles: [latin("liste é.md"): latin("# Été\n\n- [ ] réunion\n")],
            author: .init(bytes: latin("Zoé <zoe@team.example>")), rawMessage: latin("Ajouter l'été"))
        script.commit(
            "", rawFiles: [latin("liste é.md"): latin("# Été\n\n- [x] réunion\n")],
            author: .init(bytes: latin("Zoé <zoe@team.example>")), encoding: "ISO-8859-1",
            rawMessage: latin("Cocher l'été"))
        let scripted = try script.write()
        let status = try status(scripted.path)
        #expect(status.document.checklists.map(\.path) == ["liste \\351.md"])
        #expect(status.document.checklists.map(\.title) == ["Été"])
        #expect(try status.completion("réunion") == "Cocher l'été")
        let commit = try #require(try status.item("réunion").completion?.commit)
        #expect(status.document.commits[commit]?.author.name == "Zoé")
        #expect(
            status.errors == """
                liste \\351.md:1: warning: the file is not valid UTF-8; it was read as Windows-1252
                  Save it as UTF-8.

                """)
        let site = try build(scripted.path)
        let page = try #require(site.first { $0.key.hasPrefix("liste") }?.value.text)
        #expect(page.contains("réunion") && page.contains("Zoé"))
    }

    @Test func pathsInTheTree() throws {
        let paths = [
            "with space.md", "it's \"quoted\".md", "line\nfeed.md", "\u{202E}txt.md", "\u{627}\u{644}.md", "a/b/c/d.MD",
            "-rf.md", "..md", ".md", "con.md", "%2e%2e.md", "a?b#c.md", "back\\slash.md", "x.html.md", "index.md",
            "tab\t.md", "esc\u{1B}[31m.md", "<script>.md", "name.md/inner.md",
        ]
        let script = RepositoryScript()
        script.commit("Add", Dictionary(uniqueKeysWithValues: paths.map { ($0, "- [ ] item of \($0.utf8.count)\n") }))
        let scripted = try script.write()
        let status = try status(scripted.path)
        // `.md` is a hidden file without an extension.
        #expect(Set(status.document.checklists.map(\.path)) == Set(paths).subtracting([".md"]))
        let site = try build(scripted.path)
        let pages = site.keys.filter { $0.hasSuffix(".html") }
        // Overview, outstanding, changes, hand-over, people, how to read, search, and the one for what is not there.
        #expect(pages.count == paths.count - 1 + 8)
        let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789._-")
        for name in pages {
            #expect(name.allSatisfy(plain.contains) && name.first != "." && name.first != "-", "\(name)")
        }
        #expect(site["index.html"]?.text.contains("<script>.md") == false)
        #expect(site["index.html"]?.text.contains("\u{202E}") == false)
        let text = try succeeding("status", "-C", scripted.path).output
        #expect(
            !text.contains("\u{202E}") && !text.contains("\u{1B}") && !text.contains("\nfeed") && !text.contains("\t"))
        #expect(text.contains("line\\u{a}feed.md") && text.contains("\\u{202e}txt.md"))
        for path in paths where path != ".md" {
            #expect(try succeeding("log", "-C", scripted.path, "--", "\(path):1").output.contains("added by Author"))
        }
    }
}
