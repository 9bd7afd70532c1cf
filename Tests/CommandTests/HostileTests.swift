import Foundation
import TestSupport
import Testing

/// Content made to hurt: each is read, or refused with file and line, within a minute and 1 GiB.
@Suite(.serialized) struct HostileTests {
    /// Runs `status --format json` and `build` under the limits, in processor seconds and address space.
    @discardableResult
    private func bounded(
        _ path: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> (document: Document, errors: String) {
        func limited(_ arguments: [String]) throws -> CommandResult {
            let limit = ["bash", "-c", "ulimit -t 60; ulimit -v 1048576; exec \"$@\"", "-"]
            let result = try run(
                limit + [Tool.path] + arguments + ["-C", path], environment: ["SOURCE_DATE_EPOCH": "1775000000"])
            try #require(
                result.status == 0, "\(arguments): \(result.status) \(result.errors.suffix(2000))",
                sourceLocation: sourceLocation)
            return result
        }
        let output = try TemporaryFolder()
        _ = try limited(["build", "--output", output.path("site")])
        let result = try limited(["status", "--format", "json"])
        #expect(FileManager.default.fileExists(atPath: output.path("site/index.html")), sourceLocation: sourceLocation)
        try FileManager.default.removeItem(atPath: output.path)
        return (try JSONDecoder().decode(Document.self, from: Data(result.stdout)), result.errors)
    }

    private func project(_ files: [String: String]) throws -> ScriptedRepository {
        let script = RepositoryScript()
        script.commit("Add", files.merging(["good.md": "- [x] good\n"]) { $1 }.mapValues { $0 })
        return try script.write()
    }

    private func expectGood(_ document: Document, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(
            document.checklists.first { $0.path == "good.md" }?.items.map(\.text) == ["good"],
            sourceLocation: sourceLocation)
    }

