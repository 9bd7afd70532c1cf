import Foundation
import TestSupport
import Testing

/// `import` in a working tree.
@Suite struct ImportTests {
    private static let tracker = """
        Phase,Item,Owner,Due,Status,Priority
        1. Preparing,Contacts are named,Project lead,2027-01-31,Done,High
        ,Agreement is signed,Ministry,mid-March,Open,
        2. Security,Access levels are confirmed,,,N/A,Low

        """

    private func project(_ files: [String: String?] = [:]) throws -> ScriptedRepository {
        let script = RepositoryScript()
        let configuration = "version: 1\nroles: { lead: { title: Project lead } }\n"
        script.commit("Start", ["countersign.yml": configuration].merging(files) { $1 })
        let project = try script.write(checkout: true)
        try project.writeFile(Self.tracker, to: "tracker.csv")
        return project
    }

    private func file(_ name: String, in project: ScriptedRepository) throws -> String {
        try bytes(ofFile: project.path + "/" + name).text
    }

    // MARK: Writing

    @Test func whatIsWrittenAndTold() throws {
        let project = try project()
        let result = try succeeding("import", "tracker.csv", in: project.path)
        #expect(
            result.output == """
                Wrote 2 checklists with 3 items:
                  checklists/1-preparing.md: Preparing, 2 items
                  checklists/2-security.md: Security, 1 item

                To look at:
                  kept in notes, since items have no place for it: "Priority" (--column MEANING=NAME or --drop NAME says otherwise)
                  1 item is done in the spreadsheet and not ticked: nobody could tell by whom and when. --ticked ticks them, by whoever commits the files
                  row 3: "mid-March" is not a day, so it is kept as a note

                Next:
                  1. Read the files, and change in them what a spreadsheet could not say.
                  2. Declare these roles in countersign.yml, or name others in the checklists:
                       ministry: { title: "Ministry" }
                  3. Commit them: git add ':/checklists' && git commit --message 'Import checklists'
                  4. See what is left to do: countersign check

                """)
        #expect(result.errors == "")
        #expect(
            try file("checklists/1-preparing.md", in: project) == #"""
                ---
                title: Preparing
                phase: 1
                ---

                # Preparing

