import Foundation
import HTMLParsing

/// Finds the pictures that the raw HTML of a Markdown document shows, on the site or on a forge.
///
/// A tag is read from wherever it begins. What stands around it (a comment, a quotation mark, another tag) hides it in one
/// place where the document is shown and not in another, and must not hide it from a sign-off.
enum RawPictures {
    /// The addresses, as written; `pieces` are in the order of the document.
    static func addresses(in pieces: [String]) -> [String] {
        // What stands last ends any tag that is left open, whatever it is in the middle of.
        let text = Array((pieces + ["'\">"]).joined(separator: "\n").utf8)
        var addresses: [String] = []
        // Tags that begin within one another are read again and again.
        var bytesLeft = 8 * text.count + 65_536
        for start in text.indices where text[start] == UInt8(ascii: "<") && isPicture(text[(start + 1)...]) {
            guard let element = element(at: start, of: text, &bytesLeft), names.contains(element.name) else { continue }
            addresses += ["src", "poster"].compactMap { element[$0] } + candidates(in: element["srcset"] ?? "")
        }
        return addresses.map(\.asAddress).filter { !$0.isEmpty }
    }

    /// Elements that the site or a forge lets show a picture or a film. An `image` is an `img` to every browser.
    private static let names: Set<String> = ["img", "image", "source", "video"]

    private static func isPicture(_ text: ArraySlice<UInt8>) -> Bool {
        let word = text.prefix(7).prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
        return names.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    /// Parses as far as it takes to find the end of the tag: to the next `>`, else at least twice as far.
    private static func element(at start: Int, of text: [UInt8], _ bytesLeft: inout Int) -> HTMLElement? {
        var length = 0
        while start + length < text.count, bytesLeft > 0 {
            let next = min(start + 2 * length, text.count - 1)
            guard let end = text[next...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
            length = end + 1 - start
            bytesLeft -= length
            if let element = HTMLParser.firstElement(of: Array(text[start...end])) { return element }
        }
        return nil
    }

    /// Addresses of a `srcset` (HTML, 4.8.4.2.3), each before its size.
    private static func candidates(in srcset: String) -> [String] {
        var found: [String] = []
        var rest = srcset.unicodeScalars[...]
        while true {
            rest = rest.drop { isSpace($0) || $0 == "," }
            var address = rest.prefix { !isSpace($0) }
            guard let last = address.last else { return found }
            rest = rest[address.endIndex...]
            if last == "," {
                while address.last == "," { address.removeLast() }
            } else {
                rest = rest.drop { $0 != "," }
            }
            found.append(String(address))
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { " \t\n\u{c}\r".unicodeScalars.contains(scalar) }
}

extension String {
    /// Without what a browser takes out of an address (URL Standard, 4.4): line ends, and spaces around it.
    fileprivate var asAddress: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 0x20 }))
            .trimmingCharacters(in: CharacterSet(charactersIn: " "))
    }
}
