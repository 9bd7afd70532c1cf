import Checklists
import Tables

/// An output that is called a table and is none.
enum TableNotRead: TableRule {
    static let rule = Diagnostic.Rule(
        "table-not-read", .warning,
        summary: "A file named `.csv` or `.tsv` that an item names as its output cannot be read as a table.",
        rationale: """
            The site offers it for download only: readers see no rows, and what changed since a sign-off can only be told \
            of the file as a whole.
            """,
        example: .init(
            "text",
            wrong: "`outputs/mapping.csv` holds bytes that are no text.",
            right: "`outputs/mapping.csv` is the sheet, exported as CSV (UTF-8)."))

    static func findings(in table: CheckedTable) -> [Diagnostic] {
        let told: (message: String, advice: String)
        switch table.refusal {
        case nil: return []
        case _ where table.isMisnamed: return []
        case .binary, .workbook:
            told = ("is no text, so it cannot be read as a table", "Name it by what it is, or export it as CSV.")
        case .tooLarge:
            told = (
                "has more than \(Table.maximumSize >> 20) MB or \(Table.maximumCells / 1_000_000) million cells, which is "
                    + "more than is read", "Put what people have to read into a table of its own."
            )
        }
        return [Diagnostic(rule, path: table.path, message: "the file \(told.message)", advice: told.advice)]
    }
}
