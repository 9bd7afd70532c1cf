import Yams

/// A YAML mapping as its writer sees it: keys and values with their lines.
struct YAMLMapping {
    struct Entry {
        let key: String
        let value: Node
        /// 1-based line of the key, counted from the first line of the YAML text.
        let line: Int
    }

    let entries: [Entry]

    /// What is wrong with a YAML text, with the 1-based line where it was noticed.
    struct Problem: Error, Hashable {
        let message: String
        let line: Int
    }

    /// Reads a text whose top is a mapping; an empty text is an empty mapping.
    ///
    /// Bounds, so that hostile text ends in a sentence and not in a full stack: 256 KiB, nesting below 64, no aliases
    /// (they are what makes "billion laughs" possible, and neither front matter nor configuration needs them).
    init(_ text: String) throws(Problem) {
        // Some editors put a byte order mark before the text (YAML 1.2, 5.2); here it has no more to say.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        guard text.utf8.count <= 262_144 else { throw Problem(message: "it is longer than 256 KiB", line: 1) }
        try Self.refuseHostileShapes(text)
        let node: Node?
        do {
            // The default looks into the environment, and tells standard output what it finds.
            node = try Yams.compose(yaml: text, .default, .default, .utf8)
        } catch let error as YamlError {
            throw Self.problem(error)
        } catch {
            throw Problem(message: "it is not valid YAML", line: 1)
        }
        switch node {
        case nil: entries = []
        case .mapping(let mapping)?: entries = Self.entries(of: mapping)
        case .scalar(let scalar)? where scalar.string.isEmpty: entries = []
        default: throw Problem(message: "it is not a list of \"key: value\" lines", line: node?.mark?.line ?? 1)
        }
    }

    fileprivate static func entries(of mapping: Node.Mapping) -> [Entry] {
        mapping.map { key, value in Entry(key: key.string ?? "", value: value, line: key.mark?.line ?? 1) }
    }

    private static func problem(_ error: YamlError) -> Problem {
        switch error {
        // Such as `*important*`, where nothing of that name was marked.
        case .scanner(.some(let context), _, let mark, _) where context.text == "while scanning an alias":
            Problem(message: aliasMessage, line: max(mark.line, 1))
        case .composer(_, "found undefined alias", let mark, _):
            Problem(message: aliasMessage, line: max(mark.line, 1))
        case .scanner(_, let message, let mark, _), .parser(_, let message, let mark, _),
            .composer(_, let message, let mark, _):
            Problem(message: message, line: max(mark.line, 1))
        case .duplicatedKeysInMapping(let duplicates, let context):
            Problem(
                message: "the key \(duplicates.map { "\"\($0)\"" }.sorted().joined(separator: ", ")) is there twice",
                line: max(context.mark.line, 1))
        default: Problem(message: "it is not valid YAML", line: 1)
        }
    }

    private static func refuseHostileShapes(_ text: String) throws(Problem) {
        var brackets = 0
        var anchors: Set<Substring> = []
        // More ends a line of YAML than a line feed, and nothing may hide behind that.
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if !leavesDepth(line) { brackets += line.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } }
            let compact = line.utf8.prefix { "-? :\t".utf8.contains($0) }.count {
                $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "?")
            }
            let indent = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
            guard compact < 64, indent < 256, brackets < 2_000 else {
                throw Problem(message: "it is nested too deeply", line: index + 1)
            }
            guard !Self.hasAlias(line, of: &anchors) else {
                throw Problem(message: Self.aliasMessage, line: index + 1)
            }
        }
    }

    /// Whether a line surely closes as many brackets as it opens, as the lines of long lists of people do: none of them can be in
    /// quotation marks or in a comment.
    private static func leavesDepth(_ line: Substring) -> Bool {
        var (opened, closed) = (0, 0)
        for byte in line.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): opened += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): closed += 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "#"): return false
            default: continue
            }
        }
        return opened == closed && opened <= 16
    }

    private static let aliasMessage = "it uses a YAML alias (*name), which is not read here"

    /// Whether a line may repeat with `*name` what `&name` marked in it or before. Adds the names it marks to `anchors`.
    ///
    /// Either may begin behind anything but a letter or digit, and quoted text counts like any other: what a name stands
    /// for in earnest only the parser knows, and it must not be asked.
    private static func hasAlias(_ line: Substring, of anchors: inout Set<Substring>) -> Bool {
        let bytes = line.utf8
        var isInWord = false
        for index in bytes.indices {
            let byte = bytes[index]
            defer { isInWord = byte.isNameByte }
            guard !isInWord, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") else { continue }
            let name = Substring(bytes[bytes.index(after: index)...].prefix(while: \.isNameByte))
            if name.isEmpty {
                continue
            } else if byte == UInt8(ascii: "&") {
                anchors.insert(name)
            } else if anchors.contains(name) {
                return true
            }
        }
        return false
    }
}

extension UInt8 {
    /// What libyaml takes for a part of an anchor's name.
    fileprivate var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension Node {
    /// Keys and values with their lines; nil if this is no mapping. Nothing at all is an empty mapping.
    var entries: [YAMLMapping.Entry]? { isNull ? [] : mapping.map(YAMLMapping.entries) }

    /// The values of a list with their lines; a single value is a list of one, nothing at all an empty one.
    var elements: [Node] { isNull ? [] : sequence.map(Array.init) ?? [self] }

    /// Nothing is written behind the key, or a word for nothing.
    var isNull: Bool { scalar?.style != .singleQuoted && scalar?.style != .doubleQuoted && null != nil }

    /// A whole number. To the base of sixty (`1:30`) is none: nobody means it, and Yams traps where it is too large.
    var wholeNumber: Int? { string?.contains(":") == true ? nil : int }

    /// A list of words: a sequence of scalars, or one scalar.
    var words: [String]? {
        if let string { return string.isEmpty ? [] : [string] }
        guard let sequence else { return nil }
        let words = sequence.compactMap(\.string)
        return words.count == sequence.count ? words : nil
    }
}

/// The known word nearest to an unknown one by edit distance (Levenshtein), if it is near enough to be meant.
package func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let word = word.lowercased()
    let near = known.compactMap { candidate -> (distance: Int, candidate: String)? in
        let limit = max(2, candidate.count / 3)
        // No fewer changes than one is longer than the other: most are not worth comparing.
        guard abs(candidate.count - word.count) <= limit else { return nil }
        let distance = editDistance(word, candidate)
        return distance <= limit ? (distance, candidate) : nil
    }
    return near.min { $0 < $1 }?.candidate
}

private func editDistance(_ a: String, _ b: String) -> Int {
    let a = Array(a.prefix(64))
    let b = Array(b.prefix(64))
    var row = Array(0...b.count)
    for i in a.indices {
        var diagonal = row[0]
        row[0] = i + 1
        for j in b.indices {
            let above = row[j + 1]
            row[j + 1] = a[i] == b[j] ? diagonal : min(diagonal, above, row[j]) + 1
            diagonal = above
        }
    }
    return row[b.count]
}