                - [ ] Contacts are named {#contacts-named}
                  - Owner: lead
                  - Due: 2027-01-31
                  - Note: In the spreadsheet: Done;\
                    Priority: High
                - [ ] Agreement is signed {#agreement-signed}
                  - Owner: ministry
                  - Note: Due: mid-March

                """#)
        #expect(
            try project.git("status", "--porcelain", "-uall")
                == "?? checklists/1-preparing.md\n?? checklists/2-security.md\n?? tracker.csv")
        #expect(try project.git("diff", "--cached") == "")
    }

    @Test func theCommandsItNamesWork() throws {
        let project = try project()
        try succeeding("import", "tracker.csv", "--drop", "priority", "--ticked", "-C", project.path)
        try project.git("add", ":/checklists")
        try project.git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-m", "Import")
        let now = try status(project.path)
        #expect(now.items.map(\.key) == ["contacts-named", "agreement-signed", "access-levels-confirmed"])
        #expect(now.items.map(\.status) == ["done", "open", "not-applicable"])
    }

    @Test func dryRun() throws {
        let project = try project()
        let before = try contents(of: project.path)
        let result = try succeeding("import", "tracker.csv", "--dry-run", in: project.path)
        #expect(result.output.hasPrefix("==> checklists/1-preparing.md <==\n---\ntitle: Preparing\n"))
        #expect(result.output.contains("\n\n==> checklists/2-security.md <==\n---\n"))
        #expect(result.errors.contains("note: row 3: \"mid-March\" is not a day, so it is kept as a note\n"))
        #expect(try contents(of: project.path) == before)
    }

    @Test func otherFolders() throws {
        let project = try project()
        try succeeding("import", "tracker.csv", "--output-folder", "docs/lists/", in: project.path)
        #expect(try file("docs/lists/2-security.md", in: project).contains("~~Access levels are confirmed~~"))
        try succeeding("import", "../tracker.csv", "--output-folder", ".", "-C", project.path + "/docs")
        #expect(try file("2-security.md", in: project).contains("~~Access levels are confirmed~~"))
    }

    @Test func aRepositoryWithoutCommits() throws {
        let folder = try TemporaryFolder()
        try run(["git", "init", "-q", folder.path])
        try folder.write(Self.tracker, to: "tracker.csv")
        let result = try succeeding("import", "tracker.csv", in: folder.path)
        #expect(result.output.contains("project-lead: { title: \"Project lead\" }"))
    }

    /// As `check` tells it: of owners where anybody is declared, of asked roles where there is a configuration.
    @Test(arguments: [
        ("roles: { dpo: {} }\n", "Item,Owner\na,Ministry\n", true), ("title: New\n", "Item,Owner\na,Ministry\n", false),
        ("title: New\n", "Item,Sign-off\na,Ministry\n", true), (nil, "Item,Sign-off\na,Ministry\n", false),
    ]) func rolesAreToBeDeclaredWhereCheckSaysSo(settings: String?, table: String, isFinding: Bool) throws {
        let script = RepositoryScript()
        script.commit("Start", ["countersign.yml": settings.map { "version: 1\n" + $0 }, "a.md": "x\n"])
        let project = try script.write(checkout: true)
        try project.writeFile(table, to: "tracker.csv")
        let told = try succeeding("import", "tracker.csv", in: project.path).output
        #expect(told.contains("Declare these roles in countersign.yml, or name others in the checklists:") == isFinding)
        #expect(told.contains("until it declares any, they are only names:") != isFinding)
        let findings = try countersign("check", "--worktree", in: project.path).output
        #expect((findings.contains("[unknown-owner]") || findings.contains("[unknown-asked-role]")) == isFinding)
    }

    @Test func idsThatWereEverUsed() throws {
        let script = RepositoryScript()
        script.commit("one", ["a.md": "- [ ] Contacts {#contacts-named}\n", "b.md": "- [ ] b {#agreement-signed}\n"])
        script.commit("two", ["a.md": nil])
        let project = try script.write(checkout: true)
        try project.writeFile(Self.tracker, to: "tracker.csv")
        try succeeding("import", "tracker.csv", in: project.path)
        let text = try file("checklists/1-preparing.md", in: project)
        #expect(text.contains("{#contacts-named-2}"))
        #expect(text.contains("{#agreement-signed-2}"))
    }

    @Test func filesThatTheProjectLeavesOut() throws {
        let project = try project(["countersign.yml": "version: 1\ninclude: [lists]\n"])
        let result = try succeeding("import", "tracker.csv", in: project.path)
        #expect(
            result.output.contains(
                "  countersign.yml leaves out checklists/1-preparing.md and 1 more: see include and exclude there\n"))
    }

    // MARK: All or nothing

    @Test func whatIsThereIsNeverTouched() throws {
        let project = try project()
        try project.writeFile("mine\n", to: "checklists/2-security.md")
        let before = try contents(of: project.path)
        expectRefusal(
            try countersign("import", "tracker.csv", in: project.path),
            "nothing was written, since these files are there already: checklists/2-security.md. Remove them, or name another folder"
        )
        #expect(try contents(of: project.path) == before)
    }

    /// Written anew it would look like a change of what the last commit has.
    @Test func whatGitHasIsNotMadeAnew() throws {
        let project = try project(["checklists/2-security.md": "# Mine\n"])
        try FileManager.default.removeItem(atPath: project.path + "/checklists")
        let sentence =
            "nothing was written, since git has these files, though they are gone from the working tree: checklists/2-security.md. "
            + "Restore them (git restore --staged --worktree checklists/2-security.md …), or commit first that they are gone"
        expectRefusal(try countersign("import", "tracker.csv", in: project.path), sentence)
        try project.git("rm", "-q", "--cached", "-r", "checklists")
        expectRefusal(try countersign("import", "tracker.csv", in: project.path), sentence)
        #expect(!FileManager.default.fileExists(atPath: project.path + "/checklists"))
        try project.git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "Take it away")
        try succeeding("import", "tracker.csv", in: project.path)
    }

    @Test func norWhatTheIndexHas() throws {
        let project = try project()
        try project.writeFile("# Mine\n", to: "checklists/2-security.md")
        try project.git("add", "checklists")
        try FileManager.default.removeItem(atPath: project.path + "/checklists")
        expectRefusal(
            try countersign("import", "tracker.csv", in: project.path), "nothing was written, since git has these files"
        )
    }

    @Test func whatGitIgnoresIsSaid() throws {
        let project = try project([".gitignore": "checklists/\n"])
        let result = try succeeding("import", "tracker.csv", in: project.path)
        #expect(
            result.errors
                == "note: git ignores checklists/1-preparing.md and 1 more, so git add passes over them: git check-ignore -v checklists/1-preparing.md names the rule\n"
        )
        #expect(FileManager.default.fileExists(atPath: project.path + "/checklists/1-preparing.md"))
    }

    @Test func aLinkInTheWay() throws {
        let project = try project()
        let outside = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: project.path + "/checklists", withDestinationPath: outside.path)
        expectRefusal(
            try countersign("import", "tracker.csv", in: project.path),
            "checklists/1-preparing.md lies behind a symbolic link")
        #expect(try contents(of: outside.path).isEmpty)
        try FileManager.default.removeItem(atPath: project.path + "/checklists")
        try FileManager.default.createDirectory(
            atPath: project.path + "/checklists", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: project.path + "/checklists/2-security.md", withDestinationPath: outside.path("x"))
        expectRefusal(try countersign("import", "tracker.csv", in: project.path), "nothing was written")
        #expect(try contents(of: outside.path).isEmpty)
    }

    @Test func aFileWhereAFolderShouldBe() throws {
        let project = try project(["checklists": "a file\n"])
        let result = try countersign("import", "tracker.csv", in: project.path)
        #expect(result.status == 2)
        #expect(try file("checklists", in: project) == "a file\n")
    }

    @Test(.enabled(if: getuid() == 0)) func aFolderThatCannotBeWritten() throws {
        let project = try project(["a/1.md": "x\n"])
        // Readable for another user, who owns nothing.
        chmod(project.folder.path, 0o755)
        chmod((project.folder.path as NSString).deletingLastPathComponent, 0o755)
        let result = try countersign(
            "import", "tracker.csv", in: project.path,
            environment: ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"],
            wrapper: anotherUser)
        #expect(result.status == 2)
        #expect(!FileManager.default.fileExists(atPath: project.path + "/checklists"))
    }

    // MARK: Refusals

    @Test func whatIsNoSpreadsheet() throws {
        let project = try project()
        let files: [(String, [UInt8], String)] = [
            (
                "book.xlsx", [0x50, 0x4B, 0x03, 0x04, 0, 0],
                "book.xlsx is a spreadsheet program's own file: open it there and save the sheet as CSV"
            ),
            (
                "old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
                "old.xls is a spreadsheet program's own file"
            ),
            ("page.pdf", Array("%PDF-1.7\n".utf8), "page.pdf is not text: save the sheet as CSV"),
            ("none.csv", [], "no column says what is to be done."),
            ("zero.csv", Array("Item,Owner\n".utf8), "there is no row with an item below the names of the columns"),
        ]
        for (name, content, sentence) in files {
            try TestSupport.write(content, toFile: project.path + "/" + name)
            expectRefusal(try countersign("import", name, in: project.path), sentence)
        }
        expectRefusal(try countersign("import", "nothing.csv", in: project.path), "nothing.csv: ")
        expectRefusal(try countersign("import", ".", in: project.path), ". is a folder")
        // Nobody writes into it: whoever waits, waits for ever.
        #expect(mkfifo(project.path + "/pipe.csv", 0o600) == 0)
        for name in ["pipe.csv", "/dev/null"] {
            expectRefusal(
                try countersign("import", name, in: project.path),
                "\(name) is a pipe or a device: save the sheet as a file, and import that")
        }
        // A regular file by its kind, of which nothing can be read.
        expectRefusal(try countersign("import", "/proc/self/mem", in: project.path), "/proc/self/mem cannot be read")
        #expect(!FileManager.default.fileExists(atPath: project.path + "/checklists"))
    }

    @Test func placesThatAreNone() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.tracker, to: "tracker.csv")
        #expect(try countersign("import", "tracker.csv", in: folder.path).status == 2)
        let script = RepositoryScript()
        script.commit("one", ["a.md": "x\n"])
        let bare = try script.write().path
        #expect(
            try countersign("import", folder.path("tracker.csv"), "-C", bare).errors.contains("is a bare repository"))
    }

    @Test(arguments: [
        ["--column", "item"], ["--column", "job=Task"], ["--column", "item="], ["--output-folder", "../x"],
        ["--output-folder", "/x"],
        ["--output-folder", ".git/x"], ["--output-folder", ""], ["--title", " "], ["--date-order", "dd"],
    ])
    func wrongUsage(options: [String]) throws {
        let result = try run([Tool.path, "import", "tracker.csv"] + options, in: try project().path)
        #expect(result.status == 64, "\(result.errors)")
    }

    // MARK: The project's own table

    /// What a spreadsheet can hold of an item.
    private static let kept = [
        "phase", "checklist", "path", "key", "section", "item", "owner", "due", "asked sign-offs", "outputs", "reason",
        "note", "depth",
    ]

    /// Imports the table of a project into an empty one with the same configuration, and compares the two tables.
    private func expectUnchanged(_ project: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let copy = try TemporaryFolder()
        func git(_ arguments: String...) throws {
            let result = try run(["git", "-C", copy.path, "-c", "user.name=a", "-c", "user.email=a@b.c"] + arguments)
            try #require(result.status == 0, "\(result.errors)")
        }
        let table = try succeeding("status", "--format", "csv", "-C", project)
        try git("init", "-q")
        if let configuration = try? bytes(ofFile: project + "/countersign.yml") {
            try copy.write(configuration, to: "countersign.yml")
        }
        try copy.write(table.stdout, to: ".git/status.csv")
        try succeeding("import", ".git/status.csv", "--ticked", in: copy.path)
        try git("add", ".")
        try git("commit", "-q", "-m", "Import")
        let again = try succeeding("status", "--format", "csv", "-C", copy.path)
        let (before, now) = (try rows(table.stdout), try rows(again.stdout))
        #expect(before.count == now.count, sourceLocation: sourceLocation)
        for (row, copy) in zip(before, now) {
            for column in Self.kept {
                #expect(row[column] == copy[column], "\(column)", sourceLocation: sourceLocation)
            }
            // Nobody has signed in the copy.
            let status = ["signed-off": "awaiting", "changed": "awaiting"][row["status"] ?? ""] ?? row["status"]
            #expect(copy["status"] == status, sourceLocation: sourceLocation)
        }
    }

    private func rows(_ table: [UInt8]) throws -> [[String: String]] {
        let script = """
            import csv, io, json, sys
            text = sys.stdin.buffer.read().decode("utf-8-sig")
            print(json.dumps(list(csv.DictReader(io.StringIO(text, newline="")))))
            """
        return try JSONDecoder().decode([[String: String]].self, from: Data(try Python.run(script, input: table).utf8))
    }

    @Test func statusOfTheSample() throws { try expectUnchanged(try Sample.write(checkout: true).path) }

    @Test func statusOfTheTemplate() throws {
        let folder = try TemporaryFolder()
        try succeeding(
            "init", folder.path("new"), "--title", "New",
            environment: [
                "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_COMMITTER_NAME": "a",
                "GIT_COMMITTER_EMAIL": "a@b.c",
            ])
        try expectUnchanged(folder.path("new"))
    }

    @Test func statusOfAnOldReadme() throws {
        let script = RepositoryScript()
        script.commit(
            "Add",
            [
                "README.md": """
                Intro

                - [ ] Before any heading

                # Project - A & B

                ## (1) Plan

                - [x] Contacts identified?
                  - [ ] Nested *here*
                    - [x] Deeper `code`
                  - not an item
                - [ ] [Link](https://example.org/a_b) and https://example.org/c_d ______
                - [ ] ~~Left out~~
                * [ ] # 1. | > text {#With Space}

                ## (2) Again

                - [x] Contacts identified?
                  - Output: <mailto:a@example.org>, [x](docs/a%20b.md), /c.md
                  - Sign-off: Ann, bo
                - [ ] ends with {#mark} {#id_1.2}
                  - Due: 2027-01-31
                  - Note: =1+1
                """
            ])
        try expectUnchanged(try script.write(checkout: true).path)
    }
}
