import Checklists
import Testing

/// What ends a sign-off: reopening, removal, an unticked box, a revocation (SPEC section 4).
@Suite struct SignOffEndTests {
    private let item = ItemFacts.inline("dpo")
    private let boxed = ItemFacts.boxes("dpo", ticked: ["dpo"])
    private let unboxed = ItemFacts.boxes("dpo", ticked: [])

    // MARK: Reopened and removed

    @Test func reopenedAndTickedAgainBySomebodyElse() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.ending(.reopened, in: "reopen")
        scene.attempt(.completion, in: "tick again", by: eve, item: item)
        #expect(
            scene.told(now: item) == [
                "awaiting", "dpo: ann trailer authored@sign, reopened by reopen", "missing dpo: ended",
            ])
    }

    @Test func signedAgainAfterReopening() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.ending(.reopened, in: "reopen")
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign again", by: ann, item: item)
        #expect(
            scene.told(now: item) == [
                "signed-off", "dpo: ann trailer authored@sign, reopened by reopen",
                "dpo: ann trailer authored@sign again",
            ])
    }

    @Test func theFirstOfSeveralEndsIsTold() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.ending(.reopened, in: "reopen")
        scene.ending(.removed, in: "remove")
        #expect(scene.told(now: nil) == ["removed", "dpo: ann trailer authored@sign, changed, reopened by reopen"])
    }

    @Test func removedAndRestored() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.ending(.removed, in: "remove")
        #expect(
            scene.told(now: item) == [
                "awaiting", "dpo: ann trailer authored@sign, removed by remove", "missing dpo: ended",
            ])
    }

    @Test func reopeningEndsOnlyWhatItsAncestorsSigned() {
        var scene = SignOffScene()
        scene.commit("base")
        scene.commit("sign", by: ann, after: ["base"])
        scene.commit("reopen", after: ["base"])
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", item: item)
        scene.ending(.reopened, in: "reopen")
        #expect(scene.told(now: item) == ["signed-off", "dpo: ann trailer authored@sign"])
    }

    /// The commit leaves the item open, and that is what is signed.
    @Test func reopeningDoesNotEndASignOffOfItsOwnCommit() {
        var scene = SignOffScene()
        scene.ending(.reopened, in: "reopen and sign", by: ann)
        scene.attempt(.trailer(role: "dpo", by: nil), in: "reopen and sign", item: item.open)
        #expect(scene.told(now: item.open) == ["open", "dpo: ann trailer authored@reopen and sign"])
    }

    // MARK: Unticked boxes

    @Test func untickingRevokes() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: boxed)
        scene.ending(.unticked(role: "dpo"), in: "untick", by: ann)
        #expect(
            scene.told(now: unboxed) == [
                "awaiting", "dpo: ann box authored@tick, revoked by untick", "missing dpo: revoked",
            ])
        #expect(scene.findings(now: unboxed).isEmpty)
    }

    @Test func untickingBySomebodyElseRevokesAndIsAFinding() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: boxed)
        scene.ending(.unticked(role: "dpo"), in: "untick", by: cem)
        #expect(scene.verdict(now: unboxed).missing == [MissingSignOff(role: "dpo", reason: .revoked)])
        #expect(scene.findings(now: unboxed) == [.unticked(role: "dpo", commit: CommitID(hex: "untick"))])
    }

    @Test func untickingByARoleThatMayRevokeIsNoFinding() {
        var scene = SignOffScene(.project(Policy(revoke: ["lead"])))
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: boxed)
        scene.ending(.unticked(role: "dpo"), in: "untick", by: lea)
        #expect(scene.verdict(now: unboxed).missing == [MissingSignOff(role: "dpo", reason: .revoked)])
        #expect(scene.findings(now: unboxed).isEmpty)
    }

    @Test func untickingABoxThatWasNoSignOffIsNoFinding() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "tick", by: eve, item: boxed)
        scene.ending(.unticked(role: "dpo"), in: "untick", by: lea)
        #expect(
            scene.told(now: unboxed) == [
                "awaiting", "dpo: nobody box authored@tick, fails: role, revoked by untick", "missing dpo: role",
            ])
        #expect(scene.findings(now: unboxed).isEmpty)
    }

    @Test func untickingRevokesTheTrailersOfTheRoleToo() {
        var scene = SignOffScene()
        let both = ItemFacts.boxes("dpo", "ministry", ticked: ["dpo", "ministry"])
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: both)
        scene.attempt(.trailer(role: "ministry", by: nil), in: "sign too", by: ben, item: both)
        scene.ending(.unticked(role: "dpo"), in: "untick", by: ann)
        #expect(
            scene.told(now: .boxes("dpo", "ministry", ticked: ["ministry"])) == [
                "awaiting", "dpo: ann trailer authored@sign, revoked by untick",
                "ministry: ben trailer authored@sign too", "missing dpo: revoked",
            ])
    }

    @Test func tickedAgain() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: boxed)
        scene.ending(.unticked(role: "dpo"), in: "untick", by: eve)
        scene.attempt(.box(role: "dpo"), in: "tick again", by: ann, item: boxed)
        #expect(
            scene.told(now: boxed) == [
                "signed-off", "dpo: ann box authored@tick, revoked by untick", "dpo: ann box authored@tick again",
            ])
    }

    /// A merge that takes the other side of a box makes no event; but the file does not say signed.
    @Test func aTickThatAMergeDiscardsIsRevoked() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "sign", by: ann, item: boxed)
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", item: boxed)
        #expect(
            scene.told(now: unboxed) == [
                "awaiting", "dpo: ann box authored@sign, revoked by a merge",
                "dpo: ann trailer authored@sign, revoked by a merge", "missing dpo: revoked",
            ])
    }

    /// An otherwise empty commit with a trailer signs, though there is a box; that the file says less is told.
    @Test func aTrailerBesideAnUntickedBox() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: unboxed)
        #expect(scene.told(now: unboxed) == ["signed-off", "dpo: ann trailer authored@sign"])
        #expect(scene.findings(now: unboxed) == [.signOffWithoutBox(role: "dpo", commit: CommitID(hex: "sign"))])
    }

    // MARK: Revocations

    private func revoked(
        by email: String, role: String?, _ rules: Rules = .project(), now: ItemFacts = .inline("dpo", "ministry")
    ) -> SignOffVerdict {
        var scene = SignOffScene(rules)
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: cem, item: now)
        scene.attempt(.trailer(role: "ministry", by: nil), in: "sign too", by: cem, item: now)
        scene.ending(.revocation(role: role), in: "revoke", by: email)
        return scene.verdict(now: now)
    }

    private func missing(_ verdict: SignOffVerdict) -> [String] {
        verdict.missing.map { "\($0.role): \($0.reason.rawValue)" }
    }

    @Test func peopleRevokeWhatTheySigned() {
        #expect(missing(revoked(by: cem, role: "dpo")) == ["dpo: revoked"])
        #expect(missing(revoked(by: cem, role: nil)) == ["dpo: revoked", "ministry: revoked"])
        #expect(revoked(by: cem, role: nil).findings.isEmpty)
    }

    @Test(arguments: [ann, ben, eve, lea])
    func othersDoNot(email: String) {
        let verdict = revoked(by: email, role: "dpo")
        #expect(missing(verdict).isEmpty)
        #expect(verdict.findings == [.revocationNotAllowed(role: "dpo", commit: CommitID(hex: "revoke"))])
    }

    @Test func aRoleThatMayRevokeNamesTheRole() {
        let rules = Rules.project(Policy(revoke: ["lead"]))
        #expect(missing(revoked(by: lea, role: "dpo", rules)) == ["dpo: revoked"])
        let unnamed = revoked(by: lea, role: nil, rules)
        #expect(missing(unnamed).isEmpty)
        #expect(unnamed.findings == [.revocationNotAllowed(role: nil, commit: CommitID(hex: "revoke"))])
    }

    @Test func aRoleThatMayRevokeMustBeHeldThen() {
        var scene = SignOffScene(.project(Policy(revoke: ["lead"])))
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.rules = .project()
        scene.ending(.revocation(role: "dpo"), in: "revoke", by: lea)
        #expect(scene.verdict(now: item).status == .signedOff)
    }

    @Test func whatSomebodyElseSignedInTheSameRoleStays() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign too", by: cem, item: item)
        scene.ending(.revocation(role: nil), in: "revoke", by: cem)
        #expect(
            scene.told(now: item) == [
                "signed-off", "dpo: ann trailer authored@sign",
                "dpo: cem trailer authored@sign too, revoked by revoke",
            ])
    }

    @Test func whoLostTheRoleOrAllEntriesMayStillTakeTheirsBack() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.rules = nil
        scene.ending(.revocation(role: "dpo"), in: "revoke", by: "ann@home.example")
        #expect(scene.verdict(now: item).missing == [MissingSignOff(role: "dpo", reason: .revoked)])
    }

    @Test func peopleRevokeFromAnAddressThatIsListedOnlyLater() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.rules = Rules(people: [Person(key: "ann", emails: ["ann@new.example"])])
        scene.ending(.revocation(role: "dpo"), in: "revoke", by: "ann@new.example")
        #expect(scene.verdict(now: item).missing == [MissingSignOff(role: "dpo", reason: .revoked)])
    }

    /// Who is said to have signed may take it back; who wrote it down for them may not.
    @Test func whatWasStatedIsTheNamedPersonsToRevoke() {
        for (email, isRevoked) in [(ann, true), (eve, false)] {
            var scene = SignOffScene(.project(Policy(minimumEvidence: .stated)))
            scene.attempt(.trailer(role: "dpo", by: Mention("Ann <\(ann)>")), in: "sign", by: eve, item: item)
            scene.ending(.revocation(role: "dpo"), in: "revoke", by: email)
            #expect(scene.verdict(now: item).status == (isRevoked ? .awaiting : .signedOff))
        }
    }

    @Test func aCommitThatSignsAndRevokesDoesNotSign() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "squash", by: ann, item: item)
        scene.ending(.revocation(role: "dpo"), in: "squash")
        #expect(scene.verdict(now: item).missing == [MissingSignOff(role: "dpo", reason: .revoked)])
    }

    @Test func revocationsEndOnlyWhatTheirAncestorsSigned() {
        var scene = SignOffScene()
        scene.ending(.revocation(role: "dpo"), in: "revoke", by: ann)
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        #expect(scene.told(now: item) == ["signed-off", "dpo: ann trailer authored@sign"])
        #expect(
            scene.findings(now: item) == [.revocationOfNothing(role: "dpo", commit: CommitID(hex: "revoke"))])
    }

    @Test func aParallelRevocationDoesNotReachTheSignOff() {
        var scene = SignOffScene()
        scene.commit("base")
        scene.commit("sign", by: ann, after: ["base"])
        scene.commit("revoke", by: ann, after: ["base"])
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", item: item)
        scene.ending(.revocation(role: nil), in: "revoke")
        #expect(scene.verdict(now: item).status == .signedOff)
    }

    @Test func revokingTwiceFindsNothingTheSecondTime() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.ending(.revocation(role: "dpo"), in: "revoke", by: ann)
        scene.ending(.revocation(role: "dpo"), in: "revoke again", by: eve)
        #expect(
            scene.findings(now: item) == [.revocationOfNothing(role: "dpo", commit: CommitID(hex: "revoke again"))])
    }

    /// `sign --revoke` unticks the box and writes the trailer.
    @Test func untickedAndRevokedInOneCommit() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: boxed)
        scene.ending(.unticked(role: "dpo"), in: "revoke", by: ann)
        scene.ending(.revocation(role: "dpo"), in: "revoke")
        #expect(
            scene.told(now: unboxed) == [
                "awaiting", "dpo: ann box authored@tick, revoked by revoke", "missing dpo: revoked",
            ])
        #expect(scene.findings(now: unboxed).isEmpty)
    }

    /// The signature is an alarm; the sign-off does not stand while nobody knows who wanted it back.
    @Test func aRevocationWithABadSignatureRevokesAndAlarms() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: item)
        scene.commit("revoke", by: ann, signature: JudgedSignature(.bad))
        scene.ending(.revocation(role: "dpo"), in: "revoke")
        #expect(scene.verdict(now: item).status == .awaiting)
        #expect(scene.findings(now: item) == [.alarm(.bad, commit: CommitID(hex: "revoke"))])
    }
}
