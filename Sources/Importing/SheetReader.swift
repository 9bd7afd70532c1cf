import Checklists
import Foundation
import Ledger
import Markdown
import Tables

/// Reads the rows of a spreadsheet, one after the other, into drafts of checklists.
struct SheetReader {
    private let table: Table
    private let columns: SheetColumns
    private let options: ImportOptions
    /// Where each row of the table stands in the spreadsheet.
    private let numbers: [Int]
    private let isShare: Bool
    private let dateOrder: DateOrder?
    /// The date that says so for the others of its column, where nothing else does.
    private let decidingDate: (row: Int, words: String)?
    /// The numbers in the column of ids count the rows.
    private let idsAreRowNumbers: Bool

    private(set) var drafts: [ChecklistDraft] = []
    private(set) var remarks: [SpreadsheetImport.Remark] = []
    private(set) var roles: SheetRoles
    /// Positions in `drafts` by what tells checklists apart.
    private var places: [String: Int] = [:]
    private var names = FileNames()

    /// What merged cells leave to their first row.
    private var carried = (phase: "", checklist: "", section: "", subsection: "")
    /// The items that the next one may lie in: the numbers of their outline, their place.
    private var outline: [(number: [Substring], section: [String])] = []
    private var outlinedDraft = -1
    private var dates: [String: SheetDate] = [:]
    private var statuses: [String: SheetStatus] = [:]
    /// Ids that the spreadsheet gives, with the item that has it.
    private var claims: [String: (row: Int, draft: Int, item: Int)] = [:]
    private var withoutID: Set<Place> = []
    /// Items that the spreadsheet calls done and that are not ticked.
    private var untickedCount = 0
    /// Dates that could be two days and are read as the others of their column.
    private var decidedCount = 0

    private struct Place: Hashable {
        let draft: Int
        let item: Int
    }

    /// Items in items: as many as a list can show on a phone.
    private static let maximumDepth = 12

    init(_ table: Table, _ columns: SheetColumns, _ options: ImportOptions, _ rules: Rules) {
        (self.table, self.columns, self.options) = (table, columns, options)
        roles = SheetRoles(rules)
        numbers = rowNumbers(of: table)
        let below = table.rows.indices.dropFirst(columns.headerRow + 1)
        let statuses = columns[.status].map { column in below.map { table.rows[$0].cell(column) } } ?? []
        let shares = statuses.compactMap(SheetStatus.number).filter { !$0.isPercentage }
        isShare = shares.allSatisfy { $0.value <= 1 }
        let told = options.dateOrder ?? columns[.due].flatMap { DateOrder(hintIn: columns.names[$0]) }
        let decision = told == nil ? columns[.due].flatMap { Self.decision(in: $0, of: table, below) } : nil
        dateOrder = told ?? decision?.order
        let numbers = numbers
        decidingDate = decision.map { (numbers[$0.index], $0.words) }
        let ids = columns.isStatus ? nil : columns[.id].map { column in below.map { table.rows[$0].cell(column) } }
        idsAreRowNumbers = ids?.allSatisfy { $0.isEmpty || Int(asciiDigits($0)) != nil } ?? false
    }

    /// The first date of a column that can be read one way only, unless another can be read only the other way.
    private static func decision(
        in column: Int, of table: Table, _ rows: some Sequence<Int>
    ) -> (order: DateOrder, index: Int, words: String)? {
        var first: (order: DateOrder, index: Int, words: String)?
        for index in rows {
            let words = ImportText.line(of: table.rows[index].cell(column))
            guard let order = SheetDate.order(decidedBy: words) else { continue }
            if let first, first.order != order { return nil }
            first = first ?? (order, index, words)
        }
        return first
    }

    private mutating func remark(_ row: Int?, _ sentence: String) {
        remarks.append(.init(row: row, sentence: sentence))
    }

