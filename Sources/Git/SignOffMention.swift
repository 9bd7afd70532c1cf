#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension UnsafeRawBufferPointer {
    /// Whether `sign-off` stands anywhere in these bytes, in any case: only then need a commit be read for `Sign-off:` and
    /// `Revoke-sign-off:`. Hyphens are rare in commits, so looking for them first costs next to nothing.
    var mentionsSignOff: Bool {
        guard let start = baseAddress else { return false }
        var position = 4
        while position + 4 <= count, let found = memchr(start + position, 0x2D, count - position) {
            let hyphen = UnsafeRawPointer(found) - start
            if hyphen + 4 <= count, matches("sign-off", at: hyphen - 4) { return true }
            position = hyphen + 1
        }
        return false
    }

    /// `word` is in small letters.
    private func matches(_ word: StaticString, at start: Int) -> Bool {
        word.withUTF8Buffer { word in word.indices.allSatisfy { self[start + $0].lowercased == word[$0] } }
    }
}
