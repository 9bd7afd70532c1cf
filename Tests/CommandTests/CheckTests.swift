import Foundation
import TestSupport
import Testing

/// `check` as its users run it.
@Suite struct CheckTests {
    /// A project with an error, a warning and a note; its first commit has none of them.
    private func project() throws -> ScriptedRepository {
        let script = RepositoryScript()
        script.commit("Begin", ["a.md": "- [ ] One {#one}\n"])
        script.commit("Warn", ["a.md": "- [ ] One {#one}\n  - Due: soon\n"])
        script.commit("Note", ["a.md": "- [ ] One {#one}\n  - Due: soon\n- [ ] Late\n  - Due: 2020-01-01\n"])
        script.commit("Err", ["b.md": "- [ ] Two {#one}\n"])
        return try script.write()
    }

    private static let formats = ["text", "json", "sarif", "github", "gitlab", "junit"]

    @Test(arguments: formats) func exitCodes(format: String) throws {
        let path = try project().path
        func code(_ arguments: String...) throws -> Int32 {
            let result = try run(
                [Tool.path, "check", "-C", path, "--as-of", "2026-04-01", "--format", format] + arguments)
            #expect(result.errors == "")
            #expect(!result.output.isEmpty && result.output.hasSuffix("\n"))
            return result.status
        }
        #expect(try code("--rev", "HEAD~3") == 0)
        #expect(try code("--rev", "HEAD~3", "--strict") == 0)
        #expect(try code("--rev", "HEAD~2") == 0)
        #expect(try code("--rev", "HEAD~2", "--strict") == 1)
        #expect(try code() == 1)
        // Of a change, only what it introduces.
        #expect(try code("--base", "HEAD~2", "--rev", "HEAD~1", "--strict") == 0)
        #expect(try code("--base", "HEAD~3", "--rev", "HEAD~1", "--strict") == 1)
        #expect(try code("--base", "HEAD~1") == 1)
    }

    /// All else depends on the configuration, so what is wrong with it comes first; its notes wait.
    @Test func theConfigurationComesFirst() throws {
        let script = RepositoryScript()
        script.commit(
            "Add",
            [
                "a.md": "- [ ] One {#one}\n- [ ] Two {#one}\n",
                "countersign.yml": "version: 1\ntitel: T\nchecks: { no-such-rule: off }\n",
            ])
        let path = try script.write().path
        let text = try countersign("check", "-C", path).output
        let places = text.split(separator: "\n").filter { $0.contains(": error: ") || $0.contains(": warning: ") }
            .map { $0.prefix { $0 != " " } }
        #expect(places == ["countersign.yml:2:", "countersign.yml:3:", "a.md:2:13:"], "\(text)")
    }

    // MARK: YAML that cannot be read

    private static let quotation = "A quotation mark that is opened above is not closed."

    /// What a writer most likely did stands behind the parser's words.
    @Test(arguments: [
        ("title: \"T\nroles: {}\n", 3, "found unexpected end of stream. " + quotation),
        ("title: 'T\nroles: {}\n", 3, "found unexpected end of stream. " + quotation),
        ("title: \"T\n---\nroles: {}\n", 2, "found unexpected document indicator. " + quotation),
        (
            "languages: [en, fr\ntitle: T\n", 2,
            "did not find expected ',' or ']'. A [ that is opened here or above is not closed, or a comma is missing."
        ),
        (
            "title: Phase 1: begin\n", 1,
            "mapping values are not allowed in this context. A value with a colon in it needs quotation marks; else this "
                + "line is indented too far, or the one above lacks its colon."
        ),
        (
            "roles:\n\tlead: {}\n", 2,
            "found character that cannot start any token. Lines begin with spaces, never with a tab; a value that begins "
                + "with @, ` or % needs quotation marks."
        ),
        (
            "title: \"The \"best\"\"\n", 1,
            "did not find expected key. Lines of one list begin in one column, and nothing stands behind a closing quotation "
                + "mark or bracket."
        ),
        ("title: *name\n", 1, "it uses a YAML alias (*name), which is not read here"),
    ]) func aConfigurationThatIsNoYAML(text: String, line: Int, sentence: String) throws {
        let script = RepositoryScript()
        script.commit("Add", ["countersign.yml": text])
        expectRefusal(
            try countersign("check", "-C", try script.write().path),
            "countersign.yml:\(line): the configuration cannot be read: \(sentence)\n")
    }

