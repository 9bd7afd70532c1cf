import Markdown

/// What people take for the box of a task item and GFM (section 5.3) does not: `[✅]`, `[X ]`, `[]`, `[x]text`, `-[x] text`.
///
/// Only at the beginning of a list item's text, or with a bullet at the beginning of a line; never in code, HTML or
/// headings, never a link, nor what a backslash keeps from being a box.
package struct LookalikeMarker: Hashable, Sendable {
    /// What its writer is bound to have meant.
    package enum Meaning: Hashable, Sendable {
        case ticked, unticked
        /// Different things to different people: done, begun, failed, does not apply.
        case unclear
    }

    /// 1-based line in the file.
    package let line: Int
    /// Bytes of the line, in UTF-8 without a byte order mark: from the first bracket (from the bullet, where no space is behind
    /// it) to the last, and odd white space behind that.
    package let range: Range<Int>
    /// What stands there, without the white space at its end.
    package let text: String
    package let meaning: Meaning
    /// What makes it the box that was meant, in the place of `range`; nil where that is unclear, or where no text follows.
    package let replacement: String?
    /// Below a `Sign-off:` bullet: who made a box of it would make up a sign-off, or ask for one.
    package let isUnderSignOff: Bool

    /// Every look-alike of a file, in its order.
    package static func all(in source: SourceFile) -> [LookalikeMarker] {
        all(in: Document(parsing: source.body, firstLine: source.bodyLine), of: source)
    }

    /// The same where the file's body is parsed already.
    static func all(in document: Document, of source: SourceFile) -> [LookalikeMarker] {
        var finder = LookalikeFinder(lines: TextLines(source.body, firstLine: source.bodyLine))
        finder.visit(document.blocks, underSignOff: false)
        return finder.found.sorted { $0.line < $1.line }
    }
}

/// Walks the tree for the structure, and looks at the source lines for the markers.
private struct LookalikeFinder {
    let lines: TextLines
    private(set) var found: [LookalikeMarker] = []

    init(lines: TextLines) { self.lines = lines }

    mutating func visit(_ blocks: [Block], underSignOff: Bool) {
        for block in blocks {
            switch block.kind {
            case .list: visit(list: block, underSignOff)
            case .paragraph: visit(paragraph: block, underSignOff)
            default: visit(block.children, underSignOff: underSignOff)
            }
        }
    }

    private mutating func visit(list: Block, _ underSignOff: Bool) {
        let candidates = list.children.map(candidate)
        let hasBoxes =
            list.children.contains { $0.task != nil }
            || candidates.contains { $0.map { $0.mark.meaning != .unclear && !$0.needsCompany } ?? false }
        for (item, candidate) in zip(list.children, candidates) {
            if let candidate, hasBoxes || !candidate.needsCompany {
                found.append(candidate.marker(isUnderSignOff: underSignOff))
            }
            visit(item.children, underSignOff: underSignOff || Field(item)?.name == .signOff)
        }
    }

    // MARK: At the beginning of an item

    private struct Candidate {
        let line: Int
        let start: Int
        /// How it begins: nothing, or a bullet without a space behind it.
        var bullet = ""
        let mark: Mark
        /// Whether it means anything only beside other boxes.
        var needsCompany: Bool { mark.needsCompany }

        func marker(isUnderSignOff: Bool) -> LookalikeMarker {
            let box: String? =
                switch mark.meaning {
                case .ticked: "[x]"
                case .unticked: "[ ]"
                case .unclear: nil
                }
            let gap = bullet.isEmpty ? "" : " "
            return LookalikeMarker(
                line: line, range: start..<start + bullet.utf8.count + mark.length, text: bullet + mark.text,
                meaning: mark.meaning,
                replacement: mark.isAlone
                    ? nil : box.map { "\(trimmed(bullet))\(gap)\($0)\(mark.lacksSpace ? " " : "")" },
                isUnderSignOff: isUnderSignOff)
        }

