import Checklists
import Foundation
import Ledger
import Markdown
import Tables

/// Why a spreadsheet becomes no checklists: one sentence.
package struct ImportRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

/// What a user says of a spreadsheet.
package struct ImportOptions: Hashable, Sendable {
    /// Names of columns for what they say, where the names do not tell.
    package var columns: [SheetColumn: [String]] = [:]
    /// Names of columns to leave out.
    package var dropped: [String] = []
    package var dateOrder: DateOrder?
    /// Numbers in a date column are the numbers that spreadsheet programs keep dates as.
    package var readsSerialDates = false
    /// What the spreadsheet calls done is ticked.
    package var ticksDone = false
    /// Folder of the files, from the repository's root; empty for the root. nil: `checklists`, or where a status table has
    /// them.
    package var folder: String?
    /// What a checklist is called where the spreadsheet does not say it.
    package var title: String

    package init(title: String) { self.title = title }
}

/// A checklist made from rows, ready to be written.
package struct ImportedChecklist: Hashable, Sendable {
    /// From the repository's root.
    package let path: String
    package let title: String
    package let content: [UInt8]
    package let itemCount: Int
}

/// The checklists that a spreadsheet becomes.
///
/// Nothing is believed: every file is read again as history reads it, and compared with the rows.
package struct SpreadsheetImport: Sendable {
    /// Something to be told, with the row it is about: 1-based, as spreadsheet programs count.
    package struct Remark: Hashable, Sendable {
        package let row: Int?
        package let sentence: String
    }

    package let checklists: [ImportedChecklist]
    /// In the order of the rows.
    package let remarks: [Remark]
    package let columns: SheetColumns
    /// Roles that the checklists name and `countersign.yml` does not declare.
    package let missingRoles: [(key: String, title: String)]
    /// Some item asks for the sign-off of one of them.
    package let asksMissingRoles: Bool

    /// - Parameters:
    ///   - rules: of the configuration that the checklists will live under.
    ///   - taken: ids that items of the project have now.
    ///   - used: ids that no new item is to get, in the whole history.
    package init(
        _ table: Table, options: ImportOptions, rules: Rules = Rules(), taken: Set<String> = [], used: Set<String> = []
    ) throws {
        let columns = try SheetColumns(table, told: options.columns, dropped: options.dropped)
        var reader = SheetReader(table, columns, options, rules)
        try reader.read()
        guard !reader.drafts.isEmpty else {
            throw ImportRefusal("there is no row with an item below the names of the columns")
        }
        let written = table.rows.indices.reduce(into: taken.union(used)) { ids, row in
            for cell in table.rows[row].indices {
                let bytes = table.rows[row].cellBytes(cell)
                if bytes.contains(UInt8(ascii: "{")) { ids.formUnion(bytes.withUnsafeBytes(idsWritten)) }
            }
        }
        reader.giveIDs(taken: taken, used: written)
        let roles = reader.roles.declared
        self.columns = columns
        checklists = try reader.drafts.map { try $0.checked(roles: roles) }
        remarks = reader.remarks.sorted { ($0.row ?? 0, $0.sentence) < ($1.row ?? 0, $1.sentence) }
        missingRoles = reader.roles.missing
        asksMissingRoles = reader.drafts.contains { $0.items.contains { !roles.isSuperset(of: $0.asked) } }
    }
}

extension ChecklistDraft {
    /// The file, if it is read as the rows have it.
    fileprivate func checked(roles: Set<String>) throws -> ImportedChecklist {
        let content = try markdown(roles: roles)
        guard content.count <= ChecklistContent.maximumSize else {
            throw ImportRefusal(
                "\(path) would be larger than 16 MiB, which is more than a checklist may be; split the phase")
        }
        let read = ChecklistContent(content, path: path, roles: roles.sorted())
        if let problem = read.diagnostics.first { throw ImportRefusal("\(path) cannot be written: \(problem.message)") }
        for (item, state) in zip(items, read.items) {
            guard let part = item.difference(from: state) else { continue }
            throw ImportRefusal(
                "row \(item.row): the \(part) cannot be written so that it is read the same; say it in other words")
        }
        guard read.title == title, read.phase == phase, read.items.count == items.count else {
            throw ImportRefusal(
                "\(path) would not be read as the rows say it; say the name of the phase in other words")
        }
        return ImportedChecklist(path: path, title: title, content: content, itemCount: items.count)
    }
}

extension ImportedItem {
    /// What a reader of the file finds otherwise than this item has it.
    fileprivate func difference(from state: ItemState) -> String? {
        let fields = state.fields
        let isNoted = fields.note == (notes.isEmpty ? nil : noteLines.joined(separator: " "))
        let areLinked = fields.outputs.map { $0.path ?? $0.url } == outputs.map { $0.path ?? $0.address?.text }
        let parts = [
            ("item", state.title == title && state.text == text && state.depth == depth), ("id", state.id == id),
            ("status", state.isChecked == isTicked && state.isExcluded == isExcluded),
            ("section", state.section == section), ("owner", fields.owner == owner), ("due day", fields.due == due),
            ("output", areLinked), ("reason", fields.reason == reason), ("note", isNoted),
            ("sign-off", fields.asked == asked && !fields.boxes.contains(where: \.isChecked)),
        ]
        return parts.first { !$0.1 }?.0
    }
}
