/// One attempt to sign an item off in a role, and what came of it: an entry of the contract's `signOffs`.
package struct SignOff: Hashable, Sendable {
    /// How it was made (SPEC section 4, 1 to 4), the plainest first.
    package enum Way: String, Hashable, Sendable, CaseIterable {
        case box, trailer, completion, approval
    }

    /// Why an attempt is none. Of several reasons the first is told: who may not sign need not know how to do it better.
    package enum Failure: String, Hashable, Sendable, CaseIterable {
        /// The commit's signature is bad, by somebody else, or by a revoked key.
        case alarm
        /// Not held, no configuration in force, or several held and none named.
        case role
        /// A commit that cannot sign: a merge, made by several, a copy, of another project, or the one that wrote the tick with
        /// the item.
        case commit
        /// Less well proven than the policy asks.
        case evidence
        /// The signer made what is signed, and the policy wants somebody else.
        case independence
    }

    /// What ended a sign-off.
    package struct End: Hashable, Sendable {
        package enum Reason: String, Hashable, Sendable, CaseIterable { case reopened, removed, revoked }

        /// nil where no commit did: a merge took the side on which the box was not ticked.
        package var commit: CommitID?
        package var reason: Reason

        package init(commit: CommitID?, reason: Reason) {
            self.commit = commit
            self.reason = reason
        }
    }

    /// Who signed, as the configuration in force for the commit has them: a key or an address of an office passes on to others.
    package struct Signer: Hashable, Sendable {
        /// The name to show; nil where that configuration has none.
        package var name: String?
        package var organisation: String?

        package init(name: String?, organisation: String? = nil) {
            self.name = name
            self.organisation = organisation
        }

        init(_ person: Person) {
            self.init(name: person.names.first { !$0.isEmpty }, organisation: person.organisation)
        }
    }

    package var role: String
    /// Key of the person who signed; nil when nobody is known by that address.
    package var person: String?
    /// The same person's name and organisation; nil where `person` is.
    package var signer: Signer?
    /// The commit that bears it.
    package var commit: CommitID
    package var way: Way
    package var evidence: EvidenceLevel
    package var signature: SignatureVerdict
    package var failure: Failure?
    /// What it covers is the same now.
    package var isCurrent: Bool
    package var end: End?
    /// The commit that gave the person the role; nil where the role is not held.
    package var roleGrantedBy: CommitID?
    package var covers: Coverage

    package var counts: Bool { failure == nil }
    /// Counts, not ended, current: the role has signed what is there now.
    package var stands: Bool { counts && end == nil && isCurrent }
}

private struct SignOffAct: Hashable {
    let role: String
    let person: String
    let commit: CommitID
}

extension [SignOff] {
    /// The same with what one person does for one role in one commit told once, however many ways it is said there (`sign`
    /// ticks the box and writes the trailer): by the way that counts, else by the plainest.
    package var acts: [SignOff] {
        var places: [SignOffAct: Int] = [:]
        var acts: [SignOff] = []
        for signOff in self {
            // Nobody knows whether two unknown people are one.
            let act = signOff.person.map { SignOffAct(role: signOff.role, person: $0, commit: signOff.commit) }
            if let act, let place = places[act] {
                if signOff.counts, !acts[place].counts { acts[place] = signOff }
            } else {
                if let act { places[act] = acts.count }
                acts.append(signOff)
            }
        }
        return acts
    }
}

/// A sign-off that an item asks for and does not have.
package struct MissingSignOff: Hashable, Sendable {
    /// What became of the newest attempt.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case changed, revoked, ended, alarm, evidence, independence, role, commit, none
        /// None is found, in a history that is not whole.
        case historyTruncated = "history-truncated"
    }

    package var role: String
    package var reason: Reason

    package init(role: String, reason: Reason) {
        self.role = role
        self.reason = reason
    }
}

/// Something about sign-offs that somebody should look at and that no entry of `signOffs` tells.
package enum SignOffFinding: Hashable, Sendable {
    /// The role's box is ticked now, and no sign-off that counts and has not ended is behind it.
    case boxWithoutSignOff(role: String)
    /// The role's box is not ticked, though the role has signed in another way: the file says less than the page.
    case signOffWithoutBox(role: String, commit: CommitID)
    /// Somebody unticked the box of a sign-off that was not theirs to revoke. It is revoked all the same.
    case unticked(role: String, commit: CommitID)
    /// A `Revoke-sign-off:` by somebody who may not; it has no effect. nil: no role is named.
    case revocationNotAllowed(role: String?, commit: CommitID)
    /// A `Revoke-sign-off:` that finds nothing to revoke.
    case revocationOfNothing(role: String?, commit: CommitID)
    /// A trailer without `as`, by somebody who holds none or several of the asked roles: it counts for none.
    case roleUnclear(held: [String], commit: CommitID)
    /// A trailer as a role that the item never asked for.
    case roleNotAsked(role: String, commit: CommitID)
    /// The signature of a commit that signs or revokes is an alarm, acknowledged or not.
    case alarm(SignatureVerdict, commit: CommitID)
}

/// All that follows from an item's history of sign-offs.
package struct SignOffVerdict: Hashable, Sendable {
    /// Every attempt whose role the item asks or asked, by role, then oldest first.
    package var signOffs: [SignOff]
    /// In the order in which the item asks.
    package var missing: [MissingSignOff]
    /// nil for an item that is not there any more.
    package var status: Status?
    /// By order of commits where they have one.
    package var findings: [SignOffFinding]
    /// What a sign-off would cover now; nil for an item that is not there any more.
    package var coverage: Coverage?
    /// For each asked role the newest sign-off that counts and has not ended, current or not.
    package var taken: [String: SignOff]
}
