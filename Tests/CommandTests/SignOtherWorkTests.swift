import Foundation
import TestSupport
import Testing

/// Other staged and unstaged work stays as it is, to the byte.
struct SignOtherWorkTests {
    private func ticked(_ text: String) -> String { text.with("- [ ] officer", "- [x] officer") }

    @Test func stagedAndUnstagedEditsOfTheSameFile() throws {
        let project = try SignProject()
        let staged = "New first line\r\n" + SignProject.checklist.with("Access levels", "Levels of access")
        let working = staged.with("New", "Newer") + "No end of line"
        try project.write(staged, to: "lists/a.md")
        try project.git("add", ".")
        try project.write(working, to: "lists/a.md")
        let result = try project.signing("access")
        #expect(try project.committed("lists/a.md") == ticked(SignProject.checklist))
        #expect(try project.staged("lists/a.md") == ticked(staged))
        #expect(try project.file("lists/a.md") == ticked(working))
        #expect(result.errors == "")
    }

    @Test func otherFiles() throws {
        let project = try SignProject(more: ["gone.txt": "gone\n", "renamed.txt": "renamed, a longer text\n"])
        try project.git("rm", "-q", "gone.txt")
        try project.git("mv", "renamed.txt", "new.txt")
        try project.write("staged\n", to: "added.txt")
        try project.git("add", "added.txt")
        try project.write("intended\n", to: "intended.txt")
        try project.git("add", "--intent-to-add", "intended.txt")
        try project.write("changed\n", to: "other.txt")
        try project.write("untracked\n", to: "untracked.txt")
        let before = try project.git("status", "--porcelain=v2")
        let index = try project.git("ls-files", "--stage", "--debug", "other.txt", "added.txt")
        try project.signing("access")
        #expect(try project.git("status", "--porcelain=v2") == before)
        #expect(try project.git("ls-files", "--stage", "--debug", "other.txt", "added.txt") == index)
        #expect(try project.git("diff", "--name-only", "HEAD^", "HEAD") == "lists/a.md\n")
    }

    @Test func aBoxThatIsTickedAlreadyInTheWorkingFile() throws {
        let project = try SignProject()
        try project.write(ticked(SignProject.checklist), to: "lists/a.md")
        #expect(try project.signing("access").errors == "")
        #expect(try project.git("status", "--porcelain") == "")
    }

    @Test func copiesWithoutTheItemAreLeftAlone() throws {
        let project = try SignProject()
        let staged = SignProject.checklist.with("{#access}", "{#levels}")
        try project.write(staged, to: "lists/a.md")
        try project.git("add", ".")
        try project.write("nothing of it\n", to: "lists/a.md")
        let result = try project.signing("access")
        #expect(try project.committed("lists/a.md") == ticked(SignProject.checklist))
        #expect(try project.staged("lists/a.md") == staged)
        #expect(try project.file("lists/a.md") == "nothing of it\n")
        #expect(result.errors.contains("note: what you have staged of lists/a.md lacks the item or its box"))
        #expect(result.errors.contains("note: your copy of lists/a.md lacks the item or its box, or cannot be written"))
    }

    @Test func deletedFiles() throws {
        let project = try SignProject()
        try FileManager.default.removeItem(atPath: project.path + "/lists/a.md")
        #expect(try project.signing("access").errors == "")
        #expect(try project.git("status", "--porcelain") == " D lists/a.md\n")
        try project.git("rm", "-q", "--cached", "lists/a.md")
        try project.signing("access", "--revoke")
        #expect(try project.git("status", "--porcelain") == "D  lists/a.md\n")
        #expect(try project.committed("lists/a.md") == SignProject.checklist)
    }

    @Test func linksAreNotFollowed() throws {
        let project = try SignProject()
        let elsewhere = try TemporaryFolder()
        try elsewhere.write(SignProject.checklist, to: "a.md")
        try FileManager.default.removeItem(atPath: project.path + "/lists")
        try #require(symlink(elsewhere.path, project.path + "/lists") == 0)
        #expect(try project.signing("access").errors.contains("your copy of lists/a.md"))
        try FileManager.default.removeItem(atPath: project.path + "/lists")
        try project.git("checkout", "--", "lists")
        try FileManager.default.removeItem(atPath: project.path + "/lists/a.md")
        try #require(symlink(elsewhere.path("a.md"), project.path + "/lists/a.md") == 0)
        #expect(try project.signing("access", "--revoke").errors.contains("your copy of lists/a.md"))
        #expect(try bytes(ofFile: elsewhere.path("a.md")) == Array(SignProject.checklist.utf8))
    }

    @Test func theFileStaysTheSameFile() throws {
        let project = try SignProject()
        let file = project.path + "/lists/a.md"
        try #require(chmod(file, 0o600) == 0)
        let before = try FileManager.default.attributesOfItem(atPath: file)
        try project.signing("access")
        let after = try FileManager.default.attributesOfItem(atPath: file)
        for key in [FileAttributeKey.systemFileNumber, .posixPermissions] {
            #expect(before[key] as? Int == after[key] as? Int)
        }
    }

    // MARK: Bytes

    /// A repository whose list has these bytes, checked out by git under `attributes`.
    private func project(_ bytes: [UInt8], attributes: String = "") throws -> SignProject {
        let project = try SignProject()
        let blob = try project.scripted.git("hash-object", "-w", "--stdin", input: bytes)
        try project.git("update-index", "--cacheinfo", "100644,\(blob),lists/a.md")
        try project.write(attributes, to: ".gitattributes")
        try project.git("add", ".gitattributes")
        try project.git("commit", "-q", "-m", "Bytes")
        try FileManager.default.removeItem(atPath: project.path + "/lists/a.md")
        try project.git("checkout", "--", "lists")
        return project
    }

