import TestSupport
import Testing

@testable import Tables

/// What a file's bytes are as cells.
@Suite struct TableTests {
    @Test func cellsAndLines() throws {
        let table = try Table("a,b\r\n\r\n1,\"two\r\nlines\"\r\n,\"say \"\"so\"\"\"\n\n\nx,y")
        #expect(table.cells == [["a", "b"], ["1", "two\r\nlines"], ["", "say \"so\""], ["x", "y"]])
        #expect(table.lines == [1, 3, 5, 8])
        #expect(table.headerNames == ["a", "b"])
        #expect(table.body == 1..<4)
        #expect(table.quoteFault == nil)
    }

    @Test func linesEndedByCarriageReturns() throws {
        let table = try Table("a,b\rc,\"d\re\"\r\rf,g\r")
        #expect(table.cells == [["a", "b"], ["c", "d\re"], ["f", "g"]])
        #expect(table.lines == [1, 2, 5])
    }

    @Test func spacesAroundCellsAreNoPartOfThem() throws {
        #expect(try Table("a , \"b, c\" ,\" d \"\n").cells == [["a", "b, c", " d "]])
    }

    @Test func nothingAtAll() throws {
        for text in ["", "\n\r\n\n", "\u{FEFF}"] {
            let table = try Table(text)
            #expect(table.rows.isEmpty)
            #expect(table.headerRow == nil)
            #expect(table.body.isEmpty)
            #expect(table.columnCount == 0)
        }
    }

    @Test func rowsOfSeparatorsAtTheEndAreNoRows() throws {
        let table = try Table("a,b\n1,2\n,\n3,4\n,\n,\n")
        #expect(table.rows.count == 6)
        #expect(table.body == 1..<4)
        #expect(table.raggedRows.isEmpty)
    }

    // MARK: Separators

    @Test(arguments: [
        ("a,b,c\n1,2,3\n", Table.Separator.comma), ("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n", .semicolon),
        ("a\tb\n1,2,3\t4,5,6\n", .tab), ("a|b|c\n1|2, 3|4\n", .pipe),
        ("\"x;y;z\",b\n\"1;2;3\",4\n\"5;6;7\",8\n", .comma), ("\"a,b\nc,d\ne,f\";\"g\"\n1;2\n", .semicolon),
        ("one\ntwo\n", .comma), ("", .comma),
        // A title above the table.
        ("Mapping, second version\nfield;type;notes\na;text;x\nb;text;y\nc;text;z\nd;text;u\n", .semicolon),
    ])
    func detected(text: String, separator: Table.Separator) throws {
        #expect(try Table(text).separator == separator)
    }

    @Test func raggedRowsStillHaveTheHeadersSeparator() throws {
        let table = try Table("a,b,c,d\n1;2,2\n3;4,4\n5;6,6\n7;8\n")
        #expect(table.separator == .comma)
        #expect(table.raggedRows == [1, 2, 3, 4])
    }

    @Test(arguments: ["sep=^\na^b\n", "\"sep=^\"\r\na^b\r\n", "SEP=^\ra^b"]) func announced(text: String) throws {
        let table = try Table(text)
        #expect(table.cells == [["a", "b"]])
        #expect(table.separator.character == "^")
        #expect(table.lines == [2])
    }

    @Test func aCellThatLooksLikeAnAnnouncement() throws {
        #expect(try Table("sep=,b\n1,2\n").cells == [["sep=", "b"], ["1", "2"]])
    }

    // MARK: Encodings

    @Test func byteOrderMark() throws {
        let table = try Table("\u{FEFF}ឈ្មោះ,b\n")
        #expect(table.cells == [["ឈ្មោះ", "b"]])
        #expect(table.encoding == .utf8)
    }

