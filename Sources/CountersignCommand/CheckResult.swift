import Checklists
import Checks
import Digests
import Git
import Ledger

/// What `check` found, and what its formats tell besides.
struct CheckResult {
    /// By place.
    var findings: [Diagnostic]
    let commit: CommitID
    /// The working tree was counted as one unwritten commit.
    let includesWorktree: Bool
    /// Where the change begins whose findings these are; nil for those of a whole project.
    let base: CommitID?
    let asOf: Day
    /// Web address of the repository, without credentials.
    let repository: String?
    /// From this severity on a finding makes the check fail.
    let threshold: Diagnostic.Severity
    /// Every rule there is, by name.
    var rules: [Diagnostic.Rule]
    /// Names of the rules that the configuration switches off.
    let rulesOff: Set<String>
    let source: CheckSource

    /// Looks for everything wrong in a project; `further` is what was found in other ways.
    init(
        of project: CheckedProject, and further: [Diagnostic] = [], threshold: Diagnostic.Severity
    ) throws(GitError) {
        self.init(
            findings: try Checker.findings(in: project, and: further), in: project, base: nil,
            configurations: [project],
            threshold: threshold)
    }

    /// Looks for what a change introduces.
    init(of change: CheckedChange, threshold: Diagnostic.Severity) throws(GitError) {
        self.init(
            findings: try Checker.findings(in: change), in: change.head, base: change.base.report.commit,
            configurations: [change.base, change.head], threshold: threshold)
    }

    private init(
        findings: [Diagnostic], in project: CheckedProject, base: CommitID?, configurations: [CheckedProject],
        threshold: Diagnostic.Severity
    ) {
        self.findings = findings
        commit = project.report.commit
        includesWorktree = project.report.includesWorktree
        self.base = base
        asOf = project.asOf
        repository = project.report.project.repository
        self.threshold = threshold
        rules = Catalogue.rules
        rulesOff = Set(
            Catalogue.rules.filter { rule in
                !rule.isBinding && configurations.allSatisfy { $0.configuration.checks[rule.name] == .off }
            }.map(\.name))
        source = CheckSource(project.files)
    }

    var fails: Bool { findings.contains { $0.severity >= threshold } }

    func count(_ severity: Diagnostic.Severity) -> Int { findings.count { $0.severity == severity } }

    /// How many there are: `2 errors, 1 warning, 5 notes`; empty for nothing.
    var counts: String {
        let parts = Diagnostic.Severity.allCases.reversed().map { ($0, count($0)) }.filter { $0.1 > 0 }
        return parts.map { "\($0.1) \($0.0.rawValue)\($0.1 == 1 ? "" : "s")" }.joined(separator: ", ")
    }

    /// The counts as a sentence.
    var countSentence: String {
        let scope = base.map { " in what was introduced since \($0.hex.prefix(10))" } ?? ""
        return findings.isEmpty ? "Nothing found\(scope)." : "\(counts)\(scope)."
    }

    /// With their fingerprints, the gravest first.
    var bySeverity: [(Diagnostic, fingerprint: String)] {
        let all = Array(zip(findings, fingerprints))
        return Diagnostic.Severity.allCases.reversed().flatMap { severity in
            all.filter { $0.0.severity == severity }.map { ($0.0, fingerprint: $0.1) }
        }
    }

    /// Of each finding, 32 hexadecimal digits by which CI systems know it again: from its rule, item (or file) and detail, not
    /// from its line. Findings that are alike in all this are numbered in their order, since CI systems show only one of those
    /// with the same fingerprint.
    var fingerprints: [String] {
        var seen: [[String]: Int] = [:]
        return findings.map { finding in
            let parts = [finding.rule.name, finding.item ?? finding.path, finding.detail ?? finding.message]
            let number = seen[parts, default: 0]
            seen[parts] = number + 1
            let text = (parts + (number == 0 ? [] : [String(number)])).joined(separator: "\0")
            return sha256(Array(text.utf8)).prefix(16).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
        }
    }
}

/// The lines in which findings stand.
final class CheckSource {
    private let files: ProjectFiles
    private var texts: [String: [Substring]] = [:]
    private var last: (path: String, line: Int, scalars: [Unicode.Scalar])?

    init(_ files: ProjectFiles) { self.files = files }

    /// A line without its end, as Unicode code points, which columns count; nil if there is no such line.
    func line(_ number: Int, of path: String) -> [Unicode.Scalar]? {
        if let last, last.path == path, last.line == number { return last.scalars }
        guard let line = read(number, of: path) else { return nil }
        let scalars = Array(line.unicodeScalars)
        last = (path, number, scalars)
        return scalars
    }

    /// Without the line a finding is told all the same.
    private func read(_ number: Int, of path: String) -> Substring? {
        if let file = try? files.markdown(at: path) { return number > 0 ? file.line(number) : nil }
        if texts[path] == nil { texts[path] = (try? files.text(at: path)).flatMap(\.self).map(lines(of:)) ?? [] }
        guard let lines = texts[path], lines.indices.contains(number - 1) else { return nil }
        return lines[number - 1]
    }
}

extension Diagnostic {
    /// Message and advice for a web page, which shows bidi controls no more than a terminal does.
    func told(separatedBy separator: String) -> String {
        ([message] + [advice].compactMap(\.self)).map(visible).joined(separator: separator)
    }

    /// `path:line:column`, as far as it is known.
    var place: String { path + position }

    /// `:line:column`, as far as it is known.
    var position: String { (line.map { ":\($0)" } ?? "") + (columns.map { ":\($0.lowerBound)" } ?? "") }
}
