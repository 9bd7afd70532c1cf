/// The parts of a Markdown file that may hold task items, each readable by itself.
///
/// A history holds the same file hundreds of times, and most of a file is neither changed nor about items. So a file is cut
/// at its headings, parts without a box are not parsed at all, and equal parts need be parsed only once. What a part takes
/// from the rest of the file is put before it: link reference definitions, and the headings above.
///
/// Cutting must never change what is read. Where these few rules cannot tell for certain what cmark-gfm would make of a
/// line (an indented fence that a dedent ends, an underlined heading, a definition in a list), the rest of the file from
/// the last sure heading on is one part; where even that is not certain, the whole file is.
package struct DocumentParts {
    package struct Part {
        /// UTF-8. The part, after what it takes from the rest of the file.
        package var text: [UInt8]
        /// Line in the file of the first line of `text`, were all of it there; may be below 1.
        package var firstLine: Int
    }

    /// In the order of the file.
    package private(set) var parts: [Part] = []
    /// The first level-1 heading as a part of its own; nil where there is none before the parts that were not cut.
    package private(set) var title: Part?

    /// `body` is UTF-8 without front matter; its first line is line `firstLine` of the file.
    package init(of body: [UInt8], firstLine: Int) {
        self = body.withUnsafeBytes { body in
            var scanner = SectionScanner(body)
            guard scanner.scan() else {
                return DocumentParts(parts: [Part(text: Array(body), firstLine: firstLine)])
            }
            return DocumentParts(scanner, firstLine: firstLine)
        }
    }

    /// The file as one part, whatever is in it.
    package init(whole file: SourceFile) {
        self.init(parts: [Part(text: file.body, firstLine: file.bodyLine)])
    }

    private init(parts: [Part]) { self.parts = parts }

    private init(_ scanner: SectionScanner, firstLine: Int) {
        let body = scanner.body
        var above: [(level: Int, line: Range<Int>)] = []
        for section in scanner.sections {
            if let heading = section.heading { above.removeAll { $0.level >= heading.level } }
            let isNeeded = section.isUncut && title == nil
            if isNeeded || mayContainTaskItem(UnsafeRawBufferPointer(rebasing: body[section.range])) {
                let before = scanner.definitions + above.map(\.line)
                parts.append(Self.part(before, section.range, of: body, line: section.line + firstLine))
            }
            guard let heading = section.heading else { continue }
            above.append(heading)
            if heading.level == 1, title == nil {
                title = Self.part(scanner.definitions, heading.line, of: body, line: section.line + firstLine)
            }
        }
    }

    private static func part(
        _ before: [Range<Int>], _ range: Range<Int>, of body: UnsafeRawBufferPointer, line: Int
    ) -> Part {
        var text: [UInt8] = []
        for range in before {
            text.append(contentsOf: body[range])
            text.append(UInt8(ascii: "\n"))
        }
        // A definition ends at a blank line, whatever follows.
        if !before.isEmpty { text.append(UInt8(ascii: "\n")) }
        let linesBefore = text.count { $0 == UInt8(ascii: "\n") }
        text.append(contentsOf: body[range])
        return Part(text: text, firstLine: line - linesBefore)
    }
}

/// Goes over the lines of a Markdown text and cuts it at the headings that are certain.
struct SectionScanner {
    struct Section {
        /// From the heading's line to the next section.
        var range: Range<Int>
        /// 0-based line of its beginning.
        var line: Int
        /// Nil before the first heading.
        var heading: (level: Int, line: Range<Int>)?
        /// There may be further headings inside.
        var isUncut = false
    }

    let body: UnsafeRawBufferPointer
    private(set) var sections: [Section] = []
    /// Lines that define link references, in order.
    private(set) var definitions: [Range<Int>] = []

    /// A fence or HTML block that runs until an end mark, whatever stands between.
    private enum Enclosure {
        case fence(mark: UInt8, length: Int, indent: Int)
        case html(ends: [StaticString], indent: Int)
        /// HTML that ends at a blank line, or no HTML at all.
        case htmlUntilBlank
    }

    /// What stands before a line, as far as it decides what the line can be.
    private enum Before {
        case blank, heading, definition
        /// A definition whose destination is still to come.
        case definitionLabel
        /// A paragraph may be open; or `[` without `]` in one.
        case text, openBracket
        /// A paragraph may be open, or not.
        case unclear
    }
    private enum Certainty { case certain, onlyUpToHere, not }

    private var enclosure: Enclosure?
    private var before = Before.blank
    /// Some list may be open, so that indented lines may belong to it.
    private var mayBeInList = false
    private let mayDefine: Bool

    init(_ body: UnsafeRawBufferPointer) {
        self.body = body
        mayDefine = body.contains(pair: UInt8(ascii: "]"), UInt8(ascii: ":"))
    }

