import ArgumentParser
import Checklists
import Checks
import Foundation
import Ledger

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Everything wrong or suspicious, with file, line, and what to do.",
        discussion: """
            With --base only what a pull request introduces, and what it does to sign-offs. Severities can be changed under \
            "checks" in countersign.yml. Exit code 1 if there is an error; with --strict, a warning too.

            Examples:
              countersign check
              countersign check --base origin/main
              countersign check --explain missing-output
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text }

    @OptionGroup var project: ProjectOptions

    @Option(help: ArgumentHelp("Only what the commits since this one introduce.", valueName: "rev")) var base: String?
    @Option(help: "text.") var format = Format.text
    @Flag(help: "Exit with 1 for warnings, too.") var strict = false
    @Option(help: ArgumentHelp("Say what a rule looks for, and why.", valueName: "rule")) var explain: String?
    @Option(help: "auto, always or never.") var color = ColorChoice.auto

    func run() throws {
        try performing {
            let (findings, _) = try findings()
            for diagnostic in findings {
                let place = diagnostic.path + (diagnostic.line.map { ":\($0)" } ?? "")
                try Console.write(
                    "\(visible(place)): \(diagnostic.severity.rawValue): \(visible(diagnostic.message)) [\(diagnostic.rule.name)]\n"
                )
            }
            let threshold = strict ? Diagnostic.Severity.warning : .error
            if findings.contains(where: { $0.severity >= threshold }) { throw ExitCode(1) }
        }
    }

    /// What is found, and the files in which it stands.
    private func findings() throws -> ([Diagnostic], ProjectFiles) {
        if let base {
            let (old, new) = try project.readChange(from: base)
            let head = try CheckedProject(new)
            return (try Checker.findings(in: CheckedChange(base: CheckedProject(old), head: head)), head.files)
        }
        let checked = try CheckedProject(try project.readSilently())
        return (try Checker.findings(in: checked), checked.files)
    }
}
