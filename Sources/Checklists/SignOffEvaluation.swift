extension SignOffFacts {
    /// The commits whose signatures matter: those that bear a sign-off or a revocation. By their ids.
    package var commitsToJudge: [CommitID] {
        let signing = attempts.filter { !$0.claims.isEmpty }.map(\.commit.id)
        return Set(signing + endings.filter(\.isRevocation).map(\.commit.id)).sorted()
    }

    /// Which sign-offs an item has, which are missing, what its status is (SPEC sections 4 and 5).
    package func evaluated(in context: SignOffContext) -> SignOffVerdict {
        SignOffEvaluation(facts: self, context: context).verdict()
    }
}

extension SignOffEnding {
    fileprivate var isRevocation: Bool { if case .revocation = kind { true } else { false } }

    /// Of several endings in one commit the most telling comes first.
    fileprivate var rank: Int {
        switch kind {
        case .revocation: 0
        case .unticked: 1
        case .reopened: 2
        case .removed: 3
        }
    }
}

/// The rules by which facts become sign-offs. Each function is one of them.
struct SignOffEvaluation {
    let facts: SignOffFacts
    let context: SignOffContext

    /// A sign-off with what it was made from.
    struct Entry {
        let claim: SignOffClaim
        var signOff: SignOff
        var order: Int { claim.attempt.commit.order }
    }

    func verdict() -> SignOffVerdict {
        let entries = entries()
        let byRole = Dictionary(grouping: entries, by: \.signOff.role)
        var taken: [String: SignOff] = [:]
        var missing: [MissingSignOff] = []
        for role in facts.now?.asked ?? [] {
            let attempts = byRole[role] ?? []
            taken[role] = newest(attempts.filter { $0.signOff.counts && $0.signOff.end == nil })?.signOff
            if taken[role]?.isCurrent != true {
                missing.append(MissingSignOff(role: role, reason: reasonMissing(after: attempts)))
            }
        }
        let relevant = facts.everAsked.union(facts.now?.asked ?? []).union(facts.attempts.flatMap(\.item.asked))
        return SignOffVerdict(
            signOffs: unique(entries.map(\.signOff).filter { relevant.contains($0.role) }), missing: missing,
            status: facts.now.map { Status(of: $0, taken: taken) },
            findings: findings(entries, taken: taken, everAsked: relevant), coverage: facts.now?.coverage, taken: taken)
    }

    /// Every attempt by role, then oldest first.
    private func entries() -> [Entry] {
        let claims = facts.attempts.flatMap(\.claims)
        return zip(claims, ends(of: claims)).map { Entry(claim: $0, signOff: signOff($0, endedBy: $1)) }.sorted {
            ($0.signOff.role, $0.order, $0.signOff.way.rank, $0.signOff.person ?? "")
                < ($1.signOff.role, $1.order, $1.signOff.way.rank, $1.signOff.person ?? "")
        }
    }

    // MARK: One sign-off

    private func signOff(_ claim: SignOffClaim, endedBy end: SignOff.End?) -> SignOff {
        let (commit, item) = (claim.attempt.commit, claim.attempt.item)
        let signature = context.signature(commit.id)
        let evidence = evidence(claim, signature)
        return SignOff(
            role: claim.role, person: claim.person?.key, signer: claim.person.map(SignOff.Signer.init),
            commit: commit.id, way: claim.way, evidence: evidence,
            signature: signature.verdict, failure: failure(claim, signature.verdict, evidence),
            isCurrent: facts.now.map { $0.isUnchanged(since: item) } ?? false, end: end ?? silentEnd(of: claim),
            roleGrantedBy: claim.person.flatMap {
                claim.isHeld ? context.roleGranted(claim.role, $0.key, commit.id) : nil
            },
            covers: item.coverage)
    }

    private func evidence(_ claim: SignOffClaim, _ signature: JudgedSignature) -> EvidenceLevel {
        if claim.isStated { return .stated }
        guard signature.verdict == .good else { return .authored }
        return signature.isForges ? .forge : .verified
    }

