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
