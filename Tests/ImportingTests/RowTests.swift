import Checklists
import Tables
import TestSupport
import Testing

@testable import Importing

/// Which rows and columns become which checklists, sections and items.
@Suite struct RowTests {
    // MARK: Columns

    @Test(arguments: [
        (
            "Phase,Category,Task,Responsible,Due date,Complete %,URL,Comments,Ref",
            [SheetColumn.phase, .section, .item, .owner, .due, .status, .output, .note, .id]
        ),
        (
            "Étape,Catégorie,Tâche,Responsable,Échéance,Statut,Lien,Commentaires,N°",
            [.phase, .section, .item, .owner, .due, .status, .output, .note, .id]
        ),
        (
            "Fase,Sección,Actividad,Encargado,Fecha límite,Estado,Enlace,Observaciones,Código",
            [.phase, .section, .item, .owner, .due, .status, .output, .note, .id]
        ),
        (
            "stage,SUB-SECTION,What to do?,Assigned To,DEADLINE (local),Done?,Deliverable,Remarks,#",
            [.phase, .subsection, .item, .owner, .due, .status, .output, .note, .id]
        ),
        (
            "Phase name,Section,Item,Owner,When,✓,Sign-off,Approver,Reason",
            [.checklist, .section, .item, .owner, .due, .note, .signOff, .approver, .reason]
        ),
    ])
    func namesThatAreKnown(header: String, meanings: [SheetColumn]) throws {
        let columns = try SheetColumns(try Table(Array("\(header)\n".utf8)))
        for (index, meaning) in meanings.enumerated() where columns.names[index] != "✓" {
            #expect(columns[meaning] == index, "\(columns.names[index])")
        }
    }

