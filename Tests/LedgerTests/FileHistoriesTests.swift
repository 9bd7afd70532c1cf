import Checklists
import Git
import TestSupport
import Testing

@testable import Ledger

/// Who gave a file what it says, by `git blame`'s rule.
@Suite struct FileHistoriesTests {
    @Test func additionChangeAndRemoval() throws {
        let script = RepositoryScript()
        let first = script.commit("Add", ["outputs/a.md": "1\n", "b.md": "b\n"])
        script.commit("Another file", ["b.md": "c\n"])
        let second = script.commit("Change", ["outputs/a.md": "2\n"])
        let gone = script.commit("Remove", ["outputs/a.md": nil])
        let repository = try script.write()
        let changes = try histories(of: ["outputs/a.md"], in: repository)["outputs/a.md"] ?? []
        #expect(changes.map(\.commit) == [first, second, gone].map(repository.id))
        #expect(changes.map(\.kind) == [.added, .changed, .removed])
    }

    /// A side that changed the file is told of; the merge that takes it over is not, one that writes something new is.
    @Test(arguments: [("side\n", false), ("mine\n", false), ("both\n", true)])
    func merges(content: String, isChange: Bool) throws {
        let script = RepositoryScript()
        let base = script.commit("Add", ["a.md": "base\n"])
        let mine = script.commit("Mine", on: [base], ["a.md": "mine\n"])
        let side = script.commit("Side", on: [base], ["a.md": "side\n"])
        let merge = script.merge("Merge", [mine, side], ["a.md": content])
        let repository = try script.write()
        let changes = try histories(of: ["a.md"], in: repository)["a.md"] ?? []
        #expect(changes.map(\.commit) == ([base, mine, side] + (isChange ? [merge] : [])).map(repository.id))
        #expect(changes.map(\.kind) == [.added, .changed, .changed] + (isChange ? [.merged] : []))
    }

    /// Twice renamed, once with edits; what another file did under the old name afterwards is not its history.
    @Test func renames() throws {
        let text = (1...20).map { "line \($0)\n" }.joined()
        let script = RepositoryScript()
        let first = script.commit("Add", ["a.md": text])
        let second = script.commit("Rename and edit", ["a.md": nil, "b.md": text + "more\n"])
        script.commit("Something else", ["a.md": "quite another\n"])
        let third = script.commit("Rename", ["b.md": nil, "outputs/c.md": text + "more\n"])
        let repository = try script.write()
        let changes = try histories(of: ["outputs/c.md"], in: repository)["outputs/c.md"] ?? []
        #expect(changes.map(\.commit) == [first, second, third].map(repository.id))
        #expect(changes.map(\.path) == ["a.md", "b.md", "outputs/c.md"])
        #expect(changes.map(\.kind) == [.added, .renamed, .renamed])
    }

    @Test func aFileThatBecomesAFolderAndBack() throws {
        let script = RepositoryScript()
        let first = script.commit("File", ["a": "1\n"])
        let second = script.commit("Folder", ["a": nil, "a/b.md": "2\n"])
        let third = script.commit("File again", ["a": "3\n"])
        let repository = try script.write()
        let found = try histories(of: ["a", "a/b.md"], in: repository)
        #expect(found["a"]?.map(\.commit) == [first, second, third].map(repository.id))
        #expect(found["a/b.md"]?.map(\.commit) == [second, third].map(repository.id))
        #expect(found["a/b.md"]?.map(\.kind) == [.added, .removed])
    }

    @Test func nothingOfWhatWasNeverThere() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "1\n"])
        #expect(try histories(of: ["b.md", "a.md/c.md", ""], in: script.write())["b.md"] == nil)
    }

    /// Behind a shallow clone's boundary nobody knows who wrote what.
    @Test func truncatedHistory() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "1\n", "b.md": "1\n"])
        script.commit("Change", ["a.md": "2\n"])
        let last = script.commit("Change again", ["a.md": "3\n"])
        let repository = try script.write()
        let folder = try TemporaryFolder()
        let clone = folder.path("clone")
        try git(["clone", "--quiet", "--bare", "--depth=2", "file://\(repository.path)", clone])
        let opened = try Repository(at: clone)
        let graph = try opened.graph(of: try opened.commitID(of: "HEAD"))
        var reader = FileHistories(opened, graph)
        let changes = try reader.changes(of: ["a.md", "b.md"])
        // It was there before, whoever made it.
        #expect(changes["a.md"]?.map(\.kind) == [.changed])
        #expect(changes["a.md"]?.map { graph.nodes[Int($0.commit)].id } == [repository.id(of: last)])
        #expect(changes["b.md"] == nil)
    }

    /// `git log -c` lists of a merge what differs from every parent.
    @Test(arguments: UInt64(1)...40) func asGitTells(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let script = RepositoryScript()
        let paths = ["a.md", "docs/b.csv", "docs/c/d.bpmn"]
        var marks = [script.commit("0", [paths[0]: "0\n", paths[1]: "0\n"])]
        for number in 1..<30 {
            var parents: [RepositoryScript.Mark] = []
            for _ in 0..<random.number(1..<4) {
                let parent = marks[max(0, marks.count - random.number(1..<6))]
                if !parents.contains(parent) { parents.append(parent) }
            }
            var files: [String: String?] = ["counter": "\(number)\n"]
            for path in paths where random.number(0..<3) == 0 {
                // Few contents, so that sides often agree.
                let content = random.number(0..<5)
                files[path] = .some(content == 0 ? nil : "\(content)\n")
            }
            marks.append(script.commit("\(number)", on: parents, files))
        }
        let repository = try script.write()
        let found = try histories(of: paths, in: repository)
        for path in paths {
            let log = try git(
                [
                    "log", "-c", "--full-history", "--root", "--no-renames", "--format=%H", "--name-only", "HEAD", "--",
                    path,
                ],
                in: repository.path)
            // A name below a commit: it differs from every parent.
            var expected: Set<String> = []
            var commit = ""
            for line in log.output.split(separator: "\n") {
                if line == path { expected.insert(commit) } else { commit = String(line) }
            }
            let own = found[path, default: []].filter { $0.path == path }
            #expect(Set(own.map(\.commit.hex)) == expected, "\(path), seed \(seed)")
        }
    }

    private struct Told {
        let commit: ObjectID
        let path: String
        let kind: FileChange.Kind
    }

    private func histories(of paths: [String], in scripted: ScriptedRepository) throws -> [String: [Told]] {
        let repository = try Repository(at: scripted.path)
        let graph = try repository.graph(of: try repository.commitID(of: "HEAD"))
        var reader = FileHistories(repository, graph)
        return try reader.changes(of: paths).mapValues { changes in
            changes.map {
                Told(
                    commit: graph.nodes[Int($0.commit)].id, path: $0.path, kind: $0.kind)
            }
        }
    }
}
