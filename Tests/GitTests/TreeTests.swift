import Git
import TestSupport
import Testing

@Suite struct TreeTests {
    @Test func entriesOfEveryKind() throws {
        let script = RepositoryScript()
        script.commit(
            "All kinds",
            [
                "file.md": "text\n", "run": "#!/bin/sh\n", "link": "file.md", "folder/inner.md": "x\n",
                "module": String(repeating: "1", count: 40),
            ],
            rawFiles: [[0x66, 0xFF, 0x0A, 0x22]: [0x00, 0xFF]],
            modes: ["run": .executable, "link": .symbolicLink, "module": .submodule])
        let scripted = try script.write()
        let repository = try scripted.open()
        let commit = try repository.commit(repository.commitID(of: "HEAD"))

        let entries = try repository.tree(commit.tree)
        #expect(
            entries.map(\.name).map { String(decoding: $0, as: UTF8.self) }
                == ["file.md", "folder", "f\u{FFFD}\n\"", "link", "module", "run"])
        #expect(entries.map(\.kind) == [.file, .folder, .file, .symbolicLink, .submodule, .executable])
        #expect(try entries[0].id.hex == scripted.git("rev-parse", "HEAD:file.md"))

        let raw = try #require(try repository.entry(at: [0x66, 0xFF, 0x0A, 0x22], inTree: commit.tree))
        #expect(try repository.withBlob(raw.id) { Array($0) } == [0x00, 0xFF])
        #expect(try repository.blobSize(raw.id) == 2)
        #expect(try repository.entry(at: "folder/inner.md", inTree: commit.tree)?.kind == .file)
        #expect(try repository.entry(at: "folder", inTree: commit.tree)?.kind == .folder)
        for path in ["", "absent", "folder/absent", "file.md/x", "/file.md", "folder/", "folder//inner.md"] {
            #expect(try repository.entry(at: path, inTree: commit.tree) == nil, "\(path)")
        }
    }

    @Test func pathsAskedForAgainAndAgain() throws {
        let script = RepositoryScript()
        let names = (0..<20).map { "f\($0).txt" }
        script.commit(
            "add",
            Dictionary(uniqueKeysWithValues: names.map { ("a/b/\($0)", $0) }).merging(["a/c": "c"]) { $1 })
        let repository = try script.write().open()
        let tree = try repository.commit(repository.commitID(of: "HEAD")).tree
        let paths = TreePaths(repository)
        for _ in 0..<3 {
            for path in names.map({ "a/b/\($0)" }) + [
                "a", "a/b", "a/b/none", "a/c", "a/c/x", "none", "", "a/", "/a", "a//b",
            ] {
                #expect(
                    try paths.entry(at: Array(path.utf8), inTree: tree) == repository.entry(at: path, inTree: tree),
                    "\(path)")
            }
        }
        #expect(try paths.entry(at: Array("a/b/f7.txt".utf8), inTree: tree)?.kind == .file)
        #expect(try paths.entry(at: Array("a/b/f20.txt".utf8), inTree: tree) == nil)
    }

    /// More than 100 000 entries are not kept at once.
    @Test func manyEntriesAreKeptForAWhile() throws {
        let scripted = try RepositoryScript().write()
        let blob = try scripted.writeObject("blob", [])
        let raw = try #require(ObjectID(hex: blob.hex)).bytes
        let folders = try (0..<3).map { number in
            let content = (0..<40_000).flatMap { Array("100644 \(number)-\($0 + 100_000)\0".utf8) + raw }
            return try scripted.writeObject("tree", content)
        }
        let paths = TreePaths(try scripted.open())
        for _ in 0..<30 {
            for (number, folder) in folders.enumerated() {
                let name = "\(number)-139999"
                #expect(try paths.entry(at: Array(name.utf8), inTree: folder)?.id.hex == blob.hex)
                #expect(try paths.entry(at: Array("\(number)-140000".utf8), inTree: folder) == nil)
            }
        }
    }

    @Test func emptyTreeIsThereWithoutBeingWritten() throws {
        let repository = try RepositoryScript().write().open()
        let empty = try #require(ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904"))
        #expect(try repository.tree(empty) == [])
    }

    @Test(arguments: [
        "1", "100644", "100644 ", "100644 a", "100644 a\0", "100644 a\0123", "100644 \0" + twenty,
        "10x644 a\0" + twenty,
        "100644 a\0" + twenty + "40000", "77777777 a\0" + twenty, " a\0" + twenty,
    ])
    func malformed(_ content: String) throws {
        let scripted = try RepositoryScript().write()
        let id = try scripted.writeObject("tree", Array(content.utf8))
        let repository = try scripted.open()
        let error = try failure(of: { try repository.tree(id) })
        #expect(error.kind == .other)
        #expect(
            error.message
                == "folder \(id) of the repository at \(scripted.path) is damaged: it is not a valid tree object")
    }

    @Test func largeBlob() throws {
        let script = RepositoryScript()
        let content = String(repeating: "0123456789abcdef\n", count: 200_000)
        let mark = script.commit("Large", ["large.md": content])
        let scripted = try script.write()
        let repository = try scripted.open()
        let tree = try repository.commit(scripted.id(of: mark)).tree
        let entry = try #require(try repository.entry(at: "large.md", inTree: tree))
        #expect(try repository.blobSize(entry.id) == 3_400_000)
        #expect(try repository.withBlob(entry.id) { String(decoding: $0, as: UTF8.self) } == content)
    }
}

private let twenty = "12345678901234567890"
