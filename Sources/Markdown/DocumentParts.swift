/// The parts of a Markdown file that may hold task items, each readable by itself.
///
/// A history holds the same file hundreds of times, and most of a file is neither changed nor about items. So a file is cut
/// at its headings, and these parts into blocks and list items; pieces without a box are not parsed at all, and equal ones
/// need be parsed only once. What they take from the rest of the file is put before them: link reference definitions, labels
/// of footnotes, and the headings above.
///
/// Cutting must never change what is read. Where these few rules cannot tell for certain what cmark-gfm would make of a
/// line (an indented fence that a dedent ends, an underlined heading, a definition in a list), the rest of the file from
/// the last sure place on is one piece; where even that is not certain, the whole file is.
package struct DocumentParts {
    /// Some lines of a part that can be read by themselves, and together with the pieces right before and behind.
    package struct Piece {
        package fileprivate(set) var range: Range<Int>
        /// 1-based line in the file.
        package fileprivate(set) var line: Int
    }

    package struct Part {
        /// In the order of the file; at least one.
        package var pieces: [Piece]
        /// The part of the previous version that has the same text, where that is known without comparing.
        package var previous: Int?
        /// Lines of the file that stand before the part's own.
        fileprivate var before: [Range<Int>] = []
        /// One piece, with its heading: there may be further headings in it.
        fileprivate var isWhole = false
    }

    private let body: [UInt8]
    /// Nil where nothing certain can be said of the text's structure.
    private let outline: Outline?
    /// For each section its place in `parts`, if it is there.
    private var partOfSection: [Int?] = []

    /// In the order of the file.
    package private(set) var parts: [Part] = []
    /// The first level-1 heading as a part of its own; nil where there is none before the parts that were not cut.
    package private(set) var title: Part?

    /// `body` is UTF-8 without front matter; its first line is line `firstLine` of the file. With `previous`, another
    /// version of the same file, only what differs is gone over.
    package init(of body: [UInt8], firstLine: Int, after previous: DocumentParts? = nil) {
        self.body = body
        outline = body.withUnsafeBytes { bytes in
            guard let previous, let outline = previous.outline else { return Outline(of: bytes) }
            return previous.body.withUnsafeBytes { Outline(of: bytes, after: outline, of: $0) }
        }
        if let outline {
            cut(outline, firstLine: firstLine, after: previous)
        } else {
            parts = [Part(pieces: [Piece(range: 0..<body.count, line: firstLine)])]
        }
    }

    /// The file as one part, whatever is in it.
    package init(whole file: SourceFile) {
        body = file.body
        outline = nil
        parts = [Part(pieces: [Piece(range: 0..<file.body.count, line: file.bodyLine)])]
    }

    /// What a part takes from the rest of the file, whole lines of UTF-8: to be read before any of its pieces.
    package func textBefore(_ part: Part) -> [UInt8] {
        guard let outline, !outline.definitions.isEmpty || !outline.footnotes.isEmpty || !part.before.isEmpty else {
            return []
        }
        var text: [UInt8] = []
        // Each a paragraph of its own, lest one take in the next.
        for line in outline.definitions { text += body[line] + "\n\n".utf8 }
        for label in outline.footnotes { text += body[label] + " .\n\n".utf8 }
        // Ends the last footnote, which would take in indented lines.
        if !outline.footnotes.isEmpty { text += "***\n".utf8 }
        for line in part.before { text += body[line] + [UInt8(ascii: "\n")] }
        // A definition ends at a blank line, whatever follows.
        text.append(UInt8(ascii: "\n"))
        return text
    }

    /// The text of a piece, UTF-8.
    package func text(of piece: Piece) -> ArraySlice<UInt8> { body[piece.range] }

    private mutating func cut(_ outline: Outline, firstLine: Int, after previous: DocumentParts?) {
        let places = PreviousPlaces(of: self, after: previous)
        var above: [(level: Int, line: Range<Int>)] = []
        for (index, section) in outline.sections.enumerated() {
            if let heading = section.heading { above.removeAll { $0.level >= heading.level } }
            // The title may stand where nothing is certain any more.
            let isNeeded = section.isUncut && title == nil
            let pieces = isNeeded ? [Outline.Piece(range: 0..<section.range.count, line: 0)] : section.pieces
            if !pieces.isEmpty {
                var part = Part(pieces: pieces.map { Piece($0, in: section, firstLine: firstLine) }, isWhole: isNeeded)
                part.before = above.map(\.line) + (isNeeded ? [] : section.heading.map { [$0.line] } ?? [])
                part.previous = places.previous(of: index).flatMap {
                    previous?.parts[$0].isWhole == isNeeded ? $0 : nil
                }
                partOfSection.append(parts.count)
                parts.append(part)
            } else {
                partOfSection.append(nil)
            }
            guard let heading = section.heading else { continue }
            above.append(heading)
            if heading.level == 1, title == nil {
                title = Part(pieces: [Piece(range: heading.line, line: firstLine + section.line)])
            }
        }
    }

    /// Tells which sections are, with all that they take from the rest of the file, those of the previous version.
    private struct PreviousPlaces {
        private var parts: [Int?] = []
        private var sameAtStart = 0
        /// From this section on; and by how many sections it lies further on than before.
        private var sameFrom = Int.max
        private var shift = 0

        init(of new: DocumentParts, after previous: DocumentParts?) {
            guard let previous, let outline = new.outline, let old = previous.outline else { return }
            guard new.lines(outline.definitions) == previous.lines(old.definitions),
                new.lines(outline.footnotes) == previous.lines(old.footnotes)
            else { return }
            parts = previous.partOfSection
            sameAtStart = outline.sameAtStart
            shift = outline.sections.count - old.sections.count
            let start = outline.sections.count - outline.sameAtEnd
            guard new.lines(outline.headings(above: start)) == previous.lines(old.headings(above: start - shift)) else {
                return
            }
            sameFrom = start
        }

        func previous(of section: Int) -> Int? {
            if section < sameAtStart { return parts[section] }
            return section >= sameFrom ? parts[section - shift] : nil
        }
    }

    private func lines(_ ranges: [Range<Int>]) -> [ArraySlice<UInt8>] { ranges.map { body[$0] } }
}

extension DocumentParts.Piece {
    /// Nothing of the file stands between the two.
    package func isRightBefore(_ next: DocumentParts.Piece) -> Bool { range.upperBound == next.range.lowerBound }

    fileprivate init(_ piece: Outline.Piece, in section: Outline.Section, firstLine: Int) {
        let start = section.range.lowerBound
        range = start + piece.range.lowerBound..<start + piece.range.upperBound
        line = firstLine + section.line + piece.line
    }
}
