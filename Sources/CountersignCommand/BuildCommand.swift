import ArgumentParser
import Checklists
import Checks
import Foundation
import Git
import Markdown
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
        try performing {
            let destination = URL(
                fileURLWithPath: output, relativeTo: URL(fileURLWithPath: project.directory, isDirectory: true))
            let project = try project.read(worktree: version.worktree, tellsOfFiles: true)
            let folder = try OutputFolder(destination.path, of: project.repository)
            let report = project.report
            let uncommitted = report.includesWorktree ? " \(uncommittedSentence)" : ""
            let (theme, problems) = try project.files.theme(of: project.configuration)
            Console.report(problems)
            let source = ProjectSource(project)
            let site = Site(report: report, data: report.bytes(of:), theme: theme, source: source)
            let count = try folder.replace { write in
                try site.forEachFile { file in
                    project.timings.enter("write")
                    try write(file.path, file.content)
                    project.timings.enter("render")
                }
                if let failure = source.failure { throw failure }
                project.timings.enter("write")
            }
            try Console.write("\(count) files in \(visible(destination.path))\n\(report.summary.sentence)\(uncommitted)\n")
            project.timings.tell()
        }
    }
}

/// The site's files, from the repository. The first error is kept: the site is not written then.
private final class ProjectSource: SiteSource {
    private let project: ProjectOptions.Project
    private(set) var failure: GitError?

    init(_ project: ProjectOptions.Project) { self.project = project }

    func document(at path: String) -> Document? {
        attempt { () throws(GitError) in try project.files.document(at: path) }
    }

    func blob(at path: String) -> String? {
        attempt { () throws(GitError) in try project.files.blob(at: path) }
    }

    func content(ofBlob blob: String) -> [UInt8]? {
        attempt { () throws(GitError) in try project.files.content(ofBlob: blob, upTo: Self.maximumSize) }
    }

    /// Of a file on the site. Services that host sites take no larger ones.
    private static let maximumSize = 100 << 20

    private func attempt<R>(_ body: () throws(GitError) -> R?) -> R? {
        do throws(GitError) {
            return try body()
        } catch {
            failure = failure ?? error
            return nil
        }
    }
}

extension Report {
    /// What the commands print, for the site's readers: one table cannot say something else than the other.
    fileprivate func bytes(of file: DataFile) -> [UInt8] {
        switch file {
        case .status: statusDocument().text
        case .items: StatusTable(report: self).csv
        case .signOffs: RegisterTable(register: Register(self), report: self).csv
        }
    }
}
