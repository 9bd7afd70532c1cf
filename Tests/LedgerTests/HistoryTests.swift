import Checklists
import TestSupport
import Testing

/// SPEC section 3, rule by rule, on one line of history.
@Suite struct HistoryTests {
    @Test func ticking() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] one\n- [x] two\n- [ ] three\n"])
        script.commit("tick", ["a.md": "- [x] one\n- [x] two\n- [ ] three\n"], author: "Ann <ann@x.example>")
        let reading = try Reading(script)
        #expect(try reading.completion("one") == "tick")
        #expect(try reading.completion("two") == "born add")
        #expect(try reading.completion("three") == nil)
        #expect(try reading.events("one") == ["added@add", "completed@tick"])
        #expect(try reading.events("two") == ["added@add"])
        let id = try #require(try reading.item("one").life.completion?.commit)
        #expect(reading.report.commits[id]?.author.name == "Ann")
    }

    @Test func reopenedAndTickedAgain() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] one\n"])
        script.commit("tick", ["a.md": "- [x] one\n"])
        script.commit("reopen", ["a.md": "- [ ] one\n"])
        script.commit("again", ["a.md": "* [X] one\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("one") == "again")
        #expect(try reading.events("one") == ["added@add", "completed@tick", "reopened@reopen", "completed@again"])
    }

    @Test func whatIsNoEvent() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "# L\n\n- [x] see [the *spec*](old.md) now\n- [ ] other\n"])
        script.commit("big X", ["a.md": "# L\n\n- [X] see [the *spec*](old.md) now\n- [ ] other\n"])
        script.commit("marker", ["a.md": "# L\n\n* [X] see [the *spec*](old.md) now\n* [ ] other\n"])
        script.commit("indent", ["a.md": "# L\n\n  * [X] see [the *spec*](old.md) now\n  * [ ] other\n"])
        script.commit("line endings", ["a.md": "# L\r\n\r\n* [X] see [the *spec*](old.md) now\r\n* [ ] other\r\n"])
        script.commit("BOM", ["a.md": "\u{FEFF}# L\n\n* [X] see [the *spec*](old.md) now\n* [ ] other\n"])
        script.commit("emphasis", ["a.md": "# L\n\n* [X] **see** [the spec](old.md) now\n* [ ] other\n"])
        script.commit("link target", ["a.md": "# L\n\n* [X] see [the spec](new.md) now\n* [ ] other\n"])
        let reading = try Reading(script)
        #expect(try reading.events("see the spec now") == ["added@add"])
        #expect(try reading.completion("see the spec now") == "born add")
    }

    @Test func rewordedAndTickedInOneCommit() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] Access to the test systems\n- [ ] Something else entirely\n"])
        script.commit("both", ["a.md": "- [x] Access to the staging systems\n- [ ] Something else entirely\n"])
        let reading = try Reading(script)
        let title = "Access to the staging systems"
        #expect(try reading.events(title) == ["added@add", "reworded@both ~", "completed@both ~"])
        #expect(try reading.completion(title) == "both")
    }

    @Test func rewordedAfterItsTickKeepsTheTick() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] Access to the test systems\n"])
        script.commit("tick", ["a.md": "- [x] Access to the test systems\n"])
        script.commit("reword", ["a.md": "- [x] Access to the staging systems\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("Access to the staging systems") == "tick ~")
        #expect(try reading.events("Access to the staging systems").last == "reworded@reword ~")
    }

    @Test func textAddedBehindAnItemKeepsIt() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] APIs tested?\n"])
        script.commit("tick", ["a.md": "- [x] APIs tested?\n"])
        script.commit(
            "more", ["a.md": "- [x] APIs tested?\nEndpoints: https://a.example/uat/ReceiveIncomingReferral\n"])
        let reading = try Reading(script)
        let title = "APIs tested? Endpoints: https://a.example/uat/ReceiveIncomingReferral"
        #expect(try reading.completion(title) == "tick ~")
    }

    @Test func anotherTextInItsPlaceIsAnotherItem() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] Point of contact named\n"])
        script.commit("replace", ["a.md": "- [x] Firewall opened for staging\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("Firewall opened for staging") == "born replace")
        #expect(reading.removed == ["Point of contact named": ["added@add", "removed@replace"]])
    }

    @Test func reordered() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] alpha item\n- [x] beta item\n- [ ] gamma item\n"])
        script.commit("reorder", ["a.md": "- [ ] gamma item\n- [ ] alpha item\n- [x] beta item\n"])
        let reading = try Reading(script)
        for title in ["alpha item", "beta item", "gamma item"] { #expect(try reading.events(title) == ["added@add"]) }
    }

    @Test func idOutweighsText() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] Old words here {#a}\n- [ ] Second thing {#b}\n"])
        script.commit("swap", ["a.md": "- [x] Second thing {#a}\n- [ ] Old words here {#b}\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("Second thing") == "born add")
        #expect(try reading.events("Second thing") == ["added@add", "reworded@swap"])
    }

    @Test func idGivenAndChanged() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] The thing\n"])
        script.commit("give", ["a.md": "- [x] The thing {#thing}\n"])
        script.commit("change", ["a.md": "- [x] The thing {#the-thing}\n"])
        let reading = try Reading(script)
        #expect(try reading.events("The thing") == ["added@add", "renamed@give", "renamed@change"])
        #expect(try reading.item("The thing").life.previousIDs == ["thing"])
        #expect(try reading.completion("The thing") == "born add")
    }

    @Test func differentIdsAreDifferentItems() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] Contacts for Primero named {#contacts-primero}\n"])
        script.commit("other", ["a.md": "- [x] Contacts for Progres named {#contacts-progres}\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("Contacts for Progres named") == "born other")
    }

    @Test func headingsRenamed() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "# List\n\n## System APIs\n\n- [x] Tested\n"])
        script.commit("rename", ["a.md": "# List\n\n## APIs of the systems\n\n- [x] Tested\n"])
        let reading = try Reading(script)
        #expect(try reading.events("Tested") == ["added@add", "moved section@rename"])
        #expect(try reading.item("Tested").life.events.last?.from == "List › System APIs")
        #expect(try reading.item("Tested").life.events.last?.to == "List › APIs of the systems")
    }

    @Test func fileRenamedTogetherWithEdits() throws {
        let script = RepositoryScript()
        let old = (1...10).map { "- [x] item number \($0)\n" }.joined()
        script.commit("add", ["old name.md": old])
        script.commit(
            "rename",
            ["old name.md": nil, "docs/new.md": old.replacing("[x] item number 3", with: "[ ] item number 3")])
        let reading = try Reading(script)
        #expect(try reading.events("item number 1") == ["added@add", "moved file@rename"])
        #expect(try reading.completion("item number 1") == "born add")
        #expect(try reading.events("item number 3") == ["added@add", "moved file@rename", "reopened@rename"])
    }

    @Test func movedBetweenFilesByExactText() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] wandering item\n- [ ] stays here\n", "b.md": "- [ ] lives in b\n"])
        script.commit("move", ["a.md": "- [ ] stays here\n", "b.md": "- [ ] lives in b\n- [x] wandering item\n"])
        let reading = try Reading(script)
        #expect(try reading.events("wandering item") == ["added@add", "moved file@move"])
        #expect(try reading.completion("wandering item") == "born add")
        #expect(reading.removed.isEmpty)
    }

    @Test func movedBetweenFilesByIdWithOtherWords() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] first words {#it}\n- [ ] stays here\n", "b.md": "- [ ] lives in b\n"])
        script.commit(
            "move", ["a.md": "- [ ] stays here\n", "b.md": "- [ ] lives in b\n- [x] quite another text {#it}\n"])
        let reading = try Reading(script)
        #expect(try reading.events("quite another text") == ["added@add", "moved file@move", "reworded@move"])
    }

    /// An item that went to another file does not go on in what took its place, however alike.
    @Test(arguments: ["", " {#it}"]) func movedWhileAnotherTakesItsPlace(id: String) throws {
        let (old, new) = ("Agreement is signed by the ministry", "Agreement is signed by the partner")
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] first\n- [ ] \(old)\(id)\n- [ ] last\n", "b.md": "- [ ] lives in b\n"])
        script.commit("tick", ["a.md": "- [ ] first\n- [x] \(old)\(id)\n- [ ] last\n"])
        script.commit(
            "move",
            ["a.md": "- [ ] first\n- [x] \(new)\n- [ ] last\n", "b.md": "- [ ] lives in b\n- [x] \(old)\(id)\n"])
        let reading = try Reading(script)
        #expect(try reading.events(old) == ["added@add", "completed@tick", "moved file@move"])
        #expect(try reading.completion(old) == "tick")
        #expect(try reading.events(new) == ["added@move"])
        #expect(try reading.completion(new) == "born move")
    }

    @Test func alikeItemsThatChangeFiles() throws {
        let (one, two) = ("Server rooms are inspected by the ministry", "Server costs are approved by the donor")
        let list = { (text: String) in "- [ ] first\n- [x] \(text)\n- [ ] last\n" }
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] first\n- [ ] \(one)\n- [ ] last\n"])
        script.commit("tick one", ["a.md": list(one)])
        script.commit("tick two", ["b.md": list(two).replacing("first", with: "begin").replacing("last", with: "end")])
        script.commit(
            "exchange",
            ["a.md": list(two), "b.md": list(one).replacing("first", with: "begin").replacing("last", with: "end")])
        let reading = try Reading(script)
        #expect(try reading.completion(one) == "tick one")
        #expect(try reading.completion(two) == "born tick two")
        #expect(try reading.events(one) == ["added@add", "completed@tick one", "moved file@exchange"])
    }

    /// One part of a file is its renaming, another goes to a new file.
    @Test func splitFile() throws {
        let (moved, alike) = (
            "Hosting contract is signed by the ministry", "Hosting contract is signed by the province"
        )
        let rest = (1...9).map { "- [ ] item number \($0) of the list\n" }.joined()
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] \(moved)\n\(rest)"])
        script.commit("tick", ["a.md": "- [x] \(moved)\n\(rest)"])
        script.commit("split", ["a.md": nil, "b.md": "- [x] \(alike)\n\(rest)", "c.md": "- [x] \(moved)\n"])
        let reading = try Reading(script)
        #expect(try reading.completion(moved) == "tick")
        #expect(try reading.completion(alike) == "born split")
        #expect(try reading.events("item number 3 of the list") == ["added@add", "moved file@split"])
    }

    @Test func textThatStandsElsewhereTooIsNoMove() throws {
        let template = "# KEP\n\n- [ ] Enhancement issue linked\n"
        let script = RepositoryScript()
        script.commit("add", ["one.md": template.replacing("[ ]", with: "[x]"), "two.md": template])
        script.commit(
            "replace",
            [
                "one.md": nil,
                "three.md":
                    "A quite different document, long enough not to be a rename.\n\n## Release\n\n- [x] Enhancement issue linked\n",
            ])
        let reading = try Reading(script)
        let three = try #require(reading.items.first { $0.path == "three.md" })
        #expect(three.life.events.map(\.kind) == [.added])
        #expect(three.life.completion?.isBornTicked == true)
    }

    @Test func aCopyStartsItsOwnLife() throws {
        let list = "- [x] common item one\n- [x] common item two\n"
        let script = RepositoryScript()
        script.commit("add", ["template.md": list])
        script.commit("copy", ["copy.md": list])
        let reading = try Reading(script)
        #expect(reading.items.filter { $0.path == "copy.md" }.map { $0.life.events.count } == [1, 1])
        #expect(
            reading.items.filter { $0.path == "copy.md" }.allSatisfy {
                reading.report.commits[$0.life.events[0].commit]?.summary == "copy"
            })
    }

    @Test func duplicatedTextsAreKeptApartByOrder() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] API tested\n- [ ] between\n- [ ] API tested\n"])
        script.commit("tick second", ["a.md": "- [ ] API tested\n- [ ] between\n- [x] API tested\n"])
        script.commit(
            "one more before",
            ["a.md": "- [ ] API tested\n- [ ] fresh\n- [ ] API tested\n- [ ] between\n- [x] API tested\n"])
        let reading = try Reading(script)
        let twins = reading.items.filter { $0.state.title == "API tested" }
        #expect(twins.map(\.state.isChecked) == [false, false, true])
        #expect(twins[2].life.completion?.commit.flatMap { reading.report.commits[$0]?.summary } == "tick second")
        #expect(twins.allSatisfy { !$0.life.events.contains { $0.kind == .reopened } })
    }

    @Test func deletedAndRestored() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] With an id {#kept}\n- [x] Without an id\n"])
        script.commit("delete", ["a.md": nil])
        script.commit("restore", ["a.md": "- [x] With an id {#kept}\n- [x] Without an id\n"])
        let reading = try Reading(script)
        #expect(try reading.events("With an id") == ["added@add", "removed@delete", "added@restore"])
        #expect(try reading.completion("With an id") == "born restore")
        #expect(try reading.events("Without an id") == ["added@restore"])
        #expect(reading.removed == ["Without an id": ["added@add", "removed@delete"]])
    }

    @Test func aRecycledIdWithAnotherTextIsNoRestoration() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] Data sharing agreement signed {#it}\n"])
        script.commit("delete", ["a.md": "nothing\n"])
        script.commit("recycle", ["a.md": "- [x] Firewall open {#it}\n"])
        #expect(try Reading(script).events("Firewall open") == ["added@recycle"])
    }

    @Test func linesInFencesAndCommentsAreNoItems() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [x] real item\n- [ ] other\n"])
        script.commit("hide", ["a.md": "```\n- [x] real item\n```\n\n- [ ] other\n"])
        script.commit("show", ["a.md": "- [x] real item\n- [ ] other\n"])
        let reading = try Reading(script)
        #expect(try reading.completion("real item") == "born show")
        #expect(try reading.events("other") == ["added@add"])
    }

    @Test func excludedAndIncluded() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] Penetration test {#pen}\n"])
        script.commit("exclude", ["a.md": "- [ ] ~~Penetration test~~ {#pen}\n  - Reason: covered\n"])
        var reading = try Reading(script)
        #expect(try reading.events("Penetration test") == ["added@add", "excluded@exclude"])
        #expect(try reading.item("Penetration test").status == .notApplicable)
        #expect(try reading.item("Penetration test").state.fields.reason == "covered")
        script.commit("include", ["a.md": "- [ ] Penetration test {#pen}\n"])
        reading = try Reading(script)
        #expect(try reading.events("Penetration test").last == "included@include")
    }

    @Test func amendments() throws {
        let script = RepositoryScript()
        script.commit("add", ["c/a.md": "---\nowner: lead\n---\n- [ ] it\n"])
        script.commit("owner", ["c/a.md": "---\nowner: other\n---\n- [ ] it\n"])
        script.commit("due", ["c/a.md": "---\nowner: other\n---\n- [ ] it\n  - Due: 2027-01-31\n"])
        script.commit(
            "output",
            ["c/a.md": "---\nowner: other\n---\n- [ ] it\n  - Due: 2027-01-31\n  - Output: [Spec](../o/spec.md)\n"])
        script.commit(
            "ask",
            [
                "c/a.md":
                    "---\nowner: other\n---\n- [ ] it\n  - Due: 2027-01-31\n  - Output: [The spec](../o/spec.md)\n  - Sign-off: dpo, lead\n"
            ])
        let reading = try Reading(script)
        #expect(
            try reading.events("it") == [
                "added@add", "amended owner@owner", "amended due@due", "amended outputs@output", "amended sign-off@ask",
            ])
        let events = try reading.item("it").life.events
        #expect(events[1].from == "lead" && events[1].to == "other")
        #expect(events[3].from == nil && events[3].to == "o/spec.md")
        #expect(events[4].to == "dpo, lead")
    }

    @Test func encodingConverted() throws {
        let script = RepositoryScript()
        let latin: [UInt8] = Array("- [x] Accord sign".utf8) + [0xE9, 0x0A]
        script.commit("latin", rawFiles: [Array("a.md".utf8): latin])
        script.commit("utf8", ["a.md": "- [x] Accord signé\n"])
        let utf16: [UInt8] =
            [0xFF, 0xFE] + "- [x] Accord signé\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        script.commit("utf16", rawFiles: [Array("a.md".utf8): utf16])
        #expect(try Reading(script).events("Accord signé") == ["added@latin"])
    }

    @Test func decomposedLettersAreTheSameText() throws {
        let script = RepositoryScript()
        script.commit("nfc", ["a.md": "- [x] sign\u{E9}\n"])
        script.commit("nfd", ["a.md": "- [x] signe\u{301}\n"])
        #expect(try Reading(script).events("signé") == ["added@nfc"])
    }

    @Test func revertIsAnEvent() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] it\n"])
        script.commit("tick", ["a.md": "- [x] it\n"])
        script.commit("Revert \"tick\"", ["a.md": "- [ ] it\n"])
        script.commit("Reapply \"tick\"", ["a.md": "- [x] it\n"])
        #expect(try Reading(script).completion("it") == "Reapply \"tick\"")
    }

    @Test func declaringARoleTurnsAnItemIntoABox() throws {
        let list = "- [x] agreed {#agreed}\n  - Sign-off:\n    - [ ] dpo\n"
        let script = RepositoryScript()
        script.commit("add", ["a.md": list])
        script.commit("declare", ["countersign.yml": "version: 1\nroles:\n  dpo: { title: DPO }\n"])
        let reading = try Reading(script)
        #expect(reading.items.map(\.state.title) == ["agreed"])
        #expect(try reading.item("agreed").state.fields.boxes == [SignOffBox(role: "dpo", isChecked: false, line: 3)])
        #expect(try reading.item("agreed").state.fields.asked == ["dpo"])
        #expect(try reading.item("agreed").status == .awaiting)
        #expect(try reading.events("agreed") == ["added@add", "amended sign-off@declare"])
        #expect(reading.removed["dpo"] == ["added@add", "removed@declare"])
    }
}