    mutating func read() throws {
        if let fault = table.quoteFault, fault.unclosedLine != nil || fault.isInQuotes {
            throw ImportRefusal(
                "line \(fault.line) of the file has a quotation mark that is not closed, or not doubled inside a quoted cell, so the "
                    + "cells that follow are cut wrongly; save the file as CSV again")
        }
        for index in table.rows.indices.dropFirst(columns.headerRow + 1) where !table.rows[index].isBlank {
            try read(table.rows[index], number: numbers[index])
        }
        if untickedCount > 0 {
            remark(
                nil,
                "\(untickedCount == 1 ? "1 item is" : "\(untickedCount) items are") done in the spreadsheet and not ticked: nobody could "
                    + "tell by whom and when. --ticked ticks them, by whoever commits the files")
        }
        if decidedCount > 0, let decidingDate, let dateOrder {
            let subject =
                decidedCount == 1
                ? "1 date could be two days; it is" : "\(decidedCount) dates could be two days; they are"
            remark(
                nil,
                "\(subject) read with the \(dateOrder == .dayFirst ? "day" : "month") first, as \"\(decidingDate.words)\" in row "
                    + "\(decidingDate.row) must be. --date-order says otherwise")
        }
        if idsAreRowNumbers, let column = columns[.id] {
            remark(nil, "the column \"\(columns.name(column))\" counts the rows, so it is left out")
        }
    }

    // MARK: One row

    private mutating func read(_ row: Table.Row, number: Int) throws {
        if columns.isStatus { return try readStatus(row, number: number) }
        func line(_ column: SheetColumn) -> String { columns[column].map { ImportText.line(of: cell(row, $0)) } ?? "" }
        let lines = columns[.item].map { ImportText.lines(of: cell(row, $0)) } ?? []
        let (phase, checklist, section, subsection) = (
            line(.phase), line(.checklist), line(.section), line(.subsection)
        )
        if isTotal(row) { return remark(number, "a row of totals is left out") }
        if let heading = phaseHeading(lines, row) {
            carried = (heading, "", "", "")
            return
        }
        carry(phase, checklist, section, subsection)
        guard !lines.isEmpty else {
            let places = [.phase, .checklist, .section, .subsection].compactMap { columns[$0] }
            let hasMore = row.indices.contains { !places.contains($0) && !row.cellBytes($0).isEmpty }
            if hasMore { remark(number, "the row has no item, so it is left out") }
            return
        }
        let draft = draft(named: carried.checklist, phase: carried.phase)
        var item = ImportedItem(row: number, lines: lines)
        item.section = [drafts[draft].title] + [carried.section, carried.subsection].filter { !$0.isEmpty }
        let reference = line(.id)
        item.depth = depth(of: reference, in: draft, section: item.section)
        try fill(&item, from: row)
        takeID(reference, of: &item, in: draft)
        try append(item, to: draft)
    }

    private mutating func carry(_ phase: String, _ checklist: String, _ section: String, _ subsection: String) {
        let isNew =
            !phase.isEmpty && phase != carried.phase || !checklist.isEmpty && checklist != carried.checklist
        if isNew {
            carried = (phase.isEmpty && columns[.checklist] != nil ? "" : phase, checklist, "", "")
            if phase.isEmpty, !checklist.isEmpty { carried.phase = "" }
        }
        if !section.isEmpty, section != carried.section { (carried.section, carried.subsection) = (section, "") }
        if !subsection.isEmpty { carried.subsection = subsection }
    }

    /// A row in which sums stand, and no item.
    private func isTotal(_ row: Table.Row) -> Bool {
        guard let first = row.indices.first(where: { !row.cellBytes($0).isEmpty }), row.cellBytes(first).count < 80
        else {
            return false
        }
        guard SheetWords.totals.contains(folded(row.cell(first))) else { return false }
        return row.indices.dropFirst(first + 1).allSatisfy {
            row.cellBytes($0).isEmpty || SheetStatus.number(row.cell($0)) != nil
        }
    }

    /// "Phase 2: Build" alone in its row, where no column has the phases.
    private func phaseHeading(_ lines: [String], _ row: Table.Row) -> String? {
        guard columns[.phase] == nil, columns[.checklist] == nil, lines.count == 1, row.filledCount == 1 else {
            return nil
        }
        return PhaseName(lines[0], position: nil).hasWord ? lines[0] : nil
    }

    /// A cell; formulas that an apostrophe keeps from being one are without it.
    private func cell(_ row: Table.Row, _ column: Int) -> String {
        let text = row.cell(column)
        guard text.utf8.first == UInt8(ascii: "'"), let second = text.utf8.dropFirst().first,
            "=+-@\t\r".utf8.contains(second)
        else { return text }
        return String(text.dropFirst())
    }

