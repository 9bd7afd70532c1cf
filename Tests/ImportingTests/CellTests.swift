import Checklists
import Testing

@testable import Importing

/// Status, owners, sign-offs, outputs: what cells make of an item.
@Suite struct CellTests {
    private let rules = Rules(
        roles: [
            Role(key: "dpo", title: "Data protection officer", titles: ["fr": "Délégué à la protection des données"]),
            Role(key: "lead", title: "Project lead"),
        ],
        people: [Person(key: "ann", names: ["Ann Example"])])

    // MARK: Status

    @Test(arguments: [
        "Done", "COMPLETE", "yes", "x", "✓", "✅", "TRUE", "100%", "100 %", "Terminé", "Hecho", "sí", "រួចរាល់", "เสร็จแล้ว",
        "مكتمل", "១០០%",
    ])
    func done(word: String) throws {
        #expect(SheetStatus(word, isShare: false) == .done)
        #expect(try imported("Item,Status,Id\na,\(word),a-a\n") { $0.ticksDone = true }.items == "- [x] a {#a-a}\n")
    }

    /// It has no history: ticked, it would look like a completion by whoever imports it.
    @Test func doneIsNotTickedUnlessAsked() throws {
        let made = try imported("Item,Status,Id\na,Done,a-a\nb,Complete,b-b\n")
        #expect(
            made.items
                == "- [ ] a {#a-a}\n  - Note: In the spreadsheet: Done\n- [ ] b {#b-b}\n  - Note: In the spreadsheet: Complete\n"
        )
        #expect(
            made.sentences == [
                "2 items are done in the spreadsheet and not ticked: nobody could tell by whom and when. --ticked ticks them, by whoever commits the files"
            ])
    }

    @Test(arguments: ["Open", "not started", "No", "", "0%", "-", "☐", "À faire", "Pendiente"])
    func open(word: String) throws {
        #expect(try imported("Item,Status,Id\na,\(word),a-a\n") { $0.ticksDone = true }.items == "- [ ] a {#a-a}\n")
    }

    @Test(arguments: ["In progress", "50%", "Blocked by legal", "75"])
    func anythingElseIsKept(word: String) throws {
        let made = try imported("Item,Status,Id\na,\(word),a-a\n") { $0.ticksDone = true }
        #expect(made.items == "- [ ] a {#a-a}\n  - Note: In the spreadsheet: \(word)\n")
    }

    /// As a column of percentages is saved without its format, or a box as 1.
    @Test func sharesOfOne() throws {
        let made = try imported("Item,% complete,Id\na,1,a-a\nb,0.5,b-b\nc,0,c-c\n") { $0.ticksDone = true }
        #expect(made.items == "- [x] a {#a-a}\n- [ ] b {#b-b}\n  - Note: In the spreadsheet: 0.5\n- [ ] c {#c-c}\n")
        let percent = try imported("Item,% complete,Id\na,1,a-a\nb,100,b-b\n") { $0.ticksDone = true }
        #expect(percent.items == "- [ ] a {#a-a}\n  - Note: In the spreadsheet: 1\n- [x] b {#b-b}\n")
    }

    @Test func notApplicable() throws {
        #expect(
            try imported("Item,Status,Id\na *b*,N/A,a-a\n").items
                == "- [ ] ~~a \\*b\\*~~ {#a-a}\n  - Reason: in the spreadsheet: N/A\n")
        let reasons = try imported("Item,Status,Reason,Id\na,n/a,\"covered, elsewhere\",a-a\nb,n/a,,b-b\n")
        #expect(reasons.items == "- [ ] ~~a~~ {#a-a}\n  - Reason: covered, elsewhere\n- [ ] ~~b~~ {#b-b}\n")
    }

    // MARK: Owners

    @Test func ownersByKeyTitleAndName() throws {
        let made = try imported(
            "Item,Owner,Id\na,dpo,a-a\nb,data PROTECTION officer,b-b\nc,Délégué à la protection des données,c-c\nd,Ann Example,d-d\n",
            rules: rules)
        #expect(
            made.items == """
                - [ ] a {#a-a}
                  - Owner: dpo
                - [ ] b {#b-b}
                  - Owner: dpo
                - [ ] c {#c-c}
                  - Owner: dpo
                - [ ] d {#d-d}
                  - Owner: Ann Example

                """)
        #expect(made.missingRoles.isEmpty)
    }

    @Test func otherOwnersAreRolesToDeclare() throws {
        let made = try imported(
            "Item,Owner,Id\na,IT Team,a-a\nb,it team / Project lead,b-b\nc,ប្រធាន,c-c\n", rules: rules)
        #expect(
            made.items == """
                - [ ] a {#a-a}
                  - Owner: it-team
                - [ ] b {#b-b}
                  - Owner: it-team, lead
                - [ ] c {#c-c}
                  - Owner: ប្រធាន

                """)
        #expect(made.missingRoles.map(\.key) == ["it-team", "role"])
        #expect(made.missingRoles.map(\.title) == ["IT Team", "ប្រធាន"])
    }

    @Test func whatAllOwnStandsAbove() throws {
        let made = try imported("Item,Owner,Id\na,dpo,a-a\nb,dpo,b-b\n", rules: rules)
        #expect(
            made.files["checklists/tracker.md"]
                == "---\ntitle: Tracker\nowner: dpo\n---\n\n# Tracker\n\n- [ ] a {#a-a}\n- [ ] b {#b-b}\n")
    }

    // MARK: Sign-offs

    @Test func askedRolesAreBoxesAndNeverTicked() throws {
        let made = try imported("Item,Sign-off,Status,Id\na,\"Project lead, dpo\",Signed off,a-a\n", rules: rules) {
            $0.ticksDone = true
        }
        #expect(made.items == "- [x] a {#a-a}\n  - Sign-off:\n    - [ ] lead\n    - [ ] dpo\n")
    }

    /// A box of a role that is not declared would be read as an item.
    @Test func undeclaredRolesAreAskedByName() throws {
        let made = try imported("Item,Sign-off,Id\na,\"dpo, Ministry\",a-a\n", rules: rules)
        #expect(made.items == "- [ ] a {#a-a}\n  - Sign-off:\n    - [ ] dpo\n  - Sign-off: ministry\n")
        #expect(made.missingRoles.map(\.key) == ["ministry"])
    }

    @Test func approversAreNotes() throws {
        let made = try imported("Item,Approved by,Id\na,Sok Dara,a-a\nb,Data protection officer,b-b\n", rules: rules)
        #expect(
            made.items
                == "- [ ] a {#a-a}\n  - Note: Approved by: Sok Dara\n- [ ] b {#b-b}\n  - Sign-off:\n    - [ ] dpo\n")
        #expect(made.missingRoles.isEmpty)
    }

    @Test(arguments: ["Yes", "✓", "2026-03-01", "n/a"])
    func whatNamesNoRoleIsANote(word: String) throws {
        #expect(
            try imported("Item,Sign-off,Id\na,\(word),a-a\n").items == "- [ ] a {#a-a}\n  - Note: Sign-off: \(word)\n")
    }

    // MARK: Outputs

    @Test(arguments: [
        ("https://example.org/a?b=1&c=2", "<https://example.org/a?b=1&c=2>"),
        ("Spec: https://example.org/s", "[Spec](<https://example.org/s>)"),
        ("Spec (https://example.org/s)", "[Spec](<https://example.org/s>)"),
        ("[a] https://example.org/s the draft", #"[\[a\] the draft](<https://example.org/s>)"#),
        ("outputs/contacts.md", "[contacts.md](../outputs/contacts.md)"),
        ("./checklists/a#b.csv", "[a#b.csv](a%23b.csv)"),
        ("outputs/ឯកសារ.pdf", "[ឯកសារ.pdf](../outputs/ឯកសារ.pdf)"),
    ])
    func outputs(cell: String, expected: String) throws {
        #expect(try imported("Item,Output,Id\na,\(cell),a-a\n").items == "- [ ] a {#a-a}\n  - Output: \(expected)\n")
    }

    @Test func severalOutputs() throws {
        let made = try imported(
            "Item,Link,Deliverable,Id\na,\"https://a.org/1\nhttps://a.org/2 https://a.org/1\",out/a.md; out/b.md,a-a\n")
        #expect(
            made.items == """
                - [ ] a {#a-a}
                  - Output: <https://a.org/1>
                  - Output: <https://a.org/2>
                  - Output: [a.md](../out/a.md)
                  - Output: [b.md](../out/b.md)

                """)
    }

    @Test(arguments: ["Signed agreement", "../secret.md", "C:\\x\\y.docx", "file:///etc/passwd", "javascript:alert(1)"])
    func wordsThatAreNoOutput(cell: String) throws {
        let made = try imported("Item,Output,Id\na,\(cell),a-a\n")
        #expect(made.items.hasPrefix("- [ ] a {#a-a}\n  - Note: Output: "))
        #expect(!made.items.contains("]("))
    }

    // MARK: Notes

    @Test func partsOfANote() throws {
        let made = try imported(
            "Item,Notes,Priority,Start,Id\na,\"One.\nTwo\",High,,a-a\nb,Said.,Low,1 May,b-b\nc,-,,,c-c\n")
        #expect(
            made.items == #"""
                - [ ] a {#a-a}
                  - Note: One.\
                    Two;\
                    Priority: High
                - [ ] b {#b-b}
                  - Note: Said.\
                    Priority: Low;\
                    Start: 1 May
                - [ ] c {#c-c}

                """#)
    }
}