        private func trimmed(_ bullet: String) -> String { String(bullet.unicodeScalars.filter(\.isASCII)) }
    }

    private func candidate(_ item: Block) -> Candidate? {
        guard case .listItem(nil) = item.kind, let paragraph = item.children.first, paragraph.kind == .paragraph,
            case .text(let text)? = paragraph.inlines.first
        else { return nil }
        let line = lines[paragraph.line]
        // Markers of lists and quotations.
        guard let start = line.firstIndex(where: { !" \t>-*+.)0123456789".utf8.contains($0) }),
            let mark = Mark(line[start...], hasMoreLines: paragraph.inlines.contains(where: \.isBreak)),
            // The tree has it as text at the beginning of the item: no link, no footnote, nothing escaped.
            text.utf8.starts(with: mark.text.utf8)
        else { return nil }
        return Candidate(line: paragraph.line, start: start - line.startIndex, mark: mark)
    }

    // MARK: Bullets without a space

    private mutating func visit(paragraph: Block, _ underSignOff: Bool) {
        let texts = paragraph.inlines.split(omittingEmptySubsequences: false, whereSeparator: \.isBreak)
        // Code or HTML that goes over several lines: the inlines do not tell which text is on which line.
        guard texts.count == paragraph.endLine - paragraph.line + 1 else { return }
        for (offset, inlines) in texts.enumerated() {
            guard case .text(let text)? = inlines.first,
                let candidate = spaceless(text, line: paragraph.line + offset)
            else { continue }
            found.append(candidate.marker(isUnderSignOff: underSignOff))
        }
    }

    private func spaceless(_ text: String, line number: Int) -> Candidate? {
        let line = lines[number]
        guard let bracket = text.utf8.firstIndex(of: UInt8(ascii: "[")) else { return nil }
        let bullet = text[..<bracket]
        let place = bullet.utf8.count
        guard isBullet(bullet), let start = line.firstIndex(of: UInt8(ascii: "[")),
            line[..<start].suffix(place).elementsEqual(bullet.utf8),
            let mark = Mark(line[start...], hasMoreLines: false, lacksBulletSpace: true), mark.meaning != .unclear,
            !mark.isAlone,
            !mark.needsCompany, text.utf8.dropFirst(place).starts(with: mark.text.utf8),
            // `-[x]text` might be anything.
            line[(start + mark.length)...].first.map({ $0 == 0x20 || $0 == 0x09 }) ?? false || mark.hasOddSpace
        else { return nil }
        return Candidate(
            line: number, start: start - place - line.startIndex, bullet: String(bullet), mark: mark)
    }

    /// A list marker (GFM, section 5.2), perhaps with a white space behind it that is none to Markdown.
    private func isBullet(_ text: Substring) -> Bool {
        let mark = text.unicodeScalars.filter { !($0.isOddSpace) }
        guard let last = mark.last, "-*+.)".unicodeScalars.contains(last) else { return false }
        let number = mark.dropLast()
        let isNumber = (1...9).contains(number.count) && number.allSatisfy { ("0"..."9").contains($0) }
        return ".)".unicodeScalars.contains(last) ? isNumber : number.isEmpty
    }
}

/// Brackets and what is between them.
private struct Mark {
    /// Brackets and all, without white space behind them.
    let text: String
    let meaning: LookalikeMarker.Meaning
    /// In bytes, with odd white space behind it.
    let length: Int
    /// There is nothing behind it.
    let isAlone: Bool
    /// A space must come behind it to make it a box.
    let lacksSpace: Bool
    /// White space that is none to GFM stands behind it.
    let hasOddSpace: Bool
    /// A letter, or nothing, between brackets may be anything where there are no boxes.
    let needsCompany: Bool

