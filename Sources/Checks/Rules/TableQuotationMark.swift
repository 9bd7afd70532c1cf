import Checklists
import Tables

/// A quotation mark by which cells are cut otherwise than meant.
enum TableQuotationMark: TableRule {
    static let rule = Diagnostic.Rule(
        "table-quotation-mark", .warning,
        summary: "In a table that is an output, a quotation mark stands where none may, or is never closed.",
        rationale: """
            A cell in quotation marks goes on until the mark that closes it, over commas and lines. Where a mark is left \
            out, or one inside the cell is not doubled, what follows ends up in the wrong cell, or all of it in one.
            """,
        example: .init("text", wrong: "height,\"in \"cm\"\"", right: "height,\"in \"\"cm\"\"\""))

    static func findings(in table: CheckedTable) -> [Diagnostic] {
        guard let fault = table.table?.quoteFault else { return [] }
        let message: String
        if !fault.isInQuotes, fault.unclosedLine == nil {
            var note = Diagnostic(
                rule, path: table.path, line: fault.line,
                message: "a quotation mark stands inside a cell without quotation marks",
                advice: "Put the cell into quotation marks, and double those inside: \"5\"\" disk\".", detail: "first")
            note.severity = .note
            return [note]
        }
        if fault.unclosedLine == fault.line {
            message = "the quotation mark that opens a cell here is never closed: the rest of the file is in this cell"
        } else {
            let begin = fault.cellLine == fault.line ? "" : ", which begins on line \(fault.cellLine)"
            let end = fault.unclosedLine.map { "; from line \($0) on all is in one cell" } ?? ""
            message = "a quotation mark stands inside a cell\(begin), so cells may be cut otherwise than meant\(end)"
        }
        return [
            Diagnostic(
                rule, path: table.path, line: fault.line, message: message,
                advice: "Put the cell into quotation marks, and double those inside: \"in \"\"cm\"\"\".",
                detail: "first")
        ]
    }
}
