/// A table in a file: CSV (RFC 4180) with any common separator and encoding. Rows are kept as they are, ragged ones too.
///
/// Cells lie in one buffer and become strings when they are looked at, so that a million rows need little more than the file.
package struct Table: Sendable, Hashable {
    package enum Encoding: Hashable, Sendable { case utf8, utf16, windows1252 }

    /// The first quotation mark that is not as RFC 4180 has it, one inside a quoted cell before others: from there on cells
    /// may be cut otherwise than meant.
    package struct QuoteFault: Hashable, Sendable {
        /// 1-based line of the mark: one inside a cell where only a doubled one may stand, or one that nothing closes.
        package let line: Int
        /// The line on which the mark's cell begins.
        package let cellLine: Int
        /// The mark's cell is in quotation marks. In any other cell it stands for itself, and nothing is cut wrongly.
        package let isInQuotes: Bool
        /// The line of the cell that nothing closes, so that it holds the rest of the file.
        package let unclosedLine: Int?
    }

    /// Files of more bytes, and of more cells, are refused.
    package static let maximumSize = 256 << 20
    package static let maximumCells = 20_000_000

    package let encoding: Encoding
    package let separator: Separator
    /// A first line `sep=;` says so. Spreadsheet programs do not show it.
    package let announcesSeparator: Bool
    package let quoteFault: QuoteFault?
    /// The row with the columns' names: the first of the first ten that names a mapping's columns, else the first with more
    /// than one cell filled, else the first that is not blank. nil in an empty table.
    package private(set) var headerRow: Int?
    /// The rows below the header, without blank ones at the end.
    package private(set) var body: Range<Int> = 0..<0
    /// How many columns there are: as many as the header names, and what it leaves without a name if a row fills it.
    package private(set) var columnCount = 0

    private let bytes: [UInt8]
    private let cellEnds: [UInt32]
    private let rowEnds: [UInt32]
    private let rowLines: [UInt32]

    /// Reads a file; blank lines are no rows.
    package init(_ file: [UInt8]) throws(TableRefusal) {
        let result = file.withUnsafeBytes { bytes in
            Result { () throws(TableRefusal) in try Table(bytes) }
        }
        self = try result.get()
    }

    package init(_ file: UnsafeRawBufferPointer) throws(TableRefusal) {
        let text = try TableText(file)
        let announced = Separator.announced(in: text.bytes)
        announcesSeparator = announced != nil
        let content = text.bytes[(announced?.length ?? 0)...]
        separator = announced?.separator ?? .detected(in: content)
        encoding = text.encoding
        let cells = try ParsedCells(content, separator: separator.byte, firstLine: announced == nil ? 1 : 2)
        quoteFault = cells.quoteFault
        (bytes, cellEnds, rowEnds, rowLines) = (cells.bytes, cells.cellEnds, cells.rowEnds, cells.rowLines)
        headerRow = findHeader()
        guard let headerRow else { return }
        var end = rows.count
        while end > headerRow + 1, rows[end - 1].isBlank { end -= 1 }
        body = headerRow + 1..<end
        let header = rows[headerRow]
        columnCount = header.usedCount
        if columnCount < header.count {
            let used = body.reduce(columnCount) { max($0, rows[$1].usedCount) }
            columnCount = min(used, header.count)
        }
    }

    /// All rows of the file.
    package var rows: Rows { Rows(table: self) }

    package var header: Row? { headerRow.map { rows[$0] } }

    /// A column's name; empty where it has none.
    package func columnName(_ column: Int) -> String { header?.cell(column) ?? "" }

    /// Rows of the body that have not as many cells as there are columns. What is empty at the end of a longer row does not
    /// count, nor do blank rows.
    package var raggedRows: [Int] {
        let columns = columnCount
        return body.filter { index in
            let row = rows[index]
            return row.count < columns && !row.isBlank || row.usedCount > columns
        }
    }

    private func findHeader() -> Int? {
        let first = rows.indices.prefix(10)
        if let mapping = first.first(where: { MappingColumns(rows[$0]).isMapping }) { return mapping }
        return first.first { rows[$0].filledCount > 1 } ?? rows.indices.first { !rows[$0].isBlank }
    }
}

extension Table {
    package struct Rows: RandomAccessCollection, Sendable {
        fileprivate let table: Table
        package var startIndex: Int { 0 }
        package var endIndex: Int { table.rowEnds.count }
        package subscript(row: Int) -> Row { Row(table: table, index: row) }
    }

    /// The cells of a row.
    package struct Row: RandomAccessCollection, Sendable {
        fileprivate let table: Table
        package let index: Int

        /// 1-based line of the file on which it begins.
        package var line: Int { Int(table.rowLines[index]) }
        private var first: Int { index == 0 ? 0 : Int(table.rowEnds[index - 1]) }

        package var startIndex: Int { 0 }
        package var endIndex: Int { Int(table.rowEnds[index]) - first }
        package subscript(column: Int) -> String { String(decoding: cellBytes(column), as: UTF8.self) }

        /// A cell as UTF-8; empty where the row is too short.
        package func cellBytes(_ column: Int) -> ArraySlice<UInt8> {
            guard indices.contains(column) else { return [] }
            let cell = first + column
            return table.bytes[(cell == 0 ? 0 : Int(table.cellEnds[cell - 1]))..<Int(table.cellEnds[cell])]
        }

        /// A cell; empty where the row is too short.
        package func cell(_ column: Int) -> String { indices.contains(column) ? self[column] : "" }

        /// The cells up to the last that is not empty.
        package var usedCount: Int { (indices.last { !cellBytes($0).isEmpty } ?? -1) + 1 }
        package var filledCount: Int { indices.count { !cellBytes($0).isEmpty } }
        package var isBlank: Bool { usedCount == 0 }
    }
}