    /// Reads what a text begins with; nil for what is no look-alike.
    ///
    /// - Parameters:
    ///   - hasMoreLines: text follows on the next line.
    ///   - lacksBulletSpace: a bullet without a space stands before it, so that a box is none, either.
    init?(_ bytes: ArraySlice<UInt8>, hasMoreLines: Bool, lacksBulletSpace: Bool = false) {
        let scalars = Array(String(decoding: bytes.prefix(256), as: UTF8.self).unicodeScalars)
        guard let open = scalars.first, let close = closing[open],
            let end = scalars.prefix(16).firstIndex(of: close)
        else { return nil }
        let content = scalars[1..<end].filter { !$0.isVariationSelector }.trimming(\.isAnySpace)
        let isBox = open == "[" && end == 2 && [" ", "x", "X"].contains(scalars[1])
        guard content.count <= 1, let meaning = LookalikeMarker.Meaning(of: content.first) else { return nil }
        let behind = scalars[(end + 1)...]
        let space = behind.prefix(while: \.isAnySpace)
        let next = behind.dropFirst(space.count).first
        hasOddSpace = space.contains(where: \.isOddSpace) && space.first?.isSpaceOrTab != true
        isAlone = next == nil && !hasMoreLines
        lacksSpace = hasOddSpace || (space.isEmpty && next != nil)
        if isAlone {
            guard meaning == .ticked else { return nil }
        } else if isBox, !lacksSpace, !lacksBulletSpace {
            return nil
        }
        if space.isEmpty, let next {
            guard meaning != .unclear,
                next.properties.isAlphabetic || next.properties.numericType != nil
                    || "*_~`\"'".unicodeScalars.contains(next)
            else { return nil }
        }
        needsCompany =
            content.first.map { "vVoO".unicodeScalars.contains($0) } ?? (open == "[" && end == 1 && space.isEmpty)
        self.meaning = meaning
        text = String(String.UnicodeScalarView(scalars[...end]))
        let odd = hasOddSpace ? space.map { UTF8.width($0) }.reduce(0, +) : 0
        length = text.utf8.count + odd
    }
}

private let closing: [Unicode.Scalar: Unicode.Scalar] = ["[": "]", "［": "］", "【": "】"]

extension LookalikeMarker.Meaning {
    /// What a character between brackets means; nil where it is no mark.
    fileprivate init?(of mark: Unicode.Scalar?) {
        switch mark {
        case nil: self = .unticked
        // The letter, as full-width and Cyrillic keyboards write it, and every form of a tick. `√` is one in Chinese.
        case "x", "X", "ｘ", "Ｘ", "х", "Х", "✓", "✔", "✅", "☑", "🗸", "🗹", "√": self = .ticked
        // A cross is "done" to some, "failed" to others. The rest is begun, put off, not applicable, important.
        case "✗", "✘", "✕", "✖", "❌", "❎", "☒", "×", "⨯", "-", "–", "—", "~", "?", "/", "*", "+", "!", ">", "v", "V",
            "o",
            "O":
            self = .unclear
        default: return nil
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isSpaceOrTab: Bool { self == " " || self == "\t" }

    /// White space, or nothing to see, that Markdown does not hold for white space.
    fileprivate var isOddSpace: Bool {
        switch value {
        // Zero width: space, word joiner, byte order mark.
        case 0x200B, 0x2060, 0xFEFF: true
        default: properties.isWhitespace && !isASCII
        }
    }

    fileprivate var isAnySpace: Bool { isOddSpace || properties.isWhitespace }

    /// Text or picture, for the same character.
    fileprivate var isVariationSelector: Bool { value == 0xFE0E || value == 0xFE0F }
}

extension Inline {
    fileprivate var isBreak: Bool { self == .softBreak || self == .lineBreak }
}

extension BidirectionalCollection {
    fileprivate func trimming(_ isTrimmed: (Element) -> Bool) -> SubSequence {
        guard let first = firstIndex(where: { !isTrimmed($0) }), let last = lastIndex(where: { !isTrimmed($0) }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}
