import Checklists
import TestSupport
import Testing

/// What a change did to sign-offs, kind by kind.
@Suite struct SignOffChangeTests {
    /// What the last commits of a project change: as a pull request from the commit before `body`'s.
    private func told(
        _ before: String, _ files: [String: String] = [:], policy: String = "",
        _ body: (SignedProject) -> RepositoryScript.Mark
    ) throws -> [String] {
        let project = SignedProject(policy: policy)
        let base = project.commit("add", before, files)
        let head = body(project)
        return try ReadChange(project.script.write(), from: base, to: head).told
    }

    // MARK: Made

    @Test func made() throws {
        #expect(
            try told(Sample.boxed("x", dpo: " ")) { $0.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann) } == [
                "Data is kept: awaiting → signed-off", "sign-off made dpo ann@sign",
            ])
    }

    /// A box may be ticked before its item.
    @Test func madeBeforeTheItemIsTicked() throws {
        #expect(
            try told(Sample.boxed(" ", dpo: " ")) { $0.commit("sign", Sample.boxed(" ", dpo: "x"), by: .ann) } == [
                "Data is kept: open", "sign-off made dpo ann@sign",
            ])
    }

    @Test func madeByTrailer() throws {
        #expect(
            try told(Sample.inline("x")) { $0.commit("approve\n\nSign-off: data as dpo\n", by: .ann) } == [
                "Data is kept: awaiting → signed-off", "sign-off made dpo ann@approve",
            ])
    }

    /// Box and trailer in one commit are one act.
    @Test func madeInTwoWaysAtOnce() throws {
        #expect(
            try told(Sample.boxed("x", dpo: " ")) {
                $0.commit("sign\n\nSign-off: data as dpo\n", Sample.boxed("x", dpo: "x"), by: .ann)
            } == ["Data is kept: awaiting → signed-off", "sign-off made dpo ann@sign"])
    }

    @Test func madeForTwoRoles() throws {
        #expect(
            try told(Sample.boxed("x", dpo: " ", ministry: " ")) { project in
                project.commit("dpo", Sample.boxed("x", dpo: "x", ministry: " "), by: .ann)
                return project.commit("ministry", Sample.boxed("x", dpo: "x", ministry: "x"), by: .ben)
            } == [
                "Data is kept: awaiting → signed-off", "sign-off made dpo ann@dpo",
                "sign-off made ministry ben@ministry",
            ])
    }

    @Test func madeAndStaleAtOnce() throws {
        #expect(
            try told(Sample.boxed("x", dpo: " ")) { project in
                project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
                return project.commit("edit", Sample.boxed("x", dpo: "x", text: "Data is sold"))
            } == [
                "Data is sold: awaiting → changed", "reworded “Data is kept” “Data is sold”@edit",
                "sign-off made dpo ann@sign, “Data is kept” “Data is sold”",
            ])
    }

    /// Only the one that the status rests on is told.
    @Test func signedTwiceBecauseOfAnEdit() throws {
        #expect(
            try told(Sample.inline("x")) { project in
                project.commit("first\n\nSign-off: data as dpo\n", by: .ann)
                project.commit("edit", Sample.inline("x", text: "Data is kept safe"))
                return project.commit("second\n\nSign-off: data as dpo\n", by: .ann)
            } == [
                "Data is kept safe: awaiting → signed-off", "reworded “Data is kept” “Data is kept safe”@edit",
                "sign-off made dpo ann@second",
            ])
    }

    @Test func renewed() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let base = project.commit("edit", Sample.boxed("x", dpo: "x", text: "Data is kept safe"))
        let head = project.commit("again\n\nSign-off: data as dpo\n", by: .cem)
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept safe: changed → signed-off", "sign-off renewed dpo cem@again",
            ])
    }

    // MARK: Not counting

    @Test func attemptWithoutTheRole() throws {
        #expect(
            try told(Sample.boxed("x", dpo: " ")) { $0.commit("sign", Sample.boxed("x", dpo: "x"), by: .eve) } == [
                "Data is kept: awaiting", "sign-off attempted dpo nobody@sign: role",
            ])
    }

    @Test func attemptWithTheTickItself() throws {
        #expect(
            try told("Nothing yet.\n") { $0.commit("add ticked", Sample.boxed("x", dpo: "x"), by: .ann) } == [
                "Data is kept: none → awaiting", "added@add ticked", "completed@add ticked",
                "sign-off attempted dpo ann@add ticked: commit",
            ])
    }

    @Test func attemptBySquash() throws {
        #expect(
            try told(Sample.boxed("x", dpo: " ")) {
                $0.commit(
                    "All (#3)\n\nCo-authored-by: Ann <ann@ministry.example>\n", Sample.boxed("x", dpo: "x"), by: .cem)
            } == ["Data is kept: awaiting", "sign-off attempted dpo cem@All (#3): commit"])
    }

    @Test func attemptWithTooLittleEvidence() throws {
        #expect(
            try told(Sample.boxed("x", dpo: " "), policy: "minimum-evidence: verified") {
                $0.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
            } == ["Data is kept: awaiting", "sign-off attempted dpo ann@sign: evidence"])
    }

    /// Nothing in a pull request appoints anyone for itself; after the merge it would have.
    @Test func appointedByThePullRequestItself() throws {
        let project = SignedProject()
        let base = project.commit("add", Sample.boxed("x", dpo: " "))
        let eve = "  eve: { name: Eve, emails: [eve@team.example], roles: [dpo] }"
        project.commit("appoint", nil, ["countersign.yml": SignedProject.configuration(people: eve)])
        let head = project.commit("sign", Sample.boxed("x", dpo: "x"), by: .eve)
        let repository = try project.script.write()
        let asPullRequest = try ReadChange(repository, from: base, to: head)
        #expect(asPullRequest.told == ["Data is kept: awaiting", "sign-off attempted dpo nobody@sign: role"])
        #expect(asPullRequest.change.changesRoles)
        let asPeriod = try ReadChange(repository, tips: base, head)
        #expect(asPeriod.told == ["Data is kept: awaiting → signed-off", "sign-off made dpo eve@sign"])
    }

    @Test func rolesThatStayTheSame() throws {
        let project = SignedProject()
        let base = project.commit("add", Sample.boxed("x", dpo: " "))
        let head = project.commit(
            "policy", nil, ["countersign.yml": SignedProject.configuration(policy: "independent: true")])
        let change = try ReadChange(project.script.write(), from: base, to: head).change
        #expect(!change.changesRoles && change.changesRules)
    }

    @Test func rulesInAnotherOrder() throws {
        let project = SignedProject()
        let base = project.commit("add", Sample.boxed("x", dpo: " "))
        let ben = "  ben: { name: Ben, emails: [ben@ministry.example], roles: [ministry] }\n"
        let rules = SignedProject.configuration().replacing(ben, with: "") + "  # Not in order.\n" + ben
        let reordered = project.commit("order", nil, ["countersign.yml": rules])
        #expect(!(try ReadChange(project.script.write(), from: base, to: reordered).change.changesRules))
    }

    // MARK: Stale and current again

    private func signed(_ files: [String: String] = [:], output: String? = nil) -> (
        SignedProject, RepositoryScript.Mark
    ) {
        let project = SignedProject()
        func item(_ dpo: String) -> String {
            output.map { Sample.with(output: $0, "x", dpo: dpo) } ?? Sample.boxed("x", dpo: dpo)
        }
        project.commit("add", item(" "), files)
        return (project, project.commit("sign", item("x"), by: .ann))
    }

    @Test func staleByWords() throws {
        let (project, base) = signed()
        let head = project.commit("edit", Sample.boxed("x", dpo: "x", text: "Data is sold"))
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is sold: signed-off → changed", "reworded “Data is kept” “Data is sold”@edit",
                "sign-off made-stale dpo ann@sign, “Data is kept” “Data is sold”",
            ])
    }

    @Test func staleByAnOutput() throws {
        let (project, base) = signed(["plan.md": "one\n"], output: "plan.md")
        let head = project.commit("edit", nil, ["plan.md": "two\n"])
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: signed-off → changed", "sign-off made-stale dpo ann@sign, plan.md",
            ])
    }

    @Test func staleByExclusion() throws {
        let (project, base) = signed()
        let head = project.commit("strike", Sample.boxed("x", dpo: "x", text: "~~Data is kept~~"))
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: signed-off → not-applicable", "excluded@strike",
                "sign-off made-stale dpo ann@sign, “Data is kept” “~~Data is kept~~”, excluded true",
            ])
    }

    @Test func currentAgain() throws {
        let (project, _) = signed()
        let base = project.commit("edit", Sample.boxed("x", dpo: "x", text: "Data is sold"))
        let head = project.commit("undo", Sample.boxed("x", dpo: "x"))
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: changed → signed-off", "reworded “Data is sold” “Data is kept”@undo",
                "sign-off current-again dpo ann@sign",
            ])
    }

    /// Somebody else has signed what is there now: nothing is missing, and nobody has to look.
    @Test func staleAndSignedAgainByAnother() throws {
        let (project, base) = signed()
        project.commit("edit", Sample.boxed("x", dpo: "x", text: "Data is sold"))
        let head = project.commit("again\n\nSign-off: data as dpo\n", by: .cem)
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is sold: signed-off", "reworded “Data is kept” “Data is sold”@edit",
                "sign-off renewed dpo cem@again",
            ])
    }

    // MARK: Ended

    @Test func revokedByUnticking() throws {
        let (project, base) = signed()
        let head = project.commit("untick", Sample.boxed("x", dpo: " "), by: .eve)
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: signed-off → awaiting", "sign-off ended dpo ann@sign: revoked by untick",
            ])
    }

    @Test func revokedByTrailer() throws {
        let (project, base) = signed()
        let head = project.commit("no\n\nRevoke-sign-off: data as dpo\n", by: .ann)
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: signed-off → awaiting", "sign-off ended dpo ann@sign: revoked by no",
            ])
    }

    @Test func endedByReopening() throws {
        let (project, base) = signed()
        let head = project.commit("reopen", Sample.boxed(" ", dpo: "x"))
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: signed-off → open", "reopened@reopen", "sign-off ended dpo ann@sign: reopened by reopen",
            ])
    }

    @Test func endedWithItsItem() throws {
        let (project, base) = signed()
        let head = project.commit("remove", "Nothing.\n")
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: signed-off → none", "removed@remove", "sign-off ended dpo ann@sign: removed by remove",
            ])
    }

    /// Who unticks the own box and ticks it again has signed again, and that is all.
    @Test func endedAndSignedAgainByTheSigner() throws {
        let (project, base) = signed()
        project.commit("untick", Sample.boxed("x", dpo: " "), by: .ann)
        let head = project.commit("tick", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: signed-off", "sign-off renewed dpo ann@tick",
            ])
    }

    @Test func endedByAnotherAndSignedAgain() throws {
        let (project, base) = signed()
        project.commit("untick", Sample.boxed("x", dpo: " "), by: .eve)
        let head = project.commit("tick", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "Data is kept: signed-off", "sign-off ended dpo ann@sign: revoked by untick",
                "sign-off renewed dpo ann@tick",
            ])
    }

    /// Net nothing changed, but one person's approval was undone by another.
    @Test func madeAndRevokedInTheChange() throws {
        #expect(
            try told(Sample.boxed("x", dpo: " ")) { project in
                project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
                return project.commit("untick", Sample.boxed("x", dpo: " "), by: .eve)
            } == ["Data is kept: awaiting", "sign-off ended dpo ann@sign: revoked by untick"])
    }

    /// A removed item without id that comes back is another life: its sign-off ended with the first.
    @Test func removedAndWrittenAgain() throws {
        let item = { (dpo: String) in Sample.boxed("x", dpo: dpo).replacing(" {#data}", with: "") }
        let project = SignedProject(adding: item(" "))
        let base = project.commit("sign", item("x"), by: .ann)
        project.commit("remove", "Nothing.\n")
        let head = project.commit("restore", item("x"))
        let change = try ReadChange(project.script.write(), tips: base, head)
        #expect(
            change.told == [
                "Data is kept: signed-off → awaiting", "sign-off attempted dpo nobody@restore: role",
                "sign-off ended dpo ann@sign: removed by remove",
            ])
    }

    // MARK: The demand

    @Test func demandDropped() throws {
        let (project, base) = signed()
        let head = project.commit("drop", "- [x] Data is kept {#data}\n")
        let change = try ReadChange(project.script.write(), from: base, to: head)
        #expect(
            change.told == [
                "Data is kept: signed-off → done", "amended sign-off “dpo” “”@drop",
                "sign-off ended dpo ann@sign: revoked by drop",
            ])
        #expect(change.change.items.map(\.droppedRoles) == [["dpo"]])
        #expect(change.change.items[0].wasSigned("dpo")?.person == "ann")
    }

    /// The role is taken out of the configuration: nobody asks for it any more.
    @Test func demandDroppedWithItsRole() throws {
        let (project, base) = signed()
        let rules = SignedProject.configuration().replacing("  dpo: { title: Data protection officer }\n", with: "")
        let head = project.commit("undeclare", nil, ["countersign.yml": rules])
        let change = try ReadChange(project.script.write(), from: base, to: head)
        #expect(change.change.items.first { $0.key == "data" }?.droppedRoles == ["dpo"])
        #expect(change.told.contains("Data is kept: signed-off → done"))
    }

    @Test func demandMade() throws {
        let change = try told("- [x] Data is kept {#data}\n") { $0.commit("ask", Sample.boxed("x", dpo: " ")) }
        #expect(change == ["Data is kept: done → awaiting", "amended sign-off “” “dpo”@ask"])
    }

    // MARK: Rewritten history

    /// The old tip had a sign-off; a force-push took it away.
    @Test func lost() throws {
        let project = SignedProject()
        let start = project.commit("add", Sample.boxed("x", dpo: " "))
        let old = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [start], by: .ann)
        let new = project.commit("other", nil, ["b.txt": "b\n"], on: [start])
        #expect(
            try ReadChange(project.script.write(), tips: old, new).told == [
                "Data is kept: signed-off → awaiting", "sign-off lost dpo ann@sign",
            ])
    }

    /// Somebody squashed it: the box is ticked, and Ann did not tick it.
    @Test func lostBySquash() throws {
        let project = SignedProject()
        let start = project.commit("add", Sample.boxed("x", dpo: " "))
        let old = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [start], by: .ann)
        let new = project.commit("All (#4)", Sample.boxed("x", dpo: "x"), on: [start], by: .eve)
        #expect(
            try ReadChange(project.script.write(), tips: old, new).told == [
                "Data is kept: signed-off → awaiting", "sign-off attempted dpo nobody@All (#4): role",
                "sign-off lost dpo ann@sign",
            ])
    }

    @Test func lostWithItsItem() throws {
        let project = SignedProject(adding: "Nothing.\n")
        let start = project.commit("more", nil, ["b.txt": "b\n"])
        project.commit("add", Sample.boxed("x", dpo: " "), on: [start])
        let old = project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let new = project.commit("other", nil, ["c.txt": "c\n"], on: [start])
        #expect(
            try ReadChange(project.script.write(), tips: old, new).told == [
                "Data is kept: signed-off → none lost", "removed", "sign-off lost dpo ann@sign",
            ])
    }

    /// A rebase keeps the author, so the person's sign-off; only its commit is another.
    @Test func rewritten() throws {
        let project = SignedProject()
        let start = project.commit("add", Sample.boxed("x", dpo: " "))
        let old = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [start], by: .ann)
        let other = project.commit("other", nil, ["b.txt": "b\n"], on: [start])
        let new = project.commit("sign again", Sample.boxed("x", dpo: "x"), on: [other], by: .ann, committer: .eve)
        #expect(
            try ReadChange(project.script.write(), tips: old, new).told == [
                "Data is kept: signed-off", "sign-off rewritten dpo ann@sign →@sign again",
            ])
    }

    /// The same sign commit, on top of what Ann has never seen.
    @Test func rewrittenOverOtherWords() throws {
        let project = SignedProject()
        let start = project.commit("add", Sample.boxed("x", dpo: " "))
        let old = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [start], by: .ann)
        let swap = project.commit("swap", Sample.boxed("x", dpo: " ", text: "Data is sold"), on: [start])
        let new = project.commit("sign again", Sample.boxed("x", dpo: "x", text: "Data is sold"), on: [swap], by: .ann)
        #expect(
            try ReadChange(project.script.write(), tips: old, new).told == [
                "Data is sold: signed-off", "reworded “Data is kept” “Data is sold”@swap",
                "sign-off rewritten dpo ann@sign →@sign again, covers “Data is kept” “Data is sold”",
            ])
    }

    @Test func rewrittenOverAnotherOutput() throws {
        let project = SignedProject()
        func item(_ dpo: String) -> String { Sample.with(output: "plan.md", "x", dpo: dpo) }
        let start = project.commit("add", item(" "), ["plan.md": "one\n"])
        let old = project.commit("sign", item("x"), on: [start], by: .ann)
        let swap = project.commit("swap", nil, ["plan.md": "two\n"], on: [start])
        let new = project.commit("sign again", item("x"), on: [swap], by: .ann)
        #expect(
            try ReadChange(project.script.write(), tips: old, new).told == [
                "Data is kept: signed-off", "sign-off rewritten dpo ann@sign →@sign again, covers plan.md",
            ])
    }

    @Test func revocationDropped() throws {
        let (project, signed) = signed()
        let old = project.commit("no\n\nRevoke-sign-off: data as dpo\n", on: [signed], by: .ann)
        #expect(
            try ReadChange(project.script.write(), tips: old, signed).told == [
                "Data is kept: awaiting → signed-off", "sign-off reinstated dpo ann@sign: revoked by no",
            ])
    }

    @Test func reopeningDropped() throws {
        let (project, signed) = signed()
        let old = project.commit("reopen", Sample.boxed(" ", dpo: "x"), on: [signed])
        #expect(
            try ReadChange(project.script.write(), tips: old, signed).told == [
                "Data is kept: open → signed-off", "completed@add",
                "sign-off reinstated dpo ann@sign: reopened by reopen",
            ])
    }

    /// The sign-off is in another commit, too.
    @Test func revocationDroppedByARebase() throws {
        let project = SignedProject()
        let start = project.commit("add", Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), on: [start], by: .ann)
        let old = project.commit("untick", Sample.boxed("x", dpo: " "), by: .ann)
        let other = project.commit("other", nil, ["b.txt": "b\n"], on: [start])
        let new = project.commit("sign again", Sample.boxed("x", dpo: "x"), on: [other], by: .ann)
        #expect(
            try ReadChange(project.script.write(), tips: old, new).told == [
                "Data is kept: awaiting → signed-off",
                "sign-off reinstated dpo ann@sign →@sign again: revoked by untick",
            ])
    }

    /// Both were rebased: nothing is lost.
    @Test func revocationRebased() throws {
        let project = SignedProject()
        let start = project.commit("add", Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), on: [start], by: .ann)
        let old = project.commit("untick", Sample.boxed("x", dpo: " "), by: .ann)
        project.commit("other", nil, ["b.txt": "b\n"], on: [start])
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let new = project.commit("untick", Sample.boxed("x", dpo: " "), by: .ann)
        #expect(try ReadChange(project.script.write(), tips: old, new).told.isEmpty)
    }

    /// In a clone that does not reach back to it nobody knows whether it is lost.
    @Test func notFoundWhereHistoryIsTruncated() throws {
        let project = SignedProject()
        let start = project.commit("add", Sample.boxed("x", dpo: " "))
        let old = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [start], by: .ann)
        project.script.branch("old", at: old)
        let other = project.commit("other", nil, ["b.txt": "b\n"], on: [start])
        project.commit("more", nil, ["b.txt": "c\n"], on: [other])
        let whole = try project.script.write()
        let shallow = try whole.clone(["--depth=1", "--no-single-branch"])
        try shallow.git("fetch", "--quiet", "--depth=3", "origin", "old")
        let sides = try ["origin/old", "HEAD"].map { try Reading(shallow, revision: $0).report }
        #expect(sides[0].items[0].status == .signedOff && !sides[1].history.isComplete)
        let told = ReadChange(sides[0], sides[1], .eachByItself).told
        #expect(told == ["Data is kept: signed-off → awaiting", "sign-off not-found dpo ann@sign"])
    }

    // MARK: A period of the mainline

    @Test func periodWithMergesAndAppointments() throws {
        let project = SignedProject()
        let start = project.commit("add", Sample.boxed("x", dpo: " "))
        let eve = "  eve: { name: Eve, emails: [eve@team.example], roles: [dpo] }"
        let appointed = project.commit(
            "appoint", nil, ["countersign.yml": SignedProject.configuration(people: eve)], on: [start])
        let signing = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [appointed], by: .eve)
        let end = project.script.merge(
            "Merge pull request #9", [appointed, signing], ["a.md": Sample.boxed("x", dpo: "x")])
        let repository = try project.script.write()
        #expect(
            try ReadChange(repository, tips: start, end).told == [
                "Data is kept: awaiting → signed-off", "sign-off made dpo eve@sign",
            ])
        // The merge of a pull request into the mainline that has appointed her is judged alike.
        #expect(
            try ReadChange(repository, from: appointed, to: end).told == [
                "Data is kept: awaiting → signed-off", "sign-off made dpo eve@sign",
            ])
    }

    /// Without id and with other words the item is found by likeness; its sign-off goes with it.
    @Test func reworkedWithoutID() throws {
        func item(_ text: String, _ dpo: String) -> String {
            "- [x] \(text)\n  - Sign-off:\n    - [\(dpo)] dpo\n"
        }
        let project = SignedProject(adding: item("The data sharing agreement is kept", " "))
        let base = project.commit("sign", item("The data sharing agreement is kept", "x"), by: .ann)
        let head = project.commit("edit", item("The data sharing agreement is kept safe", "x"))
        #expect(
            try ReadChange(project.script.write(), from: base, to: head).told == [
                "The data sharing agreement is kept safe: signed-off → changed",
                "reworded “The data sharing agreement is kept” “The data sharing agreement is kept safe”@edit ~",
                "sign-off made-stale dpo ann@sign, “The data sharing agreement is kept” “The data sharing agreement is kept safe”",
            ])
    }
}
