/// A line of a commit message, its line feed included, and what it may be in a block of trailers.
struct MessageLine {
    enum Kind {
        case blank
        /// Begins with `#`.
        case comment
        /// A trailer or a remark that git writes itself.
        case generated
        case trailer
        /// Begins with white space.
        case continuation
        case text
    }

    let bytes: ArraySlice<UInt8>
    let kind: Kind
    /// Where the colon behind a key is: a key is letters, digits and hyphens, white space may follow it.
    let separator: Int?

    var beginsWithSpace: Bool { bytes.first?.isSpace == true }

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        separator = Self.separator(in: bytes)
        if bytes.first == UInt8(ascii: "#") {
            kind = .comment
        } else if bytes.allSatisfy(\.isSpace) {
            kind = .blank
        } else if Self.generatedPrefixes.contains(where: { bytes.starts(with: $0.utf8) }) {
            kind = .generated
        } else if separator != nil {
            kind = .trailer
        } else {
            kind = bytes.first?.isSpace == true ? .continuation : .text
        }
    }

    /// What `git commit --signoff` and `git cherry-pick -x` write.
    private static let generatedPrefixes = ["Signed-off-by: ", "(cherry picked from commit "]

    private static func separator(in bytes: ArraySlice<UInt8>) -> Int? {
        let key = bytes.prefix { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
        guard !key.isEmpty else { return nil }
        let rest = bytes[key.endIndex...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return rest.first == UInt8(ascii: ":") ? rest.startIndex : nil
    }
}

/// A commit message by lines, up to its first NUL, blank lines at the beginning left out.
struct MessageLines {
    let all: [MessageLine]

    init(_ message: String) {
        var lines: [MessageLine] = []
        var rest = Array(message.utf8.prefix { $0 != 0 })[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
            lines.append(MessageLine(bytes: rest[..<end]))
            rest = rest[end...]
        }
        all = Array(lines.drop { $0.kind == .blank })
    }

    /// Runs of lines between blank ones.
    var paragraphs: [Range<Int>] {
        all.indices.split { all[$0].kind == .blank }.map { $0.startIndex..<$0.endIndex }
    }

    /// The lines among which trailers are: the last paragraph, if it is not the title and enough of it is trailers.
    ///
    /// That is every line, or a quarter of them when git wrote at least one. Comment lines count neither way.
    var trailerBlock: Range<Int> {
        let end = endOfMessage
        let none = end..<end
        guard let endOfTitle = all[..<end].firstIndex(where: { $0.kind == .blank }) else { return none }
        guard let last = all[endOfTitle..<end].lastIndex(where: { $0.kind != .blank && $0.kind != .comment })
        else { return none }
        let start = all[...last].lastIndex { $0.kind == .blank } ?? endOfTitle
        let paragraph = all[(start + 1)...last]

        var others = 0
        // White space at the beginning of a line continues what is above it: a trailer, or other text.
        var continuations = 0
        for line in paragraph.reversed() {
            switch line.kind {
            case .continuation: continuations += 1
            case .generated, .trailer: continuations = 0
            case .comment, .text, .blank:
                others += continuations + (line.kind == .text ? 1 : 0)
                continuations = 0
            }
        }
        others += continuations
        let trailers = paragraph.count { $0.kind == .trailer || $0.kind == .generated }
        let hasGenerated = paragraph.contains { $0.kind == .generated }
        let isBlock = hasGenerated ? trailers * 3 >= others : trailers > 0 && others == 0
        return isBlock ? (start + 1)..<end : none
    }

    /// Where git stops reading: at the scissors line, or else at the comments, empty lines and the list of conflicts
    /// that old versions of git left at the end.
    private var endOfMessage: Int {
        let scissors = "# ------------------------ >8 ------------------------\n".utf8
        let cutoff = all.firstIndex { $0.bytes.elementsEqual(scissors) } ?? all.count
        var tail: Int?
        var listsConflicts = false
        for (index, line) in all[..<cutoff].enumerated() {
            if line.kind == .comment || line.bytes.elementsEqual("\n".utf8) {
                tail = tail ?? index
            } else if line.bytes.elementsEqual("Conflicts:\n".utf8) {
                listsConflicts = true
                tail = tail ?? index
            } else if !(listsConflicts && line.bytes.first == UInt8(ascii: "\t")) {
                tail = nil
                listsConflicts = false
            }
        }
        return tail ?? cutoff
    }
}
