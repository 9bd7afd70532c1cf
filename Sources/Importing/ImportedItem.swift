import Checklists
import Ledger
import Markdown

/// An item as it is written into a checklist. Texts are lines with collapsed white space.
struct ImportedItem: Hashable {
    /// Of the spreadsheet: 1-based, as its program counts them.
    var row: Int
    /// nil for one that is to be without.
    var id: String?
    var section: [String] = []
    var depth = 0
    /// The lines of the item's cell; not empty.
    var lines: [String]
    var isTicked = false
    var isExcluded = false
    var owner: String?
    var due: Day?
    var outputs: [ImportedOutput] = []
    /// Roles, each once.
    var asked: [String] = []
    var reason: String?
    /// What is told in the note: the lines of each part.
    var notes: [[String]] = []

    /// The first line, and those that would be read as fields if they began a bullet, with what they stand below; then one
    /// group for each bullet.
    var textGroups: [[String]] {
        var groups: [[String]] = []
        for line in lines {
            let bullet = line.droppingBullet
            if groups.isEmpty {
                groups.append([line])
            } else if bullet.isEmpty || Field.Name(beginning: bullet) != nil {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([bullet])
            }
        }
        return groups
    }

    /// What people call the item.
    var title: String { (textGroups.first ?? []).joined(separator: " ") }
    var text: String { textGroups.joined().joined(separator: " ") }

    /// The lines of the note, with a mark between parts: readers of the site see them as one line.
    var noteLines: [String] {
        notes.enumerated().flatMap { index, part in
            let isParted = index == notes.count - 1 || part.last?.last.map { ".!?:;,".contains($0) } ?? true
            return isParted ? part : part.dropLast() + part.suffix(1).map { $0 + ";" }
        }
    }
}

/// A result of an item.
struct ImportedOutput: Hashable {
    /// The words of the link; empty for an address that stands for itself.
    var title: String
    /// Path from the repository's root. Either it or `address` is set.
    var path: String?
    var address: WebAddress?
}

extension String {
    /// Without the mark that makes a line of a cell look like a bullet.
    fileprivate var droppingBullet: String {
        guard let mark = first, "-*•–‣◦▪●○·".contains(mark), dropFirst().first == " " else { return self }
        return dropFirst(2).collapsed
    }
}
