import Checklists
import Testing

/// The four ways to sign off, and what cannot (SPEC section 4).
@Suite struct SignOffWaysTests {
    // MARK: 1, boxes

    @Test func boxTickedByTheRolesHolder() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", ticked: ["dpo"])
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: item)
        #expect(scene.told(now: item) == ["signed-off", "dpo: ann box authored@tick"])
        #expect(scene.verdict(now: item).signOffs.first?.roleGrantedBy == CommitID(hex: "grant-dpo-ann"))
        #expect(scene.verdict(now: item).signOffs.first?.covers == item.coverage)
        #expect(scene.findings(now: item).isEmpty)
    }

    @Test func boxTickedBySomebodyElse() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", ticked: ["dpo"])
        scene.attempt(.box(role: "dpo"), in: "tick", by: eve, item: item)
        #expect(
            scene.told(now: item) == [
                "awaiting", "dpo: nobody box authored@tick, fails: role", "missing dpo: role",
            ])
        #expect(scene.verdict(now: item).signOffs.first?.roleGrantedBy == nil)
        #expect(scene.findings(now: item) == [.boxWithoutSignOff(role: "dpo")])
    }

    @Test func boxTickedByTheHolderOfAnotherRole() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", "ministry", ticked: ["dpo"])
        scene.attempt(.box(role: "dpo"), in: "tick", by: ben, item: item)
        #expect(
            scene.told(now: item) == [
                "awaiting", "dpo: ben box authored@tick, fails: role", "missing dpo: role", "missing ministry: none",
            ])
    }

    @Test func aHolderOfTwoRolesSignsTheBoxTheyTick() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", "ministry", ticked: ["dpo"])
        scene.attempt(.box(role: "dpo"), in: "tick", by: cem, item: item)
        #expect(scene.told(now: item) == ["awaiting", "dpo: cem box authored@tick", "missing ministry: none"])
    }

    @Test func oneHolderOfARoleIsEnough() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", "ministry", ticked: ["dpo", "ministry"])
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: item)
        scene.attempt(.box(role: "ministry"), in: "tick too", by: cem, item: item)
        #expect(
            scene.told(now: item) == [
                "signed-off", "dpo: ann box authored@tick", "ministry: cem box authored@tick too",
            ])
    }

    @Test func aBoxTickedBeforeItsItemCountsOnceTheItemIsTicked() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", ticked: ["dpo"])
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: item.open)
        #expect(scene.told(now: item.open) == ["open", "dpo: ann box authored@tick"])
        #expect(scene.told(now: item) == ["signed-off", "dpo: ann box authored@tick"])
    }

    @Test func aBoxTickedBeforeItsItemIsStaleIfTheItemIsTickedWithAnotherText() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: .boxes("dpo", ticked: ["dpo"], text: "a").open)
        #expect(
            scene.told(now: .boxes("dpo", ticked: ["dpo"], text: "b")) == [
                "changed", "dpo: ann box authored@tick, changed", "missing dpo: changed",
            ])
    }

    // MARK: 3, completions

    @Test func completionByAHolderOfARoleThatIsAskedInline() {
        var scene = SignOffScene()
        scene.attempt(.completion, in: "tick", by: ann, item: .inline("dpo", "ministry"))
        #expect(
            scene.told(now: .inline("dpo", "ministry")) == [
                "awaiting", "dpo: ann completion authored@tick", "missing ministry: none",
            ])
    }

    @Test func completionByAHolderOfTwoAskedRolesSignsBoth() {
        var scene = SignOffScene()
        scene.attempt(.completion, in: "tick", by: cem, item: .inline("dpo", "ministry"))
        #expect(
            scene.told(now: .inline("dpo", "ministry")) == [
                "signed-off", "dpo: cem completion authored@tick", "ministry: cem completion authored@tick",
            ])
    }

    @Test func completionIsNoSignOffWhereABoxAsks() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", ticked: [])
        scene.attempt(.completion, in: "tick", by: ann, item: item)
        #expect(scene.told(now: item) == ["awaiting", "missing dpo: none"])
    }

    @Test func completionBySomebodyElseIsNoAttempt() {
        var scene = SignOffScene()
        scene.attempt(.completion, in: "tick", by: eve, item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["awaiting", "missing dpo: none"])
    }

    @Test func completionWhereTheRoleIsNotAskedOrOnlyLater() {
        var scene = SignOffScene()
        scene.attempt(.completion, in: "tick", by: ann, item: .inline())
        #expect(scene.told(now: .inline()) == ["done"])
        #expect(scene.told(now: .inline("dpo")) == ["awaiting", "missing dpo: none"])
    }

    @Test func completionBeforeAnyConfiguration() {
        var scene = SignOffScene(nil)
        scene.attempt(.completion, in: "tick", by: ann, item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["awaiting", "missing dpo: none"])
    }

    // MARK: Commits that cannot sign

    @Test(arguments: [SignOffAttempt.Way.box(role: "dpo"), .completion])
    func mergesDoNotTick(way: SignOffAttempt.Way) {
        let item = way == .completion ? ItemFacts.inline("dpo") : .boxes("dpo", ticked: ["dpo"])
        var scene = SignOffScene()
        scene.commit("merge", by: ann, isMerge: true)
        scene.attempt(way, in: "merge", item: item)
        #expect(scene.verdict(now: item).missing == [MissingSignOff(role: "dpo", reason: .commit)])
    }

    @Test(arguments: [SignOffAttempt.Way.box(role: "dpo"), .completion])
    func ticksOfTwoAuthorsAreNobodys(way: SignOffAttempt.Way) {
        let item = way == .completion ? ItemFacts.inline("dpo") : .boxes("dpo", ticked: ["dpo"])
        for other in ["Eve <\(eve)>", "Ben <\(ben)>", "Somebody", "Eve <a@b> <c@d>"] {
            var scene = SignOffScene()
            scene.commit("tick", by: ann, coAuthors: [other])
            scene.attempt(way, in: "tick", item: item)
            #expect(
                scene.verdict(now: item).missing == [MissingSignOff(role: "dpo", reason: .commit)], "\(other)")
        }
    }

    @Test func theAuthorsOwnAddressesAreNoSecondAuthor() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", ticked: ["dpo"])
        scene.commit("tick", by: ann, coAuthors: ["Ann <ann@home.example>", "A. <ANN@ministry.example>"])
        scene.attempt(.box(role: "dpo"), in: "tick", item: item)
        #expect(scene.told(now: item) == ["signed-off", "dpo: ann box authored@tick"])
    }

    @Test(arguments: [SignOffAttempt.Way.box(role: "dpo"), .completion])
    func whatWasAddedTickedIsNotSignedByThat(way: SignOffAttempt.Way) {
        let item = way == .completion ? ItemFacts.inline("dpo") : .boxes("dpo", ticked: ["dpo"])
        var scene = SignOffScene()
        scene.attempt(way, in: "add", by: ann, item: item, isBornTicked: true)
        #expect(scene.verdict(now: item).missing == [MissingSignOff(role: "dpo", reason: .commit)])
        scene.attempt(.trailer(role: "dpo", by: nil), in: "later", by: ann, item: item)
        #expect(scene.verdict(now: item).status == .signedOff)
    }

    @Test(arguments: [
        SignOffAttempt.Way.box(role: "dpo"), .trailer(role: "dpo", by: nil), .completion,
        .approval(key: "Approved-by", by: Mention("Ann <ann@ministry.example>")),
    ])
    func cherryPicksRevertsAndOtherProjectsSignNothing(way: SignOffAttempt.Way) {
        let isBox = way == .box(role: "dpo")
        let item = isBox ? ItemFacts.boxes("dpo", ticked: ["dpo"]) : .inline("dpo")
        for isCopy in [true, false] {
            var scene = SignOffScene(.project(Policy(minimumEvidence: .stated, approvalTrailers: ["Approved-by"])))
            scene.commit("copy", by: ann, isCopy: isCopy, isForeign: !isCopy)
            scene.attempt(way, in: "copy", item: item)
            #expect(scene.verdict(now: item).missing == [MissingSignOff(role: "dpo", reason: .commit)])
            #expect(scene.verdict(now: item).status == .awaiting)
        }
    }
}
