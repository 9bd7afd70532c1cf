import Checklists
import Ledger
import TestSupport
import Testing

/// The ways to sign off (SPEC section 4, 1 to 4), from commits to verdicts.
@Suite struct SignOffWaysTests {
    // MARK: Boxes

    /// Asked by a box, and ticked by Eve.
    private func done(policy: String = "") -> SignedProject {
        let project = SignedProject(policy: policy, adding: Sample.boxed(" ", dpo: " "))
        project.commit("done", Sample.boxed("x", dpo: " "))
        return project
    }

    @Test func boxTickedByAHolder() throws {
        let project = done()
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann box authored@sign"])
        #expect(try reading.signOffEvents() == ["signed-off dpo@sign"])
        #expect(reading.diagnostics.isEmpty)
    }

    /// As people type it in a web editor.
    @Test(arguments: ["[ x] dpo", "[x]dpo", "[✓] dpo"])
    func somethingLikeABox(box: String) throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("sign", "- [x] Data is kept {#data}\n  - Sign-off:\n    - \(box)\n", by: .ann)
        let reading = try project.read()
        #expect(reading.rules == ["unreadable-box"])
        #expect(reading.diagnostics.first?.line == 3)
    }

    @Test func boxTickedByNobodyKnown() throws {
        let project = done()
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .eve)
        let reading = try project.read()
        #expect(
            try reading.told() == ["awaiting", "dpo: nobody box authored@sign, fails: role", "missing dpo: role"])
        #expect(reading.rules == ["box-without-sign-off"])
        #expect(reading.diagnostics.first?.line == 1 && reading.diagnostics.first?.path == "a.md")
    }

    @Test func boxTickedByAHolderOfAnotherRole() throws {
        let project = done()
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ben)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ben box authored@sign, fails: role", "missing dpo: role"])
    }

    @Test func boxTickedBeforeTheItem() throws {
        let project = SignedProject(adding: Sample.boxed(" ", dpo: " "))
        project.commit("sign", Sample.boxed(" ", dpo: "x"), by: .ann)
        project.commit("done", Sample.boxed("x", dpo: "x"))
        #expect(try project.read().told() == ["signed-off", "dpo: ann box authored@sign"])
        #expect(try project.read("HEAD~1").told() == ["open", "dpo: ann box authored@sign"])
    }

    /// Ann ticks nothing: she only takes away the open one of two boxes.
    @Test func anotherBoxBesideIsTakenAway() throws {
        let project = done()
        project.commit("tick", Sample.boxed("x", dpo: "x"))
        project.commit("double", Sample.boxed("x", dpo: "x") + "    - [ ] dpo\n")
        project.commit("tidy", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(
            try project.read().told() == [
                "awaiting", "dpo: nobody box authored@tick, fails: role, revoked by double",
                "dpo: ann box authored@tidy, fails: commit", "missing dpo: commit",
            ])
    }

    /// A squash has the trailers of its commits in the middle.
    @Test func boxTickedWithSomebodyNamedInTheMiddle() throws {
        let project = done()
        project.commit(
            "sign\n\nCo-authored-by: Eve <eve@team.example>\n\nOne more word.", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann box authored@sign, fails: commit", "missing dpo: commit"])
    }

    @Test func boxAndItemInOneCommit() throws {
        let project = SignedProject(adding: Sample.boxed(" ", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann box authored@sign"])
    }

    @Test func twoRolesOneSigned() throws {
        let project = SignedProject(adding: Sample.boxed(" ", dpo: " ", ministry: " "))
        project.commit("done", Sample.boxed("x", dpo: " ", ministry: " "))
        project.commit("sign", Sample.boxed("x", dpo: " ", ministry: "x"), by: .ben)
        #expect(
            try project.read().told() == ["awaiting", "ministry: ben box authored@sign", "missing dpo: none"])
    }

    @Test func bornWithItsItem() throws {
        let project = SignedProject()
        project.commit("add", Sample.boxed("x", dpo: "x"), by: .ann)
        let reading = try project.read()
        #expect(
            try reading.told() == ["awaiting", "dpo: ann box authored@add, fails: commit", "missing dpo: commit"])
        #expect(try reading.signOffEvents() == [])
        #expect(reading.rules == ["box-without-sign-off"])
    }

    @Test func boxAddedTicked() throws {
        let project = SignedProject(adding: "- [x] Data is kept {#data}\n")
        project.commit("ask", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann box authored@ask, fails: commit", "missing dpo: commit"])
    }

    /// The file was read before the role was declared.
    @Test func boxOfANewRoleAddedTicked() throws {
        let script = RepositoryScript()
        script.commit("set up", ["countersign.yml": "version: 1\n", "a.md": "- [x] Data is kept {#data}\n"])
        script.commit("declare", ["countersign.yml": SignedProject.configuration()])
        script.commit("ask", ["a.md": Sample.boxed("x", dpo: "x")], author: .ann)
        #expect(
            try Reading(script).told()
                == ["awaiting", "dpo: ann box authored@ask, fails: commit", "missing dpo: commit"])
    }

    @Test func bornTickedAndSignedLater() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        project.commit("sign", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann box authored@sign"])
    }

    @Test func coAuthored() throws {
        let project = done()
        project.commit(
            "sign\n\nCo-authored-by: Eve <eve@team.example>", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann box authored@sign, fails: commit", "missing dpo: commit"])
    }

    @Test func coAuthoredUnderAnotherAddress() throws {
        let project = done()
        project.commit("sign\n\nCo-authored-by: Ann <ann@home.example>", Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann box authored@sign"])
    }

    @Test(
        arguments: [
            "sign\n\n(cherry picked from commit 1111111111111111111111111111111111111111)",
            "Revert \"sign\"\n\nThis reverts commit 1111111111111111111111111111111111111111.",
            "Back again\n\nReverts team/project#13\n", "Back\n\nReverts #13", "Back\n\nThis reverts merge request !13",
            "revert 11111111111111111\n\nrevert sign\n", "Revert: 11111111111111111", "Cherry-pick: 11111111111111111",
            "Reapply \"sign\" (#14)", "Revert \u{201C}sign\u{201D}", "Merged PR 5: Revert \"sign\"",
            "Merged PR 9: sign\n\nCherry-picked from commit `1111111111111111`.",
            "Merged PR 9: sign\n\nCherry picked from !7",
            "Merged in revert-pr-1 (pull request #2)\n\nThis reverts pull request #1.",
            "Back\r\n\r\nReverts https://forge.example/team/project/pull/13.\r\n",
            "Back\n\nReverts group/sub/project!3",
        ])
    func copies(message: String) throws {
        let project = done()
        project.commit(message, Sample.boxed("x", dpo: "x"), by: .ann)
        let told = try project.read().told()
        #expect(told.first == "awaiting" && told.last == "missing dpo: commit")
    }

    /// Words that only look like those of a revert.
    @Test(
        arguments: [
            "sign\n\nReverts to paper", "revert the plan", "sign\n\nReverts #13 and #14", "revert 123 sheets",
            "sign\n\nThis reverts to paper", "Say revert \"sign\"", "sign\n\nCherry pies picked from trees",
        ])
    func nearlyCopies(message: String) throws {
        let project = done()
        project.commit(message, Sample.boxed("x", dpo: "x"), by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann box authored@\(message.prefix { $0 != "\n" })"])
    }

    /// Ann signed the same item in another project, whose history is merged into this one.
    @Test func inTheHistoryOfAnotherProject() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        let here = project.commit("here", nil, ["b.md": "text\n"])
        let rules = ["countersign.yml": SignedProject.configuration()]
        let other = project.commit("add", Sample.boxed("x", dpo: " "), rules, on: [])
        let sign = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [other], by: .ann)
        let merge = project.script.merge("merge", [here, sign], ["a.md": Sample.boxed("x", dpo: "x")])
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann box authored@sign, fails: commit", "missing dpo: commit"])
        project.commit("sign again\n\nSign-off: data as dpo", on: [merge], by: .ann)
        #expect(try project.read().told().first == "signed-off")
    }

    /// What has a beginning in common with the mainline is of this project, whatever else was merged into it.
    @Test func afterTheHistoryOfAnotherProject() throws {
        let project = SignedProject(adding: Sample.boxed("x", dpo: " "))
        let here = project.commit("here", nil, ["b.md": "text\n"])
        let other = project.commit("other", nil, ["c.md": "text\n"], on: [])
        let side = project.script.merge(
            "merge other", [other, here],
            [
                "a.md": Sample.boxed("x", dpo: " "), "b.md": "text\n", "countersign.yml": SignedProject.configuration(),
            ])
        let sign = project.commit("sign", Sample.boxed("x", dpo: "x"), on: [side], by: .ann)
        project.script.merge("merge", [here, sign], ["a.md": Sample.boxed("x", dpo: "x"), "c.md": "text\n"])
        #expect(try project.read().told() == ["signed-off", "dpo: ann box authored@sign"])
    }

    @Test func anEvilMerge() throws {
        let project = done()
        let done = project.commit("other", nil, ["b.md": "text\n"])
        let side = project.commit("side", nil, ["c.md": "text\n"], on: [done])
        let main = project.commit("main", nil, ["b.md": "more\n"], on: [done])
        project.script.merge("merge", [main, side], ["a.md": Sample.boxed("x", dpo: "x")], author: .ann)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann box authored@merge, fails: commit", "missing dpo: commit"])
    }

    /// Front matter asks for all items of a file.
    @Test func askedByFrontMatter() throws {
        let project = SignedProject(adding: "---\nsign-off: [dpo]\n---\n- [ ] Data is kept\n")
        project.commit("tick", "---\nsign-off: [dpo]\n---\n- [x] Data is kept\n", by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann completion authored@tick"])
    }

    // MARK: Completion

    @Test func completedByAHolder() throws {
        let project = SignedProject(adding: Sample.inline(" "))
        project.commit("tick", Sample.inline("x"), by: .ann)
        #expect(try project.read().told() == ["signed-off", "dpo: ann completion authored@tick"])
    }

    @Test func completedBySomebodyElse() throws {
        let project = SignedProject(adding: Sample.inline(" "))
        project.commit("tick", Sample.inline("x"), by: .eve)
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }

    /// Where a role has a box, ticking the item says nothing for it.
    @Test func completedByAHolderWhereABoxAsks() throws {
        let project = SignedProject(adding: Sample.boxed(" ", dpo: " "))
        project.commit("tick", Sample.boxed("x", dpo: " "), by: .ann)
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }

    @Test func completedWithoutBeingAsked() throws {
        let project = SignedProject(adding: "- [ ] Data is kept {#data}\n")
        project.commit("tick", "- [x] Data is kept {#data}\n", by: .ann)
        #expect(try project.read().told() == ["done"])
    }

    @Test func askedOnlyAfterTheCompletion() throws {
        let project = SignedProject(adding: "- [ ] Data is kept {#data}\n")
        project.commit("tick", "- [x] Data is kept {#data}\n", by: .ann)
        project.commit("ask", Sample.inline("x"))
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }

    @Test func completedBeforeAnyConfiguration() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": Sample.inline(" ")])
        script.commit("tick", ["a.md": Sample.inline("x")], author: .ann)
        script.commit("set up", ["countersign.yml": SignedProject.configuration()])
        let reading = try Reading(script)
        #expect(try reading.told() == ["awaiting", "missing dpo: none"])
        #expect(reading.diagnostics.isEmpty)
    }

    /// The commit that brings the configuration is not under it.
    @Test func completedAlongWithTheConfiguration() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": Sample.inline(" ")])
        script.commit(
            "set up", ["countersign.yml": SignedProject.configuration(), "a.md": Sample.inline("x")], author: .ann)
        #expect(try Reading(script).told() == ["awaiting", "missing dpo: none"])
    }

    @Test func bornCompleted() throws {
        let project = SignedProject()
        project.commit("add", Sample.inline("x"), by: .ann)
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann completion authored@add, fails: commit", "missing dpo: commit"])
    }

    @Test func whoHoldsTwoRolesCompletesForBoth() throws {
        let project = SignedProject(adding: Sample.inline(" ", "dpo, ministry"))
        project.commit("tick", Sample.inline("x", "dpo, ministry"), by: .cem)
        #expect(
            try project.read().told() == [
                "signed-off", "dpo: cem completion authored@tick", "ministry: cem completion authored@tick",
            ])
    }

    // MARK: Approval trailers

    private let stated = "approval-trailers: [Approved-by], minimum-evidence: stated"

    @Test func approvedOnTheCompletion() throws {
        let project = SignedProject(policy: stated, adding: Sample.inline(" "))
        project.commit("tick\n\napproved-by: Ann <ann@ministry.example>", Sample.inline("x"))
        #expect(try project.read().told() == ["signed-off", "dpo: ann approval stated@tick"])
    }

    @Test func approvedWhereMoreEvidenceIsAsked() throws {
        let project = SignedProject(policy: "approval-trailers: [Approved-by]", adding: Sample.inline(" "))
        project.commit("tick\n\nApproved-by: Ann <ann@ministry.example>", Sample.inline("x"))
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann approval stated@tick, fails: evidence", "missing dpo: evidence"])
    }

    /// Ticked on a branch; the merge says who approved.
    private func merged(_ message: String, policy: String, itemAtMerge: String? = nil) throws -> Reading {
        let project = SignedProject(policy: policy)
        let add = project.commit("add", Sample.inline(" "))
        let side = project.commit("tick", Sample.inline("x"), on: [add])
        project.script.merge("\(message)", [add, side], ["a.md": itemAtMerge ?? Sample.inline("x")])
        project.commit("later", nil, ["b.md": "text\n"])
        return try project.read()
    }

    @Test func approvedOnTheIntegration() throws {
        let reading = try merged("merge\n\nApproved-by: Ann <ann@ministry.example>", policy: stated)
        #expect(try reading.told() == ["signed-off", "dpo: ann approval stated@merge"])
    }

    @Test func approvedOnAnIntegrationThatTakesTheTickBack() throws {
        let reading = try merged(
            "merge\n\nApproved-by: Ann <ann@ministry.example>", policy: stated, itemAtMerge: Sample.inline(" "))
        #expect(try reading.told() == ["open", "missing dpo: none"])
    }

    private let approval = "merge\n\nApproved-by: Ann <ann@ministry.example>"

    /// The branch takes the mainline's tick back and makes it again: its changes, taken together, show no tick.
    @Test func approvedOnTheIntegrationOfATickThatTheMainlineHas() throws {
        let project = SignedProject(policy: stated)
        project.commit("add", Sample.inline(" "))
        let mainline = project.commit("mine", Sample.inline("x"))
        let undone = project.commit("undo", Sample.inline(" "), on: [mainline])
        let again = project.commit("again", Sample.inline("x"), on: [undone])
        project.script.merge(approval, [mainline, again], ["a.md": Sample.inline("x")])
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }

    /// The branch ticks and takes it back; what the merge keeps is the mainline's own tick.
    @Test func approvedOnAnIntegrationThatKeepsTheMainlinesTick() throws {
        let project = SignedProject(policy: stated)
        let add = project.commit("add", Sample.inline(" "))
        let tick = project.commit("tick", Sample.inline("x"), on: [add])
        let undone = project.commit("undo", Sample.inline(" "), on: [tick])
        let mainline = project.commit("mine", Sample.inline("x"), on: [add], by: .ben)
        project.script.merge(approval, [mainline, undone], ["a.md": Sample.inline("x")])
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }

    /// Ticked on the mainline, too: the merge completes nothing that was not complete.
    @Test func approvedOnTheIntegrationOfAnItemThatWasTickedOnBothSides() throws {
        let project = SignedProject(policy: stated)
        let add = project.commit("add", Sample.inline(" "))
        let tick = project.commit("tick", Sample.inline("x"), on: [add])
        let mainline = project.commit("mine", Sample.inline("x"), on: [add], by: .ben)
        project.script.merge(approval, [mainline, tick], ["a.md": Sample.inline("x")])
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }

    /// Ticked on two branches that one merge brings in.
    @Test func approvedOnTheIntegrationOfTwoTicks() throws {
        let project = SignedProject(policy: stated)
        let add = project.commit("add", Sample.inline(" "))
        let left = project.commit("left", Sample.inline("x"), on: [add])
        let right = project.commit("right", Sample.inline("x"), on: [add], by: .ben)
        project.script.merge(approval, [add, left, right], ["a.md": Sample.inline("x")])
        #expect(try project.read().told() == ["signed-off", "dpo: ann approval stated@merge"])
    }

    @Test func approvedOnTheIntegrationOfAnItemThatWasAddedTicked() throws {
        let project = SignedProject(policy: stated)
        let base = project.commit("base", nil, ["b.md": "text\n"])
        let side = project.commit("add", Sample.inline("x"), on: [base])
        project.script.merge(approval, [base, side], ["a.md": Sample.inline("x")])
        #expect(
            try project.read().told()
                == ["awaiting", "dpo: ann approval stated@merge, fails: commit", "missing dpo: commit"])
    }

    /// Added ticked, then unticked and ticked on the same branch: that tick was made, and may be approved.
    @Test func approvedOnTheIntegrationOfATickAfterTheOneThatCameWithTheItem() throws {
        let project = SignedProject(policy: stated)
        let base = project.commit("base", nil, ["b.md": "text\n"])
        let add = project.commit("add", Sample.inline("x"), on: [base])
        let undone = project.commit("undo", Sample.inline(" "), on: [add])
        let tick = project.commit("tick", Sample.inline("x"), on: [undone])
        project.script.merge(approval, [base, tick], ["a.md": Sample.inline("x")])
        #expect(try project.read().told() == ["signed-off", "dpo: ann approval stated@merge"])
    }

    @Test func trailersThatThePolicyDoesNotName() throws {
        let reading = try merged(
            "merge\n\nReviewed-by: Ann <ann@ministry.example>\nSigned-off-by: Ann <ann@ministry.example>",
            policy: stated)
        #expect(try reading.told() == ["awaiting", "missing dpo: none"])
    }

    @Test func signedOffByAlone() throws {
        let project = SignedProject(policy: "minimum-evidence: stated", adding: Sample.inline(" "))
        project.commit("tick\n\nSigned-off-by: Ann <ann@ministry.example>", Sample.inline("x"))
        #expect(try project.read().told() == ["awaiting", "missing dpo: none"])
    }
}
