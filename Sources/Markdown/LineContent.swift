/// What in a line costs cmark-gfm time or memory, counted.
struct LineContent {
    /// Byte offset of the line's end.
    private(set) var end: Int
    /// Whether the line holds nothing.
    private(set) var isEmpty: Bool
    /// Characters that begin a node of their own, if only for a while.
    private(set) var specials = 0
    /// See `Chunk.openers`.
    private(set) var openers = 0
    /// Weighted count of what makes the autolink extension look through all of the line.
    private(set) var autolinks = 0
    private(set) var ats = 0
    private(set) var pipes = 0
    /// Whether the line may be the delimiter row of a table.
    private(set) var isDelimiterRow: Bool
    /// Byte offset of the first `]:`.
    private var definition: Int?

    init(_ text: UnsafeRawBufferPointer, from start: Int, references: inout References) {
        end = start
        isEmpty = true
        isDelimiterRow = false
        while end < text.count {
            let byte = text[end]
            if Self.isPlain(byte) {
                end += 1
                continue
            }
            if byte.isLineEnd { break }
            count(byte, text, references: &references)
            end += 1
        }
        if let definition {
            references.addDefinition(
                endingIn: Self.lastByte(ofLabelAt: definition, in: text),
                length: Self.lengthOfDefinition(text, from: definition + 2, to: end))
        }
        isEmpty = end == start
        isDelimiterRow = !isEmpty && Self.isDelimiterRow(text[start..<end])
    }

    private mutating func count(_ byte: UInt8, _ text: UnsafeRawBufferPointer, references: inout References) {
        let next = end + 1 < text.count ? text[end + 1] : 0
        switch byte {
        case UInt8(ascii: "|"): pipes += 1
        case UInt8(ascii: "@"): ats += 1
        case UInt8(ascii: ")"): if next == byte || Self.isTrailing(next) { autolinks += 3 }
        default:
            specials += 1
            switch byte {
            case UInt8(ascii: "w"): if next == byte { autolinks += 40 }
            case UInt8(ascii: "["), UInt8(ascii: "!"): openers += 1
            case UInt8(ascii: "<"): openers += next == UInt8(ascii: "?") || next == UInt8(ascii: "!") ? 8 : 1
            case UInt8(ascii: "]"):
                openers += 1
                let last = Self.lastByte(ofLabelAt: end, in: text)
                references.addUse(endingIn: last)
                guard next == UInt8(ascii: ":") else { return }
                // Of two in a line the second may be the definition, if the first is a footnote's.
                if definition != nil { references.addDefinition(endingIn: last, length: nil) }
                definition = definition ?? end
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

    /// Whether a character stands for itself and nothing is to be counted. Of "w" the autolink extension makes a
    /// node of its own, for it may begin an address.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "!"), UInt8(ascii: "&"), UInt8(ascii: ")"),
            UInt8(ascii: "*"), UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: "@"), UInt8(ascii: "["),
            UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "w"),
            UInt8(ascii: "|"), UInt8(ascii: "~"):
            false
        default: true
        }
    }
}
