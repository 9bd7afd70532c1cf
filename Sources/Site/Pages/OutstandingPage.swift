import Checklists

/// Everything that is not finished, for those who have to do it: by checklist, by owner, by role that has to sign.
struct OutstandingPage {
    let pages: Pages

    /// The page stays loadable on a slow line: of more, every list names fewer items and counts the rest.
    static let maximumBytes = 300_000
    /// In one view, before the page is measured.
    static let maximumEntries = 2_000
    /// Of many checklists it names so many items of each at least, or none: one of twenty says nothing.
    static let minimumPerChecklist = 3

    /// For so many checklists that not even these can be named.
    private static let groupsAlone = -1

    private struct Entry {
        var item: Item
        /// Place in the report.
        var checklist: Int
        /// In the view by role: why its sign-off is missing.
        var reason: MissingSignOff.Reason?
    }

    private struct Group {
        var title: HTML
        var id: String?
        var lead: HTML?
        /// What there is to say of it in numbers, beside the number of entries.
        var count: HTML?
        var entries: [Entry]
    }

    /// What the place of an entry says already, it does not say again.
    private enum View { case overdue, checklists, owners, roles }

    private var words: OutstandingWords { pages.words.outstanding }
    private var report: Report { pages.report }

    var page: Page { Page(file: Site.outstandingFile, title: words.title, main: main) }

    private var main: HTML {
        let entries = outstanding
        let head = HTML {
            h1 { words.title }
            p(.class("standing")) {
                entries.isEmpty
                    ? HTML(words.none) : words.lead(entries.count)([.count: pages.number(entries.count)])
                let overdue = entries.count { $0.item.isOverdue }
                if overdue > 0 {
                    " "
                    pages.words.overdueToo(overdue)([.overdue: pages.number(overdue)])
                }
            }
            if !entries.isEmpty { pages.tally(Summary(of: entries.lazy.map(\.item))) }
        }
        let views: [(View, id: String, title: String, groups: [Group])] = [
            (.overdue, "overdue", pages.words.overdue, overdue(entries)),
            (.checklists, "by-checklist", words.byChecklist, byChecklist(entries)),
            (.owners, "by-owner", words.byOwner, byOwner(entries)),
            (.roles, "by-role", words.byRole, byRole),
        ].filter { !$0.groups.isEmpty }
        var maximum = Self.maximumEntries
        while true {
            let body = HTML(views.map { section($0, maximum: maximum) })
            if head.count + body.count <= Self.maximumBytes || maximum < 0 {
                return HTML([head, contents(views), body])
            }
            maximum = maximum == 0 ? Self.groupsAlone : maximum / 2
        }
    }

    private func contents(_ views: [(View, id: String, title: String, groups: [Group])]) -> HTML {
        guard views.count > 1 else { return HTML() }
        return nav(.label(pages.words.onThisPage)) {
            ul { for view in views { li { a(.href(.here(view.id))) { view.title } } } }
        }
    }

    // MARK: What is outstanding

    private var outstanding: [Entry] {
        report.checklists.enumerated().flatMap { index, checklist in
            checklist.items.filter(\.status.canBeOverdue).map { Entry(item: $0, checklist: index) }
        }
    }

    private func overdue(_ entries: [Entry]) -> [Group] {
        let late = entries.enumerated().filter { $0.element.item.isOverdue }
        guard !late.isEmpty else { return [] }
        let sorted = late.sorted { a, b in
            guard let first = a.element.item.state.fields.due, let second = b.element.item.state.fields.due,
                first != second
            else { return a.offset < b.offset }
            return first < second
        }
        return [Group(title: HTML(), entries: sorted.map(\.element))]
    }

    private var overview: OverviewTable { OverviewTable(pages: pages, total: report.summary) }

    /// Of many checklists by phase or folder, as the overview has them.
    private func byChecklist(_ entries: [Entry]) -> [Group] {
        let byChecklist = Dictionary(grouping: entries, by: \.checklist)
        guard !overview.isGrouped else { return byGroup(byChecklist) }
        return report.checklists.enumerated().compactMap { index, checklist in
            guard let entries = byChecklist[index] else { return nil }
            let title = pages.title(of: checklist, linkedTo: pages.address(ofChecklist: checklist.path))
            return Group(title: title, entries: overdueFirst(entries))
        }
    }

