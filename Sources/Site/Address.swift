import Checklists
import Markdown

/// Where a link leads. One is made from a page of the site, an id on a page, or an address whose scheme is allowed:
/// nothing else can get into an `href`.
struct Address: Hashable, Sendable {
    let text: String

    private init(text: String) { self.text = text }

    /// A file of the site (all pages lie side by side), and an id on it.
    init(file: String, id: String? = nil) {
        text = encoded(file) + (id.map { "#" + encoded($0) } ?? "")
    }

    /// A file in a folder of the site, seen from the page: `../km`.
    init(folder: String, file: String) { text = encoded(folder) + "/" + encoded(file) }

    /// An id on the same page.
    static func here(_ id: String) -> Address { Address(text: "#" + encoded(id)) }

    /// An absolute `http`, `https` or `mailto` address; nil for everything else.
    init?(absolute text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), !text.utf8.contains(where: isForbidden)
        else { return nil }
        let rest = text[text.utf8.index(after: colon)...]
        switch text[..<colon].lowercased() {
        case "http", "https":
            guard rest.hasPrefix("//"), let host = rest.dropFirst(2).first, !"/?#".contains(host) else { return nil }
        case "mailto":
            guard let first = rest.first, first != "/" else { return nil }
        default: return nil
        }
        self.text = urlEncoded(text)
    }
}

/// Control characters, which browsers drop from addresses, and the backslash, which they read as a slash
/// (WHATWG URL, "basic URL parser").
private func isForbidden(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "\\") }

/// Percent-encoded where that changes anything: names of our own pages are in need of it rarely.
private func encoded(_ text: String) -> String {
    text.utf8.allSatisfy { isUnreserved($0) || $0 == UInt8(ascii: "/") } ? text : percentEncoded(text)
}

/// Percent-encodes what may not stand in a URL and leaves the rest, percent-encoded octets too, as it is. Brackets stand
/// in the host only (IPv6), and `#` once (RFC 3986, 3).
private func urlEncoded(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isAllowed) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var slashes = 0
    var hasFragment = false
    for (index, byte) in bytes.enumerated() {
        let isKept =
            switch byte {
            case UInt8(ascii: "%"): isEscape(bytes, at: index)
            case UInt8(ascii: "["), UInt8(ascii: "]"): slashes == 2 && !hasFragment
            case UInt8(ascii: "#"): !hasFragment
            default: isAllowed(byte)
            }
        result += isKept ? [byte] : [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 15)]
        if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") { slashes += 1 }
        if byte == UInt8(ascii: "#") { hasFragment = true }
    }
    return String(decoding: result, as: UTF8.self)
}

/// RFC 3986, 2.3.
private func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        true
    default: false
    }
}

/// What may stand anywhere in a URL: unreserved characters, and the reserved ones but `#[]` (RFC 3986, 2.2).
private func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&")...UInt8(ascii: ","), UInt8(ascii: "/"),
        UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"):
        true
    default: isUnreserved(byte)
    }
}

private func isEscape(_ bytes: [UInt8], at index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index + 1].hexDigitValue != nil && bytes[index + 2].hexDigitValue != nil
}

private func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 55 + value }
