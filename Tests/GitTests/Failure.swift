import Git
import Testing

/// The error that `body` must throw.
func failure<R>(
    of body: () throws -> R, sourceLocation: SourceLocation = #_sourceLocation
) throws -> GitError {
    try #require(throws: GitError.self, sourceLocation: sourceLocation) { _ = try body() }
}
