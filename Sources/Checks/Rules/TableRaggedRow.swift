import Checklists
import Tables

/// A row that has not as many cells as the table has columns.
enum TableRaggedRow: TableRule {
    static let rule = Diagnostic.Rule(
        "table-ragged-row", .warning,
        summary: "In a table that is an output, a row has more or fewer cells than there are columns.",
        rationale: """
            Mostly a comma inside a cell was not put into quotation marks: what stands behind it moves under the next \
            column, and a rule is read as a destination. A row that only lacks cells at its end is told as a note: some \
            spreadsheet programs leave off what is empty.
            """,
        example: .init(
            "text",
            wrong: "source field,rule,notes\nname,trim, then capitals,agreed\n",
            right: "source field,rule,notes\nname,\"trim, then capitals\",agreed\n"))

    static func findings(in checked: CheckedTable) -> [Diagnostic] {
        guard let table = checked.table else { return [] }
        let ragged = table.raggedRows.map { table.rows[$0] }
        let long = ragged.filter { $0.usedCount > table.columnCount }
        let short = ragged.filter { $0.usedCount <= table.columnCount }
        return findings(long, .warning, "more", in: table, checked)
            + findings(short, .note, "fewer", in: table, checked)
    }

    private static func findings(
        _ rows: [Table.Row], _ severity: Diagnostic.Severity, _ word: String, in table: Table, _ checked: CheckedTable
    ) -> [Diagnostic] {
        var found = rows.prefix(CheckedTable.limit).map { row in
            let count = max(row.usedCount, min(row.count, table.columnCount))
            return Diagnostic(
                rule, path: checked.path, line: row.line,
                message:
                    "the row has \(count) cell\(count == 1 ? "" : "s"), and the table \(table.columnCount) columns",
                advice: severity == .note
                    ? "Write the empty cells, too." : "Put a cell that has the separator in it into quotation marks.",
                detail: row.prefix(8).joined(separator: "\n"))
        }
        found += checked.more(rule, rows.count - found.count) {
            "\($0) more rows have \(word) cells than there are columns"
        }
        return found.map {
            var diagnostic = $0
            diagnostic.severity = severity
            return diagnostic
        }
    }
}
