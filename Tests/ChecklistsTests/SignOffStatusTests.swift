import Checklists
import Testing

/// What still holds now, which of several sign-offs is taken, and the status that follows (SPEC sections 4 and 5).
@Suite struct SignOffStatusTests {
    private func signed(_ signed: ItemFacts, now: ItemFacts) -> [String] {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: signed)
        return scene.told(now: now)
    }

    // MARK: Changed since

    @Test func changedTextIsStale() {
        #expect(
            signed(.inline("dpo", text: "shall"), now: .inline("dpo", text: "shall ~~not~~")) == [
                "changed", "dpo: ann trailer authored@sign, changed", "missing dpo: changed",
            ])
    }

    @Test func backToTheSignedTextIsCurrentAgain() {
        #expect(
            signed(.inline("dpo", text: "shall"), now: .inline("dpo", text: "shall")) == [
                "signed-off", "dpo: ann trailer authored@sign",
            ])
    }

    @Test func changedOutputsAreStale() {
        let item = ItemFacts.inline("dpo")
        func with(_ files: CoveredFile...) -> ItemFacts {
            item.with { $0.coverage = Coverage(text: "text", outputs: files) }
        }
        let signedItem = with(CoveredFile(path: "a.md", blob: "1"))
        #expect(signed(signedItem, now: signedItem).first == "signed-off")
        #expect(signed(signedItem, now: with(CoveredFile(path: "b.md", blob: "1"))).first == "signed-off")
        #expect(signed(signedItem, now: with(CoveredFile(path: "a.md", blob: "2"))).first == "changed")
        #expect(signed(signedItem, now: with(CoveredFile(path: "a.md", blob: nil))).first == "changed")
        #expect(signed(signedItem, now: with()).first == "changed")
    }

    /// Struck through: not what was signed, until it is signed so.
    @Test func anExcludedItemMissesItsSignOffsUntilSignedAsExcluded() {
        let item = ItemFacts.inline("dpo")
        #expect(
            signed(item, now: item.excluded) == [
                "not-applicable", "dpo: ann trailer authored@sign, changed", "missing dpo: changed",
            ])
        #expect(signed(item.excluded, now: item.excluded) == ["not-applicable", "dpo: ann trailer authored@sign"])
        #expect(SignOffScene().told(now: item.excluded) == ["not-applicable", "missing dpo: none"])
    }

    // MARK: Status

    @Test func statusWithoutSignOffs() {
        #expect(SignOffScene().told(now: .inline()) == ["done"])
        #expect(SignOffScene().told(now: ItemFacts.inline().open) == ["open"])
        #expect(SignOffScene().told(now: ItemFacts.inline("dpo").open) == ["open", "missing dpo: none"])
        #expect(SignOffScene().told(now: .inline("dpo")) == ["awaiting", "missing dpo: none"])
    }

    /// Struck through goes before ticked.
    @Test func notApplicableComesFirst() {
        #expect(SignOffScene().told(now: .inline().with { $0.isExcluded = true }) == ["not-applicable"])
    }

    @Test func oneOfTwo() {
        #expect(
            signed(.inline("dpo", "ministry"), now: .inline("dpo", "ministry")) == [
                "awaiting", "dpo: ann trailer authored@sign", "missing ministry: none",
            ])
    }

    @Test func askingForMoreGoesBackToAwaiting() {
        #expect(signed(.inline("dpo"), now: .inline("dpo")).first == "signed-off")
        #expect(
            signed(.inline("dpo"), now: .inline("dpo", "ministry")) == [
                "awaiting", "dpo: ann trailer authored@sign", "missing ministry: none",
            ])
    }

    @Test func oneStaleAndOneMissingIsChanged() {
        #expect(
            signed(.inline("ministry", "dpo", text: "a"), now: .inline("ministry", "dpo", text: "b")) == [
                "changed", "dpo: ann trailer authored@sign, changed", "missing ministry: none",
                "missing dpo: changed",
            ])
    }

    @Test func truncatedHistory() {
        var scene = SignOffScene()
        scene.isHistoryComplete = false
        #expect(scene.told(now: .inline("dpo")) == ["awaiting", "missing dpo: history-truncated"])
        // The one who ticked the box may lie behind the boundary.
        let boxed = ItemFacts.boxes("dpo", ticked: ["dpo"])
        #expect(scene.findings(now: boxed).isEmpty)
        scene.attempt(.box(role: "dpo"), in: "tick", by: eve, item: boxed)
        #expect(scene.verdict(now: boxed).missing == [MissingSignOff(role: "dpo", reason: .role)])
        #expect(scene.findings(now: boxed) == [.boxWithoutSignOff(role: "dpo")])
    }

    @Test func aTickedBoxWithNothingBehindItIsAFinding() {
        let item = ItemFacts.boxes("dpo", ticked: ["dpo"])
        #expect(SignOffScene().findings(now: item) == [.boxWithoutSignOff(role: "dpo")])
        #expect(SignOffScene().findings(now: .boxes("dpo", ticked: [])).isEmpty)
    }

    // MARK: Which of several

    @Test func theNewestIsTaken() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: .inline("dpo", text: "a"))
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign b", by: cem, item: .inline("dpo", text: "b"))
        #expect(
            scene.told(now: .inline("dpo", text: "b")) == [
                "signed-off", "dpo: ann trailer authored@sign, changed", "dpo: cem trailer authored@sign b",
            ])
        // The newest is not current, though an older one would be.
        #expect(
            scene.told(now: .inline("dpo", text: "a")) == [
                "changed", "dpo: ann trailer authored@sign", "dpo: cem trailer authored@sign b, changed",
                "missing dpo: changed",
            ])
    }

    @Test func ofParallelOnesTheCurrentIsTaken() {
        for current in ["left", "right"] {
            var scene = SignOffScene()
            scene.commit("base")
            for name in ["left", "right"] {
                scene.commit(name, by: ann, after: ["base"])
                scene.attempt(.trailer(role: "dpo", by: nil), in: name, item: .inline("dpo", text: name))
            }
            let verdict = scene.verdict(now: .inline("dpo", text: current))
            #expect(verdict.status == .signedOff)
            #expect(verdict.taken["dpo"]?.commit == CommitID(hex: current))
        }
    }

    @Test func ofParallelOnesThatAreBothCurrentThatOfTheFirstParentsSideIsTaken() {
        var scene = SignOffScene()
        scene.commit("base")
        for (name, email) in [("left", cem), ("right", ann)] {
            scene.commit(name, by: email, after: ["base"])
            scene.attempt(.trailer(role: "dpo", by: nil), in: name, item: .inline("dpo"))
        }
        #expect(scene.verdict(now: .inline("dpo")).taken["dpo"]?.person == "cem")
    }

    /// One branch signs, the other changes the text: the merge has a text that nobody has signed.
    @Test func aParallelEditMakesASignOffStale() {
        var scene = SignOffScene()
        scene.commit("base")
        scene.commit("sign", by: ann, after: ["base"])
        scene.commit("edit", after: ["base"])
        scene.commit("merge", after: ["edit", "sign"], isMerge: true)
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", item: .inline("dpo", text: "a"))
        #expect(scene.verdict(now: .inline("dpo", text: "b")).status == .changed)
    }

    @Test func aSignOffInBothBranchesIsNewerThanThatOfItsAncestor() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "base", by: ann, item: .inline("dpo", text: "a"))
        scene.commit("left", by: ann, after: ["base"])
        scene.attempt(.trailer(role: "dpo", by: nil), in: "left", item: .inline("dpo", text: "b"))
        scene.commit("right", after: ["base"])
        #expect(scene.verdict(now: .inline("dpo", text: "a")).status == .changed)
    }

    @Test func anOlderOneStandsWhereTheNewestHasEnded() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: .inline("dpo"))
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign too", by: cem, item: .inline("dpo"))
        scene.ending(.revocation(role: "dpo"), in: "revoke", by: cem)
        #expect(scene.verdict(now: .inline("dpo")).taken["dpo"]?.person == "ann")
    }

    // MARK: Why missing

    /// The status says that it was signed and has changed; the reason is that of the newest attempt.
    @Test func theReasonIsThatOfTheNewestAttempt() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: .inline("dpo", text: "a"))
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign b", by: eve, item: .inline("dpo", text: "b"))
        #expect(
            scene.told(now: .inline("dpo", text: "b")) == [
                "changed", "dpo: ann trailer authored@sign, changed",
                "dpo: nobody trailer authored@sign b, fails: role", "missing dpo: role",
            ])
    }

    @Test func aFailedAttemptAfterAGoodOneTakesNothingAway() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: .inline("dpo"))
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign too", by: eve, item: .inline("dpo"))
        #expect(scene.verdict(now: .inline("dpo")).status == .signedOff)
        #expect(scene.verdict(now: .inline("dpo")).missing.isEmpty)
    }

    @Test func revokedAfterAFailedAttempt() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "try", by: eve, item: .inline("dpo"))
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: .inline("dpo"))
        scene.ending(.revocation(role: nil), in: "revoke", by: ann)
        #expect(scene.verdict(now: .inline("dpo")).missing == [MissingSignOff(role: "dpo", reason: .revoked)])
    }

    @Test func aSignOffThatWasRevokedAndAlsoChangedIsRevoked() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: .inline("dpo", text: "a"))
        scene.ending(.revocation(role: nil), in: "revoke", by: ann)
        let now = ItemFacts.inline("dpo", text: "b")
        #expect(scene.verdict(now: now).missing == [MissingSignOff(role: "dpo", reason: .revoked)])
        #expect(scene.verdict(now: now).status == .awaiting)
    }

    @Test func factsOfAState() {
        let state = ItemState(
            id: nil, line: 1, section: [], depth: 0, title: "t", text: "t", isChecked: true, isExcluded: false,
            fields: ItemFields(
                asked: ["dpo", "lead", "ministry"],
                boxes: [
                    SignOffBox(role: "dpo", isChecked: true, line: 2),
                    SignOffBox(role: "dpo", isChecked: false, line: 3),
                    SignOffBox(role: "lead", isChecked: true, line: 4),
                ]), fieldLines: [])
        let facts = ItemFacts(
            state, coverage: Coverage(text: "c", outputs: []), tickedIn: [nil], boxesTickedIn: [:],
            completedBy: .unknown, outputsChangedBy: [])
        #expect(facts.asked == ["dpo", "lead", "ministry"])
        #expect(facts.boxes == ["dpo": false, "lead": true])
        #expect(facts.isChecked && !facts.isExcluded)
    }
}
