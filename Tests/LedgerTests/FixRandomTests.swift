import Checklists
import Foundation
import TestSupport
import Testing

@testable import Ledger

/// Whatever a file holds: nothing but what `fix` says changes, and a second run finds nothing to do.
@Suite struct FixRandomTests {
    private static let lines = [
        "", "", "", "# Title", "## Part", "- [ ] item", "- [x] done", "- [X] see [x] later", "  - [ ] nested",
        "* [ ] star",
        "1. [x] number", "> - [ ] quoted", "- plain", "  continued", "lazy", "text", "- [✅] tick", "- [ x ] spaced",
        "- [] empty",
        "- [-] unclear", "- [x]", "- [x]close", "-[x] no space", "  - [✅] nested tick", "- [ ]\u{A0}odd",
        "-\u{A0}[ ] odd too",
        "- [v] key", "- []close", "［x］ wide", "- ［x］ wide", "[x]: https://x.example/", "- [ ] same", "- [✅] same",
        "- [ ] same",
        "```", "~~~", "<!--", "-->", "<div>", "</div>", "===", "---", "- ", "| a | b |", "|---|---|", "\t- [ ] tab",
        "  - Sign-off:", "  - Sign-off: dpo", "    - [ ] dpo", "    - [x] dpo", "    - [✅] dpo", "    - [ ] other",
        "- Sign-off:",
        "  - [x] dpo", "  - Owner: me", "> # quoted heading", "- # heading in a list", "- [ ] ~~gone~~ {#id-1}",
        "- [ ] a {#Bad}",
        "- [ ] `code` {#id-2}", "  second {#id-3}", "- [ ] `open", "close`", "- [ ] *open", "close*", "- [ ] end\\",
        "- [ ] end  ",
        "- [ ] [a](b.md)", "- [ ] <b>c</b>", "- [ ] <!-- c -->", "- [ ] ![](i.png)", "- [ ] ការ", "[^1]: note",
        "text[^1]",
        "    - [ ] in a note", "- [ ] https://x.example/a", "- [ ] item", "+ [✔️] plus", "- - [✅] twice", "- [ ] a | b",
    ]

    private struct Reading {
        let states: [ItemState]
        let items: [ReadItem]

        init(_ bytes: [UInt8]) {
            var reader = ChecklistReader()
            let file = bytes.withUnsafeBytes { reader.read($0, path: "a.md", roles: ["dpo"]) }
            (items, states) = (file.items, file.items.indices.map { file.state(at: $0) })
        }

        var tickedBoxes: [Int] { states.flatMap { $0.fields.boxes.filter(\.isChecked).map(\.line) } }
    }

    private func fix(_ bytes: [UInt8], committed: [UInt8], used: Set<String>) -> FileFix {
        var ids = ItemIDs(used: used)
        return FixDraft(path: "a.md", bytes: bytes, committed: committed, roles: ["dpo"], isNamed: true).finished(
            naming: &ids)
    }

