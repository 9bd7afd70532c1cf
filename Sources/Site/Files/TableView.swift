import Tables

/// A table in a file on its page: as it is, and what in it somebody should look at.
struct TableView {
    let pages: Pages
    /// Its path, which is what it is called.
    let path: String
    /// Its bytes.
    let file: [UInt8]

    /// What is beyond is told by its number and can be read in the file.
    static let maximumRows = 3_000
    static let maximumColumns = 100
    /// Bytes of all rows together.
    static let maximumSize = 700_000
    static let maximumCell = 5_000

    private var words: TableWords { pages.words.tables }

    var html: HTML {
        do throws(TableRefusal) {
            let table = try Tables.Table(file)
            return ShownTable(pages: pages, path: path, table: table).html
        } catch {
            return p { refused(error) }
        }
    }

    private func refused(_ refusal: TableRefusal) -> String {
        switch refusal {
        case .workbook: words.workbook
        case .binary: words.binary
        case .tooLarge: words.tooLarge
        }
    }
}

/// A table that could be read.
private struct ShownTable {
    let pages: Pages
    let path: String
    let table: Tables.Table
    private let mapping: Mapping?
    /// Sentences on single rows, by their index.
    private let remarks: [Int: [HTML]]
    private let raggedCount: Int
    private let columnCount: Int
    private let shownColumns: Int

    private var words: TableWords { pages.words.tables }

    init(pages: Pages, path: String, table: Tables.Table) {
        self.pages = pages
        self.path = path
        self.table = table
        let mapping = Mapping(table)
        let ragged = table.raggedRows
        self.mapping = mapping
        raggedCount = ragged.count
        // The cells that have no column are shown, too.
        columnCount = ragged.reduce(table.columnCount) { max($0, table.rows[$1].usedCount) }
        shownColumns = min(columnCount, TableView.maximumColumns)
        var remarks: [Int: [HTML]] = [:]
        let words = pages.words.tables
        for row in ragged.prefix(TableView.maximumRows) {
            let isLong = table.rows[row].usedCount > table.columnCount
            remarks[row, default: []].append(HTML(isLong ? words.longRow : words.shortRow))
        }
        for finding in mapping?.findings ?? [] {
            remarks[finding.row, default: []].append(
                words.found[finding.kind]([.first: finding.otherLine.map(pages.number) ?? HTML()]))
        }
        self.remarks = remarks
    }

    var html: HTML {
        guard let header = table.header else { return p { words.empty } }
        let (rows, rest) = shownRows
        return HTML {
            summary
            notes
            for row in 0..<header.index where !table.rows[row].isBlank { p { title(table.rows[row]) } }
            div(.class("document")) {
                div(.class("scroll"), .role("group"), .label(path), .focusable) {
                    Tag(block: "table")() {
                        caption(.class("hidden")) { bdi { path } }
                        thead { tr { names } }
                        tbody { rows }
                    }
                }
            }
            if rest > 0 { p { words.moreRows(rest)([.count: pages.number(rest)]) } }
            if columnCount > shownColumns {
                p { words.moreColumns(columnCount - shownColumns)([.count: pages.number(columnCount - shownColumns)]) }
            }
        }
    }

    // MARK: What it is

    @HTMLBuilder private var summary: HTML {
        let rowCount = table.body.count { !table.rows[$0].isBlank }
        if let mapping {
            p {
                b {
                    words.mapped(mapping.fieldCount)([
                        .count: pages.number(mapping.fieldCount), .finished: pages.number(mapping.mappedCount),
                    ])
                }
            }
            let missing = mapping.missingColumns.map { words.columnNames[$0] }
            if !missing.isEmpty { p { words.missing([.list: HTML(pages.words.list(missing))]) } }
            let counts = MappingFinding.Kind.allCases.compactMap { kind in mapping.counts[kind].map { (kind, $0) } }
            if !counts.isEmpty {
                ul { for (kind, count) in counts { li { words.counted[kind](count)([.count: pages.number(count)]) } } }
            }
        } else {
            p { words.size([.count: pages.number(rowCount), .total: pages.number(columnCount)]) }
        }
    }

