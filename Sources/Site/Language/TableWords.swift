import Tables

/// The words around tables, and of what changed in them.
struct TableWords: Sendable, Decodable {
    // MARK: A table

    let empty, windows1252, formulas, workbook, binary, tooLarge, tabulator: String
    let longRow, shortRow: String
    let size, column, missing, misplacedMark, unclosedMark, separatedBy: Phrase
    let mapped, ragged, moreRows, moreColumns: Plural
    let columnNames: Table<MappingColumn, String>
    /// How many rows of a mapping have a fault, and what is said in such a row.
    let counted: Table<MappingFinding.Kind, Plural>
    let found: Table<MappingFinding.Kind, Phrase>

    // MARK: Changes

    let same, givenUp, row, what, before, now, rowAdded, rowRemoved, nothing: String
    let counts, columnAdded, columnRemoved, columnRenamed, line: Phrase
    let added, removed, changed: Plural
}