    private mutating func append(_ item: ImportedItem, to draft: Int) throws {
        guard item.text.utf8.count <= ChecklistContent.maximumTextLength else {
            throw ImportRefusal("row \(item.row): the item is longer than 64 KiB; move long text to a document")
        }
        drafts[draft].items.append(item)
    }

    // MARK: Which checklist

    private mutating func draft(named checklist: String, phase: String) -> Int {
        let key = phase + "\u{1F}" + checklist
        if let known = places[key] { return known }
        guard !(phase + checklist).isEmpty else {
            let title = ImportText.line(of: options.title)
            let path = names.next(for: title, number: nil, in: options.folder ?? "checklists")
            return add(ChecklistDraft(path: path, title: title, phase: nil), for: key)
        }
        let name = PhaseName(phase, position: drafts.count + 1)
        let own = PhaseName(checklist, position: drafts.count + 1)
        let title = checklist.isEmpty ? name.title : phase.isEmpty ? own.title : checklist
        let number = name.number ?? (phase.isEmpty ? own.number : nil) ?? freeNumber
        let path = names.next(for: title, number: number, in: options.folder ?? "checklists")
        return add(ChecklistDraft(path: path, title: title, phase: number), for: key)
    }

    private mutating func add(_ draft: ChecklistDraft, for key: String) -> Int {
        drafts.append(draft)
        places[key] = drafts.count - 1
        return drafts.count - 1
    }

    /// The position of the next checklist, if no other has that number.
    private var freeNumber: Int {
        let taken = Set(drafts.compactMap(\.phase))
        var number = drafts.count + 1
        while taken.contains(number) { number += 1 }
        return number
    }

    // MARK: What the cells say

    private mutating func fill(_ item: inout ImportedItem, from row: Table.Row) throws {
        func text(_ column: SheetColumn) -> String { columns[column].map { cell(row, $0) } ?? "" }
        let notes = columns.all(.note).map { ImportText.lines(of: cell(row, $0)) }
        item.notes = columns.isStatus ? notes.filter { !$0.isEmpty } : notes.filter { !$0.allSatisfy(isDash) }
        readOwner(text(.owner), into: &item)
        try readDue(text(.due), into: &item)
        let reason = ImportText.line(of: text(.reason))
        readStatus(text(.status), reason: reason, into: &item)
        for column in columns.all(.output) { readOutputs(cell(row, column), named: columns.name(column), into: &item) }
        if let column = columns[.signOff] {
            readSignOffs(cell(row, column), named: columns.name(column), areNames: false, into: &item)
        }
        for column in columns.all(.approver) {
            readSignOffs(cell(row, column), named: columns.name(column), areNames: true, into: &item)
        }
        for column in columns.others { note(cell(row, column), named: columns.name(column), in: &item) }
    }

    /// Keeps what an item has no place for, under the name of its column.
    private func note(_ cell: String, named name: String, in item: inout ImportedItem) {
        let words = ImportText.line(of: cell)
        if !isDash(words) { item.notes.append(["\(name): \(words)"]) }
    }

    private mutating func readOwner(_ cell: String, into item: inout ImportedItem) {
        let words = ImportText.lines(of: cell).joined(separator: ", ")
        guard !words.isEmpty else { return }
        item.owner = columns.isStatus ? words : roles.owner(words)
    }

    private mutating func readDue(_ cell: String, into item: inout ImportedItem) throws {
        let words = ImportText.line(of: cell)
        guard !isDash(words) else { return }
        let date = dates[words] ?? SheetDate(words, order: dateOrder)
        dates[words] = date
        if decidingDate != nil, case .ambiguous = SheetDate(words, order: nil) { decidedCount += 1 }
        switch date {
        case .day(let day): item.due = day
        case .serial(let day) where options.readsSerialDates: item.due = day
        case .serial(let day):
            throw ImportRefusal(
                "row \(item.row): \"\(words)\" is the number that spreadsheet programs keep \(day) as; "
                    + "format the column as dates, or say that they are: --serial-dates")
        case .ambiguous(let first, let second):
            throw ImportRefusal(
                "row \(item.row): \"\(words)\" can be \(first) or \(second); say which comes first, "
                    + "the day or the month: --date-order dmy or --date-order mdy")
        case .unreadable:
            remark(item.row, "\"\(words.prefix(60))\" is not a day, so it is kept as a note")
            note(cell, named: columns[.due].map(columns.name) ?? "Due", in: &item)
        }
    }

