/// What became of a text, word by word; where a script has no spaces (Khmer, Thai, Chinese …), by what readers see as
/// letters.
package struct WordChange: Hashable, Sendable {
    /// A piece of the old and the new text, with single spaces between its words.
    package struct Piece: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case same, removed, inserted }

        package var kind: Kind
        package var text: String
        /// A space stands before it, in the text it is from.
        package var isSpaced: Bool

        package init(_ kind: Kind, _ text: String, isSpaced: Bool = false) {
            self.kind = kind
            self.text = text
            self.isSpaced = isSpaced
        }
    }

    /// In the order of reading; what was removed comes before what was put in its place.
    package let pieces: [Piece]

    private init(_ pieces: [Piece]) { self.pieces = pieces }

    package init(from old: String, to new: String) {
        let (before, after) = (Self.words(of: old), Self.words(of: new))
        let start = zip(before, after).prefix { $0 == $1 }.count
        let most = min(before.count, after.count) - start
        let end = zip(before.reversed(), after.reversed()).prefix(most).prefix { $0 == $1 }.count
        let kinds = Self.compare(before[start..<(before.count - end)], after[start..<(after.count - end)])
        var builder = Builder()
        for word in after[..<start] { builder.append(.same, word) }
        for (kind, word) in kinds { builder.append(kind, word) }
        for word in after[(after.count - end)...] { builder.append(.same, word) }
        pieces = builder.finished
    }

    /// More comparisons than this would make a hostile text slow; and no reader follows so many changes in one text.
    private static let maximumWork = 250_000

    /// The words of the middle, in the order of reading.
    private static func compare(_ old: ArraySlice<Word>, _ new: ArraySlice<Word>) -> [(Piece.Kind, Word)] {
        let whole = old.map { (Piece.Kind.removed, $0) } + new.map { (Piece.Kind.inserted, $0) }
        guard !old.isEmpty, !new.isEmpty, old.count * new.count <= maximumWork else { return whole }
        let (before, after) = (Array(old), Array(new))
        var isRemoved = Array(repeating: false, count: before.count)
        var isInserted = Array(repeating: false, count: after.count)
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): isRemoved[offset] = true
            case .insert(let offset, _, _): isInserted[offset] = true
            }
        }
        let common = isRemoved.count { !$0 }
        // Where hardly a word has stayed, those that did are there by chance.
        guard common * 4 >= max(before.count, after.count) else { return whole }
        var merged: [(Piece.Kind, Word)] = []
        var (left, right) = (0, 0)
        while left < before.count || right < after.count {
            while left < before.count, isRemoved[left] {
                merged.append((.removed, before[left]))
                left += 1
            }
            while right < after.count, isInserted[right] {
                merged.append((.inserted, after[right]))
                right += 1
            }
            guard left < before.count, right < after.count else { continue }
            merged.append((.same, after[right]))
            left += 1
            right += 1
        }
        return withoutCrumbs(merged)
    }

    /// One or two letters that stayed between letters that did not say nothing.
    private static func withoutCrumbs(_ words: [(Piece.Kind, Word)]) -> [(Piece.Kind, Word)] {
        var result: [(Piece.Kind, Word)] = []
        var index = 0
        while index < words.count {
            let run = words[index...].prefix { $0.0 == .same }
            let isCrumb = !run.isEmpty && run.count < 3 && run.allSatisfy(\.1.isLetter) && index > 0
            if isCrumb, index + run.count < words.count {
                result += run.map { (.removed, $0.1) } + run.map { (.inserted, $0.1) }
            } else {
                result += run
            }
            index += run.count
            guard index < words.count, run.isEmpty else { continue }
            result.append(words[index])
            index += 1
        }
        return result
    }
}