    @HTMLBuilder private var notes: HTML {
        if let fault = table.quoteFault {
            p(.class("notice")) {
                if let open = fault.unclosedLine {
                    words.unclosedMark([.first: pages.number(open)])
                } else {
                    words.misplacedMark([.first: pages.number(fault.line)])
                }
            }
        }
        if raggedCount > 0 { p(.class("notice")) { words.ragged(raggedCount)([.count: pages.number(raggedCount)]) } }
        if table.encoding == .windows1252 { p { words.windows1252 } }
        if table.separator != .comma {
            p {
                words.separatedBy([
                    .what: table.separator == .tab ? HTML(words.tabulator) : code { String(table.separator.character) }
                ])
            }
        }
        if hasFormulas { p { words.formulas } }
    }

    /// What a spreadsheet program takes for a formula. A negative number is none.
    private var hasFormulas: Bool {
        table.rows.contains { row in
            row.indices.contains { column in
                let cell = row.cellBytes(column)
                switch cell.first {
                case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): return cell.count > 1
                case UInt8(ascii: "+"), UInt8(ascii: "-"):
                    return cell.dropFirst().contains { byte in
                        !(48...57).contains(byte) && ![0x20, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x28, 0x29].contains(byte)
                    }
                default: return false
                }
            }
        }
    }

    /// A row above the header.
    private func title(_ row: Tables.Table.Row) -> HTML {
        bdi { shortened(row.prefix(TableView.maximumColumns).filter { !$0.isEmpty }.joined(separator: " · "), to: 500) }
    }

    // MARK: Rows and columns

    private var names: HTML {
        HTML {
            for column in 0..<shownColumns { th(.scope("col")) { name(of: column) } }
        }
    }

    private func name(of column: Int) -> HTML {
        let name = table.columnName(column)
        return name.isEmpty ? words.column([.count: pages.number(column + 1)]) : cellText(shortened(name, to: 200))
    }

    /// A mapping's rows are called by their source field, others by their first cell. Remarks stand there, too: the end of a
    /// wide table is out of sight.
    private var headColumn: Int { min(mapping?.columns[.sourceField] ?? 0, shownColumns - 1) }

    /// As many rows as fit the page, and how many are left.
    private var shownRows: (HTML, rest: Int) {
        var html = HTML()
        var shown = 0
        let all = table.body.lazy.filter { !table.rows[$0].isBlank }
        var iterator = all.makeIterator()
        while let index = iterator.next() {
            guard shown < TableView.maximumRows, html.count < TableView.maximumSize else {
                var rest = 1
                while iterator.next() != nil { rest += 1 }
                return (html, rest)
            }
            html.append(row(table.rows[index]))
            shown += 1
        }
        return (html, 0)
    }

    private func row(_ row: Tables.Table.Row) -> HTML {
        // Of cells without end as many are shown as leave room for others.
        var room = TableView.maximumSize / 4
        return tr {
            for column in 0..<shownColumns {
                cell(row, column, room: &room)
            }
        }
    }

    private func cell(_ row: Tables.Table.Row, _ column: Int, room: inout Int) -> HTML {
        let limit = min(TableView.maximumCell, max(room, 20))
        let cell = row.text(column, upTo: limit)
        room -= cell.utf8.count
        guard column == headColumn else { return td { cellText(cell) } }
        let content = HTML {
            cellText(cell)
            for (number, remark) in (remarks[row.index] ?? []).enumerated() {
                if number > 0 || !cell.isEmpty { br() }
                mark { remark }
            }
        }
        // An empty cell heads nothing.
        return cell.isEmpty ? td { content } : th(.scope("row")) { content }
    }
}

extension Tables.Table.Row {
    /// The beginning of a cell. What lies far behind the limit, in a cell that holds half a file, is not looked at.
    func text(_ column: Int, upTo limit: Int) -> String {
        shortened(String(decoding: cellBytes(column).prefix(20 * limit), as: UTF8.self), to: limit)
    }
}

/// Text of a cell, line by line.
func cellText(_ text: String) -> HTML {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return HTML {
        for (number, line) in lines.enumerated() {
            if number > 0 { br() }
            if !line.isEmpty { bdi { String(line) } }
        }
    }
}