    /// "Done" in a spreadsheet has no history: ticked, it would look like a completion by whoever imports it.
    private mutating func readStatus(_ cell: String, reason: String, into item: inout ImportedItem) {
        let words = ImportText.line(of: cell)
        if !reason.isEmpty { item.reason = reason }
        let status = statuses[words] ?? status(words)
        statuses[words] = status
        switch status {
        case .open: break
        case .done where options.ticksDone: item.isTicked = true
        case .done, .other:
            item.notes.append(["In the spreadsheet: \(words)"])
            if status == .done { untickedCount += 1 }
        case .notApplicable:
            item.isExcluded = true
            guard reason.isEmpty, columns[.reason] == nil else { return }
            item.reason = "in the spreadsheet: \(words)"
        }
    }

    private func status(_ words: String) -> SheetStatus {
        guard columns.isStatus, let status = Status(rawValue: words) else {
            return SheetStatus(words, isShare: isShare)
        }
        return switch status {
        case .open: .open
        case .notApplicable: .notApplicable
        case .done, .changed, .awaiting, .signedOff: .done
        }
    }

    private mutating func readOutputs(_ cell: String, named name: String, into item: inout ImportedItem) {
        for line in ImportText.lines(of: cell) {
            let outputs =
                columns.isStatus ? [ImportedOutput(ofStatus: line)].compactMap(\.self) : ImportedOutput.all(in: line)
            if outputs.isEmpty { note(line, named: name, in: &item) }
            for output in outputs where !item.outputs.contains(where: { $0.isSame(as: output) }) {
                item.outputs.append(output)
            }
        }
    }

    /// Asked roles become boxes, never ticked: only their holders sign. `areNames`: the column has people who approved, or
    /// will; a role is asked only if it is declared.
    private mutating func readSignOffs(
        _ cell: String, named name: String, areNames: Bool, into item: inout ImportedItem
    ) {
        let whole = ImportText.line(of: cell)
        guard !whole.isEmpty else { return }
        let parts = ImportText.lines(of: cell).flatMap { $0.split { ",;".contains($0) } }
            .map { ImportText.line(of: String($0)) }.filter { !$0.isEmpty }
        var asked: [String] = []
        var isNote = false
        for part in columns.isStatus || roles.declaredRole(whole) == nil ? parts : [whole] {
            if columns.isStatus {
                asked.append(part)
            } else if let role = roles.declaredRole(part) {
                asked.append(role)
            } else if areNames || !isRole(part) {
                isNote = true
            } else {
                asked.append(roles.undeclaredRole(part))
            }
        }
        for role in asked where !item.asked.contains(role) { item.asked.append(role) }
        if isNote { note(cell, named: name, in: &item) }
    }

    /// "Yes", a tick or a day under "Sign-off" says that somebody signed, and names no role.
    private func isRole(_ words: String) -> Bool {
        SheetStatus(words, isShare: true) == .other && SheetDate(words, order: nil) == .unreadable
            && folded(words).unicodeScalars.contains(where: \.properties.isAlphabetic)
    }

    // MARK: Outline numbers and ids

    /// "1.1.2" lies in "1.1", if that is the item above it or one that it lies in, in the same section.
    private mutating func depth(of reference: String, in draft: Int, section: [String]) -> Int {
        let number = asciiDigits(reference).split(separator: ".")
        guard !number.isEmpty, number.allSatisfy({ Int($0) != nil }) else {
            outline = []
            return 0
        }
        if draft != outlinedDraft { outline = [] }
        outlinedDraft = draft
        while let last = outline.last,
            last.section != section || last.number.count >= number.count || !number.starts(with: last.number)
        {
            outline.removeLast()
        }
        let depth = min(outline.count, Self.maximumDepth)
        outline.append((number, section))
        return depth
    }

    private mutating func takeID(_ reference: String, of item: inout ImportedItem, in draft: Int) {
        guard !reference.isEmpty, !idsAreRowNumbers else { return }
        let id = reference.lowercased()
        let isNumber = asciiDigits(id).allSatisfy { $0.isNumber || $0 == "." }
        if isItemID(id), columns.isStatus || !isNumber {
            if let first = claims[id] {
                remark(item.row, "the id \"\(id)\" is that of row \(first.row), so the item gets another")
            } else {
                claims[id] = (item.row, draft, drafts[draft].items.count)
                item.id = id
                return
            }
        }
        item.notes.append(["\(columns[.id].map(columns.name) ?? "Id"): \(reference)"])
    }

