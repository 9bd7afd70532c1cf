import Checklists
import Ledger
import TestSupport
import Testing

/// SPEC section 2: what a team writes, read from a committed file.
@Suite struct ItemReaderTests {
    private let roles = "version: 1\nroles:\n  dpo: { title: DPO }\n  dpo-deputy: { title: Deputy }\n  lead: {}\n"

    private func read(_ markdown: String, at path: String = "checklists/a.md") throws -> Reading {
        let script = RepositoryScript()
        script.commit("add", [path: markdown, "countersign.yml": roles])
        return try Reading(script)
    }

    @Test func everythingOfTheExample() throws {
        let reading = try read(
            """
            ---
            title: Security
            phase: 5
            owner: technical-lead
            due: 2027-03-31
            ---

            # Security

            - [x] Data points that may be logged are agreed {#logging-data-points}
              - Output: [Logging specification](../outputs/logging-specification.md)
              - Sign-off:
                - [x] dpo
                - [ ] lead
            - [ ] Administrator users and access levels are confirmed {#access-levels}
              - Owner: system-administrator
              - Due: 2027-02-15
            - [ ] ~~Penetration test by a third party~~ {#penetration-test}
              - Reason: covered by the platform's own yearly test

            """)
        let checklist = try #require(reading.report.checklists.first)
        #expect(checklist.title == "Security" && checklist.phase == 5)
        #expect(checklist.items.map(\.key) == ["logging-data-points", "access-levels", "penetration-test"])
        #expect(checklist.items.map(\.state.line) == [10, 15, 18])
        #expect(checklist.items.map(\.status) == [.awaiting, .open, .notApplicable])
        let first = checklist.items[0].state
        #expect(first.text == "Data points that may be logged are agreed")
        #expect(first.section == ["Security"])
        #expect(first.fields.owner == "technical-lead")
        #expect(first.fields.due?.description == "2027-03-31")
        #expect(first.fields.asked == ["dpo", "lead"])
        #expect(first.fields.boxes.map(\.isChecked) == [true, false])
        #expect(first.fields.outputs.map(\.path) == ["outputs/logging-specification.md"])
        #expect(first.fieldLines == [11, 12, 13, 14])
        #expect(checklist.items[1].state.fields.owner == "system-administrator")
        #expect(checklist.items[1].state.fields.due?.description == "2027-02-15")
        #expect(checklist.items[2].state.isExcluded)
        #expect(checklist.items[2].state.fields.reason == "covered by the platform's own yearly test")
        // The box came ticked: nobody is known to have signed.
        #expect(reading.diagnostics.map(\.rule.name) == ["box-without-sign-off"])
    }

    @Test func otherBulletsAreText() throws {
        let item = try read("- [ ] Title\n  - first point\n  - second *point*\n\n  A paragraph.\n  - Note: a note\n")
            .item("Title")
        #expect(item.state.text == "Title first point second point A paragraph.")
        #expect(item.state.fields.note == "a note")
    }

    @Test func nestedItemsAreItemsAndNoText() throws {
        let reading = try read("- [ ] outer\n  - [x] inner\n    1. [ ] innermost\n  - plain\n    - [ ] below plain\n")
        #expect(reading.items.map(\.state.title) == ["outer", "inner", "innermost", "below plain"])
        #expect(reading.items.map(\.state.depth) == [0, 1, 2, 1])
        #expect(reading.items[0].state.text == "outer plain")
    }

    @Test(
        arguments: [
            ("- [ ] text {#id}", "text", "id"), ("- [ ] text {#id} ", "text", "id"), ("- [ ] text{#id}", "text", "id"),
            ("- [ ] **text** {#id}", "text", "id"), ("- [ ] **text {#id}**", "text", "id"),
            ("- [ ] ~~text {#id}~~", "text", "id"),
            ("- [ ] text {#id}\n  second line", "text second line", "id"),
            ("- [ ] text\n  second {#id}", "text second", "id"),
            ("- [ ] text `{#id}`", "text {#id}", nil), ("- [ ] text {#id} more", "text {#id} more", nil),
            ("- [ ] text {id}", "text {id}", nil), ("- [ ] {#a} text {#b}", "{#a} text", "b"),
        ] as [(String, String, String?)])
    func ids(markdown: String, title: String, id: String?) throws {
        let item = try #require(try read(markdown + "\n").items.first)
        #expect(item.state.title == title)
        #expect(item.state.id == id)
    }