    /// Returns false when nothing certain can be said of the text's structure.
    mutating func scan() -> Bool {
        var section = Section(range: 0..<0, line: 0, heading: nil)
        var start = 0
        var number = 0
        var isCutting = true
        while start < body.count {
            let feed = body.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? body.count
            let line = Line(body, start..<feed)
            // A lone carriage return ends a line for cmark, not here.
            guard !line.hasReturn else { return false }
            // Behind an uncertain place nobody can tell what is a definition.
            guard isCutting || !line.hasDefinitionMark else { return false }
            if before == .definitionLabel {
                guard let last = definitions.indices.last, line.hasLetter(at: line.text) else { return false }
                definitions[last] = definitions[last].lowerBound..<line.end
                before = .definition
            } else if isCutting, let level = headingLevel(line) {
                section.range = section.range.lowerBound..<start
                sections.append(section)
                section = Section(range: start..<start, line: number, heading: (level, start..<line.end))
                before = .heading
            } else {
                switch read(line) {
                case .certain: break
                case .onlyUpToHere:
                    guard !line.hasDefinitionMark else { return false }
                    isCutting = false
                    section.isUncut = true
                case .not: return false
                }
            }
            start = feed + 1
            number += 1
        }
        section.range = section.range.lowerBound..<body.count
        sections.append(section)
        return before != .definitionLabel
    }

    /// The level of a heading that nothing can hide: outside of fences and HTML, and not in a list.
    private mutating func headingLevel(_ line: Line) -> Int? {
        guard enclosure == nil, line.indent < 4, !mayBelongToList(line), let level = line.atxLevel else { return nil }
        mayBeInList = false
        return level
    }

    /// The content of a list item is indented by two columns at least: a marker and a space (GFM 5.2).
    private func mayBelongToList(_ line: Line) -> Bool { mayBeInList && line.indent >= 2 }

    private mutating func read(_ line: Line) -> Certainty {
        if let enclosure { return read(line, in: enclosure) }
        if line.isBlank {
            before = .blank
            return .certain
        }
        let content = line.startOfContent
        if content > line.text {
            mayBeInList = true
        } else if before == .blank, line.indent < 2 {
            mayBeInList = false
        }
        let previous = before
        before = line.indent < 4 && line.hasLetter(at: content) ? .text : .unclear
        if mayDefine, let certainty = readDefinition(line, content, after: previous) { return certainty }
        return line.indent < 4 ? readBlockStart(line, after: previous) : .certain
    }

    /// Deals with a line that may be part of a link reference definition (GFM 4.7); nil if it is not.
    private mutating func readDefinition(_ line: Line, _ content: Int, after previous: Before) -> Certainty? {
        if previous == .openBracket {
            if line.hasDefinitionMark { return .not }
            if content == line.text { before = .openBracket }
        }
        // Text goes on in its paragraph, where nothing can be defined.
        let isContinued = (previous == .text || previous == .openBracket) && content == line.text
        switch line.definition(at: content) {
        case .none: return nil
        case .open:
            if !isContinued { before = .openBracket }
            return nil
        case .footnote: return .not
        case .label(let isPlain, let hasDestination):
            if isContinued { return nil }
            guard isPlain, content == line.range.lowerBound, previous != .unclear else { return .not }
            before = hasDestination ? .definition : .definitionLabel
            definitions.append(line.range)
            return .certain
        }
    }

    private mutating func readBlockStart(_ line: Line, after previous: Before) -> Certainty {
        if line.atxLevel != nil { return .onlyUpToHere }
        if line.isUnderline, previous != .blank, previous != .heading { return .onlyUpToHere }
        if line.isThematicBreak {
            before = .heading
        } else if let (mark, length) = line.fence {
            enclosure = .fence(mark: mark, length: length, indent: mayBelongToList(line) ? line.indent : 0)
        } else if line.first == UInt8(ascii: "<") {
            let indent = mayBelongToList(line) ? line.indent : 0
            enclosure = line.htmlEnds.map { .html(ends: $0, indent: indent) } ?? .htmlUntilBlank
            if case .html(let ends, _) = enclosure, line.contains(anyOf: ends) {
                enclosure = nil
                before = .heading
            }
        }
        return .certain
    }

    private mutating func read(_ line: Line, in enclosure: Enclosure) -> Certainty {
        if line.isBlank {
            if case .htmlUntilBlank = enclosure {
                self.enclosure = nil
                before = .blank
            }
            return .certain
        }
        switch enclosure {
        case .fence(let mark, let length, let indent):
            // In a list, what is indented less ends the list and the fence with it; elsewhere it does not.
            guard line.indent >= indent else { return .onlyUpToHere }
            if line.closesFence(mark, length) {
                self.enclosure = nil
                before = .heading
            }
        case .html(let ends, let indent):
            guard line.indent >= indent else { return .onlyUpToHere }
            if line.contains(anyOf: ends) {
                self.enclosure = nil
                before = .heading
            }
        case .htmlUntilBlank:
            // Were it no HTML, these would count.
            if line.indent < 4, line.atxLevel != nil || line.fence != nil || line.isUnderline || line.htmlEnds != nil {
                return .onlyUpToHere
            }
            if mayDefine, line.hasDefinitionMark { return .not }
            if line.startOfContent > line.text { mayBeInList = true }
        }
        return .certain
    }
}
