import Git
import TestSupport
import Testing

@Suite struct FileMergeTests {
    private let lines = (1...9).map { "line \($0)\n" }.joined()

    /// What the Git target makes of three versions, and what `git merge-file` does.
    private func merged(_ base: String, _ ours: String, _ theirs: String, maximumSize: Int = 1000) throws -> String? {
        let script = RepositoryScript()
        script.commit("add", ["base": base, "ours": ours, "theirs": theirs])
        let scripted = try script.write()
        let id = { (name: String) in
            try #require(ObjectID(hex: try scripted.git("rev-parse", "HEAD:\(name)")))
        }
        return try scripted.open().mergedFile(
            base: try id("base"), ours: try id("ours"), theirs: try id("theirs"), maximumSize: maximumSize
        ).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func changesAtEitherEnd() throws {
        #expect(try merged(lines, "top\n" + lines, lines + "end\n") == "top\n" + lines + "end\n")
        #expect(try merged(lines, lines, "") == "")
        #expect(try merged("", "one", "one") == "one")
    }

    @Test func conflicts() throws {
        #expect(try merged("one\n", "two\n", "three\n") == nil)
        #expect(try merged(lines, "top\n" + lines, "other\n" + lines) == nil)
    }

    @Test func largerThanAllowed() throws {
        #expect(try merged("", "", "1234", maximumSize: 4) == "1234")
        #expect(try merged("", "", "12345", maximumSize: 4) == nil)
    }

    @Test func missing() throws {
        let repository = try RepositoryScript().write().open()
        let nobody = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
        #expect(throws: GitError.self) {
            _ = try repository.mergedFile(base: nobody, ours: nobody, theirs: nobody, maximumSize: 1)
        }
    }
}
