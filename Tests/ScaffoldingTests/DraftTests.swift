import Checklists
import Foundation
import Git
import TestSupport
import Testing

@testable import Scaffolding

/// A team's own template, and the files that come of one.
@Suite struct DraftTests {
    private func template(_ files: [String: String], language: String = "en") throws -> ProjectTemplate {
        let folder = try TemporaryFolder()
        for (path, content) in files { try folder.write(content, to: "t/" + path) }
        return try ProjectTemplate(folder: folder.path("t"), language: language)
    }

    private func draft(
        _ files: [String: String], _ change: (inout ScaffoldAnswers) throws -> Void = { _ in }
    ) throws -> [String: String] {
        var answers = try ScaffoldAnswers(title: "T")
        try change(&answers)
        let draft = try ScaffoldDraft(try template(files), answers)
        return Dictionary(
            uniqueKeysWithValues: draft.files.map { ($0.path, String(decoding: $0.content, as: UTF8.self)) })
    }

    private let roles = "version: 1\ntitle: \"{{title}}\"\nroles:\n  lead: { title: Team lead }\n  dpo: {}\n"

    // MARK: Folders

    @Test func aPlainFolder() throws {
        let template = try template([
            "README.md": "# {{title}}\n", "a/b.txt": "{{title}}", ".x/y.yml": "${{ a }}", ".git/HEAD": "ref",
        ])
        #expect(template.name == "t" && template.language == nil)
        #expect(template.files.map(\.path) == [".x/y.yml", "README.md", "a/b.txt"])
    }

    @Test func aFolderForEachLanguage() throws {
        let files = ["README.md": "how to", "en/a.md": "english", "fr/a.md": "french", "pt-BR/a.md": "portuguese"]
        for (wanted, language, text) in [
            ("fr", "fr", "french"), ("fr-CA", "fr", "french"), ("pt-br", "pt-BR", "portuguese"),
            ("km", "en", "english"),
        ] {
            let template = try template(files, language: wanted)
            #expect(template.language == language)
            #expect(template.files == [NewFile(path: "a.md", content: Array(text.utf8))])
        }
    }

