import Checklists
import Ledger
import TestSupport
import Testing

/// What becomes of a sign-off (SPEC section 4, "Changed since sign-off"), from commits to verdicts.
@Suite struct SignOffEndsTests {
    /// Ticked by Eve, then signed by Ann in the box.
    private func signed(text: String = "Data is kept") -> SignedProject {
        let project = SignedProject(adding: Sample.boxed(" ", dpo: " ", text: text))
        project.commit("done", Sample.boxed("x", dpo: " ", text: text))
        project.commit("sign", Sample.boxed("x", dpo: "x", text: text), by: .ann)
        return project
    }

    private let current = ["signed-off", "dpo: ann box authored@sign"]
    private let changed = ["changed", "dpo: ann box authored@sign, changed", "missing dpo: changed"]

    // MARK: Texts

    @Test(arguments: [
        "Data, is kept", "Data is not kept", "data is kept", "Data is ~~not~~ kept", "`Data` is kept",
        "[Data](a.md) is kept",
    ])
    func textsThatDiffer(text: String) throws {
        let project = signed()
        project.commit("edit", Sample.boxed("x", dpo: "x", text: text))
        #expect(try project.read().told() == changed)
    }

    @Test(arguments: ["*Data* is kept", "Data  is\n  kept", "Data is kept <!-- tool -->"])
    func textsThatSayTheSame(text: String) throws {
        let project = signed()
        project.commit("edit", Sample.boxed("X", dpo: "X", text: text))
        #expect(try project.read().told() == current)
    }

    @Test func anotherLinkTarget() throws {
        let project = signed(text: "See [the rules](old.md)")
        project.commit("edit", Sample.boxed("x", dpo: "x", text: "See [the rules](new.md)"))
        #expect(try project.read().told() == changed)
    }

    @Test func shallBecomesShallNot() throws {
        let project = signed(text: "Data shall not be kept")
        project.commit("edit", Sample.boxed("x", dpo: "x", text: "Data shall ~~not~~ be kept"))
        #expect(try project.read().told() == changed)
    }

