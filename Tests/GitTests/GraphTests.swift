import Git
import TestSupport
import Testing

@Suite struct GraphTests {
    @Test func parentsComeFirstInTheirOrder() throws {
        let script = RepositoryScript()
        let root = script.commit("Root", ["a.md": "1\n"], at: 2000)
        let left = script.commit("Left", on: [root], at: 1000)
        let right = script.commit("Right", on: [root], at: 500)
        let other = script.commit("Other root", on: [], ["b.md": "1\n"], at: 10)
        let merge = script.merge("Merge", [right, left, other], at: 1)
        let scripted = try script.write()
        let graph = try scripted.open().graph(of: scripted.id(of: merge))

        #expect(graph.nodes.map(\.id) == [root, right, left, other, merge].map(scripted.id))
        #expect(graph.nodes.map(\.parents) == [[], [0], [0], [], [1, 2, 3]])
        #expect(graph.nodes.allSatisfy { !$0.isBoundary })
        #expect(!graph.isShallow && !graph.isPartial)
        #expect(try graph.nodes.map(\.tree.hex) == graph.nodes.map { try scripted.git("rev-parse", "\($0.id)^{tree}") })
    }

    @Test(
        arguments: [
            ("Sign\n\nSign-off: a", true), ("sign-off", true), ("x\n\nREVOKE-SIGN-OFF: a", true),
            ("- a-b-\n\nSign-off", true), ("Tick\n\nSigned-off-by: Ann <a@b>", false), ("sign off - sign-of-", false),
            ("sign-of", false), ("", false),
        ] as [(String, Bool)])
    func commitsThatMayBearASignOff(message: String, isMention: Bool) throws {
        let script = RepositoryScript()
        let commit = script.commit(message)
        let scripted = try script.write()
        let graph = try scripted.open().graph(of: scripted.id(of: commit))
        #expect(graph.nodes.map(\.mentionsSignOff) == [isMention])
    }

    @Test func onlyAncestors() throws {
        let script = RepositoryScript()
        let first = script.commit("One")
        script.commit("Two")
        let scripted = try script.write()
        #expect(try scripted.open().graph(of: scripted.id(of: first)).nodes.map(\.id) == [scripted.id(of: first)])
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func likeRevList(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let script = RepositoryScript()
        var marks: [RepositoryScript.Mark] = []
        for number in 0..<random.number(1..<150) {
            var parents: [RepositoryScript.Mark] = []
            if !random.chance(5) {
                for _ in 0..<random.number(1..<4) {
                    // Mostly recent ones; the same parent twice is allowed nowhere.
                    let recent = random.chance(80) ? max(0, marks.count - 6) : 0
                    guard recent < marks.count else { continue }
                    let parent = marks[random.number(recent..<marks.count)]
                    if !parents.contains(parent) { parents.append(parent) }
                }
            }
            marks.append(script.commit("Commit \(number)", on: parents, at: random.number(0..<2_000_000_000)))
        }
        let scripted = try script.write()
        let graph = try scripted.open().graph(of: scripted.id(of: try #require(marks.last)))
        let lines = try scripted.git("rev-list", "--parents", "HEAD").split(separator: "\n").map(String.init)
        let ours = graph.nodes.map { node in
            ([node.id] + node.parents.map { graph.nodes[Int($0)].id }).map(\.hex).joined(separator: " ")
        }
        #expect(Set(ours) == Set(lines))
        #expect(ours.count == lines.count)
        for (index, node) in graph.nodes.enumerated() { #expect(node.parents.allSatisfy { $0 < index }) }
        #expect(
            try scripted.open().graph(of: scripted.id(of: try #require(marks.last))).nodes.map(\.id)
                == graph.nodes.map(\.id))
    }

    @Test func thousandParents() throws {
        let script = RepositoryScript()
        let root = script.commit("Root")
        let parents = (0..<1000).map { script.commit("Branch \($0)", on: [root]) }
        // git itself takes any number of parents in an object.
        let scripted = try script.write()
        let tree = try scripted.git("rev-parse", "HEAD^{tree}")
        let lines = parents.map { "parent \(scripted.id(of: $0))\n" }.joined()
        let text = "tree \(tree)\n\(lines)author A <a@b.example> 1 +0000\ncommitter A <a@b.example> 1 +0000\n\nAll\n"
        let id = try scripted.writeObject("commit", Array(text.utf8))
        let graph = try scripted.open().graph(of: id)
        #expect(graph.nodes.count == 1002)
        #expect(graph.nodes.last?.parents == Array(1...1000))
        #expect(try scripted.open().commit(id).parents == parents.map(scripted.id))
    }

    /// Deep enough to overflow any stack that recursion would use.
    @Test func longLine() throws {
        let script = RepositoryScript()
        for _ in 0..<100_000 { script.commit("") }
        let scripted = try script.write()
        let graph = try scripted.open().graph(of: scripted.open().commitID(of: "HEAD"))
        #expect(graph.nodes.count == 100_000)
        #expect(graph.nodes.last?.parents == [99_998])
    }

    @Test func neitherGraftsNorReplacementsCount() throws {
        let script = RepositoryScript()
        let first = script.commit("One")
        let second = script.commit("Two")
        let third = script.commit("Three")
        let scripted = try script.write()
        try scripted.git("replace", "--graft", scripted.id(of: third).hex)
        try write(Array("\(scripted.id(of: second))\n".utf8), toFile: scripted.path + "/info/grafts")
        let graph = try scripted.open().graph(of: scripted.id(of: third))
        #expect(graph.nodes.map(\.id) == [first, second, third].map(scripted.id))
    }

    @Test func aCommitThatIsItsOwnAncestor() throws {
        let script = RepositoryScript()
        script.commit("One")
        let scripted = try script.write()
        // An object under a name that is not its hash: git calls this damage, and so must a walk that would never end.
        let tree = try scripted.git("rev-parse", "HEAD^{tree}")
        let name = String(repeating: "ab", count: 20)
        let text = "tree \(tree)\nparent \(name)\nauthor A <a@b.example> 1 +0000\ncommitter A <a@b.example> 1 +0000\n\n"
        let id = try scripted.writeObject("commit", Array(text.utf8))
        let objects = scripted.path + "/objects/"
        try write(
            try bytes(ofFile: objects + id.hex.prefix(2) + "/" + id.hex.dropFirst(2)),
            toFile: objects + "ab/" + name.dropFirst(2))
        let error = try failure(of: { try scripted.open().graph(of: id) })
        // Another test may have switched the verification of hashes on at this moment: that finds it, too.
        #expect(error.message.contains(" is damaged: "))
    }
}
