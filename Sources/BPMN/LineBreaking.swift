/// Text broken into lines that are no wider than wanted, as far as its words allow.
enum LineBreaking {
    /// - Parameters:
    ///   - width: in parts of the text's size.
    ///   - longestWord: A word that is wider goes on in the next line. Nothing is ever cut off.
    static func lines(_ text: String, width: Double, longestWord: Double) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            lines += wrapped(pieces(paragraph), width: width, longestWord: longestWord)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return Array(lines.drop { $0.isEmpty })
    }

    /// Between two pieces a line may end.
    private struct Piece {
        var text: Substring
        /// Written before it unless it begins a line.
        var hasSpace: Bool
    }

    private static func pieces(_ paragraph: Substring) -> [Piece] {
        var pieces: [Piece] = []
        var start = paragraph.startIndex
        var hasSpace = false
        var index = start
        func end(at index: String.Index) {
            if start < index { pieces.append(Piece(text: paragraph[start..<index], hasSpace: hasSpace)) }
        }
        while index < paragraph.endIndex {
            let character = paragraph[index]
            let next = paragraph.index(after: index)
            if character == "\u{200B}" || (character.isWhitespace && character != "\u{A0}") {
                end(at: index)
                hasSpace = character != "\u{200B}"
                start = next
            } else if next < paragraph.endIndex, mayEnd(after: character, before: paragraph[next]) {
                end(at: next)
                hasSpace = false
                start = next
            }
            index = next
        }
        end(at: index)
        return pieces
    }

    /// Scripts without spaces: a line may end after any cluster, but not between what is read as one.
    private static func mayEnd(after character: Character, before next: Character) -> Bool {
        if character == "-" || character == "/" { return next.isLetter }
        guard isUnspaced(character), isUnspaced(next), !character.joinsNext else { return false }
        // Thai and Lao vowels that are written before their consonant, and signs that stand behind.
        if "เแโใไເແໂໃໄ「（『".contains(character) { return false }
        return !"ะาำๆฯะາຳໆ។៕ៗ、。，）」』！？ー".contains(next)
    }

    private static func isUnspaced(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar.value {
        case 0xE00..<0xF00, 0x1000..<0x10A0, 0x1780..<0x1800, 0x2E80..<0xA000, 0xF900..<0xFB00, 0xFF00..<0xFF61,
            0x20000..<0x40000:
            return true
        default: return false
        }
    }

    private static func wrapped(_ pieces: [Piece], width: Double, longestWord: Double) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0.0
        for piece in pieces {
            let needed = TextWidth.of(piece.text)
            let space = piece.hasSpace && !line.isEmpty ? TextWidth.of(" ") : 0
            if used + space + needed <= width || line.isEmpty && needed <= longestWord {
                if space > 0 { line += " " }
                line += piece.text
                used += space + needed
                continue
            }
            if !line.isEmpty { lines.append(line) }
            (line, used) = ("", 0)
            guard needed > longestWord else {
                (line, used) = (String(piece.text), needed)
                continue
            }
            for character in piece.text {
                let part = TextWidth.of(character)
                if used + part > width, line.last?.joinsNext == false {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                line.append(character)
                used += part
            }
        }
        lines.append(line)
        return lines
    }
}

extension Character {
    /// Ends in a sign that puts the next letter below: Khmer coeng, Burmese virama. Unicode counts two clusters.
    fileprivate var joinsNext: Bool { unicodeScalars.last.map { $0.value == 0x17D2 || $0.value == 0x1039 } ?? false }
}
