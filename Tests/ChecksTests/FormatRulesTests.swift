import Checklists
import TestSupport
import Testing

@testable import CountersignCommand

/// What formats do beyond telling findings: fingerprints, limits, excerpts of lines, words about rules.
@Suite struct FormatRulesTests {
    private static func result(_ files: [String: String]) throws -> CheckResult {
        let script = RepositoryScript()
        script.commit("Add", files.mapValues { $0 })
        return try CheckResult(of: try script.write())
    }

    private static func result(findings: [Diagnostic]) throws -> CheckResult {
        var result = try result(["a.md": "- [ ] One\n"])
        result.findings = findings
        return result
    }

    private static func rule(_ severity: Diagnostic.Severity, _ name: String = "some-rule") -> Diagnostic.Rule {
        Diagnostic.Rule(name, severity, summary: "S.", rationale: "R.", example: .init(wrong: "w"))
    }

    // MARK: Fingerprints

    @Test func fingerprintsDoNotDependOnTheLine() throws {
        let before = try Self.result(["a.md": "- [ ] One {#a}\n- [ ] Two {#Bad}\n"])
        let after = try Self.result(["a.md": "# New\n\n- [ ] One {#a}\n\nWords.\n\n- [ ] Two {#Bad}\n"])
        #expect(before.findings.map(\.line) == [2])
        #expect(after.findings.map(\.line) == [7])
        #expect(before.fingerprints == after.fingerprints)
        let other = try Self.result(["a.md": "- [ ] One {#a}\n- [ ] Two {#Worse}\n"])
        #expect(other.fingerprints != before.fingerprints)
    }

    @Test func fingerprintsTellRulesPathsItemsAndDetailsApart() throws {
        let rule = Self.rule(.note)
        let findings = [
            Diagnostic(rule, path: "a.md", message: "m"), Diagnostic(rule, path: "b.md", message: "m"),
            Diagnostic(rule, path: "a.md", message: "m", item: "i"), Diagnostic(rule, path: "a.md", message: "n"),
            Diagnostic(rule, path: "a.md", message: "m", detail: "d"),
            Diagnostic(Self.rule(.note, "other-rule"), path: "a.md", message: "m"),
        ]
        #expect(Set(try Self.result(findings: findings).fingerprints).count == 6)
    }

    /// GitLab shows one of several with the same fingerprint.
    @Test func equalFindingsHaveFingerprintsOfTheirOwn() throws {
        let finding = Diagnostic(Self.rule(.note), path: "a.md", line: 1, message: "m")
        let result = try Self.result(findings: [finding, finding, finding])
        #expect(Set(result.fingerprints).count == 3)
        let one = try Self.result(findings: [finding])
        #expect(one.fingerprints == [result.fingerprints[0]])
    }

    // MARK: Limits

