import Checklists

/// A key as both the listing and the tools know it.
enum KeyID: Hashable, Sendable {
    /// The public key in SSH's wire format.
    case ssh([UInt8])
    /// The fingerprint of the primary key, in capital hexadecimal digits.
    case openPGP(String)
}

/// What a tool said about a signature, before anybody asks whose key made it.
enum SignatureAnswer: Hashable, Sendable {
    case holds(SigningKey)
    case altered(fingerprint: String?, note: String? = nil)
    case unknownKey(fingerprint: String?)
    case unchecked(String, fingerprint: String? = nil)
}

/// The key of a signature that holds.
struct SigningKey: Hashable, Sendable {
    var id: KeyID
    /// For people.
    var fingerprint: String
    /// Whether a revocation certificate comes with the key.
    var isRevoked = false
    /// The second since 1970 from which the key says itself that it is no longer good.
    var expiresAt = Int64.max
    /// When the signature was made, by its own words; an SSH signature does not say.
    var signedAt: Int64?
}

/// A listed key with the seconds since 1970 that a certificate limits it to.
struct Listing: Hashable, Sendable {
    var key: ListedKey
    var period = Int64.min..<Int64.max

    func isInForce(at time: Timestamp) -> Bool { key.isInForce(on: time.day) && period.contains(time.seconds) }
}

extension SignatureFinding {
    /// The verdict on a commit (SPEC section 4). `listings` are all those of the signing key.
    init(_ answer: SignatureAnswer, listings: [Listing], of commit: SignedCommit) {
        switch answer {
        case .holds(let key): self.init(key, listings: listings, of: commit)
        case .altered(let fingerprint, let note): self.init(verdict: .bad, fingerprint: fingerprint, note: note)
        case .unknownKey(let fingerprint): self.init(verdict: .unknownKey, fingerprint: fingerprint)
        case .unchecked(let note, let fingerprint):
            self.init(verdict: .unchecked, fingerprint: fingerprint, note: note)
        }
    }

    private init(_ key: SigningKey, listings: [Listing], of commit: SignedCommit) {
        // A forge signs for everybody: its key proves nobody's part, even if somebody lists it as his own.
        let forges = listings.filter { $0.key.owner == .forge }
        let candidates = forges.isEmpty ? listings : forges
        guard let listed = candidates.closest(to: commit) else {
            self.init(verdict: .unknownKey, fingerprint: key.fingerprint)
            return
        }
        let hasExpired = max(commit.committedAt.seconds, key.signedAt ?? .min) >= key.expiresAt
        let inForce = hasExpired ? [] : candidates.filter { $0.isInForce(at: commit.committedAt) }
        let best = inForce.closest(to: commit) ?? listed

        let verdict: SignatureVerdict
        // A key in wrong hands is so for everybody who has it listed.
        if key.isRevoked || listings.contains(where: { $0.key.revoked != nil }) {
            verdict = .revokedKey
        } else if best.relation(to: commit) == .stranger {
            verdict = .wrongSigner
        } else if inForce.isEmpty {
            verdict = .expiredKey
        } else {
            verdict = best.relation(to: commit) == .committer ? .committer : .good
        }
        self.init(verdict: verdict, byForge: !forges.isEmpty, signer: best.person, fingerprint: key.fingerprint)
    }
}

/// What the owner of a key is to a commit, closest first.
private enum Relation: Int {
    case forge, author, committer, stranger
}

extension Listing {
    fileprivate var person: String? {
        guard case .person(let person) = key.owner else { return nil }
        return person
    }

    fileprivate func relation(to commit: SignedCommit) -> Relation {
        switch key.owner {
        case .forge: .forge
        case .person(let person) where person == commit.author: .author
        case .person(let person) where person == commit.committer: .committer
        case .person: .stranger
        }
    }
}

extension [Listing] {
    /// The first of those whose owners are closest.
    fileprivate func closest(to commit: SignedCommit) -> Listing? {
        self.min { $0.relation(to: commit).rawValue < $1.relation(to: commit).rawValue }
    }
}
