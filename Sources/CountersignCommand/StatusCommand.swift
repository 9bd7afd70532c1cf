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
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, csv, markdown }

    @OptionGroup var project: ProjectOptions

    @Option(help: "text, json, csv or markdown.") var format = Format.text
    @Flag(help: "Text and markdown: every outstanding item, however many.") var all = false
    @Flag(help: "JSON only: add e-mail addresses beside names.") var emails = false
    @Option(help: "auto, always or never.") var color = ColorChoice.auto

    func validate() throws {
        if emails, format != .json { throw ValidationError("--emails goes with --format json") }
    }

    func run() throws {
        try performing {
            let report = try project.read().report
            switch format {
            case .text:
                try Console.write(StatusText(report: report, style: Style(color), showsAll: all).text)
            case .json: try report.statusDocument(withEmails: emails).write { try Console.write($0) }
            case .csv: try Console.write(StatusTable(report: report).csv)
            case .markdown: try Console.write(StatusMarkdown(report: report, showsAll: all).text)
            }
        }
    }
}
