import Checklists
import TestSupport
import Testing

/// What a change did to items, kind by kind.
@Suite struct ItemChangeTests {
    /// A file before, and after one commit.
    private func told(_ before: String, _ after: String, path: String = "a.md") throws -> [String] {
        let script = RepositoryScript()
        let base = script.commit("base", ["a.md": before])
        let head = script.commit("change", path == "a.md" ? [path: after] : ["a.md": nil, path: after])
        return try ReadChange(script.write(), from: base, to: head).told
    }

    @Test func nothing() throws {
        let same = "- [x] One\n  - Owner: ann\n"
        #expect(try told(same, same.replacing("One", with: "*One*") + "\nMore text.\n").isEmpty)
    }

    @Test func added() throws {
        #expect(
            try told("- [ ] One\n", "- [ ] One\n- [ ] Two\n- [x] Three\n") == [
                "Two: none → open", "added@change", "Three: none → done", "added@change", "completed@change",
            ])
    }

    @Test func addedThenTicked() throws {
        let script = RepositoryScript()
        let base = script.commit("base", ["a.md": "- [ ] One\n"])
        script.commit("more", ["a.md": "- [ ] One\n- [ ] Two\n"])
        let head = script.commit("tick", ["a.md": "- [ ] One\n- [x] Two\n"])
        let change = try ReadChange(script.write(), from: base, to: head)
        #expect(change.told == ["Two: none → done", "added@more", "completed@tick"])
        #expect(change.change.count(of: .completed) == 0)
        #expect(change.change.count(of: .added) == 1)
    }

    @Test func removed() throws {
        #expect(try told("- [ ] One\n- [x] Two\n", "- [ ] One\n") == ["Two: done → none", "removed@change"])
    }

    /// The whole file is gone.
    @Test func removedWithItsFile() throws {
        let script = RepositoryScript()
        let base = script.commit("base", ["a.md": "- [ ] One\n", "b.md": "- [x] Two\n"])
        let head = script.commit("change", ["b.md": nil])
        #expect(
            try ReadChange(script.write(), from: base, to: head).told == ["Two: done → none", "removed@change"])
    }

    @Test func tickedAndReopened() throws {
        #expect(
            try told("- [ ] One\n- [x] Two\n", "- [x] One\n- [ ] Two\n") == [
                "One: open → done", "completed@change", "Two: done → open", "reopened@change",
            ])
    }

    @Test func reworded() throws {
        #expect(
            try told("- [ ] Data is kept {#a}\n", "- [ ] Data is deleted {#a}\n") == [
                "Data is deleted: open", "reworded “Data is kept” “Data is deleted”@change",
            ])
    }

    @Test func movedToSection() throws {
        #expect(
            try told("# A\n- [ ] One\n- [ ] Two\n# B\n- [ ] Three\n", "# A\n- [ ] One\n# B\n- [ ] Two\n- [ ] Three\n")
                == ["Two: open", "moved section “A” “B”@change"])
    }

    @Test func movedWithItsFile() throws {
        let text = "# A\n\nSome text that stays.\n\n- [ ] One\n- [ ] Two\n"
        #expect(
            try told(text, text, path: "b.md") == [
                "One: open", "moved file “a.md” “b.md”@change", "Two: open", "moved file “a.md” “b.md”@change",
            ])
    }

    @Test func renamedFileAndEdit() throws {
        let text = "# A\n\nSome text that stays, long enough to know the file by.\n\n- [ ] One thing\n"
        #expect(
            try told(text, text.replacing("[ ] One thing", with: "[x] One thing more"), path: "b.md") == [
                "One thing more: open → done", "moved file “a.md” “b.md”@change ~",
                "reworded “One thing” “One thing more”@change ~", "completed@change",
            ])
    }

    @Test func idGivenChangedAndTaken() throws {
        #expect(
            try told(
                "- [ ] One\n- [ ] Two {#two}\n- [ ] Three {#three}\n",
                "- [ ] One {#one}\n- [ ] Two {#zwei}\n- [ ] Three\n")
                == [
                    "One: open", "renamed “” “one”@change", "Two: open", "renamed “two” “zwei”@change", "Three: open",
                    "renamed “three” “”@change",
                ])
    }

    @Test func excludedAndIncluded() throws {
        #expect(
            try told("- [ ] One\n- [ ] ~~Two~~\n", "- [ ] ~~One~~\n- [ ] Two\n") == [
                "One: open → not-applicable", "excluded@change", "Two: not-applicable → open", "included@change",
            ])
    }

    @Test func amended() throws {
        let before = """
            - [ ] One {#one}
              - Owner: ann
              - Due: 2026-05-01
              - Output: [Plan](plan.md)
              - Reason: old

            """
        let after = """
            - [ ] One {#one}
              - Owner: ben
              - Due: 2026-06-01
              - Output: [Plan](plan.md), [Map](map.csv)
              - Reason: new
              - Note: a note

            """
        #expect(
            try told(before, after) == [
                "One: open", "amended owner “ann” “ben”@change", "amended due “2026-05-01” “2026-06-01”@change",
                "amended outputs “plan.md” “plan.md, map.csv”@change", "amended reason “old” “new”",
                "amended note “” “a note”",
            ])
    }

    /// The front matter's owner is that of every item without one of its own.
    @Test func amendedByFrontMatter() throws {
        #expect(
            try told(
                "---\nowner: ann\n---\n- [ ] One\n- [ ] Two\n  - Owner: cem\n",
                "---\nowner: ben\n---\n- [ ] One\n- [ ] Two\n  - Owner: cem\n")
                == ["One: open", "amended owner “ann” “ben”@change"])
    }

    // MARK: Net

    @Test func doneAndUndoneIsNothing() throws {
        let script = RepositoryScript()
        let base = script.commit("base", ["a.md": "- [ ] One\n"])
        script.commit("tick", ["a.md": "- [x] One\n- [ ] Two\n"])
        let head = script.commit("back", ["a.md": "- [ ] One\n"])
        let change = try ReadChange(script.write(), from: base, to: head)
        #expect(change.told.isEmpty && change.change.isEmpty)
    }

    @Test func everyCommitThatHadAPart() throws {
        let script = RepositoryScript()
        let base = script.commit("base", ["a.md": "- [ ] Data is kept {#a}\n"])
        script.commit("first", ["a.md": "- [ ] Data is kept safe {#a}\n"])
        let head = script.commit("second", ["a.md": "- [ ] Data is kept very safe {#a}\n"])
        #expect(
            try ReadChange(script.write(), from: base, to: head).told == [
                "Data is kept very safe: open", "reworded “Data is kept” “Data is kept very safe”@first,second",
            ])
    }

    /// Commits of the mainline that the branch merged into itself are not a part of it.
    @Test func mainlineMergedIntoTheBranch() throws {
        let script = RepositoryScript()
        let start = script.commit("start", ["a.md": "- [ ] One\n", "b.md": "- [ ] Two\n"])
        let branch = script.commit("branch tick", on: [start], ["a.md": "- [x] One\n"])
        let main = script.commit("main tick", on: [start], ["b.md": "- [x] Two\n"])
        let merged = script.merge("Merge main", [branch, main], ["b.md": "- [x] Two\n"])
        let head = script.commit("more", on: [merged], ["a.md": "- [x] One\n- [ ] Three\n"])
        let newMain = script.commit("main goes on", on: [main], ["b.md": "- [ ] Two\n"])
        #expect(
            try ReadChange(script.write(), from: newMain, to: head).told == [
                "One: open → done", "completed@branch tick", "Three: none → open", "added@more",
            ])
    }

    @Test func squash() throws {
        let script = RepositoryScript()
        let start = script.commit("start", ["a.md": "- [ ] One\n- [ ] Two\n"])
        let head = script.commit("All at once (#7)", on: [start], ["a.md": "- [x] One\n"])
        #expect(
            try ReadChange(script.write(), tips: start, head).told == [
                "One: open → done", "completed@All at once (#7)", "Two: open → none", "removed@All at once (#7)",
            ])
    }

    @Test func anAncestorChangesNothing() throws {
        let script = RepositoryScript()
        let old = script.commit("old", ["a.md": "- [ ] One\n"])
        let new = script.commit("new", ["a.md": "- [x] One\n"])
        #expect(try ReadChange(script.write(), from: new, to: old).told.isEmpty)
    }

    // MARK: Rewritten history

    @Test func itemsThatAForcePushLost() throws {
        let script = RepositoryScript()
        let start = script.commit("start", ["a.md": "- [ ] One\n"])
        let old = script.commit("old tip", on: [start], ["a.md": "- [x] One\n- [ ] Two\n"])
        let new = script.commit("new tip", on: [start], ["a.md": "- [ ] One\n- [ ] Three\n"])
        #expect(
            try ReadChange(script.write(), tips: old, new).told == [
                "One: done → open", "reopened", "Three: none → open", "added@new tip", "Two: open → none lost",
                "removed",
            ])
    }

    /// A rebase makes other commits of the same; nothing is lost.
    @Test func rebase() throws {
        let script = RepositoryScript()
        let start = script.commit("start", ["a.md": "- [ ] One\n"])
        let old = script.commit("add", on: [start], ["a.md": "- [ ] One\n- [ ] Two {#two}\n- [ ] Three\n"])
        let other = script.commit("other", on: [start], ["b.md": "- [ ] Four\n"])
        let new = script.commit("add", on: [other], ["a.md": "- [ ] One\n- [x] Two {#two}\n- [ ] Three\n"])
        #expect(
            try ReadChange(script.write(), tips: old, new).told == [
                "Two: open → done", "completed@add", "Four: none → open", "added@other",
            ])
    }

    /// Ticked on both sides, as two people say.
    @Test func completedBySomebodyElse() throws {
        let script = RepositoryScript()
        let start = script.commit("start", ["a.md": "- [ ] One\n"])
        let old = script.commit("tick", on: [start], ["a.md": "- [x] One\n"], author: .ann)
        let new = script.commit("other tick", on: [start], ["a.md": "- [x] One\n"], author: .eve)
        let same = script.commit("same tick", on: [start], ["a.md": "- [x] One\n"], author: .ann)
        script.commit("back", on: [old], ["a.md": "- [ ] One\n"])
        let again = script.commit("again", ["a.md": "- [x] One\n"], author: .eve)
        let repository = try script.write()
        #expect(
            try ReadChange(repository, tips: old, new).told == ["One: done", "completion tick → other tick, rewritten"])
        #expect(try ReadChange(repository, tips: old, same).told.isEmpty)
        #expect(try ReadChange(repository, tips: old, again).told == ["One: done", "completion tick → again"])
    }

    @Test func restored() throws {
        let script = RepositoryScript()
        script.commit("start", ["a.md": "- [ ] One\n- [x] Two {#two}\n"])
        let base = script.commit("remove", ["a.md": "- [ ] One\n"])
        let head = script.commit("restore", ["a.md": "- [ ] One\n- [x] Two {#two}\n"])
        #expect(
            try ReadChange(script.write(), from: base, to: head).told == [
                "Two: none → done restored", "added@restore", "completed@restore",
            ])
    }
}
