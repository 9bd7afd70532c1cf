extension String {
    mutating func appendAttribute(_ name: String, _ value: String) {
        self += " \(name)=\""
        appendEscaped(value)
        self += "\""
    }

    /// Appends text so that it stands for itself in HTML, within elements and within quoted attributes. CRLF and CR
    /// become LF; characters that HTML forbids become U+FFFD.
    mutating func appendEscaped(_ text: some StringProtocol) {
        if text.utf8.allSatisfy(\.standsForItselfInHTML) {
            append(contentsOf: text)
            return
        }
        var wasReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": self += "&amp;"
            case "<": self += "&lt;"
            case ">": self += "&gt;"
            case "\"": self += "&quot;"
            case "'": self += "&#39;"
            case "\r": self += "\n"
            case "\n": if !wasReturn { self += "\n" }
            default: unicodeScalars.append(scalar.isForbiddenInHTML ? "\u{FFFD}" : scalar)
            }
            wasReturn = scalar == "\r"
        }
    }
}

extension UInt8 {
    /// False where the character that the byte is in may have to be written in another way.
    fileprivate var standsForItselfInHTML: Bool {
        switch self {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0x7F: false
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"): true
        // C2 leads U+0080 to U+00BF; EF, and F0 on, lead noncharacters.
        case 0..<0x20, 0xC2, 0xEF...0xFF: false
        default: true
        }
    }
}

extension Unicode.Scalar {
    /// Control characters but tab and line feed, and noncharacters (HTML Standard, 13.1.4).
    fileprivate var isForbiddenInHTML: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }
}
