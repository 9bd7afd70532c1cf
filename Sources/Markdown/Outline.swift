/// Where a Markdown text can be cut: at the headings that are certain.
struct Outline {
    struct Piece {
        var range: Range<Int>
        /// 0-based.
        var line: Int
    }

    struct Section {
        /// From the heading's line to the next section.
        var range: Range<Int>
        /// 0-based line of its beginning.
        var line: Int
        /// Nil before the first heading.
        var heading: (level: Int, line: Range<Int>)?
        /// The blocks and list items that may hold a task item, in order; nothing reaches across their ends but the list.
        /// Counted from the beginning of the section, so that they are the same wherever it lies.
        var pieces: [Piece] = []
        /// There may be further headings inside.
        var isUncut = false
    }

    var sections: [Section] = []
    /// Lines that define link references, in order.
    var definitions: [Range<Int>] = []
    /// What begins a footnote, `[^label]:`, in order.
    var footnotes: [Range<Int>] = []
    /// How many sections at the beginning and at the end are those of the previous version, byte for byte.
    var sameAtStart = 0
    var sameAtEnd = 0

    init() {}

    /// Nil where nothing certain can be said.
    init?(of body: UnsafeRawBufferPointer) {
        guard !body.hasVerticalSpace else { return nil }
        var scanner = SectionScanner(body)
        guard scanner.scan() else { return nil }
        self = scanner.outline
    }

    /// The same, found by going over what lies between the sections that `old`, a text with this outline, has, too.
    init?(of body: UnsafeRawBufferPointer, after outline: Outline, of old: UnsafeRawBufferPointer) {
        guard !body.hasVerticalSpace else { return nil }
        var scanner = SectionScanner(body, after: outline, of: old)
        guard scanner.scan() else { return nil }
        self = scanner.outline
    }

    /// Lines of the headings that a section lies below.
    func headings(above section: Int) -> [Range<Int>] {
        var above: [(level: Int, line: Range<Int>)] = []
        for heading in sections[..<section].compactMap(\.heading) {
            above.removeAll { $0.level >= heading.level }
            above.append(heading)
        }
        // The section's own heading ends those of its level and below.
        let level = section < sections.count ? sections[section].heading?.level ?? .max : .max
        return above.filter { $0.level < level }.map(\.line)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether there is a line tabulation or form feed: white space to some of cmark-gfm's rules, text to others.
    fileprivate var hasVerticalSpace: Bool {
        firstIndex(of: 0x0B, from: 0) != nil || firstIndex(of: 0x0C, from: 0) != nil
    }
}