extension WordChange {
    /// The change with so many characters of what stayed on either side, and no piece longer than `limit`; `…` stands for what
    /// was left out.
    package func excerpt(context: Int = 40, limit: Int = 240) -> WordChange {
        let cut = pieces.enumerated().map { index, piece in
            var piece = piece
            switch piece.kind {
            case .same:
                let before = index == 0 ? 0 : context
                let after = index == pieces.count - 1 ? 0 : context
                piece.text = piece.text.shortenedInside(keeping: before, and: after)
            case .removed, .inserted:
                piece.text = piece.text.shortenedInside(keeping: limit / 2, and: limit / 2)
            }
            return piece
        }
        let most = 24
        guard cut.count > most else { return WordChange(cut) }
        return WordChange(cut.prefix(most) + [Piece(.same, "…", isSpaced: true)])
    }

    /// A word, or a letter of a script without spaces.
    fileprivate struct Word: Hashable {
        let text: String
        let isSpaced: Bool
        let isLetter: Bool

        /// Where the spaces are does not matter.
        static func == (a: Word, b: Word) -> Bool { a.text == b.text }
        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        for part in text.split(whereSeparator: \.isWhitespace) {
            var isSpaced = !words.isEmpty
            var rest = part
            while let first = rest.first {
                let isLetter = first.isOfScriptWithoutSpaces
                let end =
                    isLetter ? rest.index(after: rest.startIndex) : rest.firstIndex(where: \.isOfScriptWithoutSpaces)
                let word = rest[..<(end ?? rest.endIndex)]
                words.append(Word(text: String(word), isSpaced: isSpaced, isLetter: isLetter))
                rest = rest[word.endIndex...]
                isSpaced = false
            }
        }
        return words
    }

    /// Puts neighbours of one kind together, the removed before the inserted.
    private struct Builder {
        private var pieces: [Piece] = []
        private var removed: Piece?
        private var inserted: Piece?

        mutating func append(_ kind: Piece.Kind, _ word: Word) {
            switch kind {
            case .removed: Self.extend(&removed, kind, word)
            case .inserted: Self.extend(&inserted, kind, word)
            case .same:
                settle()
                var last = pieces.last?.kind == .same ? pieces.removeLast() : nil
                Self.extend(&last, .same, word)
                pieces += [last].compactMap(\.self)
            }
        }

        private static func extend(_ piece: inout Piece?, _ kind: Piece.Kind, _ word: Word) {
            guard piece != nil else {
                piece = Piece(kind, word.text, isSpaced: word.isSpaced)
                return
            }
            piece?.text += (word.isSpaced ? " " : "") + word.text
        }

        private mutating func settle() {
            // At the beginning no word has a space before it; what was put in the place of another has one then.
            if let removed, let last = removed.text.last, !last.isOfScriptWithoutSpaces { inserted?.isSpaced = true }
            pieces += [removed, inserted].compactMap(\.self)
            (removed, inserted) = (nil, nil)
        }

        var finished: [Piece] {
            var builder = self
            builder.settle()
            return builder.pieces
        }
    }
}

extension String {
    /// The beginning and the end, if what lies between is worth an ellipsis. Cut between words where there are any.
    fileprivate func shortenedInside(keeping first: Int, and last: Int) -> String {
        guard count > first + last + 8 else { return self }
        var (head, tail) = (prefix(first), suffix(last))
        let isWordCut = (self[head.endIndex] != " ", self[index(before: tail.startIndex)] != " ")
        if isWordCut.0, let space = head.lastIndex(of: " "), head[space...].count < 20 { head = head[..<space] }
        if isWordCut.1, let space = tail.firstIndex(of: " "), tail[..<space].count < 20 {
            tail = tail[index(after: space)...]
        }
        return (head.isEmpty ? "" : head + " ") + "…" + (tail.isEmpty ? "" : " " + tail)
    }
}

extension Character {
    /// Of a script that has no spaces between words (UAX #14: the complex-context class, and CJK).
    fileprivate var isOfScriptWithoutSpaces: Bool {
        switch unicodeScalars.first?.value ?? 0 {
        case 0x0E00...0x0EFF,  // Thai, Lao
            0x0F00...0x0FFF,  // Tibetan
            0x1000...0x109F,  // Myanmar
            0x1780...0x17FF, 0x19E0...0x19FF,  // Khmer
            0x200B,  // zero width space, which some write between Khmer and Thai words
            0x3040...0x30FF,  // Hiragana, Katakana
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:  // Han
            true
        default: false
        }
    }
}
