import CLibgit2
import Glibc

/// Patterns for paths, as git's own commands take them (gitglossary, "pathspec"): `*` matches any characters, a folder's
/// name everything below it, `!pattern` takes away.
package final class Pathspec {
    private let handle: OpaquePointer

    /// Throws when a pattern cannot be one.
    package init(_ patterns: [String]) throws(GitError) {
        Library.start()
        var handle: OpaquePointer?
        let code = patterns.withCStrings { pointers -> Int32 in
            var pointers = pointers
            return pointers.withUnsafeMutableBufferPointer { buffer in
                var array = git_strarray(strings: buffer.baseAddress, count: buffer.count)
                return git_pathspec_new(&handle, &array)
            }
        }
        try check(code, "reading the patterns \(patterns.joined(separator: ", "))")
        guard let handle else {
            throw GitError(.other, "the patterns \(patterns.joined(separator: ", ")) cannot be read")
        }
        self.handle = handle
    }

    deinit { git_pathspec_free(handle) }

    /// Whether a path from the repository's root matches any of the patterns; letters' case counts.
    package func matches(_ path: String) -> Bool {
        git_pathspec_matches_path(handle, GIT_PATHSPEC_USE_CASE.rawValue, path) == 1
    }
}

extension [String] {
    /// Calls `body` with C strings of all elements, valid only inside it.
    func withCStrings<R>(_ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let pointers = map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers)
    }
}
