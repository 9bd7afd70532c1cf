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

/// Undoes percent-encoding (RFC 3986, 2.1); nil where what comes out is not UTF-8. A `%` that begins no escape stands for
/// itself, as in browsers.
package func percentDecoded(_ text: some StringProtocol) -> String? {
    var rest = Array(text.utf8)[...]
    var result: [UInt8] = []
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), rest.count >= 2, let high = rest[rest.startIndex].hexDigitValue,
            let low = rest[rest.startIndex + 1].hexDigitValue
        {
            result.append(high << 4 | low)
            rest.removeFirst(2)
        } else {
            result.append(byte)
        }
    }
    return String(validating: result, as: UTF8.self)
}

extension UInt8 {
    /// Of an ASCII digit of a hexadecimal number; nil for any other byte.
    package var hexDigitValue: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }
}
