/// What in a line may cost cmark-gfm much time or memory, counted.
struct LineContent {
    /// What the autolink extension does with lines up to this length is never much.
    private static let shortLine = 1024

    /// Byte offset of the line's end.
    private(set) var end: Int
    /// See `Chunk.openers`.
    private(set) var openers = 0
    private(set) var pipes = 0
    /// Of long lines only.
    private(set) var ats = 0
    /// Weighted count of what makes the autolink extension look through all of a long line.
    private(set) var autolinks = 0
    /// Whether the line may be the delimiter row of a table.
    private(set) var isDelimiterRow = false
    /// Byte offset of the first `]:`.
    private var definition: Int?

    init(_ text: UnsafeRawBufferPointer, from start: Int, references: inout References) {
        end = text.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? text.count
        var index = start
        while index < end {
            if index + 8 <= end, Self.arePlain(text.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
                index += 8
                continue
            }
            switch text[index] {
            case UInt8(ascii: "\r"): end = index
            case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "|"):
                count(text, at: index, references: &references)
            default: break
            }
            index += 1
        }
        if let definition {
            references.addDefinition(
                endingIn: Self.lastByte(ofLabelAt: definition, in: text),
                length: Self.lengthOfDefinition(text, from: definition + 2, to: end))
        }
        isDelimiterRow = end > start && Self.isDelimiterRow(text[start..<end])
        if end - start > Self.shortLine { countAutolinks(text, from: start) }
    }

    private mutating func count(_ text: UnsafeRawBufferPointer, at index: Int, references: inout References) {
        let next = index + 1 < text.count ? text[index + 1] : 0
        switch text[index] {
        case UInt8(ascii: "|"): pipes += 1
        case UInt8(ascii: "<"): openers += next == UInt8(ascii: "?") || next == UInt8(ascii: "!") ? 8 : 1
        case UInt8(ascii: "]"):
            openers += 1
            let last = Self.lastByte(ofLabelAt: index, in: text)
            references.addUse(endingIn: last)
            guard next == UInt8(ascii: ":") else { return }
            // Of two in a line the second may be the definition, if the first is a footnote's.
            if definition != nil { references.addDefinition(endingIn: last, length: nil) }
            definition = definition ?? index
        default: openers += 1
        }
    }

    private mutating func countAutolinks(_ text: UnsafeRawBufferPointer, from start: Int) {
        for index in start..<end {
            let next = index + 1 < end ? text[index + 1] : 0
            switch text[index] {
            case UInt8(ascii: "@"): ats += 1
            case UInt8(ascii: "w"): if next == text[index] { autolinks += 40 }
            case UInt8(ascii: ")"): if next == text[index] || Self.isTrailing(next) { autolinks += 3 }
            default: break
            }
        }
    }

    /// The last byte, not white space, before the `]` at `end`.
    private static func lastByte(ofLabelAt end: Int, in text: UnsafeRawBufferPointer) -> UInt8 {
        var last = end
        while last > 0, text[last - 1].isWhiteSpace { last -= 1 }
        return last > 0 ? text[last - 1] : 0
    }

    /// The length of a link reference definition behind its colon, at most; nil if it may go on after its line, which
    /// ends at `end`.
    private static func lengthOfDefinition(_ text: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
        var index = start
        while index < end, text[index].isWhiteSpace { index += 1 }
        guard index < end else { return nil }
        while index < end, !text[index].isWhiteSpace { index += 1 }
        while index < end, text[index].isWhiteSpace { index += 1 }
        if index < end {
            guard let closer = closer(of: text[index]) else { return end - start }
            var last = end - 1
            while text[last].isWhiteSpace { last -= 1 }
            return last > index && text[last] == closer ? end - start : nil
        }
        index = text.indexAfterLineEnd(at: end)
        while index < text.count, text[index].isSpaceOrTab || text[index] == UInt8(ascii: ">") { index += 1 }
        return index < text.count && closer(of: text[index]) != nil ? nil : end - start
    }

    /// What ends a link title that begins with `byte`.
    private static func closer(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): byte
        case UInt8(ascii: "("): UInt8(ascii: ")")
        default: nil
        }
    }

    private static func isDelimiterRow(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        line.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"): true
            default: byte.isWhiteSpace
            }
        }
    }

    /// What the autolink extension takes off the end of an address.
    private static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
            UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "\""),
            UInt8(ascii: ";"):
            true
        default: false
        }
    }

    /// Whether none of eight bytes is a carriage return or counted.
    private static func arePlain(_ bytes: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        /// Not 0 if one of the bytes is `byte`.
        func hits(_ bytes: UInt64, _ byte: UInt8) -> UInt64 {
            let zeros = bytes ^ (ones &* UInt64(byte))
            return (zeros &- ones) & ~zeros & (ones << 7)
        }
        // "<" and "|" are one bit apart.
        let folded = bytes | (ones << 6)
        return hits(bytes, UInt8(ascii: "[")) | hits(bytes, UInt8(ascii: "]")) | hits(bytes, UInt8(ascii: "!"))
            | hits(folded, UInt8(ascii: "|")) | hits(bytes, UInt8(ascii: "\r")) == 0
    }

    /// Whether cmark-gfm begins a node at a character, if only for a while: it ends a line, may be markup, or may begin
    /// an address.
    static func beginsNode(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "!"), UInt8(ascii: "&"), UInt8(ascii: "*"),
            UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"),
            UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "w"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
