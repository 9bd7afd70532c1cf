import ArgumentParser
import Checklists
import Checks
import Foundation
import Site

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Write the static site; it replaces the output folder in one step.",
        discussion: """
            Example:
              countersign build --output _site
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var version: WorktreeOptions
    @Option(name: .shortAndLong, help: ArgumentHelp("The folder of the site.", valueName: "dir"))
    var output = "_site"

    func validate() throws { try version.validate(with: project) }

    func run() throws {
        // On another core while history is read. Waited for: nothing may be at work when the process ends.
        let preparation = DispatchGroup()
        DispatchQueue.global().async(group: preparation) { Site.prepare() }
        defer { preparation.wait() }
        try performing {
            let destination = URL(
                fileURLWithPath: output, relativeTo: URL(fileURLWithPath: project.directory, isDirectory: true))
            let project = try project.read(worktree: version.worktree, tellsOfFiles: true)
            let folder = try OutputFolder(destination.path, of: project.repository)
            let report = project.report
            let uncommitted = report.includesWorktree ? " \(uncommittedSentence)" : ""
            let (theme, problems) = try project.files.theme(of: project.configuration)
            Console.report(problems)
            let source = SiteContent(project.files)
            let site = Site(report: report, theme: theme, source: source)
            let count = try folder.replace { new in
                try site.forEachFile { file in
                    project.timings.enter("write")
                    try new.write(file.path, file.content)
                    project.timings.enter("render")
                }
                if let failure = source.failure { throw failure }
                project.timings.enter("write")
                for file in DataFile.allCases {
                    try new.write(file.rawValue) { sink in try report.write(file, to: sink) }
                }
            }
            try Console.say(
                "\(count) files in \(visible(destination.path))\n\(report.summary.sentence)\(uncommitted)\n")
            project.timings.tell()
        }
    }
}
