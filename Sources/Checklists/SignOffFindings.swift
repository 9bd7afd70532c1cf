extension SignOffEvaluation {
    /// What somebody should look at besides the sign-offs themselves.
    func findings(_ entries: [Entry], taken: [String: SignOff], everAsked: Set<String>) -> [SignOffFinding] {
        var found: [(order: Int, finding: SignOffFinding)] = []
        for attempt in facts.attempts {
            found += findings(attempt, everAsked: everAsked).map { (attempt.commit.order, $0) }
        }
        let orders = Dictionary(facts.endings.map { ($0.commit.id, $0.commit.order) }) { first, _ in first }
        for ending in facts.endings {
            found += findings(ending, entries, orders).map { (ending.commit.order, $0) }
        }
        var seen: Set<SignOffFinding> = []
        let ordered = found.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
        return (ordered.map(\.element.finding) + boxFindings(entries, taken: taken)).filter { seen.insert($0).inserted }
    }

    /// Boxes that say something else than the sign-offs.
    private func boxFindings(_ entries: [Entry], taken: [String: SignOff]) -> [SignOffFinding] {
        guard let now = facts.now else { return [] }
        return now.asked.compactMap { role in
            switch (now.boxes[role], taken[role]) {
            case (true?, nil):
                // In a truncated history the one who ticked may be behind the boundary.
                let mayBeBefore = !facts.isHistoryComplete && !entries.contains { $0.signOff.role == role }
                return mayBeBefore || facts.unwrittenBoxes.contains(role) ? nil : .boxWithoutSignOff(role: role)
            case (false?, let signOff?): return .signOffWithoutBox(role: role, commit: signOff.commit)
            default: return nil
            }
        }
    }

    private func findings(_ attempt: SignOffAttempt, everAsked: Set<String>) -> [SignOffFinding] {
        var found: [SignOffFinding] = []
        let verdict = attempt.claims.isEmpty ? .none : context.signature(attempt.commit.id).verdict
        if verdict.isAlarm { found.append(.alarm(verdict, commit: attempt.commit.id)) }
        guard case .trailer(let role, _) = attempt.way else { return found }
        if let role {
            if !everAsked.contains(role) { found.append(.roleNotAsked(role: role, commit: attempt.commit.id)) }
        } else if attempt.heldRolesOfSigner.count != 1 {
            found.append(.roleUnclear(held: attempt.heldRolesOfSigner, commit: attempt.commit.id))
        }
        return found
    }

    private func findings(
        _ ending: SignOffEnding, _ entries: [Entry], _ orders: [CommitID: Int]
    ) -> [SignOffFinding] {
        switch ending.kind {
        case .reopened, .removed: return []
        // Who unticked it is seen when it is committed.
        case .unticked where ending.commit.isUnwritten: return []
        case .unticked(let role):
            let isOthers = meant(by: ending, role, entries, orders).contains { !ending.isAllowed(to: role, $0.claim) }
            return isOthers ? [.unticked(role: role, commit: ending.commit.id)] : []
        case .revocation(let role):
            let id = ending.commit.id
            let verdict = context.signature(id).verdict
            let alarm = verdict.isAlarm ? [SignOffFinding.alarm(verdict, commit: id)] : []
            let meant = meant(by: ending, role, entries, orders)
            if meant.isEmpty { return alarm + [.revocationOfNothing(role: role, commit: id)] }
            let isAllowed = meant.contains { ending.isAllowed(to: role, $0.claim) }
            return isAllowed ? alarm : alarm + [.revocationNotAllowed(role: role, commit: id)]
        }
    }

    /// The sign-offs that there were to end: made before, or in the same commit, and not ended before. `orders` are those of
    /// the commits that ended any.
    private func meant(
        by ending: SignOffEnding, _ role: String?, _ entries: [Entry], _ orders: [CommitID: Int]
    ) -> [Entry] {
        entries.filter { entry in
            let (signOff, commit) = (entry.signOff, entry.claim.attempt.commit)
            guard signOff.counts, role == nil || signOff.role == role else { return false }
            if let order = signOff.end?.commit.flatMap({ orders[$0] }), order < ending.commit.order { return false }
            return commit.id == ending.commit.id || isAncestor(commit, ending.commit)
        }
    }
}
