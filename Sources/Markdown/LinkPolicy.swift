/// What becomes of an image.
package enum ImageTarget: Hashable, Sendable {
    /// The image is shown from this address.
    case show(source: String)
    /// A link to this address stands for the image, its text the image's alternative text.
    case link(destination: String)
    /// Only the alternative text is left.
    case text
}

/// Which addresses of a document may be followed from a page. Nothing else is a link there.
package enum LinkPolicy {
    /// An address that a page may link to, percent-encoded for `href`: `http`, `https`, `mailto`, a fragment, or a path
    /// relative to the page. Nil for every other, in whatever spelling: other schemes, `//host`, `/root`, and all that
    /// holds a backslash, a control character, or white space that browsers drop.
    package static func link(_ destination: String) -> String? {
        guard isPlain(destination) else { return nil }
        let address = Array(destination.utf8)
        guard let (scheme, rest) = split(address) else {
            return address.first == UInt8(ascii: "/") ? nil : percentEncoded(address)
        }
        return switch scheme {
        case "http", "https": hasHost(rest) ? percentEncoded(address) : nil
        case "mailto": rest.isEmpty ? nil : percentEncoded(address)
        default: nil
        }
    }

    /// An image by a relative path is shown; one from elsewhere becomes a link; any other only text.
    package static func image(_ source: String) -> ImageTarget {
        guard let address = link(source), address.utf8.first != UInt8(ascii: "#") else { return .text }
        return switch split(Array(source.utf8))?.scheme {
        case nil: .show(source: address)
        case "mailto": .text
        default: .link(destination: address)
        }
    }

    /// Whether there is something, and nothing in it that browsers drop or read as something else.
    private static func isPlain(_ address: String) -> Bool {
        guard let first = address.utf8.first, let last = address.utf8.last else { return false }
        let space = UInt8(ascii: " ")
        return first != space && last != space
            && address.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case " ": true
                case "\\": false
                default: scalar.properties.generalCategory != .control && !scalar.properties.isWhitespace
                }
            }
    }

    /// What stands before a colon in the first segment, in lower case (a scheme by RFC 3986, 3.1, if it is valid as
    /// one), and what follows the colon. Byte by byte: a combining mark behind the colon takes nothing from it.
    private static func split(_ address: [UInt8]) -> (scheme: String, rest: ArraySlice<UInt8>)? {
        guard let end = address.firstIndex(where: { ":/?#".utf8.contains($0) }), address[end] == UInt8(ascii: ":")
        else { return nil }
        return (String(decoding: address[..<end], as: UTF8.self).lowercased(), address[(end + 1)...])
    }

    private static func hasHost(_ rest: ArraySlice<UInt8>) -> Bool {
        guard rest.starts(with: "//".utf8), let first = rest.dropFirst(2).first else { return false }
        return !"/?#:@".utf8.contains(first)
    }

    /// `address` with every byte that its place in a URL does not allow (RFC 3986) as `%XX`; what is encoded stays.
    private static func percentEncoded(_ address: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        var isInFragment = false
        for (index, byte) in address.enumerated() {
            let isAllowed =
                switch byte {
                case UInt8(ascii: "%"): address[(index + 1)...].prefix(2).count { isHexadecimal($0) } == 2
                case UInt8(ascii: "#"): !isInFragment
                default: isAlwaysAllowed(byte)
                }
            if isAllowed {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
            isInFragment = isInFragment || byte == UInt8(ascii: "#")
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        "0123456789abcdefABCDEF".utf8.contains(byte)
    }

    private static func isAlwaysAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~:/?@!$&'()*+,;=".utf8.contains(byte)
        }
    }
}
