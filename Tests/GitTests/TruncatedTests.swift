import Foundation
import Git
import TestSupport
import Testing

/// Clones that lack part of the history, and repositories that lost some of it.
@Suite struct TruncatedTests {
    /// Root, two branches, their merge, one more: five commits.
    private func origin() throws -> ScriptedRepository {
        let script = RepositoryScript()
        let root = script.commit("Root", ["lists/a.md": "- [ ] a\n"])
        let left = script.commit("Left", on: [root], ["lists/a.md": "- [x] a\n"])
        let right = script.commit("Right", on: [root], ["b.md": "- [ ] b\n"])
        script.merge("Merge", [left, right], ["b.md": "- [ ] b\n"])
        script.commit("Last", ["b.md": "- [x] b\n"])
        let origin = try script.write()
        try origin.git("config", "uploadpack.allowFilter", "true")
        return origin
    }

    /// Clones without the promisor's answering later: it is moved away.
    private func clone(_ origin: ScriptedRepository, _ options: String...) throws -> String {
        let path = origin.folder.path("clone")
        try git(["clone", "--quiet", "--no-checkout"] + options + ["file://" + origin.path, path])
        try FileManager.default.moveItem(atPath: origin.path, toPath: origin.path + "-gone")
        return path
    }

    @Test func shallowClone() throws {
        let path = try clone(try origin(), "--depth=2")
        let repository = try Repository(at: path)
        let graph = try repository.graph(of: repository.commitID(of: "HEAD"))
        let subjects = try graph.nodes.map { try repository.commit($0.id).message }
        #expect(subjects == ["Merge", "Last"])
        #expect(graph.nodes.map(\.isBoundary) == [true, false])
        #expect(graph.nodes.map(\.parents) == [[], [0]])
        #expect(graph.isShallow && !graph.isPartial)
        #expect(!repository.isPartialClone)
        let error = try failure(of: { try repository.commitID(of: "HEAD~4") })
        #expect(error.kind == .unknownRevision)
        #expect(
            error.advice?.hasPrefix("This clone is shallow: fetch the rest with `git fetch --unshallow`, in CI ")
                == true)
    }

    /// The boundary lies at different depths; the root, reached whole, is none.
    @Test func shallowCloneOfOneSide() throws {
        let path = try clone(try origin(), "--depth=3")
        let repository = try Repository(at: path)
        let graph = try repository.graph(of: repository.commitID(of: "HEAD"))
        #expect(try graph.nodes.map { try repository.commit($0.id).message } == ["Left", "Right", "Merge", "Last"])
        #expect(graph.nodes.map(\.isBoundary) == [true, true, false, false])
    }

    @Test func shallowCloneInALinkedWorktree() throws {
        let path = try clone(try origin(), "--depth=2")
        try git(["worktree", "add", "--quiet", "--no-checkout", "../linked", "-b", "side"], in: path)
        let repository = try Repository(at: path + "/../linked")
        #expect(try repository.graph(of: repository.commitID(of: "side")).isShallow)
    }

    @Test func bloblessClone() throws {
        let path = try clone(try origin(), "--filter=blob:none")
        let repository = try Repository(at: path)
        #expect(repository.isPartialClone)
        let graph = try repository.graph(of: repository.commitID(of: "HEAD"))
        #expect(graph.nodes.count == 5)
        #expect(!graph.isShallow && !graph.isPartial)
        let tree = try #require(graph.nodes.last).tree
        let entry = try #require(try repository.entry(at: "lists/a.md", inTree: tree))
        for read in [{ _ = try repository.withBlob(entry.id) { $0.count } }, { _ = try repository.blobSize(entry.id) }]
            as [() throws -> Void]
        {
            let error = try failure(of: read)
            #expect(error.kind == .missingObject(entry.id))
            #expect(error.message == "file content \(entry.id) is not in this partial clone")
            #expect(error.advice?.contains("git fetch --refetch") == true)
        }
    }

    @Test func treelessClone() throws {
        let path = try clone(try origin(), "--filter=tree:0")
        let repository = try Repository(at: path)
        let graph = try repository.graph(of: repository.commitID(of: "HEAD"))
        #expect(graph.nodes.count == 5)
        let tree = try #require(graph.nodes.first).tree
        #expect(try failure(of: { try repository.tree(tree) }).kind == .missingObject(tree))
    }

    /// `advice` must be true: after it nothing is missing.
    @Test func refetchingMakesAPartialCloneWhole() throws {
        let origin = try origin()
        let path = origin.folder.path("clone")
        try git(["clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://" + origin.path, path])
        try git(["fetch", "--quiet", "--refetch", "--no-filter"], in: path)
        let repository = try Repository(at: path)
        let tree = try repository.commit(repository.commitID(of: "HEAD")).tree
        let entry = try #require(try repository.entry(at: "lists/a.md", inTree: tree))
        #expect(try repository.blobSize(entry.id) == 8)
    }

    @Test func commitMissingInAPartialClone() throws {
        let origin = try origin()
        let path = try clone(origin, "--filter=blob:none")
        let right = try git(["rev-parse", "HEAD~1^2"], in: path).output.prefix(40)
        try lose(String(right), in: path)
        let repository = try Repository(at: path)
        let graph = try repository.graph(of: repository.commitID(of: "HEAD"))
        #expect(try graph.nodes.map { try repository.commit($0.id).message } == ["Root", "Left", "Merge", "Last"])
        #expect(graph.nodes.map(\.isBoundary) == [false, false, true, false])
        #expect(graph.isPartial && !graph.isShallow)
    }

    @Test(arguments: ["HEAD~2", "HEAD~1^{tree}", "HEAD~1:lists", "HEAD:b.md"])
    func missingObjects(_ revision: String) throws {
        let origin = try origin()
        let digits = try origin.git("rev-parse", revision)
        let id = try #require(ObjectID(hex: digits))
        try lose(digits, in: origin.path)
        let repository = try origin.open()
        let error = try failure {
            for node in try repository.graph(of: repository.commitID(of: "HEAD")).nodes {
                try readEverything(node.tree, repository)
            }
        }
        #expect(error.kind == .missingObject(id))
        #expect(error.message.hasSuffix("\(id) is missing: the repository at \(origin.path) is damaged"))
        #expect(error.advice?.contains("git fsck") == true)
    }

    @Test func headMissing() throws {
        let origin = try origin()
        try lose(try origin.git("rev-parse", "HEAD"), in: origin.path)
        #expect(try failure(of: { try origin.open().commitID(of: "HEAD") }).message.contains("is damaged"))
    }

    @Test func corruptObject() throws {
        let origin = try origin()
        let digits = try origin.git("rev-parse", "HEAD:b.md")
        try unpack(origin.path)
        let file = "\(origin.path)/objects/\(digits.prefix(2))/\(digits.dropFirst(2))"
        try FileManager.default.removeItem(atPath: file)
        try write([1, 2, 3], toFile: file)
        let repository = try origin.open()
        let id = try #require(ObjectID(hex: digits))
        let error = try failure(of: { try repository.withBlob(id) { $0.count } })
        #expect(error.kind == .other)
        #expect(error.message.hasPrefix("file content \(id) of the repository at \(origin.path) is damaged: "))
    }

    private func readEverything(_ tree: ObjectID, _ repository: Repository) throws {
        for entry in try repository.tree(tree) {
            if entry.kind == .folder {
                try readEverything(entry.id, repository)
            } else {
                try repository.withBlob(entry.id) { _ in }
            }
        }
    }

    /// Removes one object.
    private func lose(_ id: String, in path: String) throws {
        let gitDirectory = try git(["rev-parse", "--absolute-git-dir"], in: path).output.dropLast()
        try unpack(String(gitDirectory))
        try FileManager.default.removeItem(atPath: "\(gitDirectory)/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    }

    /// Makes every packed object a file of its own.
    private func unpack(_ gitDirectory: String) throws {
        let packs = gitDirectory + "/objects/pack"
        let files = try FileManager.default.contentsOfDirectory(atPath: packs)
        for pack in files where pack.hasSuffix(".pack") {
            let content = try bytes(ofFile: "\(packs)/\(pack)")
            for file in files { try? FileManager.default.removeItem(atPath: "\(packs)/\(file)") }
            try git(["unpack-objects", "-q"], in: gitDirectory, input: content)
        }
    }
}
