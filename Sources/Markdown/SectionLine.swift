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
        private let text: Int

        var end: Int { range.upperBound }
        var isBlank: Bool { text == end }
        var first: UInt8 { body[text] }

        init(_ body: UnsafeRawBufferPointer, _ whole: Range<Int>) {
            self.body = body
            var end = whole.upperBound
            if end > whole.lowerBound, end < body.count, body[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            range = whole.lowerBound..<end
            var text = whole.lowerBound
            var indent = 0
            while text < end, body[text].isWhiteSpace, body[text] != UInt8(ascii: "\r") {
                indent = body[text] == UInt8(ascii: " ") ? indent + 1 : 4
                text += 1
            }
            self.indent = indent
            self.text = text
            let line = UnsafeRawBufferPointer(rebasing: body[range])
            hasReturn = line.firstIndex(of: UInt8(ascii: "\r"), from: 0) != nil
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

        /// What ends the HTML block that begins here (GFM 4.6, start conditions 1 to 5); nil for the kinds that a blank
        /// line ends, and where there is none.
        var htmlEnds: [StaticString]? {
            guard !isBlank, first == UInt8(ascii: "<") else { return nil }
            if starts(with: "<!--") { return ["-->"] }
            if starts(with: "<?") { return ["?>"] }
            if starts(with: "<![cdata[") { return ["]]>"] }
            if starts(with: "<!") { return [">"] }
            let names: [StaticString] = ["<script", "<pre", "<style", "<textarea"]
            guard names.contains(where: starts) else { return nil }
            return ["</script>", "</pre>", "</style>", "</textarea>"]
        }

        func contains(anyOf ends: [StaticString]) -> Bool {
            (text..<end).contains { index in ends.contains { matches($0, at: index) } }
        }

        enum Definition { case none, certain, possible }

        /// Whether the line defines a link reference (GFM 4.7). `isPossible` is false behind text that a paragraph may hold.
        func definition(isPossible: Bool) -> Definition {
            var start = text
            while start < end, isContainerMark(body[start]) { start += 1 }
            guard start < end, body[start] == UInt8(ascii: "[") else { return .none }
            guard let close = firstBracket(after: start) else { return .possible }
            guard body[close] == UInt8(ascii: "]") else { return hasDefinitionMark(from: start) ? .possible : .none }
            guard close + 1 < end, body[close + 1] == UInt8(ascii: ":") else {
                return hasDefinitionMark(from: start) ? .possible : .none
            }
            let isPlain =
                start == range.lowerBound && isPossible && body[start + 1] != UInt8(ascii: "^")
                && !isBlank(from: close + 2) && !body[start..<close].contains(UInt8(ascii: "\\"))
            return isPlain ? .certain : .possible
        }

        private func firstBracket(after start: Int) -> Int? {
            body[(start + 1)..<end].firstIndex { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
        }

        private func hasDefinitionMark(from start: Int) -> Bool {
            UnsafeRawBufferPointer(rebasing: body[start..<end]).contains(pair: UInt8(ascii: "]"), UInt8(ascii: ":"))
        }

        private func isContainerMark(_ byte: UInt8) -> Bool {
            byte.isWhiteSpace || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || ">-*+.)".utf8.contains(byte)
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
