import Checklists
import Git
import Markdown
import Signatures

/// Reads a whole project at one commit: configuration, checklists, history.
package struct ProjectReader {
    /// The parts of a reading, in their order.
    package enum Phase: String, Sendable { case graph, history, report }

    /// How far a long reading is. Counts are commits, and zero outside of `history`.
    package struct Progress: Sendable {
        package let phase: Phase
        package let done: Int
        package let total: Int
    }

    /// What a reading gives.
    package struct Reading: Sendable {
        package let report: Report
        /// By path and line.
        package let diagnostics: [Diagnostic]
    }

    /// Why a project cannot be read.
    package enum Failure: Error, CustomStringConvertible {
        case git(GitError)
        case configuration(ConfigurationError)

        package var description: String {
            switch self {
            case .git(let error): error.description
            case .configuration(let error): error.description
            }
        }
    }

    private let repository: Repository

    package init(_ repository: Repository) { self.repository = repository }

    /// Reads the project as the commit that `revision` names has it. `asOf` decides what is overdue and nothing else;
    /// `version` is the generator's; `tools` check signatures. `keepsSignedFiles`: files with sign-offs are
    /// there even where the configuration leaves them out. `progress` is called at the
    /// start of each phase, and now and then.
    package func read(
        _ revision: String, asOf: Day, version: String, keepsSignedFiles: Bool = false, tools: SignatureTools,
        progress: (Progress) -> Void = { _ in }
    ) throws(Failure) -> Reading {
        do {
            progress(Progress(phase: .graph, done: 0, total: 0))
            let graph = try repository.graph(of: try repository.commitID(of: revision))
            let history = try HistoryReader.read(graph, in: repository) {
                progress(Progress(phase: .history, done: $0, total: graph.nodes.count))
            }
            progress(Progress(phase: .report, done: 0, total: 0))
            let (configuration, problems) = try configuration(history.configuration)
            var builder = try ReportBuilder(
                repository, graph, history, configuration, keepsSignedFiles: keepsSignedFiles, tools: tools)
            let report = try builder.report(asOf: asOf, version: version)
            return Reading(
                report: report,
                diagnostics: (problems + builder.diagnostics).sorted {
                    ($0.path, $0.line ?? 0, $0.rule, $0.message) < ($1.path, $1.line ?? 0, $1.rule, $1.message)
                })
        } catch let error as GitError {
            throw .git(error)
        } catch let error as ConfigurationError {
            throw .configuration(error)
        } catch {
            throw .git(GitError(.other, "\(error)"))
        }
    }

    private func configuration(_ blob: ObjectID?) throws -> (Configuration, [Diagnostic]) {
        guard let blob else { return (.none, []) }
        return try Configuration.read(try repository.withBlob(blob) { String(decoding: $0, as: UTF8.self) })
    }

    /// The Markdown tree of a file as the commit has it, without its front matter; nil if there is no such text file.
    package func document(at path: String, in commit: CommitID) throws(GitError) -> Document? {
        guard let id = ObjectID(hex: commit.hex) else { return nil }
        guard let entry = try repository.entry(at: path, inTree: try repository.commit(id).tree) else { return nil }
        return try repository.withBlob(entry.id) { bytes in
            SourceFile(bytes).map { Document(parsing: $0.body, firstLine: $0.bodyLine) }
        }
    }

    /// Markdown files and configuration in the working tree that differ from the commit: they are not part of any report.
    package func uncommittedChanges(comparedWith commit: CommitID) throws(GitError) -> [String] {
        guard let id = ObjectID(hex: commit.hex) else { return [] }
        return try repository.uncommittedPaths(comparedWith: try repository.commit(id).tree) {
            $0 == Configuration.path || isMarkdownName($0.utf8)
        }
    }
}
