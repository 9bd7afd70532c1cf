import Checklists
import Foundation
import Testing

@testable import CountersignCommand

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A finding as a reader of some format understands it: a second opinion that shares no code with what wrote it.
struct ReadFinding: Hashable, CustomStringConvertible {
    var rule: String
    var severity: String
    var path: String
    var line: Int?
    /// First column and the one behind the last; formats that cannot tell the last leave it out.
    var start: Int?
    var end: Int?
    var message = ""

    var description: String {
        "\(severity) \(rule) \(path):\(line.map(String.init) ?? "-"):\(start.map(String.init) ?? "-")-\(end.map(String.init) ?? "-")"
    }
}

// MARK: JSON

/// `--format json`.
struct ReadJSON: Decodable {
    struct Columns: Decodable { let start: Int, end: Int }
    struct Related: Decodable { let path: String, line: Int?, message: String }
    struct Finding: Decodable {
        let rule: String, severity: String, path: String, line: Int?, columns: Columns?, message: String
        let advice: String?, item: String?, related: [Related], fingerprint: String
    }
    struct ID: Decodable { let id: String }

    let schemaVersion: Int, commit: ID, base: ID?, summary: [String: Int], findings: [Finding]

    init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }

    var read: [ReadFinding] {
        findings.map {
            ReadFinding(
                rule: $0.rule, severity: $0.severity, path: $0.path, line: $0.line, start: $0.columns?.start,
                end: $0.columns?.end, message: $0.message)
        }
    }
}

/// The parts of SARIF 2.1.0 that code scanning reads.
struct ReadSARIF: Decodable {
    struct Text: Decodable { let text: String, markdown: String? }
    struct Rule: Decodable { let id: String, shortDescription: Text, fullDescription: Text, help: Text }
    struct Driver: Decodable { let name: String, rules: [Rule] }
    struct Tool: Decodable { let driver: Driver }
    struct Artifact: Decodable { let uri: String, uriBaseId: String }
    struct Region: Decodable { let startLine: Int, startColumn: Int, endLine: Int, endColumn: Int }
    struct Place: Decodable { let artifactLocation: Artifact, region: Region }
    struct Location: Decodable { let physicalLocation: Place }
    struct Result: Decodable {
        let ruleId: String, ruleIndex: Int, level: String, message: Text, locations: [Location]
        let partialFingerprints: [String: String]
    }
    struct Notification: Decodable { let message: Text }
    struct Invocation: Decodable { let toolExecutionNotifications: [Notification]? }
    struct Run: Decodable { let tool: Tool, columnKind: String, results: [Result], invocations: [Invocation] }

    let version: String, runs: [Run]

    init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }

    func read() throws -> [ReadFinding] {
        let run = try #require(runs.first)
        return try run.results.map { result in
            #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId)
            #expect(result.locations.count == 1)
            let place = try #require(result.locations.first).physicalLocation
            #expect(place.artifactLocation.uriBaseId == "%SRCROOT%")
            #expect(place.region.endLine == place.region.startLine)
            return ReadFinding(
                rule: result.ruleId, severity: result.level,
                path: try #require(place.artifactLocation.uri.removingPercentEncoding), line: place.region.startLine,
                start: place.region.startColumn, end: place.region.endColumn, message: result.message.text)
        }
    }
}

/// GitLab's code quality report.
struct ReadCodeQuality: Decodable {
    struct Lines: Decodable { let begin: Int }
    struct Location: Decodable { let path: String, lines: Lines }

    let description: String, check_name: String, fingerprint: String, severity: String, location: Location

    static func all(_ bytes: [UInt8]) throws -> [Self] { try JSONDecoder().decode([Self].self, from: Data(bytes)) }

    func read() throws -> ReadFinding {
        let severity = try #require(["major": "error", "minor": "warning", "info": "note"][severity])
        return ReadFinding(
            rule: check_name, severity: severity, path: location.path, line: location.lines.begin, message: description)
    }
}

// MARK: Workflow commands

/// A line that GitHub's runner obeys, read as its source reads it (actions/runner, `ActionCommand.cs`).
struct WorkflowCommand {
    let name: String
    let properties: [String: String]
    let data: String

