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
    @Option(name: .shortAndLong, help: ArgumentHelp("The folder of the site.", valueName: "dir"))
    var output = "_site"

    func run() throws {
        try performing {
            let destination = URL(
                fileURLWithPath: output, relativeTo: URL(fileURLWithPath: project.directory, isDirectory: true))
            let project = try project.read()
            let folder = try OutputFolder(destination.path, of: project.repository)
            let report = project.report
            var failure: Error?
            let (theme, problems) = try project.files.theme(of: project.configuration)
            Console.report(problems)
            let site = Site(report: report, statusJSON: report.statusDocument().text, theme: theme) { path in
                do {
                    return try project.reader.document(at: path, in: report.commit)
                } catch {
                    failure = failure ?? error
                    return nil
                }
            }
            let count = try folder.replace { write in
                try site.forEachFile { file in
                    project.timings.enter("write")
                    try write(file.path, file.content)
                    project.timings.enter("render")
                }
                if let failure { throw failure }
                project.timings.enter("write")
            }
            try Console.write("\(count) files in \(visible(destination.path))\n\(report.summary.sentence)\n")
            project.timings.tell()
        }
    }
}
