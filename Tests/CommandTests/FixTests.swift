import Foundation
import TestSupport
import Testing

/// `fix` in a working tree.
struct FixTests {
    private static let list =
        "# List\r\n\r\n- [x] Access levels\r\n- [ ] Logging  \r\n- [✅] Backups\r\n- [ ] Plan {#plan}"
    private static let listFixed =
        "# List\r\n\r\n- [x] Access levels {#access-levels}\r\n- [ ] Logging {#logging}  \r\n- [x] Backups {#backups}\r\n"
        + "- [ ] Plan {#plan}"

    private func project(_ files: [String: String?], modes: [String: RepositoryScript.Mode] = [:]) throws
        -> ScriptedRepository
    {
        let script = RepositoryScript()
        script.commit("Start", files, modes: modes)
        return try script.write(checkout: true)
    }

    private func file(_ name: String, in project: ScriptedRepository) throws -> String {
        try bytes(ofFile: project.path + "/" + name).text
    }

    // MARK: Writing

    @Test func whatIsWrittenAndTold() throws {
        let project = try project(["a.md": Self.list, "other.txt": "- [ ] no\n"])
        let result = try succeeding("fix", "-C", project.path)
        #expect(
            result.output == """
                a.md:3: the item is called {#access-levels}
                a.md:4: the item is called {#logging}
                a.md:5: [✅] is [x] now: the item will be ticked by whoever commits this
                a.md:5: the item is called {#backups}

                Wrote 3 ids and 1 box into 1 file. Nothing is committed: look at it with git diff.

                """)
        #expect(result.errors == "")
        #expect(try file("a.md", in: project) == Self.listFixed)
        #expect(try project.git("status", "--porcelain") == " M a.md")
        #expect(try project.git("diff", "--cached") == "")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: project.path).sorted() == [".git", "a.md", "other.txt"])
    }

    @Test func theSecondRunChangesNothing() throws {
        let project = try project(["a.md": Self.list])
        try succeeding("fix", "-C", project.path)
        let before = try contents(of: project.path)
        let result = try succeeding("fix", "-C", project.path)
        #expect(result.output == "Nothing to fix in 1 checklist.\n")
        #expect(try contents(of: project.path) == before)
    }

    @Test func onlyWhatIsNamed() throws {
        let files = ["a.md": "- [ ] a\n", "b/c.md": "- [ ] c\n", "b/d.md": "- [ ] d\n", "bb.md": "- [ ] bb\n"]
        let project = try project(files.mapValues { $0 })
        try succeeding("fix", "-C", project.path + "/b", "c.md")
        #expect(try project.git("diff", "--name-only") == "b/c.md")
        try succeeding("fix", "-C", project.path, "b/../b")
        #expect(try project.git("diff", "--name-only") == "b/c.md\nb/d.md")
        try succeeding("fix", project.path + "/a.md", in: project.path + "/b")
        #expect(try project.git("diff", "--name-only") == "a.md\nb/c.md\nb/d.md")
        try succeeding("fix", ".", in: project.path)
        #expect(try project.git("diff", "--name-only") == "a.md\nb/c.md\nb/d.md\nbb.md")
    }

    @Test(arguments: ["missing.md", "..", "/", "other.txt", "ignored.md", "empty"])
    func pathsOfNothing(path: String) throws {
        let project = try project([
            "a.md": "- [ ] a\n", "other.txt": "", ".gitignore": "ignored.md\n", "empty/b.txt": "",
        ])
        try project.writeFile("- [ ] i\n", to: "ignored.md")
        let result = try countersign("fix", path, in: project.path)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("countersign: "))
        #expect(result.errors.contains(path))
        #expect(try project.git("status", "--porcelain") == "")
    }

    @Test func newFilesAreFixedAndIgnoredOnesAreNot() throws {
        let project = try project(["a.md": "- [ ] a {#b}\n", ".gitignore": "i.md\n"])
        try project.writeFile("- [ ] b\n", to: "new.md")
        try project.writeFile("- [ ] b\n", to: "i.md")
        try succeeding("fix", in: project.path)
        #expect(try file("new.md", in: project) == "- [ ] b {#b-2}\n")
        #expect(try file("i.md", in: project) == "- [ ] b\n")
    }

    @Test func includeExcludeAndTranslations() throws {
        let project = try project([
            "countersign.yml": "version: 1\nlanguages: [en, km]\nexclude: [drafts]\n", "a.md": "- [ ] a\n",
            "a.km.md": "- [ ] a\n",
            "a.fr.md": "- [ ] a\n", "drafts/a.md": "- [ ] a\n- [ ] b {#a-2}\n",
        ])
        let result = try succeeding("fix", in: project.path)
        // Ids of files that are left out are not given again.
        #expect(try file("a.fr.md", in: project) == "- [ ] a {#a}\n")
        #expect(try file("a.md", in: project) == "- [ ] a {#a-3}\n")
        #expect(try project.git("diff", "--name-only") == "a.fr.md\na.md")
        #expect(result.output.contains("  a.km.md: a translation of a.md: "))
        #expect(!result.output.contains("drafts"))
        let named = try succeeding("fix", "drafts/a.md", in: project.path)
        #expect(named.output.contains("  drafts/a.md: countersign.yml leaves the file out\n"))
    }

    @Test func modeAndOwnerStay() throws {
        let project = try project(["a.md": "- [ ] a\n"], modes: ["a.md": .executable])
        chmod(project.path + "/a.md", 0o751)
        try succeeding("fix", in: project.path)
        var status = stat()
        #expect(lstat(project.path + "/a.md", &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o751)
    }

    /// What a killed run left is in nobody's way.
    @Test func aLeftTemporaryFile() throws {
        let project = try project(["a.md": "- [ ] a\n"])
        try project.writeFile("half", to: ".countersign-fix")
        try succeeding("fix", in: project.path)
        #expect(try project.git("status", "--porcelain") == " M a.md")
    }

    // MARK: Ids of the past

    @Test func idsThatWereEverUsedAreNotGivenAgain() throws {
        let script = RepositoryScript()
        let first = script.commit("one", ["a.md": "- [ ] Plan {#plan}\n- [ ] x {#x}\n"])
        script.commit("renamed", ["a.md": "- [ ] Plan {#scheme}\n- [ ] x {#x}\n"])
        let gone = script.commit("removed", ["a.md": nil, "b.md": "- [ ] x {#x}\n"])
        // On a branch that was merged without being taken.
        let side = script.commit("side", on: [first], ["a.md": "- [ ] Plan {#plan-2}\n"])
        script.merge("merge", [gone, side])
        script.commit("now", ["b.md": "- [ ] Plan\n- [ ] Scheme\n- [ ] x {#x}\n"])
        let project = try script.write(checkout: true)
        try succeeding("fix", in: project.path)
        #expect(try file("b.md", in: project) == "- [ ] Plan {#plan-3}\n- [ ] Scheme {#scheme-2}\n- [ ] x {#x}\n")
    }

    @Test func idsOfTheWorkingTreeCount() throws {
        let project = try project(["a.md": "- [ ] a\n", "b.md": "- [ ] b\n"])
        try project.writeFile("- [ ] b {#a}\n", to: "b.md")
        try succeeding("fix", in: project.path)
        #expect(try file("a.md", in: project) == "- [ ] a {#a-2}\n")
    }

    /// A mended item with the id of an item elsewhere would take that one's name away; a translation has the same ids.
    @Test func idsOfOtherFiles() throws {
        let project = try project([
            "countersign.yml": "version: 1\nlanguages: [en, km]\n",
            "a.md": "- [✅] a {#a}\n- [✅] b {#b}\n- [ ] c {#c}\n",
            "a.km.md": "- [✅] a {#a}\n", "z.md": "- [ ] b {#b}\n",
        ])
        try succeeding("fix", in: project.path)
        #expect(try file("a.md", in: project) == "- [x] a {#a}\n- [✅] b {#b}\n- [ ] c {#c}\n")
        #expect(try file("a.km.md", in: project) == "- [✅] a {#a}\n")
    }

    @Test func aShallowCloneIsTold() throws {
        let script = RepositoryScript()
        script.commit("one", ["a.md": "- [ ] a {#a}\n"])
        script.commit("two", ["a.md": "- [ ] a\n"])
        let clone = try script.write().clone(["--depth", "1"])
        let result = try succeeding("fix", in: clone.path)
        #expect(result.errors.hasPrefix("note: history is not whole in this clone"))
        #expect(try file("a.md", in: clone) == "- [ ] a {#a}\n")
    }

    // MARK: History afterwards

    @Test func everyItemKeepsItsHistory() throws {
        let script = RepositoryScript()
        script.commit(
            "add",
            ["a.md": "# A\n- [ ] one\n- [ ] two\n  more\n# B\n- [ ] one\n- [ ] ![](i.png)\n- [ ] same\n- [ ] same\n"])
        script.commit(
            "tick",
            ["a.md": "# A\n- [x] one\n- [ ] two\n  more\n# B\n- [ ] one\n- [x] ![](i.png)\n- [ ] same\n- [x] same\n"])
        let project = try script.write(checkout: true)
        let before = try status(project.path)
        try succeeding("fix", in: project.path)
        try project.git("commit", "-qam", "fix")
        let after = try status(project.path)
        #expect(after.items.map(\.text) == before.items.map(\.text))
        #expect(after.items.map(\.completion?.commit) == before.items.map(\.completion?.commit))
        #expect(before.items.filter(\.checked).count == 3)
        let head = after.document.commit.id
        for (item, earlier) in zip(after.items, before.items) {
            #expect(item.events.map(\.kind) == earlier.events.map(\.kind) + ["renamed"])
            #expect(item.events.last?.commit == head)
            #expect(item.status == earlier.status)
        }
        #expect(after.items.map(\.key) == ["one", "two-more", "one-2", "item-811c9dc5", "same", "same-2"])
    }

    /// An id is no part of what was signed.
    @Test func signOffsStayCurrent() throws {
        let text = "- [x] Access\n  - Sign-off:\n    - [ ] officer\n- [x] Logging {#logging}\n  - Sign-off: officer\n"
        let signed = try SignProject(
            checklist: text.with("[ ] officer", "[x] officer").with("- [x] Access", "- [x] Access"))
        // Ticked by its holder in a commit of its own.
        try signed.write(text, to: "lists/a.md")
        try signed.git("commit", "-qam", "open")
        try signed.write(text.with("[ ] officer", "[x] officer"), to: "lists/a.md")
        try signed.git("commit", "-qam", "sign")
        #expect(try status(signed.path).item("Access").status == "signed-off")
        try succeeding("fix", in: signed.path)
        try signed.git("commit", "-qam", "fix", environment: ["GIT_AUTHOR_EMAIL": "someone@team.example"])
        #expect(try signed.file("lists/a.md").hasPrefix("- [x] Access {#access}\n"))
        #expect(try status(signed.path).item("Access").status == "signed-off")
    }

    /// The officer commits what `fix` mended: that is no sign-off, for the item is new to the project.
    @Test(arguments: [
        "- [✅] Access {#access}\n  - Sign-off: officer\n", "- [✅] Access {#access}\n  - Sign-off:\n    - [ ] officer\n",
    ])
    func aMendedBoxSignsNothing(text: String) throws {
        let other = "\n- [ ] z {#z}\n"
        let project = try SignProject(checklist: text.with("✅", " ") + other)
        try project.write(text + other, to: "lists/a.md")
        try project.git(
            "commit", "-qam", "tick it the wrong way", environment: ["GIT_AUTHOR_EMAIL": "other@team.example"])
        try succeeding("fix", in: project.path)
        #expect(try project.file("lists/a.md") == text.with("✅", "x") + other)
        try project.git("commit", "-qam", "fix")
        let item = try status(project.path).item("Access")
        #expect(item.status == "awaiting")
        #expect(item.completion?.bornTicked == true)
    }

    // MARK: What is left alone

    @Test func aSignOffBoxIsLeft() throws {
        let text = "- [x] Access {#access}\n  - Sign-off:\n    - [✅] officer\n"
        let project = try SignProject(checklist: text)
        let result = try succeeding("fix", in: project.path)
        #expect(try project.git("status", "--porcelain") == "")
        #expect(
            result.output == """
                Left as it is:
                  lists/a.md:3: "[✅]" under "Sign-off:" is no box. Whoever holds the role writes [x] in its place to sign, or [ ] \
                to leave it open

                Nothing else to fix in 1 checklist.

                """)
    }

    @Test func aReadOnlyFile() throws {
        let project = try project(["a.md": "- [ ] a\n"])
        chmod(project.path + "/a.md", 0o444)
        for arguments in [["fix"], ["fix", "--dry-run"]] {
            let result = try run([Tool.path] + arguments, in: project.path)
            #expect(result.status == 0)
            #expect((result.output + result.errors).contains("a.md: the file is read-only\n"))
            #expect(!result.output.contains("+- [ ]"))
        }
        #expect(try file("a.md", in: project) == "- [ ] a\n")
    }

    @Test func anUnreadableFile() throws {
        let project = try project(["a.md": "- [ ] a\n", "b.md": "- [ ] b\n"])
        openToOthers(project.folder)
        chmod(project.path + "/a.md", 0o000)
        let result = try countersign(
            "fix", "--dry-run", in: project.path,
            environment: [
                "HOME": "/nonexistent", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory",
                "GIT_CONFIG_VALUE_0": "*",
            ], wrapper: getuid() == 0 ? ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"] : [])
        // Without its capabilities root reads its own files as everybody does.
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("a.md: the file cannot be read: Permission denied"))
        #expect(result.output.contains("+- [ ] b {#b}\n"))
    }

    @Test func linksAreNotFollowed() throws {
        let outside = try TemporaryFolder()
        try outside.write("- [ ] outside\n", to: "x.md")
        let project = try project(
            ["a.md": "- [ ] a\n", "link.md": "a.md", "b/c.md": "- [ ] c\n", "d/e.md": "- [ ] e\n"],
            modes: ["link.md": .symbolicLink])
        let manager = FileManager.default
        for (name, target) in [("b", outside.path), ("d/e.md", outside.path("x.md"))] {
            try manager.removeItem(atPath: project.path + "/" + name)
            try manager.createSymbolicLink(atPath: project.path + "/" + name, withDestinationPath: target)
        }
        try outside.write("- [ ] c\n", to: "c.md")
        let result = try succeeding("fix", in: project.path)
        #expect(try file("a.md", in: project) == "- [ ] a {#a}\n")
        #expect(try contents(of: outside.path).mapValues(\.text) == ["x.md": "- [ ] outside\n", "c.md": "- [ ] c\n"])
        #expect(try manager.destinationOfSymbolicLink(atPath: project.path + "/link.md") == "a.md")
        #expect(result.output.contains("  d/e.md: the file is a symbolic link\n"))
        #expect(!result.output.contains("link.md"))
        expectRefusal(
            try countersign("fix", "link.md", in: project.path),
            "link.md is a symbolic link: name the file that it leads to\n")
    }

    @Test func otherEncodings() throws {
        let script = RepositoryScript()
        script.commit(
            "Start",
            rawFiles: [
                Array("a.md".utf8): Array("- [ ] caf".utf8) + [0xE9, 0x0A],
                [0xE9, 0x2E, 0x6D, 0x64]: Array("- [ ] b\n".utf8),
            ])
        let project = try script.write(checkout: true)
        let before = try project.git("status", "--porcelain")
        let result = try succeeding("fix", in: project.path)
        #expect(try project.git("status", "--porcelain") == before)
        #expect(result.output.contains("  a.md: the file is not valid UTF-8; save it as UTF-8 first\n"))
        #expect(result.output.contains("  \\351.md: the file's name is not UTF-8\n"))
    }

    // MARK: Refusals

    @Test func bare() throws {
        let script = RepositoryScript()
        script.commit("Start", ["a.md": "- [ ] a\n"])
        let project = try script.write()
        expectRefusal(
            try countersign("fix", in: project.path),
            "\(project.path)/ is a bare repository: fix in a clone with a working tree\n")
    }

    @Test func noRepository() throws {
        expectRefusal(try countersign("fix", in: try TemporaryFolder().path), "no git repository at ")
    }

    @Test func aConfigurationThatCannotBeRead() throws {
        let project = try project(["a.md": "- [ ] a\n"])
        try project.writeFile("version: [1\n", to: "countersign.yml")
        expectRefusal(try countersign("fix", in: project.path), "countersign.yml:")
        #expect(try file("a.md", in: project) == "- [ ] a\n")
    }

    /// Every other file is written, and the exit says that one was not.
    @Test(.enabled(if: getuid() == 0)) func aFileThatCannotBeReplaced() throws {
        let project = try project(["a.md": "- [ ] a\n", "b/c.md": "- [ ] c\n"])
        // Nothing can be made beside it: a folder has the name.
        try FileManager.default.createDirectory(
            atPath: project.path + "/b/.countersign-fix", withIntermediateDirectories: false)
        let result = try countersign("fix", in: project.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("not written: b/c.md cannot be replaced: File exists"))
        #expect(result.output.contains("Wrote 1 id into 1 file."))
        #expect(try file("a.md", in: project) == "- [ ] a {#a}\n")
        #expect(try file("b/c.md", in: project) == "- [ ] c\n")
    }

    @Test func help() throws {
        let result = try succeeding("fix", "--help")
        #expect(result.output.contains("countersign fix --dry-run"))
        #expect(try countersign("fix", "--rev", "HEAD").status == 64)
        #expect(try countersign("fix", "").status == 64)
    }
}

