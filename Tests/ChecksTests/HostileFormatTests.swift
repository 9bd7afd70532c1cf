import Checklists
import Foundation
import TestSupport
import Testing

@testable import CountersignCommand

/// What a repository's content says comes out of every format as text: never as a command, as markup, or unseen.
@Suite struct HostileFormatTests {
    private static let texts = [
        "two\nlines\r\nthree", "100 % %0A %25 %", "::error::not ours", " ::add-mask::x", "a ##[set-output name=x]y",
        "##vso[task.setvariable variable=x]y ##VSO[a]", "]]> <b> & &amp; \"quoted\" 'too'", "\u{1B}[31mred\u{7}\u{0}",
        "\u{202E}evil\u{2066}\u{200F}\u{FEFF}\u{2028}", "not XML: \u{FFFE}\u{FFFF}\u{B}\u{7F}\u{85}",
        "[link](https://evil.example) {0}", "a, b: c=d;e", "ភាសាខ្មែរ عربي 中文 🇰🇭", "\\351 \\u{1b}",
        String(repeating: "very long ", count: 1_000), String(repeating: "::error::x ", count: 30),
    ]
    private static let paths = [
        "plain.md", "::error::b.md", " ::warning::c.md", "a,b:c%2C=d;e.md", "with space & <b>\"'.md", "new\nline.md",
        "caf\\351.md", "\u{202E}dm.md", "esc\u{1B}[31m.md", "ខ្មែរ.md", "#frag?query.md", "##[add-mask]x.md",
        "http://x/y.md", "%0A.md", "a]]>b.md", "last.md",
    ]

    /// Every text as message, advice and related message, at every path in turn.
    private static func result() throws -> CheckResult {
        let script = RepositoryScript()
        script.commit("Add", ["a.md": "- [ ] One\n"])
        var result = try CheckResult(of: try script.write())
        let rules = result.rules
        result.findings = zip(texts, paths).enumerated().map { number, pair in
            let (text, path) = pair
            var finding = Diagnostic(
                rules[number % rules.count], path: path, line: number + 1, columns: 2..<4, message: text, advice: text,
                related: [.init(path: path, line: 7, message: text), .init(path: path, message: text)])
            finding.severity = Diagnostic.Severity.allCases[number % 3]
            return finding
        }
        return result
    }

    private static func places(of result: CheckResult) -> [ReadFinding] {
        result.findings.map {
            ReadFinding(
                rule: $0.rule.name, severity: $0.severity.rawValue, path: $0.path, line: $0.line, start: 2, end: 4)
        }
    }

    @Test func thereAreAsManyTextsAsPaths() { #expect(Self.texts.count == Self.paths.count) }

    @Test func jsonKeepsEverything() throws {
        let result = try Self.result()
        let read = try ReadJSON(result.document.text)
        #expect(read.findings.map(\.message) == Self.texts)
        #expect(read.findings.map(\.advice) == Self.texts)
        #expect(read.findings.map(\.path) == Self.paths)
        #expect(read.findings.map { $0.related.map(\.line) } == Self.texts.map { _ in [7, nil] })
        #expect(try ReportSchemas.check.violations(in: [result.document.text]) == [])
    }

    @Test func sarif() throws {
        let result = try Self.result()
        let document = CheckSARIF(result: result).document.text
        #expect(try ReportSchemas.sarif.violations(in: [document]) == [])
        let sarif = try ReadSARIF(document)
        let read = try sarif.read()
        #expect(Set(read.map(\.description)) == Set(Self.places(of: result).map(\.description)))
        for result in try #require(sarif.runs.first).results {
            let uri = try #require(result.locations.first).physicalLocation.artifactLocation.uri
            // A reference to a file below the root, in characters that every reader takes for just that (RFC 3986).
            #expect(try #/[A-Za-z0-9._~%\/-]+/#.wholeMatch(in: uri) != nil, "\(uri)")
            #expect(!result.message.text.contains(#/[^\\]\]\(/#), "a link that is not ours: \(result.message.text)")
            expectNothingUnseen(result.message.text, but: "\n")
        }
    }

