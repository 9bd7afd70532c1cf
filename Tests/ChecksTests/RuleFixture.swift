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
        let script = RepositoryScript()
        let files = Files()
        let base = try build(script, files)
        let written = try script.write(checkout: files.lastStep != nil)
        let repository = try files.lastStep?(written) ?? written
        let found = try findings(in: repository, since: base.map { written.id(of: $0).hex })
        return (found.filter { !others.contains($0.rule.name) }, files.places)
    }
}

/// What is found in a project on the last day of January 2027, or in its change since a revision.
func findings(in repository: ScriptedRepository, since base: String? = nil) throws -> [Diagnostic] {
    let reader = ProjectReader(try repository.open())
    let tools = SignatureTools(searchPath: hermeticEnvironment["PATH"] ?? "/usr/bin:/bin")
    let day = Day("2027-01-31") ?? Day(daysSince1970: 0)
    guard let base else {
        return try Checker.findings(
            in: CheckedProject(reader.read("HEAD", asOf: day, version: "test", tools: tools)))
    }
    let change = try reader.readChange(from: base, to: "HEAD", asOf: day, version: "test", tools: tools)
    return try Checker.findings(
        in: CheckedChange(base: CheckedProject(change.base), head: CheckedProject(change.head)))
}

extension Diagnostic {
    var markedPlace: MarkedText.Place { MarkedText.Place(path: path, line: line, columns: columns) }
}
