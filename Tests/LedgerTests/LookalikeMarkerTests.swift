import Foundation
import Markdown
import TestSupport
import Testing

@testable import Ledger

/// What people take for a box, and GFM (section 5.3) does not.
@Suite struct LookalikeMarkerTests {
    private func markers(_ text: String) throws -> [LookalikeMarker] {
        let source = try #require(Array(text.utf8).withUnsafeBytes { SourceFile($0) })
        return LookalikeMarker.all(in: source)
    }

    /// The text with every look-alike replaced by what it should be.
    private func mended(_ text: String) throws -> String {
        var lines = text.components(separatedBy: "\n").map { Array($0.utf8) }
        for marker in try markers(text) {
            guard let replacement = marker.replacement else { continue }
            lines[marker.line - 1].replaceSubrange(marker.range, with: replacement.utf8)
        }
        return lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }

    @Test(arguments: [
        "[X ] a", "[ x] a", "[ X ] a", "[x\t] a", "[\u{A0}x] a", "[✅] a", "[✅ ] a", "[✓] a", "[✔] a", "[✔\u{FE0F}] a",
        "[☑] a",
        "[☑️] a", "[√] a", "[х] a", "[ｘ] a", "［x］ a", "【x】 a", "【✓】 a",
    ])
    func ticked(text: String) throws {
        let marker = try #require(try markers("- \(text)").first)
        #expect(marker.meaning == .ticked)
        #expect(try mended("- \(text)") == "- [x] a")
    }

    @Test(arguments: [
        "[] a", "[  ] a", "[\t] a", "[\u{A0}] a", "[\u{3000}] a", "[\u{200B}] a", "［ ］ a", "［　］ a", "【 】 a",
    ])
    func unticked(text: String) throws {
        let marker = try #require(try markers("- \(text)").first)
        #expect(marker.meaning == .unticked)
        #expect(try mended("- \(text)") == "- [ ] a")
    }

    @Test(arguments: ["-", "–", "~", "?", "/", "*", "!", ">", "✗", "✘", "❌", "☒", "×", "✖️"])
    func unclear(mark: String) throws {
        let marker = try #require(try markers("- [\(mark)] a").first)
        #expect(marker.meaning == .unclear)
        #expect(marker.replacement == nil)
        #expect(marker.text == "[\(mark)]")
    }

    /// A list of keys to press looks the same.
    @Test(arguments: ["v", "V", "o", "O"]) func lettersOnlyBesideBoxes(letter: String) throws {
        #expect(try markers("- [\(letter)] a\n- [q] b").isEmpty)
        #expect(try markers("- [\(letter)] a\n- [ ] b").map(\.meaning) == [.unclear])
        #expect(try markers("- [\(letter)] a\n- [✅] b").map(\.meaning) == [.unclear, .ticked])
    }

