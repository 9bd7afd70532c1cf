import Checklists
import Foundation
import Markdown
import TestSupport
import Testing

@testable import Ledger

/// Whatever lists, quotations and fields lie in each other: no task item of a text is lost, and none is taken twice.
@Suite struct TaskMarkerTests {
    private static let texts = [
        "[ ] text", "[x] text", "[ ] dpo", "[X] lead (Ann)", "dpo", "Ministry", "Sign-off:", "Sign-off: dpo",
        "Owner: me",
        "Output: [a](b.md)", "Reason:", "Note: see", "[✓] dpo", "[ ] ~~gone~~", "[ ] dpo\nand more", "# heading", "",
    ]

    /// Lines of random blocks within blocks.
    private static func blocks(_ depth: Int, _ random: inout SeededGenerator) -> [String] {
        (0..<random.number(1..<4)).flatMap { _ -> [String] in
            let first = (texts.randomElement(using: &random) ?? "").split(separator: "\n").map(String.init)
            let blank = random.chance(30) ? [""] : []
            guard depth < 6, !random.chance(25) else { return blank + first }
            let marker = ["- ", "- ", "- ", "* ", "1. ", "2) ", "> "].randomElement(using: &random) ?? "- "
            let inner = first + (random.chance(20) ? [""] : []) + (random.chance(70) ? blocks(depth + 1, &random) : [])
            let indent = marker == "> " ? marker : String(repeating: " ", count: marker.count)
            return blank
                + inner.enumerated().map { line, text in
                    line == 0 ? marker + text : text.isEmpty && marker != "> " ? "" : indent + text
                }
        }
    }

    private func taskLines(_ blocks: [Block]) -> [Int] {
        blocks.flatMap { block in (block.task.map { [$0.line] } ?? []) + taskLines(block.children) }
    }

    @Test func everyMarkerIsAnItemOrABox() {
        let rounds = Int(ProcessInfo.processInfo.environment["COUNTERSIGN_ROUNDS"] ?? "") ?? 4_000
        var random = SeededGenerator(seed: 20_261_124)
        var (items, boxes) = (0, 0)
        for _ in 0..<rounds {
            let text = ["- [ ] item", "  - Sign-off:"] + Self.blocks(0, &random).map { "    " + $0 }
            let bytes = Array((text + [""]).joined(separator: "\n").utf8)
            var reader = ChecklistReader()
            let file = bytes.withUnsafeBytes { reader.read($0, path: "a.md", roles: ["dpo", "lead"]) }
            let states = file.items.indices.map { file.state(at: $0) }
            let boxLines = states.flatMap(\.fields.boxes).map(\.line)
            let found = (states.map(\.line) + boxLines).sorted()
            let expected = taskLines(Document(parsing: bytes).blocks).sorted()
            (items, boxes) = (items + states.count, boxes + boxLines.count)
            guard found != expected else { continue }
            Issue.record("\(text.joined(separator: "\n"))\nfound: \(found)\nthere are: \(expected)")
            return
        }
        // The texts are such that there is something to lose.
        #expect(items > 2 * rounds && boxes > rounds / 2)
    }
}
