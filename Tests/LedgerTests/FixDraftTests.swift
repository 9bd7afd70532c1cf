import Checklists
import Foundation
import Git
import TestSupport
import Testing

@testable import Ledger

/// What `fix` would write into one file.
@Suite struct FixDraftTests {
    private func fix(
        _ text: String, committed: String? = nil, roles: [String] = ["dpo"], used: Set<String> = [],
        isNamed: Bool = false
    ) -> FileFix {
        fix(Array(text.utf8), committed: Array((committed ?? text).utf8), roles, used, isNamed)
    }

    private func fix(
        _ bytes: [UInt8], committed: [UInt8]? = nil, _ roles: [String] = ["dpo"], _ used: Set<String> = [],
        _ isNamed: Bool = false
    ) -> FileFix {
        var ids = ItemIDs(used: used)
        return FixDraft(path: "a.md", bytes: bytes, committed: committed ?? bytes, roles: roles, isNamed: isNamed)
            .finished(naming: &ids)
    }

    private func fixed(_ text: String, committed: String? = nil, used: Set<String> = []) -> String {
        fix(text, committed: committed, used: used).new.text
    }

    // MARK: Ids

    @Test(arguments: [
        ("- [ ] Access levels\n", "- [ ] Access levels {#access-levels}\n"),
        ("- [ ] Access levels", "- [ ] Access levels {#access-levels}"),
        ("- [x] Access levels  \n", "- [x] Access levels {#access-levels}  \n"),
        ("- [ ] Access levels\t\r\n- b\r\n", "- [ ] Access levels {#access-levels}\t\r\n- b\r\n"),
        ("- [ ] a\r- [ ] b\r", "- [ ] a {#a}\r- [ ] b {#b}\r"),
        ("\u{FEFF}- [ ] a\n", "\u{FEFF}- [ ] a {#a}\n"),
        ("---\ntitle: T\n---\n- [ ] a\n", "---\ntitle: T\n---\n- [ ] a {#a}\n"),
        (
            "\u{FEFF}---\r\ntitle: T\r\n---\r\n\t* [ ] code\r\n\r\n1)  [ ] a\r\n",
            "\u{FEFF}---\r\ntitle: T\r\n---\r\n\t* [ ] code\r\n\r\n1)  [ ] a {#a}\r\n"
        ),
        ("> - [ ] a\n> > 2. [x] b\n", "> - [ ] a {#a}\n> > 2. [x] b {#b}\n"),
        ("- [ ] a\n  - [ ] b\n    c\n", "- [ ] a {#a}\n  - [ ] b\n    c {#b-c}\n"),
        ("- [ ] a\nlazy\n\nend\n", "- [ ] a\nlazy {#lazy}\n\nend\n"),
        ("- [ ] a  \n  b\\\n  c\n", "- [ ] a  \n  b\\\n  c {#b-c}\n"),
        ("- [ ] a \\\n", "- [ ] a \\ {#a}\n"),
        ("- [ ] the `code`\n", "- [ ] the `code` {#code}\n"),
        ("- [ ] see [a](b.md)\n", "- [ ] see [a](b.md) {#see}\n"),
        ("- [ ] see https://x.example/y\n", "- [ ] see https://x.example/y {#see-x-example}\n"),
        ("- [ ] a <!-- note -->\n", "- [ ] a <!-- note --> {#a}\n"),
        ("- [ ] **a**\n", "- [ ] **a** {#a}\n"),
        ("- [ ] ~~a~~\n", "- [ ] ~~a~~ {#a}\n"),
        ("- [ ] a:\n", "- [ ] a: {#a}\n"),
        ("- [ ] a | b\n", "- [ ] a | b {#b}\n"),
        ("- [ ] a\n\n  | b |\n  |---|\n", "- [ ] a {#a}\n\n  | b |\n  |---|\n"),
        ("- [ ] a\n  | b |\n  |---|\n  | c |\n", "- [ ] a {#a}\n  | b |\n  |---|\n  | c |\n"),
        ("- [ ] a\n  ```\n  b\n  ```\n", "- [ ] a {#a}\n  ```\n  b\n  ```\n"),
        ("- [ ] a\n  # b\n", "- [ ] a {#a}\n  # b\n"),
        ("- [ ] a\n***\n", "- [ ] a {#a}\n***\n"),
        ("- [ ] a {b}\n", "- [ ] a {b} {#b}\n"),
        ("- [ ] {#a} b\n", "- [ ] {#a} b {#b}\n"),
        ("- [ ] `{#a}`\n", "- [ ] `{#a}` {#a-2}\n"),
        ("- [ ] ![](a.png)\n", "- [ ] ![](a.png) {#item-811c9dc5}\n"),
        ("-\n  [ ] a\n", "-\n  [ ] a {#a}\n"),
    ])
    func idAtTheEndOfTheText(text: String, expected: String) {
        let used: Set<String> = text.contains("`{#a}`") ? ["a"] : []
        #expect(fixed(text, used: used) == expected)
        #expect(fixed(expected) == expected)
    }

