/// How a commit's name, e-mail and message bytes become text. Decoding never fails.
struct TextEncoding {
    private let decodesBytes: Bool

    /// By the value of a commit's `encoding` header: ISO-8859-1 and Windows-1252 are told apart by nobody who writes
    /// them, so both are read as Windows-1252 (as browsers do). Any other, and none, is tried as UTF-8.
    init(label: ArraySlice<UInt8>?) {
        let label = String(decoding: label ?? [], as: UTF8.self).lowercased().filter { $0 != "-" && $0 != "_" }
        decodesBytes = ["iso88591", "latin1", "windows1252", "cp1252", "usascii"].contains(label)
    }

    /// Text of `bytes`: by the header, else UTF-8 where they are valid UTF-8, else Windows-1252.
    func decode(_ bytes: ArraySlice<UInt8>) -> String {
        if !decodesBytes, let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        text.unicodeScalars.append(contentsOf: bytes.lazy.map(Self.scalar))
        return text
    }

    private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        (0x80..<0xA0).contains(byte) ? windows1252[Int(byte) - 0x80] : Unicode.Scalar(byte)
    }

    /// 0x80 to 0x9F; the five unassigned bytes stay control characters (WHATWG Encoding, windows-1252).
    private static let windows1252: [Unicode.Scalar] = [
        "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
        "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
    ]
}
