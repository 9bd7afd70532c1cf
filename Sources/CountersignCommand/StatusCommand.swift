import ArgumentParser
import Checklists

extension ColorChoice: ExpressibleByArgument {}

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Where things stand: per phase, outstanding, overdue.",
        discussion: """
            Examples:
              countersign status
              countersign status --format json --rev v1.0 > status.json
              countersign status --worktree
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, csv, markdown }

    @OptionGroup var project: ProjectOptions
    @OptionGroup var version: WorktreeOptions

    @Option(help: "text, json, csv or markdown.") var format = Format.text
    @Flag(help: "Text and markdown: every outstanding item, however many.") var all = false
    @Flag(help: "JSON only: add e-mail addresses beside names.") var emails = false
    @Option(help: "auto, always or never.") var color = ColorChoice.auto

    func validate() throws {
        try version.validate(with: project)
        if emails, format != .json { throw ValidationError("--emails goes with --format json") }
    }

    func run() throws {
        try performing {
            let (report, timings) = try reportAndTimings()
            func write(_ content: [UInt8]) throws {
                timings.enter("write")
                try Console.write(content)
            }
            func say(_ text: String) throws {
                timings.enter("write")
                try Console.say(text)
            }
            switch format {
            case .text: try say(StatusText(report: report, style: Style(color), showsAll: all).text)
            case .json: try report.statusDocument(withEmails: emails).write(write)
            case .csv: try write(StatusTable(report: report).csv)
            case .markdown: try write(Array(StatusMarkdown(report: report, showsAll: all).text.utf8))
            }
            timings.tell()
        }
    }

    /// Without the repository: what libgit2 holds is given back before the report is rendered.
    private func reportAndTimings() throws -> (Report, Timings) {
        let project = try project.read(worktree: version.worktree)
        return (project.report, project.timings)
    }
}
