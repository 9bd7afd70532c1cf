import Checklists
import Tables

@testable import Importing
@testable import Ledger

extension FuzzTarget {
    /// A spreadsheet, made into checklists with settings that its length decides.
    static let importing = FuzzTarget(name: "import") { input in
        guard let table = try? Table(input) else { return }
        guard let made = try imported(table, input.count) else { return }
        let rules = Rules(roles: FuzzFile.roles.map { Role(key: $0) })
        var (paths, ids): (Set<String>, Set<String>) = ([], [])
        for checklist in made.checklists {
            let parts = checklist.path.split(separator: "/", omittingEmptySubsequences: false)
            try require(parts.allSatisfy { !["", ".", "..", ".git"].contains($0) }, "\(checklist.path) leads away")
            try require(checklist.path.hasSuffix(".md"), "\(checklist.path) is no Markdown")
            try require(paths.insert(checklist.path).inserted, "\(checklist.path) is written twice")
            let read = ChecklistContent(checklist.content, path: checklist.path, roles: FuzzFile.roles)
            try require(read.items.count == checklist.itemCount, "\(checklist.path) has not the items that are told")
            for item in read.items {
                try require(item.id.map { ids.insert($0).inserted } ?? true, "an id is given twice")
                try require(!item.fields.boxes.contains(where: \.isChecked), "somebody signed in a spreadsheet")
                try require(input.count % 3 == 0 || !item.isChecked, "an item is ticked that nobody asked to tick")
                for role in item.fields.asked {
                    let isKnown =
                        rules.roles.contains { $0.key == role } || made.missingRoles.contains { $0.key == role }
                    try require(isKnown || made.columns.isStatus, "\(role) is asked, and not said to be missing")
                }
            }
        }
        // What is there already is not given again.
        guard let again = try imported(table, input.count, taken: ids) else { return }
        for checklist in again.checklists {
            let read = ChecklistContent(checklist.content, path: checklist.path, roles: FuzzFile.roles)
            try require(ids.isDisjoint(with: read.items.compactMap(\.id)), "an id of the project is given anew")
        }
    }

    /// nil for what is refused, with one line that says why.
    private static func imported(_ table: Table, _ count: Int, taken: Set<String> = []) throws -> SpreadsheetImport? {
        var options = ImportOptions(title: "Tracker")
        options.readsSerialDates = count % 2 == 0
        options.ticksDone = count % 3 == 0
        options.dateOrder = [nil, .dayFirst, .monthFirst, .yearFirst][count % 4]
        options.folder = count % 5 == 0 ? "" : nil
        do {
            return try SpreadsheetImport(
                table, options: options, rules: Rules(roles: FuzzFile.roles.map { Role(key: $0) }), taken: taken,
                used: taken)
        } catch let refusal as ImportRefusal {
            try require(!refusal.description.contains(where: \.isNewline), "a refusal of two lines")
            return nil
        }
    }
}
