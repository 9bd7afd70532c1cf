/// A table for spreadsheets: RFC 4180 with a byte order mark, so that they read Khmer and Arabic right.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
struct CSV {
    private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    mutating func append(_ cells: [String]) {
        bytes.append(contentsOf: cells.map(Self.quoted).joined(separator: ",").utf8)
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    private static func quoted(_ cell: String) -> String {
        let text = cell.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true ? "'" + cell : cell
        guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
