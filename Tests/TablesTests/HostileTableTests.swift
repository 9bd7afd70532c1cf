import Testing

@testable import Tables

/// Files that nobody would call a table, and tables that are too much.
@Suite struct HostileTableTests {
    @Test(
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], TableRefusal.workbook),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0x00], .workbook),
            (Array("%PDF-1.4\n1,2\n".utf8), .binary), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], .binary),
            (Array("a,b\n1,\u{0}2\n".utf8), .binary), ((1...31).map { $0 }, .binary),
        ] as [([UInt8], TableRefusal)])
    func refused(bytes: [UInt8], refusal: TableRefusal) {
        #expect(throws: refusal) { try Table(bytes) }
    }

    @Test func aStrayControlCharacterIsStillText() throws {
        #expect(try Table("a,b\n1,\u{1B}2\n").cells[1] == ["1", "\u{1B}2"])
    }

    @Test func aMillionRows() throws {
        var text = Array("id,name,notes\n".utf8)
        for number in 1...1_000_000 { text += Array("\(number),name,\"a, b\"\n".utf8) }
        let table = try Table(text)
        #expect(table.body.count == 1_000_000)
        #expect(Array(table.rows[1_000_000]) == ["1000000", "name", "a, b"])
        #expect(table.rows[1_000_000].line == 1_000_001)
        #expect(table.raggedRows.isEmpty)
    }

    @Test func aHundredThousandColumns() throws {
        let table = try Table(
            (0..<3).map { _ in Array(repeating: "x", count: 100_000).joined(separator: ",") + "\n" }.joined())
        #expect(table.columnCount == 100_000)
        #expect(table.body.count == 2)
        #expect(Mapping(table) == nil)
    }

    @Test func moreCellsThanAreKept() {
        let bytes = [UInt8](repeating: UInt8(ascii: ","), count: Table.maximumCells + 1)
        #expect(throws: TableRefusal.tooLarge) { try Table(bytes) }
    }

    @Test func aMarkThatSwallowsAMillionLines() throws {
        let table = try Table("a,b\n1,\"2\n" + String(repeating: "3,4\n", count: 1_000_000))
        #expect(table.rows.count == 2)
        #expect(table.quoteFault == .init(line: 2, cellLine: 2, isInQuotes: true, unclosedLine: 2))
    }

    @Test func everyCellIsAFault() throws {
        let table = try Table("Source field,Destination field\n" + String(repeating: "a,\n", count: 100_000))
        let mapping = try #require(Mapping(table))
        #expect(mapping.fieldCount == 100_000)
        #expect(mapping.mappedCount == 0)
        #expect(mapping.findings.count == Mapping.findingLimit)
        #expect(mapping.counts == [.unmapped: 100_000])
    }

    @Test func tablesThatHaveNothingInCommonAreComparedInTime() throws {
        let rows = 0..<10_000
        let before = try Table("a,b,c\n" + rows.map { "x,\($0),\($0 * 7)\n" }.joined())
        let now = try Table("a,b,c\n" + rows.map { "y,\($0 + 100_000),\($0 * 3 + 1)\n" }.joined())
        let changes = TableChanges(from: before, to: now)
        #expect(!changes.isGivenUp)
        #expect(changes.addedCount == changes.removedCount)
    }

    @Test func tooManyDifferentRowsAreGivenUp() throws {
        let rows = 0...TableChanges.maximumRows
        let before = try Table("a,b\n" + rows.map { "\($0),1\n" }.joined())
        let now = try Table("a,b\n" + rows.map { "\($0),2\n" }.joined())
        let changes = TableChanges(from: before, to: now)
        #expect(changes.isGivenUp)
        #expect(changes.rows.isEmpty)
        #expect(!changes.isEmpty)
    }

    @Test func oneEditAmongMoreRowsThanAreComparedIsFound() throws {
        let rows = 0...TableChanges.maximumRows
        let before = try Table("a,b\n" + rows.map { "\($0),1\n" }.joined())
        let now = try Table("a,b\n" + rows.map { "\($0),\($0 == 100_000 ? 2 : 1)\n" }.joined())
        let changes = TableChanges(from: before, to: now)
        #expect(changes.rows == [.init(before: 100_001, now: 100_001, cells: [.init(before: 1, now: 1)])])
        #expect(changes.unchangedCount == TableChanges.maximumRows)
    }
}
