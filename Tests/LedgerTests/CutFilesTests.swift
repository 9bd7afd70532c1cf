import Checklists
import Foundation
import TestSupport
import Testing

@testable import Ledger

/// Cutting files at their headings reads exactly what parsing them whole reads.
@Suite struct CutFilesTests {
    /// Lines that make, hide or nearly make headings, fences, HTML blocks, definitions and items.
    private static let lines = [
        "", "", "", "", "# Title", "## Section", "### Part", "#### *Deep* `x`", "#none", " ## indented", "   # three",
        "    # code",
        "- [ ] item", "- [x] done [label]", "- [X] see [x] later", "  - [ ] nested", "* [ ] star", "1. [x] number",
        "> - [ ] quoted",
        "- plain", "  continued", "text", "more [text][label] here", "[x]", "[label]: https://a.example/",
        "[x]: https://x.example/",
        "[label]:", "  https://b.example/", "[LABEL]: other.md 'title'", "- [in list]: c.md", "> [quoted]: d.md",
        " [indented]: e.md",
        "[open", "label]: f.md", "[^1]: note", "text[^1]", "[esc\\]aped]: g.md", "```", "```md", "~~~", "  ```",
        "    ```", "````", "``` a`b",
        "<!-- comment", "-->", "<!-- one line -->", "  <!-- indented", "<div>", "</div>", "<pre>", "</pre>", "<script>",
        "</SCRIPT>",
        "<https://auto.example/>", "<?php", "?>", "===", "---", "-", "- ", "***", "* * *", "| a | b |", "|---|---|",
        "\t- [ ] tab", "  - Sign-off:",
        "    - [ ] role", "    - group", "      - [ ] role", "    > - [x] role", "  - Output: [o][label]",
        "  - Owner: me", "> quote", "> # quoted heading",
        "- # heading in a list", "  # heading in it",
        "-", "+", "1.", "\\# escaped", "é text", "- [ ] ~~gone~~ {#id-1}", "[bad]: two words", "[worse]: u \"t\" x",
        "[fine]: u \"t\"", "(paren)",
        "- [ ] see [bad] [worse] [fine] [inlist] [^1] [^2]", "- [inlist]: https://l.example/", "- [in list]: two words",
        "- [alone]:", "  - [alone]:", "  - value", "[^2]: [a](b)", "[^1]: `code` and", "[more](b) text", "[^3 x]: no",
        "    note goes on",
        "    - [ ] in a note", "<<[X]>>", "<!x", "<!X", "<details>", "</details>", "<a name='x'>", "2. two",
        "1. [y]: z", "#", "#\u{B}", "\u{C}", "-\u{C}[ ] form feed", "\u{B}- [ ] line tabulation",
    ]

    /// What a version of a file says.
    private struct Reading: Equatable {
        let items: [ItemState]
        let heading: String?
        let dependsOnRoles: Bool

        init(_ bytes: [UInt8], with reader: inout ChecklistReader) {
            let file = bytes.withUnsafeBytes { reader.read($0, path: "docs/a.md", roles: ["role"]) }
            items = file.items.indices.map { file.state(at: $0) }
            heading = file.items.isEmpty ? nil : file.heading
            dependsOnRoles = file.dependsOnRoles
        }
    }

    /// Nil if both readings are the same; `reader` may have read other versions before.
    private func difference(
        _ bytes: [UInt8], with reader: inout ChecklistReader
    ) -> (cut: Reading, whole: Reading)? {
        var wholeReader = ChecklistReader()
        wholeReader.cutsFiles = false
        let (cut, whole) = (Reading(bytes, with: &reader), Reading(bytes, with: &wholeReader))
        return cut == whole ? nil : (cut, whole)
    }

    @Test func randomTexts() {
        let rounds = Int(ProcessInfo.processInfo.environment["COUNTERSIGN_ROUNDS"] ?? "") ?? 12_000
        var random = SeededGenerator(seed: 20_260_302)
        for _ in 0..<rounds {
            let count = Int.random(in: 3...28, using: &random)
            // Fewer kinds of lines in one text let the same constructs meet more often.
            let pool =
                (0..<Int.random(in: 3...14, using: &random)).map { _ in
                    Self.lines.randomElement(using: &random) ?? ""
                } + ["", "# H", "- [ ] i"]
            let end = Bool.random(using: &random) ? "\n" : "\r\n"
            var text = (0..<count).map { _ in pool.randomElement(using: &random) ?? "" }
            var reader = ChecklistReader()
            // Versions of one file: the next is read by what differs.
            for version in 0..<3 {
                if let (cut, whole) = difference(Array(text.joined(separator: end).utf8), with: &reader) {
                    Issue.record(
                        "\(version) \(text)\ncut: \(cut.heading ?? "-") \(cut.items)\nwhole: \(whole.heading ?? "-") \(whole.items)"
                    )
                    return
                }
                let start = Int.random(in: 0...text.count, using: &random)
                let length = min(text.count - start, Int.random(in: 0...2, using: &random))
                let new = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                    pool.randomElement(using: &random) ?? ""
                }
                text.replaceSubrange(start..<start + length, with: new)
            }
        }
    }

    /// Every Markdown blob in the history of the repositories named in COUNTERSIGN_CORPUS (paths, colon-separated): by hand.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["COUNTERSIGN_CORPUS"] != nil))
    func realTexts() throws {
        let every = Int(ProcessInfo.processInfo.environment["COUNTERSIGN_EVERY"] ?? "") ?? 1
        for path in (ProcessInfo.processInfo.environment["COUNTERSIGN_CORPUS"] ?? "").split(separator: ":") {
            let list = try run(
                ["sh", "-c", "git rev-list --objects --all | grep -i '\\.md$' | LC_ALL=C sort -s -k 2 | cut -c1-40"],
                in: String(path)
            ).output
            let repository = try ScriptedRepositoryAccess(String(path))
            var (count, failures) = (0, 0)
            var reader = ChecklistReader()
            for (index, id) in list.split(separator: "\n").enumerated() where index % every == 0 {
                let bytes = try repository.blob(String(id))
                count += 1
                if let (cut, whole) = difference(bytes, with: &reader) {
                    failures += 1
                    let first = zip(cut.items, whole.items).first { $0 != $1 }
                    if failures < 20 {
                        Issue.record(
                            "\(path) \(id): \(cut.items.count) \(whole.items.count) items\n\(String(describing: first?.0))\n\(String(describing: first?.1))"
                        )
                    }
                }
            }
            print("\(path): \(count) blobs, \(failures) differ")
        }
    }
}
