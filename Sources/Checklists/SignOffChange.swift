/// What became of one sign-off of an item between two reports.
package struct SignOffChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Counts now, and nobody had signed the role before.
        case made
        /// Counts now; an earlier one of the role is stale, ended or replaced.
        case renewed
        /// The same person's sign-off of the role is borne by another commit: history was rewritten.
        case rewritten
        /// Had ended and counts: what ended it is not in the history any more, or not in effect there.
        case reinstated
        /// What it covers is there again.
        case currentAgain = "current-again"
        /// The item's status rested on it, and what it covers has changed.
        case madeStale = "made-stale"
        /// Revoked, or ended with the item being reopened or removed.
        case ended
        /// Counted, and does no longer: its key was revoked, or it is judged by other rules.
        case discounted
        /// Counted; it is not on record any more, and nothing there ended it.
        case lost
        /// The same where that history is truncated: it may be behind the boundary.
        case notFound = "not-found"
        /// An attempt that does not count.
        case attempted
        /// Counts as before, by another level of evidence.
        case reproven
    }

    package var kind: Kind
    package var role: String
    /// As the base has it; nil where it has none.
    package var before: SignOff?
    /// As the head has it; nil where it has none.
    package var after: SignOff?
    /// Why a sign-off that counts is not current.
    package var reason: CoveredChange?
    /// Where another commit bears it now: what it covers otherwise than it did; nil where it covers the same.
    package var covered: CoveredChange?

    package init(
        _ kind: Kind, role: String, before: SignOff? = nil, after: SignOff? = nil, reason: CoveredChange? = nil,
        covered: CoveredChange? = nil
    ) {
        self.kind = kind
        self.role = role
        self.before = before
        self.after = after
        self.reason = reason
        self.covered = covered
    }

    /// It counts on both sides, and less is proven than was.
    package var isLessProven: Bool {
        guard let before, let after, before.counts, after.counts else { return false }
        return after.evidence < before.evidence
    }
}

/// Finds the changes of the sign-offs of one item.
struct SignOffComparison {
    /// The item in the base; nil where it is not.
    let base: Item?
    /// The item in the head; nil where it is not.
    let head: Item?
    /// In the base, sign-offs of the life that the item has in the head, where that was over.
    let past: [SignOff]
    /// In the head, sign-offs of the life that the item had in the base, where that is over.
    let over: [SignOff]
    /// The head's.
    let report: Report

    /// By role in the order in which the item asks; those of roles that it asks no more come last.
    var changes: [SignOffChange] {
        let old = acts(base, past)
        let new = acts(head, over)
        var roles: [String] = []
        for role in (head?.state.fields.asked ?? []) + (base?.state.fields.asked ?? []) + (new + old).map(\.role)
        where !roles.contains(role) {
            roles.append(role)
        }
        let taken = (base?.takenSignOffs ?? [:], head?.takenSignOffs ?? [:])
        return roles.flatMap { role in
            RoleComparison(
                role: role, old: old.filter { $0.role == role }, new: new.filter { $0.role == role },
                oldTaken: taken.0[role], newTaken: taken.1[role], isHistoryComplete: report.history.isComplete,
                reason: { signOff in head.flatMap { report.change(since: signOff, of: $0) } },
                covered: { before, after in
                    CoveredChange(
                        from: before.covers, to: after.covers, texts: (base?.state.text, head?.state.text))
                },
                whoEnded: { signOff in signOff.end?.commit.flatMap { report.commits[$0]?.author.person } }
            ).changes
        }
    }
}

extension SignOffComparison {
    private func acts(_ item: Item?, _ more: [SignOff]) -> [SignOff] {
        let present = (item?.signOffs ?? []).acts
        let known = Set(present.map(Act.init))
        return present + more.acts.filter { !known.contains(Act($0)) }
    }
}

/// What makes a sign-off of two reports the same.
private struct Act: Hashable {
    let role: String
    let person: String?
    let commit: CommitID
    /// Nobody knows whether two unknown people are one.
    let way: SignOff.Way?

    init(_ signOff: SignOff) {
        (role, person, commit) = (signOff.role, signOff.person, signOff.commit)
        way = signOff.person == nil ? signOff.way : nil
    }
}

/// The sign-offs of one role.
private struct RoleComparison {
    let role: String
    let old: [SignOff]
    let new: [SignOff]
    let oldTaken: SignOff?
    let newTaken: SignOff?
    let isHistoryComplete: Bool
    let reason: (SignOff) -> CoveredChange?
    let covered: (SignOff, SignOff) -> CoveredChange?
    let whoEnded: (SignOff) -> String?