    private func failure(
        _ claim: SignOffClaim, _ signature: SignatureVerdict, _ evidence: EvidenceLevel
    ) -> SignOff.Failure? {
        guard !signature.isAlarm else { return .alarm }
        guard claim.isHeld, let rules = claim.attempt.commit.rules else { return .role }
        guard !claim.attempt.isByUnfitCommit else { return .commit }
        guard evidence >= rules.policy.minimumEvidence(for: claim.role) else { return .evidence }
        return rules.policy.isIndependent && !isIndependent(claim) ? .independence : nil
    }

    /// Whether the signer made neither the completion nor the last change to an output. A box may be ticked before its
    /// item: then the completion that follows is meant. What is not known is not independent.
    private func isIndependent(_ claim: SignOffClaim) -> Bool {
        let item = claim.attempt.item
        let makers = [item.completedBy ?? facts.now?.completedBy].compactMap(\.self) + item.outputsChangedBy
        return makers.allSatisfy { maker in
            guard let person = claim.person, case .author(let email, let people) = maker else { return false }
            return !people.contains(person.key) && !person.emails.contains { MailAddress($0) == MailAddress(email) }
        }
    }

    // MARK: How it ended

    /// For each claim the first thing that ended it. Ending by ending, so that ancestors are asked for of one commit after
    /// another; and signer by signer, since there may be thousands of both.
    private func ends(of claims: [SignOffClaim]) -> [SignOff.End?] {
        var ends: [SignOff.End?] = Array(repeating: nil, count: claims.count)
        var open = Array(Dictionary(grouping: claims.indices) { SignOffClaim.Signer(claims[$0]) }.values)
        for ending in facts.endings.sorted(by: { ($0.commit.order, $0.rank) < ($1.commit.order, $1.rank) }) {
            for (group, indices) in open.enumerated() {
                guard let one = indices.first, let reason = ending.reason(toEnd: claims[one]) else { continue }
                open[group].removeAll { index in
                    guard self.ending(ending, follows: claims[index].attempt.commit) else { return false }
                    ends[index] = SignOff.End(commit: ending.commit.id, reason: reason)
                    return true
                }
            }
        }
        return ends
    }

    /// Reopening in the commit of a sign-off does not end it; one that both signs and revokes, a squash perhaps, does not sign.
    private func ending(_ ending: SignOffEnding, follows commit: CommitFacts) -> Bool {
        if ending.commit.id == commit.id { return ending.endsWhatIsSignedWithIt }
        return isAncestor(commit, ending.commit)
    }

    /// A merge that takes the other side unticks without an event. It shows in where the present ticks come from: a sign-off
    /// by a tick stands while that tick does, any other while the ticks do that it was made under. Whoever ticks again does
    /// not bring it back.
    private func silentEnd(of claim: SignOffClaim) -> SignOff.End? {
        guard let now = facts.now else { return nil }
        let (attempt, item) = (claim.attempt, claim.attempt.item)
        if item.boxes[claim.role] == true {
            let ticks = attempt.way == .box(role: claim.role) ? [attempt.commit.id] : item.boxesTickedIn[claim.role]
            guard now.boxesTickedIn[claim.role, default: []].shares(ticks ?? []) else {
                return SignOff.End(commit: nil, reason: .revoked)
            }
        }
        // What was struck through is not open again.
        if item.isChecked, now.isChecked || !now.isExcluded {
            let ticks = attempt.way == .completion ? [attempt.commit.id] : item.tickedIn
            guard now.tickedIn.shares(ticks) else { return SignOff.End(commit: nil, reason: .reopened) }
        }
        return nil
    }

    func isAncestor(_ a: CommitFacts, _ b: CommitFacts) -> Bool {
        a.order < b.order && context.isAncestor(a.id, b.id)
    }

    // MARK: Several for one role

    /// The one that is no ancestor of another. Of parallel ones: what stands, then what is stale, then what ended or
    /// never counted; then the one on the first-parent side.
    private func newest(_ entries: [Entry]) -> Entry? {
        var tips: [Entry] = []
        var open = entries.sorted { $0.order > $1.order }[...]
        while let tip = open.popFirst() {
            tips.append(tip)
            open.removeAll { isAncestor($0.claim.attempt.commit, tip.claim.attempt.commit) }
        }
        return tips.reduce(nil as Entry?) { best, next in
            guard let best else { return next }
            return isPreferred(next, to: best) ? next : best
        }
    }