    // MARK: Files that are not committed

    @Test func aFileThatIsThereAndNotCommitted() throws {
        let script = RepositoryScript()
        script.commit(
            "Add", ["a.md": "- [ ] One\n  - Output: [it](out/my%20file.md)\n  - See [this](b.md), [that](c.md)\n"])
        let scripted = try script.write(checkout: true)
        try scripted.writeFile("x\n", to: "out/my file.md")
        try scripted.writeFile("x\n", to: "b.md")
        let text = try countersign("check", in: scripted.path).output
        func advice(_ git: String, _ file: String) -> String {
            " = It is there, but not committed: \(git) add \(file) && \(git) commit\n"
        }
        #expect(text.contains(advice("git", "'out/my file.md'")), "\(text)")
        #expect(text.contains(advice("git", "b.md")), "\(text)")
        #expect(text.count(of: "not committed") == 2, "\(text)")
        // From elsewhere with the way to it; a machine is told what the commit alone says.
        let elsewhere = try countersign("check", "-C", scripted.path).output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(
            elsewhere.contains("git -C \(scripted.path) add b.md && git -C \(scripted.path) commit"), "\(elsewhere)")
        for arguments in [["--format", "json"], ["--rev", "HEAD~0"]] {
            #expect(!(try run([Tool.path, "check"] + arguments, in: scripted.path).output.contains("not committed")))
        }
    }