    @Test(arguments: [
        ("- [x]text", "- [x] text"), ("- [X]Text", "- [x] Text"), ("- [ ]text", "- [ ] text"),
        ("- [x]**bold**", "- [x] **bold**"),
        ("- [x]ការ", "- [x] ការ"), ("- 【x】文本", "- [x] 文本"), ("- [x]\u{A0}a", "- [x] a"), ("- [ ]\u{3000}a", "- [ ] a"),
        ("- [x]\u{A0} a", "- [x] a"), ("- [✅]a", "- [x] a"), ("- [ ] a\n- []b", "- [ ] a\n- [ ] b"),
    ])
    func missingSpaceBehind(text: String, expected: String) throws { #expect(try mended(text) == expected) }

    @Test(arguments: [
        ("-[x] a", "- [x] a"), ("*[ ] a", "* [ ] a"), ("+[X] a", "+ [x] a"), ("1.[x] a", "1. [x] a"),
        ("12)[ ] a", "12) [ ] a"),
        ("-\u{A0}[x] a", "- [x] a"), ("> -[x] a", "> - [x] a"), ("text\n-[x] a", "text\n- [x] a"),
        ("- -[x] a", "- - [x] a"),
        ("-[x]\u{A0}a", "- [x] a"),
    ])
    func missingSpaceBefore(text: String, expected: String) throws { #expect(try mended(text) == expected) }

    @Test(arguments: [
        ("* [✅] a", "* [x] a"), ("+ [✅] a", "+ [x] a"), ("3. [✅] a", "3. [x] a"), ("3) [✅] a", "3) [x] a"),
        ("> - [✅] a", "> - [x] a"), ("- a\n  - [✅] b", "- a\n  - [x] b"), ("- - [✅] b", "- - [x] b"),
        ("- [ ] a\n\t1. [✅] b", "- [ ] a\n\t1. [x] b"), ("-\n  [✅] a", "-\n  [x] a"), ("- [✅]\n  a", "- [x]\n  a"),
        ("- [✅] [a](b.md) `c`", "- [x] [a](b.md) `c`"),
        ("[^n]\n\n[^n]: t\n\n    - [✅] a", "[^n]\n\n[^n]: t\n\n    - [x] a"),
    ])
    func anyListItem(text: String, expected: String) throws { #expect(try mended(text) == expected) }

    @Test(arguments: [
        "- [ ] a", "- [x] a", "- [X] a", "- [ ]\ta", "- [x](url)", "- [x][y]\n\n[y]: u", "- [✅](url)",
        "- [✅]\n\n[✅]: u",
        "- [v]: u", "- [^1]\n\n[^1]: u", "- [OpenFn](https://openfn.org) x", "- [kubernetes/kubernetes] a", "- [N/A] a",
        "- [TODO] a", "- [1] a", "- [xx] a", "- [.] a", "- [ref] a", "- []string", "- []", "- [ ]", "- [-]", "- [-]a",
        "- [*]text",
        "- [--] a", "- [x]: a", "- [x]-axis", "- [x].y", "- \\[x\\] a", "- \\[✅] a", "- [✅\\] a", "- (x) a",
        "- a [✅] b",
        "- `[✅]` a", "- <!-- [✅] a -->", "- &#91;✅] a", "- **[✅]** a", "## [✅] a", "[✅] a", "✅ a", "- ✅ a", "-[x](url)",
        "-[x]a", "a -[x] b", "--[x] a", "-[a] b", "*[x] a*", "| -[x] a |\n|---|", "1.2.[x] a", "- ## [✅] a",
        "- [✅] a\n  ===",
        "-      [✅] a", "    - [✅] a", "```\n- [✅] a\n-[x] b\n```", "<div>\n- [✅] a\n</div>", "<!--\n- [✅] a\n-->",
        "`a\n-[x] b`", "---\nt: |\n  - [✅] a\n---\n",
    ])
    func noLookalike(text: String) throws { #expect(try markers(text) == []) }

    @Test func aTickWithoutText() throws {
        let marker = try #require(try markers("- [x]\n- [ ]\n- [ ] a").first)
        #expect((marker.line, marker.text, marker.meaning) == (1, "[x]", .ticked))
        #expect(marker.replacement == nil)
    }

    @Test func placesInTheFile() throws {
        let found = try markers("\u{FEFF}---\na: b\n---\r\n\r\n> * [✅] a\r\n>   -\u{A0}[ x ] b\r\n")
        #expect(found.map(\.line) == [5, 6])
        #expect(found.map(\.range) == [4..<9, 4..<12])
        #expect(found.map(\.text) == ["[✅]", "-\u{A0}[ x ]"])
    }

    @Test(arguments: [
        "- Sign-off:\n  - [✅] dpo", "- [ ] a\n  - sign-off: \n    - [ x] dpo", "- Sign-off:\n  -[x] dpo",
        "- Sign-off:\n  - dpo\n    - [] b",
    ])
    func underSignOff(text: String) throws { #expect(try markers(text).map(\.isUnderSignOff) == [true]) }

    @Test func behindSignOff() throws {
        #expect(try markers("- Sign-off:\n  - [ ] a\n- [✅] b").map(\.isUnderSignOff) == [false])
    }

    /// Every Markdown file below the folders named in COUNTERSIGN_CORPUS (colon-separated), to be looked over by a person.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["COUNTERSIGN_CORPUS"] != nil))
    func realFiles() throws {
        for folder in (ProcessInfo.processInfo.environment["COUNTERSIGN_CORPUS"] ?? "").split(separator: ":") {
            let files = try run(["git", "ls-files", "-z", "*.md"], in: String(folder)).output.split(separator: "\0")
            for file in files {
                guard let bytes = try? bytes(ofFile: folder + "/" + file),
                    let source = bytes.withUnsafeBytes({ SourceFile($0) })
                else { continue }
                let lines = TextLines(source.body, firstLine: source.bodyLine)
                for marker in LookalikeMarker.all(in: source) {
                    print(
                        "\(marker.meaning) \(file):\(marker.line): \(String(decoding: lines[marker.line], as: UTF8.self).prefix(90))"
                    )
                }
            }
        }
    }
}
