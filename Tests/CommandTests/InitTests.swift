import Foundation
import TestSupport
import Testing

/// `init`: a whole project or nothing.
@Suite struct InitTests {
    /// No identity in the environment; git's is looked up in the configuration.
    private let nobody = [
        "GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": "",
    ]

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func scaffold() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("new/project")
        let result = try succeeding("init", path, "--title", "Referrals")
        #expect(result.errors == "")
        #expect(result.output.hasPrefix("Made \(path), first commit "))
        #expect(result.output.contains("countersign status -C \(path)"))
        let status = try status(path)
        #expect(status.errors == "")
        #expect(status.document.project.title == "Referrals")
        #expect(status.document.summary["open"] == status.items.count && status.document.summary["done"] == 0)
        #expect(status.document.checklists.count == 6)
        for item in status.items {
            #expect(!item.key.contains("#"), "\(item.key) has no id")
            #expect(item.events.map(\.kind) == ["added"])
        }
        let text = try succeeding("status", "-C", path).output
        #expect(text.hasPrefix("Referrals\n0 of \(status.items.count) applicable items are done or signed off.\n"))
        try succeeding("build", "-C", path)

        #expect(try git(["fsck", "--strict"], in: path).errors == "")
        #expect(try git(["status", "--porcelain"], in: path).output == "")
        #expect(try git(["status", "--short", "--branch"], in: path).output == "## main\n")
        #expect(
            try git(["log", "--format=%an <%ae> %ad|%cn <%ce>|%s", "--date=raw"], in: path).output
                == "Author <author@team.example> 1767258000 +0000|Author <author@team.example>|Start from the implementation checklist\n"
        )
        #expect(try names(in: folder.path) == ["new"])
        #expect(try names(in: folder.path("new")) == ["project"])
    }

    @Test func intoTheCurrentFolder() throws {
        let folder = try TemporaryFolder()
        let inode = try FileManager.default.attributesOfItem(atPath: folder.path)[.systemFileNumber] as? Int
        let result = try succeeding("init", "--title", "Here", in: folder.path)
        #expect(result.output.contains("countersign status and countersign build"))
        #expect(try FileManager.default.attributesOfItem(atPath: folder.path)[.systemFileNumber] as? Int == inode)
        #expect(try status(folder.path).document.project.title == "Here")
        #expect(try git(["status", "--porcelain"], in: folder.path).output == "")
        #expect(
            try names(in: folder.path) == [
                ".git", ".gitignore", "README.md", "checklists", "countersign.yml", "guides", "outputs",
            ])
        let other = try TemporaryFolder()
        try succeeding("init", "-C", other.path, "--title", "There", "sub folder")
        #expect(try status(other.path("sub folder")).document.project.title == "There")
    }

    @Test func refusesWhatIsThere() throws {
        let folder = try TemporaryFolder()
        for name in ["file.txt", ".hidden", ".git/HEAD"] {
            let place = try TemporaryFolder()
            try place.write("mine", to: name)
            let before = try contents(of: place.path)
            expectRefusal(
                try countersign("init", place.path, "--title", "T"),
                "\(place.path) is not empty: init makes a new project in an empty folder")
            expectRefusal(try countersign("init", "--title", "T", in: place.path), "\(place.path) is not empty")
            #expect(try contents(of: place.path) == before)
        }
        try folder.write("mine", to: "file")
        expectRefusal(try countersign("init", folder.path("file"), "--title", "T"), "\(folder.path)/file is a file")
        expectRefusal(
            try countersign("init", folder.path("file/below/it"), "--title", "T"), "\(folder.path)/file is a file")
        try #require(symlink("/nowhere", folder.path("dangling")) == 0)
        expectRefusal(
            try countersign("init", folder.path("dangling"), "--title", "T"),
            "\(folder.path)/dangling is a symbolic link to nothing")
        #expect(try names(in: folder.path) == ["dangling", "file"])
    }

    @Test(arguments: ["javascript:alert(1)", "-", "x y", "ftp://x.example", "https://x.example/?a"])
    func addressesThatASiteCannotHave(_ address: String) throws {
        let folder = try TemporaryFolder()
        let result = try countersign("init", folder.path("new"), "--title", "T", "--site-url=\(address)")
        #expect(result.status == 64)
        #expect(result.errors.contains("is not a web address such as https://team.example/site"), "\(result.errors)")
        #expect(try names(in: folder.path).isEmpty)
    }

    @Test func withoutIdentityNothingIsLeft() throws {
        let folder = try TemporaryFolder()
        let home = try TemporaryFolder()
        let environment = nobody.merging(["HOME": home.path]) { $1 }
        for place in [folder.path("new"), folder.path("a/b/c"), folder.path] {
            let result = try countersign("init", place, "--title", "T", environment: environment)
            expectRefusal(result, "git does not know who you are, so nothing can be committed. ")
            #expect(result.errors.contains("git config --global user.name"))
            #expect(try names(in: folder.path) == [])
        }
        try home.write("[user]\n\tname = Configured Ñame\n\temail = someone@team.example\n", to: ".gitconfig")
        try succeeding("init", folder.path("new"), "--title", "T", environment: environment)
        #expect(
            try git(["log", "--format=%an <%ae> %cn <%ce>"], in: folder.path("new")).output
                == "Configured Ñame <someone@team.example> Configured Ñame <someone@team.example>\n")
    }

    @Test func withoutGit() throws {
        let folder = try TemporaryFolder()
        try succeeding("init", folder.path("p"), "--title", "T", environment: ["PATH": "/nonexistent"])
        #expect(try git(["status", "--porcelain"], in: folder.path("p")).output == "")
    }

    @Test func whatAKilledRunLeft() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: ".countersign-init-abc123/lock")
        try folder.write("half", to: ".countersign-init-abc123/project/README.md")
        try succeeding("init", folder.path, "--title", "T")
        #expect(try names(in: folder.path).first == ".git")
    }

    @Test(.enabled(if: getuid() == 0, "needs root to become another user"))
    func foldersOfOthers() throws {
        let folder = try TemporaryFolder()
        openToOthers(folder)
        let result = try countersign("init", folder.path("new"), "--title", "T", wrapper: anotherUser)
        expectRefusal(result, folder.path)
        #expect(result.errors.contains("Permission denied"))
        // A folder of one's own in a place that cannot be written, such as a mounted volume.
        let own = folder.path("own")
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: false)
        try #require(chown(own, 65534, 65534) == 0)
        try succeeding("init", own, "--title", "T", wrapper: anotherUser)
        #expect(try names(in: folder.path) == ["own"])
        #expect(try names(in: own).contains(".git"))
    }

    @Test(arguments: [
        "Plain", "A \"quoted\" title", "back\\slash \\n \\x41", "colon: and # hash", "'single'", "- dash",
        "{{language}} {{title}}",
        "ការបញ្ជូន​ករណី", "العربية", "*stars* _and_ `code` [link](x) <b>", "{#id}", "100 % ~~done~~ | &amp;", "@mention",
        "!tag",
        "?", "no", "null", "~", "1.0", "zero\u{200B}width \u{FEFF}mark \u{80}\u{9F}\u{FFFE}\u{10FFFF}",
        "\u{202E}reversed", "é e\u{301}",
    ])
    func title(_ title: String) throws {
        let folder = try TemporaryFolder()
        try succeeding("init", folder.path("p"), "--title=\(title)", "--language", "km")
        #expect(try status(folder.path("p")).document.project.title.unicodeScalars.elementsEqual(title.unicodeScalars))
        #expect(try status(folder.path("p")).errors == "")
        let configuration = try bytes(ofFile: folder.path("p/countersign.yml")).text
        #expect(configuration.contains("\nlanguages: [km]\n"))
        #expect(try build(folder.path("p"))["index.html"]?.text.contains("(x) <b>") == false)
    }

    @Test func longTitleAndLines() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "ខ", count: 10_000)
        try succeeding("init", folder.path("long"), "--title", long)
        #expect(try status(folder.path("long")).document.project.title == long)
        try succeeding("init", folder.path("lines"), "--title", " two\n lines\t\u{2028}and \r\n more ")
        #expect(try status(folder.path("lines")).document.project.title == "two lines and more")
        #expect(try bytes(ofFile: folder.path("lines/README.md")).text.hasPrefix("# two lines and more\n"))
    }

    @Test func languages() throws {
        let folder = try TemporaryFolder()
        for language in ["no", "NO", "fr", "zh-Hant", "kmr", "sr-Latn-RS"] {
            try succeeding("init", folder.path(language), "--title", "T", "--language", language)
            #expect(try status(folder.path(language)).errors == "")
            #expect(try build(folder.path(language))["index.html"] != nil)
        }
        #expect(try bytes(ofFile: folder.path("no/countersign.yml")).text.contains("languages: [\"no\"]"))
        for language in ["", "e", "english", "en_GB", "en-", "x\"y", "en, fr", "en]\nx: 1", "ខ្មែរ", "123"] {
            let result = try countersign("init", folder.path("bad"), "--title", "T", "--language", language)
            #expect(result.status == 64 && result.output == "", "\(language)")
            #expect(result.errors.contains("'\(language)' is not a language tag"), "\(result.errors)")
        }
        for arguments in [
            [], ["--title", ""], ["--title", " \n"], ["--title", "T", "--not-applicable", "x"],
            ["--title", "T", "--forge", "bitbucket"], ["--title", "T", "--with-checklists"], ["--here"],
            ["--title", "T", "--languages", "en,english"],
        ] {
            let result = try run([Tool.path, "init", folder.path("bad")] + arguments)
            #expect(result.status == 64 && result.output == "", "\(arguments)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("bad")))
    }

    // MARK: What is told

    /// A misspelled option is not a missing one.
    @Test func anOptionThatIsNotKnown() throws {
        let folder = try TemporaryFolder()
        for arguments in [["--tilte", "T"], ["--title", "T", "--frge", "none"], ["--here", "--yse"]] {
            let result = try run([Tool.path, "init", folder.path("p")] + arguments)
            #expect(result.status == 64)
            let option = try #require(arguments.last { ["--tilte", "--frge", "--yse"].contains($0) })
            #expect(result.errors.hasPrefix("Error: Unknown option '\(option)'."), "\(result.errors)")
        }
        let missing = try run([Tool.path, "init", folder.path("p")])
        #expect(missing.status == 64)
        #expect(missing.errors.hasPrefix("Error: --title is missing\nUsage: countersign init "), "\(missing.errors)")
    }

    @Test func theHelpsExampleCanBePasted() throws {
        let help = try succeeding("help", "init").output
        #expect(
            help.contains(
                """
                  countersign init referrals --title Referrals --system Primero \\
                    --forge github --person "Ann Lee <ann@ministry.example>: project-lead"

                """))
        let oneLine = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for words in [
            "tag. (default: en)", "(default: none; github where it is asked for)", "(default: implementation)",
        ] {
            #expect(oneLine.contains(words), "\(help)")
        }
    }

    private func steps(_ arguments: String...) throws -> String {
        let folder = try TemporaryFolder()
        let result = try run([Tool.path, "init", "p", "--title", "T"] + arguments, in: folder.path)
        try #require(result.status == 0, "\(result.errors)")
        return result.output.range(of: "Next:\n").map { String(result.output[$0.upperBound...]) } ?? ""
    }

    /// In the order in which it works: what is pushed is ready, and there is a place to push it to.
    @Test func theNextStepsWithAForge() throws {
        #expect(
            try steps("--forge", "github", "--person", "Bo <bo@b.c>: project-lead") == """
                  1. Read countersign.yml and the checklists, and make them yours.
                  2. See where you stand: countersign status -C p and countersign build -C p
                  3. Say in .github/workflows/countersign.yml where Countersign comes from (COUNTERSIGN_INSTALL), and commit it:
                       git -C p commit --all --message "Make it ours"
                  4. Make an empty repository on GitHub, without a README.
                     In its Settings > Pages, choose GitHub Actions as the source. Where that is not offered before the
                     repository has files, choose it after the push, and run the workflow again under Actions.
                  5. Send this one there:
                       git -C p remote add origin https://github.com/OWNER/NAME.git
                       git -C p push --set-upstream origin main

                """)
        #expect(
            try steps("--forge", "forgejo").contains("\n     In its Settings > Units, switch Actions on.\n  5. Send"))
    }

    @Test func theNextStepsWithoutAForge() throws {
        let three = """
              1. List in countersign.yml who holds which role, and make the checklists yours.
              2. See where you stand: countersign status -C p and countersign build -C p
              3. Tick items in checklists/ as they are done.

            """
        #expect(
            try steps() == three
                + "  4. To publish the site, add what your forge runs: countersign init --here -C p --forge github "
                + "(or gitlab, forgejo)\n")
        #expect(try steps("--forge", "none") == three)
    }

    /// What the step of a project without a forge names works.
    @Test func aForgeThatComesLater() throws {
        let folder = try TemporaryFolder()
        try succeeding("init", folder.path("p"), "--title", "T", "--system", "A")
        let result = try succeeding("init", "--here", "-C", folder.path("p"), "--forge", "github", "--yes")
        #expect(
            try git(["status", "--porcelain"], in: folder.path("p")).output == "?? .github/\n", "\(result.output)")
    }

    // MARK: Roles that one gives to oneself

    private let warning = """

        You give yourself a role that signs items off: ministry-representative. Your sign-offs in it will count, but
        check and audit tell of each that its signer granted the role (self-granted-role). Better: leave it out of
        your entry in countersign.yml, and have somebody else add it in a commit of their own.

        """

    /// The author of the first commit grants the roles in it (`self-granted-role`).
    @Test func aRoleThatApprovesForOneself() throws {
        let folder = try TemporaryFolder()
        let result = try succeeding(
            "init", folder.path("p"), "--title", "T", "--person",
            "Author <Author@team.example>: project-lead, ministry-representative", "--person",
            "Bo <bo@team.example>: data-protection-officer")
        #expect(result.output.contains(warning + "\nNext:\n"), "\(result.output)")
        // The lead is asked for no sign-off, and what another gets is granted by somebody else.
        let others = try succeeding(
            "init", folder.path("q"), "--title", "T", "--person", "Author <author@team.example>: project-lead",
            "--person", "Bo <bo@team.example>: ministry-representative")
        #expect(!others.output.contains("You give yourself"))
    }

    @Test func severalRolesAndAnExistingRepository() throws {
        let folder = try TemporaryFolder()
        try git(["init", "-q", folder.path], in: folder.path)
        let result = try succeeding(
            "init", "--here", "--dry-run", folder.path, "--title", "T", "--person",
            "Author <author@team.example>: technical-lead, ministry-representative")
        #expect(
            result.output.contains(
                "You give yourself roles that sign items off: technical-lead and ministry-representative."),
            "\(result.output)")
    }
}
