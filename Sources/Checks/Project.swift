import Checklists
import Git
import Ledger

/// What the rules look at: one commit of a project.
package struct CheckedProject {
    package let reading: ProjectReader.Reading
    /// Of the report's commit.
    package let files: ProjectFiles
    /// The day that decides what is overdue.
    package var asOf: Day { report.asOf }
    package var report: Report { reading.report }
    package var configuration: Configuration { reading.configuration }

    /// Paths of the Markdown files that rules look into: checklists, their translations, and the Markdown files that items
    /// name as outputs. Sorted.
    package let markdownPaths: [String]
    /// Paths of further documents that the site shows; of Markdown, links and pictures are looked at. Sorted.
    let documentPaths: [String]
    /// Paths of the tables that items name as outputs, as far as they are there. Sorted.
    let tablePaths: [String]
    /// The same of BPMN diagrams.
    let diagramPaths: [String]
    /// The Markdown files, gone through.
    let pages: Pages

    package init(_ reading: ProjectReader.Reading) throws(GitError) {
        self.reading = reading
        files = reading.files
        pages = Pages(reading.report, reading.files)
        var paths = Set(reading.report.checklists.map(\.path)).union(reading.translations)
        var outputs: Set<String> = []
        for item in reading.report.items {
            for case let path? in item.state.fields.outputs.map(\.path) {
                if isMarkdownName(path.utf8) { paths.insert(path) }
                outputs.insert(path)
            }
        }
        let sorted = outputs.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        tablePaths = sorted.filter(CheckedTable.isName)
        diagramPaths = sorted.filter(CheckedDiagram.isName)
        markdownPaths = paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        documentPaths = try files.furtherDocuments(of: reading.configuration, besides: paths)
    }
}

/// What the rules look at that judge a change: two commits, `base` an ancestor of `head`, which is judged as if it had been
/// merged into `base` already.
package struct CheckedChange {
    package let base: CheckedProject
    package let head: CheckedProject
    package let pairs: ItemPairs
    /// Files that differ, sorted.
    package let changedPaths: [String]
    /// What files of `base` that `head` has under another path are called there.
    let renames: [String: String]
    /// Items that `head` has not, as far as they ask for sign-offs or have one.
    let lost: [LostItem]

    package init(base: CheckedProject, head: CheckedProject) throws(GitError) {
        self.base = base
        self.head = head
        pairs = ItemPairs(base: base.report, head: head.report)
        changedPaths = try head.files.paths(differingFrom: base.files)
        renames = try Self.renames(among: changedPaths, pairs.pairs, base: base.files, head: head.files)
        lost = try LostItem.all(among: pairs.removed, renames: renames, head: head)
    }

    /// Files that went where the most of their items went, or else where the same content came.
    private static func renames(
        among paths: [String], _ pairs: [ItemPairs.Pair], base: ProjectFiles, head: ProjectFiles
    ) throws(GitError) -> [String: String] {
        var places: [String: [String: Int]] = [:]
        for pair in pairs { places[pair.base.path, default: [:]][pair.head.path, default: 0] += 1 }
        var byBlob: [String: [String]] = [:]
        for path in paths where try base.kind(at: path) == nil {
            if let blob = try head.blob(at: path) { byBlob[blob, default: []].append(path) }
        }
        var renames: [String: String] = [:]
        for path in paths where try head.kind(at: path) == nil {
            if let most = places[path]?.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
                renames[path] = most.key
            } else if let blob = try base.blob(at: path), let same = byBlob[blob], same.count == 1 {
                renames[path] = same.first
            }
        }
        return renames
    }

    /// Whether a commit is a part of the change: no commit that the base's report refers to is.
    package func isNew(_ commit: CommitID) -> Bool { head.reading.proposed.contains(commit) }
}