    @Test(arguments: [true, false], [true, false]) func utf16(isBigEndian: Bool, hasMark: Bool) throws {
        let bytes = ((hasMark ? "\u{FEFF}" : "") + "name,é😀\n1,2\n").utf16.flatMap {
            isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
        let table = try Table(bytes)
        #expect(table.cells == [["name", "é😀"], ["1", "2"]])
        #expect(table.encoding == .utf16)
    }

    @Test func halfAUnitOfUTF16() throws {
        #expect(try Table([0xFF, 0xFE, 0x61, 0x00, 0x62]).cells == [["a\u{FFFD}"]])
    }

    @Test func windows1252() throws {
        let table = try Table([0x80, 0x2C, 0xE9, 0x2C, 0x93, 0x41, 0x94, 0x0A])
        #expect(table.cells == [["€", "é", "“A”"]])
        #expect(table.encoding == .windows1252)
    }

    // MARK: Header

    @Test func aTitleAboveTheHeader() throws {
        let table = try Table("Province users,,\n,,\nCode,Name,User\n1,Phnom Penh,a\n")
        #expect(table.headerNames == ["Code", "Name", "User"])
        #expect(table.body == 3..<4)
    }

    @Test func groupsAboveAMappingsHeader() throws {
        let table = try Table("OSCaR,,Primero,\nSource field,Type,Destination field,Notes\na,text,b,\n")
        #expect(table.headerRow == 1)
    }

    @Test func columnsWithoutNameAtTheEnd() throws {
        #expect(try Table("a,b,,\n1,2,,\n").columnCount == 2)
        let table = try Table("a,b,,\n1,2,3,\n")
        #expect(table.columnCount == 3)
        #expect(table.columnName(2) == "")
        #expect(table.raggedRows.isEmpty)
    }

    // MARK: Ragged rows

    @Test func raggedRowsAreKeptAndTold() throws {
        let table = try Table("a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,\n\n")
        #expect(table.raggedRows == [1, 3])
        #expect(table.rows[1].cell(2) == "")
        #expect(Array(table.rows[3]) == ["1", "2", "3", "4"])
    }

    // MARK: Quotation marks

    @Test func aMarkInsideAnUnquotedCell() throws {
        let table = try Table("a,b\n5\" disk,2\n3,4\n")
        #expect(table.cells[1] == ["5\" disk", "2"])
        #expect(table.quoteFault == .init(line: 2, cellLine: 2, isInQuotes: false, unclosedLine: nil))
    }

    @Test func harmlessMarksHideNoOther() throws {
        let text = "a,b\r\n5\" disk,2\r\n6\" disk,\"x\r\ny\"\r\n1,\"two \"and\" more\"\r\n"
        #expect(try Table(text).quoteFault == .init(line: 5, cellLine: 5, isInQuotes: true, unclosedLine: nil))
    }

    @Test func aMarkInsideAQuotedCell() throws {
        let table = try Table("a,b\n1,\"two\nlines \"and\" more\"\n3,4\n")
        #expect(table.cells == [["a", "b"], ["1", "two\nlines \"and\" more"], ["3", "4"]])
        #expect(table.quoteFault == .init(line: 3, cellLine: 2, isInQuotes: true, unclosedLine: nil))
    }

    @Test func aMarkThatNothingCloses() throws {
        let table = try Table("a,b\n1,2\n3,\"4\n5,6\n7,8\n")
        #expect(table.cells == [["a", "b"], ["1", "2"], ["3", "4\n5,6\n7,8\n"]])
        #expect(table.quoteFault == .init(line: 3, cellLine: 3, isInQuotes: true, unclosedLine: 3))
    }

    @Test func aMarkThatIsNotDoubledLetsAnotherSwallowTheRest() throws {
        let table = try Table("a,b\n\"5\" disk,2\n\"3\",4\n\"5\n")
        #expect(table.quoteFault == .init(line: 2, cellLine: 2, isInQuotes: true, unclosedLine: 4))
        let open = try Table("a,b\n\"5\" disk,2\n\"3\",4\n")
        #expect(open.quoteFault == .init(line: 2, cellLine: 2, isInQuotes: true, unclosedLine: nil))
    }

    // MARK: What is written is read

    @Test(arguments: 0..<300) func whatIsWrittenIsRead(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "a", "Z", "1", " ", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "é", "ក", "😀", "=1+1", "\u{202E}",
            "sep=",
            "\u{FEFF}",
        ]
        let columns = 2 + random.number(0..<5)
        var rows = (0..<random.number(1..<20)).map { _ in
            (0..<columns).map { _ in
                (0..<random.number(0..<4)).map { _ in pieces[random.number(0..<pieces.count)] }.joined()
            }
        }
        // Of a first row without anything but separators nothing could be detected.
        rows[0] = (0..<columns).map { "c\($0)" }
        let separator = [",", ";", "\t", "|"][random.number(0..<4)]
        let end = ["\n", "\r\n", "\r"][random.number(0..<3)]
        let lines = rows.map { row in
            row.map { cell in "\"" + cell.replacing("\"", with: "\"\"") + "\"" }.joined(separator: separator)
        }
        let isEnded = random.chance(50)
        let table = try Table(lines.joined(separator: end) + (isEnded ? end : ""))
        #expect(table.cells == rows)
        #expect(table.quoteFault == nil)
        #expect(table.raggedRows.isEmpty)
    }
}