    @Test func theCertainNameCounts() throws {
        // Where a column is called "Task", "Description" is none of its names.
        let made = try imported("Description,Task,Date,Deadline,Id\nlong,short,1 May 2027,2 May 2027,a-a\n")
        #expect(
            made.items
                == "- [ ] short {#a-a}\n  - Due: 2027-05-02\n  - Note: Description: long;\\\n    Date: 1 May 2027\n")
        #expect(
            try imported("Description,Date,Id\nlong,1 May 2027,a-a\n").items
                == "- [ ] long {#a-a}\n  - Due: 2027-05-01\n")
    }

    @Test func columnsThatAreTold() throws {
        let made = try imported("Qué,Task,Prio,Id\na,b,1,a-a\n") {
            $0.columns = [.item: ["qué"], .note: ["Prio"]]
            $0.dropped = ["task"]
        }
        #expect(made.items == "- [ ] a {#a-a}\n  - Note: 1\n")
        #expect(made.columns.dropped == [1])
    }

    @Test func toldColumnsThatAreNotThere() {
        #expect(throws: ImportRefusal("no column is called \"Job\" (--column item); the columns are \"Item\", \"Due\""))
        {
            try imported("Item,Due\na,\n") { $0.columns = [.item: ["Job"]] }
        }
        #expect(throws: ImportRefusal("no column is called \"Job\" (--drop); the columns are \"Item\", \"Due\"")) {
            try imported("Item,Due\na,\n") { $0.dropped = ["Job"] }
        }
    }

    @Test func noColumnWithItems() {
        #expect(
            throws: ImportRefusal(
                "no column says what is to be done. Say which one does: --column item=\"NAME\"; the columns are \"Foo\", \"Owner\""
            )
        ) {
            try imported("Foo,Owner\na,b\n")
        }
        #expect(throws: ImportRefusal.self) { try imported("") }
    }

    @Test func namesBelowATitle() throws {
        let made = try imported("Project tracker,,2026\n,,\nItem,Owner,Id\na,,a-a\n")
        #expect(made.items == "- [ ] a {#a-a}\n")
    }

    @Test func cellsWithoutAColumn() throws {
        let made = try imported("Item,Id,\na,a-a,x,y\n")
        #expect(made.items == "- [ ] a {#a-a}\n  - Note: Column C: x;\\\n    Column D: y\n")
        #expect(made.columns.others.map(made.columns.name) == ["Column C", "Column D"])
    }

    @Test(arguments: [
        "Item;Owner;Id\na;b, c;a-a\n", "sep=;\nItem;Owner;Id\na;b, c;a-a\n", "Item\tOwner\tId\na\tb, c\ta-a\n",
    ])
    func separators(csv: String) throws {
        #expect(try imported(csv).files["checklists/tracker.md"]?.contains("owner: b, c\n") == true)
    }

    // MARK: Phases and sections

    @Test func aFileForEachPhase() throws {
        let made = try imported(
            """
            Phase,Section,Item,Id
            Phase 1: Preparing for all,Contacts,a,a-a
            ,,b,b-b
            ,Agreement,c,c-c
            2 - System APIs,,d,d-d
            សុវត្ថិភាព,,e,e-e
            4,,f,f-f
            Phase 1: Preparing for all,Contacts,g,g-g

            """)
        #expect(
            made.files == [
                "checklists/1-preparing-all.md":
                    "---\ntitle: Preparing for all\nphase: 1\n---\n\n# Preparing for all\n\n## Contacts\n\n- [ ] a {#a-a}\n- [ ] b {#b-b}\n\n## Agreement\n\n- [ ] c {#c-c}\n\n## Contacts\n\n- [ ] g {#g-g}\n",
                "checklists/2-system-apis.md":
                    "---\ntitle: System APIs\nphase: 2\n---\n\n# System APIs\n\n- [ ] d {#d-d}\n",
                "checklists/3-phase.md": "---\ntitle: សុវត្ថិភាព\nphase: 3\n---\n\n# សុវត្ថិភាព\n\n- [ ] e {#e-e}\n",
                "checklists/4-phase.md": "---\ntitle: Phase 4\nphase: 4\n---\n\n# Phase 4\n\n- [ ] f {#f-f}\n",
            ])
    }

    @Test(arguments: [
        ("Phase 2: Build", 2, "Build"), ("2. Build", 2, "Build"), ("(2) Build", 2, "Build"),
        ("Étape 2 – Build", 2, "Build"), ("ជំហាន ២: Build", 2, "Build"),
        ("2", 2, "Phase 2"), ("Fase 2", 2, "Fase 2"), ("Build", nil, "Build"),
        ("24 hour support", nil, "24 hour support"), ("1.2 Roles", nil, "1.2 Roles"),
        ("3 Roles", 3, "Roles"), ("Wave 2", nil, "Wave 2"),
    ])
    func namesOfPhases(text: String, number: Int?, title: String) {
        let name = PhaseName(text, position: 3)
        #expect(name.number == number)
        #expect(name.title == title)
    }

    @Test func numberAndNameInColumnsOfTheirOwn() throws {
        let made = try imported("Phase,Phase name,Item,Id\n5,Security,a,a-a\n,,b,b-b\n6,Support,c,c-c\n")
        #expect(made.files.keys.sorted() == ["checklists/5-security.md", "checklists/6-support.md"])
        #expect(made.checklists.map(\.itemCount) == [2, 1])
    }

    @Test func headingsInTheItemsColumn() throws {
        let made = try imported("Item,Owner,Id\nPhase 1: Plan,,\na,,a-a\nPhase 2: Build,,\nb,,b-b\n")
        #expect(made.files.keys.sorted() == ["checklists/1-plan.md", "checklists/2-build.md"])
    }

    @Test func subsections() throws {
        let made = try imported("Section,Subsection,Item,Id\nS,T,a,a-a\n,U,b,b-b\nV,,c,c-c\n")
        #expect(
            made.files["checklists/tracker.md"]
                == "---\ntitle: Tracker\n---\n\n# Tracker\n\n## S\n\n### T\n\n- [ ] a {#a-a}\n\n### U\n\n- [ ] b {#b-b}\n\n## V\n\n- [ ] c {#c-c}\n"
        )
    }

    @Test func folders() throws {
        #expect(try imported("Item\na\n") { $0.folder = "x/y" }.files.keys.first == "x/y/tracker.md")
        #expect(try imported("Item\na\n") { $0.folder = "" }.files.keys.first == "tracker.md")
    }

    @Test func equalNamesAreTwoFiles() throws {
        let made = try imported("Phase,Item\n1. A b,x\n1. A-b,y\n")
        #expect(made.files.keys.sorted() == ["checklists/1-b-2.md", "checklists/1-b.md"])
    }

    // MARK: Rows

    @Test func rowsThatAreNoItems() throws {
        let made = try imported(
            "Phase,Item,Done,Owner,Id\n1. A,,,,\n,x,,,x-x\n,,,,\nSubtotal,,50%,,\n,,,Ann,\n,Total,3,,\n,y,,,y-y\n")
        #expect(made.items == "- [ ] x {#x-x}\n- [ ] y {#y-y}\n")
        #expect(
            made.sentences == [
                "5: a row of totals is left out", "6: the row has no item, so it is left out",
                "7: a row of totals is left out",
            ])
    }

    /// As the spreadsheet counts them, whatever the lines of the file.
    @Test func rowsAreCountedAsTheSpreadsheetDoes() throws {
        let made = try imported("sep=,\nItem,Due\n\"a\nb\r\nc\",x\n\nd,y\n")
        #expect(made.sentences.map { $0.prefix(2) } == ["2:", "4:"])
    }

    @Test func nothingBelowTheNames() {
        #expect(throws: ImportRefusal("there is no row with an item below the names of the columns")) {
            try imported("Item,Owner\n,Ann\n")
        }
    }

    // MARK: Outlines and ids

    @Test func outlineNumbers() throws {
        let made = try imported("No.,Item\n1,a\n1.1,b\n1.1.1,c\n1.2,d\n2,e\n3.1,f\nx,g\n3.1.1,h\n") { $0.dropped = [] }
        let lines = made.items.split(separator: "\n").filter { $0.contains("[ ]") }
        #expect(
            lines == [
                "- [ ] a {#a}", "  - [ ] b {#b}", "    - [ ] c {#c}", "  - [ ] d {#d}", "- [ ] e {#e}", "- [ ] f {#f}",
                "- [ ] g {#x}", "- [ ] h {#h}",
            ])
    }

    @Test func outlinesEndWithTheirSection() throws {
        let made = try imported("No.,Section,Item\n1.1,S,a\n1.1.1,T,b\n")
        #expect(made.files.values.first?.contains("\n- [ ] b {#b}\n") == true)
    }

    @Test func numbersThatCountTheRows() throws {
        let made = try imported("#,Item\n1,a\n2,b\n")
        #expect(made.items == "- [ ] a {#a}\n- [ ] b {#b}\n")
        #expect(made.sentences == ["the column \"#\" counts the rows, so it is left out"])
    }

    @Test func idsOfTheSpreadsheet() throws {
        let made = try imported("Ref,Item\nFR-01,a\nfr-01,b\nTwo words,c\n,d\n1.2,e\n", taken: [])
        #expect(
            made.items == """
                - [ ] a {#fr-01}
                - [ ] b {#b}
                  - Note: Ref: fr-01
                - [ ] c {#c}
                  - Note: Ref: Two words
                - [ ] d {#d}
                - [ ] e {#e}
                  - Note: Ref: 1.2

                """)
        #expect(made.sentences == ["3: the id \"fr-01\" is that of row 2, so the item gets another"])
    }

    @Test func idsOfTheProject() throws {
        let made = try imported(
            "Id,Item\nplan,Plan\nold,Old\n,Scheme\n,\"Say {#here}\"\n,Here\n", taken: ["plan"], used: ["old", "scheme"])
        #expect(
            made.items == """
                - [ ] Plan {#plan-2}
                  - Note: Id: plan
                - [ ] Old {#old}
                - [ ] Scheme {#scheme-2}
                - [ ] Say {#here} {#say-here}
                - [ ] Here {#here-2}

                """)
        #expect(made.sentences == ["2: the id \"plan\" is that of an item of the project, so the item gets another"])
    }

    // MARK: The project's own table

    private let header =
        "phase,checklist,path,line,key,section,item,status,owner,due,asked sign-offs,outputs,reason,note,depth\n"

    @Test func aTableOfStatus() throws {
        let made = try imported(
            header + """
                5,Security,a/5.md,9,top,,Above,open,,,,,,,
                5,Security,a/5.md,9,a/5.md#no-id,Security,No id,done,Ann Example,2027-01-31,,,,,
                5,Security,a/5.md,9,deep,Security,Deep,awaiting,,,"dpo, nobody",a/x y.md,,'=1,1
                5,Security,a/5.md,9,a/5.md#x-y,Security › Logs,X {#y},not-applicable,,,,mailto:a@b.c,because,,

                """, rules: Rules(roles: [Role(key: "dpo")])
        ) { $0.ticksDone = true }
        #expect(
            made.files == [
                "a/5.md": """
                ---
                title: Security
                phase: 5
                ---

                - [ ] Above {#top}

                # Security

                - [x] No id
                  - Owner: Ann Example
                  - Due: 2027-01-31
                  - [x] Deep {#deep}
                    - Output: [x y.md](x%20y.md)
                    - Note: =1
                    - Sign-off:
                      - [ ] dpo
                    - Sign-off: nobody

                ## Logs

                - [ ] ~~X {#y}~~ {#x}
                  - Output: <mailto:a@b.c>
                  - Reason: because

                """
            ])
        #expect(made.missingRoles.isEmpty)
    }

    @Test(arguments: ["../a.md", "/a.md", "a/.git/b.md", "a//b.md", "", "a.txt", ".git/x.md"])
    func pathsThatLeadElsewhere(path: String) {
        #expect(throws: ImportRefusal("row 2: \"\(path)\" is no path of a Markdown file in the repository")) {
            try imported(header + "1,T,\(path),1,k,,Item,open,,,,,,,\n")
        }
    }

    @Test func aFolderForATableOfStatus() throws {
        let made = try imported(header + "1,T,a/b.md,1,k,,Item,open,,,,a/c.md,,,\n") { $0.folder = "new" }
        #expect(
            made.files == [
                "new/a/b.md": "---\ntitle: T\nphase: 1\n---\n\n- [ ] Item {#k}\n  - Output: [c.md](../../a/c.md)\n"
            ])
    }

    // MARK: Hostile files

    @Test func aQuotationMarkThatNothingCloses() {
        #expect(throws: ImportRefusal.self) { try imported("Item,Notes\na,\"b\nc,d\n") }
    }

    @Test func longCells() throws {
        let long = String(repeating: "word ", count: 14_000)
        #expect(throws: ImportRefusal("row 2: the item is longer than 64 KiB; move long text to a document")) {
            try imported("Item\n\(long)\n")
        }
        #expect(try imported("Item,Notes\na,\(long)\n").checklists.count == 1)
    }

    @Test(arguments: ["[", "*", "_", "<", "`", "~", "\\", "(", "&", "!["])
    func manyMarks(mark: String) throws {
        let cell = String(repeating: mark, count: 20_000)
        #expect(try imported("Item\n\(cell)\n").checklists.map(\.itemCount) == [1])
    }

    @Test func moreColumnsThanAnybodyKeeps() {
        let row = Array(repeating: "x", count: 501).joined(separator: ",")
        #expect(throws: ImportRefusal("line 2 has more than 500 columns")) { try imported("Item\n\(row)\n") }
    }

    @Test func outlinesOfAnyDepth() throws {
        let rows = (1...60).map { Array(repeating: "1", count: $0).joined(separator: ".") + ",x\($0)\n" }
        let made = try imported("No.,Item\n" + rows.joined())
        #expect(made.checklists.map(\.itemCount) == [60])
    }

    @Test func manyRows() throws {
        let rows = (0..<20_000).map {
            "Phase \($0 / 5000 + 1),Section \($0 / 10),Item number \($0),Owner \($0 % 7),2027-01-0\($0 % 9 + 1)\n"
        }
        let made = try imported("Phase,Section,Item,Owner,Due\n" + rows.joined())
        #expect(made.checklists.map(\.itemCount) == [5000, 5000, 5000, 5000])
        #expect(made.missingRoles.count == 7)
    }
}
