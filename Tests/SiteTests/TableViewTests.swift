import HTMLParsing
import Tables
import Testing

@testable import Site

/// Tables of the repository on their pages.
@Suite struct TableViewTests {
    private let pages = Sample.pages(Sample.report())

    private func shown(_ text: String) throws -> ReadTable {
        try ReadTable(TableView(pages: pages, path: "outputs/t.csv", file: Array(text.utf8)).html)
    }

    private let header =
        "Source system,Source field,Type,Required,Transformation rule,Destination system,Destination field,Notes\n"

    @Test func rowsAndColumnsAreNamed() throws {
        let table = try shown("name,age\nAnn,3\nBen,4\n")
        #expect(table.text == "Rows: 2. Columns: 2.\noutputs/t.csv\nname | age\nAnn | 3\nBen | 4")
        #expect(table.cells("thead th").allSatisfy { $0["scope"] == "col" })
        #expect(table.cells("tbody th").map(\.plainText) == ["Ann", "Ben"])
        #expect(table.cells("tbody th").allSatisfy { $0["scope"] == "row" })
    }

    @Test func aMappingSaysHowFarItIs() throws {
        let table = try shown(
            header + "OSCaR,name,text,yes,as is,Primero,name,\nOSCaR,dob,date,yes,,Primero,date_of_birth,\n"
                + "OSCaR,shoe size,number,no,,,,\nOSCaR,call,text,no,,Primero,name,\n")
        #expect(
            table.text == """
                A data element mapping: 4 fields, 3 mapped.
                1 field goes where another one goes, too, and not both have a rule
                1 required field has no rule
                1 field is not mapped, and nothing says why
                outputs/t.csv
                Source system | Source field | Type | Required | Transformation rule | Destination system | Destination field | Notes
                OSCaR | name | text | yes | as is | Primero | name | 
                OSCaR | dob Required, and no rule. | date | yes |  | Primero | date_of_birth | 
                OSCaR | shoe size Not mapped, and nothing says why. | number | no |  |  |  | 
                OSCaR | call The same destination as on line 2; not both have a rule. | text | no |  | Primero | name | 
                """)
        #expect(table.cells("tbody th").count == 4)
        #expect(table.source.contains("<bdi>dob</bdi><br>\n<mark>Required, and no rule.</mark></th>"))
    }

    @Test func whatAMappingLacks() throws {
        let table = try shown("Source field,Destination field\na,b\n")
        #expect(
            table.text.contains(
                "Columns of a mapping that it does not have: source system, type, required, transformation rule and "
                    + "destination system."))
    }

    @Test func raggedRowsAreShownWhole() throws {
        let table = try shown("a,b\n1,2,3\n4\n")
        #expect(
            table.text == """
                Rows: 2. Columns: 3.
                2 rows have more or fewer cells than there are columns.
                outputs/t.csv
                a | b | Column 3
                1 More cells than there are columns. | 2 | 3
                4 Fewer cells than there are columns. |  | 
                """)
    }

    @Test func linesOfACellStayLines() throws {
        #expect(
            try shown("a,b\n\"1\r\n\r\n2\",3\n").source.contains(
                "<th scope=\"row\"><bdi>1</bdi><br>\n<br>\n<bdi>2</bdi></th>"))
    }

    @Test func titlesAboveTheHeader() throws {
        let table = try shown("Province users,,\n,,\nCode,Name,User\n1,Phnom Penh,a\n")
        #expect(table.text.hasPrefix("Rows: 1. Columns: 3.\nProvince users\n"))
        #expect(table.cells("thead th").map(\.plainText) == ["Code", "Name", "User"])
    }

    @Test func whatReadersShouldKnow() throws {
        #expect(try shown("a;b\n1;2\n").text.contains("Its cells are separated by ;."))
        #expect(try shown("a\tb\n1\t2\n").text.contains("Its cells are separated by tabs."))
        #expect(try !shown("a,b\n1,2\n").text.contains("separated"))
        #expect(try shown("a,b\n1,\"2\n").text.contains("The quotation mark on line 2 is never closed"))
        #expect(try shown("a,b\n\"1\" x\",2\n").text.contains("A quotation mark on line 2 stands where none may"))
        #expect(try !shown("a,b\n1\" x,2\n").text.contains("quotation"))
        let latin = TableView(pages: pages, path: "t.csv", file: [0x61, 0x2C, 0xE9, 0x0A]).html.text
        #expect(latin.contains("It was read as Windows-1252") && latin.contains("é"))
    }

    @Test func files() throws {
        #expect(try shown("PK\u{3}\u{4}").text.contains("a spreadsheet program’s own file"))
        #expect(try shown("a\u{0}").text == "The file is no text, so it cannot be shown as a table.")
        #expect(try shown("\n").text == "The table is empty.")
    }

    // MARK: Hostile

    @Test(arguments: ["=1+1", "@SUM(A1)", "+cmd|'/c calc'!A0", "-2+3+cmd", "=HYPERLINK(\"\"x\"\")"])
    func formulas(cell: String) throws {
        let table = try shown("a,b\n1,\"\(cell)\"\n")
        #expect(table.text.contains("Some cells begin with =, +, - or @."))
        #expect(table.cells("tbody td").map(\.plainText) == [cell.replacing("\"\"", with: "\"")])
    }

    @Test(arguments: ["-1", "+855 12 345 678", "-1,5", "-", "+", "a=b"]) func noFormulas(cell: String) throws {
        #expect(try !shown("a,b\n1,\"\(cell)\"\n").text.contains("begin with"))
    }

    @Test func markupAndBidiAreText() throws {
        let table = try shown("<b>a</b>,b\n<script>x</script>,\u{202E}evil\n")
        #expect(!table.source.contains("<script") && !table.source.contains("<b>a"))
        #expect(table.source.contains("\\u{202e}evil") && !table.source.contains("\u{202E}"))
    }

    @Test func manyRowsAreToldByTheirNumber() throws {
        let table = try shown("a,b\n" + String(repeating: "1,2\n", count: 20_000))
        #expect(table.cells("tbody th").count == TableView.maximumRows)
        #expect(table.text.hasSuffix("and 17,000 more rows, in the file"))
        #expect(table.text.hasPrefix("Rows: 20,000."))
    }

    @Test(arguments: [
        "a,b\n" + String(repeating: String(repeating: "x", count: 900) + ",2\n", count: 5_000),
        (0..<3).map { _ in Array(repeating: "long cell", count: 100_000).joined(separator: ",") + "\n" }.joined(),
        "a,b\n1,\"" + String(repeating: "x\n", count: 1_000_000), String(repeating: "<,", count: 200) + "\n",
        "a\n" + String(repeating: "&\n", count: 200_000),
        String(repeating: "a,", count: 99) + "b\n"
            + String(
                repeating: String(repeating: String(repeating: "&", count: 6_000) + ",", count: 99) + "b\n", count: 5),
    ])
    func aPageStaysBelowAMegabyte(text: String) throws {
        let table = try shown(text)
        #expect(table.source.utf8.count < 1_000_000)
        #expect(!table.cells("thead th").isEmpty)
    }

    @Test func manyColumnsAreToldByTheirNumber() throws {
        let table = try shown(Array(repeating: "a", count: 250).joined(separator: ",") + "\n1\n")
        #expect(table.cells("thead th").count == TableView.maximumColumns)
        #expect(table.text.contains("and 150 more columns, in the file"))
    }
}