    @Test func bytesStay() throws {
        let folder = try TemporaryFolder()
        let bytes: [UInt8] = [0x89, 0x50, 0, 0xFF, 0x0D, 0x0A, 0x7B, 0x7B]
        try folder.write(bytes, to: "logo.png")
        try folder.write([0xFF, 0xFE, 0x41, 0], to: "utf16.md")
        chmod(folder.path("logo.png"), 0o755)
        let draft = try ScaffoldDraft(
            try ProjectTemplate(folder: folder.path, language: "en"), try ScaffoldAnswers(title: "T"))
        #expect(
            draft.files.first { $0.path == "logo.png" } == NewFile(path: "logo.png", content: bytes, isExecutable: true)
        )
        #expect(draft.files.first { $0.path == "utf16.md" }?.content == [0xFF, 0xFE, 0x41, 0])
    }

    @Test func foldersThatAreNoTemplate() throws {
        let folder = try TemporaryFolder()
        func refused(_ name: String, _ sentence: String) {
            #expect(throws: Problem(sentence)) { try ProjectTemplate(folder: folder.path(name), language: "en") }
        }
        try folder.write("", to: "file")
        refused("none", "the template \(folder.path)/none is not a folder")
        refused("file", "the template \(folder.path)/file is not a folder")
        try FileManager.default.createDirectory(atPath: folder.path("empty"), withIntermediateDirectories: false)
        refused("empty", "the template \(folder.path)/empty has no files")
        try folder.write("a", to: "link/a/b.md")
        try #require(symlink("/etc/passwd", folder.path("link/a/c.md")) == 0)
        refused("link", "a/c.md in the template \(folder.path)/link is a symbolic link; put a file there")
        try #require(mkfifo(folder.path("empty/pipe"), 0o600) == 0)
        refused("empty", "pipe in the template \(folder.path)/empty is no file")
    }

    @Test func unknownNames() {
        #expect(
            throws: Problem(
                "there is no template \"mine\". Templates: implementation, lifecycle; a template of your own is named by "
                    + "its path, such as ./mine")
        ) { try ProjectTemplate(builtIn: "mine", language: "en") }
    }

    // MARK: countersign.yml

    @Test func aTemplateWithoutConfigurationGetsOne() throws {
        let files = try draft(["a.md": "x"]) { $0.languages = ["no", "en"] }
        #expect(
            files["countersign.yml"] == """
                version: 1
                title: "T"
                languages: ["no", en]

                # The template that this project was made from. Leave it as it is.
                template: "t"

                """)
    }

    @Test func peopleAndRoles() throws {
        let files = try draft(["countersign.yml": roles + "people: {}\ntemplate: mine 2\n"]) {
            $0.people = [
                try NewPerson("Ann \"A\" Lee <Ann@b.c>: team LEAD, lead, dpo"), try NewPerson("គ្រូ <k@b.c>: dpo"),
                try NewPerson("Ann A. Lee <a2@b.c>: dpo"),
            ]
        }
        #expect(
            files["countersign.yml"] == "version: 1\ntitle: \"T\"\nroles:\n  lead: { title: Team lead }\n  dpo: {}\n"
                + """
                people:
                  ann-a-lee:
                    name: "Ann \\"A\\" Lee"
                    emails: ["Ann@b.c"]
                    roles: [lead, dpo]
                  person-2:
                    name: "គ្រូ"
                    emails: ["k@b.c"]
                    roles: [dpo]
                  ann-a-lee-2:
                    name: "Ann A. Lee"
                    emails: ["a2@b.c"]
                    roles: [dpo]
                template: mine 2

                """)
    }

    /// The organisation that runs a project is that of who leads it; of the others nobody knows.
    @Test func theOrganisationOfTheLead() throws {
        let yaml = try draft(["countersign.yml": roles + "people: {}\ntemplate: mine 2\n"]) {
            $0.organisation = " Ministry of \"Health\" "
            $0.people = [try NewPerson("Ann <a@b.c>: dpo, lead"), try NewPerson("Bob <b@b.c>: dpo")]
        }["countersign.yml"]
        #expect(
            yaml?.contains(
                """
                people:
                  ann:
                    name: "Ann"
                    emails: ["a@b.c"]
                    organisation: "Ministry of \\"Health\\""
                    roles: [dpo, lead]
                  bob:
                    name: "Bob"
                    emails: ["b@b.c"]
                    roles: [dpo]

                """) == true, "\(yaml ?? "")")
    }

    private func settings(_ language: String, _ change: (inout ScaffoldAnswers) throws -> Void = { _ in }) throws
        -> String
    {
        var answers = try ScaffoldAnswers(title: "T", languages: [language])
        try change(&answers)
        let draft = try ScaffoldDraft(ProjectTemplate(builtIn: "lifecycle", language: language), answers)
        let file = try #require(draft.files.first { $0.path == "countersign.yml" })
        return String(decoding: file.content, as: UTF8.self)
    }

    /// What is not said stands there as a comment that only lacks its `#`.
    @Test(arguments: [
        ("en", "# Nobody is listed yet. Take the { } away with the first entry."),
        ("fr", "# Personne n’est encore inscrit. Retirez les { } avec la première inscription."),
    ])
    func whatIsNotSaid(language: String, nobody: String) throws {
        let yaml = try settings(language)
        #expect(yaml.contains("\n\(nobody)\npeople: {}\n\n"))
        #expect(yaml.contains("\n# forge: { kind: github, branch: master }\n\n"))
        #expect(yaml.contains("\n# url: https://team.example/project/\n\n"))
    }

    /// Nothing is said of what is not there any more.
    @Test(arguments: ["en", "fr"]) func whatIsSaid(language: String) throws {
        let yaml = try settings(language) {
            $0.people = [try NewPerson("Ann <a@b.c>: project-lead")]
            $0.forge = .gitlab
            $0.siteAddress = "https://b.c/"
        }
        #expect(yaml.contains(".\npeople:\n  ann:\n") && !yaml.contains("{}") && !yaml.contains("{ }"))
        #expect(yaml.contains(".\nforge: { kind: gitlab }\n") && !yaml.contains("# forge: "))
        #expect(yaml.contains(".\nurl: \"https://b.c/\"\n") && !yaml.contains("# url: "))
    }

    /// Roles that a person holds and that items ask to sign off: by boxes, inline, for a whole file.
    @Test func rolesThatApprove() throws {
        let all = roles + "  third: {}\n  fourth: {}\n"
        var answers = try ScaffoldAnswers(title: "T")
        answers.people = [try NewPerson("Ann <a@b.c>: fourth, third, dpo, lead"), try NewPerson("Bob <b@b.c>: fourth")]
        let template = try template([
            "countersign.yml": all,
            "a.md": "- [ ] A {#a}\n  - Sign-off:\n    - [ ] dpo\n- [ ] B {#b}\n  - Sign-off: third\n",
            "b.md": "---\nsign-off: [lead]\n---\n\n- [ ] C {#c}\n",
        ])
        let draft = try ScaffoldDraft(template, answers)
        #expect(draft.approvingRoles(of: "A@B.c") == ["third", "dpo", "lead"])
        #expect(draft.approvingRoles(of: "b@b.c") == [])
        #expect(draft.approvingRoles(of: "stranger@b.c") == [])
    }

    @Test func peopleThatDoNotFit() throws {
        #expect(throws: Problem("\"cook\" is no role of the template. Roles: dpo, lead")) {
            try draft(["countersign.yml": roles]) { $0.people = [try NewPerson("Ann <a@b.c>: cook")] }
        }
        #expect(throws: Problem("A@b.c is there twice: give all roles of a person in one place")) {
            try draft(["countersign.yml": roles]) {
                $0.people = [try NewPerson("Ann <a@b.c>: dpo"), try NewPerson("Bob <A@b.c>: lead")]
            }
        }
        let own = "people:\n  x: { name: X, emails: [x@b.c] }\n"
        #expect(throws: Problem("Ann cannot be added: countersign.yml of the template lists people of its own")) {
            try draft(["countersign.yml": roles + own]) { $0.people = [try NewPerson("Ann <a@b.c>: dpo")] }
        }
    }

    @Test func aConfigurationThatCannotBeRead() throws {
        let problem = #expect(throws: ScaffoldProblem.self) { try draft(["countersign.yml": "version: 1\ntitle: [\n"]) }
        #expect(problem?.description.hasPrefix("countersign.yml of the template cannot be used: ") == true)
    }

    @Test func titlesOfRolesInTheOrderOfTheFile() throws {
        let roles = try ScaffoldDraft.roles(of: try template(["countersign.yml": roles]))
        #expect(roles.map(\.key) == ["lead", "dpo"])
        #expect(roles.map(\.title) == ["Team lead", nil])
    }

    // MARK: Names

    @Test func filesThatAreOneOnManyComputers() throws {
        #expect(throws: Problem("README.md and Readme.md of the template are one file on many computers; rename one")) {
            try draft(["README.md": "a", "Readme.md": "b"])
        }
        #expect(throws: Problem("o of the template is a file, and O/a.md needs a folder of that name")) {
            try draft(["o": "a", "O/a.md": "b"])
        }
    }

    // MARK: CODEOWNERS

    private let owned = [
        "c/1 a.md": "---\nowner: lead\n---\n- [ ] x\n", "c/2.md": "---\nowner: dpo\n---\n- [ ] x\n",
        "c/3.md": "---\nowner: nobody\n---\n- [ ] x\n", "d.md": "---\nowner: lead\n---\nno items\n",
    ]

    private func owners(_ forge: Forge.Kind, _ people: [String]) throws -> [String: String] {
        try draft(owned.merging(["countersign.yml": roles]) { $1 }) {
            $0.forge = forge
            $0.people = try people.map { try NewPerson($0) }
        }.filter { $0.key.hasSuffix("CODEOWNERS") }
    }

    private let first =
        "# Who is asked to review a change, by file. Made from the roles in countersign.yml.\n"

    @Test func ownersByAddress() throws {
        #expect(
            try owners(.github, ["Ann <a@b.c>: lead", "Bob <b@b.c> @bob: lead"]) == [
                ".github/CODEOWNERS": first + """

                    # dpo: nobody yet. Take the # away and name an account:
                    # /countersign.yml @account

                    # lead
                    /c/1\\ a.md a@b.c @bob

                    # dpo: nobody yet. Take the # away and name an account:
                    # /c/2.md @account

                    """
            ])
        #expect(try owners(.gitlab, ["Ann <a@b.c>: dpo"]).keys.sorted() == [".gitlab/CODEOWNERS"])
    }

    @Test func ownersAreAccountsOnForgejo() throws {
        #expect(
            try owners(.forgejo, ["Ann <a@b.c>: lead, dpo", "Bob <b@b.c> @bob: lead"]) == [
                "CODEOWNERS": first + #"""

                    # dpo: nobody yet. Take the # away and name an account:
                    # countersign\\.yml @account

                    # lead
                    c/1\ a\\.md @bob

                    # dpo: nobody yet. Take the # away and name an account:
                    # c/2\\.md @account

                    """#
            ])
    }

    @Test func aTemplatesOwnFilesWin() throws {
        let files = try draft([".github/CODEOWNERS": "mine", ".github/workflows/countersign.yml": "mine too"]) {
            $0.forge = .github
        }
        #expect(files[".github/CODEOWNERS"] == "mine")
        #expect(files[".github/workflows/countersign.yml"] == "mine too")
        #expect(files[".github/pull_request_template.md"] != nil)
    }
}
