/// What a line begins with: white space, and the markers that may open block quotes and list items.
struct LinePrefix {
    /// Byte offset of what follows.
    private(set) var end: Int
    /// How many markers there are.
    private(set) var markers = 0
    /// The most containers the line may lie in: one for each marker, one for each two columns of white space.
    private(set) var depth = 0
    /// Whether `depth` passed the maximum; `end` is there.
    private(set) var isTooDeep = false
    /// Whether nothing follows but line end, and no list marker stands before: no paragraph goes on past that.
    private(set) var endsParagraph = false
    /// Whether a bullet or heading begins here that ends any paragraph before it.
    private(set) var opensBlock = false

    init(_ text: UnsafeRawBufferPointer, from start: Int, maximumDepth: Int) {
        end = start
        var columns = 0
        var indent = 0
        var hasListMarker = false
        while end < text.count {
            let byte = text[end]
            switch byte {
            case UInt8(ascii: " "):
                columns += 1
                indent += 1
                end += 1
            case UInt8(ascii: "\t"):
                columns += 4
                indent += 4
                end += 1
            case UInt8(ascii: ">"):
                markers += 1
                indent = 0
                end += 1
            default:
                guard let length = Self.lengthOfListMarker(text, at: end) else {
                    finish(text, indent: indent, hasListMarker: hasListMarker)
                    return
                }
                if length == 1, indent <= 3, !text.isBlankLine(from: end + 1) { opensBlock = true }
                hasListMarker = true
                markers += 1
                end += length
            }
            depth = markers + columns / 2
            if depth > maximumDepth {
                isTooDeep = true
                return
            }
        }
        endsParagraph = !hasListMarker
    }

    private mutating func finish(_ text: UnsafeRawBufferPointer, indent: Int, hasListMarker: Bool) {
        if text[end].isLineEnd {
            endsParagraph = !hasListMarker
        } else if text[end] == UInt8(ascii: "#"), indent <= 3, !hasListMarker {
            var next = end
            while next < text.count, text[next] == UInt8(ascii: "#") { next += 1 }
            opensBlock = next - end <= 6 && (next == text.count || text[next].isWhiteSpace)
        }
    }

    /// The length of `-`, `+`, `*`, `1.` or `1)` (up to nine digits) before white space or the text's end.
    private static func lengthOfListMarker(_ text: UnsafeRawBufferPointer, at start: Int) -> Int? {
        var end = start
        switch text[start] {
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): break
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            while end < text.count, end - start < 9, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[end]) {
                end += 1
            }
            guard end < text.count, text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ")") else { return nil }
        default: return nil
        }
        end += 1
        return end == text.count || text[end].isWhiteSpace ? end - start : nil
    }
}

extension UnsafeRawBufferPointer {
    /// Where the line that `index` lies in ends: at its line end, or the end of the text.
    func endOfLine(from index: Int) -> Int {
        var index = index
        while index < count, !self[index].isLineEnd { index += 1 }
        return index
    }

    /// Where the next line begins: behind LF, CR or CRLF.
    func indexAfterLineEnd(at index: Int) -> Int {
        guard index < count else { return count }
        let isPair = self[index] == UInt8(ascii: "\r") && index + 1 < count && self[index + 1] == UInt8(ascii: "\n")
        return index + (isPair ? 2 : 1)
    }

    /// Whether there is only white space up to the line's end.
    func isBlankLine(from index: Int) -> Bool {
        var index = index
        while index < count, self[index].isSpaceOrTab { index += 1 }
        return index == count || self[index].isLineEnd
    }
}
