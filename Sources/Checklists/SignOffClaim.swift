/// One role that an attempt may have signed, and who did. Found out before any signature is looked at.
struct SignOffClaim {
    let attempt: SignOffAttempt
    let role: String
    /// The signer; nil when nobody is known by that address.
    let person: Person?
    /// The signer holds the role, and it is clear that this role is meant.
    let isHeld: Bool
    /// The words of somebody else, or words about somebody.
    let isStated: Bool

    /// All that endings look at besides the commit.
    struct Signer: Hashable {
        let role: String
        let person: Person?

        init(_ claim: SignOffClaim) { (role, person) = (claim.role, claim.person) }
    }

    var way: SignOff.Way {
        switch attempt.way {
        case .box: .box
        case .trailer: .trailer
        case .completion: .completion
        case .approval: .approval
        }
    }
}

extension SignOffAttempt {
    /// The roles that this attempt may have signed. None for what is no attempt at all: a tick by somebody who holds no
    /// asked role, a trailer that does not approve.
    var claims: [SignOffClaim] {
        switch way {
        case .box(let role): return [claim(role, by: commit.author)]
        case .trailer(let role?, let by): return [claim(role, by: signer(by), isStated: isByAnother(by))]
        case .trailer(nil, let by):
            let signer = signer(by)
            let held = heldRoles(of: signer)
            let meant = held.isEmpty ? item.asked : held
            return meant.map { claim($0, by: signer, isClear: held.count == 1, isStated: isByAnother(by)) }
        case .completion:
            let author = commit.author
            return heldRoles(of: author).filter(item.inlineAsked.contains).map { claim($0, by: author) }
        case .approval(let key, let by):
            guard let by, let rules = commit.rules, rules.policy.approves(byTrailer: key), item.isChecked else {
                return []
            }
            let signer = rules.person(by)
            let held = heldRoles(of: signer)
            return held.map { claim($0, by: signer, isClear: held.count == 1, isStated: true) }
        }
    }

    /// For a trailer without `as`: the asked roles that the signer holds.
    var heldRolesOfSigner: [String] {
        guard case .trailer(_, let by) = way else { return [] }
        return heldRoles(of: signer(by))
    }

    /// Whether a commit like this one cannot make a sign-off in this way, whoever made it (SPEC section 4).
    var isByUnfitCommit: Bool {
        // What a copied message says was said of another commit, what another project approved is another item.
        guard !commit.isCopy, !commit.isForeign else { return true }
        switch way {
        case .box, .completion: return commit.isMerge || isBornTicked || commit.hasOtherAuthors
        case .trailer(_, let by): return commit.speaksForOthers && !isByAnother(by)
        // Nobody approved a tick that came with its item.
        case .approval: return isBornTicked
        }
    }

    private func claim(
        _ role: String, by person: Person?, isClear: Bool = true, isStated: Bool = false
    ) -> SignOffClaim {
        SignOffClaim(
            attempt: self, role: role, person: person, isHeld: isClear && commit.holds(role, person),
            isStated: isStated)
    }

    private func heldRoles(of person: Person?) -> [String] { item.asked.filter { commit.holds($0, person) } }

    /// Whom `by` names; the commit's author where there is no `by`, never where it names somebody unknown.
    private func signer(_ by: Mention?) -> Person? {
        guard let by else { return commit.author }
        return commit.rules?.person(by)
    }

    /// Whether `by` names somebody else than the commit's author, or nobody that is known.
    private func isByAnother(_ by: Mention?) -> Bool {
        guard let by else { return false }
        if let email = by.email, MailAddress(email) == MailAddress(commit.authorEmail) { return false }
        return commit.author == nil || signer(by)?.key != commit.author?.key
    }
}

extension CommitFacts {
    /// The author as a person of the rules in force.
    var author: Person? { rules?.person(at: authorEmail) }

    func holds(_ role: String, _ person: Person?) -> Bool {
        guard let rules, let person else { return false }
        return rules.roles(of: person, on: committedOn).contains(role)
    }

    /// Whether somebody made this commit together with its author. Other addresses of the author do not count.
    var hasOtherAuthors: Bool {
        coAuthors.contains { value in
            guard let email = Mention(value)?.email else { return true }
            if MailAddress(email) == MailAddress(authorEmail) { return false }
            return author == nil || rules?.person(at: email)?.key != author?.key
        }
    }

    /// A forge's merge or squash says what others wrote: the title of a pull request by whoever opened it, the messages of
    /// all who took part.
    var speaksForOthers: Bool { namesPullRequest && (isMerge || hasOtherAuthors) }

    /// Whether this commit is by that person, by the rules then or those of the sign-off: nobody loses the right to take
    /// back what they signed.
    func isBy(_ person: Person?) -> Bool {
        guard let person else { return false }
        return author?.key == person.key || person.emails.contains { MailAddress($0) == MailAddress(authorEmail) }
    }

    /// Whether the author holds a role that may revoke the sign-offs of others.
    var mayRevoke: Bool { rules?.policy.revoke.contains { holds($0, author) } ?? false }
}