    @Test func textCountsWhatWouldBuryTheRest() throws {
        let (note, warning, error) = (
            Self.rule(.note, "n-rule"), Self.rule(.warning, "w-rule"), Self.rule(.error, "e-rule")
        )
        let counts = [(note, 25), (warning, 12), (error, 30)]
        let findings: [Diagnostic] = counts.flatMap { rule, count in
            (1...count).map { Diagnostic(rule, path: "\(rule.name).md", line: $0, message: "m\($0)") }
        }
        let result = try Self.result(findings: findings)
        let text = CheckText(result: result, style: Style(.never), showsAll: false).text
        let shown = try ReadText(text)
        #expect(shown.findings.count { $0.finding.rule == "n-rule" } == 10)
        #expect(shown.findings.count { $0.finding.rule == "w-rule" } == 10)
        #expect(shown.findings.count { $0.finding.rule == "e-rule" } == 30)
        #expect(
            text.hasSuffix(
                """

                … 15 more of n-rule
                … 2 more of w-rule
                --all shows them.

                30 errors, 12 warnings, 25 notes.
                Why a rule is there: countersign check --explain RULE

                """))
        let all = CheckText(result: result, style: Style(.never), showsAll: true).text
        #expect(try ReadText(all).findings.count == 67)
        #expect(!all.contains("--all"))
    }

    @Test func textAndSARIFShowTheFirstRelatedPlaces() throws {
        var finding = Diagnostic(Self.rule(.note), path: "a.md", line: 1, message: "m")
        finding.related = (1...200).map { .init(path: "b.md", line: $0, message: "too") }
        var result = try Self.result(findings: [finding])
        result.rules = [finding.rule]
        func lines(all: Bool) -> [Substring] {
            CheckText(result: result, style: Style(.never), showsAll: all).text.split(separator: "\n")
        }
        #expect(lines(all: false).filter { $0.contains("b.md") } == (1...5).map { "  = b.md:\($0): too" })
        #expect(lines(all: false).contains("  = … 195 more places"))
        #expect(lines(all: true).count { $0.contains("b.md") } == 200)
        let sarif = String(decoding: CheckSARIF(result: result).document.text, as: UTF8.self)
        #expect(sarif.split(separator: "\n").count { $0.contains("b.md") } == 100)
        #expect(try ReadJSON(result.document.text).findings.first?.related.count == 200)
    }

    @Test func sarifStaysWithinWhatCodeScanningTakes() throws {
        let (note, error) = (Self.rule(.note, "n-rule"), Self.rule(.error, "e-rule"))
        var result = try Self.result(
            findings: [note, note, error].map { Diagnostic($0, path: "a.md", line: 1, message: "m") })
        result.rules = [error, note]
        #expect(CheckSARIF(result: result).maximumResults == 25_000)
        let document = CheckSARIF(result: result, maximumResults: 2).document.text
        let run = try #require(try ReadSARIF(document).runs.first)
        #expect(run.results.map(\.ruleId) == ["e-rule", "n-rule"])
        let notice = run.invocations.first?.toolExecutionNotifications?.first?.message.text
        #expect(notice == "1 more findings are not in this file: code scanning takes 2.")
        #expect(try ReportSchemas.sarif.violations(in: [document]) == [])
    }

    /// Rules as code scanning takes them: descriptions that are not empty and not too long, help.
    @Test func sarifDescribesEveryRule() throws {
        let result = try Self.result(["a.md": "- [ ] One\n"])
        let rules = try #require(try ReadSARIF(CheckSARIF(result: result).document.text).runs.first).tool.driver.rules
        #expect(rules.map(\.id) == result.rules.map(\.name))
        for rule in rules {
            #expect((1...1024).contains(rule.shortDescription.text.count), "\(rule.id)")
            #expect((1...1024).contains(rule.fullDescription.text.count), "\(rule.id)")
            #expect(!rule.help.text.isEmpty && rule.help.markdown?.isEmpty == false, "\(rule.id)")
        }
    }

    @Test func githubSaysWhenItShowsNotAll() throws {
        func ending(_ count: Int) throws -> [Substring] {
            let findings = (1...count).map { Diagnostic(Self.rule(.warning), path: "a.md", line: $0, message: "m") }
            return CheckGitHub(result: try Self.result(findings: findings)).text.split(separator: "\n").suffix(2)
        }
        #expect(
            try ending(11) == [
                "11 warnings.", "GitHub shows the first 10 errors, warnings and notices each; the rest is here.",
            ])
        #expect(try ending(10).last == "10 warnings.")
    }

    // MARK: GitLab

    /// What GitLab's documentation requires of each object ("Code Quality report format"); no package has a schema.
    @Test func gitlab() throws {
        let rules = Diagnostic.Severity.allCases.map { Self.rule($0) }
        let findings =
            rules.map { Diagnostic($0, path: "a.md", line: 3, message: "m") }
            + [Diagnostic(Self.rule(.error), path: "b.md", message: "whole file")]
        let report = try ReadCodeQuality.all(try Self.result(findings: findings).codeQualityReport.text)
        #expect(report.map(\.severity) == ["info", "minor", "major", "major"])
        #expect(report.map(\.check_name) == Array(repeating: "some-rule", count: 4))
        #expect(report.map(\.location.path) == ["a.md", "a.md", "a.md", "b.md"])
        #expect(report.map(\.location.lines.begin) == [3, 3, 3, 1])
        #expect(Set(report.map(\.fingerprint)).count == 4)
        #expect(report.map(\.description) == ["m", "m", "m", "whole file"])
        let bytes = try Self.result(findings: []).codeQualityReport.text
        #expect(bytes == Array("[]\n".utf8))
    }

    // MARK: JUnit

    @Test func junitFailsFromTheThresholdOn() throws {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [ ] One {#A}\n  - Due: 1.2.2026\n- [ ] Late\n  - Due: 2026-01-01\n"])
        let written = try script.write()
        func failing(_ threshold: Diagnostic.Severity) throws -> [String] {
            let junit = try ReadJUnit(CheckJUnit(result: try CheckResult(of: written, threshold: threshold)).text)
            let failing = junit.cases.filter { $0.outcome == "failure" }.map(\.suite)
            #expect(junit.totals["failures"] == "\(failing.count)")
            #expect(junit.totals["tests"] == "\(junit.cases.count)")
            return failing
        }
        #expect(try failing(.error) == ["malformed-id"])
        #expect(try failing(.warning) == ["due-day", "malformed-id"])
    }

    @Test func junitHasATestForEveryRuleAndNoTwoOfOneName() throws {
        let finding = Diagnostic(Self.rule(.error), path: "a.md", line: 1, message: "m")
        var result = try Self.result(findings: [finding, finding])
        result.rules = [Self.rule(.error), Self.rule(.note, "other-rule")]
        let cases = try ReadJUnit(CheckJUnit(result: result).text).cases
        #expect(cases.map(\.name) == ["a.md: m", "a.md: m (2)", "nothing found"])
        #expect(cases.map(\.className) == ["countersign.some-rule", "countersign.some-rule", "countersign.other-rule"])
    }

    @Test func junitSaysWhatIsSwitchedOff() throws {
        let files = [
            "a.md": "- [ ] One\n  - Due: 1.2.2026\n", "countersign.yml": "version: 1\nchecks: { due-day: off }\n",
        ]
        let cases = try ReadJUnit(CheckJUnit(result: try Self.result(files)).text).cases
        let off = cases.filter { $0.outcome == "skipped" }
        #expect(off.map(\.suite) == ["due-day"])
        #expect(off.map(\.name) == ["nothing looked for"])
    }

    // MARK: Excerpts

    private func excerpt(_ marked: String, width: Int = 76) -> [String] {
        let text = MarkedText(marked, path: "a.md")
        let excerpt = SourceExcerpt(
            Array(text.text.unicodeScalars), columns: text.places.first?.columns, width: width)
        return [excerpt.text] + [excerpt.carets].compactMap(\.self)
    }

    @Test func caretsStandUnderTheText() {
        #expect(excerpt("- [ ] One {#«Bad»}") == ["- [ ] One {#Bad}", "            ^^^"])
        #expect(excerpt("whole line") == ["whole line"])
        #expect(excerpt("«all»") == ["all", "^^^"])
    }

    @Test func caretsCountWhatTerminalsShow() {
        // Two columns each.
        #expect(excerpt("中文 «錯誤»") == ["中文 錯誤", "     ^^^^"])
        #expect(excerpt("✅ «x»") == ["✅ x", "   ^"])
        // Combining marks take none: e with an acute, a Thai vowel above, a Khmer vowel.
        #expect(excerpt("e\u{301}e\u{301} «x»") == ["e\u{301}e\u{301} x", "   ^"])
        #expect(excerpt("ที่ «x»") == ["ที่ x", "  ^"])
        #expect(excerpt("ចិត «x»") == ["ចិត x", "   ^"])
        // A tab is shown as four spaces; what is invisible by its number.
        #expect(excerpt("\ta «x»") == ["    a x", "      ^"])
        #expect(excerpt("\u{202E}a «\u{1B}»") == ["\\u{202e}a \\u{1b}", "          ^^^^^^"])
    }

    @Test func longLinesAreCutAroundTheText() {
        let words = String(repeating: "word ", count: 40)
        for marked in ["\(words)«here» \(words)", "\(words)«here»", "«here» \(words)", "\(words)«\(words)»\(words)"] {
            let lines = excerpt(marked, width: 40)
            #expect(lines.allSatisfy { $0.count <= 40 }, "\(lines)")
            let carets = lines.last ?? ""
            let under = lines[0].dropFirst(carets.count { $0 == " " }).prefix(carets.count { $0 == "^" })
            #expect(under.hasPrefix(marked.contains("«here»") ? "here" : "word word word"), "\(lines)")
        }
        #expect(excerpt("\(words)«here»", width: 20) == ["…ord word word here", "               ^^^^"])
        #expect(excerpt("«here» \(words)", width: 20) == ["here word word wor…", "^^^^"])
        #expect(excerpt(words, width: 20) == ["word word word wor…"])
        let wide = excerpt(String(repeating: "中", count: 500) + "«x»", width: 20)
        #expect(wide == ["…" + String(repeating: "中", count: 8) + "x", String(repeating: " ", count: 17) + "^"])
    }

    @Test func columnsBeyondTheLineDoNoHarm() {
        let line = Array("ab".unicodeScalars)
        #expect(SourceExcerpt(line, columns: 9..<12, width: 20).carets == "  ^")
        #expect(SourceExcerpt([], columns: 1..<2, width: 20).text == "")
    }

    // MARK: Words

    @Test func wrapping() {
        #expect(wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(wrapped("unbreakable word", to: 4) == ["unbreakable", "word"])
        #expect(wrapped("中文 中文", to: 5) == ["中文", "中文"])
        #expect(wrapped("", to: 5) == [])
    }

    @Test func countsInWords() throws {
        func words(_ counts: [Diagnostic.Severity: Int]) throws -> String {
            let findings = counts.flatMap { severity, count in
                (0..<count).map { Diagnostic(Self.rule(severity), path: "a.md", message: "m\($0)") }
            }
            return try Self.result(findings: findings).countSentence
        }
        #expect(try words([:]) == "Nothing found.")
        #expect(try words([.error: 1]) == "1 error.")
        #expect(try words([.error: 2, .warning: 1, .note: 5]) == "2 errors, 1 warning, 5 notes.")
        #expect(try words([.note: 1]) == "1 note.")
    }

    @Test func countsOfAChangeNameItsBeginning() throws {
        let script = RepositoryScript()
        let base = script.commit("Add", ["a.md": "- [ ] One {#Bad}\n"])
        script.commit("More", ["b.md": "- [ ] Two {#Worse}\n"])
        let written = try script.write()
        let id = written.id(of: base).hex
        let result = try CheckResult(of: written, from: id)
        #expect(result.countSentence == "1 error in what was introduced since \(id.prefix(10)).")
        #expect(try ReadJSON(result.document.text).base?.id == id)
    }

    @Test func explanation() {
        let rule = Diagnostic.Rule(
            "some-rule", .warning, summary: "Something is wrong.",
            rationale: "It matters because of a reason that is told at such a length that it needs a second line.",
            example: .init(wrong: "- [ ] a\n\n  b", right: "- [x] a"))
        #expect(
            rule.explanation == """
                some-rule (warning)

                Something is wrong.

                It matters because of a reason that is told at such a length that it needs a
                second line.

                Wrong:
                    - [ ] a

                      b

                Right:
                    - [x] a

                To change its severity, in countersign.yml:
                    checks:
                      some-rule: off   # or note, error

                """)
    }

    @Test func explanationOfABindingRule() {
        let rule = Diagnostic.Rule(
            "some-rule", .error, summary: "S.", rationale: "R.", example: .init(wrong: "w"), isBinding: true)
        #expect(rule.explanation.hasSuffix("\nWrong:\n    w\n\nIts severity cannot be changed.\n"))
        #expect(rulesPage([rule]).contains("\n## some-rule\n\nSeverity: error; it cannot be changed.\n\nS.\n\nR.\n"))
    }

    @Test func rulesPageTellsEveryRule() {
        let rule = Diagnostic.Rule(
            "some-rule", .note, summary: "A | b.", rationale: "R.",
            example: .init("text", wrong: "```\ncode\n```", right: "none"))
        let page = rulesPage([rule])
        #expect(page.contains("| --- | --- | --- |\n| [some-rule](#some-rule) | note | A \\| b. |\n\n## some-rule\n"))
        #expect(page.contains("Wrong:\n\n````text\n```\ncode\n```\n````\n\nRight:\n\n```text\nnone\n```\n"))
    }
}
