import Checklists
import Markdown

@testable import Site

/// Reports and documents put together by hand.
enum Sample {
    static let a = CommitID(hex: String(repeating: "a1", count: 20))
    static let b = CommitID(hex: String(repeating: "b2", count: 20))
    static let c = CommitID(hex: String(repeating: "c3", count: 20))
    static let github = Forge(kind: .github, base: "https://github.com/team/implementation")

    static func record(
        _ name: String = "Chan Dara", order: Int = 1, seconds: Int64 = 1_804_129_200, pullRequest: Int? = 12
    ) -> CommitRecord {
        let signature = CommitRecord.Signature(name: name, email: "secret.address@ministry.example")
        let moment = Timestamp(seconds: seconds + Int64(order) * 86_400, offset: 420)
        return CommitRecord(
            author: signature, committer: signature, authoredAt: moment, committedAt: moment,
            summary: "Work by secret.address@ministry.example", integration: nil, pullRequest: pullRequest, order: order
        )
    }

    static func state(
        _ text: String = "Access levels are confirmed", id: String? = nil, line: Int = 1, isChecked: Bool = false,
        isExcluded: Bool = false, fields: ItemFields = ItemFields(), fieldLines: [Int] = []
    ) -> ItemState {
        ItemState(
            id: id, line: line, section: [], depth: 0, title: text, text: text, isChecked: isChecked,
            isExcluded: isExcluded, fields: fields, fieldLines: fieldLines)
    }

    static func item(
        _ state: ItemState = state(), anchor: String = "access-levels", path: String = "list.md",
        events: [Event] = [], completion: Completion? = nil, status: Status = .open, isOverdue: Bool = false
    ) -> Item {
        Item(
            key: "\(path)#\(anchor)", anchor: anchor, path: path, state: state,
            life: ItemLife(events: events, completion: completion), status: status, isOverdue: isOverdue)
    }

    static func checklist(_ items: [Item], path: String = "list.md", title: String = "Security") -> Checklist {
        Checklist(path: path, title: title, items: items)
    }

    static func pages(_ report: Report) -> Pages { Pages(shared: SharedParts(report: report), language: "en") }

    static func report(
        _ checklists: [Checklist] = [], commits: [CommitID: CommitRecord] = [a: record(order: 1), b: record(order: 2)],
        history: HistoryExtent = HistoryExtent(), forge: Forge? = github, includesWorktree: Bool = false,
        removed: [RemovedItem] = []
    ) -> Report {
        Report(
            generatorVersion: "0.1.0", project: Project(title: "Referrals", forge: forge), commit: c,
            includesWorktree: includesWorktree, asOf: Day(daysSince1970: 21_000), history: history, commits: commits,
            checklists: checklists, removedItems: removed)
    }

    // MARK: Documents

    static func paragraph(_ inlines: [Inline], line: Int = 1) -> Block {
        Block(kind: .paragraph, line: line, endLine: line, inlines: inlines)
    }

    static func paragraph(_ text: String, line: Int = 1) -> Block { paragraph([.text(text)], line: line) }

    static func heading(_ text: String, level: Int, line: Int) -> Block {
        Block(kind: .heading(level: level), line: line, endLine: line, inlines: [.text(text)])
    }

    static func task(_ text: String, line: Int, isChecked: Bool = false, children: [Block] = []) -> Block {
        Block(
            kind: .listItem(task: TaskMarker(isChecked: isChecked, line: line, column: 3)), line: line, endLine: line,
            children: [paragraph(text, line: line)] + children)
    }

    static func bullet(_ text: String, line: Int, children: [Block] = []) -> Block {
        Block(
            kind: .listItem(task: nil), line: line, endLine: line,
            children: [paragraph(text, line: line)] + children)
    }

    static func list(_ entries: [Block], start: Int? = nil) -> Block {
        Block(
            kind: .list(start: start, isTight: true), line: entries.first?.line ?? 1, endLine: entries.last?.line ?? 1,
            children: entries)
    }

    // MARK: Pages

    static func files(
        _ report: Report, documents: [String: Document] = [:], source: SampleSource? = nil
    ) -> [String: String] {
        var result: [String: String] = [:]
        let source = source ?? SampleSource(documents: documents)
        Site(report: report, source: source).forEachFile { file in
            result[file.path] = String(decoding: file.content, as: UTF8.self)
        }
        return result
    }

    /// A page without its icons: what is said, not how it is adorned.
    static func withoutIcons(_ page: String?) -> String {
        (page ?? "").replacing(/<svg class="(icon|dot)".*?<\/svg>/, with: "")
    }

    /// The page of a checklist at `list.md` with this document.
    static func page(_ blocks: [Block], items: [Item] = [], report change: (inout Report) -> Void = { _ in }) -> String
    {
        var report = report([checklist(items)])
        change(&report)
        return withoutIcons(files(report, documents: ["list.md": Document(blocks: blocks)])["list.html"])
    }

    /// The page of one item without a document.
    static func page(of item: Item, report change: (inout Report) -> Void = { _ in }) -> String {
        var report = report([checklist([item])])
        change(&report)
        return withoutIcons(files(report)["list.html"])
    }
}

extension String {
    /// How often a text occurs.
    func count(of text: String) -> Int { ranges(of: text).count }
}

/// Documents by path; blobs by path, and what they hold.
struct SampleSource: SiteSource {
    var documents: [String: Document] = [:]
    var blobs: [String: String] = [:]
    var contents: [String: [UInt8]] = [:]

    func document(at path: String) -> Document? { documents[path] }
    func blob(at path: String) -> String? { blobs[path] }
    func content(ofBlob blob: String) -> [UInt8]? { contents[blob] }
}
