import Checklists
import Git
import Ledger

/// `[X ]`, `[✅]`, `-[x]`: what people take for a box, and GFM does not.
enum MalformedTaskMarker: FileRule {
    static let rule = Diagnostic.Rule(
        "malformed-task-marker", .warning,
        summary: "Something looks like the box of a task item and is none.",
        rationale: """
            Whoever reads the file sees an item, often a ticked one; no forge and no report does. A box is `[ ]` or `[x]`: one \
            space or one letter x between the brackets, a space before and behind them.
            """,
        example: .init(
            wrong: """
                - [✅] Backups are tested
                - [ x] Backups are encrypted
                - [] Backups are kept for a year
                """,
            right: """
                - [x] Backups are tested
                - [x] Backups are encrypted
                - [ ] Backups are kept for a year
                """))

    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic] {
        // What stands under `Sign-off:` and cannot be read as a box is told while reading.
        let told = Set(
            project.reading.diagnostics.filter { $0.rule == .unreadableBox && $0.path == file.path }.map(\.line))
        return LookalikeMarker.all(in: file.source).filter { !told.contains($0.line) }.map { marker in
            let start = file.column(ofByte: marker.range.lowerBound + 1, inLine: marker.line)
            return Diagnostic(
                rule, path: file.path, line: marker.line,
                columns: start..<start + marker.text.unicodeScalars.count,
                message: "\(quoted(marker.text)) looks like \(marker.look) and is none, so there is no item",
                advice: marker.advice, detail: "\(marker.text) \(file.line(marker.line))")
        }
    }
}

extension LookalikeMarker {
    fileprivate var look: String {
        switch meaning {
        case .ticked: "a ticked box"
        case .unticked: "a box"
        case .unclear: "a box with a mark of its own"
        }
    }

    fileprivate var advice: String {
        if isUnderSignOff {
            return "Nothing is signed or asked by it. Write \"- [ ] role\"; whoever holds the role ticks it."
        }
        return switch meaning {
        case .ticked where replacement == nil: "Write the item's text behind it, or take it away."
        case .ticked: "Write \"[x]\", with a space before and behind it; \"countersign fix\" does it."
        case .unticked: "Write \"[ ]\", with a space before and behind it; \"countersign fix\" does it."
        case .unclear: "Write \"[x]\" if it is done, \"[ ]\" if not, and strike the text through if it does not apply."
        }
    }
}
