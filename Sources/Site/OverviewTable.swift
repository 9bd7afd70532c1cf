import Checklists

/// The checklists in numbers: a row for each, or for each folder when there are many.
struct OverviewTable {
    let pages: Pages
    let total: Summary
    /// The page with the lists of the groups, where it is another.
    var listsFile: String?

    /// With more checklists than this they are grouped.
    static let maximumRows = 50

    private struct Row {
        var phase: Int?
        var name: HTML
        var counts: Summary
    }

    struct Group {
        var name: String
        var checklists: [Checklist]
    }

    private var words: Words { pages.words }
    private var checklists: [Checklist] { pages.report.checklists }

    var isGrouped: Bool { checklists.count > Self.maximumRows }

    /// The table.
    var html: HTML {
        guard isGrouped else { return rendered(checklists.map(row(for:)), heading: words.checklist) }
        return rendered(grouped().enumerated().map { row(for: $1, number: $0) }, heading: words.folder)
    }

    /// The checklists of every group that the table counts as one; nothing where it names them itself.
    @HTMLBuilder var lists: HTML {
        if isGrouped {
            titledSection(words.allChecklists) {
                for (number, group) in grouped().enumerated() { list(of: group, number: number, level: 3) }
            }
        }
    }

    /// The same for a page of their own.
    var listsAlone: HTML {
        HTML { for (number, group) in grouped().enumerated() { list(of: group, number: number, level: 2) } }
    }

    // MARK: The table

    /// Statuses that some item has.
    private var statuses: [Status] { Status.allCases.filter { total[$0] > 0 } }

    private func rendered(_ rows: [Row], heading: String) -> HTML {
        let hasPhases = rows.contains { $0.phase != nil }
        // With large letters it is wider than the page. What it holds can be reached with the keyboard.
        return div(.class("scroll")) {
            table(.class("numbers")) {
                thead {
                    tr {
                        if hasPhases { th(.class("text"), .scope("col")) { words.phase } }
                        th(.class("text"), .scope("col")) { heading }
                        th(.scope("col")) { words.itemsColumn }
                        for status in statuses { th(.scope("col")) { words.statuses[status] } }
                        if total.overdue > 0 { th(.scope("col")) { words.overdue } }
                    }
                }
                tbody {
                    for row in rows { rendered(row, hasPhases: hasPhases) }
                }
                if rows.count > 1 {
                    tfoot { rendered(Row(phase: nil, name: HTML(words.total), counts: total), hasPhases: hasPhases) }
                }
            }
        }
    }

    private func rendered(_ row: Row, hasPhases: Bool) -> HTML {
        tr {
            if hasPhases {
                td(.class(row.phase == nil ? "text none" : "text"), .column(words.phase)) {
                    row.phase.map { HTML(String($0)) }
                }
            }
            th(.scope("row")) { row.name }
            cell(row.counts.items, words.itemsColumn)
            for status in statuses { cell(row.counts[status], words.statuses[status], status.rawValue) }
            if total.overdue > 0 { cell(row.counts.overdue, words.overdue, "overdue") }
        }
    }

    private func cell(_ count: Int, _ column: String, _ style: String? = nil) -> HTML {
        td(.class(count == 0 ? "none" : style), .column(column)) { words.number(count) }
    }

    private func row(for checklist: Checklist) -> Row {
        let name = HTML {
            pages.title(of: checklist, linkedTo: pages.address(ofChecklist: checklist.path))
            if checklist.isDraft {
                " "
                b(.class("draft")) { words.draft }
            }
        }
        return Row(phase: checklist.phase, name: name, counts: checklist.counts)
    }

    // MARK: Groups

    private func row(for group: Group, number: Int) -> Row {
        Row(
            phase: nil, name: pages.content(group.name, linkedTo: address(ofGroup: number)),
            counts: Summary(of: group.checklists.lazy.flatMap(\.items)))
    }

    /// By its place among the groups.
    static func id(ofGroup number: Int) -> String { "group-\(number + 1)" }

    private func address(ofGroup number: Int) -> Address {
        let id = Self.id(ofGroup: number)
        return listsFile.map { Address(file: $0, id: id) } ?? .here(id)
    }

    private func list(of group: Group, number: Int, level: Int) -> HTML {
        HTML {
            Tag.heading(level)(.id(Self.id(ofGroup: number))) { bdi { group.name } }
            ul(.class("group")) {
                for checklist in group.checklists {
                    li {
                        row(for: checklist).name
                        " "
                        span { standing(checklist.counts) }
                    }
                }
            }
        }
    }

    private func standing(_ counts: Summary) -> HTML {
        words.shortStanding([.finished: pages.number(counts.finished), .applicable: pages.number(counts.applicable)])
    }

    /// Phases first, then folders, each in the report's order.
    func grouped() -> [Group] {
        let depth = folderDepth()
        var groups: [Group] = []
        var indexes: [String: Int] = [:]
        for checklist in checklists {
            let name = checklist.phase.map { "\(words.phase) \($0)" } ?? folder(of: checklist.path, depth: depth)
            if let index = indexes[name] {
                groups[index].checklists.append(checklist)
            } else {
                indexes[name] = groups.count
                groups.append(Group(name: name, checklists: [checklist]))
            }
        }
        return groups
    }

    /// How many folder names make a group: the most that still make groups of several checklists.
    private func folderDepth() -> Int {
        let paths = checklists.lazy.filter { $0.phase == nil }.map(\.path)
        let limit = max(12, checklists.count / 5)
        var depth = 1
        while depth < 8, Set(paths.map { folder(of: $0, depth: depth + 1) }).count <= limit { depth += 1 }
        return depth
    }

    private func folder(of path: String, depth: Int) -> String {
        let folders = path.split(separator: "/").dropLast().prefix(depth)
        return folders.isEmpty ? words.rootFolder : folders.joined(separator: "/")
    }
}
