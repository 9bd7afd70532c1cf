/// The lines of a text as cmark-gfm counts them: ended by LF, CR or CRLF.
struct SourceLines {
    private let text: UnsafeRawBufferPointer
    /// The byte offset of each line. Made when it is first needed: most documents have no task item.
    private lazy var starts = Self.starts(of: text)

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// Whether the task marker at 1-based `line` and byte `column` is checked; nil if there is no marker and white space.
    mutating func taskMark(line: Int, column: Int) -> Bool? {
        guard line >= 1, line <= starts.count, column >= 1 else { return nil }
        let start = starts[line - 1] + column - 1
        guard start + 2 < text.count, text[start] == UInt8(ascii: "["), text[start + 1].isTaskMark,
            text[start + 2] == UInt8(ascii: "]"), start + 3 == text.count || text[start + 3].isWhiteSpace
        else { return nil }
        return text[start + 1] != UInt8(ascii: " ")
    }

    private static func starts(of text: UnsafeRawBufferPointer) -> [Int] {
        var starts = [0]
        var feed = text.firstIndex(of: UInt8(ascii: "\n"), from: 0) ?? text.count
        var carriageReturn = text.firstIndex(of: UInt8(ascii: "\r"), from: 0) ?? text.count
        while min(feed, carriageReturn) < text.count {
            let next = text.indexAfterLineEnd(at: min(feed, carriageReturn))
            starts.append(next)
            if feed < next { feed = text.firstIndex(of: UInt8(ascii: "\n"), from: next) ?? text.count }
            if carriageReturn < next {
                carriageReturn = text.firstIndex(of: UInt8(ascii: "\r"), from: next) ?? text.count
            }
        }
        return starts
    }
}
