import Checklists

/// `diff --format markdown`: a comment on a pull request, or the summary of a CI step.
///
/// The first sentence and the table are small, what somebody should look at is open, the rest folded, and all of it stays
/// below what forges take (GitHub: 65,536 characters), whatever changed.
struct DiffMarkdown {
    let words: DiffWords
    /// Files with items in the head.
    private let paths: Set<String>

    init(words: DiffWords) {
        self.words = words
        paths = Set(words.change.head.checklists.map(\.path))
    }

    private var change: ReportChange { words.change }

    /// In bytes of UTF-8, which are never fewer than characters.
    static let maximumSize = 64_000
    /// Of the items to look at together, so that there is room for the others.
    private static let maximumConcerns = 32_000
    /// Kept for what closes the text.
    private static let reserve = 1_000
    /// Where there is less room, there is room for nothing.
    private static let smallestEntry = 100
    /// Of one item.
    private static let maximumLines = 12
    /// Of one line; the more changes, the shorter is each told.
    private var maximumLine: Int { min(1_500, max(300, 48_000 / max(change.items.count, 1))) }

    var text: String {
        var text = "**\(words.sentence)**\n\n" + comparison
        for note in words.notes { text += "\n" + MarkdownText.escaped(note) + "\n" }
        guard !change.isEmpty else { return text }
        text += "\n" + standings
        let (concerns, others) = words.entries
        let alarms = words.alarms
        if !alarms.isEmpty || !concerns.isEmpty {
            text += "\n### To look at\n" + (alarms.isEmpty ? "" : "\n")
            append(alarms.lazy.map { Entry(text: "- \(render($0))\n") }, to: &text, upTo: Self.maximumConcerns / 2)
            let limit = others.isEmpty ? Self.maximumSize - Self.reserve : Self.maximumConcerns
            append(concerns.lazy.map(entry), to: &text, upTo: limit)
        }
        guard !others.isEmpty else { return text }
        let title = concerns.isEmpty ? "Changed items" : "Other changed items"
        text += "\n<details>\n<summary>\(title): \(others.count)</summary>\n"
        append(others.lazy.map(entry), to: &text, upTo: Self.maximumSize - Self.reserve)
        return text + "\n</details>\n"
    }

    private var comparison: String {
        let (base, head) = (change.base, change.head)
        let compare = forge.map {
            " (\(MarkdownText.link("compare", to: $0.url(comparing: base.commit, with: head.commit))))"
        }
        return
            "\(MarkdownText.escaped(head.project.title, upTo: 120)), from \(name(base)) to \(name(head))\(compare ?? "")\n"
    }

    private func name(_ report: Report) -> String {
        link(report.commit) + (report.commits[report.commit].map { " of \($0.committedAt.localDay)" } ?? "")
    }

    private var standings: String {
        let rows = words.standings.map { row in
            let difference = row.after - row.before
            let sign = difference == 0 ? "" : difference > 0 ? "+\(difference)" : "−\(-difference)"
            return "| \(row.status.symbol) \(row.status.word) | \(row.before) | \(row.after) | \(sign) |\n"
        }
        return "| Items | Before | After | Difference |\n| :-- | --: | --: | --: |\n" + rows.joined()
    }

    // MARK: Entries

    /// An item of a list.
    private struct Entry {
        /// The name of the file, above all entries of the same.
        var heading: String?
        var text: String
    }

    /// Appends what there is room for, and says how many there was none for.
    private func append(_ entries: some RandomAccessCollection<Entry>, to text: inout String, upTo limit: Int) {
        var size = text.utf8.count
        var omitted = 0
        var heading: String?
        for (index, entry) in entries.enumerated() {
            let addition = (entry.heading == heading ? "" : "\n\(entry.heading ?? "")\n\n") + entry.text
            if size + addition.utf8.count <= limit {
                text += addition
                size += addition.utf8.count
                heading = entry.heading
            } else {
                omitted += 1
            }
            guard limit - size > Self.smallestEntry else {
                omitted += entries.count - index - 1
                break
            }
        }
        guard omitted > 0 else { return }
        let command = "countersign diff \(change.judgement == .eachByItself ? "--two-dot " : "")"
        text += "\n\(omitted) more \(omitted == 1 ? "is" : "are") left out here, for want of room. All of them: "
        text += "`\(command)\(change.base.commit.short) \(change.head.commit.short)`\n"
    }

