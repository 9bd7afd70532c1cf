import Checklists
import Testing

/// Sign-offs by trailers: `Sign-off:`, and those by which the policy lets people approve (SPEC section 4).
@Suite struct SignOffTrailerWaysTests {
    // MARK: 2, trailers

    @Test func trailerAsARole() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann trailer authored@sign"])
    }

    @Test func trailerAsARoleThatIsNotHeld() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ben, item: .inline("dpo"))
        #expect(
            scene.told(now: .inline("dpo")) == [
                "awaiting", "dpo: ben trailer authored@sign, fails: role", "missing dpo: role",
            ])
    }

    @Test func trailerWithoutRoleCountsForTheOneAskedRoleThatIsHeld() {
        var scene = SignOffScene()
        let item = ItemFacts.inline("dpo", "ministry")
        scene.attempt(.trailer(role: nil, by: nil), in: "sign", by: ben, item: item)
        #expect(scene.told(now: item) == ["awaiting", "ministry: ben trailer authored@sign", "missing dpo: none"])
        #expect(scene.findings(now: item).isEmpty)
    }

    /// Cem is the ministry's, too; but this item asks only the data protection officer.
    @Test func rolesThatAreNotAskedDoNotMakeATrailerUnclear() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: nil, by: nil), in: "sign", by: cem, item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: cem trailer authored@sign"])
    }

    @Test func trailerWithoutRoleByAHolderOfSeveralCountsForNone() {
        var scene = SignOffScene()
        let item = ItemFacts.inline("dpo", "ministry")
        scene.attempt(.trailer(role: nil, by: nil), in: "sign", by: cem, item: item)
        #expect(
            scene.told(now: item) == [
                "awaiting", "dpo: cem trailer authored@sign, fails: role",
                "ministry: cem trailer authored@sign, fails: role", "missing dpo: role", "missing ministry: role",
            ])
        #expect(
            scene.findings(now: item) == [.roleUnclear(held: ["dpo", "ministry"], commit: CommitID(hex: "sign"))])
    }

    @Test func trailerWithoutRoleByAHolderOfNone() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: nil, by: nil), in: "sign", by: lea, item: .inline("dpo"))
        #expect(
            scene.told(now: .inline("dpo")) == [
                "awaiting", "dpo: lea trailer authored@sign, fails: role", "missing dpo: role",
            ])
        #expect(scene.findings(now: .inline("dpo")) == [.roleUnclear(held: [], commit: CommitID(hex: "sign"))])
    }

    @Test func trailerByNameOfTheAuthorIsTheAuthors() {
        for by in ["Ann A. <ANN@ministry.example>", "Ann <ann@home.example>", "Ann A."] {
            var scene = SignOffScene()
            scene.attempt(.trailer(role: "dpo", by: Mention(by)), in: "sign", by: ann, item: .inline("dpo"))
            #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann trailer authored@sign"], "\(by)")
        }
    }

    @Test func trailerByNameOfAnotherIsStated() {
        var scene = SignOffScene()
        scene.attempt(
            .trailer(role: "dpo", by: Mention("Ann <ann@ministry.example>")), in: "sign", by: eve, item: .inline("dpo"))
        #expect(
            scene.told(now: .inline("dpo")) == [
                "awaiting", "dpo: ann trailer stated@sign, fails: evidence", "missing dpo: evidence",
            ])
    }

    @Test func whatIsStatedCountsWhereThePolicyAllows() {
        var scene = SignOffScene(.project(Policy(minimumEvidenceByRole: ["dpo": .stated])))
        let item = ItemFacts.inline("dpo", "ministry")
        scene.attempt(
            .trailer(role: "dpo", by: Mention("Ann <ann@ministry.example>")), in: "sign", by: eve, item: item)
        scene.attempt(.trailer(role: "ministry", by: Mention("Ben <\(ben)>")), in: "sign too", by: eve, item: item)
        #expect(
            scene.told(now: item) == [
                "awaiting", "dpo: ann trailer stated@sign", "ministry: ben trailer stated@sign too, fails: evidence",
                "missing ministry: evidence",
            ])
    }

    /// `by` somebody unknown never falls back to the author, nor an unknown address to the name beside it.
    @Test func trailerByNameOfNobodyKnown() {
        var scene = SignOffScene(.project(Policy(minimumEvidence: .stated)))
        scene.attempt(
            .trailer(role: "dpo", by: Mention("Ann A. <ann@elsewhere.example>")), in: "sign", by: ann,
            item: .inline("dpo"))
        #expect(
            scene.told(now: .inline("dpo")) == [
                "awaiting", "dpo: nobody trailer stated@sign, fails: role", "missing dpo: role",
            ])
    }

    @Test func trailerBySomebodyUnknownInTheNameOfSomebodyUnknown() {
        var scene = SignOffScene()
        scene.attempt(
            .trailer(role: "dpo", by: Mention("Max <max@x.example>")), in: "sign", by: eve, item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo"))[1] == "dpo: nobody trailer stated@sign, fails: role")
    }

    @Test func trailersHoldOnMergesAndInCommitsMadeByTwo() {
        var scene = SignOffScene()
        scene.commit("merge", by: ann, isMerge: true, coAuthors: ["Eve <\(eve)>"])
        scene.attempt(.trailer(role: "dpo", by: nil), in: "merge", item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann trailer authored@merge"])
    }

    /// A forge writes the title of a pull request into its merge, and everybody's messages into a squash.
    @Test(arguments: [(true, [], true), (false, ["Eve <\(eve)>"], true), (false, [], false)])
    func wordsThatAForgeTookFromOthersDoNotSign(isMerge: Bool, coAuthors: [String], fails: Bool) {
        for by in [nil, Mention("Ann A. <\(ann)>")] {
            var scene = SignOffScene()
            scene.commit("merge", by: ann, isMerge: isMerge, namesPullRequest: true, coAuthors: coAuthors)
            scene.attempt(.trailer(role: "dpo", by: by), in: "merge", item: .inline("dpo"))
            #expect(
                scene.told(now: .inline("dpo"))
                    == (fails
                        ? ["awaiting", "dpo: ann trailer authored@merge, fails: commit", "missing dpo: commit"]
                        : ["signed-off", "dpo: ann trailer authored@merge"]))
        }
    }

    /// They are words of others about somebody already.
    @Test func wordsInTheNameOfAnotherAreStatedWhoeverWroteThem() {
        var scene = SignOffScene(.project(Policy(minimumEvidence: .stated)))
        scene.commit("merge", by: eve, isMerge: true, namesPullRequest: true)
        scene.attempt(.trailer(role: "dpo", by: Mention("Ann A. <\(ann)>")), in: "merge", item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann trailer stated@merge"])
    }

    @Test func trailersHoldInTheCommitThatAddsTheItemTicked() {
        var scene = SignOffScene()
        scene.attempt(
            .trailer(role: "dpo", by: nil), in: "add", by: ann, item: .inline("dpo"), isBornTicked: true)
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann trailer authored@add"])
    }

    @Test func trailerAsARoleThatIsAskedOnlyLater() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: ann, item: .inline())
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann trailer authored@sign"])
    }

    @Test func trailerAsARoleThatWasNeverAsked() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "ministry", by: nil), in: "sign", by: ben, item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["awaiting", "missing dpo: none"])
        #expect(
            scene.findings(now: .inline("dpo")) == [.roleNotAsked(role: "ministry", commit: CommitID(hex: "sign"))])
    }

    @Test func aSignOffForARoleThatIsNoLongerAskedStaysListed() {
        var scene = SignOffScene()
        scene.attempt(.trailer(role: "ministry", by: nil), in: "sign", by: ben, item: .inline("ministry"))
        #expect(scene.told(now: .inline()) == ["done", "ministry: ben trailer authored@sign"])
        scene = SignOffScene()
        scene.everAsked = ["ministry"]
        scene.attempt(.trailer(role: "ministry", by: nil), in: "sign", by: ben, item: .inline())
        #expect(scene.told(now: .inline()) == ["done", "ministry: ben trailer authored@sign"])
    }

    @Test func boxAndTrailerOfOneCommitAreBothListed() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", ticked: ["dpo"])
        scene.attempt(.box(role: "dpo"), in: "sign", by: ann, item: item)
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", item: item)
        scene.attempt(.trailer(role: nil, by: nil), in: "sign", item: item)
        #expect(
            scene.told(now: item) == [
                "signed-off", "dpo: ann box authored@sign", "dpo: ann trailer authored@sign",
            ])
        #expect(scene.verdict(now: item).taken["dpo"]?.way == .box)
    }

    /// The trailer of a commit may hold where its box does not.
    @Test func aTrailerSavesTheBoxOfACommitMadeByTwo() {
        var scene = SignOffScene()
        let item = ItemFacts.boxes("dpo", ticked: ["dpo"])
        scene.commit("sign", by: ann, coAuthors: ["Eve <\(eve)>"])
        scene.attempt(.box(role: "dpo"), in: "sign", item: item)
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", item: item)
        #expect(
            scene.told(now: item) == [
                "signed-off", "dpo: ann box authored@sign, fails: commit", "dpo: ann trailer authored@sign",
            ])
    }

    // MARK: 4, approval trailers

    private let approving = Policy(minimumEvidence: .stated, approvalTrailers: ["Approved-by", "Reviewed-by"])

    @Test func approvalTrailerNamingAHolder() {
        var scene = SignOffScene(.project(approving))
        scene.commit("merge", isMerge: true, coAuthors: ["Cem <\(cem)>"])
        scene.attempt(
            .approval(key: "approved-BY", by: Mention("Ann <ann@home.example>")), in: "merge", item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann approval stated@merge"])
    }

    /// Bitbucket writes no address.
    @Test func approvalTrailerWithANameOnly() {
        var scene = SignOffScene(.project(approving))
        scene.attempt(.approval(key: "Approved-by", by: Mention("Ann A.")), in: "merge", item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann approval stated@merge"])
    }

    @Test func approvalIsNeverMoreThanStated() {
        var scene = SignOffScene(.project(approving))
        scene.commit("merge", by: ann, signature: JudgedSignature(.good))
        scene.attempt(.approval(key: "Reviewed-by", by: Mention("Ann <\(ann)>")), in: "merge", item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann approval stated@merge"])
    }

    @Test func approvalCountsOnlyWhereTheMinimumEvidenceAllows() {
        var scene = SignOffScene(.project(Policy(approvalTrailers: ["Approved-by"])))
        scene.attempt(.approval(key: "Approved-by", by: Mention("Ann <\(ann)>")), in: "merge", item: .inline("dpo"))
        #expect(
            scene.told(now: .inline("dpo")) == [
                "awaiting", "dpo: ann approval stated@merge, fails: evidence", "missing dpo: evidence",
            ])
    }

    @Test(arguments: ["Signed-off-by", "Acked-by"])
    func trailersThatThePolicyDoesNotListAreNone(key: String) {
        var scene = SignOffScene(.project(approving))
        scene.attempt(.approval(key: key, by: Mention("Ann <\(ann)>")), in: "merge", item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["awaiting", "missing dpo: none"])
        #expect(scene.commitsToJudge(now: .inline("dpo")).isEmpty)
    }

    @Test func signedOffByApprovesWhereThePolicyListsIt() {
        var scene = SignOffScene(.project(Policy(minimumEvidence: .stated, approvalTrailers: ["Signed-off-by"])))
        scene.attempt(.approval(key: "Signed-off-by", by: Mention("Ann <\(ann)>")), in: "merge", item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["signed-off", "dpo: ann approval stated@merge"])
    }

    @Test func approvalBySomebodyWithoutAnAskedRoleIsNoAttempt() {
        var scene = SignOffScene(.project(approving))
        scene.attempt(.approval(key: "Approved-by", by: Mention("Ben <\(ben)>")), in: "merge", item: .inline("dpo"))
        scene.attempt(.approval(key: "Approved-by", by: Mention("Eve <\(eve)>")), in: "merge", item: .inline("dpo"))
        scene.attempt(.approval(key: "Approved-by", by: nil), in: "merge", item: .inline("dpo"))
        #expect(scene.told(now: .inline("dpo")) == ["awaiting", "missing dpo: none"])
    }

    @Test func approvalByAHolderOfSeveralAskedRolesCountsForNone() {
        var scene = SignOffScene(.project(approving))
        let item = ItemFacts.inline("dpo", "ministry")
        scene.attempt(.approval(key: "Approved-by", by: Mention("Cem <\(cem)>")), in: "merge", item: item)
        #expect(
            scene.told(now: item) == [
                "awaiting", "dpo: cem approval stated@merge, fails: role",
                "ministry: cem approval stated@merge, fails: role", "missing dpo: role", "missing ministry: role",
            ])
    }

    @Test func approvalOfAMergeThatLeavesTheItemOpenIsNone() {
        var scene = SignOffScene(.project(approving))
        scene.attempt(
            .approval(key: "Approved-by", by: Mention("Ann <\(ann)>")), in: "merge", item: .inline("dpo").open)
        #expect(scene.told(now: .inline("dpo")) == ["awaiting", "missing dpo: none"])
    }

    @Test func approvalOfAnItemThatWasAddedTickedIsNone() {
        var scene = SignOffScene(.project(approving))
        scene.attempt(
            .approval(key: "Approved-by", by: Mention("Ann <\(ann)>")), in: "import", item: .inline("dpo"),
            isBornTicked: true)
        #expect(
            scene.told(now: .inline("dpo")) == [
                "awaiting", "dpo: ann approval stated@import, fails: commit", "missing dpo: commit",
            ])
    }
}
