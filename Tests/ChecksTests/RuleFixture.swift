import Checklists
import Checks
import Git
import Ledger
import Signatures
import TestSupport
import Testing

/// A small project that breaks one rule at the marked places and only there.
///
/// The last commit's files have the marks of `MarkedText`. With `base` set the findings are those of the change from there.
struct RuleFixture: Sendable, CustomTestStringConvertible {
    typealias Build = @Sendable (RepositoryScript, Files) throws -> RepositoryScript.Mark?

    /// Hands the files to the script without their marks, and remembers these.
    final class Files: @unchecked Sendable {
        private(set) var places: [MarkedText.Place] = []
        fileprivate var lastStep: ((ScriptedRepository) throws -> ScriptedRepository)?

        /// Something is to be found in a file that the last commit does not have, or does not mark.
        func expect(_ path: String) { places.append(MarkedText.Place(path: path)) }

        /// The same for places that are written by the last step.
        func expect(_ marked: [MarkedText.Place]) { places += marked }

        /// What a script cannot do: commits with signatures, a clone. What it gives is looked at.
        func afterwards(_ step: @escaping (ScriptedRepository) throws -> ScriptedRepository) { lastStep = step }

        /// The files of the commit that is looked at. Once a fixture.
        func marked(_ files: [String: String]) -> [String: String?] {
            var plain: [String: String?] = [:]
            for (path, marked) in files.sorted(by: { $0.key < $1.key }) {
                let text = MarkedText(marked, path: path)
                places += text.places
                plain[path] = text.text
            }
            return plain
        }
    }

    let rule: String
    let label: String
    /// Other rules that cannot but be broken, too; their findings are not looked at.
    let others: Set<String>
    /// Makes the commits; gives the base of the change, or nil to look at the project as it is.
    let build: Build

    var testDescription: String { "\(rule): \(label)" }

    init(_ rule: String, _ label: String, others: Set<String> = [], build: @escaping Build) {
        self.rule = rule
        self.label = label
        self.others = others
        self.build = build
    }

    /// One commit with these files.
    init(_ rule: String, _ label: String, others: Set<String> = [], _ files: [String: String]) {
        self.init(rule, label, others: others) { script, marks in
            script.commit("add", marks.marked(files))
            return nil
        }
    }

    /// One commit with this `a.md`.
    init(_ rule: String, _ label: String, others: Set<String> = [], _ text: String) {
        self.init(rule, label, others: others, ["a.md": text])
    }

    /// What is found, but for `others`, and where it should be. The repository is gone afterwards.
    func check() throws -> (found: [Diagnostic], expected: [MarkedText.Place]) {
        let made = try made()
        let found = try findings(in: made.repository, since: made.base)
        return (found.filter { !others.contains($0.rule.name) }, made.places)
    }

    /// The repository, the base of the change if one is looked at, and the marked places.
    func made() throws -> (repository: ScriptedRepository, base: String?, places: [MarkedText.Place]) {
        let script = RepositoryScript()
        let files = Files()
        let base = try build(script, files)
        let written = try script.write(checkout: files.lastStep != nil)
        return (try files.lastStep?(written) ?? written, base.map { written.id(of: $0).hex }, files.places)
    }
}

/// What is found in a project on the last day of January 2027, or in its change since a revision.
func findings(in repository: ScriptedRepository, since base: String? = nil) throws -> [Diagnostic] {
    if let base { return try Checker.findings(in: change(in: repository, since: base)) }
    return try Checker.findings(
        in: CheckedProject(
            ProjectReader(try repository.open()).read("HEAD", asOf: checkDay, version: "test", tools: checkTools)))
}

/// A change from a revision to another.
func change(
    in repository: ScriptedRepository, since base: String, to head: String = "HEAD"
) throws -> CheckedChange {
    let change = try ProjectReader(try repository.open()).readChange(
        from: base, to: head, asOf: checkDay, version: "test", tools: checkTools)
    return try CheckedChange(base: CheckedProject(change.base), head: CheckedProject(change.head))
}

private let checkTools = SignatureTools(searchPath: hermeticEnvironment["PATH"] ?? "/usr/bin:/bin")
private let checkDay = Day("2027-01-31") ?? Day(daysSince1970: 0)

extension Diagnostic {
    var markedPlace: MarkedText.Place { MarkedText.Place(path: path, line: line, columns: columns) }
}
