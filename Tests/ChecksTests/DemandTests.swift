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

    private let signed = [
        "countersign.yml": RepositoryScript.configuration(),
        "a.md": """
        # One

        - [x] Data is kept {#data}
          for a year
          - Output: [Periods](out.md)
          - Sign-off:
            - [x] dpo
        - [x] Access is logged
          - Note: daily
          - Sign-off:
            - [x] dpo
            - [ ] ministry

        """,
        "out.md": "# Periods\n\n![Diagram](out.svg)\n",
        "out.svg": "<svg/>\n",
    ]

    /// How many of them stand.
    private func standing(_ report: Report) -> Int {
        report.items.reduce(0) { count, item in
            count
                + Set(item.signOffs.filter { $0.stands && item.state.fields.asked.contains($0.role) }.map(\.role)).count
        }
    }

    /// The files with one line left out, made a comment, with letters that look the same, or followed by a fence.
    private func edits(of files: [String: String]) -> [[String: String]] {
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

    /// What each edit of a project takes away, and what is told of it.
    private func expectWords(
        on files: [String: String], after script: RepositoryScript, base: RepositoryScript.Mark,
        whenFewer count: (Report) -> Int, atLeast severity: Diagnostic.Severity
    ) throws -> Int {
        let edits = edits(of: files).map { edit in
            (edit, script.commit("edit", on: [base], edit.mapValues(Optional.some), author: .eve))
        }
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
            guard count(change.head.report) < count(change.base.report) else { continue }
            fewer += 1
            let found = try Checker.findings(in: change).filter { $0.severity >= severity }
            #expect(!found.isEmpty, "\(edit)")
        }
        return fewer
    }

    @Test func noDemandGoesWithoutAWord() throws {
        let script = RepositoryScript()
        let base = script.commit("add", files)
        let fewer = try expectWords(on: files, after: script, base: base, whenFewer: demands, atLeast: .warning)
        #expect(fewer > 40)
    }

    @Test func noSignOffGoesWithoutAWord() throws {
        let script = RepositoryScript()
        let open = signed.mapValues { $0.replacing("[x]", with: "[ ]") }
        script.commit("add", open)
        script.commit("tick", ["a.md": signed["a.md"]?.replacing("[x] dpo", with: "[ ] dpo")])
        let base = script.commit("sign", ["a.md": signed["a.md"]], author: .ann)
        let fewer = try expectWords(on: signed, after: script, base: base, whenFewer: standing, atLeast: .warning)
        #expect(fewer > 20)
    }
}