    private func committedBytes(_ project: SignProject) throws -> [UInt8] {
        try TestSupport.git(["cat-file", "blob", "HEAD:lists/a.md"], in: project.path).stdout
    }

    @Test func lineEndsAndMissingEnds() throws {
        let text = "a\r\n" + SignProject.checklist.replacing("\n", with: "\r\n") + "end"
        let project = try project(Array(text.utf8))
        try project.signing("access")
        #expect(try committedBytes(project) == Array(ticked(text).utf8))
        #expect(try project.file("lists/a.md") == ticked(text))
        #expect(try project.git("status", "--porcelain") == "")
    }

    @Test func encodings() throws {
        let latin = { (text: String) in text.unicodeScalars.map { UInt8($0.value) } }
        let text = "# Sécurité\n" + SignProject.checklist
        let first = try project(latin(text))
        try first.signing("access")
        #expect(try committedBytes(first) == latin(ticked(text)))
        let wide = { (text: String) -> [UInt8] in
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
        let second = try project(wide(text))
        try second.signing("access")
        #expect(try committedBytes(second) == wide(ticked(text)))
        #expect(try bytes(ofFile: second.path + "/lists/a.md") == wide(ticked(text)))
        #expect(try second.git("status", "--porcelain") == "")
    }

    @Test func lineEndsThatGitConverts() throws {
        let project = try project(Array(SignProject.checklist.utf8), attributes: "*.md text eol=crlf\n")
        let working = SignProject.checklist.replacing("\n", with: "\r\n")
        #expect(try project.file("lists/a.md") == working)
        try project.signing("access")
        #expect(try project.committed("lists/a.md") == ticked(SignProject.checklist))
        #expect(try project.file("lists/a.md") == ticked(working))
        #expect(try project.git("status", "--porcelain") == "")
    }

    @Test func workingFilesInAnotherEncoding() throws {
        let project = try project(
            Array(SignProject.checklist.utf8), attributes: "*.md text working-tree-encoding=UTF-16\n")
        try project.signing("access")
        #expect(try project.committed("lists/a.md") == ticked(SignProject.checklist))
        #expect(try project.git("status", "--porcelain") == "")
    }

    // MARK: Kinds of index

    @Test(arguments: [
        ["update-index", "--split-index"], ["update-index", "--index-version", "4"],
        ["update-index", "--untracked-cache"],
    ])
    func kindsOfIndex(arguments: [String]) throws {
        let project = try SignProject()
        try TestSupport.git(arguments, in: project.path)
        try project.write("two\n", to: "other.txt")
        try project.git("add", "other.txt")
        try project.signing("access")
        #expect(try project.git("status", "--porcelain") == "M  other.txt\n")
        #expect(try project.git("diff", "--name-only", "HEAD^", "HEAD") == "lists/a.md\n")
        try project.git("fsck", "--strict", "--no-dangling")
    }

    @Test(arguments: [false, true])
    func sparseCheckouts(sparseIndex: Bool) throws {
        let project = try SignProject(more: ["in/b.txt": "b\n", "out/c.txt": "c\n"])
        try project.git("sparse-checkout", "set", "--cone", sparseIndex ? "--sparse-index" : "--no-sparse-index", "in")
        try #require(!FileManager.default.fileExists(atPath: project.path + "/lists"))
        #expect(try project.signing("access").errors == "")
        #expect(try project.committed("lists/a.md") == ticked(SignProject.checklist))
        #expect(try project.git("status", "--porcelain") == "")
        #expect(!FileManager.default.fileExists(atPath: project.path + "/lists"))
        #expect(try project.git("ls-files", "-t", "lists", "out") == "S lists/a.md\nS out/c.txt\n")
    }

    @Test func flagsOfEntries() throws {
        let project = try SignProject()
        try project.git("update-index", "--assume-unchanged", "lists/a.md")
        try project.git("update-index", "--skip-worktree", "other.txt")
        let sub = project.path + "/lists"
        try project.signing("access", in: sub)
        #expect(try project.git("ls-files", "-v") == "H countersign.yml\nh lists/a.md\nS other.txt\n")
        #expect(try project.staged("lists/a.md") == ticked(SignProject.checklist))
    }

    /// git takes a file that changed in the moment in which the index was written for changed, whatever its size and time:
    /// copies of the index must not lose that.
    @Test func aFileThatChangedWithTheIndex() throws {
        let project = try SignProject()
        let time = timespec(tv_sec: 1_700_000_000, tv_nsec: 0)
        let touch = { (name: String) in
            #expect(utimensat(AT_FDCWD, project.path + "/" + name, [time, time], 0) == 0)
        }
        try project.git("config", "core.trustctime", "false")
        try project.write("two\n", to: "other.txt")
        touch("other.txt")
        try project.git("add", "other.txt")
        touch(".git/index")
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: project.path + "/other.txt"))
        try file.write(contentsOf: Data("six".utf8))
        try file.close()
        touch("other.txt")
        try #require(try project.git("diff-files", "--name-only") == "other.txt\n")
        try project.signing("access")
        #expect(try project.git("diff", "--name-only") == "other.txt\n")
        #expect(try project.staged("other.txt") == "two\n")
    }
}
