import Ledger
import Testing

/// The one byte that ticks a box.
struct SignCheckboxTests {
    private func set(_ text: String, line: Int, _ isChecked: Bool = true) -> String? {
        settingTaskMark(onLine: line, to: isChecked, in: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("- [ ] a", "- [x] a"), ("* [ ]\ta\n", "* [x]\ta\n"), ("10) [ ] a", "10) [x] a"),
        ("> - + [ ] a", "> - + [x] a"),
        ("\t- [ ] a [ ] b", "\t- [x] a [ ] b"), ("- [ ]", "- [x]"), ("- [x] a", "- [x] a"), ("- [X] a", "- [X] a"),
    ])
    func ticks(text: String, expected: String) { #expect(set(text, line: 1) == expected) }

    @Test(arguments: [("- [x] a", "- [ ] a"), ("- [X] a", "- [ ] a"), ("- [ ] a", "- [ ] a")])
    func unticks(text: String, expected: String) { #expect(set(text, line: 1, false) == expected) }

    @Test(arguments: ["", "- a [ ] b", "- [y] a", "- [ ]a", "- [", "- [ ", "- [  ] a", "[link](x)"])
    func noBox(text: String) { #expect(set(text, line: 1) == nil) }

    @Test func linesEndAsInMarkdown() {
        #expect(set("a\r\n- [ ] b\r- [ ] c\n\n- [ ] d", line: 2) == "a\r\n- [x] b\r- [ ] c\n\n- [ ] d")
        #expect(set("a\r\n- [ ] b\r- [ ] c\n\n- [ ] d", line: 3) == "a\r\n- [ ] b\r- [x] c\n\n- [ ] d")
        #expect(set("a\r\n- [ ] b\r- [ ] c\n\n- [ ] d", line: 5) == "a\r\n- [ ] b\r- [ ] c\n\n- [x] d")
        #expect(set("- [ ] a\n", line: 3) == nil)
        #expect(set("- [ ] a\n", line: 0) == nil)
    }

    @Test func encodings() {
        #expect(set("\u{FEFF}- [ ] a", line: 1) == "\u{FEFF}- [x] a")
        let little: [UInt8] = [0xFF, 0xFE] + "é\n- [ ] ក".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let littleTicked: [UInt8] = [0xFF, 0xFE] + "é\n- [x] ក".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(settingTaskMark(onLine: 2, to: true, in: little) == littleTicked)
        let big: [UInt8] = [0xFE, 0xFF] + "é\n- [ ] ក".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let bigTicked: [UInt8] = [0xFE, 0xFF] + "é\n- [x] ក".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(settingTaskMark(onLine: 2, to: true, in: big) == bigTicked)
        let latin: [UInt8] = Array("caf".utf8) + [0xE9, 0x0A] + Array("- [ ] ".utf8) + [0xE9]
        let latinTicked: [UInt8] = Array("caf".utf8) + [0xE9, 0x0A] + Array("- [x] ".utf8) + [0xE9]
        #expect(settingTaskMark(onLine: 2, to: true, in: latin) == latinTicked)
    }

    // MARK: Finding it

    private let editor = CheckboxEditor(path: "a.md", roles: ["lead", "officer"])

    private func set(_ item: String, _ role: String?, in text: String) -> String? {
        editor.setting(Checkbox(item: item, role: role), to: true, in: Array(text.utf8))
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static let text = """
        ---
        title: T
        ---
        ```
        - [ ] A {#a}
        ```
        - [ ] A
          and more {#a}
          - Sign-off:
            - [ ] officer (Ministry)
            - [ ] lead
            - [ ] stranger
        - [ ] B {#b}
          - Sign-off:
            - [ ] officer

        """

    @Test func anItemsOwnBox() {
        #expect(set("a", nil, in: Self.text) == Self.text.with("- [ ] A\n", "- [x] A\n"))
    }

    @Test func theBoxOfARole() {
        #expect(set("a", "lead", in: Self.text) == Self.text.with("- [ ] lead", "- [x] lead"))
        #expect(set("b", "officer", in: Self.text) == Self.text.with("- [ ] officer\n", "- [x] officer\n"))
    }

    @Test func bothBoxesOfARole() {
        let text = "- [ ] A {#a}\n  - Sign-off:\n    - [ ] lead (Ann)\n    - [x] lead (Bo)\n"
        #expect(set("a", "lead", in: text) == text.with("[ ] lead", "[x] lead"))
    }

    @Test func whatIsNotThere() {
        #expect(set("c", nil, in: Self.text) == nil)
        #expect(set("b", "lead", in: Self.text) == nil)
        #expect(set("a", nil, in: Self.text + "- [ ] again {#a}\n") == nil)
        #expect(set("a", nil, in: "\0") == nil)
    }
}
