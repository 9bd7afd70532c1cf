extension SectionScanner {
    /// One line, as far as cutting needs to know it.
    struct Line {
        private let body: UnsafeRawBufferPointer
        /// Without the line's end.
        let range: Range<Int>
        /// Leading spaces; 4 where there is a tab among them.
        let indent: Int
        /// There is a carriage return that is not part of the line's end.
        let hasReturn: Bool
        /// Where the line's indentation ends.
        let text: Int

        var end: Int { range.upperBound }
        var isBlank: Bool { text == end }
        var first: UInt8 { body[text] }

        /// `mayHaveReturns`: there are carriage returns in the text.
        init(_ body: UnsafeRawBufferPointer, _ whole: Range<Int>, mayHaveReturns: Bool) {
            self.body = body
            var end = whole.upperBound
            if mayHaveReturns, end > whole.lowerBound, end < body.count, body[end - 1] == UInt8(ascii: "\r") {
                end -= 1
            }
            range = whole.lowerBound..<end
            var text = whole.lowerBound
            var indent = 0
            while text < end, body[text].isWhiteSpace, body[text] != UInt8(ascii: "\r") {
                indent = body[text] == UInt8(ascii: " ") ? indent + 1 : 4
                text += 1
            }
            self.indent = indent
            self.text = text
            hasReturn =
                mayHaveReturns
                && UnsafeRawBufferPointer(rebasing: body[range]).firstIndex(of: UInt8(ascii: "\r"), from: 0) != nil
        }

        /// No block but a paragraph begins with a letter.
        func hasLetter(at index: Int) -> Bool {
            index < end && ((UInt8(ascii: "a")...UInt8(ascii: "z")).contains(body[index] | 0x20) || body[index] >= 0x80)
        }

        /// 1…6 for `#`…`######` followed by white space or nothing (GFM 4.2).
        var atxLevel: Int? {
            let level = run(of: UInt8(ascii: "#"), from: text)
            guard (1...6).contains(level) else { return nil }
            return text + level == end || body[text + level].isWhiteSpace ? level : nil
        }

        /// Could underline a heading (GFM 4.3), or be a thematic break, or an empty list item.
        var isUnderline: Bool {
            guard !isBlank, first == UInt8(ascii: "=") || first == UInt8(ascii: "-") else { return false }
            return isBlank(from: text + run(of: first, from: text))
        }

        /// The mark and length of a code fence that may begin here (GFM 4.5).
        var fence: (mark: UInt8, length: Int)? {
            guard !isBlank, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return nil }
            let length = run(of: first, from: text)
            guard length >= 3 else { return nil }
            // An info string with a backtick makes it a code span.
            if first == UInt8(ascii: "`"), body[(text + length)..<end].contains(first) { return nil }
            return (first, length)
        }

        func closesFence(_ mark: UInt8, _ length: Int) -> Bool {
            guard indent < 4 else { return false }
            let found = run(of: mark, from: text)
            return found >= length && isBlank(from: text + found)
        }

        /// An HTML block that may begin with a line (GFM 4.6).
        enum HTMLStart {
            case none
            /// Start conditions 1 to 5.
            case endingWith([StaticString])
            case unclear
            /// Ends at a blank line. `isCertain`: start condition 6; else it may be condition 7, or no block at all.
            case endingAtBlank(isCertain: Bool)
        }

        var htmlStart: HTMLStart {
            guard !isBlank, first == UInt8(ascii: "<") else { return .none }
            if starts(with: "<!--") { return .endingWith(["-->"]) }
            if starts(with: "<?") { return .endingWith(["?>"]) }
            if starts(with: "<![cdata[") { return .endingWith(["]]>"]) }
            if starts(with: "<!") {
                guard text + 2 < end, body[text + 2].isTagNameByte else { return .none }
                // cmark-gfm 0.29 wants a capital letter, later versions any.
                return body[text + 2] & 0x20 == 0 ? .endingWith([">"]) : .unclear
            }
            let names: [StaticString] = ["<script", "<pre", "<style", "<textarea"]
            if names.contains(where: starts) { return .endingWith(["</script>", "</pre>", "</style>", "</textarea>"]) }
            let isClosing = text + 1 < end && body[text + 1] == UInt8(ascii: "/")
            let name = text + (isClosing ? 2 : 1)
            var past = name
            while past < end, body[past].isTagNameByte { past += 1 }
            guard past > name, past == end || body[past].isWhiteSpace || body[past].isOne(of: "/>") else {
                return .none
            }
            guard past == end || body[past] != UInt8(ascii: "/") else { return .endingAtBlank(isCertain: false) }
            let isBlock = Self.blockNames.contains { $0.utf8CodeUnitCount == past - name && matches($0, at: name) }
            return .endingAtBlank(isCertain: isBlock)
        }

        /// An HTML block of the start conditions 1 to 5.
        var mayStartHTML: Bool {
            switch htmlStart {
            case .endingWith, .unclear: true
            case .none, .endingAtBlank: false
            }
        }

        /// Of start condition 6, those that people write.
        private static let blockNames: [StaticString] = [
            "details", "summary", "div", "p", "center", "table", "thead", "tbody", "tr", "td", "th", "ul", "ol", "li",
            "h1",
            "h2", "h3", "h4", "h5", "h6", "hr",
        ]

        /// All of `ends` end in `>`.
        func contains(anyOf ends: [StaticString]) -> Bool {
            let line = UnsafeRawBufferPointer(rebasing: body[range])
            var index = text - range.lowerBound
            while let bracket = line.firstIndex(of: UInt8(ascii: ">"), from: index) {
                index = bracket + 1
                let past = range.lowerBound + index
                if ends.contains(where: {
                    past - $0.utf8CodeUnitCount >= text && matches($0, at: past - $0.utf8CodeUnitCount)
                }) {
                    return true
                }
            }
            return false
        }

        /// Where the content begins behind list markers and quotation marks (GFM 5.1, 5.2), as far as they can be told here.
        var startOfContent: Int {
            var index = text
            while index < end {
                var next = index
                if body[index] == UInt8(ascii: ">") {
                    next += 1
                } else {
                    if body[index].isOne(of: "-+*") {
                        next += 1
                    } else {
                        while next < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(body[next]) { next += 1 }
                        guard next > index, next < end,
                            body[next] == UInt8(ascii: ".") || body[next] == UInt8(ascii: ")")
                        else { return index }
                        next += 1
                    }
                    guard next == end || body[next].isWhiteSpace else { return index }
                }
                while next < end, body[next].isWhiteSpace { next += 1 }
                index = next
            }
            return index
        }

        /// Three or more `-`, `*` or `_` and nothing else (GFM 4.1).
        var isThematicBreak: Bool {
            guard !isBlank, first.isOne(of: "-*_") else { return false }
            let line = body[text..<end]
            return line.allSatisfy { $0 == first || $0.isWhiteSpace } && line.count { $0 == first } >= 3
        }

        /// What stands behind the colon of a definition.
        enum Destination {
            /// Nothing: the destination may stand in the next line.
            case missing
            /// A destination, perhaps with a title.
            case plain
            /// More than that: there is no definition.
            case text
            case unclear
        }

        enum Definition {
            case none
            /// `[` without `]`: the label may go on in the next line.
            case open
            /// It may begin even where a paragraph is open. Plain: what follows is text, and nothing but text.
            case footnote(label: Range<Int>, isPlain: Bool)
            /// A label and a colon. Plain: no escape.
            case label(isPlain: Bool, Destination)
        }

        /// What of a link reference definition (GFM 4.7) begins at `start`.
        func definition(at start: Int) -> Definition {
            guard start < end, body[start] == UInt8(ascii: "[") else { return .none }
            var close = start + 1
            var isPlain = true
            while close < end, body[close] != UInt8(ascii: "]") {
                if body[close] == UInt8(ascii: "[") { return .none }
                if body[close] == UInt8(ascii: "\\") {
                    isPlain = false
                    close += 1
                }
                close += 1
            }
            guard close < end else { return .open }
            guard close + 1 < end, body[close + 1] == UInt8(ascii: ":") else { return .none }
            if body[start + 1] == UInt8(ascii: "^") {
                let isPlainLabel = isPlain && !body[start..<close].contains(where: \.isWhiteSpace) && close > start + 2
                return .footnote(label: start..<close + 2, isPlain: isPlainLabel && isText(from: close + 2))
            }
            return .label(isPlain: isPlain, destination(from: close + 2))
        }

        /// A bullet with text behind it, which ends any paragraph before it (GFM 5.2).
        func isPlainBullet(_ content: Int) -> Bool {
            content > text && content < end && first.isOne(of: "-+*") && !isThematicBreak
        }

        private func destination(from start: Int) -> Destination {
            let words = body[start..<end].split(maxSplits: 1, whereSeparator: \.isWhiteSpace)
            guard let url = words.first else { return .missing }
            guard !url.contains(where: { $0.isOne(of: "<>()\\") }) else { return .unclear }
            let title = words.dropFirst().first?.drop(while: \.isWhiteSpace)
            guard let title, let first = title.first else { return .plain }
            guard let mark = [UInt8(ascii: "\""), UInt8(ascii: "'")].first(where: { $0 == first }) else {
                return first == UInt8(ascii: "(") ? .unclear : .text
            }
            let isWhole = title.count { $0 == mark } == 2 && title.last == mark && !title.contains(UInt8(ascii: "\\"))
            return isWhole ? .plain : .unclear
        }

        /// A bullet of one line with text right behind it, where it can be nothing else.
        func isSureBullet(_ content: Int) -> Bool {
            indent < 4 && content == text + 2 && isPlainBullet(content)
        }

        /// What stands there can only be a paragraph, and defines nothing.
        func isText(from start: Int) -> Bool {
            var index = start
            while index < end, body[index].isSpaceOrTab { index += 1 }
            guard index - start < 4, index < end, !hasDefinitionMark(from: index) else { return false }
            if hasLetter(at: index) { return true }
            if body[index] == UInt8(ascii: "`") { return run(of: body[index], from: index) < 3 }
            return body[index].isOne(of: "\"'([")
        }

        var mayBelongToTable: Bool {
            UnsafeRawBufferPointer(rebasing: body[range]).firstIndex(of: UInt8(ascii: "|"), from: 0) != nil
        }

        var hasDefinitionMark: Bool { hasDefinitionMark(from: range.lowerBound) }

        private func hasDefinitionMark(from start: Int) -> Bool {
            UnsafeRawBufferPointer(rebasing: body[start..<end]).contains(pair: UInt8(ascii: "]"), UInt8(ascii: ":"))
        }

        private func run(of byte: UInt8, from start: Int) -> Int {
            var index = start
            while index < end, body[index] == byte { index += 1 }
            return index - start
        }

        private func isBlank(from start: Int) -> Bool { body[min(start, end)..<end].allSatisfy(\.isWhiteSpace) }

        private func starts(with word: StaticString) -> Bool { matches(word, at: text) }

        /// `word` is in lower case; letters match in any.
        private func matches(_ word: StaticString, at index: Int) -> Bool {
            guard index + word.utf8CodeUnitCount <= end else { return false }
            return (0..<word.utf8CodeUnitCount).allSatisfy { offset in
                let byte = body[index + offset]
                let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
                return lower == word.utf8Start[offset]
            }
        }
    }
}

extension UInt8 {
    fileprivate var isTagNameByte: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || self == UInt8(ascii: "-")
    }
}

extension UnsafeRawBufferPointer {
    /// Whether `a` directly before `b` stands anywhere.
    func contains(pair a: UInt8, _ b: UInt8) -> Bool {
        var index = 0
        while let found = firstIndex(of: a, from: index) {
            if found + 1 < count, self[found + 1] == b { return true }
            index = found + 1
        }
        return false
    }
}