    private func entry(_ told: DiffWords.Entry) -> Entry {
        let (item, lines) = (told.item, told.lines)
        let title = MarkdownText.escaped(item.state?.title ?? "", upTo: 120)
        let place = item.after.map { " (:\($0.state.line))" } ?? ""
        var text = "- \(title)\(place): \(words.status(item))\n"
        for line in lines.prefix(Self.maximumLines) { text += "  - \(render(line))\n" }
        if lines.count > Self.maximumLines { text += "  - and \(lines.count - Self.maximumLines) more changes\n" }
        return Entry(heading: "**\(file(item.path))**", text: text)
    }

    /// As the head has it, else as the base had it.
    private func file(_ path: String) -> String {
        let name = MarkdownText.escaped(path, upTo: 200)
        let report = paths.contains(path) ? change.head : change.base
        return forge.map { MarkdownText.link(verbatim: name, to: $0.url(ofFile: path, at: report.commit)) } ?? name
    }

    private func render(_ line: DiffLine) -> String {
        var text = line.isConcern ? "⚠ " : ""
        let limit = maximumLine
        for piece in line.parts.lazy.flatMap(rendered) {
            guard text.utf8.count + piece.utf8.count <= limit else { return text + " …" }
            text += piece
        }
        return text
    }

    private func rendered(_ part: DiffLine.Part) -> [String] {
        switch part {
        case .words(let text): return [MarkdownText.escaped(text)]
        case .content(let text): return [MarkdownText.escaped(text, upTo: 240)]
        case .change(let change): return change.excerpt().pieces.map(rendered)
        case .commit(let commit):
            return [link(commit) + (words.record(commit)?.pullRequest.map { " (\(pullRequest($0)))" } ?? "")]
        case .comparison(let old, let new):
            return [forge.map { " (\(MarkdownText.link("compare", to: $0.url(comparing: old, with: new))))" } ?? ""]
        }
    }

    private func rendered(_ piece: WordChange.Piece) -> String {
        let text = MarkdownText.escaped(piece.text, upTo: 240)
        let space = piece.isSpaced ? " " : ""
        return switch piece.kind {
        case .same: space + text
        case .removed: "\(space)<del>\(text)</del>"
        case .inserted: "\(space)<ins>\(text)</ins>"
        }
    }

    // MARK: Links

    /// Of the base: a pull request must not choose where links in a comment on it lead.
    private var forge: Forge? {
        change.base.project.forge ?? (change.judgement == .eachByItself ? change.head.project.forge : nil)
    }

    private func link(_ commit: CommitID) -> String {
        let name = "`\(commit.short)`"
        return forge.map { MarkdownText.link(verbatim: name, to: $0.url(of: commit)) } ?? name
    }

    private func pullRequest(_ number: Int) -> String {
        let name = words.reference(number)
        return forge.map { MarkdownText.link(verbatim: name, to: $0.url(ofPullRequest: number)) }
            ?? MarkdownText.escaped(name)
    }
}

/// Text as text in a comment: nothing that a forge makes of Markdown, HTML, mentions, references, addresses, emoji or
/// formulas is left of it. It is the same in a paragraph, a table and HTML.
enum MarkdownText {
    /// Character references are never markup (CommonMark 0.31, 2.5), so that nothing has to be known of what stands around.
    private static let references: [Character: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "\\": "&#92;", "`": "&#96;", "*": "&#42;", "_": "&#95;",
        "[": "&#91;", "]": "&#93;", "~": "&#126;", "|": "&#124;", "#": "&#35;",
        // GitHub, "Writing mathematical expressions": a dollar sign that begins none.
        "$": "<span>$</span>",
    ]

