import ArgumentParser
import CPlatform

/// The command line. Each subcommand parses its options into one call on the library below it.
public struct Countersign: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "countersign",
        abstract: "Turns a git repository of Markdown checklists into an audit-ready site.",
        discussion: """
            Reads the committed tree and the whole history; no server, no database. Uncommitted work only where it is asked for.

            Examples:
              countersign init referrals --title "Referrals between Primero and OSCaR"
              countersign status -C referrals

            Exit codes: 0 fine, 1 at least one error found, 2 could not do the job, 64 wrong usage.
            """,
        version: generatorVersion,
        subcommands: [
            InitCommand.self, StatusCommand.self, LogCommand.self, CheckCommand.self, DiffCommand.self,
            FixCommand.self, SignCommand.self, ImportCommand.self, AuditCommand.self, BuildCommand.self,
            ServeCommand.self,
        ])

    public init() {}
}

/// The version told in data, pages and `--version`: by the tag that it was built from (`scripts/version`).
let generatorVersion = String(cString: countersign_version())
