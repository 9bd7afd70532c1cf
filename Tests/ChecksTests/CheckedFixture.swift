import Checklists
import Checks
import Git
import Ledger
import Signatures
import TestSupport

@testable import CountersignCommand

extension RuleFixture {
    /// What the formats render of it, but for `others`, and where findings should be.
    func result() throws -> (result: CheckResult, expected: [MarkedText.Place]) {
        let made = try made()
        var result = try CheckResult(of: made.repository, from: made.base)
        result.findings.removeAll { others.contains($0.rule.name) }
        return (result, made.places)
    }
}

extension CheckResult {
    /// What is found in a repository as it is, or in the change from `base`, on 31 January 2027.
    init(of written: ScriptedRepository, from base: String? = nil, threshold: Diagnostic.Severity = .error) throws {
        let reader = ProjectReader(try written.open())
        let tools = SignatureTools(searchPath: hermeticEnvironment["PATH"] ?? "/usr/bin:/bin")
        let day = Day("2027-01-31") ?? Day(daysSince1970: 0)
        guard let base else {
            let reading = try reader.read("HEAD", asOf: day, version: "test", tools: tools)
            try self.init(of: CheckedProject(reading), threshold: threshold)
            return
        }
        let (old, new) = try reader.readChange(from: base, to: "HEAD", asOf: day, version: "test", tools: tools)
        try self.init(of: CheckedChange(base: CheckedProject(old), head: CheckedProject(new)), threshold: threshold)
    }
}