/// What became of tables, on their pages.
@Suite struct TableChangesViewTests {
    private let pages = Sample.pages(Sample.report())

    private func told(_ before: String, _ now: String) throws -> ReadTable {
        let view = try #require(TableChangesView(pages: pages, before: Array(before.utf8), now: Array(now.utf8)))
        return try ReadTable(view.html)
    }

    @Test func rowByRow() throws {
        let table = try told(
            "id,name,age\n1,Ann,3\n2,Ben,4\n3,Cy,\n", "id,name,age\n1,Anna,3\n3,Cy,6\n4,Dee,7\n")
        #expect(
            table.text == """
                Rows: 2 rows changed, 1 row added and 1 row removed.
                Row | What | Before | Now
                1 line 2 | name | Ann | Anna
                2 line 3 | Row removed | id: 2 name: Ben age: 4 | 
                3 line 3 | age | (empty) | 6
                4 line 4 | Row added |  | id: 4 name: Dee age: 7
                """)
        #expect(
            table.source.contains(
                "<td data-column=\"Before\">(empty)</td><td data-column=\"Now\"><ins><bdi>6</bdi></ins></td>"))
        #expect(table.source.contains("<del><bdi>Ann</bdi></del>"))
    }

    @Test func columns() throws {
        #expect(
            try told("id,Name,x\n1,Ann,u\n", "id,Full name,y\n1,Ann,v\n").text == """
                Column renamed: Name is now Full name.
                Column added: y.
                Column removed: x.
                """)
    }

    @Test func nothing() throws {
        #expect(
            try told("a,b\n1,2\n", "a;b\n1;2\n").text
                == "No cell of the table is different. What differs is the order of rows or columns, white space, or how the file is written."
        )
    }

    @Test func noTables() {
        #expect(TableChangesView(pages: pages, before: [0], now: Array("a,b\n".utf8)) == nil)
    }

    @Test func tooMuch() throws {
        let rows = 0...TableChanges.maximumRows
        let table = try told(
            "a,b\n" + rows.map { "\($0),1\n" }.joined(), "a,b\n" + rows.map { "\($0),2\n" }.joined())
        #expect(table.text == "Too many rows are different to be compared one by one.")
    }

    @Test func manyAreToldByTheirNumber() throws {
        let cell = String(repeating: "&", count: 5_000)
        let table = try told("id,x\n", "id,x\n" + (0..<2_000).map { "\($0),\(cell)\n" }.joined())
        #expect(table.source.utf8.count < 300_000)
        #expect(table.text.hasPrefix("Rows: 2,000 rows added."))
        #expect(table.text.contains(" more"))
    }

    @Test func markupIsText() throws {
        let table = try told("id,<b>x\n1,<i>\n", "id,<b>x\n1,<script>\u{202E}\n")
        #expect(
            !table.source.contains("<script") && !table.source.contains("<i>") && !table.source.contains("\u{202E}"))
    }
}

