@testable import Tables

extension FuzzTarget {
    /// A table, and what became of it since its first half.
    static let table = FuzzTarget(name: "table") { input in
        guard let table = try? Table(input) else { return }
        var line = 0
        for row in table.rows {
            try require(row.line > line, "row \(row.index) on line \(row.line), behind line \(line)")
            try require(!row.isEmpty, "row \(row.index) has no cells")
            line = row.line
            for column in row.indices {
                let cell = row[column]
                try require(cell.utf8.elementsEqual(row.cellBytes(column)), "a cell that is not UTF-8")
            }
        }
        for row in table.raggedRows { try require(table.body.contains(row), "a ragged row outside of the body") }
        try require(table.body.upperBound <= table.rows.count, "a body beyond the rows")
        if let fault = table.quoteFault {
            try require(fault.cellLine >= 1 && fault.cellLine <= fault.line, "a fault before its cell")
        }
        if let mapping = Mapping(table) {
            try require(mapping.mappedCount <= mapping.fieldCount, "more mapped than there are")
            for finding in mapping.findings {
                try require(finding.line == table.rows[finding.row].line, "another line")
            }
        }
        try require(TableChanges(from: table, to: table).isEmpty, "a table differs from itself")
        guard let half = try? Table(Array(input.prefix(input.count / 2))) else { return }
        try told(half, table)
        try told(table, half)
    }

    /// Every row of both is told of exactly once, or is as it was.
    private static func told(_ before: Table, _ now: Table) throws {
        let changes = TableChanges(from: before, to: now)
        guard !changes.isGivenUp else { return }
        let (olds, news) = (changes.rows.compactMap(\.before), changes.rows.compactMap(\.now))
        try require(Set(olds).count == olds.count && Set(news).count == news.count, "a row is told twice")
        try require(olds.allSatisfy(before.body.contains) && news.allSatisfy(now.body.contains), "a row that is none")
        let filled = now.body.count { !now.rows[$0].isBlank }
        try require(news.count + changes.unchangedCount >= filled, "a row is not told")
    }
}
