/// A text file as a repository holds it: decoded, and its front matter split off.
package struct SourceFile: Hashable, Sendable {
    /// How a file's bytes spell its text.
    package enum Encoding: Hashable, Sendable {
        case utf8
        /// UTF-8 behind a byte order mark.
        case utf8WithMark
        /// UTF-16 behind a byte order mark; a unit without its partner reads as U+FFFD.
        case utf16LittleEndian, utf16BigEndian
        /// What is not valid UTF-8 is read as Windows-1252 (WHATWG Encoding), in which every byte has a meaning.
        case windows1252
    }

    /// The YAML between the file's first line `---` and the next line that is `---` or `...`.
    package struct FrontMatter: Hashable, Sendable {
        /// The lines between the fences, with their line ends.
        package var text: String
        /// 1-based line in the file of the first line of `text`.
        package var firstLine: Int

        /// Front matter at its place.
        package init(text: String, firstLine: Int) {
            self.text = text
            self.firstLine = firstLine
        }
    }

    /// How the file is encoded.
    package var encoding: Encoding
    /// Nil where there is none, or its end is missing.
    package var frontMatter: FrontMatter?
    /// What follows the front matter (all, without one): UTF-8 without a byte order mark, line ends as in the file.
    package var body: [UInt8]
    /// 1-based line in the file of the first line of `body`.
    package var bodyLine: Int

    /// The text in `bytes`; nil for a binary file, by git's rule: a NUL among the first 8,000 bytes and no UTF-16
    /// byte order mark (git's `buffer_is_binary`).
    package init?(_ bytes: UnsafeRawBufferPointer) {
        let encoding = Encoding(of: bytes)
        switch encoding {
        case .utf16LittleEndian, .utf16BigEndian: break
        default:
            if UnsafeRawBufferPointer(rebasing: bytes.prefix(8000)).firstIndex(of: 0, from: 0) != nil { return nil }
        }
        self.encoding = encoding
        switch encoding {
        case .utf8: (frontMatter, body, bodyLine) = splitFrontMatter(bytes)
        case .utf8WithMark: (frontMatter, body, bodyLine) = splitFrontMatter(bytes[3...])
        case .utf16LittleEndian, .utf16BigEndian, .windows1252:
            let text = encoding.transcoded(bytes)
            (frontMatter, body, bodyLine) = text.withUnsafeBytes { splitFrontMatter($0) }
        }
    }
}

extension SourceFile.Encoding {
    init(of bytes: UnsafeRawBufferPointer) {
        if let marked = Self(ofMarkIn: bytes) {
            self = marked
        } else if !isValidUTF8(bytes) {
            self = .windows1252
        } else {
            self = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? .utf8WithMark : .utf8
        }
    }

    /// UTF-16, if `bytes` begin with its byte order mark; that of UTF-32 is another.
    init?(ofMarkIn bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 2 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0xFF, 0xFE) where !bytes.starts(with: [0xFF, 0xFE, 0, 0]): self = .utf16LittleEndian
        case (0xFE, 0xFF): self = .utf16BigEndian
        default: return nil
        }
    }

    /// `bytes` as UTF-8, a byte order mark left out.
    fileprivate func transcoded(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        switch self {
        case .utf8: Array(bytes)
        case .utf8WithMark: Array(bytes.dropFirst(3))
        case .utf16LittleEndian: transcodedUTF16(bytes.dropFirst(2), high: 1)
        case .utf16BigEndian: transcodedUTF16(bytes.dropFirst(2), high: 0)
        case .windows1252: Array(String(String.UnicodeScalarView(bytes.map(windows1252Scalar))).utf8)
        }
    }
}

/// `high` is the place (0 or 1) of the high byte in each pair. An odd byte at the end reads as U+FFFD.
private func transcodedUTF16(_ bytes: UnsafeRawBufferPointer.SubSequence, high: Int) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2 + 1)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
        units.append(UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high]))
        index += 2
    }
    if index < bytes.endIndex { units.append(0xFFFD) }
    return Array(String(decoding: units, as: UTF16.self).utf8)
}

/// The character of a byte in Windows-1252; the five bytes it leaves open are the control characters of that number.
private func windows1252Scalar(_ byte: UInt8) -> Unicode.Scalar {
    switch byte {
    case 0x80: "\u{20AC}"
    case 0x82: "\u{201A}"
    case 0x83: "\u{0192}"
    case 0x84: "\u{201E}"
    case 0x85: "\u{2026}"
    case 0x86: "\u{2020}"
    case 0x87: "\u{2021}"
    case 0x88: "\u{02C6}"
    case 0x89: "\u{2030}"
    case 0x8A: "\u{0160}"
    case 0x8B: "\u{2039}"
    case 0x8C: "\u{0152}"
    case 0x8E: "\u{017D}"
    case 0x91: "\u{2018}"
    case 0x92: "\u{2019}"
    case 0x93: "\u{201C}"
    case 0x94: "\u{201D}"
    case 0x95: "\u{2022}"
    case 0x96: "\u{2013}"
    case 0x97: "\u{2014}"
    case 0x98: "\u{02DC}"
    case 0x99: "\u{2122}"
    case 0x9A: "\u{0161}"
    case 0x9B: "\u{203A}"
    case 0x9C: "\u{0153}"
    case 0x9E: "\u{017E}"
    case 0x9F: "\u{0178}"
    default: Unicode.Scalar(byte)
    }
}

/// Splits UTF-8 text into its front matter and the rest.
private func splitFrontMatter(
    _ text: some Collection<UInt8>
) -> (frontMatter: SourceFile.FrontMatter?, body: [UInt8], bodyLine: Int) {
    var lines = LineReader(text)
    guard let first = lines.next(), isFence(first, "-") else { return (nil, Array(text), 1) }
    let start = lines.position
    while let line = lines.next() {
        guard isFence(line, "-") || isFence(line, ".") else { continue }
        let yaml = String(decoding: text[start..<line.startIndex], as: UTF8.self)
        return (SourceFile.FrontMatter(text: yaml, firstLine: 2), Array(text[lines.position...]), lines.count + 1)
    }
    return (nil, Array(text), 1)
}

/// Whether a line is three times `mark`, white space after it allowed.
private func isFence(_ line: some Collection<UInt8>, _ mark: Unicode.Scalar) -> Bool {
    line.starts(with: repeatElement(UInt8(ascii: mark), count: 3)) && line.dropFirst(3).allSatisfy(\.isSpaceOrTab)
}

/// Goes through text line by line; LF, CR and CRLF end a line, as in Markdown and YAML.
private struct LineReader<Text: Collection<UInt8>> {
    private let text: Text
    /// Where the next line begins.
    private(set) var position: Text.Index
    /// How many lines were read.
    private(set) var count = 0

    init(_ text: Text) {
        self.text = text
        position = text.startIndex
    }

    /// The next line without its end, or nil after the last.
    mutating func next() -> Text.SubSequence? {
        guard position < text.endIndex else { return nil }
        let rest = text[position...]
        let end = rest.firstIndex(where: \.isLineEnd) ?? text.endIndex
        position = end
        if position < text.endIndex {
            let isReturn = text[position] == UInt8(ascii: "\r")
            text.formIndex(after: &position)
            if isReturn, position < text.endIndex, text[position] == UInt8(ascii: "\n") {
                text.formIndex(after: &position)
            }
        }
        count += 1
        return rest[..<end]
    }
}
