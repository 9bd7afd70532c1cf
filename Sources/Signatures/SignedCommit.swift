import Checklists

/// A commit that carries a signature, and what decides who should have made it.
package struct SignedCommit: Hashable, Sendable {
    /// Armoured, as the commit has it.
    package var signature: [UInt8]
    /// The commit object without its signatures: what was signed.
    package var payload: [UInt8]
    /// The key of the person whom the commit names as author; nil for somebody whom the project does not know.
    package var author: String?
    /// The same for the committer.
    package var committer: String?
    /// The committer date.
    package var committedAt: Timestamp
    /// Keys that are listed in the configuration in force for this commit, besides those of the checker.
    package var keys: [ListedKey]

    package init(
        signature: [UInt8], payload: [UInt8], author: String?, committer: String?, committedAt: Timestamp,
        keys: [ListedKey] = []
    ) {
        (self.signature, self.payload) = (signature, payload)
        (self.author, self.committer, self.committedAt, self.keys) = (author, committer, committedAt, keys)
    }
}

/// What the signature of a commit is worth.
package struct SignatureFinding: Hashable, Sendable {
    /// Never `none`: there was a signature.
    package var verdict: SignatureVerdict
    /// Whether the key is a forge's. A `good` verdict then proves nothing about the person.
    package var byForge: Bool
    /// Whose key it is by the listing; nil for a forge's, an unknown key, and where the signature does not hold.
    package var signer: String?
    /// As the tools write it: `SHA256:…`; of an OpenPGP key the fingerprint of its primary key, or the 16 digits of a key
    /// id where the signature tells no more. Of an altered or unchecked signature it is what that claims.
    package var fingerprint: String?
    /// Why it could not be checked, or what else is wrong, without a capital and a full stop: `gpg is not installed`.
    package var note: String?

    package init(
        verdict: SignatureVerdict, byForge: Bool = false, signer: String? = nil, fingerprint: String? = nil,
        note: String? = nil
    ) {
        (self.verdict, self.byForge) = (verdict, byForge)
        (self.signer, self.fingerprint, self.note) = (signer, fingerprint, note)
    }
}
