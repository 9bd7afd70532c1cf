import Foundation
import TestSupport
import Testing

/// `--worktree` of `status`, `check` and `build`.
@Suite struct WorktreeTests {
    /// One item ticked in the working tree, one box ticked there.
    private func project() throws -> ScriptedRepository {
        let script = RepositoryScript()
        let list = "- [ ] one {#one}\n- [ ] two {#two}\n  - Sign-off:\n    - [ ] dpo\n"
        let done = list.replacing("- [ ] two", with: "- [x] two")
        let configuration = """
            version: 1
            title: Referrals
            roles: { dpo: { title: Data protection officer } }
            people: { ann: { name: Ann, emails: [author@team.example], roles: [dpo] } }

            """
        script.commit("Set up", ["countersign.yml": configuration])
        script.commit("Add", ["a.md": list])
        script.commit("Do two", ["a.md": done])
        let scripted = try script.write(checkout: true)
        try scripted.writeFile(done.replacing("- [ ]", with: "- [x]"), to: "a.md")
        return scripted
    }

    private func output(_ scripted: ScriptedRepository, _ arguments: String...) throws -> (
        output: String, errors: String
    ) {
        let result = try run(
            [Tool.path] + arguments.prefix(1) + ["-C", scripted.path, "--worktree"] + arguments.dropFirst(),
            environment: ["SOURCE_DATE_EPOCH": "1775000000"])
        #expect(result.status == 0, "\(result.errors)")
        return (result.output, result.errors)
    }

    private static let note = "note: includes uncommitted changes: a.md\n"