    /// nil for a line that is none.
    init?(_ line: some StringProtocol) {
        let line = String(line.drop { $0.isWhitespace })
        guard line.hasPrefix("::"), let end = line.dropFirst(2).range(of: "::") else { return nil }
        let head = line[..<end.lowerBound].dropFirst(2)
        let words = head.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        var properties: [String: String] = [:]
        for property in (words.count > 1 ? String(words[1]) : "").trimmingCharacters(in: .whitespaces).split(
            separator: ",")
        {
            let pair = property.split(separator: "=", maxSplits: 1)
            if pair.count == 2 {
                properties[String(pair[0])] = Self.unescaped(
                    pair[1], ["%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"])
            }
        }
        name = String(words[0])
        self.properties = properties
        data = Self.unescaped(line[end.upperBound...], ["%0D": "\r", "%0A": "\n", "%25": "%"])
    }

    private static func unescaped(_ text: some StringProtocol, _ characters: [String: String]) -> String {
        var text = String(text)
        // As the runner does: the percent sign last.
        for (escape, character) in characters.sorted(by: { $0.value != "%" && $1.value == "%" }) {
            text = text.replacingOccurrences(of: escape, with: character)
        }
        return text
    }

    func read() throws -> ReadFinding {
        let severity = name == "notice" ? "note" : name
        #expect(properties["endLine"] == properties["line"])
        return ReadFinding(
            rule: try #require(properties["title"]).replacingOccurrences(of: "Countersign: ", with: ""),
            severity: severity, path: try #require(properties["file"]), line: properties["line"].flatMap(Int.init),
            start: properties["col"].flatMap(Int.init), end: properties["endColumn"].flatMap(Int.init), message: data)
    }
}

// MARK: JUnit

/// The test cases of a JUnit report, read by Foundation's XML parser.
final class ReadJUnit: NSObject, XMLParserDelegate {
    struct Case {
        let suite: String, className: String, name: String
        /// `failure`, `system-out`, `skipped`, or empty for a test that passed without a word.
        var outcome = ""
        var message: String?
        var text = ""
    }

    private(set) var cases: [Case] = []
    /// Attributes of `testsuites`.
    private(set) var totals: [String: String] = [:]
    private var suite = ""
    private var isInOutcome = false

    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        try #require(parser.parse(), "\(String(describing: parser.parserError))")
    }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        switch element {
        case "testsuites": totals = attributes
        case "testsuite": suite = attributes["name"] ?? ""
        case "testcase":
            cases.append(
                Case(suite: suite, className: attributes["classname"] ?? "", name: attributes["name"] ?? ""))
        default:
            guard let last = cases.indices.last else { return }
            isInOutcome = true
            cases[last].outcome = element
            cases[last].message = attributes["message"]
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
    ) {
        isInOutcome = false
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        guard let last = cases.indices.last, isInOutcome else { return }
        cases[last].text += text
    }

    /// Those that are findings.
    var findings: [Case] { cases.filter { $0.outcome == "failure" || $0.outcome == "system-out" } }

    func read() throws -> [ReadFinding] {
        try findings.map { try ReadFinding(placeLine: $0.text.split(separator: "\n").first ?? "", rule: $0.suite) }
    }
}

extension ReadFinding {
    /// `path:line:column: severity: message`.
    init(placeLine line: Substring, rule: String) throws {
        let match = try #require(
            try #/^(.*?)(?::(\d+))?(?::(\d+))?: (error|warning|note): (.*)$/#.wholeMatch(in: line), "\(line)")
        self.init(
            rule: rule, severity: String(match.4), path: String(match.1), line: match.2.flatMap { Int($0) },
            start: match.3.flatMap { Int($0) }, message: String(match.5))
    }
}

// MARK: Text

/// What a person reads on a terminal.
struct ReadText {
    struct Finding {
        let finding: ReadFinding
        /// The line of the file as it is shown, and what the carets stand under.
        var excerpt: Substring?
        var carets: Substring?
        var advice = ""
    }

    private(set) var findings: [Finding] = []
    private(set) var ending: [Substring] = []

    init(_ text: String) throws {
        for block in text.split(separator: "\n\n") {
            let lines = block.split(separator: "\n")
            guard let first = lines.first,
                let header = try #/^(.*) \[([a-z-]+)\]$/#.wholeMatch(in: first)
            else {
                ending += lines
                continue
            }
            var found = Finding(finding: try ReadFinding(placeLine: header.1, rule: String(header.2)))
            for line in lines.dropFirst() {
                if let excerpt = try #/^\d+ \| (.*)$/#.wholeMatch(in: line) {
                    found.excerpt = excerpt.1
                } else if let carets = try #/^ +\| ( *\^+)$/#.wholeMatch(in: line) {
                    found.carets = carets.1
                } else {
                    found.advice += line.drop { $0 == " " || $0 == "=" } + " "
                }
            }
            findings.append(found)
        }
    }
}
