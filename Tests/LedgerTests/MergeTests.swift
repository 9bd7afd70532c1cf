import Checklists
import TestSupport
import Testing

/// SPEC section 3 where history branches: the rule of blame, attribute by attribute.
@Suite struct MergeTests {
    private let base = "- [ ] one\n- [ ] two\n- [ ] three\n"

    @Test func aCleanMergeMakesNoEvent() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base])
        let left = script.commit("left", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")])
        let right = script.commit("right", on: [root], ["a.md": base.replacing("[ ] three", with: "[x] three")])
        script.merge(
            "Merge pull request #7 from team/right", [left, right], ["a.md": "- [x] one\n- [ ] two\n- [x] three\n"])
        let reading = try Reading(script)
        #expect(try reading.events("one") == ["added@add", "completed@left"])
        #expect(try reading.events("two") == ["added@add"])
        #expect(try reading.completion("three") == "right")
        let commit = try #require(try reading.item("three").life.completion?.commit)
        let record = try #require(reading.report.commits[commit])
        #expect(record.pullRequest == 7)
        #expect(
            record.integration.flatMap { reading.report.commits[$0]?.summary }
                == "Merge pull request #7 from team/right")
        let onMainline = try #require(try reading.item("one").life.completion?.commit)
        #expect(reading.report.commits[onMainline]?.integration == nil)
        #expect(reading.report.commits[onMainline]?.pullRequest == nil)
    }

    @Test func tickedOnBothSidesChoosesTheFirstParents() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base])
        let left = script.commit("left", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")])
        let right = script.commit("right", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")])
        script.merge("merge", [left, right])
        let reading = try Reading(script)
        #expect(try reading.completion("one") == "left")
        #expect(try reading.events("one") == ["added@add", "completed@left", "completed@right"])
    }

    @Test func theSameMergeTheOtherWayRound() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base])
        let left = script.commit("left", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")])
        let right = script.commit("right", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")])
        script.merge("merge", [right, left])
        #expect(try Reading(script).completion("one") == "right")
    }

    @Test func anEvilMergeMakesEvents() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base])
        let left = script.commit("left", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")])
        let right = script.commit("right", on: [root], ["a.md": base.replacing("[ ] three", with: "[x] three")])
        script.merge("evil", [left, right], ["a.md": "- [x] one\n- [x] two\n- [ ] three\n- [x] four\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("two") == "evil")
        #expect(try reading.completion("four") == "born evil")
        // Not ticked, as the first parent has it: taken from there, so no event.
        #expect(try reading.events("three") == ["added@add", "completed@right"])
        #expect(try reading.completion("three") == nil)
    }

    @Test func anOldBranchDoesNotUndo() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base, "b.md": "- [ ] other\n"])
        let old = script.commit("old branch", on: [root], ["b.md": "- [x] other\n"])
        let tick = script.commit("tick", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")])
        let merge = script.merge("merge", [tick, old], ["b.md": "- [x] other\n"])
        script.commit("later", on: [merge], ["c.md": "text\n"])
        let reading = try Reading(script)
        #expect(try reading.events("one") == ["added@add", "completed@tick"])
        #expect(try reading.events("other") == ["added@add", "completed@old branch"])
    }

    @Test func renamedOnOneSideEditedOnTheOther() throws {
        let list = (1...8).map { "- [ ] item number \($0)\n" }.joined()
        let ticked = list.replacing("[ ] item number 2", with: "[x] item number 2")
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": list])
        let edit = script.commit("edit", on: [root], ["a.md": ticked])
        let rename = script.commit("rename", on: [root], renames: ["a.md": "b.md"])
        script.merge("merge", [edit, rename], ["a.md": nil, "b.md": ticked])
        let reading = try Reading(script)
        #expect(try reading.events("item number 2") == ["added@add", "completed@edit", "moved file@rename"])
        #expect(try reading.completion("item number 2") == "edit")
        #expect(reading.removed.isEmpty)
    }

    @Test func addedOnBothSidesBecomesOneItem() throws {
        let script = RepositoryScript()
        let root = script.commit("root", ["a.md": "- [ ] zero\n"])
        let left = script.commit("left", on: [root], ["a.md": "- [ ] zero\n- [ ] same {#same}\n"])
        let right = script.commit("right", on: [root], ["a.md": "- [ ] zero\n- [x] same {#same}\n- [ ] extra\n"])
        script.merge("merge", [left, right], ["a.md": "- [ ] zero\n- [x] same {#same}\n- [ ] extra\n- [ ] evil\n"])
        let reading = try Reading(script)
        #expect(try reading.events("same") == ["added@left", "added@right"])
        #expect(try reading.completion("same") == "born right")
    }

    @Test func removedOnOneSideKeptByTheMerge() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base])
        let removes = script.commit("removes", on: [root], ["a.md": "- [ ] one\n- [ ] three\n"])
        let ticks = script.commit("ticks", on: [root], ["a.md": base.replacing("[ ] two", with: "[x] two")])
        script.merge("merge", [removes, ticks], ["a.md": "- [ ] one\n- [x] two\n- [ ] three\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("two") == "ticks")
        #expect(reading.removed.isEmpty)
    }

    @Test func removedOnOneSideRemovedByTheMerge() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base])
        let removes = script.commit("removes", on: [root], ["a.md": "- [ ] one\n- [ ] three\n"])
        let ticks = script.commit("ticks", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")])
        script.merge("merge", [removes, ticks], ["a.md": "- [x] one\n- [ ] three\n"])
        let reading = try Reading(script)
        #expect(reading.removed == ["two": ["added@add", "removed@removes"]])
        #expect(try reading.completion("one") == "ticks")
    }

    @Test func octopus() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base])
        let heads = ["one", "two", "three"].map { name in
            script.commit(name, on: [root], ["a.md": base.replacing("[ ] \(name)", with: "[x] \(name)")])
        }
        script.merge("octopus", heads, ["a.md": base.replacing("[ ]", with: "[x]")])
        let reading = try Reading(script)
        for name in ["one", "two", "three"] { #expect(try reading.events(name) == ["added@add", "completed@\(name)"]) }
    }

    @Test func severalRoots() throws {
        let script = RepositoryScript()
        let first = script.commit("first", on: [], ["a.md": "- [x] from the first\n"])
        let second = script.commit("second", on: [], ["b.md": "- [x] from the second\n"])
        script.merge("join", [first, second], ["b.md": "- [x] from the second\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("from the first") == "born first")
        #expect(try reading.completion("from the second") == "born second")
    }

    @Test func cherryPicked() throws {
        let ticked = base.replacing("[ ] one", with: "[x] one")
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base])
        let picked = script.commit("original", on: [root], ["a.md": ticked])
        let main = script.commit("picked", on: [root], ["a.md": ticked])
        script.merge("merge", [main, picked])
        #expect(try Reading(script).completion("one") == "picked")
    }

    @Test func orderIsAncestryNotDates() throws {
        let script = RepositoryScript()
        let root = script.commit("add", ["a.md": base], at: 2_000_000_000)
        let tick = script.commit(
            "tick", on: [root], ["a.md": base.replacing("[ ] one", with: "[x] one")], at: 1_000_000_000)
        script.commit("reopen", on: [tick], ["a.md": base], at: 1_500_000_000)
        #expect(try Reading(script).events("one") == ["added@add", "completed@tick", "reopened@reopen"])
    }

    @Test func likenessNeverJoinsItemsThatOneParentHasSideBySide() throws {
        let script = RepositoryScript()
        let root = script.commit(
            "add", ["a.md": "- [x] Contacts for Primero named\n- [ ] Contacts for Progres named\n"])
        let left = script.commit(
            "left", on: [root],
            ["a.md": "- [x] Contacts for Primero named\n- [ ] Contacts for Progres named\n- [ ] l\n"])
        let right = script.commit("right", on: [root], ["a.md": "- [ ] Contacts for Progres named\n- [ ] r\n"])
        script.merge(
            "merge", [left, right],
            ["a.md": "- [x] Contacts for Primero named\n- [ ] Contacts for Progres named\n- [ ] l\n- [ ] r\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("Contacts for Primero named") == "born add")
        #expect(try reading.completion("Contacts for Progres named") == nil)
    }
}
