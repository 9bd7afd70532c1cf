import Checklists
import Tables

/// A mapping that lacks a column by which others can use it.
enum MappingColumnMissing: TableRule {
    static let rule = Diagnostic.Rule(
        "mapping-column-missing", .warning,
        summary: "A mapping specification lacks a column.",
        rationale: """
            A data element mapping says of each field where it comes from (system, field, type), whether it is required, by \
            which rule it is transformed, and where it goes (system, field). A table with one of the two field columns and \
            others of a mapping is taken for one that lacks the other; a table with both that lacks other columns is told \
            of in a note.
            """,
        example: .init(
            "text",
            wrong: "Source field,Type,Transformation rule,Notes",
            right:
                "Source system,Source field,Type,Required,Transformation rule,Destination system,Destination field,Notes"
        ))

    static func findings(in checked: CheckedTable) -> [Diagnostic] {
        guard let table = checked.table, let header = table.header else { return [] }
        if let mapping = checked.mapping {
            let missing = mapping.missingColumns
            guard !missing.isEmpty else { return [] }
            let names = missing.map { quoted($0.words) }
            var note = Diagnostic(
                rule, path: checked.path, line: header.line,
                message: "the mapping has no column \(names.joined(separator: ", "))",
                advice: "Add what applies here.", detail: "others")
            note.severity = .note
            return [note]
        }
        let columns = MappingColumns(header)
        guard let missing = columns.missingField else { return [] }
        let found = columns.found.compactMap { columns[$0].map { cellText(header.cell($0)) } }
        return [
            Diagnostic(
                rule, path: checked.path, line: header.line,
                message: """
                    the table has the columns \(found.joined(separator: ", ")), so it is taken for a mapping, and no column \
                    \(quoted(missing.words))
                    """,
                advice: "Add the column, or call it so.", detail: missing.words)
        ]
    }
}

extension MappingColumn {
    /// What it is called in English.
    fileprivate var words: String {
        switch self {
        case .sourceSystem: "source system"
        case .sourceObject: "source object"
        case .sourceField: "source field"
        case .sourceType: "type"
        case .required: "required"
        case .rule: "transformation rule"
        case .destinationSystem: "destination system"
        case .destinationObject: "destination object"
        case .destinationField: "destination field"
        case .destinationType: "destination type"
        case .notes: "notes"
        }
    }
}