    /// What is wrong with the fixes of a file; nil if nothing is.
    private func fault(_ bytes: [UInt8], committed: [UInt8]) -> String? {
        let used = bytes.withUnsafeBytes(idsWritten)
        let fix = fix(bytes, committed: committed, used: used)
        let (old, new) = (Reading(bytes), Reading(fix.new))
        let newByLine = Dictionary(new.states.map { ($0.line, $0) }) { first, _ in first }
        let mended = Set(fix.changes.compactMap { if case .marker = $0.content { $0.line } else { nil } })
        if bytes.count(where: { $0 == 0x0A || $0 == 0x0D }) != fix.new.count(where: { $0 == 0x0A || $0 == 0x0D }) {
            return "line ends"
        }
        if Set(new.tickedBoxes) != Set(old.tickedBoxes) { return "a sign-off was made up" }
        for state in old.states {
            guard let now = newByLine[state.line] else {
                if new.states.contains(where: { $0.fields.boxes.contains { $0.line == state.line && !$0.isChecked } }) {
                    continue
                }
                return "the item on line \(state.line) is gone"
            }
            guard state.title == now.title, state.isChecked == now.isChecked, state.isExcluded == now.isExcluded,
                state.fields == now.fields, state.section == now.section
            else { return "the item on line \(state.line) changed: \(state) \(now)" }
            if mended.isEmpty, state.text != now.text || state.depth != now.depth {
                return "text on line \(state.line)"
            }
            if let id = state.id, now.id != id { return "the id on line \(state.line)" }
        }
        let ids = new.states.compactMap(\.id)
        let given = fix.changes.compactMap { if case .id(let id) = $0.content { id } else { nil } }
        if !used.isDisjoint(with: given) || Set(given).count != given.count { return "ids \(given)" }
        let borne = new.states.filter { state in
            mended.contains(state.line)
                && !fix.changes.contains(where: { $0.line == state.line && $0.content == .id(state.id ?? "") })
                && state.id != nil
        }
        if ids.count != old.states.count(where: { $0.id != nil }) + given.count + borne.count {
            return "ids that are not read"
        }
        for state in new.states
        where state.id == nil && !fix.remarks.contains(where: { $0.line == state.line || $0.line == nil }) {
            return "no id on line \(state.line), and no word about it"
        }
        let before = ItemMatcher.match(old: Reading(committed).items, new: old.items)
        let after = ItemMatcher.match(old: Reading(committed).items, new: new.items)
        for (index, state) in old.states.enumerated() {
            guard let now = new.states.firstIndex(where: { $0.line == state.line }) else { continue }
            if before[index]?.old != after[now]?.old { return "the history of line \(state.line)" }
        }
        let later = used.union(given)
        let second = self.fix(fix.new, committed: committed, used: later)
        if second.new != fix.new { return "not done in one run: \(fix.remarks) \(second.changes)" }
        guard bytes == committed else { return nil }
        let again = self.fix(fix.new, committed: fix.new, used: later)
        // What would have changed the history of an item together with the rest may come later, and that was said.
        let left = Set(fix.remarks.map(\.line))
        if !again.changes.allSatisfy({ left.contains($0.line) }) {
            return "not done once committed: \(fix.remarks) \(again.changes)"
        }
        return nil
    }

    @Test func randomTexts() {
        let rounds = Int(ProcessInfo.processInfo.environment["COUNTERSIGN_ROUNDS"] ?? "") ?? 1000
        var random = SeededGenerator(seed: 20_260_731)
        for round in 0..<rounds {
            let pool = (0..<random.number(3..<16)).map { _ in Self.lines.randomElement(using: &random) ?? "" }
            var text = (0..<random.number(1..<22)).map { _ in pool.randomElement(using: &random) ?? "" }
            let end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
            let committed = Array(text.joined(separator: end).utf8)
            if random.chance(40) {
                let start = random.number(0..<text.count)
                text.replaceSubrange(start..<start + 1, with: [pool.randomElement(using: &random) ?? "", "- [x] new"])
            }
            let mark: [UInt8] = random.chance(20) ? [0xEF, 0xBB, 0xBF] : []
            let bytes = mark + Array(text.joined(separator: end).utf8) + (random.chance(50) ? Array(end.utf8) : [])
            if let fault = fault(bytes, committed: committed) {
                Issue.record(
                    "round \(round): \(fault)\n\(String(decoding: bytes, as: UTF8.self))\n\(text)\n\(String(decoding: committed, as: UTF8.self))"
                )
                return
            }
        }
    }

    /// Every Markdown file of the repositories named in COUNTERSIGN_CORPUS (paths, colon-separated): by hand.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["COUNTERSIGN_CORPUS"] != nil))
    func realFiles() throws {
        for folder in (ProcessInfo.processInfo.environment["COUNTERSIGN_CORPUS"] ?? "").split(separator: ":") {
            let files = try run(["git", "ls-files", "-z", "*.md"], in: String(folder)).output.split(separator: "\0")
            for file in files {
                guard let bytes = try? bytes(ofFile: folder + "/" + file) else { continue }
                if let fault = fault(bytes, committed: bytes) { Issue.record("\(file): \(fault)") }
            }
        }
    }
}