    var changes: [SignOffChange] {
        var found: [SignOffChange] = []
        var rewritten: Set<Act> = []
        for signOff in new {
            if let before = old.first(where: { Act($0) == Act(signOff) }) {
                found += change(from: before, to: signOff)
            } else if let change = introduction(of: signOff, &rewritten) {
                found.append(change)
            }
        }
        for signOff in old where signOff.isInEffect && !rewritten.contains(Act(signOff)) {
            guard !new.contains(where: { Act($0) == Act(signOff) }) else { continue }
            found.append(SignOffChange(isHistoryComplete ? .lost : .notFound, role: role, before: signOff))
        }
        return found.filter { !isSignedAgain($0, in: found) } + currency
    }

    /// Who signed has ended it, and signed again: net, it is renewed.
    private func isSignedAgain(_ change: SignOffChange, in found: [SignOffChange]) -> Bool {
        guard change.kind == .ended, let ended = change.after, let person = ended.person, whoEnded(ended) == person
        else { return false }
        return found.contains { ($0.kind == .made || $0.kind == .renewed) && $0.after?.person == person }
    }

    /// A sign-off that both have.
    private func change(from before: SignOff, to after: SignOff) -> [SignOffChange] {
        func change(_ kind: SignOffChange.Kind) -> [SignOffChange] {
            [SignOffChange(kind, role: role, before: before, after: after)]
        }
        guard before.isInEffect else {
            guard after.isInEffect else { return [] }
            return before.counts ? [reinstatement(of: before, as: after)] : change(.made)
        }
        if !after.counts { return change(.discounted) }
        if after.end != nil { return change(.ended) }
        return before.evidence == after.evidence ? [] : change(.reproven)
    }

    private func reinstatement(of before: SignOff, as after: SignOff) -> SignOffChange {
        SignOffChange(
            .reinstated, role: role, before: before, after: after, reason: after.isCurrent ? nil : reason(after),
            covered: covered(before, after))
    }

    /// A sign-off that only the head has; nil where a later one stands for it, or where it is one that had ended as it has.
    private func introduction(of signOff: SignOff, _ rewritten: inout Set<Act>) -> SignOffChange? {
        guard signOff.counts else { return SignOffChange(.attempted, role: role, after: signOff) }
        /// What a rewritten history has in another commit.
        func predecessor(where isAlike: (SignOff) -> Bool) -> SignOff? {
            let twin = old.first { before in
                isAlike(before) && before.person == signOff.person && !rewritten.contains(Act(before))
                    && !new.contains { Act($0) == Act(before) }
            }
            if let twin { rewritten.insert(Act(twin)) }
            return twin
        }
        if let end = signOff.end {
            let isTold = predecessor { $0.counts && $0.end?.reason == end.reason } == nil
            return isTold ? SignOffChange(.ended, role: role, after: signOff) : nil
        }
        guard signOff.isCurrent || newTaken.map(Act.init) == Act(signOff) else { return nil }
        let stale = signOff.isCurrent ? nil : reason(signOff)
        if let twin = predecessor(where: \.isInEffect) {
            return SignOffChange(
                .rewritten, role: role, before: twin, after: signOff, reason: stale, covered: covered(twin, signOff))
        }
        // Where history is truncated, what ended the earlier one may be behind the boundary with it.
        if isHistoryComplete, let twin = predecessor(where: { $0.counts && $0.end != nil }) {
            return reinstatement(of: twin, as: signOff)
        }
        let kind: SignOffChange.Kind = old.contains(where: \.counts) ? .renewed : .made
        return SignOffChange(kind, role: role, before: oldTaken, after: signOff, reason: stale)
    }

    /// Whether a sign-off that both have, and that neither ended, covers what is there.
    private var currency: [SignOffChange] {
        if let oldTaken, oldTaken.isCurrent, newTaken?.isCurrent != true,
            let after = new.first(where: { Act($0) == Act(oldTaken) }), after.isInEffect, !after.isCurrent
        {
            return [
                SignOffChange(.madeStale, role: role, before: oldTaken, after: after, reason: reason(after))
            ]
        }
        if let newTaken, newTaken.isCurrent, oldTaken?.isCurrent != true,
            let before = old.first(where: { Act($0) == Act(newTaken) }), before.isInEffect, !before.isCurrent
        {
            return [SignOffChange(.currentAgain, role: role, before: before, after: newTaken)]
        }
        return []
    }
}

extension SignOff {
    /// Counts and has not ended, whether or not it is current.
    fileprivate var isInEffect: Bool { counts && end == nil }
}
