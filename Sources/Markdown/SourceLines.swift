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
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            guard byte.isLineEnd else { continue }
            if byte == UInt8(ascii: "\r"), index < text.count, text[index] == UInt8(ascii: "\n") { index += 1 }
            starts.append(index)
        }
        return starts
    }
}
