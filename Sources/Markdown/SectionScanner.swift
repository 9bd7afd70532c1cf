/// Goes over the lines of a Markdown text and cuts it at the headings that are certain.
struct SectionScanner {
    let body: UnsafeRawBufferPointer
    private(set) var outline = Outline()

    /// A fence or HTML block that runs until an end mark, whatever stands between.
    private enum Enclosure {
        case fence(mark: UInt8, length: Int, indent: Int)
        case html(ends: [StaticString], indent: Int)
        /// HTML that ends at a blank line; or, where that is not certain, no HTML at all.
        case htmlUntilBlank(isCertain: Bool, indent: Int)
    }

    /// What stands before a line, as far as it decides what the line can be.
    private enum Before: Equatable {
        case blank, heading, definition
        /// A definition whose destination is still to come.
        case definitionLabel
        /// The same behind list markers, its column given; with a bullet in the next line it defines nothing.
        case labelInList(column: Int)
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
    /// A footnote may be open, so that indented lines may belong to it.
    private var mayBeInFootnote = false
    /// Definitions began the paragraph that may be open. Should a table follow in it, cmark-gfm forgets them.
    private var paragraphDefines = false
    private let mayDefine: Bool
    private let mayHaveReturns: Bool
    private let previous: PreviousOutline?

    /// The next line to be read, and its number.
    private var position = 0
    private var number = 0
    /// What the next line belongs to; nil before the heading at which to begin.
    private var section: Outline.Section?
    private var piece: (start: Int, line: Int) = (0, 0)

    init(_ body: UnsafeRawBufferPointer) {
        self.body = body
        mayDefine = body.contains(pair: UInt8(ascii: "]"), UInt8(ascii: ":"))
        mayHaveReturns = body.firstIndex(of: UInt8(ascii: "\r"), from: 0) != nil
        previous = nil
    }

    /// Begins at the last section before the first difference from `old`, a text with this outline.
    ///
    /// At a heading nothing of what stands before it matters any more, so from one that both have the outlines are equal as
    /// far as the texts are; behind the last difference, from the first heading on.
    init(_ body: UnsafeRawBufferPointer, after outline: Outline, of old: UnsafeRawBufferPointer) {
        self.body = body
        mayDefine = body.contains(pair: UInt8(ascii: "]"), UInt8(ascii: ":"))
        mayHaveReturns = body.firstIndex(of: UInt8(ascii: "\r"), from: 0) != nil
        guard mayDefine == old.contains(pair: UInt8(ascii: "]"), UInt8(ascii: ":")) else {
            previous = nil
            return
        }
        let previous = PreviousOutline(outline, of: old, new: body)
        self.previous = previous
        guard let start = previous.start else { return }
        self.outline = previous.outline(before: start)
        position = outline.sections[start].range.lowerBound
        number = outline.sections[start].line
        piece = (position, number)
    }

    /// Returns false when nothing certain can be said of the text's structure.
    mutating func scan() -> Bool {
        if outline.sections.isEmpty { section = Outline.Section(range: 0..<0, line: 0) }
        var isCutting = true
        while position < body.count {
            let feed = body.firstIndex(of: UInt8(ascii: "\n"), from: position) ?? body.count
            let line = Line(body, position..<feed, mayHaveReturns: mayHaveReturns)
            // A lone carriage return ends a line for cmark, not here.
            guard !line.hasReturn else { return false }
            // Behind an uncertain place nobody can tell what is a definition.
            guard isCutting || !line.hasDefinitionMark else { return false }
            if before == .definitionLabel {
                guard let last = outline.definitions.indices.last, line.hasLetter(at: line.text) else { return false }
                outline.definitions[last] = outline.definitions[last].lowerBound..<line.end
                before = .definition
            } else if isCutting, let level = headingLevel(line) {
                closeSection()
                if let previous, let same = previous.section(at: position) {
                    previous.append(same, to: &outline, line: number)
                    return true
                }
                section = Outline.Section(
                    range: position..<position, line: number, heading: (level, position..<line.end))
                piece = (min(feed + 1, body.count), number + 1)
                before = .heading
            } else {
                if isCutting, beginsPiece(line) { closePiece() }
                switch read(line) {
                case .certain: break
                case .onlyUpToHere:
                    guard !line.hasDefinitionMark else { return false }
                    isCutting = false
                    section?.isUncut = true
                case .not: return false
                }
            }
            position = min(feed + 1, body.count)
            number += 1
        }
        closeSection()
        return before != .definitionLabel
    }
    /// Whether all blocks before the line end there, and all that hold them but perhaps a list.
    private func beginsPiece(_ line: Line) -> Bool {
        guard enclosure == nil, !line.isBlank, line.indent == 0 else { return false }
        let content = line.startOfContent
        // A bullet at the margin ends whatever is in the item before it, open paragraphs too.
        if line.isPlainBullet(content) { return true }
        return (before == .blank || before == .heading) && (!mayBeInList || content == line.text)
    }

