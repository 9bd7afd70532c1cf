import Checklists
import Foundation
import Markdown

@testable import Ledger
@testable import Site

extension FuzzTarget {
    /// A Markdown file as a page of the site, and as JSON.
    static let page = FuzzTarget(name: "page") { input in
        guard let source = input.withUnsafeBytes({ SourceFile($0) }) else { return }
        let report = Report(of: FuzzFile(input))
        let json = report.statusDocument().text
        try require((try? JSONSerialization.jsonObject(with: Data(json))) != nil, "the status is not JSON")
        var pages: [[UInt8]] = []
        Site(report: report, source: OneDocument(source))
            .forEachFile { file in if file.path.hasSuffix(".html") { pages.append(file.content) } }
        for page in pages {
            var reader = PageReader(page)
            try reader.read()
        }
    }
}

/// Whatever is asked for is this.
private struct OneDocument: SiteSource {
    private let source: SourceFile

    init(_ source: SourceFile) { self.source = source }

    func document(at path: String) -> Document? { Document(parsing: source.body, firstLine: source.bodyLine) }
    func blob(at path: String) -> String? { nil }
    func content(ofBlob blob: String) -> [UInt8]? { nil }
}

extension Report {
    /// A project of one file in one commit, without history.
    fileprivate init(of checklist: FuzzFile) {
        let commit = CommitID(hex: String(repeating: "c3", count: 20))
        var keys = ItemKeys()
        let names = keys.keys(for: checklist.states, path: FuzzFile.path)
        let items = zip(checklist.states, names).map { state, name in
            Item(
                key: name.key, anchor: name.anchor, path: FuzzFile.path, state: state, life: ItemLife(),
                status: state.isExcluded ? .notApplicable : state.isChecked ? .done : .open,
                isOverdue: state.fields.due != nil)
        }
        let header = checklist.file.header
        let list = Checklist(
            path: FuzzFile.path, title: header.title ?? checklist.file.heading ?? "list.md", summary: header.summary,
            phase: header.phase, language: header.language, isDraft: header.isDraft, items: items)
        let other = Checklist(path: "README.md", title: "Other", items: [])
        let project = Project(
            title: "Project", forge: Forge(kind: .github, base: "https://github.com/team/implementation"))
        self.init(
            generatorVersion: "0.1.0", project: project, commit: commit, includesWorktree: false,
            asOf: Day(daysSince1970: 21_000), history: HistoryExtent(), commits: [:], checklists: [list, other],
            removedItems: [])
    }
}
