import Checklists
import Checks
import Foundation
import Git
import Ledger
import Signatures
import TestSupport
import Testing

/// What is found in a change does not depend on how little of the history was read for it.
@Suite struct NarrowReadingTests {
    private static let corpus = ProcessInfo.processInfo.environment["COUNTERSIGN_CORPUS"]
    private static let step = ProcessInfo.processInfo.environment["COUNTERSIGN_EVERY"].flatMap { Int($0) } ?? 1

    /// Changes whose findings lie in files that they do not touch, spelt in ways that a search for words does not find.
    struct Elsewhere: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before: [String: String]
        let change: [String: String?]
        /// Rules that must speak.
        let rules: [String]
    }

    static let elsewhere = [
        Elsewhere(
            testDescription: "a name that only its bytes tell apart",
            before: ["c/\u{E9}.md": "- [ ] One {#one}\n"], change: ["c/e\u{301}.md": "- [ ] Two {#two}\n"],
            rules: ["duplicate-path"]),
        Elsewhere(
            testDescription: "an id with a backslash in it", before: ["a.md": "- [ ] One {\\#log}\n"],
            change: ["b.md": "- [ ] Two {#log}\n"], rules: ["duplicate-id"]),
        Elsewhere(
            testDescription: "an id with an entity in it", before: ["a.md": "- [ ] One {#l&#111;g}\n"],
            change: ["b.md": "- [ ] Two {#log}\n"], rules: ["duplicate-id"]),
        Elsewhere(
            testDescription: "a link to a name with a space",
            before: ["a.md": "- [ ] See [it](<o/a b.txt>)\n", "o/a b.txt": "x"], change: ["o/a b.txt": nil],
            rules: ["broken-link"]),
        Elsewhere(
            testDescription: "a link to a name with brackets",
            before: ["a.md": "- [ ] See [it](o/a(b).txt)\n", "o/a(b).txt": "x"], change: ["o/a(b).txt": nil],
            rules: ["broken-link"]),
        Elsewhere(
            testDescription: "a link in a document that an item names",
            before: [
                "a.md": "- [ ] One\n  - Output: [it](o/doc.md)\n", "o/doc.md": "[spec](spec.md)\n",
                "o/spec.md": "# S\n",
            ],
            change: ["o/spec.md": nil], rules: ["broken-link"]),
        Elsewhere(
            testDescription: "a heading that a document links",
            before: [
                "a.md": "- [ ] One\n  - Output: [it](o/doc.md)\n", "o/doc.md": "[spec](spec.md#part)\n",
                "o/spec.md": "# Part\n",
            ], change: ["o/spec.md": "# Other\n"], rules: ["broken-fragment"]),
        Elsewhere(
            testDescription: "an output that changes",
            before: ["a.md": "- [ ] One\n  - Output: [it](o/x.txt)\n", "o/x.txt": "x"],
            change: ["o/x.txt": nil], rules: ["missing-output"]),
    ]

    @Test(arguments: elsewhere) func whatAChangeDoesElsewhere(change: Elsewhere) throws {
        let script = RepositoryScript()
        let filler = (0..<3).map { ("filler\($0).md", "- [ ] Filler \($0)\n") }
        script.commit("before", change.before.merging(filler) { first, _ in first })
        script.commit("change", change.change)
        let written = try script.write()
        let few = try found(written.open(), "HEAD", "HEAD~1", all: false)
        #expect(few.map { String($0.prefix { $0 != " " }) } == change.rules)
        #expect(few == (try found(written.open(), "HEAD", "HEAD~1", all: true)))
    }

    /// Two names that only their bytes tell apart are two files to a sign-off, too.
    @Test func aTwinOfASignedOutput() throws {
        let script = RepositoryScript()
        let asking = { (box: String) in
            "- [x] One {#one}\n  - Output: [it](o/\u{E9}.txt)\n  - Sign-off:\n    - [\(box)] dpo\n"
        }
        script.commit(
            "set up",
            [
                "countersign.yml":
                    "version: 1\nroles: { dpo: {} }\npeople:\n  ann: { emails: [ann@ministry.example], roles: [dpo] }\n",
                "a.md": asking(" "), "o/\u{E9}.txt": "agreed",
            ])
        let base = script.commit("sign", ["a.md": asking("x")], author: "Ann <ann@ministry.example>")
        script.commit(
            "swap",
            ["0.md": "- [ ] Zero\n  - Output: [it](o/e\u{301}.txt)\n  - Sign-off: dpo\n", "o/\u{E9}.txt": "other"],
            rawFiles: [Array("o/e\u{301}.txt".utf8): Array("agreed".utf8)])
        let written = try script.write()
        let told = try findings(in: written, since: written.id(of: base).hex)
        #expect(told.contains { $0.rule.name == "sign-off-made-stale" && $0.path == "a.md" })
    }

    /// By hand: `COUNTERSIGN_CORPUS=/path/to/clone COUNTERSIGN_EVERY=50 swift test --filter NarrowReading`.
    @Test(.enabled(if: corpus != nil)) func realChanges() throws {
        let path = try #require(Self.corpus)
        let repository = try Repository(at: path)
        let graph = try repository.graph(of: try repository.commitID(of: "HEAD"))
        var compared = 0
        for node in graph.nodes.reversed().enumerated().filter({ $0.offset % Self.step == 0 }).prefix(60).map(\.element)
        {
            guard let parent = node.parents.first else { continue }
            let base = graph.nodes[Int(parent)].id.hex
            #expect(
                try found(repository, node.id.hex, base, all: false) == found(repository, node.id.hex, base, all: true))
            compared += 1
        }
        print("\(compared) changes compared")
    }

    private func found(_ repository: Repository, _ head: String, _ base: String, all: Bool) throws -> [String] {
        let change = try ProjectReader(repository).readChange(
            from: base, to: head, asOf: Day(daysSince1970: 20_500), version: "test", readsAll: all,
            tools: SignatureTools(searchPath: "/usr/bin:/bin"))
        return try Checker.findings(
            in: CheckedChange(base: CheckedProject(change.base), head: CheckedProject(change.head))
        )
        .map { "\($0.rule.name) \($0.path):\($0.line ?? 0) \($0.message)" }
    }
}
