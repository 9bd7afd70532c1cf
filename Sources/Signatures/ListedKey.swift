import Checklists

/// A public key as the project lists it (SPEC section 2: `people.*.keys`, `forge-keys`).
package struct ListedKey: Hashable, Sendable {
    /// Whose key the project says it is. What a key says about itself (comment, OpenPGP user ids) decides nothing.
    package enum Owner: Hashable, Sendable {
        /// A person's key in `countersign.yml`.
        case person(String)
        case forge
    }

    /// An OpenSSH public key line, or one or several OpenPGP public keys in armour.
    package var text: String
    package var owner: Owner
    /// The first day it is good for, compared with the committer date in UTC.
    package var from: Day?
    /// The last day it is good for.
    package var until: Day?
    /// The day from which it is known to be in wrong hands. Any day revokes all that the key ever signed: who has it can
    /// date commits as he likes. A key that is merely out of use has `until`.
    package var revoked: Day?

    package init(text: String, owner: Owner, from: Day? = nil, until: Day? = nil, revoked: Day? = nil) {
        (self.text, self.owner, self.from, self.until, self.revoked) = (text, owner, from, until, revoked)
    }

    /// Whether the listing covers a day.
    func isInForce(on day: Day) -> Bool {
        from.map { $0 <= day } != false && until.map { day <= $0 } != false
    }
}

/// A listed key that cannot be used. The others are not affected.
package struct KeyProblem: Hashable, Sendable {
    /// Its place among the keys of the checker.
    package var index: Int
    /// What is wrong with it, to be read after its name: `is not an OpenSSH …`.
    package var message: String

    package init(index: Int, message: String) { (self.index, self.message) = (index, message) }
}

/// What the text of a listed key is, as far as can be told without a tool.
enum KeyText {
    case ssh(SSHKey)
    case openPGP
    case unusable(String)

    static let sizeLimit = 1 << 20

    init(_ text: String) {
        guard text.utf8.count <= Self.sizeLimit else {
            self = .unusable("is longer than 1 MiB")
            return
        }
        let trimmed = text.drop(while: \.isWhitespace)
        if trimmed.hasPrefix("-----BEGIN PGP PUBLIC KEY BLOCK-----") {
            self = .openPGP
        } else if trimmed.hasPrefix("-----BEGIN"), trimmed.prefix(while: { !$0.isNewline }).contains("PRIVATE KEY") {
            self = .unusable(Self.privateKey)
        } else if let key = SSHKey(line: text) {
            self = .ssh(key)
        } else {
            self = .unusable("is neither an OpenSSH public key line nor an armoured OpenPGP public key")
        }
    }

    static let privateKey = "is a private key; make a new one, and list its public key"
}