    private func byGroup(_ entries: [Int: [Entry]]) -> [Group] {
        let places = Dictionary(report.checklists.enumerated().map { ($1.path, $0) }) { first, _ in first }
        return overview.grouped().enumerated().compactMap { number, group in
            let own = group.checklists.flatMap { places[$0.path].flatMap { entries[$0] } ?? [] }
            guard !own.isEmpty else { return nil }
            let address = Address(file: Site.checklistsFile, id: OverviewTable.id(ofGroup: number))
            return Group(title: pages.content(group.name, linkedTo: address), entries: own)
        }
    }

    /// Roles and people in the order of the configuration, then others by name, then what nobody owns.
    private func byOwner(_ entries: [Entry]) -> [Group] {
        var byOwner: [Owner: [Entry]] = [:]
        var nobodys: [Entry] = []
        for entry in entries {
            if let owner = entry.item.state.fields.owner {
                byOwner[report.owner(owner), default: []].append(entry)
            } else {
                nobodys.append(entry)
            }
        }
        guard !byOwner.isEmpty else { return [] }
        let configured =
            (report.rules?.roles.map { Owner.role($0.key) } ?? [])
            + (report.rules?.people.map { Owner.person($0.key) } ?? [])
        let others = byOwner.keys.compactMap { owner in
            if case .other(let name) = owner { name } else { nil }
        }
        let order = configured + others.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(Owner.other)
        var groups = order.compactMap { owner in
            byOwner[owner].map {
                Group(title: pages.name(of: owner), id: Pages.id(ofOwner: owner), entries: overdueFirst($0))
            }
        }
        if !nobodys.isEmpty { groups.append(Group(title: HTML(words.noOwner), entries: overdueFirst(nobodys))) }
        return groups
    }

    private var byRole: [Group] {
        let places = Dictionary(report.checklists.enumerated().map { ($1.path, $0) }) { first, _ in first }
        return report.duties.map { duty in
            let entries = duty.now.map { Entry(item: $0.item, checklist: places[$0.item.path] ?? 0, reason: $0.reason) }
            return Group(
                title: pages.name(of: .role(duty.role)), id: Pages.id(ofRole: duty.role), lead: holders(duty.role),
                count: pages.count(of: duty), entries: overdueFirst(entries))
        }
    }

    private func holders(_ role: String) -> HTML {
        let holders = report.holders(ofRole: role)
        guard !holders.isEmpty else { return HTML(words.heldByNobody) }
        return words.heldBy([.list: pages.words.list(holders.map(pages.name(of:)))])
    }

    private func overdueFirst(_ entries: [Entry]) -> [Entry] {
        entries.filter(\.item.isOverdue) + entries.filter { !$0.item.isOverdue }
    }

    // MARK: As a page

    private func section(_ view: (View, id: String, title: String, groups: [Group]), maximum: Int) -> HTML {
        let isGrouped = view.0 == .checklists && overview.isGrouped
        let sizes =
            isGrouped ? view.groups.flatMap { runs(of: $0.entries).map(\.count) } : view.groups.map(\.entries.count)
        let limit = Self.limit(for: sizes, maximum: maximum)
        return titledSection(view.title, id: view.id) {
            for group in view.groups {
                if !group.title.isEmpty {
                    h3(group.id.map(Attribute.id)) {
                        group.title
                        " ("
                        group.count ?? pages.number(group.entries.count)
                        ")"
                    }
                }
                if let lead = group.lead { p { lead } }
                if !isGrouped {
                    list(group.entries, view.0, limit: limit)
                } else if maximum >= 0 {
                    listByChecklist(group.entries, limit: limit)
                }
            }
        }
    }

    /// Entries of the same checklist, which follow each other.
    private func runs(of entries: [Entry]) -> [ArraySlice<Entry>] {
        var runs: [ArraySlice<Entry>] = []
        var rest = entries[...]
        while let first = rest.first {
            let run = rest.prefix { $0.checklist == first.checklist }
            runs.append(run)
            rest = rest.dropFirst(run.count)
        }
        return runs
    }

