import Git
import TestSupport
import Testing

@Suite struct RenameTests {
    /// What the Git target finds between two commits, for all paths that only one of them has.
    private func renames(_ scripted: ScriptedRepository, _ old: ObjectID, _ new: ObjectID) throws -> [String] {
        let repository = try scripted.open()
        let (oldTree, newTree) = (try repository.commit(old).tree, try repository.commit(new).tree)
        let (oldPaths, newPaths) = (try paths(oldTree, repository), try paths(newTree, repository))
        let found = try repository.renames(
            from: oldTree, to: newTree, deleted: Array(oldPaths.subtracting(newPaths)),
            added: Array(newPaths.subtracting(oldPaths)))
        return found.map { "R\($0.similarity) \(text($0.from)) -> \(text($0.to))" }
    }

    private func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }

    private func paths(_ tree: ObjectID, _ repository: Repository, _ prefix: [UInt8] = []) throws -> Set<[UInt8]> {
        try repository.tree(tree).reduce(into: []) { paths, entry in
            if entry.kind == .folder {
                paths.formUnion(try self.paths(entry.id, repository, prefix + entry.name + [UInt8(ascii: "/")]))
            } else {
                paths.insert(prefix + entry.name)
            }
        }
    }

    /// What git finds.
    private func gitsRenames(_ scripted: ScriptedRepository, _ old: ObjectID, _ new: ObjectID) throws -> [String] {
        let output = try scripted.git(
            "diff", "-M50%", "-l0", "--name-status", "-z", "--diff-filter=R", old.hex, new.hex)
        let fields = output.split(separator: "\0").map(String.init)
        return stride(from: 0, to: fields.count - 2, by: 3).map { index in
            "R\(Int(fields[index].dropFirst()) ?? -1) \(fields[index + 1]) -> \(fields[index + 2])"
        }
    }

    private let ten = (1...10).map { "- [ ] item number \($0) of the list\n" }

    @Test func byHand() throws {
        let script = RepositoryScript()
        let list = ten.joined()
        let old = script.commit(
            "Old",
            [
                "same.md": list, "edited.md": list + "edited\n", "half/a.md": list + "half\n",
                "gone.md": "nothing alike\n",
                "kept.md": "kept\n", "copy.md": "copied\n", "link": "same.md",
            ], modes: ["link": .symbolicLink])
        let new = script.commit(
            "New",
            [
                "same.md": nil, "edited.md": nil, "half/a.md": nil, "gone.md": nil, "link": nil,
                "new/same.md": list, "new/edited.md": (ten[..<9] + ["- [x] other\n", "edited\n"]).joined(),
                "new/other.md": "this is altogether new\n", "new/copy.md": "copied\n", "new/link": "same.md",
            ], modes: ["new/link": .symbolicLink])
        let scripted = try script.write()
        let found = try renames(scripted, scripted.id(of: old), scripted.id(of: new))
        #expect(
            found == [
                "R89 edited.md -> new/edited.md", "R100 link -> new/link", "R100 same.md -> new/same.md",
            ])
        #expect(try gitsRenames(scripted, scripted.id(of: old), scripted.id(of: new)) == found)
    }

    @Test func halfIsEnough() throws {
        func change(keeping kept: Int) throws -> [String] {
            let script = RepositoryScript()
            let lines = (0..<10).map { "line \($0)\n" }
            let old = script.commit("Old", ["a.md": lines.joined()])
            let fresh = (kept..<10).map { "LINE \($0)\n" }
            let new = script.commit("New", ["a.md": nil, "b.md": (lines[..<kept] + fresh).joined()])
            let scripted = try script.write()
            return try renames(scripted, scripted.id(of: old), scripted.id(of: new))
        }
        #expect(try change(keeping: 5) == ["R50 a.md -> b.md"])
        #expect(try change(keeping: 4) == [])
    }

    @Test func lineEndingsDoNotCount() throws {
        let script = RepositoryScript()
        let old = script.commit("Old", ["a.md": ten.joined()])
        let new = script.commit("New", ["a.md": nil, "b.md": ten.joined().replacing("\n", with: "\r\n")])
        let scripted = try script.write()
        let ids = (scripted.id(of: old), scripted.id(of: new))
        #expect(try renames(scripted, ids.0, ids.1) == gitsRenames(scripted, ids.0, ids.1))
    }

    @Test func pathsOfAnyBytes() throws {
        let script = RepositoryScript()
        let content = Array(ten.joined().utf8)
        let old = script.commit("Old", rawFiles: [[0xFF, 0x2A]: content])
        let new = script.commit(
            "New", rawFiles: [[0xFF, 0x2A]: nil, [0x0A, 0x5B, 0x61, 0x5D]: content + [0x61, 0x0A]])
        let scripted = try script.write()
        let repository = try scripted.open()
        let trees = try [old, new].map { try repository.commit(scripted.id(of: $0)).tree }
        let found = try repository.renames(
            from: trees[0], to: trees[1], deleted: [[0xFF, 0x2A]], added: [[0x0A, 0x5B, 0x61, 0x5D]])
        #expect(found == [Rename(from: [0xFF, 0x2A], to: [0x0A, 0x5B, 0x61, 0x5D], similarity: 99)])
        #expect(try repository.renames(from: trees[0], to: trees[1], deleted: [[1]], added: [[2]]) == [])
        #expect(try repository.renames(from: trees[0], to: trees[1], deleted: [], added: []) == [])
    }

    /// Only the paths that are named take part.
    @Test func onlyNamedPaths() throws {
        let script = RepositoryScript()
        let old = script.commit("Old", ["a.md": ten.joined(), "b.md": ten.joined()])
        let new = script.commit("New", ["a.md": nil, "b.md": nil, "c.md": ten.joined(), "d.md": ten.joined()])
        let scripted = try script.write()
        let repository = try scripted.open()
        let trees = try [old, new].map { try repository.commit(scripted.id(of: $0)).tree }
        let found = try repository.renames(
            from: trees[0], to: trees[1], deleted: [Array("b.md".utf8)], added: [Array("d.md".utf8)])
        #expect(found.map { [text($0.from), text($0.to)] } == [["b.md", "d.md"]])
    }

    /// Random moves with edits, duplicates, equal names and empty files, each compared with git.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func likeGit(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let words = (0..<400).map { "- [ ] \(String($0, radix: 7)) \(String($0 * 7919, radix: 36))" }
        var files: [String: [String]] = [:]
        for number in 0..<random.number(2..<14) {
            // Lists that share many lines, so that every file is somewhat like several others.
            let start = random.number(0..<60)
            files["d\(random.number(0..<3))/f\(number % 9).md"] = Array(words[start..<start + random.number(0..<40)])
        }
        let script = RepositoryScript()
        let old = script.commit("Old", files.mapValues { $0.map { $0 + "\n" }.joined() })
        var changes: [String: String?] = [:]
        for (path, lines) in files.sorted(by: { $0.key < $1.key }) where random.chance(80) {
            var lines = lines
            for _ in 0..<(random.chance(40) ? 0 : random.number(0..<25)) {
                let place = random.number(0..<lines.count + 1)
                if random.chance(50), place < lines.count {
                    lines.remove(at: place)
                } else {
                    lines.insert(words[random.number(0..<400)], at: place)
                }
            }
            let name = random.chance(40) ? path.suffix(5) : "g\(random.number(0..<30)).md"
            let newPath = "e\(random.number(0..<3))/\(name)"
            changes.updateValue(nil, forKey: path)
            changes[newPath] = lines.map { $0 + "\n" }.joined()
            if random.chance(20) { changes["e9/copy\(random.number(0..<5)).md"] = lines.map { $0 + "\n" }.joined() }
        }
        let new = script.commit("New", changes)
        let scripted = try script.write()
        let ids = (scripted.id(of: old), scripted.id(of: new))
        #expect(try renames(scripted, ids.0, ids.1) == gitsRenames(scripted, ids.0, ids.1))
    }

    @Test func manyFiles() throws {
        let script = RepositoryScript()
        var (olds, news): ([String: String?], [String: String?]) = ([:], [:])
        for number in 0..<300 {
            let lines = (0..<12).map { "- [ ] item \(number * 100 + $0)\n" }
            olds["old/\(number).md"] = lines.joined()
            news.updateValue(nil, forKey: "old/\(number).md")
            news["new/x\(number).md"] = (lines + ["- [x] more\n"]).joined()
        }
        let old = script.commit("Old", olds)
        let new = script.commit("New", news)
        let scripted = try script.write()
        let found = try renames(scripted, scripted.id(of: old), scripted.id(of: new))
        #expect(found.count == 300)
        #expect(found.contains { $0.hasSuffix("old/7.md -> new/x7.md") })
    }

    @Test func contentThatIsNotThere() throws {
        let script = RepositoryScript()
        let old = script.commit("Old", ["a.md": ten.joined()])
        let new = script.commit("New", ["a.md": nil, "b.md": ten.joined() + "more\n"])
        let scripted = try script.write()
        let repository = try scripted.open()
        let trees = try [old, new].map { try repository.commit(scripted.id(of: $0)).tree }
        let entry = try #require(try repository.entry(at: "b.md", inTree: trees[1]))
        let absent = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
        let error = try failure {
            try repository.renames(
                from: [UnpairedFile(path: [0x61], kind: .file, id: absent)],
                to: [UnpairedFile(path: [0x62], kind: .file, id: entry.id)])
        }
        #expect(error.kind == .missingObject(absent))
    }
}

extension Repository {
    /// Renames among the files at these paths of two trees; paths at which there is no file are left out.
    fileprivate func renames(
        from old: ObjectID, to new: ObjectID, deleted: [[UInt8]], added: [[UInt8]]
    ) throws(GitError) -> [Rename] {
        try renames(from: try files(at: deleted, inTree: old), to: try files(at: added, inTree: new))
    }

    private func files(at paths: [[UInt8]], inTree tree: ObjectID) throws(GitError) -> [UnpairedFile] {
        var files: [UnpairedFile] = []
        for path in paths {
            guard let entry = try entry(at: path, inTree: tree), entry.kind != .folder else { continue }
            files.append(UnpairedFile(path: path, kind: entry.kind, id: entry.id))
        }
        return files
    }
}