    @Test func fileOf50Megabytes() throws {
        let line = "- [ ] item of a large file, which goes on\n"
        let (document, errors) = try bounded(
            try project(["big.md": String(repeating: line, count: (50 << 20) / line.utf8.count)]).path)
        expectGood(document)
        #expect(
            errors
                == "big.md: error: the file was not read: it is larger than 16 MiB\n  Its items are missing from everything here.\n"
        )
    }

    @Test func listNested10000Deep() throws {
        func list(_ depth: Int) -> String {
            (0..<depth).map { String(repeating: " ", count: $0 * 2) + "- [ ] level \($0)\n" }.joined()
        }
        let files = [
            // With 10,000 levels this text has 100 MB.
            "deep.md": list(4_200), "lines.md": list(1_500),
            "short.md": String(repeating: "- ", count: 10_000) + "[ ] deep\n",
            "quotes.md": String(repeating: "> ", count: 10_000) + "- [ ] deep\n",
            "both.md": String(repeating: "> 1. ", count: 10_000) + "- [ ] deep\n",
        ]
        let (document, errors) = try bounded(try project(files).path)
        expectGood(document)
        #expect(errors.contains("deep.md: error: the file was not read: it is larger than 16 MiB\n"))
        for file in ["lines.md", "short.md", "quotes.md", "both.md"] {
            #expect(
                errors.contains(try Regex("(^|\n)\(file):[0-9]+: error: [^\n]* (deeper|nested)")), "\(file): \(errors)")
        }
    }

    @Test func itemOfOneMegabyte() throws {
        let text = String(repeating: "words and ", count: 100_000)
        let (document, errors) = try bounded(try project(["big.md": "- [x] \(text)\n- [ ] next\n"]).path)
        expectGood(document)
        #expect(document.checklists.first { $0.path == "big.md" }?.items.count == 2)
        #expect(errors.hasPrefix("big.md:1: "), "\(errors)")
    }

    @Test func yaml() throws {
        let bombs = [
            "laughs": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
            "flow": "title: " + String(repeating: "[", count: 5_000) + "\n",
            "maps": String(repeating: "{a: ", count: 5_000) + "\n",
            "dashes": String(repeating: "- ", count: 5_000) + "\n",
            "indent": (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            "long": "title: " + String(repeating: "x", count: 400_000) + "\n", "tab": "title:\t\"\u{1}\"\n",
            "tag": "title: !!python/object:os.system x\n", "open": "title: \"never closed\n",
            "merge": "<<: {title: x}\n",
            "twice": "title: a\ntitle: b\n", "list": "- a\n- b\n", "keys": "? [a, b]\n: c\n",
            "huge": "phase: 99999999999999999999\n",
            "many": (0..<5_000).map { "x-\($0): 1\n" }.joined(),
        ]
        let files = bombs.map { ("\($0.key).md", "---\n\($0.value)---\n# List\n\n- [ ] item\n") }
        let (document, errors) = try bounded(try project(Dictionary(uniqueKeysWithValues: files)).path)
        expectGood(document)
        #expect(document.checklists.count == bombs.count + 1)
        for name in ["laughs", "flow", "maps", "dashes", "indent", "long", "open", "twice", "list", "huge"] {
            #expect(errors.contains(try Regex("(^|\n)\(name).md:[0-9]+: (error|warning): ")), "\(name): \(errors)")
        }
        // The same as configuration ends in a sentence with file and line.
        for (name, bomb) in bombs where !["tag", "merge", "huge", "many", "keys", "tab"].contains(name) {
            let result = try countersign("status", "-C", try project(["countersign.yml": bomb]).path)
            expectRefusal(result, "countersign.yml:")
            #expect(
                result.errors.contains(
                    try Regex("^countersign: countersign.yml:[0-9]+: the configuration cannot be read: ")))
        }
    }

    @Test func unreadableConfigurations() throws {
        let scripted = try project(["countersign.yml": "version: 1\nroles:\n  a: [\n"])
        for arguments in [["status"], ["log", "good"], ["build", "--output", scripted.folder.path("site")]] {
            let result = try run([Tool.path] + arguments + ["-C", scripted.path])
            expectRefusal(result, "countersign.yml:4: the configuration cannot be read: ")
        }
        let script = RepositoryScript()
        script.commit(
            "Add", rawFiles: [Array("countersign.yml".utf8): [0xFF, 0xFE, 0x00, 0x3A, 0x0A], Array("a.md".utf8): []])
        expectRefusal(try countersign("status", "-C", try script.write().path), "countersign.yml:")
        // Not a file: as if it were not there.
        for mode in [RepositoryScript.Mode.symbolicLink, .submodule] {
            let script = RepositoryScript()
            script.commit(
                "Add", ["countersign.yml": String(repeating: "a", count: 40), "a.md": "- [ ] a\n"],
                modes: ["countersign.yml": mode])
            #expect(try status(try script.write().path).items.count == 1)
        }
        let folder = RepositoryScript()
        folder.commit("Add", ["countersign.yml/a.md": "- [ ] a\n"])
        #expect(try status(try folder.write().path).items.count == 1)
    }

    @Test func mergeOfAThousandParents() throws {
        let script = RepositoryScript()
        func list(_ isTicked: (Int) -> Bool) -> String {
            (0..<50).map { "- [\(isTicked($0) ? "x" : " ")] item \($0)\n" }.joined()
        }
        let root = script.commit("Add", ["a.md": list { _ in false }])
        let branches = (0..<1000).map { branch in
            script.commit("Tick \(branch)", on: [root], ["a.md": list { $0 == branch % 50 }])
        }
        script.merge("Merge all", branches, ["a.md": list { _ in true }])
        let (document, _) = try bounded(try script.write().path)
        #expect(document.summary["done"] == 50)
        // Of those who ticked the same item, the first parent's comes first.
        for (number, item) in document.checklists[0].items.enumerated() {
            let commit = try #require(item.completion?.commit)
            #expect(document.commits[commit]?.summary == "Tick \(number)")
        }
    }

    private func folderOf20000Files() -> RepositoryScript {
        let script = RepositoryScript()
        let files = (0..<20_000).map { ("many/\($0).md", $0 % 100 == 0 ? "- [ ] item\n" : "text \($0)\n") }
        script.commit("Add", Dictionary(uniqueKeysWithValues: files))
        for number in 0..<10 { script.commit("Change \(number)", ["many/\(number * 100).md": "- [x] item\n"]) }
        return script
    }

    @Test func manyFiles() throws {
        let (document, errors) = try bounded(try folderOf20000Files().write().path)
        #expect(errors == "")
        #expect(document.checklists.count == 200)
        #expect(document.summary["done"] == 10)
    }

    @Test func manyFilesRenamed() throws {
        let script = folderOf20000Files()
        script.commit("Rename", renames: ["many": "more"])
        let (document, _) = try bounded(try script.write().path)
        #expect(document.summary["done"] == 10)
        #expect(document.checklists[0].items[0].events.map(\.kind) == ["added", "completed", "moved"])
    }

    @Test func treeNested2000Deep() throws {
        let deep = String(repeating: "d/", count: 500) + "deep.md"
        let deeper = String(repeating: "e/", count: 2000) + "deeper.md"
        let (document, errors) = try bounded(try project([deep: "- [x] deep\n", deeper: "- [x] deeper\n"]).path)
        expectGood(document)
        #expect(document.checklists.first?.path == deep)
        #expect(!document.checklists.contains { $0.path == deeper })
        #expect(errors.contains("e/e/e: error: the folder lies too deep and was not read"))
    }

    private func hexBytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    /// Trees that git itself would not write: names with slashes, dots and doubles.
    @Test func malformedTrees() throws {
        let script = RepositoryScript()
        script.commit("Add", ["good.md": "- [x] good\n"])
        let scripted = try script.write()
        let good = hexBytes(try scripted.git("rev-parse", "HEAD:good.md"))
        func entry(_ name: String, _ mode: String = "100644") -> [UInt8] { Array("\(mode) \(name)".utf8) + [0] + good }
        for (name, content) in [
            ("slash", entry("../../escape.md") + entry("/etc/x.md") + entry("good.md")),
            ("dots", entry("..") + entry("good.md")),
            ("twice", entry("good.md") + entry("good.md")), ("order", entry("z.md") + entry("good.md") + entry("a.md")),
            ("mode", entry("odd.md", "777777") + entry("good.md")), ("empty", entry("") + entry("good.md")),
            ("cut", Array(entry("good.md").dropLast(5))), ("garbage", Array("garbage".utf8)),
            ("folder", entry("x", "40000") + entry("good.md")),
        ] {
            let tree = try scripted.writeObject("tree", content)
            let commit = try scripted.git("commit-tree", tree.description, "-m", name)
            try scripted.git("update-ref", "HEAD", commit)
            let result = try countersign("status", "-C", scripted.path)
            if result.status != 0 { expectRefusal(result, "") }
            let output = try TemporaryFolder()
            let built = try countersign("build", "-C", scripted.path, "--output", output.path("site"))
            #expect(built.status == result.status, "\(name): \(built.errors)")
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: output.path)).isSubset(of: ["site"]))
        }
    }

    @Test func oddCommits() throws {
        let script = RepositoryScript()
        let text = { (ticked: Int) in (0..<6).map { "- [\($0 < ticked ? "x" : " ")] item \($0)\n" }.joined() }
        script.commit("Add", ["a.md": text(0)])
        script.commit("In the far future", ["a.md": text(1)], at: 253_402_300_799)
        script.commit("Later than can be told", ["a.md": text(2)], at: 9_999_999_999_999)
        script.commit("", ["a.md": text(3)], author: " <>", at: 0)
        script.commit("Zone", ["a.md": text(4)], zone: "+9999")
        script.commit(
            String(repeating: "x", count: 1_000_000), ["a.md": text(5)], author: "Ann & \"Co\" \u{1F600} <x@y>")
        let (document, _) = try bounded(try script.write().path)
        #expect(document.checklists[0].items.filter { $0.completion != nil }.count == 5)
    }
}