    @Test func github() throws {
        let result = try Self.result()
        let text = CheckGitHub(result: result).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // Each finding in one line, the counts, and the end of the last line.
        #expect(lines.count == Self.texts.count + 2)
        // In a file's name it must stay: the line is a command already, and the runner looks for no other in it.
        #expect(!text.replacing("file=##[add-mask]x.md", with: "").contains("##["))
        #expect(!text.lowercased().contains("##vso["))
        expectNothingUnseen(text, but: "\n\u{202E}")
        #expect(lines.dropLast(2).allSatisfy { $0.hasPrefix("::") })
        #expect(WorkflowCommand(lines[lines.count - 2]) == nil)
        let read = try lines.compactMap { WorkflowCommand($0) }.map { try $0.read() }
        var expected = Self.places(of: result)
        for index in expected.indices where expected[index].path.contains("\u{1B}") {
            expected[index].path = "esc\\u{1b}[31m.md"
        }
        #expect(Set(read.map(\.description)) == Set(expected.map(\.description)))
        #expect(read.contains { $0.message.contains("%0A %25 % [") })
        #expect(read.contains { $0.message.contains("two\\u{a}lines\\u{d}\\u{a}three") })
    }

    @Test func gitlab() throws {
        let result = try Self.result()
        let read = try ReadCodeQuality.all(result.codeQualityReport.text)
        #expect(read.map(\.location.path) == Self.paths)
        for finding in read { expectNothingUnseen(finding.description) }
    }

    @Test func junit() throws {
        let result = try Self.result()
        let text = CheckJUnit(result: result).text
        #expect(try ReportSchemas.junitViolations(in: [text]) == [])
        expectNothingUnseen(text, but: "\n")
        let read = try ReadJUnit(text)
        #expect(read.findings.count == Self.texts.count)
        for (text, path) in zip(Self.texts, Self.paths) {
            let found = read.findings.first { $0.name == "\(visible(path)): \(xmlVisible(text))" }
            let lines = try #require(found, "\(text.prefix(80))").text.split(separator: "\n")
            // Message, advice, two related places: no text of the project makes a line.
            #expect(lines.count == 4)
        }
    }

    /// As it stands in XML: two characters more are forbidden there.
    private func xmlVisible(_ text: String) -> String {
        visible(text).replacing("\u{FFFE}", with: "\\u{fffe}").replacing("\u{FFFF}", with: "\\u{ffff}")
    }

    @Test func text() throws {
        let result = try Self.result()
        for colour in [ColorChoice.never, .always] {
            let text = CheckText(result: result, style: Style(colour), showsAll: true).text
            let plain = text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
            expectNothingUnseen(plain, but: "\n")
            #expect(!plain.lowercased().contains(#/##(\[|vso\[)/#))
            for line in plain.split(separator: "\n") {
                #expect(WorkflowCommand(line) == nil, "\(line)")
                #expect(!line.drop { $0.isWhitespace }.hasPrefix("::"), "\(line)")
            }
        }
        let text = "\n" + CheckText(result: result, style: Style(.never), showsAll: true).text
        #expect(text.contains("\n./::error::b.md:2:2: warning: 100 % %0A %25 % ["))
        #expect(text.contains("\n./ ::warning::c.md:3:2: error: ::error::not ours ["))
    }

    /// Nothing that a terminal or a page obeys, or does not show.
    private func expectNothingUnseen(
        _ text: String, but allowed: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for scalar in text.unicodeScalars where !allowed.unicodeScalars.contains(scalar) {
            let isBidi =
                [0x061C, 0x200E, 0x200F].contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value) || [0x2028, 0x2029, 0xFEFF].contains(scalar.value)
            #expect(
                scalar.properties.generalCategory != .control && !isBidi, "U+\(String(scalar.value, radix: 16))",
                sourceLocation: sourceLocation)
        }
    }
}
