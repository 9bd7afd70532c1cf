import Tables

/// What became of a table, row by row.
struct TableChangesView {
    let pages: Pages
    private let before: Tables.Table
    private let now: Tables.Table
    private let changes: TableChanges

    /// Rows of the list: what is beyond is told by its number.
    static let maximumRows = 500
    static let maximumSize = 200_000
    private static let maximumCell = 1_000
    private static let maximumCells = 30

    private var words: TableWords { pages.words.tables }

    /// nil where one of the files is no table.
    init?(pages: Pages, before: [UInt8], now: [UInt8]) {
        guard let before = try? Tables.Table(before), let now = try? Tables.Table(now) else { return nil }
        self.pages = pages
        self.before = before
        self.now = now
        changes = TableChanges(from: before, to: now)
    }

    var html: HTML {
        HTML {
            if changes.isEmpty { p { words.same } }
            if changes.isGivenUp { p { words.givenUp } }
            if !changes.rows.isEmpty { p { words.counts([.list: pages.words.list(counts)]) } }
            if !changes.columns.isEmpty {
                ul { for change in changes.columns.prefix(TableView.maximumColumns) { li { told(change) } } }
            }
            if !changes.rows.isEmpty { list }
        }
    }

    private var counts: [HTML] {
        [
            (words.changed, changes.changedCount), (words.added, changes.addedCount),
            (words.removed, changes.removedCount),
        ].filter { $0.1 > 0 }.map { words, count in words(count)([.count: pages.number(count)]) }
    }

    private func told(_ change: TableChanges.ColumnChange) -> HTML {
        switch change {
        case .added(let column): words.columnAdded([.name: name(of: column, in: now)])
        case .removed(let column): words.columnRemoved([.name: name(of: column, in: before)])
        case .renamed(let old, let new):
            words.columnRenamed([.from: name(of: old, in: before), .to: name(of: new, in: now)])
        }
    }

    private func name(of column: Int, in table: Tables.Table) -> HTML {
        let name = table.columnName(column)
        return name.isEmpty ? words.column([.count: pages.number(column + 1)]) : cellText(shortened(name, to: 200))
    }

    // MARK: Rows

    /// A table, and the columns that tell its rows apart.
    private struct Version {
        let table: Tables.Table
        let keys: [Int]
    }

    private var versionBefore: Version { Version(table: before, keys: changes.keyColumnsBefore) }
    private var versionNow: Version { Version(table: now, keys: changes.keyColumns) }

    @HTMLBuilder private var list: HTML {
        let (rows, rest) = shownRows
        table(.class("register")) {
            thead {
                tr { for name in [words.row, words.what, words.before, words.now] { th(.scope("col")) { name } } }
            }
            tbody { rows }
        }
        if rest > 0 { p { pages.words.andMore([.count: pages.number(rest)]) } }
    }

    private var shownRows: (HTML, rest: Int) {
        var html = HTML()
        var shown = 0
        for (number, change) in changes.rows.enumerated() {
            guard shown < Self.maximumRows, html.count < Self.maximumSize else {
                return (html, changes.rows.count - number)
            }
            for row in told(change) {
                html.append(row)
                shown += 1
            }
        }
        return (html, 0)
    }

    /// One row for each cell that changed, or one for the whole row.
    private func told(_ change: TableChanges.RowChange) -> [HTML] {
        guard let new = change.now.map({ now.rows[$0] }) else {
            guard let old = change.before.map({ before.rows[$0] }) else { return [] }
            return [line(old, of: versionBefore, HTML(words.rowRemoved), whole(old, of: before), nil)]
        }
        guard let old = change.before.map({ before.rows[$0] }) else {
            return [line(new, of: versionNow, HTML(words.rowAdded), nil, whole(new, of: now))]
        }
        return change.cells.prefix(Self.maximumCells).map { pair in
            line(new, of: versionNow, name(of: pair.now, in: now), cell(old, pair.before), cell(new, pair.now))
        }
    }

    private func line(
        _ row: Tables.Table.Row, of version: Version, _ what: HTML, _ old: HTML?, _ new: HTML?
    ) -> HTML {
        tr {
            th(.scope("row")) {
                title(row, of: version)
                " "
                span(.class("label")) { words.line([.count: pages.number(row.line)]) }
            }
            td(.column(words.what)) { what }
            td(.column(words.before)) { old.map { old in marked(old, del) } }
            td(.column(words.now)) { new.map { new in marked(new, ins) } }
        }
    }

    /// What a row is called: by the columns that tell rows apart, else its first cells.
    private func title(_ row: Tables.Table.Row, of version: Version) -> HTML {
        let columns = version.keys.isEmpty ? Array(0..<min(version.table.columnCount, 2)) : version.keys
        let cells = columns.map { row.text($0, upTo: 200) }.filter { !$0.isEmpty }
        return cellText(shortened(cells.joined(separator: " · "), to: 200))
    }

    /// Where there was nothing, nothing was taken away.
    private func marked(_ content: HTML, _ tag: Tag) -> HTML {
        content.isEmpty ? HTML(words.nothing) : tag { content }
    }

    private func cell(_ row: Tables.Table.Row, _ column: Int) -> HTML {
        cellText(row.text(column, upTo: Self.maximumCell))
    }

    private func whole(_ row: Tables.Table.Row, of table: Tables.Table) -> HTML {
        let columns = row.indices.filter { !row.cellBytes($0).isEmpty }.prefix(Self.maximumCells)
        return HTML {
            for (number, column) in columns.enumerated() {
                if number > 0 { br() }
                name(of: column, in: table)
                ": "
                cellText(row.text(column, upTo: Self.maximumCell / 4))
            }
        }
    }
}
