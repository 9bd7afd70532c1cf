/// How well a sign-off is proven (SPEC section 4), best first. Levels are never merged into one word.
package enum EvidenceLevel: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The commit carries a signature by a key that the project lists for this very person, valid at the commit's time.
    case verified
    /// Signed by the forge's own key: the forge vouches, the person did not sign.
    case forge
    /// The commit names the person as its author, and nothing more proves it.
    case authored
    /// Only words written by somebody else name the person.
    case stated

    /// A weaker level is less.
    package static func < (a: EvidenceLevel, b: EvidenceLevel) -> Bool { a.strength < b.strength }

    private var strength: Int {
        switch self {
        case .verified: 3
        case .forge: 2
        case .authored: 1
        case .stated: 0
        }
    }
}

/// What the signature of a commit says, told apart from how well a sign-off is proven (SPEC section 4).
package enum SignatureVerdict: String, Hashable, Sendable, CaseIterable {
    case none
    /// By a key listed for the author, or by a forge's key.
    case good
    /// Good, by the listed person who is the commit's committer but not its author: an ordinary signed rebase.
    case committer
    /// By a listed key of neither.
    case wrongSigner = "wrong-signer"
    /// What was signed is not what the commit holds.
    case bad
    case revokedKey = "revoked-key"
    case expiredKey = "expired-key"
    case unknownKey = "unknown-key"
    /// There is a signature, but no tool or no key to check it with; x509.
    case unchecked

    /// A sign-off in such a commit never counts, and somebody has to look into it.
    package var isAlarm: Bool { self == .bad || self == .wrongSigner || self == .revokedKey }
}

/// What else is known of the signature of a commit that signs off or revokes: for registers, never for a verdict.
package struct SignatureDetail: Hashable, Sendable {
    /// Key of the person whose listed key made it; nil for the forge's, or where none is known.
    package var signer: String?
    /// Of the key, as its tool writes it.
    package var fingerprint: String?
    /// Why it could not be checked or does not hold: a sentence without capital and full stop.
    package var note: String?

    package init(signer: String? = nil, fingerprint: String? = nil, note: String? = nil) {
        self.signer = signer
        self.fingerprint = fingerprint
        self.note = note
    }
}
