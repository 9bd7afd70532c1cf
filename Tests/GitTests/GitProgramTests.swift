import Foundation
import Git
import TestSupport
import Testing

struct GitProgramTests {
    private func program(
        in folder: String, environment: [String: String] = [:]
    ) -> GitProgram {
        GitProgram(in: folder, environment: hermeticEnvironment.merging(environment) { $1 })
    }

    private func repository() throws -> ScriptedRepository {
        let script = RepositoryScript()
        script.commit("Start", ["a.txt": "a\n", "folder/b.txt": "b\n"], modes: ["folder/b.txt": .executable])
        return try script.write(checkout: true)
    }

    @Test func outputErrorsAndStatus() throws {
        let program = program(in: try repository().path)
        let good = try program.output(of: ["hash-object", "--stdin"], input: Array("a\n".utf8))
        #expect(String(decoding: good.bytes, as: UTF8.self) == "78981922613b2afb6025042ff6bd878ac1994e85\n")
        #expect(good.status == 0 && good.errors == "")
        let bad = try program.output(of: ["rev-parse", "--verify", "nothing"])
        #expect(bad.status == 128 && bad.errors == "fatal: Needed a single revision\n" && bad.bytes == [])
        #expect(throws: GitError(.other, "cannot find it: fatal: Needed a single revision")) {
            try program.succeeding(["rev-parse", "--verify", "nothing"], to: "find it")
        }
    }

    @Test func aKilledRun() throws {
        let program = program(in: try repository().path)
        #expect(try program.output(of: ["-c", "alias.end=!kill -9 $PPID", "end"]).status == 128 + SIGKILL)
    }

    @Test func variablesOfAnotherRepositoryDoNotCount() throws {
        let (here, there) = (try repository(), try RepositoryScript().write(checkout: true))
        let program = program(
            in: here.path, environment: ["GIT_DIR": there.path + "/.git", "GIT_WORK_TREE": there.path])
        let output = try program.output(of: ["rev-parse", "--show-toplevel"])
        #expect(String(decoding: output.bytes, as: UTF8.self) == here.path + "\n")
    }

    @Test func identities() throws {
        let path = try repository().path
        let author = Commit.Signature(name: "Ñ O", email: "o@team.example", seconds: 1_767_258_000, offset: 420)
        let environment = [
            "GIT_AUTHOR_NAME": "Ñ O", "GIT_AUTHOR_EMAIL": "o@team.example", "GIT_AUTHOR_DATE": "1767258000 +0700",
        ]
        #expect(try program(in: path, environment: environment).identity("GIT_AUTHOR_IDENT") == author)
        let nobody = ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.useConfigOnly", "GIT_CONFIG_VALUE_0": "true"]
        let unnamed = nobody.merging(["GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": ""]) { $1 }
        #expect(try program(in: path, environment: unnamed).identity("GIT_AUTHOR_IDENT") == nil)
    }

    @Test func entriesOfAnIndex() throws {
        let scripted = try repository()
        let program = program(in: scripted.path)
        let index = scripted.path + "/.git/index"
        let a = try #require(ObjectID(hex: "78981922613b2afb6025042ff6bd878ac1994e85"))
        let b = try #require(ObjectID(hex: "61780798228d17af2d34fce4cfbdf35556832472"))
        #expect(try program.entry(at: "a.txt", index: index) == IndexEntry(mode: "100644", blob: a))
        #expect(try program.entry(at: "folder/b.txt", index: index) == IndexEntry(mode: "100755", blob: b))
        #expect(try program.entry(at: "folder", index: index) == nil)
        #expect(try program.entry(at: "none.txt", index: index) == nil)
    }

    @Test func entriesKeepTheirFlags() throws {
        let scripted = try repository()
        let index = scripted.path + "/.git/index"
        let inFolder = program(in: scripted.path + "/folder")
        let blob = try inFolder.writeBlob(Array("other\r\n".utf8))
        #expect(try git(["cat-file", "blob", blob.hex], in: scripted.path).stdout == Array("other\r\n".utf8))
        let entry = IndexEntry(mode: "100644", blob: blob, isLeftOut: true, isAssumedUnchanged: true)
        try inFolder.set(entry, at: "a.txt", index: index)
        #expect(try inFolder.entry(at: "a.txt", index: index) == entry)
        #expect(try scripted.git("ls-files", "-v") == "s a.txt\nH folder/b.txt")
    }

    @Test func entriesInConflict() throws {
        let scripted = try repository()
        let blob = try scripted.git("rev-parse", "HEAD:a.txt")
        let stages = (1...3).map { "100644 \(blob) \($0)\ta.txt\n" }.joined()
        try scripted.git("rm", "-q", "--cached", "a.txt")
        try scripted.git("update-index", "--index-info", input: Array(stages.utf8))
        let program = program(in: scripted.path)
        #expect(try program.entry(at: "a.txt", index: scripted.path + "/.git/index") == nil)
    }
}