    /// Every checklist of a group with its number, and with its items where there is room for them.
    private func listByChecklist(_ entries: [Entry], limit: Int) -> HTML {
        let namesItems = limit >= Self.minimumPerChecklist
        return ul(.class(namesItems ? "attention" : "group")) {
            for run in runs(of: entries) {
                li {
                    if let checklist = run.first.map({ report.checklists[$0.checklist] }) {
                        pages.title(of: checklist, linkedTo: pages.address(ofChecklist: checklist.path))
                    }
                    " (\(pages.words.number(run.count)))"
                    if namesItems { listInChecklist(overdueFirst(Array(run)), limit: limit) }
                }
            }
        }
    }

    private func listInChecklist(_ entries: [Entry], limit: Int) -> HTML {
        ul {
            for entry in entries.prefix(limit) { li { told(entry, .checklists) } }
            if entries.count > limit { li { pages.words.andMore([.count: pages.number(entries.count - limit)]) } }
        }
    }

    /// The most entries of every group with which all groups together name no more than `maximum`.
    static func limit(for sizes: [Int], maximum: Int) -> Int {
        guard maximum > 0 else { return 0 }
        guard sizes.reduce(0, +) > maximum else { return sizes.max() ?? 0 }
        var limit = 0
        while sizes.reduce(0, { $0 + min($1, limit + 1) }) <= maximum { limit += 1 }
        return limit
    }

    private func list(_ entries: [Entry], _ view: View, limit: Int) -> HTML {
        guard !entries.isEmpty else { return HTML() }
        let rest = Remainder(pages: pages, checklists: entries.dropFirst(limit).map(\.checklist)).html
        return ul(.class("attention")) {
            for entry in entries.prefix(limit) { li { told(entry, view) } }
            if let rest { li { rest } }
        }
    }

    private func told(_ entry: Entry, _ view: View) -> HTML {
        let (item, fields) = (entry.item, entry.item.state.fields)
        return HTML {
            pages.title(of: item, upTo: 200, linkedTo: pages.address(of: item))
            span {
                " "
                Icon.of(item.status).html
                pages.words.statuses[item.status]
                if view != .checklists {
                    pages.words.comma
                    pages.words.inChecklist([.checklist: pages.title(of: report.checklists[entry.checklist])])
                }
                if view != .owners, let owner = fields.owner {
                    pages.words.comma
                    pages.words.ownedBy([.person: pages.name(of: report.owner(owner))])
                }
                if let due = fields.due {
                    pages.words.comma
                    pages.words.dueOn([.day: HTML(pages.words.day(due))])
                }
                if item.isOverdue {
                    pages.words.comma
                    b { pages.words.overdue }
                }
                missing(entry, view)
            }
        }
    }

    /// Who has to sign, and why it is not enough what there is.
    @HTMLBuilder private func missing(_ entry: Entry, _ view: View) -> HTML {
        let signOffs = pages.words.signOffs
        if view == .roles {
            if let reason = entry.reason, reason != .none {
                " "
                signOffs.dueReason([.reason: HTML(signOffs.reason(reason))])
            }
        } else {
            let roles = entry.item.missingSignOffs.map { pages.name(of: .role($0.role)) }
            if !roles.isEmpty {
                ". "
                signOffs.asks([.list: pages.words.list(roles)])
            }
        }
    }
}

/// "and 14 more: Security (9) and Data flows (5)": the items that a list does not name, with links to where they are.
struct Remainder {
    let pages: Pages
    /// The checklist of every item that is left out: places in the report.
    let checklists: [Int]

    /// Among how many checklists they are told apart.
    static let maximumChecklists = 8

    /// nil when nothing is left out.
    var html: HTML? {
        guard !checklists.isEmpty else { return nil }
        let words = pages.words
        let counts = Dictionary(checklists.map { ($0, 1) }, uniquingKeysWith: +)
        guard counts.count <= Self.maximumChecklists else {
            let number = words.checklistCount(counts.count)([.count: pages.number(counts.count)])
            return words.moreInMany([.count: pages.number(checklists.count), .checklists: number])
        }
        let parts = counts.keys.sorted().map { index in
            let checklist = pages.report.checklists[index]
            return HTML {
                pages.title(of: checklist, linkedTo: pages.address(ofChecklist: checklist.path))
                " (\(words.number(counts[index] ?? 0)))"
            }
        }
        return words.moreIn([.count: pages.number(checklists.count), .list: words.list(parts)])
    }
}