/// A piece of a page with a table, as a browser reads it.
struct ReadTable {
    let source: String
    private let root: HTMLElement

    init(_ html: HTML) throws {
        source = html.text
        root = try #require(HTMLParser.document(Array("<!doctype html><title>t</title><body>\(html.text)".utf8)))
    }

    /// Line by line, cells with bars between them.
    var text: String {
        var lines: [String] = []
        root.forEach { element, _ in
            switch element.name {
            case "p", "li", "caption": lines.append(element.plainText)
            case "tr": lines.append(element.children.compactMap(\.element).map(\.plainText).joined(separator: " | "))
            default: break
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The elements of a name inside of those of another: `tbody td`.
    func cells(_ path: String) -> [HTMLElement] {
        let names = path.split(separator: " ").map(String.init)
        var found: [HTMLElement] = []
        root.forEach { outer, _ in
            guard outer.name == names[0] else { return }
            outer.forEach { inner, _ in if inner.name == names[1] { found.append(inner) } }
        }
        return found
    }
}

extension HTMLNode {
    fileprivate var element: HTMLElement? { if case .element(let element) = self { element } else { nil } }
}

extension HTMLElement {
    /// Its text, white space as one space.
    var plainText: String {
        func text(_ element: HTMLElement) -> String {
            element.children.map { node in
                switch node {
                case .element(let child): child.name == "br" ? " " : text(child)
                case .text(let text): text
                default: ""
                }
            }.joined()
        }
        return text(self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
