/// Another version of the text, and where the two are the same.
struct PreviousOutline {
    private let outline: Outline
    /// Bytes that both begin with.
    private let beginning: Int
    /// Where the bytes begin that both end with, in the new version.
    private let ending: Int
    /// By how many bytes these lie further on than before.
    private let shift: Int

    init(_ outline: Outline, of old: UnsafeRawBufferPointer, new: UnsafeRawBufferPointer) {
        self.outline = outline
        shift = new.count - old.count
        beginning = new.commonPrefix(with: old)
        ending = new.count - new.commonSuffix(with: old, limit: min(new.count, old.count) - beginning)
    }

    /// The last section whose heading, with the end of its line, stands before the first difference.
    var start: Int? {
        outline.sections.lastIndex { $0.heading.map { $0.line.upperBound + 2 <= beginning } ?? false }
    }

    /// The outline of what stands before a section.
    func outline(before section: Int) -> Outline {
        let end = outline.sections[section].range.lowerBound
        var part = Outline()
        part.sections = Array(outline.sections[..<section])
        part.definitions = outline.definitions.filter { $0.lowerBound < end }
        part.footnotes = outline.footnotes.filter { $0.lowerBound < end }
        part.sameAtStart = section
        return part
    }

    /// The section that began at a place behind the last difference.
    func section(at position: Int) -> Int? {
        guard position >= ending else { return nil }
        return outline.sections.firstIndex { $0.heading != nil && $0.range.lowerBound == position - shift }
    }

    /// Appends a section and all behind it; in the new version it begins at line `line`.
    func append(_ section: Int, to new: inout Outline, line: Int) {
        let start = outline.sections[section].range.lowerBound
        let lineShift = line - outline.sections[section].line
        for var section in outline.sections[section...] {
            section.range = section.range.shifted(by: shift)
            section.line += lineShift
            section.heading = section.heading.map { ($0.level, $0.line.shifted(by: shift)) }
            new.sections.append(section)
        }
        new.definitions += outline.definitions.filter { $0.lowerBound >= start }.map { $0.shifted(by: shift) }
        new.footnotes += outline.footnotes.filter { $0.lowerBound >= start }.map { $0.shifted(by: shift) }
        new.sameAtEnd = outline.sections.count - section
    }
}

extension Range<Int> {
    fileprivate func shifted(by distance: Int) -> Range { lowerBound + distance..<upperBound + distance }
}

extension UnsafeRawBufferPointer {
    /// How many bytes both begin with.
    fileprivate func commonPrefix(with other: UnsafeRawBufferPointer) -> Int {
        let limit = Swift.min(count, other.count)
        var index = 0
        while index + 8 <= limit, word(at: index) == other.word(at: index) { index += 8 }
        while index < limit, self[index] == other[index] { index += 1 }
        return index
    }

    /// How many bytes both end with, up to `limit`.
    fileprivate func commonSuffix(with other: UnsafeRawBufferPointer, limit: Int) -> Int {
        var length = 0
        while length + 8 <= limit, word(at: count - length - 8) == other.word(at: other.count - length - 8) {
            length += 8
        }
        while length < limit, self[count - length - 1] == other[other.count - length - 1] { length += 1 }
        return length
    }

    private func word(at index: Int) -> UInt64 { loadUnaligned(fromByteOffset: index, as: UInt64.self) }
}
