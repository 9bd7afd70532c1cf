import ArgumentParser
import Checklists
import Checks
import Git
import Ledger
import Signatures

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Everything wrong or suspicious, with file, line, and what to do.",
        discussion: """
            With --base only what a pull request introduces, and what it does to sign-offs. Severities can be changed under \
            "checks" in countersign.yml. Exit code 1 if there is an error; with --strict, a warning too.

            Examples:
              countersign check
              countersign check --base origin/main
              countersign check --external
              countersign check --format sarif > check.sarif
              countersign check --explain duplicate-id
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, sarif, github, gitlab, junit }

    @OptionGroup var project: ProjectOptions
    @OptionGroup var version: WorktreeOptions

    @Option(help: ArgumentHelp("Only what the commits since this one introduce.", valueName: "rev")) var base: String?
    @Option(help: "text, json, sarif, github (annotations), gitlab (code quality) or junit.") var format = Format.text
    @Flag(help: "Ask the addresses that are outputs whether they answer, over the network, with curl.") var external =
        false
    @Flag(help: "Exit with 1 for warnings, too.") var strict = false
    @Flag(help: "Text: every finding, however many.") var all = false
    @Option(help: ArgumentHelp("Say what a rule looks for, and why.", valueName: "rule")) var explain: String?
    @Option(help: "auto, always or never.") var color = ColorChoice.auto

    /// What `make docs` writes to docs/rules.md.
    @Flag(help: .hidden) var rulesPage = false

    func validate() throws {
        try version.validate(with: project)
        if external, base != nil {
            throw ValidationError("--external asks every address there is; it does not go with --base")
        }
        guard let explain, Catalogue.rule(named: explain) == nil else { return }
        let near = namesLike(explain)
        let advice = near.isEmpty ? "" : "; the nearest: \(near.joined(separator: ", "))"
        throw ValidationError("there is no rule '\(visible(explain))'\(advice)")
    }

    func run() throws {
        try performing {
            if rulesPage { return try Console.write(Array(CountersignCommand.rulesPage(Catalogue.rules).utf8)) }
            if let rule = explain.flatMap(Catalogue.rule(named:)) { return try Console.say(rule.explanation) }
            var result = try check()
            switch format {
            case .text:
                if project.rev == "HEAD", !version.worktree,
                    let files = UncommittedFile(in: try Repository(at: project.directory))
                {
                    result.findings = result.findings.map(files.advising)
                }
                try Console.say(CheckText(result: result, style: Style(color), showsAll: all).text)
            case .json: try result.document.write(Console.write)
            case .sarif: try CheckSARIF(result: result).document.write(Console.write)
            case .github: try Console.write(Array(CheckGitHub(result: result).text.utf8))
            case .gitlab: try result.codeQualityReport.write(Console.write)
            case .junit: try Console.write(Array(CheckJUnit(result: result).text.utf8))
            }
            if result.fails { throw ExitCode(1) }
        }
    }

    private func check() throws -> CheckResult {
        let threshold = strict ? Diagnostic.Severity.warning : .error
        guard let base else {
            let checked = try CheckedProject(try project.readSilently(worktree: version.worktree))
            return try CheckResult(of: checked, and: external ? try unanswered(in: checked) : [], threshold: threshold)
        }
        let (old, new) = try project.readChange(from: base, worktree: version.worktree)
        let change = try CheckedChange(base: CheckedProject(old), head: CheckedProject(new))
        return try CheckResult(of: change, threshold: threshold)
    }

    private func unanswered(in project: CheckedProject) throws -> [Diagnostic] {
        let external = try ExternalAddresses(of: project)
        let probe = AddressProbe(tools: .ofEnvironment)
        do throws(ToolFailure) {
            return external.findings(try probe.answers(of: external.addresses))
        } catch {
            throw Failure("addresses cannot be asked: \(error.sentence)")
        }
    }

    /// Rules that somebody may have meant: the nearest by spelling, then those that share a word.
    private func namesLike(_ name: String) -> [String] {
        let names = Catalogue.rules.map(\.name)
        let words = Set(name.lowercased().split(separator: "-").filter { $0.count > 2 })
        let nearest = nearest(to: name, among: names)
        let sharing = names.filter { $0 != nearest && !words.isDisjoint(with: $0.split(separator: "-")) }
        return Array(([nearest].compactMap(\.self) + sharing).prefix(5))
    }
}
