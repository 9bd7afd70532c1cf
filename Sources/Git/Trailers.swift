/// One `Key: value` line at the end of a commit message.
package struct Trailer: Hashable, Sendable {
    /// In the case it was written in.
    package var key: String
    /// On one line, however many it was written on.
    package var value: String

    package init(key: String, value: String) { (self.key, self.value) = (key, value) }
}

/// Reads the trailers of commit messages.
///
/// The rules are those of `git log --format='%(trailers:only,unfold)'` without any configuration
/// (git-interpret-trailers(1)), told by experiment with git itself. libgit2's own reader is not used: it stops at a
/// `---` line, `git log` does not.
package enum Trailers {
    /// What git reads as the trailers of a message, in their order.
    package static func read(_ message: String) -> [Trailer] {
        let lines = MessageLines(message)
        return trailers(of: lines.all[lines.trailerBlock])
    }

    /// The trailers of every paragraph that consists of `Sign-off:` and `Revoke-sign-off:` lines only, wherever it
    /// stands: forges put the messages of several commits into the body of a squashed one. Those that `read` finds,
    /// too, are in both.
    package static func signOffParagraphs(_ message: String) -> [Trailer] {
        let lines = MessageLines(message)
        return lines.paragraphs.flatMap { signOffs(of: lines.all[$0]) }
    }

    /// Every `Sign-off:` and `Revoke-sign-off:` that counts, once, in the order of the message: among the trailers,
    /// and in paragraphs of their own.
    package static func signOffs(_ message: String) -> [Trailer] {
        let lines = MessageLines(message)
        let block = lines.trailerBlock
        let before = lines.paragraphs.filter { $0.upperBound <= block.lowerBound }
        let after = lines.paragraphs.filter { $0.lowerBound >= block.upperBound }
        return before.flatMap { signOffs(of: lines.all[$0]) }
            + trailers(of: lines.all[block]).filter(isSignOff)
            + after.flatMap { signOffs(of: lines.all[$0]) }
    }

    private static func isSignOff(_ trailer: Trailer) -> Bool {
        ["sign-off", "revoke-sign-off"].contains(trailer.key.lowercased())
    }

    /// All trailers of a paragraph if nothing else is in it.
    private static func signOffs(of lines: ArraySlice<MessageLine>) -> [Trailer] {
        let isPure = lines.allSatisfy { $0.kind == .trailer || $0.kind == .continuation }
        guard isPure, lines.first?.kind == .trailer else { return [] }
        let trailers = trailers(of: lines)
        return trailers.allSatisfy(isSignOff) ? trailers : []
    }

    /// Puts continuation lines to the trailer they follow and leaves every other line out.
    private static func trailers(of lines: ArraySlice<MessageLine>) -> [Trailer] {
        var folded: [ArraySlice<UInt8>] = []
        var continues = false
        for line in lines {
            if continues, line.beginsWithSpace {
                folded[folded.count - 1] += line.bytes
            } else {
                continues = line.separator != nil
                if continues { folded.append(line.bytes) }
            }
        }
        return folded.compactMap { text in
            guard let separator = MessageLine(bytes: text).separator else { return nil }
            let key = text[..<separator].trimmed
            let value = unfolded(text[(separator + 1)...].trimmed)
            return Trailer(key: String(decoding: key, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
        }
    }

    /// A line feed and the white space that follows become one space.
    private static func unfolded(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var result: ArraySlice<UInt8> = []
        var rest = value
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            result += rest[..<end]
            result.append(UInt8(ascii: " "))
            rest = rest[end...].drop(while: \.isSpace)
        }
        return (result + rest).trimmed
    }
}
