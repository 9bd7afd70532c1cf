import Checklists
import Testing

/// Who held a role when, how well it is proven, and what the policy asks (SPEC section 4).
@Suite struct SignOffProofTests {
    private let item = ItemFacts.boxes("dpo", ticked: ["dpo"])

    private func told(
        _ rules: Rules?, by email: String = ann, on day: String = "2027-03-04", _ signature: JudgedSignature = .none
    ) -> [String] {
        var scene = SignOffScene(rules)
        scene.commit("tick", by: email, on: day, signature: signature)
        scene.attempt(.box(role: "dpo"), in: "tick", item: item)
        return scene.told(now: item)
    }

    // MARK: In force

    /// Before any configuration, and where it cannot be read.
    @Test func noRulesInForce() {
        #expect(told(nil) == ["awaiting", "dpo: nobody box authored@tick, fails: role", "missing dpo: role"])
    }

    /// The caller gives the rules before the pull request; that it appoints Eve does not show in them.
    @Test func selfAppointmentHoldsOnlyForLaterCommits() {
        let appointed = Rules(
            roles: [Role(key: "dpo")],
            people: [Person(key: "eve", emails: [eve], roles: [RoleTerm(role: "dpo")])])
        var scene = SignOffScene(.project())
        scene.attempt(.box(role: "dpo"), in: "appoint and tick", by: eve, item: item)
        #expect(scene.verdict(now: item).missing == [MissingSignOff(role: "dpo", reason: .role)])
        scene.rules = appointed
        scene.attempt(.trailer(role: "dpo", by: nil), in: "after", by: eve, item: item)
        #expect(
            scene.told(now: item) == [
                "signed-off", "dpo: nobody box authored@appoint and tick, fails: role",
                "dpo: eve trailer authored@after",
            ])
    }

    @Test func aRoleThatIsLostLaterWasHeldThen() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: item)
        scene.rules = Rules(roles: [Role(key: "dpo")])
        scene.attempt(.trailer(role: "dpo", by: nil), in: "again", by: ann, item: item)
        #expect(
            scene.told(now: item) == [
                "signed-off", "dpo: ann box authored@tick", "dpo: nobody trailer authored@again, fails: role",
            ])
    }

    @Test func aRoleThatIsNotDeclaredIsHeldByNobody() {
        let rules = Rules(people: [Person(key: "ann", emails: [ann], roles: [RoleTerm(role: "dpo")])])
        #expect(told(rules) == ["awaiting", "dpo: ann box authored@tick, fails: role", "missing dpo: role"])
    }

    @Test(arguments: [
        ("2027-02-28", false), ("2027-03-01", true), ("2027-03-31", true), ("2027-04-01", false),
    ])
    func termsIncludeBothDays(day: String, isHeld: Bool) {
        let term = Term(from: Day("2027-03-01"), until: Day("2027-03-31"))
        let rules = Rules(
            roles: [Role(key: "dpo")],
            people: [Person(key: "ann", emails: [ann], roles: [RoleTerm(role: "dpo", term: term)])])
        #expect(told(rules, on: day).first == (isHeld ? "signed-off" : "awaiting"))
    }

    @Test func openTerms() {
        #expect(Term.always.contains(Day(daysSince1970: 0)))
        #expect(Term(from: Day("2027-03-01")).contains(Day(daysSince1970: 30_000)))
        #expect(!Term(until: Day("2027-03-01")).contains(Day(daysSince1970: 30_000)))
    }

    @Test(arguments: [
        ("ANN@MINISTRY.EXAMPLE", true), ("ann@home.example", true), ("ann@ministry.example ", false),
        ("ann@ministry.examplе", false), ("", false), ("ann+x@ministry.example", false),
    ])
    func peopleAreKnownByTheirAddresses(email: String, isKnown: Bool) {
        #expect(told(.project(), by: email).first == (isKnown ? "signed-off" : "awaiting"))
    }

    /// Swift holds `é` and `e` with an accent for the same character.
    @Test func addressesAreComparedByteForByte() {
        let rules = Rules(people: [Person(key: "zoe", emails: ["zo\u{E9}@a.example"])])
        #expect(rules.person(at: "ZO\u{E9}@a.example")?.key == "zoe")
        #expect(rules.person(at: "zoe\u{301}@a.example") == nil)
    }

    @Test func anAddressOfTwoPeopleIdentifiesNeither() {
        let rules = Rules(
            roles: [Role(key: "dpo")],
            people: ["one", "two", "three"].map { key in
                Person(key: key, names: ["Same"], emails: [ann, "\(key)@a.example"], roles: [RoleTerm(role: "dpo")])
            })
        #expect(told(rules) == ["awaiting", "dpo: nobody box authored@tick, fails: role", "missing dpo: role"])
        #expect(rules.person(at: "two@a.example")?.key == "two")
        #expect(rules.person(Mention(name: "Same", email: nil)) == nil)
    }

    // MARK: Evidence

    @Test(
        arguments: [
            (.init(.good), "verified"), (.init(.good, isForges: true), "forge"), (.init(.none), "authored"),
            (.init(.committer), "authored"), (.init(.expiredKey), "authored"), (.init(.unknownKey), "authored"),
            (.init(.unchecked), "authored"), (.init(.unknownKey, isForges: true), "authored"),
        ] as [(JudgedSignature, String)])
    func levels(signature: JudgedSignature, level: String) {
        #expect(told(.project(), signature) == ["signed-off", "dpo: ann box \(level)@tick"])
    }

    @Test(
        arguments: [
            (.verified, .good, false, true), (.verified, .good, true, false), (.verified, .none, false, false),
            (.forge, .good, true, true), (.forge, .good, false, true), (.forge, .none, false, false),
            (.authored, .committer, false, true), (.stated, .none, false, true),
        ] as [(EvidenceLevel, SignatureVerdict, Bool, Bool)])
    func minimumEvidence(minimum: EvidenceLevel, verdict: SignatureVerdict, isForges: Bool, counts: Bool) {
        let told = told(
            .project(Policy(minimumEvidence: minimum)), JudgedSignature(verdict, isForges: isForges))
        #expect(told.first == (counts ? "signed-off" : "awaiting"))
        #expect(told.last == "missing dpo: evidence" || counts)
    }

    @Test func minimumEvidenceOfOneRole() {
        let policy = Policy(minimumEvidence: .verified, minimumEvidenceByRole: ["dpo": .authored])
        #expect(told(.project(policy)).first == "signed-off")
        let other = Policy(minimumEvidence: .authored, minimumEvidenceByRole: ["dpo": .verified])
        #expect(told(.project(other)).first == "awaiting")
    }

    /// The policy is that of the time of the sign-off.
    @Test func aStricterPolicyHoldsFromThenOn() {
        var scene = SignOffScene()
        scene.attempt(.box(role: "dpo"), in: "tick", by: ann, item: item)
        scene.rules = .project(Policy(minimumEvidence: .verified))
        scene.attempt(.trailer(role: "dpo", by: nil), in: "later", by: ann, item: item)
        #expect(
            scene.told(now: item) == [
                "signed-off", "dpo: ann box authored@tick", "dpo: ann trailer authored@later, fails: evidence",
            ])
    }

    @Test(arguments: [SignatureVerdict.bad, .wrongSigner, .revokedKey])
    func alarmsNeverCount(verdict: SignatureVerdict) {
        var scene = SignOffScene(.project(Policy(minimumEvidence: .stated)))
        scene.commit("tick", by: ann, signature: JudgedSignature(verdict))
        scene.attempt(.box(role: "dpo"), in: "tick", item: item)
        scene.attempt(.trailer(role: "dpo", by: Mention("Cem <\(cem)>")), in: "tick", item: item)
        #expect(
            scene.told(now: item) == [
                "awaiting", "dpo: ann box authored@tick, fails: alarm", "dpo: cem trailer stated@tick, fails: alarm",
                "missing dpo: alarm",
            ])
        #expect(
            scene.findings(now: item) == [
                .alarm(verdict, commit: CommitID(hex: "tick")), .boxWithoutSignOff(role: "dpo"),
            ])
    }

    @Test func anAcknowledgedAlarmStillDoesNotCount() {
        let note = Acknowledgement(commit: CommitID(hex: "tick"), reason: "key was replaced")
        let policy = Policy(acknowledged: [note])
        #expect(told(.project(policy), JudgedSignature(.revokedKey)).first == "awaiting")
        #expect(policy.acknowledgement(of: CommitID(hex: "tick")) == note)
        #expect(policy.acknowledgement(of: CommitID(hex: "other")) == nil)
    }

    /// Signatures are looked at only where they matter, so only those commits cost a process.
    @Test func commitsToJudge() {
        var scene = SignOffScene()
        scene.attempt(.completion, in: "a tick", by: eve, item: .inline("dpo"))
        scene.attempt(.completion, in: "b tick", by: ann, item: .inline("dpo"))
        scene.attempt(.box(role: "dpo"), in: "c box", by: eve, item: item)
        scene.attempt(.approval(key: "Change-Id", by: Mention("I123")), in: "d merge", item: item)
        scene.ending(.reopened, in: "e reopen")
        scene.ending(.unticked(role: "dpo"), in: "f untick")
        scene.ending(.revocation(role: nil), in: "g revoke")
        #expect(scene.commitsToJudge(now: item) == ["b tick", "c box", "g revoke"])
    }

    // MARK: Independence

    private let independent = Policy(isIndependent: true)

    private func reason(_ item: ItemFacts, now: ItemFacts? = nil, by email: String = ann) -> MissingSignOff.Reason? {
        var scene = SignOffScene(.project(independent))
        scene.attempt(.trailer(role: "dpo", by: nil), in: "sign", by: email, item: item)
        return scene.verdict(now: now ?? item).missing.first?.reason
    }

    @Test func theSignerDidNotCompleteTheItem() {
        #expect(reason(.inline("dpo", by: eve)) == nil)
        #expect(reason(.inline("dpo", by: ann)) == .independence)
        #expect(reason(.inline("dpo", by: "ann@HOME.example")) == .independence)
    }

    @Test func theSignerDidNotChangeAnOutputLast() {
        let item = ItemFacts.inline("dpo", by: eve)
        #expect(reason(item.with { $0.outputsChangedBy = [.author(email: eve), .author(email: ben)] }) == nil)
        #expect(
            reason(item.with { $0.outputsChangedBy = [.author(email: eve), .author(email: "ann@home.example")] })
                == .independence)
    }

    @Test func whoMadeItMustBeKnown() {
        #expect(reason(.inline("dpo").with { $0.completedBy = .unknown }) == .independence)
        #expect(reason(.inline("dpo").with { $0.outputsChangedBy = [.unknown] }) == .independence)
    }

    @Test func aBoxTickedFirstIsNotIndependentOfItsSignersOwnCompletion() {
        #expect(reason(ItemFacts.inline("dpo").open, now: .inline("dpo", by: ann)) == .independence)
        #expect(reason(ItemFacts.inline("dpo").open, now: .inline("dpo", by: eve)) == nil)
    }

    @Test func aCompletionIsNeverIndependentOfItself() {
        var scene = SignOffScene(.project(independent))
        scene.attempt(.completion, in: "tick", by: ann, item: .inline("dpo", by: ann))
        #expect(
            scene.told(now: .inline("dpo", by: ann)) == [
                "awaiting", "dpo: ann completion authored@tick, fails: independence", "missing dpo: independence",
            ])
    }

    // MARK: Of several reasons

    @Test func anAlarmIsToldBeforeAll() {
        #expect(told(nil, JudgedSignature(.bad)).last == "missing dpo: alarm")
    }

    @Test func aRoleThatIsNotHeldIsToldBeforeTheCommitAndTheEvidence() {
        var scene = SignOffScene(.project(Policy(minimumEvidence: .verified)))
        scene.commit("merge", by: ben, isMerge: true)
        scene.attempt(.box(role: "dpo"), in: "merge", item: item)
        #expect(scene.verdict(now: item).missing.first?.reason == .role)
    }

    @Test func aCommitThatCannotSignIsToldBeforeTheEvidence() {
        var scene = SignOffScene(.project(Policy(minimumEvidence: .verified, isIndependent: true)))
        scene.commit("merge", by: ann, isMerge: true)
        scene.attempt(.box(role: "dpo"), in: "merge", item: item.with { $0.completedBy = .author(email: ann) })
        #expect(scene.verdict(now: item).missing.first?.reason == .commit)
    }
}
