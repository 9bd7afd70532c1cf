import Checklists
import Markdown

/// A box to tick or untick: an item's own, or those of one role below its `Sign-off:`.
package struct Checkbox: Hashable, Sendable {
    /// The explicit id of the item.
    package var item: String
    /// nil for the item's own box.
    package var role: String?

    package init(item: String, role: String? = nil) { (self.item, self.role) = (item, role) }
}

/// Finds and sets boxes in versions of one file, in whatever state somebody's copy of it is.
package struct CheckboxEditor: Sendable {
    /// From the repository's root.
    package let path: String
    /// Declared roles: a box is recognised by them.
    private let roles: [String]

    package init(path: String, roles: [String]) { (self.path, self.roles) = (path, roles) }

    /// `bytes` with the box set and nothing else changed; nil where there is not exactly one such item, or no such box.
    package func setting(_ box: Checkbox, to isChecked: Bool, in bytes: [UInt8]) -> [UInt8]? {
        guard let marks = marks(of: box, in: bytes) else { return nil }
        var result = bytes
        for mark in marks where mark.isChecked != isChecked {
            guard let set = settingTaskMark(onLine: mark.line, to: isChecked, in: result) else { return nil }
            result = set
        }
        // Read again: what is signed must be what is ticked, whatever the file does to readers.
        let expected = marks.map { Mark(line: $0.line, isChecked: isChecked) }
        return result == bytes || self.marks(of: box, in: result) == expected ? result : nil
    }

    private struct Mark: Equatable {
        /// 1-based.
        let line: Int
        let isChecked: Bool
    }

    /// The marks of a box; several where a role has several boxes, which count as ticked together.
    private func marks(of box: Checkbox, in bytes: [UInt8]) -> [Mark]? {
        var reader = ChecklistReader()
        let file = bytes.withUnsafeBytes { reader.read($0, path: path, roles: roles) }
        let items = file.items.indices.map { file.state(at: $0) }.filter { $0.id == box.item }
        guard items.count == 1, let item = items.first else { return nil }
        guard let role = box.role else { return [Mark(line: item.line, isChecked: item.isChecked)] }
        let marks = item.fields.boxes.filter { $0.role == role }.map { Mark(line: $0.line, isChecked: $0.isChecked) }
        return marks.isEmpty ? nil : marks
    }
}

/// `bytes` with the task marker on a line ticked or not: one byte is changed, or none if it is so already.
///
/// The line, 1-based, is known to begin a task item (GFM, section 5.3), so that nothing but markers of lists and quotes
/// stands before the box; nil if that is not so. Whatever the encoding, no other byte is looked at or written.
package func settingTaskMark(onLine line: Int, to isChecked: Bool, in bytes: [UInt8]) -> [UInt8]? {
    let units = CodeUnits(bytes)
    guard var position = units.start(ofLine: line) else { return nil }
    while let unit = units[position], unit.isBeforeTaskMarker { position += 1 }
    guard units[position] == Ascii.open, let mark = units[position + 1], units[position + 2] == Ascii.close,
        units[position + 3].map(\.isSpaceInLine) ?? true
    else { return nil }
    switch mark {
    case Ascii.space where isChecked: return units.replacing(position + 1, by: UInt8(ascii: "x"))
    case Ascii.space: return bytes
    case UInt16(UInt8(ascii: "x")), UInt16(UInt8(ascii: "X")):
        return isChecked ? bytes : units.replacing(position + 1, by: UInt8(ascii: " "))
    default: return nil
    }
}

private enum Ascii {
    static let space = UInt16(UInt8(ascii: " "))
    static let open = UInt16(UInt8(ascii: "["))
    static let close = UInt16(UInt8(ascii: "]"))
    static let feed = UInt16(UInt8(ascii: "\n"))
    static let carriageReturn = UInt16(UInt8(ascii: "\r"))
}

extension UInt16 {
    /// Indentation, `>`, a bullet, a number.
    fileprivate var isBeforeTaskMarker: Bool {
        self < 0x80 && " \t>-*+.)0123456789".utf8.contains(UInt8(truncatingIfNeeded: self))
    }

    fileprivate var isSpaceInLine: Bool { self == Ascii.space || (0x09...0x0D).contains(self) }
}

/// Text as the units in which its ASCII characters can be told from all others: bytes, or pairs of them in UTF-16.
private struct CodeUnits {
    private let bytes: [UInt8]
    private let width: Int
    /// Place of the low byte in a unit.
    private let low: Int
    private let mark: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        switch bytes.withUnsafeBytes({ SourceFile($0) })?.encoding {
        case .utf16LittleEndian: (width, low, mark) = (2, 0, 2)
        case .utf16BigEndian: (width, low, mark) = (2, 1, 2)
        case .utf8WithMark: (width, low, mark) = (1, 0, 3)
        default: (width, low, mark) = (1, 0, 0)
        }
    }

    subscript(position: Int) -> UInt16? {
        let start = mark + position * width
        guard start + width <= bytes.count else { return nil }
        guard width == 2 else { return UInt16(bytes[start]) }
        return UInt16(bytes[start + low]) | UInt16(bytes[start + 1 - low]) << 8
    }

    /// Lines end with LF, CR or CRLF, as in Markdown.
    func start(ofLine line: Int) -> Int? {
        var (position, number) = (0, 1)
        while number < line {
            guard let unit = self[position] else { return nil }
            position += 1
            guard unit == Ascii.feed || unit == Ascii.carriageReturn else { continue }
            if unit == Ascii.carriageReturn, self[position] == Ascii.feed { position += 1 }
            number += 1
        }
        return line >= 1 ? position : nil
    }

    func replacing(_ position: Int, by character: UInt8) -> [UInt8] {
        var result = bytes
        result[mark + position * width + low] = character
        return result
    }
}
