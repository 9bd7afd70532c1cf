/// A failure of the environment, as one sentence for people, with what to do where that is known.
package struct GitError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// No repository here or above.
        case notARepository
        /// Made with a feature that libgit2 does not read (SHA-256, reftable, …).
        case unsupported
        /// libgit2 refuses a repository that belongs to another user.
        case owner
        /// A revision that names no commit; also a branch without commits.
        case unknownRevision
        /// An object that a commit needs is not in the repository.
        case missingObject(ObjectID)
        case other
    }

    package var kind: Kind
    /// Stands alone.
    package var message: String
    /// What to do, one sentence.
    package var advice: String?

    package init(_ kind: Kind, _ message: String, advice: String? = nil) {
        self.kind = kind
        self.message = message
        self.advice = advice
    }

    package var description: String { advice.map { "\(message). \($0)" } ?? message }
}
