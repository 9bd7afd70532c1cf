import Foundation
import Git
import TestSupport
import Testing

@Suite struct WorkingTreeTests {
    private func checkedOut() throws -> ScriptedRepository {
        let script = RepositoryScript()
        script.commit(
            "Add",
            [
                "a.md": "- [ ] a\n", "lists/b.md": "- [ ] b\n", "lists/c.md": "- [ ] c\n", "run": "#!/bin/sh\n",
                ".gitignore": "ignored/\n*.tmp\n",
            ], modes: ["run": .executable])
        return try script.write(checkout: true)
    }

    private func uncommitted(
        _ scripted: ScriptedRepository, where isIncluded: (String) -> Bool = { _ in true }
    ) throws -> [String] {
        let repository = try scripted.open()
        let tree = try repository.commit(repository.commitID(of: "HEAD")).tree
        return try repository.uncommittedPaths(comparedWith: tree, where: isIncluded)
    }

    /// Every file of the repository with its content and time of change.
    private func snapshot(_ scripted: ScriptedRepository) throws -> [String: String] {
        var all: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: scripted.path) {
            let file = scripted.path + "/" + name
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            all[name] = "\(attributes[.modificationDate] ?? "") \(attributes[.systemFileNumber] ?? "")"
            if attributes[.type] as? FileAttributeType == .typeRegular { all[name]? += "\(try bytes(ofFile: file))" }
        }
        return all
    }

    @Test func nothing() throws {
        #expect(try uncommitted(try checkedOut()) == [])
    }

    @Test func everyKindOfChange() throws {
        let scripted = try checkedOut()
        try scripted.writeFile("- [x] a\n", to: "a.md")
        try FileManager.default.removeItem(atPath: scripted.path + "/lists/b.md")
        try scripted.writeFile("- [ ] new\n", to: "new/deep/d é.md")
        try scripted.writeFile("- [ ] no\n", to: "ignored/e.md")
        try scripted.writeFile("- [ ] no\n", to: "f.tmp")
        try scripted.writeFile("- [ ] staged\n", to: "staged.md")
        try scripted.git("add", "staged.md")
        try scripted.git("rm", "--quiet", "lists/c.md")
        #expect(try uncommitted(scripted) == ["a.md", "lists/b.md", "lists/c.md", "new/deep/d é.md", "staged.md"])
        #expect(try uncommitted(scripted) { $0.hasPrefix("lists/") } == ["lists/b.md", "lists/c.md"])
    }

    /// Staged and then undone in the working tree is as committed.
    @Test func stagedAndUndone() throws {
        let scripted = try checkedOut()
        try scripted.writeFile("- [x] a\n", to: "a.md")
        try scripted.git("add", "a.md")
        try scripted.writeFile("- [ ] a\n", to: "a.md")
        #expect(try uncommitted(scripted).allSatisfy { $0 == "a.md" })
    }

    @Test func nothingIsWritten() throws {
        let scripted = try checkedOut()
        // Times that the index does not know: git status would refresh it.
        try #require(try run(["touch", "-d", "2020-01-01", "a.md", "lists/b.md"], in: scripted.path).status == 0)
        try scripted.writeFile("- [x] c\n", to: "lists/c.md")
        let before = try snapshot(scripted)
        #expect(try uncommitted(scripted) == ["lists/c.md"])
        #expect(try snapshot(scripted) == before)
    }

    @Test func bareRepository() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [ ] a\n"])
        #expect(try uncommitted(try script.write()) == [])
    }

    @Test func sparseCheckout() throws {
        let scripted = try checkedOut()
        try scripted.git("sparse-checkout", "set", "--no-cone", "/a.md")
        try #require(!FileManager.default.fileExists(atPath: scripted.path + "/lists/b.md"))
        #expect(try uncommitted(scripted) == [])
    }

    @Test func sparseIndex() throws {
        let scripted = try checkedOut()
        try scripted.git("sparse-checkout", "set", "--cone", "--sparse-index", "absent")
        let error = try failure(of: { try uncommitted(scripted) })
        #expect(error.kind == .unsupported)
        #expect(error.message.hasPrefix("the index of \(scripted.path) is in a format that cannot be read: "))
        try scripted.git("sparse-checkout", "reapply", "--no-sparse-index")
        #expect(try uncommitted(scripted) == [])
    }

    @Test func splitIndex() throws {
        let scripted = try checkedOut()
        try scripted.git("update-index", "--split-index")
        #expect(try failure(of: { try uncommitted(scripted) }).kind == .unsupported)
        try scripted.git("update-index", "--no-split-index")
        #expect(try uncommitted(scripted) == [])
    }

    @Test func conflict() throws {
        let script = RepositoryScript()
        let root = script.commit("Root", ["a.md": "- [ ] a\n", "b.md": "- [ ] b\n"])
        let left = script.commit("Left", on: [root], ["a.md": "- [x] a\n", "b.md": nil])
        let right = script.commit("Right", on: [root], ["a.md": "- [ ] other\n", "b.md": "- [x] b\n"])
        script.branch("side", at: right)
        let scripted = try script.write(head: left, checkout: true)
        try #require(try run(["git", "merge", "--quiet", "side"], in: scripted.path).status == 1)
        #expect(try uncommitted(scripted) == ["a.md", "b.md"])
    }

    @Test func noIndexAtAll() throws {
        let scripted = try checkedOut()
        try FileManager.default.removeItem(atPath: scripted.path + "/.git/index")
        #expect(try uncommitted(scripted).contains("a.md"))
        #expect(!FileManager.default.fileExists(atPath: scripted.path + "/.git/index"))
    }

    @Test func submoduleIsNotLookedInto() throws {
        let scripted = try checkedOut()
        let inner = try checkedOut()
        try scripted.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "inner")
        try scripted.git("commit", "--quiet", "--message=Add")
        try scripted.writeFile("- [x] a\n", to: "inner/a.md")
        #expect(try uncommitted(scripted) == [])
    }

    @Test func comparedWithAnotherCommit() throws {
        let scripted = try checkedOut()
        let tree = try #require(ObjectID(hex: try scripted.git("rev-parse", "HEAD^{tree}")))
        try scripted.writeFile("- [x] a\n", to: "a.md")
        try scripted.git("commit", "--quiet", "--all", "--message=Tick")
        #expect(try scripted.open().uncommittedPaths(comparedWith: tree) { _ in true } == ["a.md"])
    }
}
