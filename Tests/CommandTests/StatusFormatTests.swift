import Foundation
import TestSupport
import Testing

/// `status` as text, Markdown and CSV, compared in full with what a person wrote down.
@Suite struct StatusFormatTests {
    private func status(_ path: String, _ arguments: String...) throws -> String {
        let result = try run([Tool.path, "status", "-C", path, "--as-of", "2026-04-01"] + arguments)
        try #require(result.status == 0, "\(result.errors)")
        return result.output
    }

    @Test func text() throws {
        let output = try status(try Sample.write().path)
        #expect(
            output == """
                Referrals
                3 of 9 applicable items are done or signed off, 1 awaiting sign-off, 4 overdue, 1 not applicable.

                Checklist                               Open  Done  Awaiting  N/A  Overdue
                1. Preparing (checklists/1-prepare.md)     3     1         1    1        4
                Flows (checklists/flows.md)                2     2         ·    ·        ·

                Outstanding
                  checklists/1-prepare.md
                    ○ Open  Contacts are named  owner lead  overdue since 2026-03-31  reopened  :12
                    ◐ Awaiting sign-off  Agreement is signed  0 of 2 signed: awaiting dpo (not signed by a holder of the role), lead  owner lead  overdue since 2026-02-01  :15
                    ○ Open  Twice  owner lead  overdue since 2026-03-31  :23
                    ○ Open  Twice  owner lead  overdue since 2026-03-31  :24
                  checklists/flows.md
                    ○ Open  Plain item, said better  :4
                    ○ Open  Nested | @mention  :5

                To be signed
                  Data protection officer (dpo): 1
                    Agreement is signed  not signed by a holder of the role  checklists/1-prepare.md:15
                  Lead (lead): 1
                    Agreement is signed  checklists/1-prepare.md:15

                """)
    }

    @Test func markdown() throws {
        let output = try status(try Sample.write().path, "--format", "markdown")
        #expect(
            output == """
                ## Referrals

                3 of 9 applicable items are done or signed off, 1 awaiting sign-off, 4 overdue, 1 not applicable.

                | Checklist | Open | Done | Awaiting sign-off | Not applicable | Overdue |
                | --- | --: | --: | --: | --: | --: |
                | 1. Preparing | 3 | 1 | 1 | 1 | 4 |
                | Flows | 2 | 2 | 0 | 0 | 0 |

                ### Outstanding

                - ○ Open: Contacts are named, owner lead, **overdue since 2026-03-31** (checklists/1-prepare.md:12)
                - ◐ Awaiting sign-off: Agreement is signed, 0 of 2 signed: awaiting dpo (not signed by a holder of the role), lead, owner lead, **overdue since 2026-02-01** (checklists/1-prepare.md:15)
                - ○ Open: Twice, owner lead, **overdue since 2026-03-31** (checklists/1-prepare.md:23)
                - ○ Open: Twice, owner lead, **overdue since 2026-03-31** (checklists/1-prepare.md:24)
                - ○ Open: Plain item, said better (checklists/flows.md:4)
                - ○ Open: Nested \\| @\u{2060}mention (checklists/flows.md:5)

                ### To be signed

                - Data protection officer (dpo): 1
                  - Agreement is signed – not signed by a holder of the role (checklists/1-prepare.md:15)
                - Lead (lead): 1
                  - Agreement is signed (checklists/1-prepare.md:15)

                """)
    }

    @Test func csv() throws {
        let scripted = try Sample.write()
        let script = """
            import csv, io, json, sys
            data = sys.stdin.buffer.read()
            assert data[:3] == b"\\xef\\xbb\\xbf" and data.count(b"\\r\\n") > 5
            rows = list(csv.reader(io.StringIO(data[3:].decode(), newline="")))
            print(json.dumps(rows))
            """
        let csv = try status(scripted.path, "--format", "csv")
        let parsed = try Python.run(script, input: Array(csv.utf8))
        let rows = try JSONDecoder().decode([[String]].self, from: Data(parsed.utf8))
        let prepare = ["1", "Preparing", "checklists/1-prepare.md"]
        let flows = ["", "Flows", "checklists/flows.md"]
        let at = { (position: Int) in
            try scripted.git("log", "--format=%H", "--reverse", "--first-parent").split(separator: "\n").map(
                String.init)[position]
        }
        let (start, agreement, moved) = (try at(0), try at(3), try at(6))
        let expected: [[String]] = [
            [
                "phase", "checklist", "path", "line", "key", "section", "item", "status", "overdue", "owner", "due",
                "completed by", "completed at", "completed in", "pull request", "born ticked", "asked sign-offs",
                "signed off by", "missing sign-offs", "outputs", "reason", "note",
            ],
            prepare + [
                "12", "contacts", "Preparing › Contacts", "Contacts are named", "open", "yes", "lead", "2026-03-31",
            ]
                + [
                    "", "", "", "", "", "", "", "", "outputs/contacts.md\nhttps://example.org/x\nchecklists/missing.md",
                    "", "",
                ],
            prepare + ["14", "born-ticked", "Preparing › Contacts", "Born ticked", "done", "", "lead", "2026-03-31"]
                + ["Ann", "2026-01-01T09:01:00+00:00", start, "", "yes", "", "", "", "", "", ""],
            prepare + [
                "15", "agreement", "Preparing › Contacts", "Agreement is signed", "awaiting", "yes", "lead",
                "2026-02-01",
            ]
                + [
                    "Cy, \"the\" tester", "2026-01-01T09:05:00+00:00", agreement, "13", "", "dpo, lead", "",
                    "dpo (not signed by a holder of the role)\nlead", "", "",
                    "",
                ],
            prepare + [
                "20", "left-out", "Preparing › Contacts", "Left out", "not-applicable", "", "lead", "2026-03-31",
            ]
                + ["", "", "", "", "", "", "", "", "", "not needed", "a note"],
            prepare + ["23", "twice", "Preparing › Contacts", "Twice", "open", "yes", "lead", "2026-03-31"]
                + ["", "", "", "", "", "", "", "", "", "", ""],
            prepare + [
                "24", "checklists/1-prepare.md#twice-2", "Preparing › Contacts", "Twice", "open", "yes", "lead",
                "2026-03-31",
            ]
                + ["", "", "", "", "", "", "", "", "", "", ""],
            flows + ["3", "checklists/flows.md#sum-a1-quoted", "Flows", "'=SUM(A1), \"quoted\"", "done", "", "", ""]
                + ["Ann", "2026-01-01T05:38:00-03:30", moved, "", "", "", "", "", "", "", ""],
            flows + [
                "4", "checklists/flows.md#plain-item-said-better", "Flows", "Plain item, said better", "open", "", "",
                "",
            ]
                + ["", "", "", "", "", "", "", "", "", "", ""],
            flows + ["5", "checklists/flows.md#nested-mention", "Flows", "Nested | @mention", "open", "", "", ""]
                + ["", "", "", "", "", "", "", "", "", "", ""],
            flows + ["6", "checklists/flows.md#item-1c577c8f", "Flows", "រួចរាល់", "done", "", "", ""]
                + ["Ann", "2026-01-01T09:01:00+00:00", start, "", "yes", "", "", "", "", "", ""],
        ]
        #expect(rows.count == expected.count)
        let depths = ["depth", "", "", "", "", "", "", "", "", "1", ""]
        for ((row, expectation), depth) in zip(zip(rows, expected), depths) { #expect(row == expectation + [depth]) }
    }

    /// Cells that a spreadsheet would run begin with an apostrophe; quotes, commas and lines come back as they were.
    @Test func csvFormulas() throws {
        let texts = [
            "=1+1", "+1", "-1", "@SUM", "'=already", "plain", "a \"quote\", comma", "=HYPERLINK(\"http://x\",\"y\")",
            "|cmd",
            "＝full width",
        ]
        let script = RepositoryScript()
        script.commit(
            "Add", ["a.md": texts.map { "- [ ] \($0)\n  - Owner: =owner\n  - Note: -note\n" }.joined()])
        let script2 = """
            import csv, io, json, sys
            rows = list(csv.DictReader(io.StringIO(sys.stdin.buffer.read()[3:].decode(), newline="")))
            assert all(r["owner"] == "'=owner" and r["note"] == "'-note" for r in rows), rows
            print(json.dumps([r["item"] for r in rows]))
            """
        let csv = try status(try script.write().path, "--format", "csv")
        let items = try JSONDecoder().decode(
            [String].self, from: Data(try Python.run(script2, input: Array(csv.utf8)).utf8))
        #expect(items == texts.map { "=+-@".contains($0.first ?? " ") ? "'" + $0 : $0 })
    }

    @Test func nothingYet() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "text\n"])
        let path = try script.write().path
        #expect(
            try status(path) == """
                Checklists
                No items yet.

                There is no task item (- [ ] …) in the committed Markdown files.
                Start a project with: countersign init DIR

                """)
        #expect(try status(path, "--format", "markdown") == "## Checklists\n\nNo items yet.\n\n")
        #expect(try status(path, "--format", "csv").hasSuffix("note,depth\r\n"))
        #expect(try build(path)["index.html"] != nil)
    }

    @Test func everythingDone() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [x] only\n"])
        let path = try script.write().path
        #expect(
            try status(path) == """
                Checklists
                1 of 1 applicable item is done or signed off.

                Checklist  Done
                a.md          1

                Nothing is outstanding.

                """)
        #expect(try status(path, "--format", "markdown").hasSuffix("\nNothing is outstanding.\n"))
    }

    @Test func longListsAreCut() throws {
        let script = RepositoryScript()
        let files = (100..<160).map { number in ("list-\(number).md", "- [ ] one\n- [ ] two\n") }
        script.commit("Add", Dictionary(uniqueKeysWithValues: files))
        let path = try script.write().path
        let text = try status(path)
        #expect(text.contains("\n… 20 more (--all)"))
        #expect(text.hasSuffix("  … 80 more; --all shows them\n"))
        #expect(try status(path, "--format", "markdown").hasSuffix("- … 20 more\n"))
        for format in ["text", "markdown"] {
            let all = try status(path, "--all", "--format", format)
            #expect(!all.contains("more"))
            #expect(all.split(separator: "\n").count { $0.contains("○ Open") } == 120)
        }
    }

    // MARK: Terminals

    /// Nothing that content says reaches a terminal as a control or bidi character, in whatever format is for people.
    @Test func controlCharacters() throws {
        let odd = "a\u{1B}[31mred\u{07}\u{8}\u{202E}rtl\u{2066}\u{200F}\u{9B}m\u{7F}\u{FEFF}\u{2028}z"
        let script = RepositoryScript()
        let author = RepositoryScript.Person("Ann\u{1B}]0;title\u{7}\u{202E}nnA <ann@team.example>")
        let yaml = "version: 1\ntitle: \"T\\e[1m\\u202Eitle\\nline\"\nkey\\u202E: 1\n"
        let file = "dir\u{1B}[2J\u{202E}/fi\nle.md"
        script.commit(
            "Add", ["countersign.yml": yaml, file: "# H\(odd)\n\n- [ ] \(odd) {#odd}\n  - Owner: \(odd)\n"],
            author: author)
        script.commit(
            "Tick", [file: "# H\(odd)\n\n- [x] \(odd) more {#odd}\n- [ ] new \(odd)\n  - Due: \(odd)\n"], author: author
        )
        let path = try script.write().path
        let results = try [
            countersign("status", "-C", path), countersign("status", "-C", path, "--format", "markdown"),
            countersign("log", "odd", "-C", path), countersign("log", "no\u{1B}[1m\u{202E}\nsuch", "-C", path),
            countersign("status", "-C", path, "--rev", "no\u{1B}[1m\u{202E}\nsuch"),
            countersign("build", "-C", path, "--output", "no\u{1B}[1m\u{202E}\nsuch/dir"),
        ]
        for result in results {
            for scalar in (result.output + result.errors).unicodeScalars where scalar != "\n" {
                let isControl = scalar.properties.generalCategory == .control
                let isBidi =
                    [0x061C, 0x200E, 0x200F].contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
                    || (0x2066...0x2069).contains(scalar.value) || [0x2028, 0x2029, 0xFEFF].contains(scalar.value)
                #expect(
                    !isControl && !isBidi, "U+\(String(scalar.value, radix: 16)) in \(result.output) \(result.errors)")
            }
            #expect(
                !(result.output + result.errors).contains("\nle.md")
                    && !(result.output + result.errors).contains("\nsuch"))
        }
        #expect(results[0].output.contains("\\u{1b}[31mred"))
        #expect(results[2].output.contains("Ann\\u{1b}]0;title\\u{7}\\u{202e}nnA"))
    }

    @Test func colour() throws {
        let path = try Sample.write().path
        let plain = try status(path)
        #expect(!plain.contains("\u{1B}"))
        let coloured = try status(path, "--color", "always")
        #expect(coloured.hasPrefix("\u{1B}[1mReferrals\u{1B}[0m\n"))
        #expect(coloured.contains("\u{1B}[31moverdue since 2026-02-01\u{1B}[0m"))
        #expect(coloured.replacing(#/\u{1B}\[[0-9]*m/#, with: "") == plain)
        #expect(try status(path, "--color=never") == plain)
        #expect(
            try succeeding("log", "contacts", "-C", path, "--color", "always").output.hasPrefix("\u{1B}[1mContacts"))
        #expect(try succeeding("log", "contacts", "-C", path).output.contains("\u{1B}") == false)
    }

    /// On a terminal, made by script(1): colour unless `NO_COLOR`, `TERM=dumb` or `--color never` says no.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "needs script(1)"))
    func terminal() throws {
        let path = try Sample.write().path
        func output(_ environment: [String: String], _ more: String = "") throws -> String {
            let command = "'\(Tool.path)' status -C '\(path)' \(more)"
            let result = try run(
                ["script", "--quiet", "--return", "--command", command, "/dev/null"],
                environment: ["TERM": "xterm", "SOURCE_DATE_EPOCH": "1775000000"].merging(environment) { $1 })
            #expect(result.status == 0, "\(result.output)")
            return result.output
        }
        #expect(try output([:]).contains("\u{1B}[1mReferrals"))
        #expect(try !output(["NO_COLOR": "1"]).contains("\u{1B}["))
        #expect(try output(["NO_COLOR": ""]).contains("\u{1B}["))
        #expect(try !output(["TERM": "dumb"]).contains("\u{1B}["))
        #expect(try !output([:], "--color never").contains("\u{1B}["))
        #expect(try output(["NO_COLOR": "1"], "--color always").contains("\u{1B}[1mReferrals"))
    }

    // MARK: Streams

    @Test func closedOutputsEndQuietly() throws {
        let scripted = try Sample.write(checkout: true)
        try scripted.writeFile("- [ ] not committed\n", to: "new.md")
        func shell(_ command: String) throws -> CommandResult {
            try run(
                ["bash", "-c", command, Tool.path, scripted.path], environment: ["SOURCE_DATE_EPOCH": "1775000000"])
        }
        for format in ["text", "json", "csv", "markdown"] {
            // A reader that reads nothing, with the signal of a closed pipe as usual, and ignored as some CI servers have it.
            for prefix in ["", "trap '' PIPE; "] {
                let result = try shell(
                    "\(prefix)\"$0\" status -C \"$1\" --format \(format) 2>/dev/null | true; echo ${PIPESTATUS[0]}")
                #expect(result.output == "0\n")
            }
        }
        let head = try shell("\"$0\" status -C \"$1\" 2>/dev/null | head -1")
        #expect(head.output == "Referrals\n" && head.errors == "")
        // Without standard error, and with one that cannot be written or is no longer read, the job is still done.
        for redirection in ["2>&-", "2>/dev/full", "2> >(true)"] {
            let result = try shell("\"$0\" status -C \"$1\" --format json \(redirection)")
            #expect(result.status == 0 && result.output.hasSuffix("}\n"), "\(redirection)")
            #expect(try shell("\"$0\" status -C /nowhere \(redirection)").status == 2)
        }
        for redirection in [">&-", ">/dev/full"] {
            let result = try shell("\"$0\" status -C \"$1\" \(redirection)")
            #expect(result.status == 2)
            #expect(result.errors.contains("countersign: standard output cannot be written: "), "\(result.errors)")
        }
    }

    @Test func uncommittedChanges() throws {
        let scripted = try Sample.write(checkout: true)
        let index = try bytes(ofFile: scripted.path + "/.git/index")
        let clean = try countersign("status", "-C", scripted.path, "--format", "json")
        #expect(!clean.errors.contains("uncommitted"))
        try scripted.writeFile("- [x] mine\n", to: "checklists/flows.md")
        try scripted.writeFile("- [x] mine\n", to: "a new.md")
        try scripted.writeFile("- [x] mine\n", to: "other.txt")
        try FileManager.default.removeItem(atPath: scripted.path + "/notes.md")
        // Touched, not changed: git itself would now write the index.
        try scripted.writeFile(
            String(decoding: try bytes(ofFile: scripted.path + "/countersign.yml"), as: UTF8.self),
            to: "countersign.yml")
        let result = try countersign("status", "-C", scripted.path, "--format", "json")
        #expect(result.stdout == clean.stdout)
        #expect(
            result.errors.hasSuffix(
                "note: uncommitted changes are not included: a new.md, checklists/flows.md, notes.md\n"))
        for name in ["b.md", "c.md"] { try scripted.writeFile("", to: name) }
        #expect(
            try countersign("build", "-C", scripted.path, "--output", scripted.folder.path("site")).errors
                .hasSuffix("note: uncommitted changes are not included: a new.md, b.md, c.md and 2 more\n"))
        #expect(try !countersign("status", "-C", scripted.path, "--rev", "HEAD~1").errors.contains("uncommitted"))
        #expect(try bytes(ofFile: scripted.path + "/.git/index") == index)
    }

    // MARK: Usage

    @Test func usageErrors() throws {
        for arguments in [
            ["nonsense"], ["status", "extra"], ["status", "--format", "xml"], ["status", "--color", "blue"],
            ["status", "--unknown"], ["status", "-C"], ["log"], ["build", "--output"], ["init"],
            ["status", "--emails"],
            ["build", "--format", "json"],
        ] {
            let result = try run([Tool.path] + arguments, in: try TemporaryFolder().path)
            #expect(result.status == 64, "\(arguments): \(result.errors)")
            #expect(result.output == "" && result.errors.hasPrefix("Error: "), "\(arguments): \(result.errors)")
        }
    }

    @Test func help() throws {
        for arguments in [[], ["init"], ["status"], ["log"], ["build"]] {
            let result = try run([Tool.path] + arguments + ["--help"])
            #expect(result.status == 0 && result.errors == "")
            #expect(result.output.contains("Example"), "\(arguments)")
            #expect(result.output.contains("\n  countersign "), "\(arguments)")
        }
        #expect(try countersign("--version").output == "0.1.0\n")
    }

    /// The end of a path tells files of the same title apart.
    @Test func ofALongPathTheEndIsShown() throws {
        let script = RepositoryScript()
        let folder = String(repeating: "deep/", count: 20)
        script.commit(
            "add", ["\(folder)one.md": "# Tasks\n\n- [ ] one\n", "\(folder)two.md": "# Tasks\n\n- [ ] two\n"])
        let result = try countersign("status", "-C", try script.write().path, "--as-of", "2026-03-01")
        let rows = result.output.split(separator: "\n").filter { $0.hasPrefix("Tasks (…") }
        let path = "p/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/"
        #expect(rows == ["Tasks (…\(path)one.md)     1", "Tasks (…\(path)two.md)     1"])
    }

    @Test func aLongTitleLeavesTheNumbersInSight() throws {
        let title = String(repeating: "very ", count: 40) + "long title"
        let script = RepositoryScript()
        script.commit("add", ["a.md": "# \(title)\n\n- [ ] one\n"])
        let result = try countersign("status", "-C", try script.write().path, "--as-of", "2026-03-01")
        let row = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("very") })
        #expect(row == "very very very very very very very very very very very very very very v…     1")
    }
}
