import CLibgit2

/// A failure of the environment, as one sentence for people, with what to do where that is known.
package struct GitError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed, for callers that go on differently.
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
        /// Anything else; the message says what.
        case other
    }

    package var kind: Kind
    /// Stands alone; no full stop at its end.
    package var message: String
    /// What to do, one sentence.
    package var advice: String?

    package init(_ kind: Kind, _ message: String, advice: String? = nil) {
        self.kind = kind
        self.message = message
        self.advice = advice
    }

    /// Message and advice in one line.
    package var description: String { advice.map { "\(message). \($0)" } ?? message }
}

/// What a call into libgit2 failed with.
struct LibraryError {
    /// `git_error_code`.
    var code: Int32
    /// In libgit2's words.
    var message: String

    /// Takes the message that the failed call left behind, so that no later failure is told with it.
    init(code: Int32) {
        self.code = code
        message = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? "error \(code)"
        git_error_clear()
    }
}

/// Throws when a call into libgit2 failed. `operation` completes "cannot …".
func check(_ code: Int32, _ operation: @autoclosure () -> String) throws(GitError) {
    guard code < 0 else { return }
    throw GitError(.other, "cannot \(operation()): \(LibraryError(code: code).message)")
}