    @Test(arguments: ["Upper", "with space", "-dash", "ü", String(repeating: "a", count: 65), ""])
    func malformedIds(id: String) throws {
        let reading = try read("\n- [ ] text {#\(id)}\n")
        #expect(reading.items.first?.state.id == nil)
        #expect(reading.diagnostics.map(\.rule.name) == ["malformed-id"])
        #expect(reading.diagnostics.first?.line == 2)
    }

    @Test(arguments: [
        ("~~all~~", true), ("~~all~~ {#id}", true), ("**~~all~~**", true), ("~~a~~ ~~b~~", true),
        ("~~some~~ of it", false),
        ("plain", false),
    ])
    func excluded(text: String, isExcluded: Bool) throws {
        #expect(try read("- [ ] \(text)\n").items.first?.state.isExcluded == isExcluded)
    }

    @Test(
        arguments: [
            ("[A](../o/a.md)", "o/a.md", nil), ("[A](/o/a.md)", "o/a.md", nil),
            ("[A](b%20c.md#part)", "checklists/b c.md", nil),
            ("<https://x.example/a>", nil, "https://x.example/a"), ("https://x.example/a", nil, "https://x.example/a"),
            ("../o/plain.csv", "o/plain.csv", nil), ("![Pic](pic.png)", "checklists/pic.png", nil),
            ("[A](//x.example/a)", nil, "https://x.example/a"), ("mailto:a@x.example", nil, "mailto:a@x.example"),
        ] as [(String, String?, String?)])
    func outputs(value: String, path: String?, url: String?) throws {
        let outputs = try read("- [ ] it\n  - Output: \(value)\n").item("it").state.fields.outputs
        #expect(outputs.map(\.path) == [path])
        #expect(outputs.map(\.url) == [url])
    }

    @Test(arguments: [
        "[A](../../secret.md)", "[A](../../../etc/passwd)", "[A](#here)", "____", "to be written", "TODO", "",
    ])
    func noOutputs(value: String) throws {
        #expect(try read("- [ ] it\n  - Output: \(value)\n").item("it").state.fields.outputs.isEmpty)
    }