    @Test func notesNeverFail() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [ ] Late\n  - Due: 2020-01-01\n"])
        let path = try script.write().path
        let result = try countersign("check", "-C", path, "--strict")
        #expect(result.status == 0)
        #expect(result.output.hasSuffix("\n1 note.\nWhy a rule is there: countersign check --explain RULE\n"))
    }

    @Test func configurationDecides() throws {
        let script = RepositoryScript()
        script.commit(
            "Add",
            [
                "a.md": "- [ ] One {#Bad}\n- [ ] Late\n  - Due: 2020-01-01\n",
                "countersign.yml": "version: 1\nchecks: { overdue: error, malformed-id: off }\n",
            ])
        let result = try countersign("check", "-C", try script.write().path, "--format", "github")
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("::error file=a.md,line=2,endLine=2,title=Countersign%3A overdue::"))
        #expect(result.output.hasSuffix("\n1 error.\n"))
    }

    @Test func whatCannotBeDone() throws {
        let folder = try TemporaryFolder()
        for format in Self.formats {
            let nowhere = try countersign("check", "-C", folder.path, "--format", format)
            #expect(nowhere.status == 2)
            #expect(nowhere.output == "")
            #expect(nowhere.errors.hasPrefix("countersign: "))
        }
        try FileManager.default.removeItem(atPath: folder.path)
        let path = try project().path
        #expect(try countersign("check", "-C", path, "--base", "no-such").status == 2)
        #expect(try countersign("check", "-C", path, "--format", "xml").status == 64)
    }

    // MARK: Rules

    @Test func explain() throws {
        // No repository is needed.
        let folder = try TemporaryFolder()
        let result = try succeeding("check", "--explain", "duplicate-id", in: folder.path)
        #expect(result.output.hasPrefix("duplicate-id (error)\n\nTwo items have the same id.\n\n"))
        #expect(result.output.hasSuffix("    checks:\n      duplicate-id: off   # or note, warning\n"))
        #expect(result.errors == "")
        try FileManager.default.removeItem(atPath: folder.path)
    }

    @Test func explainOfAnUnknownRule() throws {
        let result = try countersign("check", "--explain", "duplicate\u{1B}-ids")
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.errors.hasPrefix("Error: there is no rule 'duplicate\\u{1b}-ids'; the nearest: duplicate-id"))
        let alike = try countersign("check", "--explain", "nested-lists")
        #expect(alike.errors.hasPrefix("Error: there is no rule 'nested-lists'; the nearest: nested-too-deeply\n"))
        let strange = try countersign("check", "--explain", "xyzzy")
        #expect(strange.errors.hasPrefix("Error: there is no rule 'xyzzy'\n"))
    }

    /// `make docs` renews it.
    @Test func rulesPageIsWhatTheSourceSays() throws {
        let page = try succeeding("check", "--rules-page").stdout
        #expect(page == (try bytes(ofFile: "\(Tool.package)/docs/rules.md")))
    }

    // MARK: Terminals

    @Test func colour() throws {
        let path = try project().path
        let plain = try countersign("check", "-C", path).output
        #expect(!plain.contains("\u{1B}"))
        let coloured = try countersign("check", "-C", path, "--color", "always").output
        #expect(coloured.contains("\u{1B}[1;31merror\u{1B}[0m"))
        #expect(coloured.contains("\u{1B}[1;33mwarning\u{1B}[0m"))
        #expect(coloured.contains("\u{1B}[1;36mnote\u{1B}[0m"))
        #expect(coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain)
        for format in Self.formats.dropFirst() {
            let output = try countersign("check", "-C", path, "--color", "always", "--format", format).output
            #expect(!output.contains("\u{1B}"))
        }
    }

    @Test func all() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": (1...14).map { "- [ ] Item \($0)\n  - Due: 2020-01-01\n" }.joined()])
        let path = try script.write().path
        let text = try succeeding("check", "-C", path).output
        #expect(text.contains("\n\n… 4 more of overdue\n--all shows them.\n\n14 notes.\n"))
        #expect(text.split(separator: "\n").count { $0.hasSuffix("[overdue]") } == 10)
        let all = try succeeding("check", "-C", path, "--all").output
        #expect(all.split(separator: "\n").count { $0.hasSuffix("[overdue]") } == 14)
        #expect(
            try succeeding("check", "-C", path, "--format", "github").output.hasSuffix(
                "\n14 notes.\nGitHub shows the first 10 errors, warnings and notices each; the rest is here.\n"))
    }

    /// Nothing in any format depends on where the repository lies, or on when it is looked at.
    @Test(arguments: formats) func sameBytes(format: String) throws {
        func output(_ written: ScriptedRepository) throws -> [UInt8] {
            try run([Tool.path, "check", "-C", written.path, "--as-of", "2026-04-01", "--format", format]).stdout
        }
        #expect(try output(try project()) == output(try project()))
    }

    // MARK: Content of all kinds

    /// Names and texts that no format may take for its own, through a whole repository.
    @Test(arguments: formats) func hostileRepository(format: String) throws {
        let odd = "::error::x ##[add-mask]y ]]> & \u{1B}[31m \u{202E} %0A \"q\" 中文"
        let script = RepositoryScript()
        script.commit(
            "Add",
            [
                "::error::b.md": "- [ ] \(odd) {#\(odd)}\n- [ ] One {#a}\n", "b,c:%.md": "- [ ] \(odd) {#a}\n",
                "new\nline.md": "- [ ] \(odd)\n  - Due: \(odd)\n",
                "countersign.yml": "version: 1\n\"\\e[1m\\u202E::x\": 1\n",
            ],
            rawFiles: [Array("caf".utf8) + [0xE9] + Array(".md".utf8): Array("- [ ] \(odd) {#a}\n".utf8)])
        let result = try countersign("check", "-C", try script.write().path, "--format", format)
        #expect(result.status == 1)
        #expect(result.errors == "")
        switch format {
        case "json", "sarif", "gitlab":
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(result.stdout)) }
            #expect(!result.output.contains("\u{1B}"))
        case "junit":
            _ = try Python.run("import sys, xml.dom.minidom as d; d.parse(sys.stdin.buffer)", input: result.stdout)
        default:
            for line in result.output.split(separator: "\n") {
                let isFirst = line.hasPrefix("::error ") || line.hasPrefix("::warning ") || line.hasPrefix("::notice ")
                #expect(format == "github" && isFirst || !line.hasPrefix("::"), "\(line)")
                #expect(!line.contains("##["))
            }
        }
    }

    /// What commands print for people, CI systems read, too.
    @Test(arguments: [
        ["status"], ["status", "--all", "--color", "always"], ["audit"], ["log", "i"], ["diff", "HEAD^"], ["check"],
        ["build"],
        ["status", "--format", "markdown"], ["diff", "HEAD^", "--format", "markdown"],
    ])
    func noCommandToCISystems(arguments: [String]) throws {
        let odd = "::add-mask::x ##[add-mask]y ##VSO[task.setvariable variable=x]z"
        let script = RepositoryScript()
        let people = """
            version: 1
            title: "\(odd)"
            roles: { dpo: }
            people: { ann: { name: "\(odd)", emails: [ann@ministry.example], roles: [dpo] } }
            "\(odd)": 1
            policy: { revoke: ["\(odd)"] }

            """
        script.commit("configure", ["countersign.yml": people])
        let item =
            "# \(odd)\n\n- [x] \(odd) {#i}\n  - Owner: \(odd)\n  - Due: \(odd)\n  - Reason: \(odd)\n  - Sign-off:\n    - [ ] dpo\n"
        script.commit("add", ["::error::a.md": item])
        script.commit(
            "sign", ["::error::a.md": item.replacing("[ ] dpo", with: "[x] dpo"), "b.md": "- [✅] \(odd)\n"],
            author: "Ann <ann@ministry.example>")
        let site = try TemporaryFolder()
        let written = try script.write(checkout: true)
        let result = try run(
            [Tool.path] + arguments + ["-C", written.path]
                + (arguments == ["build"] ? ["--output", site.path("s")] : []),
            environment: ["SOURCE_DATE_EPOCH": "1775000000"])
        let told = result.output + result.errors
        #expect(told.lowercased().contains("add-mask"))
        for line in told.split(separator: "\n") {
            // In Markdown a word joiner stands behind the colons: no command is called so.
            let start = line.drop { $0.isWhitespace }.unicodeScalars
            #expect(!start.starts(with: "::".unicodeScalars) || start.dropFirst(2).first == "\u{2060}", "\(line)")
            #expect(!line.contains("##[") && !line.lowercased().contains("##vso["), "\(line)")
        }
    }

    // MARK: Schemas

    @Test func checksInTheConfigurationSchema() throws {
        let good = ["{\"overdue\": \"error\", \"due-day\": \"off\", \"encoding\": false}", "null", "{}"]
        let bad = ["{\"overdue\": \"fatal\"}", "{\"overdue\": true}", "[\"overdue\"]", "{\"Not A Rule\": \"off\"}"]
        let documents = (good + bad).map { Array("{\"version\": 1, \"checks\": \($0)}".utf8) }
        let violations = try Python.violations(of: "countersign.schema.json", in: documents)
        for (text, violation) in zip(good, violations) { #expect(violation == "", "refused: \(text)") }
        for (text, violation) in zip(bad, violations.dropFirst(good.count)) {
            #expect(violation != "", "accepted: \(text)")
        }
    }

    /// Changes of a valid document in Python, each of which makes it invalid; `f` is a finding.
    private static let mutations = [
        "d['schemaVersion'] = 2", "del d['base']", "d['base'] = 'HEAD'", "d['base'] = {}", "d['asOf'] = 'today'",
        "d['commit']['id'] = 'HEAD'", "del d['summary']['notes']", "d['summary']['errors'] = -1", "d['findings'] = {}",
        "f['severity'] = 'fatal'", "f['rule'] = 'No Rule'", "f['path'] = ''", "f['line'] = 0", "f['line'] = None",
        "f['columns'] = [1, 2]", "f['columns'] = {'start': 0, 'end': 2}", "del f['columns']", "f['message'] = ''",
        "f['message'] = None", "del f['advice']", "del f['item']", "f['related'] = [{'path': 'a.md'}]",
        "f['fingerprint'] = 'x'",
    ]

    @Test func schemaRefusesWrongDocuments() throws {
        let script = """
            import copy, json, sys
            original = json.load(sys.stdin)
            for mutation in sys.argv[1].split("\\n"):
                d = copy.deepcopy(original)
                f = next(f for f in d["findings"] if f["columns"])
                exec(mutation)
                assert d != original, mutation
                print(json.dumps(d))
            """
        let document = try countersign("check", "-C", try project().path, "--format", "json").stdout
        #expect(try Python.violations(of: "check.schema.json", in: [document]) == [""])
        let mutated = try Python.run(script, Self.mutations.joined(separator: "\n"), input: document)
        let violations = try Python.violations(
            of: "check.schema.json", in: mutated.split(separator: "\n").map { Array($0.utf8) })
        #expect(violations.count == Self.mutations.count)
        for (mutation, violation) in zip(Self.mutations, violations) {
            #expect(violation != "", "the schema accepts: \(mutation)")
        }
    }
}

extension String {
    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
