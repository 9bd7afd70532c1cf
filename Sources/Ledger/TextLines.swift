/// Where the lines of a text are, as Markdown counts them: ended by LF, CR or CRLF.
struct TextLines {
    let text: [UInt8]
    /// 1-based number of the first line.
    private let firstLine: Int
    /// For each line where it begins and where its end begins.
    private let ranges: [Range<Int>]

    init(_ text: [UInt8], firstLine: Int = 1) {
        var ranges: [Range<Int>] = []
        var (start, index) = (0, 0)
        while index < text.count {
            let byte = text[index]
            index += 1
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
            ranges.append(start..<index - 1)
            if byte == UInt8(ascii: "\r"), index < text.count, text[index] == UInt8(ascii: "\n") { index += 1 }
            start = index
        }
        ranges.append(start..<text.count)
        (self.text, self.firstLine, self.ranges) = (text, firstLine, ranges)
    }

    /// Where a line is, without its end; nil where there is none of that number.
    func range(of line: Int) -> Range<Int>? {
        ranges.indices.contains(line - firstLine) ? ranges[line - firstLine] : nil
    }

    /// A line without its end; empty where there is none.
    subscript(line: Int) -> ArraySlice<UInt8> { range(of: line).map { text[$0] } ?? [] }
}