    @Test func statusAsText() throws {
        let (output, errors) = try output(project(), "status")
        #expect(
            output == """
                Referrals
                1 of 2 applicable items are done or signed off, 1 awaiting sign-off.
                Includes uncommitted changes.

                Checklist  Done  Awaiting
                a.md          1         1

                Outstanding
                  a.md
                    ◐ Awaiting sign-off  two  0 of 1 signed: awaiting dpo  :2

                To be signed
                  Data protection officer (dpo): 1
                    two  a.md:2

                """)
        #expect(errors == Self.note)
    }

    @Test func statusAsMarkdown() throws {
        let (output, errors) = try output(project(), "status", "--format", "markdown")
        #expect(output.contains("1 awaiting sign-off.\n\nIncludes uncommitted changes.\n\n|"))
        #expect(errors == Self.note)
    }

    @Test func statusAsCSV() throws {
        let (output, errors) = try output(project(), "status", "--format", "csv")
        #expect(output.contains(",a.md,a.md,1,one,,one,done,,,,not committed yet,,,,"))
        #expect(errors == Self.note)
    }

    @Test func statusAsJSON() throws {
        let scripted = try project()
        let (output, errors) = try output(scripted, "status", "--format", "json")
        let head = try scripted.git("rev-parse", "HEAD")
        #expect(output.contains("\"commit\": {\"id\": \"\(head)\", \"worktree\": true}"))
        let zeros = String(repeating: "0", count: 40)
        #expect(output.contains("\"completion\": {\"commit\": \"\(zeros)\", \"known\": true"))
        #expect(output.contains("\"author\": {\"name\": \"Not committed yet\", \"person\": null}"))
        #expect(!output.contains("signed-off"))
        #expect(errors == Self.note)
        #expect(try Python.violations(of: "status.schema.json", in: [Array(output.utf8)]) == [""])
    }

    @Test func check() throws {
        let (output, errors) = try output(project(), "check")
        #expect(output.contains("a.md:4: note: \"two\" is ticked and not signed off as \"dpo\" [sign-off-missing]\n"))
        #expect(output.contains("\n1 note. Includes uncommitted changes.\n"))
        #expect(errors == Self.note)
    }

    @Test func checkThatFindsNothing() throws {
        let scripted = try project()
        try scripted.writeFile("- [ ] one {#one}\n- [ ] two {#two}\n- [ ] three {#three}\n", to: "a.md")
        #expect(try output(scripted, "check").output == "Nothing found. Includes uncommitted changes.\n")
    }

    @Test func checkAsJSON() throws {
        let (output, _) = try output(project(), "check", "--format", "json")
        #expect(output.contains("\"worktree\": true}"))
        #expect(try Python.violations(of: "check.schema.json", in: [Array(output.utf8)]) == [""])
    }

    @Test func checkAsAPullRequest() throws {
        let scripted = try project()
        try scripted.writeFile("- [ ] one {#one}\n- [x] two {#one}\n  - Sign-off:\n    - [ ] dpo\n", to: "a.md")
        let result = try countersign("check", "-C", scripted.path, "--worktree", "--base", "HEAD")
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("a.md:2:13: error: the id \"one\" is already used in a.md:1 [duplicate-id]"))
    }

    @Test func buildSaysItOnEveryPage() throws {
        let scripted = try project()
        let site = try build(scripted.path, "--worktree")
        let pages = site.filter { $0.key.hasSuffix(".html") && $0.key != "404.html" }
        #expect(pages.count > 5)
        for (name, page) in pages {
            #expect(page.text.contains("<p class=\"notice\">Includes uncommitted changes.</p>"), "\(name)")
        }
        #expect(site["a.html"]?.text.contains("Completed in changes that are not committed yet.") == true)
        #expect(site["badge.svg"]?.text.contains("<title>1 of 2 finished – Not committed yet</title>") == true)
        #expect(site["changes.atom"]?.text.contains("<subtitle>Includes uncommitted changes.</subtitle>") == true)
        #expect(site["data/status.json"] == Array(try output(scripted, "status", "--format", "json").output.utf8))
        #expect(site["data/items.csv"] == Array(try output(scripted, "status", "--format", "csv").output.utf8))
    }

    /// A site that was built into the working tree is not read as a part of it.
    @Test func buildTwice() throws {
        let scripted = try project()
        try scripted.writeFile("- [ ] one\n  - Output: [it](out.md)\n", to: "a.md")
        try scripted.writeFile("- [ ] inner\n", to: "out.md")
        try succeeding("build", "--worktree", in: scripted.path)
        let first = try contents(of: scripted.path + "/_site")
        try succeeding("build", "--worktree", in: scripted.path)
        #expect(try contents(of: scripted.path + "/_site") == first)
        #expect(try output(scripted, "status").errors == "note: includes uncommitted changes: a.md, out.md\n")
    }

    @Test func nothingUncommitted() throws {
        let scripted = try project()
        try scripted.git("checkout", "--quiet", "--", ".")
        let (output, errors) = try output(scripted, "status", "--format", "json")
        #expect(try output == succeeding("status", "-C", scripted.path, "--format", "json").output)
        #expect(errors == "")
    }

    @Test func nothingIsWritten() throws {
        let scripted = try project()
        try scripted.writeFile("- [ ] new\n", to: "new.md")
        let before = try contents(of: scripted.path)
        for command in ["status", "check"] { _ = try output(scripted, command) }
        _ = try build(scripted.path, "--worktree")
        #expect(try contents(of: scripted.path) == before)
    }

    // MARK: Refusals

    @Test(arguments: ["status", "check", "build"], ["HEAD~1", "HEAD"])
    func notWithARevision(command: String, rev: String) throws {
        let scripted = try project()
        let result = try countersign(command, "-C", scripted.path, "--worktree", "--rev", rev)
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("Error: --worktree shows what lies on HEAD; it does not go with --rev\n"))
    }

    @Test func bareRepository() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [ ] a\n"])
        let scripted = try script.write()
        expectRefusal(
            try countersign("status", "-C", scripted.path, "--worktree"),
            "the repository at \(scripted.path) is bare: it has no working tree. Leave out --worktree, or go to a checkout"
        )
    }

    @Test(.enabled(if: getuid() == 0)) func fileThatCannotBeRead() throws {
        let scripted = try project()
        openToOthers(scripted.folder)
        try scripted.writeFile("- [ ] secret\n", to: "secret.md")
        chmod(scripted.path + "/secret.md", 0o600)
        let trust = try trusting(scripted.path)
        expectRefusal(
            try countersign(
                "status", "-C", scripted.path, "--worktree", environment: ["HOME": trust], wrapper: anotherUser),
            "secret.md in the working tree cannot be read: Permission denied. Make it readable, or leave it out in .gitignore"
        )
    }

    @Test(.enabled(if: getuid() == 0)) func folderThatCannotBeRead() throws {
        let scripted = try project()
        openToOthers(scripted.folder)
        try scripted.writeFile("- [ ] secret\n", to: "secret/a.md")
        chmod(scripted.path + "/secret", 0o700)
        let trust = try trusting(scripted.path)
        expectRefusal(
            try countersign(
                "status", "-C", scripted.path, "--worktree", environment: ["HOME": trust], wrapper: anotherUser),
            "secret/ in the working tree cannot be read: Permission denied. Make it readable, or leave it out in .gitignore"
        )
    }

    /// A home folder whose owner trusts the repository.
    private func trusting(_ path: String) throws -> String {
        let home = try TemporaryFolder()
        openToOthers(home)
        try home.write("[safe]\n\tdirectory = \(path)\n", to: ".gitconfig")
        return home.path
    }
}