    /// What makes a reference of what follows, once the text is rendered: `@name`, `#12`, `!12`, `%1`, `&1`, `~label`,
    /// `:emoji:`, `https:`, `GH-12`, `GL-12`.
    private static let sigils: Set<Character> = ["@", "#", "!", "%", "&", "~", ":", "-"]

    /// Neither seen nor a place to break a line: it only parts the sigil from what it would refer to.
    private static let wordJoiner = "\u{2060}"

    /// On one line, and cut after so many characters.
    static func escaped(_ text: String, upTo limit: Int = .max) -> String {
        let text = bounded(visible(text), limit)
        let marker = listMarker(of: text)
        let breaks = hashBreaks(in: text)
        var result = ""
        var word = ""
        for index in text.indices {
            let character = text[index]
            if breaks.contains(index) { result += wordJoiner }
            // The address of a page without its scheme is a link, too.
            if character == ".", word == "www" { result += wordJoiner }
            if let reference = references[character] {
                result += reference
            } else if index == marker, let scalar = character.unicodeScalars.first {
                result += "&#\(scalar.value);"
            } else {
                result.append(character)
            }
            let next = text[index...].dropFirst().first
            if sigils.contains(character), let next, isReference(character, after: word, before: next) {
                result += wordJoiner
            }
            // No word of interest is longer.
            word = character.isLetter && word.utf8.count < 8 ? word + character.lowercased() : ""
        }
        return result
    }

    /// What would make a list or a rule of a text that a list item begins with: `- `, `+ `, `1. `, `1) `, `---`.
    private static func listMarker(of text: String) -> String.Index? {
        guard let index = text.firstIndex(where: { !$0.isNumber }) else { return nil }
        return (index == text.startIndex ? "-+" : ".)").contains(text[index]) ? index : nil
    }

    /// Where to part what forges take for the hash of a commit, so that no part is long enough for one.
    private static func hashBreaks(in text: String) -> Set<String.Index> {
        var breaks: Set<String.Index> = []
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        for word in words where (shortestHash...64).contains(word.utf8.count) && word.allSatisfy(\.isHexDigit) {
            var index = word.startIndex
            while let next = word.index(index, offsetBy: shortestHash - 1, limitedBy: word.endIndex),
                next < word.endIndex
            {
                breaks.insert(next)
                index = next
            }
        }
        return breaks
    }

    private static let shortestHash = 7

    private static func isReference(_ sigil: Character, after word: String, before next: Character) -> Bool {
        switch sigil {
        case "-": (word == "gh" || word == "gl") && next.isNumber
        case ":": next.isLetter || next.isNumber || next == "/" || next == "+" || next == "-" || next == "_"
        default: next.isLetter || next.isNumber || next == "_" || next == "\"" || next == "-"
        }
    }

    /// A character may have any number of marks above and below it: some bytes for each are plenty.
    private static func bounded(_ text: String, _ limit: Int) -> String {
        guard limit < .max, text.utf8.count > limit else { return text }
        var result = ""
        for character in text.prefix(limit) {
            result += character.unicodeScalars.count > 16 ? "…" : String(character)
        }
        return text.count > limit ? result + "…" : result
    }

    /// A link of ours; `text` may be anything.
    static func link(_ text: String, to address: String) -> String { link(verbatim: escaped(text), to: address) }

    /// The same with a text that is Markdown already.
    static func link(verbatim text: String, to address: String) -> String {
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return text }
        return "[\(text)](\(address.utf8.map(escapedInAddress).joined()))"
    }

    /// Parentheses and angle brackets could end it, a space or a backslash change it.
    private static func escapedInAddress(_ byte: UInt8) -> String {
        let isKept =
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._~/:?#&=%+,;@!".utf8.contains(byte)
            }
        guard !isKept else { return String(UnicodeScalar(byte)) }
        let hex = String(byte, radix: 16, uppercase: true)
        return hex.count == 1 ? "%0\(hex)" : "%\(hex)"
    }
}
