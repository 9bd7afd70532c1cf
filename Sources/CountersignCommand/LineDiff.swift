/// A unified diff (GNU diffutils, "Unified Format"; git-diff, "Generating patch text with -p") of two versions of a file that
/// have as many lines. Lines end with LF, as they do for git; all else is a part of them.
struct LineDiff {
    private let path: String
    private let old: [ArraySlice<UInt8>]
    private let new: [ArraySlice<UInt8>]

    private static let context = 3

    init(_ path: String, from old: [UInt8], to new: [UInt8]) {
        self.path = path
        (self.old, self.new) = (Self.lines(of: old), Self.lines(of: new))
    }

    /// With their ends.
    private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = text[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
            lines.append(rest[..<end])
            rest = rest[end...]
        }
        return lines
    }

    /// Empty where nothing differs.
    var bytes: [UInt8] {
        let hunks = hunks
        guard !hunks.isEmpty else { return [] }
        let (a, b) = (quoted("a/" + path), quoted("b/" + path))
        // Behind a name with a space git writes a tab, since other programs end it at the space.
        let end = path.contains(" ") && !a.hasPrefix("\"") ? "\t\n" : "\n"
        return Array("diff --git \(a) \(b)\n--- \(a)\(end)+++ \(b)\(end)".utf8) + hunks.flatMap(text)
    }

    /// The lines that each hunk shows.
    private var hunks: [Range<Int>] {
        var hunks: [Range<Int>] = []
        for index in old.indices where !old[index].elementsEqual(new[index]) {
            let lines = max(index - Self.context, 0)..<min(index + Self.context + 1, old.count)
            if let last = hunks.last, lines.lowerBound <= last.upperBound {
                hunks[hunks.count - 1] = last.lowerBound..<lines.upperBound
            } else {
                hunks.append(lines)
            }
        }
        return hunks
    }

    private func text(of hunk: Range<Int>) -> [UInt8] {
        let place = hunk.count == 1 ? "\(hunk.lowerBound + 1)" : "\(hunk.lowerBound + 1),\(hunk.count)"
        var text = Array("@@ -\(place) +\(place) @@\n".utf8)
        var index = hunk.lowerBound
        while index < hunk.upperBound {
            guard !old[index].elementsEqual(new[index]) else {
                append(old[index], as: " ", to: &text)
                index += 1
                continue
            }
            let run = index..<(hunk.first { $0 > index && old[$0].elementsEqual(new[$0]) } ?? hunk.upperBound)
            for line in run { append(old[line], as: "-", to: &text) }
            for line in run { append(new[line], as: "+", to: &text) }
            index = run.upperBound
        }
        return text
    }

    private func append(_ line: ArraySlice<UInt8>, as mark: Character, to text: inout [UInt8]) {
        text += Array(String(mark).utf8) + line
        if line.last != UInt8(ascii: "\n") { text += Array("\n\\ No newline at end of file\n".utf8) }
    }

    /// In quotes, with escapes as in C, where there is anything that is not plain (git-config, `core.quotePath`).
    private func quoted(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        if isPlain { return name }
        let inner = name.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F: String(UnicodeScalar(byte))
            default:
                "\\" + String(repeating: "0", count: byte < 0o10 ? 2 : byte < 0o100 ? 1 : 0) + String(byte, radix: 8)
            }
        }
        return "\"" + inner.joined() + "\""
    }
}
