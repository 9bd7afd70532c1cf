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
        let code = patterns.map(withoutShortCuts).withCStrings { pointers -> Int32 in
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

/// A pattern that means the same, and takes libgit2 no exponential time.
///
/// What follows a `*` it looks for by a short cut if it is a letter, and when there is none all earlier `*` are tried in
/// every other place (as git did before 2.41). Behind a backslash a letter is a letter, and the short cut is not taken;
/// white space, from which libgit2 takes the backslash away, stands in brackets.
func withoutShortCuts(_ pattern: String) -> String {
    let characters = Array(pattern.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < characters.count {
        // Brackets that do not end match nothing, and nothing behind them is looked at.
        let end =
            characters[index] == "["
            ? endOfBrackets(in: characters, from: index) ?? characters.count
            : min(index + (characters[index] == "\\" ? 2 : 1), characters.count)
        result.append(contentsOf: characters[index..<end])
        guard characters[index] == "*" else {
            index = end
            continue
        }
        index = end
        // A slash or white space at the end is not a part of the pattern.
        guard index < characters.count, !characters[index...].allSatisfy({ $0 == "/" || $0.properties.isWhitespace })
        else { continue }
        switch characters[index] {
        case "*", "?", "[", "\\", "\n", "\u{B}", "\u{C}": continue
        case " ", "\t", "\r": result.append(contentsOf: ["[", characters[index], "]"])
        default: result.append(contentsOf: ["\\", characters[index]])
        }
        index += 1
    }
    return String(result)
}

/// Where the brackets end that begin at a place; nil if they do not.
private func endOfBrackets(in pattern: [Unicode.Scalar], from start: Int) -> Int? {
    var index = start + 1
    if index < pattern.count, pattern[index] == "!" || pattern[index] == "^" { index += 1 }
    let first = index
    while index < pattern.count {
        if pattern[index] == "]", index > first { return index + 1 }
        if pattern[index] == "[", index + 1 < pattern.count, pattern[index + 1] == ":",
            let end = pattern[(index + 2)...].firstIndex(of: "]"), end > index + 2, pattern[end - 1] == ":"
        {
            index = end
        }
        index += pattern[index] == "\\" ? 2 : 1
    }
    return nil
}
