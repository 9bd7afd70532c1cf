import Checklists

extension [UInt8] {
    /// Appends text so that it is right inside an element and inside a double-quoted attribute.
    ///
    /// Besides `&`, `<`, `>` and `"`, characters that would make the page lie or be invalid are written out as
    /// `\u{202e}`: control characters but tab and line feed, and the bidi embeddings, overrides and isolates
    /// (UAX #9: U+202A–U+202E, U+2066–U+2069). The marks U+200E, U+200F and U+061C stay: content needs them.
    mutating func appendEscaped(_ text: String) {
        var text = text
        text.withUTF8 { source in
            var done = 0
            var index = 0
            while index < source.count {
                guard let special = Special(at: index, in: source) else {
                    index += 1
                    continue
                }
                append(contentsOf: source[done..<index])
                append(contentsOf: special.replacement.utf8)
                index += special.length
                done = index
            }
            append(contentsOf: source[done...])
        }
    }
}

/// A character that cannot stand in HTML as it is.
private struct Special {
    var length: Int
    var replacement: String

    /// nil when the byte at `index` begins nothing special.
    init?(at index: Int, in source: UnsafeBufferPointer<UInt8>) {
        let byte = source[index]
        switch byte {
        case UInt8(ascii: "&"): self.init(length: 1, replacement: "&amp;")
        case UInt8(ascii: "<"): self.init(length: 1, replacement: "&lt;")
        case UInt8(ascii: ">"): self.init(length: 1, replacement: "&gt;")
        case UInt8(ascii: "\""): self.init(length: 1, replacement: "&quot;")
        case 0x0d: self.init(carriageReturnAt: index, in: source)
        case 0x09, 0x0a: return nil
        case 0..<0x20, 0x7f: self.init(length: 1, replacement: spelled(UInt32(byte)))
        case 0xc2, 0xe2, 0xef, 0xf0...0xf4: self.init(beyondASCIIAt: index, in: source)
        default: return nil
        }
    }

    private init(length: Int, replacement: String) {
        self.length = length
        self.replacement = replacement
    }

    /// A line ends with a line feed, whatever the file says.
    private init(carriageReturnAt index: Int, in source: UnsafeBufferPointer<UInt8>) {
        let isPair = index + 1 < source.count && source[index + 1] == 0x0a
        self.init(length: isPair ? 2 : 1, replacement: "\n")
    }

    private init?(beyondASCIIAt index: Int, in source: UnsafeBufferPointer<UInt8>) {
        let lead = source[index]
        let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
        guard index + length <= source.count else { return nil }
        var value = UInt32(lead) & (length == 2 ? 0x1f : length == 3 ? 0x0f : 0x07)
        for next in 1..<length { value = value << 6 | UInt32(source[index + next] & 0x3f) }
        switch value {
        case 0x80...0x9f, 0x202a...0x202e, 0x2066...0x2069, 0xfdd0...0xfdef: break
        case _ where value & 0xfffe == 0xfffe: break
        default: return nil
        }
        self.init(length: length, replacement: spelled(value))
    }
}

/// `\u{202e}`, as Swift writes a scalar.
private func spelled(_ scalar: UInt32) -> String { "\\u{\(String(scalar, radix: 16))}" }

/// Text that comes from a commit, made fit to be shown in a line: every control character, every bidi control and mark, and
/// what cannot be seen is written out, e-mail addresses lose their domain, and what is longer than `limit` characters is cut.
///
/// Whoever commits chooses these words, so they must neither reorder nor hide what stands beside them.
func commitText(_ text: String, limit: Int = 200) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
        let isKept =
            switch scalar.value {
            case 0..<0x20, 0x7f...0x9f, 0x061c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: false
            // Khmer is written with zero-width spaces, Arabic and Indic scripts with joiners: between their letters.
            case 0x200b...0x200d:
                [index - 1, index + 1].allSatisfy { scalars.indices.contains($0) && scalars[$0].value >= 0x0590 }
                    && ![index - 1, index + 1].contains { scalars[$0].isInvisible }
            default: !scalar.isInvisible
            }
        if isKept { result.unicodeScalars.append(scalar) } else { result += spelled(scalar.value) }
    }
    return shortened(withoutEmailDomains(result), to: limit)
}

extension Unicode.Scalar {
    /// Nothing is seen where it stands, though it is neither a space nor a control: two names with and without it look the same.
    fileprivate var isInvisible: Bool {
        switch value {
        case 0x00ad, 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b...0x180f, 0x200b...0x200d, 0x2060...0x206f, 0x2800,
            0x3164,
            0xfeff, 0xffa0, 0xe0000...0xe0fff:
            true
        default: false
        }
    }
}

/// How long a name may be that stands in our sentences without quotation marks.
enum NameKind {
    case person, organisation, role

    fileprivate var words: Int { self == .person ? 4 : 9 }
    fileprivate var characters: Int { self == .person ? 40 : 80 }
}

/// A name from a commit or the configuration, to stand in a sentence of ours. One that could be read as a sentence itself
/// (`Ann on 2 February; signed off by …`) is cut, and its ends are shown.
func nameText(_ text: String, _ kind: NameKind) -> String {
    let name = commitText(text, limit: 2 * kind.characters)
    let isPlain =
        name.count <= kind.characters && name.split(separator: " ").count <= kind.words
        && !name.contains { ";:“”\"".contains($0) }
    return isPlain ? name : "“\(name)”"
}

/// The beginning of a text, with an ellipsis where something was cut off.
func shortened(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit, text.count > limit else { return text }
    return text.prefix(limit) + "…"
}
