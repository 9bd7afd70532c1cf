/// A link's destination, cut as a URI reference is (RFC 3986, section 4.1): `path?query#fragment`.
///
/// By bytes, not by characters: forges make `#️-setup` of a heading that begins with an emoji, where the variation selector
/// behind `#` makes one character of both, and no other delimiter.
package struct LinkDestination {
    /// All before the first `?` or `#`, not percent-decoded.
    package let path: Substring
    /// All behind the first `#`, not percent-decoded; nil where there is none.
    package let fragment: Substring?

    package init(_ text: some StringProtocol) {
        let text = Substring(text)
        let mark = text.utf8.firstIndex(of: UInt8(ascii: "#"))
        let end = mark ?? text.endIndex
        path = text[..<(text.utf8[..<end].firstIndex(of: UInt8(ascii: "?")) ?? end)]
        fragment = mark.map { text[text.utf8.index(after: $0)...] }
    }
}