    @Test func struckThrough() throws {
        let project = signed()
        project.commit("exclude", Sample.boxed("x", dpo: "x", text: "~~Data is kept~~"))
        #expect(
            try project.read().told()
                == ["not-applicable", "dpo: ann box authored@sign, changed", "missing dpo: changed"])
    }

    @Test func whatStandsAround() throws {
        let project = signed()
        let item = Sample.boxed("x", dpo: "x") + "  - Owner: eve\n  - [ ] nested\n  - Note: nothing\n"
        project.commit("edit", "# Title\n\ntext\n\n- [ ] other\n" + item)
        let items = try project.read().items
        #expect(items.map(\.status) == [.open, .signedOff, .open])
    }

    @Test func backToTheSignedText() throws {
        let project = signed()
        project.commit("edit", Sample.boxed("x", dpo: "x", text: "Data is lost"))
        project.commit("Revert \"edit\"\n\nThis reverts commit 1.", Sample.boxed("x", dpo: "x"))
        #expect(try project.read().told() == current)
    }

    @Test func signedAgainAfterAChange() throws {
        let project = signed()
        project.commit("edit", Sample.boxed("x", dpo: " ", text: "Data is lost"))
        project.commit("again", Sample.boxed("x", dpo: "x", text: "Data is lost"), by: .cem)
        #expect(
            try project.read().told() == [
                "signed-off", "dpo: ann box authored@sign, changed, revoked by edit", "dpo: cem box authored@again",
            ])
    }

    @Test func oneRoleStaleAndOneMissing() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " ", ministry: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x", ministry: " "), by: .ann)
        project.commit("edit", Sample.boxed("x", dpo: "x", ministry: " ", text: "Data is lost"))
        #expect(try project.read().told() == changed + ["missing ministry: none"])
    }

    @Test func signedAndEditedOnParallelBranches() throws {
        let project = SignedProject()
        let base = project.commit("add", Sample.boxed("x", dpo: " "))
        let left = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [base], by: .ann)
        let right = project.commit("edit", Sample.boxed("x", dpo: " ", text: "Data is lost"), on: [base])
        project.script.merge("merge", [left, right], ["a.md": Sample.boxed("x", dpo: "x", text: "Data is lost")])
        #expect(try project.read().told() == changed)
    }

    /// The item asks for nothing any more and has no id: its text is still compared.
    @Test(arguments: [("Data is kept", ""), ("Data is lost", ", changed")])
    func askedNoMore(text: String, change: String) throws {
        let project = SignedProject(adding: "- [ ] Data is kept\n  - Sign-off: dpo\n")
        project.commit("tick", "- [x] Data is kept\n  - Sign-off: dpo\n", by: .ann)
        project.commit("ask no more", "- [x] \(text)\n")
        #expect(try project.read().told() == ["done", "dpo: ann completion authored@tick\(change)"])
    }

    /// Added on both sides, signed on one: the merge shows that it is one item.
    @Test func signedWhereItWasAddedASecondTime() throws {
        let project = SignedProject()
        let base = project.commit("base", nil, ["b.md": "text\n"])
        let left = project.commit("add", Sample.boxed("x", dpo: " "), on: [base])
        project.commit("add, too", Sample.boxed("x", dpo: " "), on: [base])
        let right = project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        project.script.merge("merge", [left, right], ["a.md": "# Title\n\n" + Sample.boxed("x", dpo: "x")])
        #expect(try project.read().told() == current)
    }

    /// An item whose asked sign-offs grow waits again.
    @Test func askingForMore() throws {
        let project = signed()
        project.commit("ask", Sample.boxed("x", dpo: "x", ministry: " "))
        #expect(
            try project.read().told() == ["awaiting", "dpo: ann box authored@sign", "missing ministry: none"])
    }

    // MARK: Boxes

    @Test func unticked() throws {
        let project = signed()
        project.commit("untick", Sample.boxed("x", dpo: " "), by: .ann)
        let reading = try project.read()
        #expect(
            try reading.told()
                == ["awaiting", "dpo: ann box authored@sign, revoked by untick", "missing dpo: revoked"])
        #expect(try reading.signOffEvents() == ["signed-off dpo@sign", "revoked dpo@untick"])
        #expect(reading.diagnostics.isEmpty)
    }

    @Test func untickedBySomebodyElse() throws {
        let project = signed()
        project.commit("untick", Sample.boxed("x", dpo: " "), by: .eve)
        let reading = try project.read()
        #expect(try reading.told().last == "missing dpo: revoked")
        #expect(reading.rules == ["sign-off-unticked"])
    }

    @Test func takenAwayAndPutBack() throws {
        let project = signed()
        project.commit("take away", "- [x] Data is kept {#data}\n", by: .ann)
        #expect(try project.read().signOffEvents() == ["signed-off dpo@sign", "revoked dpo@take away"])
        project.commit("put back", Sample.boxed("x", dpo: "x"), by: .eve)
        #expect(
            try project.read().told() == [
                "awaiting", "dpo: ann box authored@sign, revoked by take away",
                "dpo: nobody box authored@put back, fails: role", "missing dpo: role",
            ])
    }

    /// Nobody unticked anything: the role was not declared for a while.
    @Test(arguments: [nil, "version: 1\n", "roles: [\n"])
    func aRoleThatWasNotDeclaredForAWhile(configuration: String?) throws {
        let project = signed()
        project.commit("break", nil, ["countersign.yml": configuration])
        project.commit("mend", nil, ["countersign.yml": SignedProject.configuration()])
        let reading = try project.read()
        #expect(try reading.told() == current)
        #expect(try reading.signOffEvents() == ["signed-off dpo@sign"])
    }

    /// A slip of the pen in the configuration makes no item of a box.
    @Test func aConfigurationThatCannotBeReadForAWhile() throws {
        let project = signed()
        project.commit("break", nil, ["countersign.yml": "roles: [\n"])
        project.commit("mend", nil, ["countersign.yml": SignedProject.configuration()])
        #expect(try project.read().report.removedItems.isEmpty)
    }

    @Test func untickedByAMergeThatTakesTheOtherSide() throws {
        let project = SignedProject()
        let base = project.commit("add", Sample.boxed("x", dpo: " "))
        let left = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [base], by: .ann)
        let right = project.commit("other", nil, ["b.md": "text\n"], on: [base])
        project.script.merge("merge", [left, right], ["a.md": Sample.boxed("x", dpo: " "), "b.md": "text\n"])
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann box authored@sign, revoked by a merge", "missing dpo: revoked"])
    }

    @Test func aBoxThatAMergeUntickedIsNotSignedByWhoeverTicksItAgain() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        let base = project.commit("base", nil, ["b.md": "text\n"])
        let left = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [base], by: .ann)
        let right = project.commit("side", nil, ["b.md": "other\n"], on: [base])
        project.script.merge("merge", [left, right], ["a.md": Sample.boxed("x", dpo: " "), "b.md": "other\n"])
        project.commit("tick", Sample.boxed("x", dpo: "x"))
        #expect(
            try project.read().told() == [
                "awaiting", "dpo: ann box authored@sign, revoked by a merge",
                "dpo: nobody box authored@tick, fails: role", "missing dpo: role",
            ])
    }

    @Test func aTickThatAMergeTookBackEndsWhatItHad() throws {
        let project = SignedProject(adding: Sample.inline(" "))
        let base = project.commit("base", nil, ["b.md": "text\n"])
        project.commit("done", Sample.inline("x"), on: [base])
        let left = project.commit("sign\n\nSign-off: data as dpo", by: .ann)
        let right = project.commit("side", nil, ["b.md": "other\n"], on: [base])
        project.script.merge("merge", [left, right], ["a.md": Sample.inline(" "), "b.md": "other\n"])
        let ended = "dpo: ann trailer authored@sign, reopened by a merge"
        #expect(try project.read().told() == ["open", ended, "missing dpo: ended"])
        project.commit("done again", Sample.inline("x"))
        #expect(try project.read().told() == ["awaiting", ended, "missing dpo: ended"])
    }

    /// The tick comes from a branch that never saw the sign-off.
    @Test func aTickBesideASignOffThatAMergeTookBackDoesNotBringItBack() throws {
        let project = SignedProject()
        let base = project.commit("add", Sample.boxed("x", dpo: " "))
        let left = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [base], by: .ann)
        let right = project.commit("other", nil, ["b.md": "text\n"], on: [base])
        let taken = project.script.merge(
            "merge", [left, right], ["a.md": Sample.boxed("x", dpo: " "), "b.md": "text\n"])
        let tick = project.commit("tick", Sample.boxed("x", dpo: "x"), on: [base], by: .eve)
        project.script.merge("bring in", [taken, tick], ["a.md": Sample.boxed("x", dpo: "x")])
        #expect(
            try project.read().told() == [
                "awaiting", "dpo: ann box authored@sign, revoked by a merge",
                "dpo: nobody box authored@tick, fails: role", "missing dpo: revoked",
            ])
    }

    /// Both ticks lead to the merge, whichever side it takes the file from.
    @Test(arguments: [true, false])
    func aSignOffBesideAnothersTickStands(isFirst: Bool) throws {
        let project = SignedProject()
        let base = project.commit("add", Sample.boxed("x", dpo: " "))
        let sign = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [base], by: .ann)
        let text = Sample.boxed("x", dpo: "x") + "\nMore.\n"
        let tick = project.commit("tick", text, on: [base], by: .eve)
        project.script.merge("merge", isFirst ? [sign, tick] : [tick, sign], ["a.md": text])
        let told = try project.read().told()
        #expect(told.first == "signed-off")
        #expect(told.contains("dpo: ann box authored@sign"))
    }

    @Test func aBoxTickedWhileItsRoleWasNotDeclaredIsNotSigned() throws {
        let project = signed()
        project.commit("untick", Sample.boxed("x", dpo: " "), by: .ann)
        project.commit("undeclare", Sample.boxed("x", dpo: "x"), ["countersign.yml": "version: 1\n"], by: .eve)
        project.commit("declare", nil, ["countersign.yml": SignedProject.configuration()], by: .eve)
        #expect(try project.read().told().first == "awaiting")
    }

    /// Copies carry no history: the sign-off is that of the file where it was made.
    @Test func aFileThatAMergeKeepsUnderBothNamesIsSignedOnce() throws {
        let project = signed()
        let sign = project.commit("news", nil, ["b.txt": "news\n"])
        let rename = project.commit("rename", nil, ["a.md": nil, "copy.md": Sample.boxed("x", dpo: "x")], on: [sign])
        let other = project.commit("other", nil, ["b.txt": "more\n"], on: [sign])
        project.script.merge(
            "merge", [rename, other],
            ["a.md": Sample.boxed("x", dpo: "x"), "copy.md": Sample.boxed("x", dpo: "x"), "b.txt": "more\n"])
        let items = try project.read().items
        #expect(items.map(\.path) == ["a.md", "copy.md"])
        #expect(items.map(\.status) == [.signedOff, .awaiting])
    }

    @Test func anItemThatAMergeDroppedComesBackUnsigned() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        let base = project.commit("base", nil, ["b.md": "text\n"])
        let left = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [base], by: .ann)
        let right = project.commit("side", nil, ["a.md": nil], on: [base])
        project.script.merge("merge", [left, right], ["a.md": nil])
        project.commit("restore", Sample.boxed("x", dpo: "x"))
        #expect(try project.read().told().first == "awaiting")
    }

    // MARK: Items

    @Test func inAFileThatIsLeftOut() throws {
        let project = signed()
        #expect(try !project.read().rules.contains("signed-file-excluded"))
        project.commit("exclude", nil, ["countersign.yml": SignedProject.configuration() + "exclude: [a.md]\n"])
        #expect(try project.read().rules == ["signed-file-excluded"])
    }

    @Test func reopenedAndTickedBySomebodyElse() throws {
        let project = signed()
        project.commit("reopen", Sample.boxed(" ", dpo: "x"))
        project.commit("tick", Sample.boxed("x", dpo: "x"))
        let reading = try project.read()
        #expect(
            try reading.told() == ["awaiting", "dpo: ann box authored@sign, reopened by reopen", "missing dpo: ended"])
        #expect(reading.rules == ["box-without-sign-off"])
    }

    @Test func anIdUsedForAnotherText() throws {
        let project = signed()
        project.commit("recycle", Sample.boxed("x", dpo: "x", text: "Servers are patched weekly"))
        #expect(try project.read().told() == changed)
    }

    @Test func removed() throws {
        let project = signed()
        project.commit("remove", "text\n")
        let reading = try project.read()
        #expect(reading.items.isEmpty)
        #expect(reading.toldOfRemoved() == ["dpo: ann box authored@sign, changed, removed by remove"])
    }

    @Test func removedAndPutBack() throws {
        let project = signed()
        project.commit("remove", "text\n")
        project.commit("restore", Sample.boxed("x", dpo: "x"))
        #expect(
            try project.read().told() == [
                "awaiting", "dpo: ann box authored@sign, removed by remove",
                "dpo: nobody box authored@restore, fails: role", "missing dpo: role",
            ])
    }

    @Test func movedToAnotherFile() throws {
        let project = signed()
        project.script.commit("move", ["b.md": "# Other\n\n" + Sample.boxed("x", dpo: "x"), "a.md": nil])
        #expect(try project.read().told() == current)
    }

    // MARK: Outputs

    private func signed(output: String, _ files: [String: String]) -> SignedProject {
        let project = SignedProject(adding: Sample.with(output: output, "x", dpo: " "), files)
        project.commit("sign", Sample.with(output: output, "x", dpo: "x"), by: .ann)
        return project
    }

    @Test func anOutputThatChanged() throws {
        let project = signed(output: "o.md", ["o.md": "one\n"])
        #expect(try project.read().told() == current)
        project.commit("edit", nil, ["o.md": "two\n"])
        #expect(try project.read().told() == changed)
        project.commit("back", nil, ["o.md": "one\n"])
        #expect(try project.read().told() == current)
    }

    @Test func anOutputThatWasRenamed() throws {
        let project = signed(output: "o.md", ["o.md": "one\n"])
        project.commit("rename", Sample.with(output: "p.md", "x", dpo: "x"), ["o.md": nil, "p.md": "one\n"])
        let reading = try project.read()
        #expect(try reading.told() == current)
        #expect(try reading.onlyItem().signOffs[0].covers.outputs.map(\.path) == ["o.md"])
    }

    @Test func anOutputThatIsGone() throws {
        let project = signed(output: "o.md", ["o.md": "one\n"])
        project.commit("remove", nil, ["o.md": nil])
        #expect(try project.read().told() == changed)
    }

    @Test func anOutputThatCameLater() throws {
        let project = signed(output: "o.md", [:])
        #expect(try project.read().told() == current)
        project.commit("write", nil, ["o.md": "one\n"])
        #expect(try project.read().told() == changed)
    }

    @Test func anotherAddress() throws {
        let project = signed(output: "https://a.example/1", [:])
        project.commit("edit", Sample.with(output: "https://a.example/2", "x", dpo: "x"))
        #expect(try project.read().told() == changed)
    }

    @Test func aFolder() throws {
        let project = signed(output: "docs", ["docs/deep/o.txt": "one\n"])
        #expect(try project.read().told() == current)
        project.commit("edit", nil, ["docs/deep/o.txt": "two\n"])
        let reading = try project.read()
        #expect(try reading.told() == changed)
        let item = try reading.onlyItem()
        let change = try #require(reading.report.change(since: item.signOffs[0], of: item)?.outputs.first)
        #expect(change.before?.blob != nil && change.after?.blob != nil && change.before != change.after)
    }

    @Test func whereALinkLeads() throws {
        let project = SignedProject()
        project.script.commit(
            "add", ["a.md": Sample.with(output: "o.md", "x", dpo: " "), "o.md": "docs/p.md", "docs/p.md": "../q.md"],
            modes: ["o.md": .symbolicLink, "docs/p.md": .symbolicLink])
        project.commit("write", nil, ["q.md": "one\n"])
        project.commit("sign", Sample.with(output: "o.md", "x", dpo: "x"), by: .ann)
        let reading = try project.read()
        #expect(try reading.told() == current)
        #expect(try reading.onlyItem().signOffs[0].covers.references.map(\.path) == ["docs/p.md", "q.md"])
        project.commit("edit", nil, ["q.md": "two\n"])
        #expect(try project.read().told() == changed)
    }

    /// The same bytes, once as a text and once as a link.
    @Test func aFileThatBecameALink() throws {
        let project = signed(output: "o.md", ["o.md": "p.md", "p.md": "other\n"])
        project.script.commit("link", ["o.md": "p.md"], modes: ["o.md": .symbolicLink])
        #expect(try project.read().told() == changed)
    }

    @Test(arguments: ["o.md", "/etc/passwd", "../../o.md", "nowhere"])
    func linksThatLeadNowhere(target: String) throws {
        let project = SignedProject()
        project.script.commit(
            "add", ["a.md": Sample.with(output: "o.md", "x", dpo: " "), "o.md": target], modes: ["o.md": .symbolicLink])
        project.commit("sign", Sample.with(output: "o.md", "x", dpo: "x"), by: .ann)
        #expect(try project.read().told() == current)
    }

    /// A Markdown output covers what it shows, one level.
    @Test(arguments: [
        "![flow](img/flow.any)", "[flow](img/flow.any.bpmn)", "[table]: img/flow.any.csv\n\n[table]",
        "text <img width=\"9\" src=\"img/flow.any\"> text", "<p>\n<img src='img/flow.any'>\n</p>",
    ])
    func whatAnOutputShows(page: String) throws {
        let names = ["docs/img/flow.any", "docs/img/flow.any.bpmn", "docs/img/flow.any.csv"]
        let files = Dictionary(uniqueKeysWithValues: names.map { ($0, "one") })
        let project = signed(output: "docs/o.md", files.merging(["docs/o.md": page]) { $1 })
        let reading = try project.read()
        #expect(try reading.told() == current)
        #expect(try reading.onlyItem().signOffs[0].covers.references.count == 1)
        project.commit("edit", nil, files.mapValues { _ in "two" })
        #expect(try project.read().told() == changed)
    }

    @Test func whatAnOutputOnlyMentions() throws {
        let files = ["o.md": "[page](p.md) `![flow](flow.png)`\n", "p.md": "![flow](flow.png)\n", "flow.png": "one"]
        let project = signed(output: "o.md", files)
        project.commit("edit", nil, ["p.md": "other\n", "flow.png": "two"])
        #expect(try project.read().told() == current)
    }
}
