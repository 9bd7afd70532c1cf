import Foundation
import Markdown
import Tables

/// What a column of a spreadsheet says of items. The raw values are those of `--column`.
package enum SheetColumn: String, Hashable, Sendable, CaseIterable {
    case phase, checklist, section, subsection, item, id, owner, due, status
    case signOff = "sign-off"
    case approver, output, reason, note
    /// The file of the item, and how deep it lies in others: of `status --format csv` alone.
    case path, depth

    /// Those that a user may name a column for.
    package static let told = allCases.filter { $0 != .path && $0 != .depth }

    /// Several columns may say it.
    fileprivate var isRepeatable: Bool { self == .output || self == .approver || self == .note }
}

/// Which column of a table says what.
package struct SheetColumns: Hashable, Sendable {
    /// Index of the row with the names.
    package let headerRow: Int
    /// The table is one that `status --format csv` wrote.
    package let isStatus: Bool
    /// The names as they are written, by column.
    package let names: [String]
    private var places: [SheetColumn: [Int]] = [:]
    /// Columns that say nothing an item has: kept as notes.
    package private(set) var others: [Int] = []
    /// Left out because the user says so.
    package private(set) var dropped: [Int] = []
    /// Of a status table: what history alone can say.
    package private(set) var historical: [Int] = []

    package subscript(column: SheetColumn) -> Int? { places[column]?.first }
    package func all(_ column: SheetColumn) -> [Int] { places[column] ?? [] }

    /// More columns than anybody keeps a checklist in.
    private static let maximumColumns = 500
    /// Titles and explanations may stand above the names.
    private static let maximumHeaderRow = 20

    /// Finds the row of names: of the first the one in which most are known.
    ///
    /// `told` are names that the user gives, `dropped` those of columns to leave out.
    package init(
        _ table: Table, told: [SheetColumn: [String]] = [:], dropped: [String] = []
    ) throws(ImportRefusal) {
        var best: (columns: SheetColumns, score: Int)?
        let rows = table.rows.indices.prefix(Self.maximumHeaderRow)
        for row in rows where !table.rows[row].isBlank {
            let columns = SheetColumns(table.rows[row], told, dropped)
            let score = columns.places.values.reduce(0) { $0 + $1.count } * 2 + (columns[.item] == nil ? 0 : 1)
            if score > best?.score ?? 0 { best = (columns, score) }
        }
        for (column, wanted) in told.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for name in wanted { try best?.columns.check(name, of: "--column \(column.rawValue)") }
        }
        for name in dropped { try best?.columns.check(name, of: "--drop") }
        guard var columns = best?.columns, columns[.item] != nil else {
            let names = best?.columns.names ?? table.header?.map { ImportText.line(of: $0) } ?? []
            throw ImportRefusal(
                "no column says what is to be done. "
                    + "Say which one does: --column item=\"NAME\"; the columns are \(listed(names))")
        }
        try columns.takeUnnamed(below: table)
        self = columns
    }

    private func check(_ name: String, of option: String) throws(ImportRefusal) {
        if names.contains(where: { folded($0) == folded(name) }) { return }
        throw ImportRefusal("no column is called \"\(name)\" (\(option)); the columns are \(listed(names))")
    }

    private init(_ header: Table.Row, _ told: [SheetColumn: [String]], _ dropped: [String]) {
        headerRow = header.index
        names = header.prefix(Self.maximumColumns).map { String(ImportText.line(of: $0).prefix(200)) }
        let keys = names.map(folded)
        isStatus = Self.statusNames.allSatisfy(keys.contains)
        var free = Set(names.indices.filter { !names[$0].isEmpty })
        func take(_ column: SheetColumn, _ index: Int) {
            places[column, default: []].append(index)
            free.remove(index)
        }
        let leftOut = Set(dropped.map(folded))
        self.dropped = names.indices.filter { free.contains($0) && leftOut.contains(keys[$0]) }
        free.subtract(self.dropped)
        for (column, wanted) in told {
            let wanted = Set(wanted.map(folded))
            for index in names.indices where free.contains(index) && wanted.contains(keys[index]) {
                take(column, index)
            }
        }
        if isStatus {
            for index in names.indices where free.contains(index) {
                if let column = Self.statusColumns[keys[index]], places[column] == nil {
                    take(column, index)
                } else if Self.historicalNames.contains(keys[index]) {
                    historical.append(index)
                    free.remove(index)
                }
            }
        } else {
            let known = names.map { (folded(withoutBrackets($0)), folded($0)) }
            for dictionary in [SheetWords.certain, SheetWords.likely] {
                for index in names.indices where free.contains(index) {
                    let column = dictionary[known[index].1] ?? dictionary[known[index].0]
                    guard let column, told[column] == nil, places[column] == nil || column.isRepeatable else {
                        continue
                    }
                    take(column, index)
                }
            }
        }
        others = free.sorted()
    }

    /// Columns without a name in which something stands.
    private mutating func takeUnnamed(below table: Table) throws(ImportRefusal) {
        var unnamed: Set<Int> = []
        for row in table.rows.indices.dropFirst(headerRow + 1) {
            let row = table.rows[row]
            guard row.usedCount <= Self.maximumColumns else {
                throw ImportRefusal("line \(row.line) has more than \(Self.maximumColumns) columns")
            }
            for column in row.indices.prefix(Self.maximumColumns)
            where !row.cellBytes(column).isEmpty && (column >= names.count || names[column].isEmpty) {
                unnamed.insert(column)
            }
        }
        others = (others + unnamed).sorted()
    }

    /// What a column is called; one without a name by its letter, as spreadsheet programs call it.
    package func name(_ column: Int) -> String {
        if names.indices.contains(column), !names[column].isEmpty { return names[column] }
        var (letters, rest) = ("", column)
        repeat {
            letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return "Column \(letters)"
    }

    // MARK: The project's own table

    private static let statusNames = ["checklist", "path", "key", "section", "item", "status", "askedsignoffs"]

    private static let statusColumns: [String: SheetColumn] = [
        "phase": .phase, "checklist": .checklist, "path": .path, "key": .id, "section": .section, "item": .item,
        "status": .status, "owner": .owner, "due": .due, "askedsignoffs": .signOff, "outputs": .output,
        "reason": .reason, "note": .note, "depth": .depth,
    ]

    private static let historicalNames: Set<String> = [
        "line", "overdue", "completedby", "completedat", "completedin", "pullrequest", "bornticked", "signedoffby",
        "missingsignoffs",
    ]
}

/// Names for a message: the first twenty.
private func listed(_ names: [String]) -> String {
    let named = names.filter { !$0.isEmpty }
    if named.isEmpty { return "without names" }
    let more = named.count > 20 ? " and \(named.count - 20) more" : ""
    return named.prefix(20).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ") + more
}

/// "Due date (dd/mm/yyyy)" without what stands in brackets.
private func withoutBrackets(_ name: String) -> String {
    name.replacing(/[(\[][^)\]]*[)\]]/, with: "")
}

/// How words are compared: letters, digits and the marks that letters need, without case, accents, width.
func folded(_ text: String) -> String {
    let short = text.prefix(200).replacing("#", with: "number").replacing("№", with: "number").replacing(
        "%", with: "percent")
    let plain = short.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    return String(
        String.UnicodeScalarView(
            plain.unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
                    .decimalNumber,
                    .nonspacingMark, .spacingMark:
                    true
                default: false
                }
            }))
}