/// `fix --dry-run` is a patch.
struct FixPatchTests {
    @Test func theWholePatch() throws {
        let script = RepositoryScript()
        script.commit("Start", ["a.md": "1\n2\n3\n4\n\n- [ ] a\n- [ ] b {#b}\n- [x] c"])
        let project = try script.write(checkout: true)
        let result = try succeeding("fix", "--dry-run", in: project.path)
        #expect(
            result.output == """
                diff --git a/a.md b/a.md
                --- a/a.md
                +++ b/a.md
                @@ -3,6 +3,6 @@
                 3
                 4
                 
                -- [ ] a
                +- [ ] a {#a}
                 - [ ] b {#b}
                -- [x] c
                \\ No newline at end of file
                +- [x] c {#c}
                \\ No newline at end of file

                """)
        #expect(result.errors == "")
        #expect(try project.git("status", "--porcelain") == "")
    }

    @Test func whatIsNoPartOfThePatch() throws {
        let script = RepositoryScript()
        script.commit("Start", ["a.md": "- [✅] a {#a}\n- [-] b\n- [ ] c {#c}\n"])
        let result = try succeeding("fix", "--dry-run", in: try script.write(checkout: true).path)
        #expect(
            result.errors.hasPrefix(
                "note: a.md: a box that is mended and ticked counts as ticked by whoever commits it\n"))
        #expect(result.errors.contains("note: left as it is: a.md:2: \"[-]\" means different things"))
        let fixed = RepositoryScript()
        fixed.commit("Start", ["a.md": "- [ ] a {#a}\n"])
        let nothing = try succeeding("fix", "--dry-run", in: try fixed.write(checkout: true).path)
        #expect((nothing.output, nothing.errors) == ("", "note: Nothing to fix in 1 checklist.\n"))
    }

    /// git itself makes of the patch what `fix` writes.
    @Test(arguments: [
        "- [ ] a\n- [ ] b\n", "- [ ] a\r\n\r\n- [ ] b\r\n", "- [ ] a\r- [ ] b\r", "\u{FEFF}- [ ] a",
        "- [ ] a  \n\n\n\n\n\n\n\n- [✅] b",
        "---\ntitle: t\n---\n\n- [ ] a\n\n1\n2\n3\n4\n5\n6\n- [ ] b\n1\n2\n3\n4\n5\n6\n7\n- [ ] c\n",
        "- [ ] a\r\n- [ ] b\n\n- [x] c",
    ])
    func appliedByGit(text: String) throws {
        let names = ["a.md", "b c/d.md", "e\"f\\.md", "ទី/១.md", "t\tb.md"]
        let script = RepositoryScript()
        script.commit("Start", Dictionary(uniqueKeysWithValues: names.map { ($0, text) }))
        let project = try script.write(checkout: true)
        try project.writeFile(text + "\n\nuncommitted\n", to: "a.md")
        let patch = try succeeding("fix", "--dry-run", in: project.path).stdout
        try project.git("apply", "--check", input: patch)
        let before = try contents(of: project.path).filter { !$0.key.hasPrefix(".git/") }
        try succeeding("fix", in: project.path)
        let written = try contents(of: project.path).filter { !$0.key.hasPrefix(".git/") }
        #expect(before.keys == written.keys && before.allSatisfy { written[$0.key] != $0.value })
        for (name, content) in before { try write(content, toFile: project.path + "/" + name) }
        try project.git("apply", input: patch)
        #expect(try contents(of: project.path).filter { !$0.key.hasPrefix(".git/") } == written)
    }
}
