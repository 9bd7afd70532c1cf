import Foundation
import TestSupport
import Testing

/// `init --here`: adds what a repository lacks, and touches nothing that is there.
@Suite struct InitHereTests {
    private func repository(_ files: [String: String], origin: String? = nil) throws -> ScriptedRepository {
        let script = RepositoryScript()
        script.commit("start", files.mapValues(Optional.some))
        let repository = try script.write(checkout: true)
        if let origin { try git(["remote", "add", "origin", origin], in: repository.path) }
        return repository
    }

    private let list = ["README.md": "Text\n\n# Health *exchange*\n\n- [x] Old item\n"]

    @Test func aRepositoryWithChecklists() throws {
        let repository = try repository(list, origin: "git@github.com:team/exchange.git")
        let path = repository.path
        let result = try succeeding("init", "--here", "--yes", path)
        #expect(result.errors == "")
        #expect(
            result.output.hasPrefix(
                """
                This adds to \(path), and changes nothing that is there:
                  countersign.yml
                  .gitignore
                  .github/pull_request_template.md
                  .github/workflows/countersign.yml
                  .github/CODEOWNERS

                Written; nothing is staged or committed.

                Next:

                """))
        #expect(result.output.contains("git -C \(path) add countersign.yml .gitignore .github && "))
        #expect(
            result.output.hasSuffix(
                "  4. Before it is merged, choose GitHub Actions as the source in the repository's Settings > Pages.\n")
        )
        #expect(
            try git(["status", "--porcelain"], in: path).output == "?? .github/\n?? .gitignore\n?? countersign.yml\n")
        let yaml = try bytes(ofFile: path + "/countersign.yml").text
        #expect(yaml.contains("\ntitle: \"Health exchange\"\n") && yaml.contains("\nforge: { kind: github }\n"))
        #expect(!yaml.contains("\ntemplate:"))
        #expect(try bytes(ofFile: path + "/README.md").text == list["README.md"])
        try git(["add", "."], in: path)
        try git(["commit", "-qm", "adopt"], in: path)
        let status = try status(path)
        #expect(status.errors == "" && status.document.project.title == "Health exchange")
        #expect(status.items.map(\.text) == ["Old item"])
        #expect(try countersign("check", "-C", path).status == 0)
        let again = try succeeding("init", "--here", "--yes", path)
        #expect(again.output.hasPrefix("\(path) has all that init would add.\n"))
    }

    @Test func aRepositoryWithoutChecklists() throws {
        let path = try repository(["src/main.c": "int main;\n", "readme.MD": "# R\n"]).path
        let result = try succeeding("init", "--here", "--yes", path + "/src", "--title", "Mine", "--system", "A")
        #expect(result.output.contains("\nStays as it is: readme.MD\n"))
        #expect(!result.output.contains("  README.md\n"))
        try git(["add", "."], in: path)
        try git(["commit", "-qm", "adopt"], in: path)
        let status = try status(path)
        #expect(status.document.project.title == "Mine" && status.document.checklists.count == 6)
        #expect(try bytes(ofFile: path + "/countersign.yml").text.contains("\ntemplate:"))
        #expect(!FileManager.default.fileExists(atPath: path + "/.github"))
    }

    @Test func commandsAreForTheFolderOneIsIn() throws {
        let path = try repository(list.merging(["sub/x": ""]) { $1 }).path
        let below = try succeeding("init", "--here", "--yes", in: path + "/sub").output
        #expect(below.contains("git -C \(path) add countersign.yml .gitignore && "))
        try git(["clean", "-qfd"], in: path)
        let root = try succeeding("init", "--here", "--yes", in: path).output
        #expect(root.contains(" && git add countersign.yml .gitignore && git commit -m "))
    }

    @Test func checklistsBesideThoseThatAreThere() throws {
        let path = try repository(list).path
        try succeeding("init", "--here", "--yes", "--with-checklists", path)
        #expect(FileManager.default.fileExists(atPath: path + "/checklists/1-preparing.md"))
        #expect(try bytes(ofFile: path + "/README.md").text == list["README.md"])
    }

    @Test func whatIsThereStays() throws {
        let files = [
            "a.md": "- [ ] a\n", ".gitignore": "*.o\n", "docs/CODEOWNERS": "* @me\n",
            "countersign.yml": "version: 1\ntitle: Own\n",
            ".github/PULL_REQUEST_TEMPLATE.md": "own\n", ".github/workflows/countersign.yml": "own\n",
        ]
        let path = try repository(files).path
        let result = try succeeding("init", "--here", "--yes", path, "--forge", "github")
        #expect(
            result.output == """
                \(path) has all that init would add.
                Stays as it is: countersign.yml, .gitignore, .github/PULL_REQUEST_TEMPLATE.md, .github/workflows/countersign.yml, docs/CODEOWNERS
                Add a line to .gitignore, for the site that build makes: _site/

                """)
        #expect(try git(["status", "--porcelain"], in: path).output == "")
        expectRefusal(
            try countersign("init", "--here", "--yes", path, "--person", "A <a@b.c>: project-lead"),
            "countersign.yml is there already, and stays as it is: list people there")
    }

    @Test func uncommittedWorkStays() throws {
        let path = try repository(list).path
        try write(Array("mine".utf8), toFile: path + "/README.md")
        try write(Array("mine too".utf8), toFile: path + "/countersign.yml")
        try git(["add", "README.md"], in: path)
        try FileManager.default.removeItem(atPath: path + "/countersign.yml")
        try write(Array("title: Mine\n".utf8), toFile: path + "/countersign.yml")
        try succeeding("init", "--here", "--yes", path)
        #expect(try bytes(ofFile: path + "/README.md").text == "mine")
        #expect(try bytes(ofFile: path + "/countersign.yml").text == "title: Mine\n")
        #expect(try git(["diff", "--cached", "--name-only"], in: path).output == "README.md\n")
    }

    @Test func whatTheLastCommitHasIsNotMadeAnew() throws {
        let path = try repository(list.merging(["countersign.yml": "title: Own\n"]) { $1 }).path
        try FileManager.default.removeItem(atPath: path + "/countersign.yml")
        try succeeding("init", "--here", "--yes", path)
        #expect(try git(["status", "--porcelain"], in: path).output == " D countersign.yml\n?? .gitignore\n")
    }

    @Test func aBranchOfAnotherName() throws {
        let path = try repository(list, origin: "https://gitlab.com/a/b").path
        try git(["branch", "-m", "main", "master"], in: path)
        try succeeding("init", "--here", "--yes", path)
        let yaml = try bytes(ofFile: path + "/countersign.yml").text
        #expect(yaml.contains("\nforge: { kind: gitlab, branch: \"master\" }\n"))
        #expect(FileManager.default.fileExists(atPath: path + "/.gitlab-ci.yml"))
    }

    @Test func beforeTheFirstCommit() throws {
        let folder = try TemporaryFolder()
        try git(["init", "-q", folder.path("ខ្មែរ \"x\"")])
        try succeeding("init", "--here", "--yes", folder.path("ខ្មែរ \"x\""))
        let yaml = try bytes(ofFile: folder.path("ខ្មែរ \"x\"/countersign.yml")).text
        #expect(yaml.contains("\ntitle: \"ខ្មែរ \\\"x\\\"\"\n"))
        #expect(FileManager.default.fileExists(atPath: folder.path("ខ្មែរ \"x\"/checklists/1-preparing.md")))
    }

    @Test func dryRun() throws {
        let repository = try repository(list)
        let before = try contents(of: repository.path)
        let result = try succeeding("init", "--here", "--dry-run", repository.path)
        #expect(result.output.contains("\n  countersign.yml\n") && !result.output.contains("Written"))
        #expect(try contents(of: repository.path) == before)
    }

    @Test func placesThatAreNoWorkingTree() throws {
        let folder = try TemporaryFolder()
        expectRefusal(
            try countersign("init", "--here", "--yes", folder.path), "no git repository at \(folder.path) or above it")
        try git(["init", "-q", "--bare", folder.path("bare")])
        expectRefusal(
            try countersign("init", "--here", "--yes", folder.path("bare")),
            "\(folder.path)/bare/ is a bare repository: use init --here in a clone of it")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["bare"])
    }

    @Test func filesInTheWayOfFolders() throws {
        for name in [".github", ".GitHub", ".github/workflows"] {
            let path = try repository(list, origin: "https://github.com/a/b").path
            try write([], toFile: path + "/" + name)
            let before = try contents(of: path)
            let result = try countersign("init", "--here", "--yes", path)
            #expect(
                result.status == 2 && result.output == "" && result.errors.contains("cannot be added: \(name) is there")
            )
            #expect(try contents(of: path) == before)
        }
        let path = try repository(list, origin: "https://github.com/a/b").path
        try #require(symlink("/tmp", path + "/.github") == 0)
        expectRefusal(
            try countersign("init", "--here", "--yes", path),
            ".github/pull_request_template.md cannot be added: .github is there, and is no folder of the name .github")
    }

    /// What an `init --here` wrote that was interrupted is not taken for the team's own checklists.
    @Test func anInterruptedOneIsGoneOnWith() throws {
        let path = try repository(["src/main.c": "int main;\n"]).path
        try succeeding("init", "--here", "--yes", path)
        let whole = try contents(of: path)
        for name in ["outputs", "guides", "countersign.yml", "checklists/6-administration.md"] {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
        try succeeding("init", "--here", "--yes", path)
        #expect(try contents(of: path) == whole)
    }

    @Test func nothingIsWrittenIntoAnotherRepository() throws {
        let path = try repository(["src/main.c": "int main;\n"]).path
        try git(["init", "-q", path + "/outputs"])
        let before = try contents(of: path)
        let result = try countersign("init", "--here", "--yes", path)
        #expect(result.status == 2)
        #expect(
            result.errors
                == "countersign: outputs is a repository of its own: what lies in it is for a commit there; nothing was written\n"
        )
        #expect(try contents(of: path) == before)
    }

    @Test(.enabled(if: getuid() == 0, "needs root to become another user"))
    func whatCannotBeWrittenIsTakenBack() throws {
        let folder = try TemporaryFolder()
        openToOthers(folder)
        let path = folder.path("r")
        try git(["init", "-q", path])
        try folder.write("- [ ] a\n", to: "r/a.md")
        try git(["add", "."], in: path)
        try git(["commit", "-qm", "a"], in: path)
        try git(["remote", "add", "origin", "https://github.com/a/b"], in: path)
        try FileManager.default.createDirectory(atPath: path + "/.github", withIntermediateDirectories: false)
        let mine = try run(["chown", "-R", "65534:65534", path])
        #expect(mine.status == 0 && chown(path + "/.github", 0, 0) == 0)
        let before = try contents(of: path)
        let result = try countersign("init", "--here", "--yes", path, wrapper: anotherUser)
        #expect(result.status == 2, "\(result.output)")
        #expect(
            result.errors
                == "countersign: .github/pull_request_template.md cannot be made: Permission denied; nothing was written\n"
        )
        #expect(try contents(of: path) == before)
    }
}
