import Checklists
import Git
import Ledger
import Markdown
import Site

/// The site's files, from the repository. The first error is kept: the site is not written then.
final class SiteContent: SiteSource {
    private let files: ProjectFiles
    private(set) var failure: GitError?

    init(_ files: ProjectFiles) { self.files = files }

    func document(at path: String) -> Document? {
        attempt { () throws(GitError) in try files.document(at: path) }
    }

    func blob(at path: String) -> String? {
        attempt { () throws(GitError) in try files.blob(at: path) }
    }

    func content(ofBlob blob: String) -> [UInt8]? {
        attempt { () throws(GitError) in try files.content(ofBlob: blob, upTo: Self.maximumSize) }
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
    /// What the commands print, for the site's readers: one table cannot say something else than the other. In pieces.
    func write(_ file: DataFile, to sink: ([UInt8]) throws -> Void) rethrows {
        switch file {
        case .status: try statusDocument().write(sink)
        case .items: try sink(StatusTable(report: self).csv)
        case .signOffs: try sink(RegisterTable(register: Register(self), report: self).csv)
        }
    }
}
