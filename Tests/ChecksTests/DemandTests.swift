import Checklists
import Checks
import Ledger
import TestSupport
import Testing

/// Whatever makes a project ask for fewer sign-offs is told of: no line of it can go without a word.
@Suite struct DemandTests {
    private let files = [
        "countersign.yml": """
        version: 1
        roles:
          dpo:
            title: Data protection officer
          ministry: {}
        include: ["checklists"]
        languages: [en]

        """,
        "checklists/1.md": """
        ---
        title: One
        sign-off: [dpo]
        ---

        # One

        - [x] Data is kept {#data}
        - [ ] Access is logged
          - Note: daily
        - [ ] Keys are rotated {#keys}
          - Sign-off:
            - [ ] dpo
            - [x] ministry

        """,
        "checklists/2.md": """
        # Two

        1. [x] Backups are made
           - Sign-off: dpo, ministry
        2. [ ] ~~Backups are sold~~
           - Sign-off:
             - [ ] ministry

        """,
    ]

    /// How many sign-offs are asked of roles that there are.
    private func demands(_ report: Report) -> Int {
        let roles = Set(report.rules?.roles.map(\.key) ?? [])
        return report.items.reduce(0) { $0 + Set($1.state.fields.asked).intersection(roles).count }
    }

    /// The files with one line left out, made a comment, with letters that look the same, or followed by a fence.
    private var edits: [[String: String]] {
        files.sorted { $0.key < $1.key }.flatMap { path, text in
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            return lines.indices.flatMap { index in
                let line = lines[index]
                return [[], ["<!-- \(line) -->"], [line.replacing("o", with: "\u{43E}")], ["\(line)", "```"]].map {
                    now in
                    [path: (lines[..<index] + now + lines[(index + 1)...]).joined(separator: "\n")]
                }
            }
        }
    }

    @Test func noDemandGoesWithoutAWord() throws {
        let script = RepositoryScript()
        let base = script.commit("add", files)
        let edits = edits.map { edit in (edit, script.commit("edit", on: [base], edit.mapValues(Optional.some))) }
        let repository = try script.write()
        var fewer = 0
        for (edit, mark) in edits {
            let change: CheckedChange
            do {
                change = try ChecksTests.change(
                    in: repository, since: repository.id(of: base).hex, to: repository.id(of: mark).hex)
            } catch is ProjectReader.Failure {
                continue  // A configuration that cannot be read passes nowhere.
            }
            guard demands(change.head.report) < demands(change.base.report) else { continue }
            fewer += 1
            let found = try Checker.findings(in: change).filter { $0.severity >= .warning }
            #expect(!found.isEmpty, "\(edit)")
        }
        #expect(fewer > 20)
    }
}
