import Checklists
import Ledger
import TestSupport
import Testing

/// What a clone does not hold is never passed off as known.
@Suite struct TruncatedHistoryTests {
    private func script() -> RepositoryScript {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] one\n- [x] two\n- [ ] three\n", "b.md": "- [x] other\n"])
        script.commit("tick one", ["a.md": "- [x] one\n- [x] two\n- [ ] three\n"])
        script.commit("tick three", ["a.md": "- [x] one\n- [x] two\n- [x] three\n"])
        script.commit("rename", ["b.md": nil, "c.md": "- [x] other\n- [x] fresh\n"])
        return script
    }

    private func clone(_ arguments: String...) throws -> Reading {
        try Reading(try script().write().clone(arguments))
    }

    @Test func shallow() throws {
        let reading = try clone("--depth", "2")
        #expect(reading.report.history.truncation == .shallow)
        #expect(reading.report.history.boundaries.map { reading.report.commits[$0]?.summary } == ["tick three"])
        #expect(try reading.completion("one") == "not known")
        #expect(try reading.events("one") == [])
        // At the boundary nothing is known of the state before.
        #expect(try reading.completion("three") == "not known")
        #expect(try reading.completion("other") == "not known")
        #expect(try reading.events("other") == ["moved file@rename"])
        #expect(try reading.completion("fresh") == "born rename")
        #expect(reading.removed.isEmpty)
    }

    @Test func deepEnoughIsWhole() throws {
        let reading = try clone("--depth", "10")
        #expect(reading.report.history.isComplete)
        #expect(try reading.completion("one") == "tick one")
    }

    @Test func blobless() throws {
        let reading = try clone("--filter=blob:none")
        #expect(reading.report.history.truncation == .partial)
        #expect(try reading.completion("one") == "not known")
        #expect(try reading.completion("three") == "not known")
        // What c.md was before it was c.md cannot be told.
        #expect(try reading.completion("other") == "not known")
        #expect(try reading.completion("fresh") == "not known")
        #expect(reading.items.allSatisfy { $0.life.events.isEmpty })
        #expect(reading.removed.isEmpty)
    }

    @Test func treeless() throws {
        let reading = try clone("--filter=tree:0")
        #expect(reading.report.history.truncation == .partial)
        #expect(reading.items.allSatisfy { $0.life.completion.map { !$0.isKnown } ?? true })
        #expect(reading.items.allSatisfy { $0.life.events.isEmpty })
    }

    @Test func shallowMergeWithAWholeSide() throws {
        let script = RepositoryScript()
        let root = script.commit("root", ["a.md": "- [ ] one\n- [ ] two\n"])
        let left = script.commit("left", on: [root], ["a.md": "- [x] one\n- [ ] two\n"])
        let right = script.commit("right", on: [root], ["a.md": "- [ ] one\n- [x] two\n"])
        script.merge("merge", [left, right], ["a.md": "- [x] one\n- [x] two\n"])
        let reading = try Reading(try script.write().clone(["--depth", "2"]))
        #expect(try reading.completion("one") == "not known")
        #expect(try reading.completion("two") == "not known")
    }
}