    /// Ends the piece at hand and begins another at the line at hand.
    private mutating func closePiece() {
        if piece.start < position, let start = section?.range.lowerBound, let line = section?.line,
            mayContainTaskItem(UnsafeRawBufferPointer(rebasing: body[piece.start..<position]))
        {
            let range = piece.start - start..<position - start
            section?.pieces.append(Outline.Piece(range: range, line: piece.line - line))
        }
        piece = (position, number)
    }

    private mutating func closeSection() {
        closePiece()
        guard var section else { return }
        section.range = section.range.lowerBound..<position
        outline.sections.append(section)
    }

    /// The level of a heading that nothing can hide: outside of fences and HTML, and not in a list.
    private mutating func headingLevel(_ line: Line) -> Int? {
        guard enclosure == nil, line.indent < 4, !mayBelongToList(line), let level = line.atxLevel else { return nil }
        mayBeInList = false
        mayBeInFootnote = false
        paragraphDefines = false
        return level
    }

    /// The one spelling that keeps footnotes from being read at all (`Document(parsing:)`).
    private lazy var hasUnreadableFootnotes = body.contains(pair: UInt8(ascii: "["), UInt8(ascii: "&"))

    /// The content of a list item is indented by two columns at least: a marker and a space (GFM 5.2).
    private func mayBelongToList(_ line: Line) -> Bool { mayBeInList && line.indent >= 2 }

    private mutating func read(_ line: Line) -> Certainty {
        if let enclosure { return read(line, in: enclosure) }
        if line.isBlank {
            before = .blank
            paragraphDefines = false
            return .certain
        }
        if paragraphDefines, line.mayBelongToTable { return .not }
        let content = line.startOfContent
        let previous = before
        if mayBeInFootnote, let certainty = readInFootnote(line, content, after: previous) { return certainty }
        if content > line.text {
            mayBeInList = true
        } else if previous == .blank, line.indent < 2 {
            mayBeInList = false
        }
        if case .labelInList(let column) = previous, line.indent >= column + 4 || !line.isPlainBullet(content) {
            return .not
        }
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
        case .footnote(let label, let isPlain):
            guard isPlain, label.lowerBound == line.range.lowerBound, !hasUnreadableFootnotes else { return .not }
            outline.footnotes.append(label)
            mayBeInList = false
            mayBeInFootnote = true
            before = .text
            return .certain
        case .label(let isPlain, let destination):
            if isContinued { return nil }
            let isInList = line.isSureBullet(content)
            let isSure = isInList || content == line.range.lowerBound && previous != .unclear
            switch destination {
            case .missing where content > line.text:
                before = .labelInList(column: content - line.range.lowerBound)
            case .text where isSure: return nil
            case .missing where isSure && isPlain, .plain where isSure && isPlain:
                before = destination == .plain ? .definition : .definitionLabel
                outline.definitions.append(content..<line.end)
                paragraphDefines = true
            default: return .not
            }
            return .certain
        }
    }

    /// Deals with a line that may belong to a footnote: its paragraph may go on, but nothing else is let into it. Nil when the
    /// footnote is over.
    private mutating func readInFootnote(_ line: Line, _ content: Int, after previous: Before) -> Certainty? {
        if line.indent < 2, previous == .blank || line.isPlainBullet(content) {
            mayBeInFootnote = false
            return nil
        }
        if case .footnote = line.definition(at: content) { return nil }
        guard previous == .text, line.isText(from: line.text) else { return .not }
        return .certain
    }

    private mutating func readBlockStart(_ line: Line, after previous: Before) -> Certainty {
        if line.atxLevel != nil { return .onlyUpToHere }
        if line.isUnderline, previous != .blank, previous != .heading { return .onlyUpToHere }
        if line.isThematicBreak {
            before = .heading
        } else if let (mark, length) = line.fence {
            enclosure = .fence(mark: mark, length: length, indent: mayBelongToList(line) ? line.indent : 0)
        } else {
            return readHTMLStart(line)
        }
        return .certain
    }

    private mutating func readHTMLStart(_ line: Line) -> Certainty {
        let indent = mayBelongToList(line) ? line.indent : 0
        switch line.htmlStart {
        case .none: break
        case .unclear: return .not
        case .endingAtBlank(let isCertain): enclosure = .htmlUntilBlank(isCertain: isCertain, indent: indent)
        case .endingWith(let ends):
            if line.contains(anyOf: ends) {
                before = .heading
            } else {
                enclosure = .html(ends: ends, indent: indent)
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
        case .htmlUntilBlank(let isCertain, let indent):
            guard line.indent >= indent else { return .onlyUpToHere }
            guard !isCertain else { break }
            // Were it no HTML, these would count.
            if line.indent < 4, line.atxLevel != nil || line.fence != nil || line.isUnderline || line.mayStartHTML {
                return .onlyUpToHere
            }
            if mayDefine, line.hasDefinitionMark { return .not }
            if line.startOfContent > line.text { mayBeInList = true }
        }
        return .certain
    }
}
