import Checklists
import TestSupport
import Testing

@testable import CountersignCommand

/// Every finding of every fixture, told in every format and read back: the same rule, severity and place.
@Suite struct FormatTests {
    @Test(arguments: RuleFixture.all) func everyFormatTellsTheMarkedPlaces(fixture: RuleFixture) throws {
        let (result, expected) = try fixture.result()
        try #require(result.findings.count == expected.count)
        let findings = zip(expected, result.findings).map { place, finding in
            ReadFinding(
                rule: fixture.rule, severity: finding.severity.rawValue, path: place.path, line: place.line,
                start: place.columns?.lowerBound, end: place.columns?.upperBound)
        }
        func expect(
            _ read: [ReadFinding], in format: CheckCommand.Format, as change: (ReadFinding) -> ReadFinding = { $0 }
        ) {
            let described = read.map(\.description).sorted()
            #expect(described == findings.map { change($0).description }.sorted(), "\(format)")
        }

        expect(try ReadJSON(result.document.text).read, in: .json)
        expect(try ReadSARIF(CheckSARIF(result: result).document.text).read(), in: .sarif) { finding in
            // SARIF has a region everywhere: the whole line, the first line.
            var finding = finding
            finding.line = finding.line ?? 1
            let line = result.source.line(finding.line ?? 1, of: finding.path) ?? []
            finding.start = finding.start ?? 1
            finding.end = finding.end ?? line.count + 1
            return finding
        }
        let commands = CheckGitHub(result: result).text.split(separator: "\n").compactMap { WorkflowCommand($0) }
        expect(try commands.map { try $0.read() }, in: .github)
        let codeQuality = try ReadCodeQuality.all(result.codeQualityReport.text)
        expect(try codeQuality.map { try $0.read() }, in: .gitlab) {
            ReadFinding(rule: $0.rule, severity: $0.severity, path: $0.path, line: $0.line ?? 1)
        }
        expect(try ReadJUnit(CheckJUnit(result: result).text).read(), in: .junit, as: \.withoutEnd)
        let text = try ReadText(CheckText(result: result, style: Style(.never), showsAll: true).text)
        expect(text.findings.map(\.finding), in: .text, as: \.withoutEnd)
        let byGravity = Diagnostic.Severity.allCases.reversed().flatMap { severity in
            result.findings.filter { $0.severity == severity }
        }
        for (found, finding) in zip(text.findings, byGravity) { try expectCarets(found, finding, result.source) }
    }

    /// The carets stand under the offending text. Lines with other than ASCII are tested for themselves.
    private func expectCarets(_ found: ReadText.Finding, _ finding: Diagnostic, _ source: CheckSource) throws {
        guard let columns = finding.columns, let number = finding.line else {
            #expect(found.carets == nil)
            return
        }
        let line = try #require(source.line(number, of: finding.path))
        let marked = line[columns.lowerBound - 1..<columns.upperBound - 1]
        guard line.allSatisfy({ (0x20..<0x7F).contains($0.value) }), marked.count < 70 else { return }
        let carets = try #require(found.carets)
        let under = try #require(found.excerpt).dropFirst(carets.count { $0 == " " }).prefix(carets.count { $0 == "^" })
        #expect(Array(under.unicodeScalars) == Array(marked))
    }

    // MARK: Schemas

    /// All at once, since a validator takes a while to start.
    @Test func everyFixtureIsValidByThePublishedSchemas() throws {
        var (json, sarif, junit): ([[UInt8]], [[UInt8]], [String]) = ([], [], [])
        for fixture in RuleFixture.all {
            let (result, _) = try fixture.result()
            json.append(result.document.text)
            sarif.append(CheckSARIF(result: result).document.text)
            junit.append(CheckJUnit(result: result).text)
        }
        #expect(try ReportSchemas.check.violations(in: json) == [])
        #expect(try ReportSchemas.sarif.violations(in: sarif) == [])
        #expect(try ReportSchemas.junitViolations(in: junit) == [])
    }
}

extension ReadFinding {
    /// As formats tell it that know the first column only.
    fileprivate var withoutEnd: ReadFinding {
        var finding = self
        finding.end = nil
        return finding
    }
}
