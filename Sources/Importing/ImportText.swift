import Foundation
import Ledger
import Markdown

/// Text of cells, written so that a reader of the Markdown sees what the cell says, and no mark of it means anything.
///
/// What has to be escaped is what CommonMark 0.31 and GFM would read as more than text, there and not everywhere: the files
/// are edited by people afterwards.
enum ImportText {
    /// The lines of a cell that say something: white space collapsed, without characters that control a terminal or a parser.
    static func lines(of cell: String) -> [String] {
        let kept = cell.unicodeScalars.contains(where: isControl) ? withoutControls(cell) : cell
        return kept.split(whereSeparator: \.isNewline).map(\.collapsed).filter { !$0.isEmpty }
    }

    /// The same as one line.
    static func line(of cell: String) -> String { lines(of: cell).joined(separator: " ") }

    private static func withoutControls(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !isControl($0) }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x85: false
        case 0..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// One line of text as it stands within a line.
    ///
    /// Addresses become links, unless the text is that of a link.
    static func escaped(_ line: String, isLinkText: Bool = false) -> String {
        var result = ""
        var rest = line[...]
        while !isLinkText, let address = WebAddress(firstIn: rest) {
            result += escapedWords(rest[..<address.range.lowerBound], before: "<")
            result += address.autolink
            rest = rest[address.range.upperBound...]
        }
        return result + escapedWords(rest, before: nil)
    }

    /// One line of text where a block could begin.
    static func escapedAtStart(_ line: String) -> String {
        let text = escaped(line)
        guard let first = text.utf8.first else { return text }
        if "#>-+=|:".utf8.contains(first) { return "\\" + text }
        let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty, let mark = text.utf8[digits.endIndex...].first, ".)".utf8.contains(mark) else {
            return text
        }
        return text[..<digits.endIndex] + "\\" + text[digits.endIndex...]
    }

    /// Lines of one paragraph, each on its own line for readers too; those below the first indented.
    static func paragraph(_ lines: [String], indent: String, startsLine: Bool) -> String {
        let written = lines.enumerated().map { index, line in
            index == 0 && !startsLine ? escaped(line) : escapedAtStart(line)
        }
        return written.joined(separator: "\\\n" + indent)
    }

    /// - Parameter next: what stands behind the text.
    private static func escapedWords(_ text: Substring, before next: Unicode.Scalar?) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : next
            if needsBackslash(scalar, before, after, scalars[index...]) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }

    private static func needsBackslash(
        _ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?,
        _ rest: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        switch scalar {
        case "`", "*", "[", "]", "~": true
        // In the middle of a word it means nothing.
        case "_": !(isAlphanumeric(before) && isAlphanumeric(after))
        // At the end of a line it would break it.
        case "\\": after.map(isPunctuation) ?? true
        case "<": after.map { isLetter($0) || "/!?".unicodeScalars.contains($0) } ?? false
        case "&": isReference(rest.dropFirst())
        // What GFM makes links of by itself takes our backslashes for a part of the address.
        case ":": rest.dropFirst().prefix(2).elementsEqual("//".unicodeScalars)
        case ".": isHostPrefix(before, rest)
        default: false
        }
    }

    /// `&amp;`, `&#1234;`: an entity or numeric character reference, whether or not there is one of the name.
    private static func isReference(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        let name = rest.prefix(40).prefix { isAlphanumeric($0) || $0 == "#" }
        return !name.isEmpty && rest.dropFirst(name.count).first == ";"
    }

    /// The first dot of "www.example.org" where something in the rest of the word, or behind the line, has a backslash.
    private static func isHostPrefix(_ before: Unicode.Scalar?, _ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        guard before == "w" || before == "W" else { return false }
        let word = rest.prefix { $0 != " " }
        return word.count == rest.count || word.contains { "`*[]~_\\<&:".unicodeScalars.contains($0) }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.isAlphabetic }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar, scalar.isASCII else { return false }
        return isLetter(scalar) || ("0"..."9").contains(scalar)
    }

    /// ASCII punctuation: what a backslash before it is dropped for (CommonMark 2.4).
    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (0x21...0x7E).contains(scalar.value) && !isAlphanumeric(scalar)
    }
}

/// A web address in a text.
struct WebAddress: Hashable {
    let range: Range<String.Index>
    let text: String

    /// The first address that begins with `http://` or `https://`, without the marks that end a sentence or close a bracket.
    init?(firstIn line: Substring) {
        var rest = line
        while let mark = rest.firstRange(of: "://") {
            let scheme = rest[..<mark.lowerBound].suffix { $0.isASCII && $0.isLetter }
            let start = scheme.startIndex
            let isAlone = start == line.startIndex || !(line[line.index(before: start)].isLetter)
            // By scalars: a mark may stand on what ends the address.
            let behind = line.unicodeScalars[mark.upperBound...]
            var end =
                behind.firstIndex { $0.properties.isWhitespace || "<>\"".unicodeScalars.contains($0) } ?? line.endIndex
            while end > mark.upperBound {
                let last = line[line.index(before: end)]
                let isOpen =
                    last == ")" && line[start..<end].count { $0 == "(" } >= line[start..<end].count { $0 == ")" }
                guard ".,;:!?'*_~`]})|\\".contains(last), !isOpen else { break }
                end = line.index(before: end)
            }
            if isAlone, ["http", "https"].contains(scheme.lowercased()), end > mark.upperBound {
                (range, text) = (start..<end, String(line[start..<end]))
                return
            }
            rest = rest[mark.upperBound...]
        }
        return nil
    }

    /// The whole of a text that has no space in it, of any scheme.
    init?(whole text: String) {
        guard let match = text.firstMatch(of: /^[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\s<>]+$/),
            match.range.upperBound == text.endIndex
        else { return nil }
        (range, self.text) = (text.startIndex..<text.endIndex, text)
    }

    /// An autolink (CommonMark 6.5): no backslash means anything in it, references do.
    var autolink: String { "<\(Self.withoutReferences(text))>" }

    /// As the destination of a link, in pointed brackets.
    var destination: String {
        let marked = text.replacing("\\", with: "\\\\")
        return "<\(Self.withoutReferences(marked))>"
    }

    private static func withoutReferences(_ text: String) -> String {
        text.contains(";") ? text.replacing(/&(?=[A-Za-z0-9#]+;)/, with: "&amp;") : text
    }
}

extension Substring {
    fileprivate func suffix(_ isKept: (Character) -> Bool) -> Substring {
        var start = endIndex
        while start > startIndex, isKept(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
