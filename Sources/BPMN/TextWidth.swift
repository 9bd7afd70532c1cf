/// How wide text is about, in parts of its size. The fonts of the readers are not known; this is a little more than common
/// sans-serif fonts take.
enum TextWidth {
    static func of(_ text: some StringProtocol) -> Double { text.reduce(0) { $0 + of($1) } }

    static func of(_ character: Character) -> Double {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x20, 0xA0: return 0.29
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: return 0
        case ..<0x7F: return ascii(character)
        case ..<0x250: return scalar.properties.isUppercase ? 0.72 : 0.58
        case 0x370..<0x590: return scalar.properties.isUppercase ? 0.74 : 0.6
        case 0x590..<0x900: return 0.58
        // A cluster of Khmer may carry signs that stand beside its letter.
        case 0x1780..<0x1800: return 0.72 + 0.2 * Double(min(3, character.unicodeScalars.count - 1))
        case 0x900..<0x1100, 0x1200..<0x1780: return 0.7
        case 0x2000..<0x2070: return 0.5
        case 0x1100..<0x1200, 0x2E80..<0xD7B0, 0xF900..<0xFB00, 0xFE30..<0xFE50, 0xFF00..<0xFF61, 0x1F000..<0x1FB00,
            0x20000..<0x40000:
            return 1.05
        default: return 0.75
        }
    }

    private static func ascii(_ character: Character) -> Double {
        switch character {
        case "i", "j", "l", "I", "|", "!", "'", ".", ",", ":", ";": 0.3
        case "f", "t", "r", "(", ")", "[", "]", "{", "}", "/", "\\", "-", "`", "\"", "*": 0.4
        case "m", "M", "w", "W", "@", "%": 0.92
        case "A"..."Z", "&", "+", "<", ">", "=", "~", "#": 0.7
        default: 0.58
        }
    }

    /// Marks above and below letters need room between lines.
    static func needsTallLines(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x590..<0x1100).contains($0.value) || (0x1780..<0x1A00).contains($0.value) }
    }

    /// Text that begins in a script written from right to left (Unicode Bidirectional Algorithm, P2, roughly).
    static func isRightToLeft(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x590..<0x900, 0xFB1D..<0xFE00, 0xFE70..<0xFEFF: return true
            default: if scalar.properties.isAlphabetic { return false }
            }
        }
        return false
    }
}
