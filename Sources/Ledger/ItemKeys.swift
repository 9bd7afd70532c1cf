import Checklists
import Foundation

/// Gives the items of a project their keys: the id, else `path#slug`; each unique.
struct ItemKeys {
    private var used: Set<String> = []
    private var idPlaces: [String: (path: String, line: Int)] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    /// Keys and anchors for all items of one file, in order. An anchor is unique in its file.
    mutating func keys(for items: [ItemState], path: String) -> [(key: String, anchor: String)] {
        let ids = Set(items.compactMap(\.id))
        var anchors: Set<String> = []
        // The next number to try, so that a thousand equal titles are not a million tries.
        var numbers: [String: Int] = [:]
        return items.map { item in
            // A slug never takes the place of an id in the same file.
            let base = item.id ?? slug(of: item.title)
            var anchor = base
            var number = numbers[base] ?? 2
            if numbers[base] != nil { anchor = "\(base)-\(number)" }
            defer { numbers[base] = number }
            while (item.id == nil && ids.contains(anchor)) || !anchors.insert(anchor).inserted {
                anchor = "\(base)-\(number)"
                number += 1
            }
            return (key(for: item, anchor: anchor, path: path), anchor)
        }
    }

    private mutating func key(for item: ItemState, anchor: String, path: String) -> String {
        if let id = item.id {
            guard let first = idPlaces[id] else {
                idPlaces[id] = (path, item.line)
                used.insert(id)
                return id
            }
            diagnostics.append(
                Diagnostic(
                    .duplicateID, path: path, line: item.line,
                    message: "the id \"\(id)\" is already used in \(first.path):\(first.line)",
                    advice: "Give this item another id: ids are unique in the project.",
                    related: [
                        Diagnostic.Related(path: first.path, line: first.line, message: "the id is first used here")
                    ],
                    detail: id))
        }
        var key = "\(path)#\(anchor)"
        var number = 2
        while !used.insert(key).inserted {
            key = "\(path)#\(anchor)-\(number)"
            number += 1
        }
        return key
    }
}

/// A stable short name for a text: its Latin letters and digits in lower case, words joined by `-`, at most 64 characters.
/// A text without any becomes `item-` and 8 hexadecimal digits of its FNV-1a hash.
package func slug(of text: String) -> String {
    let latin =
        text.utf8.allSatisfy { $0 < 0x80 }
        ? text : text.folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil)
    var slug: [UInt8] = []
    for byte in latin.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): slug.append(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.append(byte | 0x20)
        case UInt8(ascii: "'"): continue
        default: if slug.last != UInt8(ascii: "-"), !slug.isEmpty { slug.append(UInt8(ascii: "-")) }
        }
    }
    if slug.count > 64 {
        let cut = slug[..<64]
        slug = Array(cut.lastIndex(of: UInt8(ascii: "-")).map { cut[..<$0] } ?? cut)
    }
    while slug.last == UInt8(ascii: "-") { slug.removeLast() }
    guard slug.contains(where: { $0 >= UInt8(ascii: "a") }) else {
        var hash: UInt32 = 2_166_136_261
        for byte in text.precomposedStringWithCanonicalMapping.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return "item-" + String(repeating: "0", count: 8 - digits.count) + digits
    }
    return String(decoding: slug, as: UTF8.self)
}
