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
        guard text.utf8.count <= 262_144 else { throw Problem(message: "it is longer than 256 KiB", line: 1) }
        try Self.refuseHostileShapes(text)
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
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
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            brackets += line.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
            let compact = line.utf8.prefix { "-? :\t".utf8.contains($0) }.count {
                $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "?")
            }
            let indent = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
            guard compact < 64, indent < 256, brackets < 2_000 else {
                throw Problem(message: "it is nested too deeply", line: index + 1)
            }
            guard !Self.hasAlias(line) else {
                throw Problem(message: "it uses a YAML alias (*name), which is not read here", line: index + 1)
            }
        }
    }

    /// An alias stands where a value begins: alone, after `:`, `-` or `?` and a space, and in a flow collection.
    private static func hasAlias(_ line: Substring) -> Bool {
        for star in line.indices where line[star] == "*" {
            guard let name = line[line.index(after: star)...].first, name.isLetter || name.isNumber || name == "_"
            else { continue }
            let before = line[..<star]
            guard let last = before.last(where: { $0 != " " }) else { return true }
            if ":-?".contains(last), before.last == " " { return true }
            if "[{,:".contains(last), before.contains(where: { $0 == "[" || $0 == "{" }) { return true }
        }
        return false
    }
}

extension Node {
    /// Keys and values with their lines; nil if this is no mapping. Nothing at all is an empty mapping.
    var entries: [YAMLMapping.Entry]? { isNull ? [] : mapping.map(YAMLMapping.entries) }

    /// The values of a list with their lines; a single value is a list of one, nothing at all an empty one.
    var elements: [Node] { isNull ? [] : sequence.map(Array.init) ?? [self] }

    /// Nothing is written behind the key, or a word for nothing.
    var isNull: Bool { scalar?.style != .singleQuoted && scalar?.style != .doubleQuoted && null != nil }

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
    let best = known.map { ($0, editDistance(word.lowercased(), $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
    guard let (candidate, distance) = best, distance <= max(2, candidate.count / 3) else { return nil }
    return candidate
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
