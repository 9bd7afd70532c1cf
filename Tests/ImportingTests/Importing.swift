import Checklists
import Ledger
import Tables

@testable import Importing

/// Imports a table written in the test. `settle` changes the options.
func imported(
    _ csv: String, rules: Rules = Rules(), taken: Set<String> = [], used: Set<String> = [],
    _ settle: (inout ImportOptions) -> Void = { _ in }
) throws -> SpreadsheetImport {
    var options = ImportOptions(title: "Tracker")
    settle(&options)
    return try SpreadsheetImport(
        try Table(Array(csv.utf8)), options: options, rules: rules, taken: taken, used: used)
}

extension SpreadsheetImport {
    /// The files by their paths.
    var files: [String: String] {
        Dictionary(uniqueKeysWithValues: checklists.map { ($0.path, String(decoding: $0.content, as: UTF8.self)) })
    }

    /// The only file from its first item on: the tests that look at items need nothing above them.
    var items: String {
        guard checklists.count == 1, let text = files.values.first, let start = text.firstRange(of: "\n- [")
        else { return "not one file with items: \(files)" }
        return String(text[text.index(after: start.lowerBound)...])
    }

    var sentences: [String] { remarks.map { ($0.row.map { "\($0): " } ?? "") + $0.sentence } }
}
