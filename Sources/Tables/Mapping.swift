/// What a table says that is a data element mapping: one field of a source system a row, and which field of the destination
/// system it becomes, by which rule.
package struct Mapping: Hashable, Sendable {
    package let columns: MappingColumns
    /// Rows with a source or a destination field. Rows of which something else alone is filled are headings.
    package private(set) var fieldCount = 0
    /// Those with a destination field and something it is made of: a source field, or a rule.
    package private(set) var mappedCount = 0
    /// By row. Of each kind at most `findingLimit`.
    package private(set) var findings: [MappingFinding] = []
    /// How many there are of each kind, those left out too.
    package private(set) var counts: [MappingFinding.Kind: Int] = [:]

    package static let findingLimit = 1000

    /// Expected columns that the table does not have.
    package var missingColumns: [MappingColumn] { MappingColumn.expected.filter { columns[$0] == nil } }

    /// nil where the table is no mapping.
    package init?(_ table: Table) {
        guard let header = table.header else { return nil }
        columns = MappingColumns(header)
        guard columns.isMapping else { return nil }
        var destinations: [[UInt8]: MappedDestination] = [:]
        // Merged cells of a spreadsheet leave what is repeated to the first row.
        var carried: (system: [UInt8], object: [UInt8]) = ([], [])
        for index in table.body {
            let row = table.rows[index]
            let field = MappedField(row, columns)
            if !field.destinationSystem.isEmpty { carried.system = field.destinationSystem }
            if !field.destinationObject.isEmpty { carried.object = field.destinationObject }
            guard field.isField else { continue }
            fieldCount += 1
            if field.isMapped { mappedCount += 1 }
            for (kind, column, text) in field.faults { add(kind, row, column, field: field.name, text: text) }
            guard field.destination.isFilled else { continue }
            let key = Array([carried.system, carried.object, field.destinationName].joined(separator: [0]))
            let here = MappedDestination(line: row.line, isRuled: field.rule.isFilled)
            guard let before = destinations.updateValue(destinations[key] ?? here, forKey: key) else { continue }
            add(
                before.isRuled && here.isRuled ? .destinationShared : .destinationMappedTwice, row, .destinationField,
                field: field.name, text: field.destination.text, otherLine: before.line)
        }
    }

    private mutating func add(
        _ kind: MappingFinding.Kind, _ row: Table.Row, _ column: MappingColumn, field: String, text: String,
        otherLine: Int? = nil
    ) {
        counts[kind, default: 0] += 1
        guard counts[kind, default: 0] <= Self.findingLimit else { return }
        findings.append(
            MappingFinding(
                kind: kind, row: row.index, line: row.line, column: columns[column], field: field, text: text,
                otherLine: otherLine))
    }
}

/// Something in a row of a mapping that somebody should look at.
package struct MappingFinding: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A destination field that an earlier row has, too, and not both say by which rule.
        case destinationMappedTwice
        /// The same, and both have a rule: mostly they are put together.
        case destinationShared
        case requiredWithoutRule
        case requiredWithoutDestination
        /// Types of two families, without a rule.
        case typeMismatch
        /// A source field that goes nowhere, without a word why.
        case unmapped
        /// A destination field that nothing is said to go into.
        case withoutSource
    }

    package let kind: Kind
    /// Index in the table's rows.
    package let row: Int
    /// 1-based, of the file.
    package let line: Int
    /// Index of the column that should say otherwise.
    package let column: Int?
    /// The row's source field, else its destination field.
    package let field: String
    /// What is wrong: the destination, the two types; empty where something is missing.
    package let text: String
    /// The line of the first row with the same destination.
    package let otherLine: Int?
}

private struct MappedDestination {
    let line: Int
    let isRuled: Bool
}

/// A row of a mapping.
private struct MappedField {
    let source, destination, required, rule, notes, sourceType, destinationType: MappingCell
    /// As they are compared; empty where the cell is.
    let destinationSystem, destinationObject, destinationName: [UInt8]
    private let columns: MappingColumns

    init(_ row: Table.Row, _ columns: MappingColumns) {
        self.columns = columns
        func cell(_ column: MappingColumn) -> MappingCell { MappingCell(columns[column].map(row.cellBytes) ?? []) }
        func name(_ column: MappingColumn) -> [UInt8] { columns[column].map { oneSpaced(row.cellBytes($0)) } ?? [] }
        source = cell(.sourceField)
        destination = cell(.destinationField)
        required = cell(.required)
        rule = cell(.rule)
        notes = cell(.notes)
        sourceType = cell(.sourceType)
        destinationType = cell(.destinationType)
        destinationSystem = name(.destinationSystem)
        destinationObject = name(.destinationObject)
        destinationName = name(.destinationField)
    }

    var isField: Bool { source.isFilled || destination.isFilled }
    var isMapped: Bool { destination.isFilled && (source.isFilled || rule.isFilled || notes.isFilled) }
    var name: String { source.isFilled ? source.text : destination.text }

    var faults: [(MappingFinding.Kind, MappingColumn, String)] {
        guard destination.isFilled else {
            // Where a required value goes nowhere, that it is said is not enough: it has to be said why.
            let isExplained = notes.isFilled || rule.isFilled
            if required.isYes { return isExplained ? [] : [(.requiredWithoutDestination, .destinationField, "")] }
            return isExplained || destination.isNothing ? [] : [(.unmapped, .destinationField, "")]
        }
        guard isMapped else { return [(.withoutSource, .sourceField, destination.text)] }
        var faults: [(MappingFinding.Kind, MappingColumn, String)] = []
        if columns[.rule] != nil, required.isYes, rule.isOpen { faults.append((.requiredWithoutRule, .rule, "")) }
        if rule.isOpen, let from = sourceType.typeFamily, let to = destinationType.typeFamily, from != to {
            faults.append((.typeMismatch, .destinationType, "\(sourceType.text) → \(destinationType.text)"))
        }
        return faults
    }
}

/// In small letters, white space as one space: how names of fields and systems are compared.
private func oneSpaced(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let text =
        bytes.allSatisfy { $0 < 0x80 } ? bytes : ArraySlice(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for byte in text {
        switch byte {
        case 0x09...0x0D, 0x20: if let last = result.last, last != 0x20 { result.append(0x20) }
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): result.append(byte | 0x20)
        default: result.append(byte)
        }
    }
    if result.last == 0x20 { result.removeLast() }
    return result
}
