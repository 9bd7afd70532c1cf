import Checklists

/// The index that the script of the search page reads: a list of strings and numbers in files that a script tag can load
/// from a disk, too, where pages may not read anything else.
struct SearchIndex {
    let words: Words
    let groups: [SearchGroup]

    /// Of one file. On a slow line answers come when the first is there.
    static let maximumBytes = 500_000

    private static let numbers = Dictionary(
        uniqueKeysWithValues: SearchKind.allCases.enumerated().map { ($1, $0) })

    /// The name of a file, the first being 1.
    static func file(_ number: Int) -> String { number == 1 ? "search-index.js" : "search-index-\(number).js" }

    /// Each file by itself adds
    /// `{kinds: [word, …], groups: [[about, page, [rest of the address, title, number of the kind, …]], …]}`.
    var files: [[UInt8]] {
        var files: [[UInt8]] = []
        var file = head
        var isFirst = true
        for group in groups where !group.entries.isEmpty {
            for entry in group.entries.indices {
                let begins = entry == group.entries.startIndex
                if file.count > Self.maximumBytes {
                    if !begins { file.append("]]") }
                    files.append(file + Self.tail)
                    (file, isFirst) = (head, true)
                    append(group, to: &file, isFirst: &isFirst)
                } else if begins {
                    append(group, to: &file, isFirst: &isFirst)
                } else {
                    file.append(",")
                }
                append(group.entries[entry], of: group, to: &file)
            }
            file.append("]]")
        }
        return files + [file + Self.tail]
    }

    private var head: [UInt8] {
        var head: [UInt8] = []
        head.append("(window.searchIndex=window.searchIndex||[]).push({\"kinds\":[")
        for (number, kind) in SearchKind.allCases.enumerated() {
            if number > 0 { head.append(",") }
            head.appendJSON(kind.word(words))
        }
        head.append("],\"groups\":[")
        return head
    }

    private static let tail = Array("]})\n".utf8)

    private func append(_ group: SearchGroup, to file: inout [UInt8], isFirst: inout Bool) {
        file.append(isFirst ? "[" : ",\n[")
        isFirst = false
        file.appendJSON(group.about)
        file.append(",")
        file.appendJSON(group.page)
        file.append(",[")
    }

    private func append(_ entry: SearchEntry, of group: SearchGroup, to file: inout [UInt8]) {
        file.appendJSON(String(decoding: entry.address.text.utf8.dropFirst(group.page.utf8.count), as: UTF8.self))
        file.append(",")
        file.appendJSON(entry.title)
        file.append(",")
        file.append(contentsOf: String(Self.numbers[entry.kind] ?? 0).utf8)
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) { text.withUTF8Buffer { append(contentsOf: $0) } }

    /// A string that means the same as JSON, as a script and inside a `script` element. What would make the page lie is
    /// written out, as `appendEscaped` does.
    fileprivate mutating func appendJSON(_ text: String) {
        append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5c: append(contentsOf: [UInt8(ascii: "\\"), UInt8(scalar.value)])
            case 0x09, 0x0a, 0x0d, 0x2028, 0x2029: append(UInt8(ascii: " "))
            case 0x3c: append("\\u003c")
            case 0..<0x20, 0x7f...0x9f, 0x202a...0x202e, 0x2066...0x2069:
                append(contentsOf: "\\\\u{\(String(scalar.value, radix: 16))}".utf8)
            default: append(contentsOf: String(scalar).utf8)
            }
        }
        append(UInt8(ascii: "\""))
    }
}