    private func isPreferred(_ a: Entry, to b: Entry) -> Bool {
        if a.signOff.rank != b.signOff.rank { return a.signOff.rank < b.signOff.rank }
        guard a.signOff.commit == b.signOff.commit else {
            return context.isOnFirstSide(a.signOff.commit, b.signOff.commit)
        }
        // A squash ticks boxes that had been ticked elsewhere; words it kept say who signed, and why they do not count.
        let isTrailer = (a.signOff.way == .trailer, b.signOff.way == .trailer)
        if a.signOff.failure != nil, b.signOff.failure != nil, isTrailer.0 != isTrailer.1 { return isTrailer.0 }
        if a.signOff.evidence != b.signOff.evidence { return a.signOff.evidence > b.signOff.evidence }
        return (a.signOff.way.rank, a.signOff.person ?? "") < (b.signOff.way.rank, b.signOff.person ?? "")
    }

    /// What became of the newest attempt.
    private func reasonMissing(after attempts: [Entry]) -> MissingSignOff.Reason {
        guard let signOff = newest(attempts)?.signOff else {
            return facts.isHistoryComplete ? .none : .historyTruncated
        }
        switch (signOff.failure, signOff.end?.reason) {
        case (.alarm?, _): return .alarm
        case (.role?, _): return .role
        case (.commit?, _): return .commit
        case (.evidence?, _): return .evidence
        case (.independence?, _): return .independence
        case (nil, .revoked?): return .revoked
        case (nil, .reopened?), (nil, .removed?): return .ended
        case (nil, nil): return .changed
        }
    }

    private func unique(_ signOffs: [SignOff]) -> [SignOff] {
        var seen: Set<SignOff> = []
        return signOffs.filter { seen.insert($0).inserted }
    }
}

extension SignOffEnding {
    /// How it ends a sign-off made before it; nil where it does not.
    fileprivate func reason(toEnd claim: SignOffClaim) -> SignOff.End.Reason? {
        switch kind {
        case .reopened: .reopened
        case .removed: .removed
        case .unticked(let role): role == claim.role ? .revoked : nil
        case .revocation(let role): isAllowed(to: role, claim) ? .revoked : nil
        }
    }

    fileprivate var endsWhatIsSignedWithIt: Bool {
        switch kind {
        case .reopened, .removed: false
        case .unticked, .revocation: true
        }
    }

    /// Whether a revocation of `role` (nil: none named) may end a sign-off: people revoke their own, in all their roles if
    /// they name none; holders of `policy.revoke` anybody's, but they name the role.
    func isAllowed(to role: String?, _ claim: SignOffClaim) -> Bool {
        guard role == nil || role == claim.role else { return false }
        return commit.isBy(claim.person) || role != nil && commit.mayRevoke
    }
}

extension ItemFacts {
    /// Whether an approval of `earlier` is one of this.
    func isUnchanged(since earlier: ItemFacts) -> Bool {
        isExcluded == earlier.isExcluded && coverage.isUnchanged(since: earlier.coverage)
    }
}

extension [CommitID?] {
    fileprivate func shares(_ others: [CommitID?]) -> Bool { contains { others.contains($0) } }
}

extension SignOff {
    fileprivate var rank: Int { !counts ? 3 : end != nil ? 2 : isCurrent ? 0 : 1 }
}

extension SignOff.Way {
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Status {
    /// The status of an item, by the table of SPEC section 5: the first match wins. `taken` has, for each role, the newest
    /// sign-off that counts and has not ended.
    init(of item: ItemFacts, taken: [String: SignOff]) {
        let signOffs = item.asked.map { taken[$0] }
        self =
            if item.isExcluded {
                .notApplicable
            } else if !item.isChecked {
                .open
            } else if signOffs.isEmpty {
                .done
            } else if signOffs.contains(where: { $0?.isCurrent == false }) {
                .changed
            } else if signOffs.contains(nil) {
                .awaiting
            } else {
                .signedOff
            }
    }
}