    @Test func changesAreTold() {
        let fix = fix("# T\n\n- [ ] a\n  b\n- [x] c {#d}\n- [✅] e\n")
        #expect(
            fix.changes == [
                .init(line: 3, content: .id("b")),
                .init(line: 6, content: .marker(from: "[✅]", to: "[x]", isTicked: true)),
                .init(line: 6, content: .id("e")),
            ])
        #expect(fix.remarks == [])
        #expect(fix.new.text == "# T\n\n- [ ] a\n  b {#b}\n- [x] c {#d}\n- [x] e {#e}\n")
    }

    @Test(arguments: [
        "- [ ] a {#b}\n", "- [ ] a {#b}\n  c\n", "# a\n\n- b\n", "```\n- [ ] a\n```\n", "<!--\n- [ ] a\n-->\n", "",
    ])
    func nothingToDo(text: String) {
        let fix = fix(text)
        #expect(fix.new == Array(text.utf8) && fix.changes.isEmpty && fix.remarks.isEmpty)
    }

    @Test(arguments: [
        ("Data points that may be logged are agreed", "data-points-may-logged-agreed"),
        ("The and of", "the-and-of"),
        ("Les accès à la base de données", "acces-base-donnees"),
        (String(repeating: "a", count: 80), String(repeating: "a", count: 40)),
        ("Administrators considered trustworthiness assessments", "administrators-considered"),
        ("https://www.x.example/", "x-example"),
    ])
    func words(title: String, expected: String) {
        var ids = ItemIDs(used: [])
        #expect(ids.next(for: title) == expected)
    }

    /// FNV-1a of the text, so that the same words get the same name everywhere.
    @Test(arguments: ["1. 2.", "ត្រួតពិនិត្យ", "ตรวจสอบ", "تحقق من البيانات"])
    func otherScripts(title: String) {
        var (one, two) = (ItemIDs(used: []), ItemIDs(used: []))
        let id = one.next(for: title)
        #expect(id == two.next(for: title))
        #expect(id.wholeMatch(of: /item-[0-9a-f]{8}/) != nil)
        #expect(one.next(for: title) == id + "-2")
        #expect(isItemID(id))
    }

    /// That it ends is the test: each id tried all numbers anew.
    @Test func thousandsOfEqualTitles() {
        var ids = ItemIDs(used: ["a-7"])
        let given = (1...30_000).map { _ in ids.next(for: "a") }
        #expect(given.first == "a" && given.last == "a-30001")
        #expect(Set(given).count == 30_000)
    }

    @Test func noIdTwice() {
        #expect(
            fixed("- [ ] a\n- [ ] a\n- [ ] b {#a-3}\n", used: ["a", "a-3"])
                == "- [ ] a {#a-2}\n- [ ] a {#a-4}\n- [ ] b {#a-3}\n")
    }

    @Test(arguments: ["Upper", "", "a b", "-a"])
    func malformedId(id: String) {
        let fix = fix("- [ ] a {#\(id)}\n")
        #expect(fix.new == fix.old)
        #expect(fix.remarks.map(\.line) == [1])
    }

    // MARK: Sign-off boxes

    @Test func boxesGetNoIds() {
        let text = "- [ ] a {#a}\n  - Sign-off:\n    - [x] dpo\n    - [ ] dpo of another\n"
        #expect(fixed(text) == text)
    }

    @Test(arguments: ["- Group\n      - [ ] nobody", "> - [ ] nobody"])
    func aBoxOfNoRoleInAnotherListGetsNoId(box: String) {
        let text = "- [ ] a {#a}\n  - Sign-off:\n    \(box)\n"
        #expect(fixed(text) == text)
    }

    @Test func aBoxOfNoRoleGetsNoId() {
        let fix = fix("- [ ] a {#a}\n  - Sign-off:\n    - [ ] nobody\n      - [ ] b\n")
        #expect(fix.new.text == "- [ ] a {#a}\n  - Sign-off:\n    - [ ] nobody\n      - [ ] b {#b}\n")
        #expect(fix.remarks.map(\.line) == [3])
    }

    @Test(arguments: ["- [✅] dpo", "- [ x ] dpo", "- [] dpo", "- [x]dpo", "-[x] dpo", "- [-] dpo", "- ［x］ dpo"])
    func aSignOffIsNeverMadeUp(box: String) {
        for bullet in ["Sign-off:", "sign-off: ", "Sign-Off :"] {
            let text = "- [x] a {#a}\n  - \(bullet)\n    \(box)\n"
            let fix = fix(text)
            #expect(fix.new.text == text)
            #expect(fix.remarks.map(\.line) == [3], "\(bullet)")
        }
    }

    /// The box is an item as long as nothing above it is one.
    @Test func aTickedBoxBelowALookalikeStaysWhatItIs() {
        let text = "- [ ] z {#z}\n- [✅] a\n  - Sign-off:\n    - [x] dpo\n"
        let fix = fix(text)
        #expect(fix.new.text == text)
        #expect(fix.remarks.map(\.line) == [2, 4])
    }

    @Test func anOpenBoxBelowALookalikeBecomesOne() {
        let fix = fix("- [ ] z {#z}\n- [✅] a\n  - Sign-off:\n    - [ ] dpo\n")
        #expect(fix.new.text == "- [ ] z {#z}\n- [x] a {#a}\n  - Sign-off:\n    - [ ] dpo\n")
    }

    // MARK: Look-alikes

    @Test func aFileWithoutItemsIsNoChecklist() {
        let text = "- [✅] a\n- [] b\n"
        let fix = fix(text)
        #expect(fix.new.text == text)
        #expect(fix.remarks.map(\.line) == [1])
        #expect(self.fix(text, isNamed: true).new.text == "- [x] a {#a}\n- [ ] b {#b}\n")
    }

    @Test func unclearOnesAreLeft() {
        let fix = fix("- [ ] a {#a}\n- [-] b\n- [❌] c\n- [x]\n")
        #expect(fix.new == fix.old)
        #expect(fix.remarks.map(\.line) == [2, 3, 4])
    }

    @Test func aBulletOfAnItemsText() {
        #expect(fixed("- [ ] a {#a}\n  - [✅] b\n") == "- [ ] a {#a}\n  - [x] b {#b}\n")
    }

    @Test(arguments: ["  - Sign-off: dpo", "  - Sign-off:\n    - [ ] dpo"])
    func whatASignOffCoversIsLeft(asking: String) {
        let text = "- [x] a {#a}\n\(asking)\n  - [✅] b\n"
        let fix = fix(text)
        #expect(fix.new.text == text)
        #expect(fix.remarks.count == 1)
        #expect(fix.remarks.first?.content.contains("sign-offs of the item on line 1 cover") == true)
    }

    @Test func whatFrontMatterAsksForIsCoveredToo() {
        let text = "---\nsign-off: [dpo]\n---\n- [x] a {#a}\n  - [✅] b\n"
        #expect(fixed(text) == text)
    }

    @Test func aLineOfAnItemsTitle() {
        let text = "- [ ] a {#a}\n-[x] b\n- [ ] c {#c}\n"
        let fix = fix(text)
        #expect(fix.new.text == text)
        #expect(fix.remarks.map(\.line) == [2])
    }

    @Test func aLineOfItsOwn() {
        #expect(fixed("- [ ] a {#a}\n\n# B\n\n-[x] b\n") == "- [ ] a {#a}\n\n# B\n\n- [x] b {#b}\n")
    }

    /// History would take the new item for the old one, tick and all.
    @Test func twinsAreLeft() {
        let text = "- [✅] Sign the contract\n- [x] Sign the contract\n"
        let fix = fix(text)
        #expect(fix.new.text == "- [✅] Sign the contract\n- [x] Sign the contract {#sign-contract}\n")
        #expect(fix.remarks.map(\.line) == [1])
        #expect(fixed(fix.new.text, committed: text) == fix.new.text)
        #expect(fixed(fix.new.text) == fix.new.text)
    }

    @Test func anIdIsNotMadeToBelongToTwo() {
        let text = "- [ ] a {#a}\n- [✅] b {#a}\n- [✅] c {#c}\n- [✅] d {#c}\n- [✅] e {#e}\n"
        let draft = FixDraft(
            path: "a.md", bytes: Array(text.utf8), committed: nil, roles: [], sharedIDs: ["e"], isNamed: false)
        var ids = ItemIDs(used: [])
        let fix = draft.finished(naming: &ids)
        #expect(fix.new.text == text.replacing("[✅] c", with: "[x] c"))
        #expect(fix.remarks.map(\.line) == [2, 4, 5])
    }

    @Test func twinsOfOtherSectionsAreMended() {
        #expect(
            fixed("# A\n- [✅] a\n# B\n- [x] a\n") == "# A\n- [x] a {#a}\n# B\n- [x] a {#a-2}\n")
    }

    // MARK: Uncommitted changes

    @Test func otherWorkIsKept() {
        #expect(
            fixed("- [x] a\n- [ ] new\n- [ ] b\n", committed: "- [ ] a\n- [ ] b\n")
                == "- [x] a {#a}\n- [ ] new {#new}\n- [ ] b {#b}\n")
    }

    /// Without an id the unchanged end of the list tells which of two equal items is new; with one, nothing does.
    @Test func idsThatWouldChangeWhoseHistoryIsWhoseAreNotGiven() {
        let (text, committed) = ("- [x] a\n- [ ] other\n- [ ] a\n", "- [ ] other\n- [ ] a\n")
        let fix = fix(text, committed: committed)
        let items = ["- [x] a", "- [ ] other {#other}", "- [ ] a"]
        #expect(fix.new.text.components(separatedBy: "\n")[1] == items[1])
        #expect(!fix.remarks.isEmpty)
        // Committed as it is, all of them get theirs.
        #expect(fixed(text) == "- [x] a {#a}\n- [ ] other {#other}\n- [ ] a {#a-2}\n")
    }

    @Test func tickedTheWrongWaySinceTheLastCommit() {
        #expect(
            fixed("- [ ] a\n- [✅] b {#b}\n", committed: "- [ ] a\n- [ ] b {#b}\n") == "- [ ] a {#a}\n- [x] b {#b}\n")
    }

    // MARK: Files that are left alone

    @Test func otherEncodings() {
        let windows: [UInt8] = Array("- [ ] caf".utf8) + [0xE9, 0x0A]
        let utf16: [UInt8] = [0xFF, 0xFE] + "- [ ] a\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [windows, utf16] {
            let fix = fix(bytes)
            #expect(fix.new == bytes)
            #expect(fix.remarks.map(\.line) == [nil])
        }
    }

    @Test func conflicts() {
        let text = "<<<<<<< HEAD\n- [ ] a\n=======\n- [x] a\n>>>>>>> b\n"
        let fix = fix(text)
        #expect(fix.new.text == text)
        #expect(fix.remarks.map(\.line) == [nil])
    }

    @Test func binary() {
        let fix = fix([0] + Array("\n- [ ] a\n".utf8))
        #expect(fix.new == fix.old && fix.remarks.isEmpty)
    }
}

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
