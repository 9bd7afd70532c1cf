import Foundation
import Ledger
import Tables

/// A phase as a cell names it: "2", "Phase 2", "2. Build", "Phase 2: Build", "Build".
struct PhaseName: Hashable {
    let number: Int?
    /// Without the number, unless there is nothing else.
    let title: String
    /// It begins with "Phase" or the like and a number.
    let hasWord: Bool

    /// - Parameter position: which phase of the spreadsheet it is. A number that nothing parts from the words is that of the
    ///   phase only if it is this one: "24 hour support" is a name.
    init(_ text: String, position: Int?) {
        let form = /(?:([\p{L}\p{M}]+)\s*)?(\()?(\p{Nd}{1,4})\)?(?:\s*([.:)\-–—\/])\s*|\s+|$)(.*)/
        guard let match = text.wholeMatch(of: form), let number = Int(asciiDigits(String(match.3))) else {
            (number, title, hasWord) = (nil, text, false)
            return
        }
        let word = match.1.map { SheetWords.phase.contains(folded(String($0))) }
        let rest = String(match.5)
        // "1.2 Roles" is a number of an outline.
        let isOutline = text[match.3.endIndex...].wholeMatch(of: /\.\p{Nd}.*/) != nil
        let isParted = match.4 != nil || match.2 != nil || rest.isEmpty || word == true || number == position
        guard word != false, !isOutline, isParted, number <= 999 else {
            (self.number, title, hasWord) = (nil, text, false)
            return
        }
        self.number = number
        hasWord = word == true
        title = rest.isEmpty ? (word == true ? text : "Phase \(number)") : rest
    }
}

/// The key of an item without id, as a table of status has it: `path#slug`, a number behind it where the slug is taken.
struct StatusKey: Hashable {
    private let slugs: Set<String>

    /// nil for an id.
    init?(_ key: String, in path: String) {
        guard key.hasPrefix(path + "#") else { return nil }
        let slug = String(key.dropFirst(path.count + 1))
        slugs = [slug, slug.replacing(/-\d+$/, with: "")]
    }

    /// The text as title and what stood below it: the key is made of the title.
    func parts(of text: String) -> [String] {
        guard !slugs.contains(slug(of: text)) else { return [text] }
        for space in text.indices where text[space] == " " {
            let title = String(text[..<space])
            if title.utf8.count > 1000 { break }
            guard slugs.contains(slug(of: title)) else { continue }
            // Unless the rest would be something else on a line of its own.
            let item = ImportedItem(row: 0, lines: [title, String(text[text.index(after: space)...])])
            return item.text == text && item.title == title ? item.lines : [text]
        }
        return [text]
    }
}

/// Names for files of checklists, each once: `3-system-apis.md`.
struct FileNames {
    private var used: Set<String> = []

    mutating func next(for title: String, number: Int?, in folder: String) -> String {
        var ids = ItemIDs(used: [])
        let plain = title.folding(options: [.diacriticInsensitive, .widthInsensitive, .caseInsensitive], locale: nil)
        let hasLatin = plain.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        let words = hasLatin ? ids.next(for: title) : number == nil ? "checklist" : "phase"
        let slug = number.map { words == "phase-\($0)" } ?? false ? "phase" : words
        let base = (folder.isEmpty ? "" : folder + "/") + (number.map { "\($0)-" } ?? "") + slug
        var path = base + ".md"
        var count = 1
        while !used.insert(path).inserted {
            count += 1
            path = "\(base)-\(count).md"
        }
        return path
    }
}

extension DateOrder {
    /// The order that the name of a column tells: "Due (dd/mm/yyyy)".
    init?(hintIn name: String) {
        let letters = name.lowercased()
        guard
            let match = letters.firstMatch(
                of: /\b(d{1,2}|j{1,2})[\/.\- ]?m{1,2}[\/.\- ]?[ya]{2,4}\b|\bm{1,2}[\/.\- ]?d{1,2}[\/.\- ]?y{2,4}\b/)
        else {
            return nil
        }
        self = match.1 == nil ? .monthFirst : .dayFirst
    }
}

/// Where each row of a table stands in its spreadsheet, 1-based: a cell of several lines is in one row, and a blank line is one.
func rowNumbers(of table: Table) -> [Int] {
    var numbers: [Int] = []
    numbers.reserveCapacity(table.rows.count)
    // A line `sep=;` is no row.
    var extra = table.announcesSeparator ? 1 : 0
    for row in table.rows {
        numbers.append(row.line - extra)
        for cell in row.indices {
            var afterReturn = false
            for byte in row.cellBytes(cell) {
                if byte == 0x0D || byte == 0x0A && !afterReturn { extra += 1 }
                afterReturn = byte == 0x0D
            }
        }
    }
    return numbers
}
