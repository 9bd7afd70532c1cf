import Checklists
import Foundation
import Git
import TestSupport
import Testing

@testable import Ledger

/// What is told of a pull request must not depend on how little of the history was read for it.
@Suite struct ChangeScopeTests {
    static let seeds: Range<UInt64> =
        1..<(ProcessInfo.processInfo.environment["COUNTERSIGN_SEEDS"].flatMap { UInt64($0) } ?? 30) + 1

    @Test(arguments: seeds) func sameAsReadingEverything(seed: UInt64) throws {
        let script = RandomHistoryScript(seed: seed, commits: 40 + Int(seed % 41), kinds: .all)
        let repository = try script.script.write()
        for distance in [1, 2, 5, 20] {
            guard let base = try? repository.git("rev-parse", "HEAD~\(distance)") else { continue }
            let (some, all) = try bothReadings(repository, base: base)
            #expect(differences(some, all).isEmpty, "seed \(seed), base HEAD~\(distance)")
        }
    }

    /// What seems reworded in the only file of the request went to another file, which the request does not touch later.
    @Test func alikeInPlaceOfWhatWentToAnotherFile() throws {
        let (old, new) = ("Agreement is signed by the ministry", "Agreement is signed by the partner")
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] first\n- [x] \(old) {#it}\n- [ ] last\n", "b.md": "- [ ] lives in b\n"])
        script.commit(
            "move", ["a.md": "- [ ] first\n- [x] \(new)\n- [ ] last\n", "b.md": "- [ ] in b\n- [x] Other {#it}\n"])
        script.commit("tick", ["a.md": "- [x] first\n- [x] \(new)\n- [ ] last\n"])
        let (some, all) = try bothReadings(try script.write(), base: "HEAD~1")
        #expect(differences(some, all).isEmpty)
        let item = try #require(some.head.report.items.first { $0.state.title == new })
        #expect(item.life.completion?.isBornTicked == true)
    }

    private typealias Change = (base: ProjectReader.Reading, head: ProjectReader.Reading)

    private func bothReadings(_ repository: ScriptedRepository, base: String) throws -> (some: Change, all: Change) {
        func read(all: Bool) throws -> Change {
            try ProjectReader(try repository.open()).readChange(
                from: base, to: "HEAD", asOf: Day(daysSince1970: 20_500), version: "test", readsAll: all,
                tools: signatureTools)
        }
        return (try read(all: false), try read(all: true))
    }

    /// Items of the smaller reading that the larger has otherwise, and what the change does that the smaller does not have.
    private func differences(_ some: Change, _ all: Change) -> [String] {
        var found: [String] = []
        for (few, whole) in [(some.base, all.base), (some.head, all.head)] {
            let known = Dictionary(grouping: whole.report.items) { "\($0.path):\($0.state.line)" }
            for item in few.report.items {
                let other = known["\(item.path):\(item.state.line)"]?.first
                if other.map(told) != told(item) {
                    found.append("\(told(item)) instead of \(other.map(told) ?? "nothing")")
                }
            }
        }
        // Whatever a new commit did is there.
        func done(_ reading: ProjectReader.Reading) -> Set<String> {
            Set(
                reading.report.items.flatMap { item in
                    item.life.events.filter { reading.proposed.contains($0.commit) }
                        .map { "\(item.path):\(item.state.line) \($0.kind) \($0.commit.hex)" }
                })
        }
        found += done(all.head).subtracting(done(some.head)).map { "\($0) is not told" }
        return found
    }

    private func told(_ item: Item) -> String {
        "\(item.path):\(item.state.line) \(item.status) \(item.life) \(item.signOffs) \(item.missingSignOffs)"
    }
}

/// A reading of some files against one of all, item by item.
@Suite struct HistoryScopeTests {
    @Test(arguments: ChangeScopeTests.seeds) func everyFileByItself(seed: UInt64) throws {
        let script = RandomHistoryScript(seed: seed, commits: 40 + Int(seed % 41), kinds: .all)
        let written = try script.script.write()
        let repository = try written.open()
        let graph = try repository.graph(of: try repository.commitID(of: "HEAD"))
        let whole = try HistoryReader.read(graph, in: repository)
        for file in whole.files {
            var paths: Set<[UInt8]> = [file.path]
            guard let some = try HistoryReader.read(graph, following: &paths, in: repository) else { continue }
            let found = some.files.filter { $0.path == file.path }.flatMap { told($0.version) }
            #expect(found == told(file.version), "seed \(seed), \(file.pathText), \(paths.count) files")
        }
    }

    private func told(_ version: FileVersion) -> [String] {
        zip(version.lives, version.ticks).map { life, tick in
            let signings = life.signings.map { "\($0.kind)@\($0.commit)" }
            return "\(life.events) \(tick.map { "\($0)" } ?? "open") \(signings) \(life.everAsked.sorted())"
        }
    }
}
