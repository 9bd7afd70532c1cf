/// A start tag of raw HTML.
package struct HTMLTag: Hashable, Sendable {
    /// Lower case.
    package var name: String
    /// By lower-case name, of several the first; one without a value is empty.
    package var attributes: [String: String]
    /// How many line ends stand before the tag.
    package var lineOffset: Int

    /// The start tags in raw HTML (WHATWG HTML, 13.2.5, as far as tags go). What stands in comments, scripts and styles is
    /// none, nor is what is never closed.
    package static func all(in html: String) -> [HTMLTag] {
        var scanner = HTMLScanner(Array(html.utf8))
        var tags: [HTMLTag] = []
        while let tag = scanner.next() { tags.append(tag) }
        return tags
    }
}

/// Goes through HTML once: whatever is not closed ends the search.
private struct HTMLScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> HTMLTag? {
        while let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            move(to: open)
            if bytes[open...].starts(with: "<!--".utf8) {
                guard skip(past: "-->", from: open + 4) else { return nil }
            } else if open + 1 < bytes.count, bytes[open + 1].isASCIILetter {
                guard let tag = tag(at: open) else { return nil }
                if tag.name == "script" || tag.name == "style" { _ = skip(past: "</\(tag.name)", from: position) }
                return tag
            } else {
                move(to: open + 1)
            }
        }
        return nil
    }

    /// Reads a tag and moves behind it; nil if it is never closed.
    private mutating func tag(at open: Int) -> HTMLTag? {
        var index = open + 1
        let name = word(&index) { $0.isHTMLSpace || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">") }
        var tag = HTMLTag(name: name.lowercased(), attributes: [:], lineOffset: line)
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            if bytes[index].isHTMLSpace || bytes[index] == UInt8(ascii: "/") {
                index += 1
                continue
            }
            let start = index
            let key = word(&index) {
                $0.isHTMLSpace || [UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/")].contains($0)
            }
            guard let value = value(&index) else { return nil }
            if index == start { index += 1 }
            if tag.attributes[key.lowercased()] == nil { tag.attributes[key.lowercased()] = value }
        }
        guard index < bytes.count else { return nil }
        move(to: index + 1)
        return tag
    }

    /// What follows behind `=`; empty where there is none, nil where its quotation mark is not closed.
    private func value(_ index: inout Int) -> String? {
        var next = index
        while next < bytes.count, bytes[next].isHTMLSpace { next += 1 }
        guard next < bytes.count, bytes[next] == UInt8(ascii: "=") else { return "" }
        next += 1
        while next < bytes.count, bytes[next].isHTMLSpace { next += 1 }
        guard next < bytes.count else { return nil }
        index = next
        let quote = bytes[next]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return word(&index) { $0.isHTMLSpace || $0 == UInt8(ascii: ">") }
        }
        guard let end = bytes[(next + 1)...].firstIndex(of: quote) else { return nil }
        index = end + 1
        return String(decoding: bytes[(next + 1)..<end], as: UTF8.self).replacing("&amp;", with: "&")
    }

    private func word(_ index: inout Int, until isEnd: (UInt8) -> Bool) -> String {
        let start = index
        index = bytes[start...].firstIndex(where: isEnd) ?? bytes.count
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// Moves behind the next place of `end`, lower case here and in any case there; to the end if there is none.
    private mutating func skip(past end: String, from start: Int) -> Bool {
        let end = Array(end.utf8)
        var index = start
        while index + end.count <= bytes.count {
            if zip(bytes[index...], end).allSatisfy({ $0 == $1 || ($0.isASCIILetter && $0 | 0x20 == $1) }) {
                move(to: index + end.count)
                return true
            }
            index += 1
        }
        move(to: bytes.count)
        return false
    }

    private mutating func move(to next: Int) {
        guard next > position else { return }
        line += bytes[position..<next].count { $0 == UInt8(ascii: "\n") }
        position = next
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    /// WHATWG Infra: ASCII whitespace.
    fileprivate var isHTMLSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D }
}
