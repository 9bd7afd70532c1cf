import Foundation
import Git
import TestSupport
import Testing

/// The working tree as one more commit, against what git itself would commit of it.
@Suite struct UnwrittenCommitTests {
    private func checkedOut(_ files: [String: String?] = [:]) throws -> ScriptedRepository {
        let script = RepositoryScript()
        let start: [String: String?] = [
            "a.md": "- [ ] a\n", "lists/b.md": "- [ ] b\n", "lists/c.md": "- [ ] c\n", "run": "#!/bin/sh\n",
            ".gitignore": "ignored/\n*.tmp\n",
        ]
        script.commit("Add", start.merging(files) { $1 }, modes: ["run": .executable])
        return try script.write(checkout: true)
    }

    /// The tree of everything that `git add --all` takes, made with an index and objects of its own.
    private func gitsTree(_ scripted: ScriptedRepository) throws -> String {
        let scratch = try TemporaryFolder()
        let index = scratch.path("index")
        if FileManager.default.fileExists(atPath: scripted.path + "/.git/index") {
            try FileManager.default.copyItem(atPath: scripted.path + "/.git/index", toPath: index)
            // A copy is younger than the index, and git takes files of the index's own age or younger for unread only:
            // https://git-scm.com/docs/racy-git
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: index)
        }
        try FileManager.default.createDirectory(atPath: scratch.path("objects"), withIntermediateDirectories: false)
        let environment = [
            "GIT_INDEX_FILE": index, "GIT_OBJECT_DIRECTORY": scratch.path("objects"),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": scripted.path + "/.git/objects",
        ]
        try scripted.git("add", "--all", environment: environment)
        return try scripted.git("write-tree", environment: environment)
    }

    private func expectWhatGitAdds(
        _ scripted: ScriptedRepository, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let tree = try scripted.open().readWorkingTree().tree
        #expect(try tree.hex == gitsTree(scripted), sourceLocation: sourceLocation)
    }

    /// Paths of everything in it.
    private func paths(_ scripted: ScriptedRepository) throws -> [String] {
        try scripted.open().readWorkingTree().files.keys.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    private func content(of path: String, in scripted: ScriptedRepository) throws -> String? {
        let repository = try scripted.open()
        let id = try repository.readWorkingTree().files[Array(path.utf8)]
        return try id.map { try repository.withBlob($0) { String(decoding: $0, as: UTF8.self) } }
    }

    // MARK: Read again

    /// Whatever changes between two readings, they agree with one that remembers nothing.
    @Test func whatIsRememberedIsWhatIsThere() throws {
        let scripted = try checkedOut()
        var memory = WorkingTreeMemory(rest: -10)
        func expectTheSame(sourceLocation: SourceLocation = #_sourceLocation) throws {
            let repository = try scripted.open()
            let commit = try repository.readWorkingTree(remembering: &memory)
            #expect(try commit.tree.hex == gitsTree(scripted), sourceLocation: sourceLocation)
            for (path, id) in commit.files {
                let file = scripted.path + "/" + String(decoding: path, as: UTF8.self)
                #expect(
                    try repository.withBlob(id) { Array($0) } == bytes(ofFile: file), sourceLocation: sourceLocation)
            }
        }
        try scripted.writeFile("new\n", to: "new/one.md")
        try scripted.writeFile("- [x] a\n", to: "a.md")
        for _ in 0..<2 { try expectTheSame() }
        // Of the same size, and soon after.
        try scripted.writeFile("NEW\n", to: "new/one.md")
        try expectTheSame()
        try FileManager.default.removeItem(atPath: scripted.path + "/new")
        try scripted.writeFile("- [ ] a\n", to: "a.md")
        try expectTheSame()
        try scripted.writeFile("again\n", to: "new/one.md")
        try expectTheSame()
    }

    // MARK: What is in it

    @Test func nothingChanged() throws {
        let scripted = try checkedOut()
        let commit = try scripted.open().readWorkingTree()
        #expect(commit.isEmpty)
        #expect(try commit.tree.hex == scripted.git("rev-parse", "HEAD^{tree}"))
        #expect(try commit.head?.hex == scripted.git("rev-parse", "HEAD"))
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
        #expect(try paths(scripted) == [".gitignore", "a.md", "new/deep/d é.md", "run", "staged.md"])
        #expect(try !scripted.open().readWorkingTree().isEmpty)
        try expectWhatGitAdds(scripted)
    }

    @Test func whatLiesThereCountsAndNotWhatIsStaged() throws {
        let scripted = try checkedOut()
        try scripted.writeFile("- [x] a\n", to: "a.md")
        try scripted.git("add", "a.md")
        try scripted.writeFile("- [ ] a, later\n", to: "a.md")
        #expect(try content(of: "a.md", in: scripted) == "- [ ] a, later\n")
    }

    @Test func stagedAndUndone() throws {
        let scripted = try checkedOut()
        try scripted.writeFile("- [x] a\n", to: "a.md")
        try scripted.git("add", "a.md")
        try scripted.writeFile("- [ ] a\n", to: "a.md")
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    @Test func touchedIsNotChanged() throws {
        let scripted = try checkedOut()
        try #require(try run(["touch", "-d", "2020-01-01", "a.md", "run"], in: scripted.path).status == 0)
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    @Test func takenOutOfTheIndexOnly() throws {
        let scripted = try checkedOut()
        try scripted.git("rm", "--quiet", "--cached", "a.md")
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    @Test func intendedToBeAdded() throws {
        let scripted = try checkedOut()
        try scripted.writeFile("- [ ] soon\n", to: "soon.md")
        try scripted.git("add", "--intent-to-add", "soon.md")
        #expect(try content(of: "soon.md", in: scripted) == "- [ ] soon\n")
        try expectWhatGitAdds(scripted)
    }

    @Test func trackedThoughIgnored() throws {
        let scripted = try checkedOut(["kept.tmp": "- [ ] kept\n"])
        try scripted.writeFile("- [x] kept\n", to: "kept.tmp")
        #expect(try content(of: "kept.tmp", in: scripted) == "- [x] kept\n")
    }

    @Test func namesWhoseOrderIsNotThatOfFolders() throws {
        let scripted = try checkedOut()
        for name in ["x/y.md", "x-y.md", "x.md", "x0.md", "x/y-/z.md", "xé.md", "x y.md"] {
            try scripted.writeFile("\(name)\n", to: name)
        }
        try expectWhatGitAdds(scripted)
    }

    @Test func namesThatAreNoText() throws {
        let scripted = try checkedOut()
        let made = try run(["sh", "-c", #"printf 'x\n' > "$(printf 'lat\351n.md')""#], in: scripted.path)
        try #require(made.status == 0)
        try expectWhatGitAdds(scripted)
    }

    @Test func fileThatBecameAFolder() throws {
        let scripted = try checkedOut()
        try FileManager.default.removeItem(atPath: scripted.path + "/a.md")
        try scripted.writeFile("- [ ] in\n", to: "a.md/in.md")
        #expect(try paths(scripted).contains("a.md/in.md"))
        try expectWhatGitAdds(scripted)
    }

    @Test func folderThatBecameAFile() throws {
        let scripted = try checkedOut()
        try FileManager.default.removeItem(atPath: scripted.path + "/lists")
        try scripted.writeFile("- [ ] all\n", to: "lists")
        try expectWhatGitAdds(scripted)
    }

    @Test func foldersWhereSomethingMayCome() throws {
        let scripted = try checkedOut()
        for folder in ["empty/inner", "ignored/inner", "copy/inner"] {
            try FileManager.default.createDirectory(
                atPath: scripted.path + "/" + folder, withIntermediateDirectories: true)
        }
        try git(["init", "--quiet", scripted.path + "/copy"])
        try scripted.writeFile("- [ ] new\n", to: "x/y/new.md")
        let folders = try scripted.open().readWorkingTree().folders.map { String(decoding: $0, as: UTF8.self) }
        #expect(folders == ["", "empty", "empty/inner", "lists", "x", "x/y"])
    }

    @Test func nameInOtherLetters() throws {
        let scripted = try checkedOut()
        try scripted.git("mv", "a.md", "A.md")
        try scripted.writeFile("- [x] a\n", to: "A.md")
        #expect(try paths(scripted) == [".gitignore", "A.md", "lists/b.md", "lists/c.md", "run"])
    }

    /// Files, folders, links, staged and not, one after the other.
    @Test(arguments: 1...6 as ClosedRange<UInt64>) func randomChanges(seed: UInt64) throws {
        let scripted = try checkedOut()
        var random = SeededGenerator(seed: seed)
        let names = ["a.md", "b", "lists", "lists-x", "lists.md", "B", "c d", "é", "ignored", "x.tmp"]
        for round in 0..<12 {
            for _ in 0..<random.number(1..<4) {
                let depth = random.number(1..<4)
                let path = (0..<depth).map { _ in names[random.number(0..<names.count)] }.joined(separator: "/")
                let file = scripted.path + "/" + path
                // What is in the way goes; the parts of a path that are files make the change impossible, and it is none.
                if random.chance(40) { try? FileManager.default.removeItem(atPath: file) }
                switch random.number(0..<5) {
                case 0: try? FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "../b")
                case 1:
                    let mode: mode_t = random.chance(50) ? 0o755 : 0o644
                    var isFolder: ObjCBool = false
                    let isThere = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
                    if isThere, !isFolder.boolValue { chmod(file, mode) }
                case 2: try? FileManager.default.removeItem(atPath: file)
                default: try? scripted.writeFile("\(seed) \(round) \(random.number(0..<3))\n", to: path)
                }
            }
            if random.chance(30) { try scripted.git("add", "--all") }
            if random.chance(20) { try scripted.git("commit", "--quiet", "--allow-empty", "--message=\(round)") }
            let tree = try scripted.open().readWorkingTree().tree
            #expect(try tree.hex == gitsTree(scripted), "round \(round)")
        }
    }

    @Test func indexThatChangedSince() throws {
        let scripted = try checkedOut()
        let repository = try scripted.open()
        #expect(try repository.readWorkingTree().isEmpty)
        try scripted.writeFile("- [ ] kept\n", to: "kept.tmp")
        try scripted.git("add", "--force", "kept.tmp")
        #expect(try repository.readWorkingTree().files[Array("kept.tmp".utf8)] != nil)
    }

    // MARK: Kinds of file

    @Test func executable() throws {
        let scripted = try checkedOut()
        chmod(scripted.path + "/a.md", 0o755)
        chmod(scripted.path + "/run", 0o644)
        try scripted.writeFile("#!/bin/sh\n", to: "new")
        chmod(scripted.path + "/new", 0o755)
        try expectWhatGitAdds(scripted)
    }

    @Test func executableWhereThatMeansNothing() throws {
        let scripted = try checkedOut()
        try scripted.git("config", "core.fileMode", "false")
        chmod(scripted.path + "/a.md", 0o755)
        #expect(try scripted.open().readWorkingTree().isEmpty)
        try scripted.writeFile("#!/bin/sh\necho\n", to: "run")
        chmod(scripted.path + "/run", 0o644)
        try expectWhatGitAdds(scripted)
    }

    @Test func symbolicLinks() throws {
        let scripted = try checkedOut()
        try FileManager.default.createSymbolicLink(
            atPath: scripted.path + "/link.md", withDestinationPath: "/etc/passwd")
        try FileManager.default.removeItem(atPath: scripted.path + "/a.md")
        try FileManager.default.createSymbolicLink(
            atPath: scripted.path + "/a.md", withDestinationPath: "lists/b.md")
        #expect(try content(of: "link.md", in: scripted) == "/etc/passwd")
        try expectWhatGitAdds(scripted)
    }

    /// What lies behind a link is not of this tree, whatever the index says.
    @Test func folderThatBecameALink() throws {
        let scripted = try checkedOut()
        let elsewhere = try TemporaryFolder()
        try elsewhere.write("- [x] secret\n", to: "b.md")
        try FileManager.default.removeItem(atPath: scripted.path + "/lists")
        try FileManager.default.createSymbolicLink(
            atPath: scripted.path + "/lists", withDestinationPath: elsewhere.path)
        #expect(try paths(scripted) == [".gitignore", "a.md", "lists", "run"])
        try expectWhatGitAdds(scripted)
    }

    @Test func pipesAreNoFiles() throws {
        let scripted = try checkedOut()
        try #require(mkfifo(scripted.path + "/pipe.md", 0o644) == 0)
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    @Test func submodule() throws {
        let scripted = try checkedOut()
        let inner = try checkedOut()
        try scripted.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "inner")
        try scripted.git("commit", "--quiet", "--message=Add")
        try scripted.writeFile("- [x] a\n", to: "inner/a.md")
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    @Test func repositoryInTheWorkingTree() throws {
        let scripted = try checkedOut()
        try git(["clone", "--quiet", scripted.path, scripted.path + "/copy"])
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    // MARK: Filters

    @Test func lineEnds() throws {
        let scripted = try checkedOut([".gitattributes": "*.md text eol=crlf\n"])
        try scripted.writeFile("- [x] a\r\n", to: "a.md")
        try scripted.writeFile("- [ ] new\r\n", to: "new.md")
        #expect(try content(of: "a.md", in: scripted) == "- [x] a\n")
        try expectWhatGitAdds(scripted)
    }

    @Test func lineEndsByConfiguration() throws {
        let scripted = try checkedOut()
        try scripted.git("config", "core.autocrlf", "true")
        try scripted.git("config", "core.safecrlf", "true")
        try scripted.writeFile("- [x] a\r\nb\r\n", to: "a.md")
        #expect(try content(of: "a.md", in: scripted) == "- [x] a\nb\n")
    }

    @Test func ident() throws {
        let scripted = try checkedOut([".gitattributes": "*.md ident\n"])
        try scripted.writeFile("$Id: 0123 $\n", to: "a.md")
        #expect(try content(of: "a.md", in: scripted) == "$Id$\n")
    }

    // MARK: Where git does not go by what lies there

    @Test func assumedUnchanged() throws {
        let scripted = try checkedOut()
        try scripted.git("update-index", "--assume-unchanged", "a.md", "lists/b.md")
        try scripted.writeFile("- [x] a\n", to: "a.md")
        try FileManager.default.removeItem(atPath: scripted.path + "/lists/b.md")
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    @Test func sparseCheckout() throws {
        let scripted = try checkedOut()
        try scripted.git("sparse-checkout", "set", "--no-cone", "/a.md")
        try #require(!FileManager.default.fileExists(atPath: scripted.path + "/lists/b.md"))
        try scripted.writeFile("- [x] a\n", to: "a.md")
        #expect(try paths(scripted) == [".gitignore", "a.md", "lists/b.md", "lists/c.md", "run"])
        #expect(try content(of: "a.md", in: scripted) == "- [x] a\n")
    }

    @Test func splitIndex() throws {
        let scripted = try checkedOut()
        try scripted.git("update-index", "--split-index")
        #expect(try failure(of: { try scripted.open().readWorkingTree() }).kind == .unsupported)
    }

    @Test func conflict() throws {
        let script = RepositoryScript()
        let root = script.commit("Root", ["a.md": "- [ ] a\n", "b.md": "- [ ] b\n", "c.md": "- [ ] c\n"])
        let left = script.commit("Left", on: [root], ["a.md": "- [x] a\n", "b.md": nil, "c.md": "- [x] c\n"])
        let right = script.commit("Right", on: [root], ["a.md": "- [ ] other\n", "b.md": "- [x] b\n", "c.md": nil])
        script.branch("side", at: right)
        let scripted = try script.write(head: left, checkout: true)
        try #require(try run(["git", "merge", "--quiet", "side"], in: scripted.path).status == 1)
        try FileManager.default.removeItem(atPath: scripted.path + "/c.md")
        #expect(try content(of: "a.md", in: scripted)?.hasPrefix("<<<<<<< ") == true)
        #expect(try paths(scripted) == ["a.md", "b.md"])
        try expectWhatGitAdds(scripted)
    }

    @Test func noIndexAtAll() throws {
        let scripted = try checkedOut()
        try FileManager.default.removeItem(atPath: scripted.path + "/.git/index")
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    @Test func noCommitYet() throws {
        let scripted = try RepositoryScript().write(checkout: true)
        try scripted.writeFile("- [ ] a\n", to: "lists/a.md")
        let repository = try scripted.open()
        let commit = try repository.readWorkingTree()
        #expect(commit.head == nil && !commit.isEmpty)
        #expect(try repository.commit(UnwrittenCommit.id).parents == [])
        try expectWhatGitAdds(scripted)
    }

    @Test func bareRepository() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [ ] a\n"])
        let scripted = try script.write()
        let error = try failure(of: { try scripted.open().readWorkingTree() })
        #expect(error.message == "the repository at \(scripted.path) is bare: it has no working tree")
    }

    @Test func linkedWorktree() throws {
        let scripted = try checkedOut()
        let other = scripted.folder.path("other")
        try scripted.git("worktree", "add", "--quiet", "-b", "side", other)
        try write(Array("- [x] a\n".utf8), toFile: other + "/a.md")
        let repository = try Repository(at: other)
        let id = try #require(try repository.readWorkingTree().files[Array("a.md".utf8)])
        #expect(try repository.withBlob(id) { String(decoding: $0, as: UTF8.self) } == "- [x] a\n")
        #expect(try scripted.open().readWorkingTree().isEmpty)
    }

    // MARK: Size

    @Test func largeFileIsReadAgain() throws {
        let scripted = try checkedOut()
        let large = String(repeating: "0123456789abcde\n", count: (17 << 20) / 16)
        try scripted.writeFile(large, to: "large.md")
        let repository = try scripted.open()
        let id = try #require(try repository.readWorkingTree().files[Array("large.md".utf8)])
        #expect(try repository.blobSize(id) == 17 << 20)
        #expect(try repository.withBlob(id) { $0.elementsEqual(large.utf8) })
        try scripted.writeFile(large + "more\n", to: "large.md")
        let error = try failure(of: { try repository.withBlob(id) { $0.count } })
        #expect(error.message == "large.md changed while it was read")
    }

    // MARK: The commit

    @Test func commitIsNobodys() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [ ] a\n"], at: 1_767_258_060, zone: "-0330")
        let scripted = try script.write(checkout: true)
        try scripted.writeFile("- [x] a\n", to: "a.md")
        let repository = try scripted.open()
        let unwritten = try repository.readWorkingTree()
        let commit = try repository.commit(UnwrittenCommit.id)
        #expect(commit.id.hex == "0000000000000000000000000000000000000000")
        #expect(commit.tree == unwritten.tree && commit.parents == [unwritten.head].compactMap(\.self))
        #expect(commit.author.name == "Not committed yet" && commit.author.email == "not.committed.yet")
        #expect(commit.author.seconds == 1_767_258_060 && commit.author.offset == -210)
        #expect(commit.message == "Uncommitted changes\n")
        let graph = try repository.graph(of: try #require(unwritten.head)).adding(unwritten)
        #expect(graph.nodes.map(\.isUnwritten) == [false, true])
        #expect(graph.nodes.last?.parents == [0])
    }

    /// Blobs, trees and times of change; also of objects that are there already.
    @Test func nothingIsWritten() throws {
        let scripted = try checkedOut()
        try scripted.git("gc", "--quiet")
        try scripted.writeFile("- [ ] loose\n", to: "loose.md")
        try scripted.git("add", "loose.md")
        try #require(
            try run(["sh", "-c", "find .git -exec touch -d 2021-01-01 {} +"], in: scripted.path).status == 0)
        try #require(try run(["touch", "-d", "2020-01-01", "a.md", "loose.md"], in: scripted.path).status == 0)
        try scripted.writeFile("- [x] c\n", to: "lists/c.md")
        try scripted.writeFile("- [ ] loose\n", to: "same.md")
        let before = try snapshot(scripted)
        let repository = try scripted.open()
        let commit = try repository.readWorkingTree()
        #expect(try repository.graph(of: try #require(commit.head)).adding(commit).nodes.count == 2)
        #expect(try snapshot(scripted) == before)
    }

    /// Every file and folder with its content and time of change.
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
}