    @Test func severalOutputsOnceEach() throws {
        let fields = try read(
            "- [ ] it\n  - Outputs: [A](a.md) and [B](b.md)\n  - Output:\n    - [A again](a.md)\n    - [C](https://c.example/)\n"
        ).item("it").state.fields
        #expect(
            fields.outputs.compactMap { $0.path ?? $0.url } == [
                "checklists/a.md", "checklists/b.md", "checklists/a.md", "https://c.example/",
            ])
    }

    /// A picture that leads somewhere is seen, and so is what it leads to. What is struck out is no output any more.
    @Test func picturesWithinLinks() throws {
        let outputs = try read(
            "- [ ] it\n  - Output: [![pic](pic.png) and text](page.md), ~~[old](old.md) ![old](old.png)~~, *[new](new.md)*\n"
        ).item("it").state.fields.outputs
        #expect(outputs.map(\.path) == ["checklists/page.md", "checklists/pic.png", "checklists/new.md"])
        #expect(outputs.map(\.title) == ["pic and text", "pic", "new"])
    }

    @Test(
        arguments: [
            ("- [ ] dpo, lead", ["dpo", "lead"], ["unreadable-box"]),
            ("- [ ] dpo (Ann) / lead (Ben)", ["dpo", "lead"], ["unreadable-box"]),
            ("- dpo, lead", ["dpo", "lead"], []), ("- [ ] dpo, leader", ["dpo"], []),
            ("- [ ] dpo (she leads: lead, lead)", ["dpo"], []), ("- [ ] dpo, dpo", ["dpo"], []),
        ] as [(String, [String], [String])])
    func aBoxOfSeveralRoles(box: String, asked: [String], rules: [String]) throws {
        let reading = try read("- [ ] it\n  - Sign-off:\n    \(box)\n")
        let fields = try reading.item("it").state.fields
        #expect(fields.asked == asked)
        #expect(fields.boxes.map(\.role) == (box.contains("[") ? ["dpo"] : []))
        #expect(reading.rules == rules)
    }

    @Test func anOutputKnowsItsBlob() throws {
        let script = RepositoryScript()
        script.commit(
            "add",
            ["a.md": "- [ ] it\n  - Output: [Doc](doc.txt)\n  - Output: [Gone](gone.txt)\n", "doc.txt": "hello\n"])
        let reading = try Reading(script)
        // git hash-object of "hello\n"
        #expect(
            try reading.item("it").state.fields.outputs.map(\.blob) == [
                "ce013625030ba8dba906f756967f9e9ca394464a", nil,
            ])
    }

    @Test func boxesNeedADeclaredRole() throws {
        let reading = try read(
            "- [ ] it\n  - Sign-off:\n    - [x] dpo-deputy (Ann)\n    - [ ] somebody else\n    - lead\n")
        #expect(reading.items.map(\.state.title) == ["it", "somebody else"])
        #expect(try reading.item("it").state.fields.boxes.map(\.role) == ["dpo-deputy"])
        #expect(try reading.item("it").state.fields.asked == ["dpo-deputy", "lead"])
    }

    /// Wherever lists lie below the field, and whatever its bullets say: the boxes are the item's.
    @Test(arguments: [
        "- Ministry\n      - [ ] dpo\n      - [x] lead", "- - [ ] dpo\n      - [x] lead", "1. [ ] dpo\n    2. [x] lead",
        "- Ministry\n      1. Health\n         - [ ] dpo\n    - Others\n\n      Donors\n      * [x] lead",
        "- [ ] dpo\n      - [x] lead", "- # Ministry\n      - [ ] dpo\n    + [x] lead",
    ])
    func boxesInListsBelowTheField(lists: String) throws {
        let reading = try read("- [x] it\n  - Sign-off:\n    \(lists)\n")
        let item = try reading.onlyItem()
        #expect(item.state.fields.asked == ["dpo", "lead"])
        #expect(item.state.fields.boxes.map(\.isChecked) == [false, true])
        #expect(item.status == .awaiting)
        #expect(reading.rules == ["box-without-sign-off"])
    }

    /// What is no box is an item, wherever it stands.
    @Test(arguments: [
        "- Sign-off:\n    > - [ ] other", "- Sign-off: dpo\n\n    > text\n    >\n    > 1. [ ] other",
        "- Sign-off:\n    - dpo\n      - [ ] other", "- Sign-off:\n    - [ ] dpo\n      - [ ] other",
        "- Sign-off:\n    - Ministry\n\n      text\n\n      - [ ] other", "- Owner: me\n    > - [ ] other",
        "- Note: see\n\n    more\n\n    - > [ ] none\n    - > - [ ] other", "- Reason:\n    - - [ ] other",
        "- Output: [a](b.md)\n    1. plain\n       > - [ ] other",
    ])
    func itemsBelowFields(field: String) throws {
        let reading = try read("- [x] it\n  \(field)\n- [ ] last\n")
        #expect(reading.items.map(\.state.title) == ["it", "other", "last"])
        #expect(reading.rules.filter { $0 != "box-without-sign-off" } == [])
    }

    @Test func aQuotedBoxIsTold() throws {
        let reading = try read("- [x] it\n  - Sign-off:\n    > - [x] dpo\n")
        #expect(reading.items.map(\.state.title) == ["it", "dpo"])
        #expect(
            reading.diagnostics.map { "\($0.line ?? 0): \($0.message)" }
                == ["3: \"dpo\" under \"Sign-off:\" is quoted, so its box is an ordinary item"])
    }

    /// Who signs asks the reader where the box is.
    @Test func aBoxBelowAGroupIsTicked() throws {
        let text = "- [x] it {#it}\n  - Sign-off:\n    - Ministry\n      1. [ ] dpo\n"
        let ticked = CheckboxEditor(path: "a.md", roles: ["dpo"])
            .setting(Checkbox(item: "it", role: "dpo"), to: true, in: Array(text.utf8))
        #expect(ticked == Array(text.replacing("[ ]", with: "[x]").utf8))
    }

    /// Declaring a role makes boxes of items, and asks of prose, wherever they stand.
    @Test func aRoleIsDeclaredLater() throws {
        let script = RepositoryScript()
        script.commit(
            "add",
            [
                "a.md": "- [x] it\n  - Sign-off:\n    - Ministry\n      - [ ] board\n",
                "b.md": "- [x] it\n  - Sign-off:\n    - board\n",
                "c.md": "- [x] it\n  - Sign-off:\n    > - [ ] board\n", "countersign.yml": roles,
            ])
        script.commit("declare", ["countersign.yml": roles + "  board: {}\n"])
        let reading = try Reading(script)
        #expect(reading.items.map(\.state.title) == ["it", "it", "it", "board"])
        #expect(reading.items.map(\.state.fields.asked) == [["board"], ["board"], [], []])
        #expect(reading.rules == ["unreadable-box"])
    }

    @Test func inlineRolesReplaceTheDefaults() throws {
        let reading = try read(
            "---\nsign-off: [dpo, lead]\n---\n- [ ] own\n  - Sign-off: dpo-deputy , dpo\n- [ ] default\n")
        #expect(try reading.item("own").state.fields.asked == ["dpo-deputy", "dpo"])
        #expect(try reading.item("default").state.fields.asked == ["dpo", "lead"])
    }

    @Test func overdue() throws {
        let script = RepositoryScript()
        script.commit(
            "add",
            [
                "a.md":
                    "- [ ] past\n  - Due: 2026-01-31\n- [x] past done\n  - Due: 2026-01-31\n- [ ] today\n  - Due: 2026-02-01\n"
            ])
        let reading = try Reading(script, asOf: Day("2026-02-01"))
        #expect(reading.items.map(\.isOverdue) == [true, false, false])
    }

    @Test func slugs() throws {
        let reading = try read(
            "- [ ] APIs tested?\n- [ ] APIs tested?\n- [ ] Été à Paris\n- [ ] ប្រទេសកម្ពុជា\n- [ ] 42\n- [ ] Takes {#apis-tested}\n"
        )
        #expect(
            reading.items.map(\.key) == [
                "checklists/a.md#apis-tested-2", "checklists/a.md#apis-tested-3", "checklists/a.md#ete-a-paris",
                "checklists/a.md#item-dbc8b1d4", "checklists/a.md#item-87e38583", "apis-tested",
            ])
    }

    @Test func duplicateIds() throws {
        let script = RepositoryScript()
        script.commit("add", ["a.md": "- [ ] first {#it}\n", "b.md": "\n- [ ] second {#it}\n"])
        let reading = try Reading(script)
        #expect(reading.items.map(\.key) == ["it", "b.md#it"])
        #expect(reading.diagnostics.map(\.rule.name) == ["duplicate-id"])
        #expect(reading.diagnostics.first.map { "\($0.path):\($0.line ?? 0)" } == "b.md:2")
        #expect(reading.diagnostics.first?.message == "the id \"it\" is already used in a.md:1")
    }

    @Test func frontMatterProblems() throws {
        let reading = try read("---\nowners: me\nphase: five\nsidebar_label: x\nx-mine: 1\ndue: soon\n---\n- [ ] it\n")
        #expect(
            reading.diagnostics.map { "\($0.line ?? 0) \($0.rule.name)" } == [
                "2 unknown-front-matter-key", "3 front-matter-value", "6 front-matter-value",
            ])
        #expect(reading.diagnostics.first?.advice == "The nearest known key is \"owner\".")
    }

    @Test func anEmptyFirstHeadingIsNoTitle() throws {
        let checklist = try #require(try read("#\n\n# Later\n\n- [ ] it\n").report.checklists.first)
        #expect(checklist.title == "a.md")
    }

    /// cmark-gfm takes a line tabulation for text here, and the line for a part of the item's.
    @Test func aLineTabulationMakesNoHeading() throws {
        #expect(try read("- [ ] it\n#\u{B}\n").items.map(\.state.text) == ["it #"])
    }

    @Test(arguments: ["1:30", "1:9223372036854775807:59", "1.5", "'5'"])
    func phasesThatAreNoWholeNumber(phase: String) throws {
        let reading = try read("---\nphase: \(phase)\n---\n- [ ] it\n")
        #expect(reading.report.checklists.map(\.phase) == [nil])
        #expect(reading.diagnostics.map(\.rule) == [.frontMatterValue])
    }

    @Test(arguments: ["[", "a: *b", "- list", "a: 1\na: 2", "x: [[[[", "\u{1}"])
    func unreadableFrontMatterKeepsTheItems(yaml: String) throws {
        let reading = try read("---\n\(yaml)\n---\n- [x] it\n")
        #expect(reading.items.map(\.state.title) == ["it"])
        #expect(reading.diagnostics.map(\.rule.name) == ["front-matter-unreadable"])
        #expect((2...4).contains(reading.diagnostics.first?.line ?? 0))
    }

    @Test func hostileSizes() throws {
        let deep = String(repeating: "- ", count: 10_000) + "[ ] bottom\n"
        let long = "- [x] " + String(repeating: "word ", count: 250_000) + "\n"
        let huge = String(repeating: "- [ ] item of a very large file\n", count: 1_700_000)
        let script = RepositoryScript()
        script.commit("add", ["deep.md": "- [ ] top\n\n" + deep, "long.md": "\n" + long, "huge.md": huge])
        let reading = try Reading(script)
        #expect(
            reading.diagnostics.map { "\($0.path):\($0.line ?? 0) \($0.rule.name)" } == [
                "deep.md:3 nested-too-deeply", "huge.md:0 file-not-read", "long.md:2 item-too-long",
            ])
        #expect(reading.items.contains { $0.state.title == "top" })
        #expect(reading.items.allSatisfy { $0.state.text.utf8.count <= 65_536 })
    }

    @Test func translationsAreNotCounted() throws {
        let script = RepositoryScript()
        script.commit(
            "add",
            [
                "countersign.yml": "version: 1\nlanguages: [en, km]\n", "a.md": "- [ ] one\n", "a.km.md": "- [ ] មួយ\n",
                "b.km.md": "- [ ] alone\n", "a.fr.md": "- [ ] un\n",
            ])
        #expect(try Reading(script).report.checklists.map(\.path) == ["a.fr.md", "a.md", "b.km.md"])
    }

    @Test func includedAndExcludedFiles() throws {
        let script = RepositoryScript()
        let list = "- [ ] it\n"
        script.commit(
            "add",
            [
                "countersign.yml": "version: 1\ninclude: [docs, '*.markdown']\nexclude: docs/old\n", "docs/a.md": list,
                "docs/old/b.md": list, "c.md": list, "x/d.markdown": list,
            ])
        #expect(try Reading(script).report.checklists.map(\.path) == ["docs/a.md", "x/d.markdown"])
    }

    @Test func linksAndSubmodulesAreNoFiles() throws {
        let script = RepositoryScript()
        script.commit(
            "add", ["a.md": "- [ ] it\n", "link.md": "a.md", "sub.md": String(repeating: "1", count: 40)],
            modes: ["link.md": .symbolicLink, "sub.md": .submodule])
        #expect(try Reading(script).report.checklists.map(\.path) == ["a.md"])
    }
}