    /// Ids for items that have none, by the rule of `fix`. One that another item of the project has is not taken over.
    mutating func giveIDs(taken: Set<String>, used: Set<String>) {
        for (id, claim) in claims.sorted(by: { $0.value.row < $1.value.row }) where taken.contains(id) {
            drafts[claim.draft].items[claim.item].id = nil
            drafts[claim.draft].items[claim.item].notes.append(["\(columns[.id].map(columns.name) ?? "Id"): \(id)"])
            remark(claim.row, "the id \"\(id)\" is that of an item of the project, so the item gets another")
            claims[id] = nil
        }
        var ids = ItemIDs(used: used.union(taken).union(claims.keys))
        for draft in drafts.indices {
            for item in drafts[draft].items.indices where drafts[draft].items[item].id == nil {
                if withoutID.contains(Place(draft: draft, item: item)) { continue }
                drafts[draft].items[item].id = ids.next(for: drafts[draft].items[item].title)
            }
            // Items without a heading above them can stand nowhere else.
            let items = drafts[draft].items
            if columns.isStatus {
                drafts[draft].items = items.filter(\.section.isEmpty) + items.filter { !$0.section.isEmpty }
            }
        }
    }

    // MARK: The project's own table

    private mutating func readStatus(_ row: Table.Row, number: Int) throws {
        func line(_ column: SheetColumn) -> String { columns[column].map { ImportText.line(of: cell(row, $0)) } ?? "" }
        let lines = columns[.item].map { ImportText.lines(of: cell(row, $0)) } ?? []
        guard !lines.isEmpty else { return remark(number, "the row has no item, so it is left out") }
        let path = line(.path)
        guard let place = filePath(path) else {
            throw ImportRefusal(
                "row \(number): \"\(path.prefix(200))\" is no path of a Markdown file in the repository")
        }
        let draft: Int
        if let known = places[path] {
            draft = known
        } else {
            let title = line(.checklist).isEmpty ? path : line(.checklist)
            draft = add(ChecklistDraft(path: place, title: title, phase: Int(line(.phase))), for: path)
        }
        let text = lines.joined(separator: " ")
        var item = ImportedItem(row: number, lines: StatusKey(line(.id), in: path)?.parts(of: text) ?? [text])
        let section = line(.section).split(separator: " › ", omittingEmptySubsequences: false).map(String.init)
        item.section = section.count > 6 ? Array(section[..<5]) + [section[5...].joined(separator: " › ")] : section
        if section == [""] { item.section = [] }
        let above = drafts[draft].items.last.map { $0.section == item.section ? $0.depth + 1 : 0 } ?? 0
        item.depth = min(max(Int(line(.depth)) ?? 0, 0), above, Self.maximumDepth)
        try fill(&item, from: row)
        takeKey(line(.id), path: path, of: &item, in: draft)
        try append(item, to: draft)
    }

    /// A key `path#slug` is that of an item without id, which stays without: `fix` writes one.
    private mutating func takeKey(_ key: String, path: String, of item: inout ImportedItem, in draft: Int) {
        guard StatusKey(key, in: path) != nil else { return takeID(key, of: &item, in: draft) }
        // Its own end would be read as its id.
        let endsLikeID = item.text.hasSuffix("}") && item.text.contains("{#")
        if !endsLikeID { withoutID.insert(Place(draft: draft, item: drafts[draft].items.count)) }
    }

    /// Where a file of a status table goes; nil for a path that is none.
    private func filePath(_ path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !["", ".", "..", ".git"].contains($0.lowercased()) && $0.utf8.count <= 255 }
        guard isPlain, isMarkdownName(path.utf8), path.utf8.count <= 2000 else { return nil }
        guard let folder = options.folder, !folder.isEmpty else { return path }
        return folder + "/" + path
    }
}

/// Nothing is said: empty, or a dash.
private func isDash(_ line: String) -> Bool { line.isEmpty || ["-", "–", "—"].contains(line) }
