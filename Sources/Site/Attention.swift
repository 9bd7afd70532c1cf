import Checklists

/// Items that somebody should look at now: overdue, changed since their sign-off, waiting for one, reopened.
struct Attention {
    let pages: Pages

    /// How many items a group names before it counts the rest.
    static let maximumItems = 10
    /// Among how many checklists the rest is still told apart.
    static let maximumChecklists = 8

    private var words: Words { pages.words }
    private var telling: SignOffTelling { SignOffTelling(pages: pages) }
    private var checklists: [Checklist] { pages.report.checklists }

    var html: HTML {
        let groups = HTML {
            alarms
            rolesHeldByNobody
            group(words.overdue) { $0.isOverdue }
            group(words.statuses[.changed]) { $0.status == .changed }
            group(words.statuses[.awaiting]) { $0.status == .awaiting }
            group(words.reopenedGroup) { $0.isReopened }
        }
        guard groups.isEmpty else { return groups }
        return p { pages.hasSignOffs ? words.nothingToAttend : words.nothingLate }
    }

    @HTMLBuilder private var alarms: HTML {
        let count = pages.register.openAlarms.count
        if count > 0 {
            h3 { words.signOffs.alarms }
            p {
                a(.href(Address(file: Site.registerFile))) {
                    words.signOffs.alarmLink(count).text([.count: words.number(count)])
                }
            }
        }
    }

    /// They have to sign something, and nobody may.
    @HTMLBuilder private var rolesHeldByNobody: HTML {
        let duties = pages.report.duties.filter { pages.report.holders(ofRole: $0.role).isEmpty }
        if !duties.isEmpty {
            h3 {
                words.rolesHeldByNobody
                " (\(words.number(duties.count)))"
            }
            ul(.class("attention")) {
                for duty in duties.prefix(Self.maximumItems) {
                    li {
                        a(.href(pages.address(of: duty))) { telling.role(duty.role) }
                        span {
                            " ("
                            pages.count(of: duty)
                            ")"
                        }
                    }
                }
                if duties.count > Self.maximumItems {
                    li { words.andMore([.count: pages.number(duties.count - Self.maximumItems)]) }
                }
            }
        }
    }

    private func group(_ name: String, where matches: (Item) -> Bool) -> HTML {
        var shown: [HTML] = []
        var count = 0
        var rest: [(checklist: Checklist, count: Int)] = []
        for checklist in checklists {
            var left = 0
            for item in checklist.items where matches(item) {
                count += 1
                if shown.count < Self.maximumItems { shown.append(entry(item, in: checklist)) } else { left += 1 }
            }
            if left > 0 { rest.append((checklist, left)) }
        }
        guard count > 0 else { return HTML() }
        return HTML {
            h3 {
                name
                " (\(words.number(count)))"
            }
            ul(.class("attention")) {
                shown
                if !rest.isEmpty { li { more(count - shown.count, in: rest) } }
            }
        }
    }

    private func entry(_ item: Item, in checklist: Checklist) -> HTML {
        li {
            pages.title(of: item, upTo: 200, linkedTo: pages.address(of: item))
            span {
                " "
                words.inChecklist([.checklist: pages.title(of: checklist)])
                if item.status == .awaiting || item.status == .changed {
                    words.comma
                    words.awaitedFrom([.list: words.list(item.missingSignOffs.map { telling.role($0.role) })])
                } else if let owner = item.state.fields.owner {
                    words.comma
                    words.ownedBy([.person: pages.name(of: pages.report.owner(owner))])
                }
                if let due = item.state.fields.due, item.isOverdue {
                    words.comma
                    words.dueOn([.day: HTML(words.day(due))])
                }
            }
        }
    }

    /// "and 14 more: Security (9) and Data flows (5)"
    private func more(_ count: Int, in rest: [(checklist: Checklist, count: Int)]) -> HTML {
        guard rest.count <= Self.maximumChecklists else {
            let checklists = words.checklistCount(rest.count)([.count: pages.number(rest.count)])
            return words.moreInMany([.count: pages.number(count), .checklists: checklists])
        }
        let parts = rest.map { entry in
            HTML {
                pages.title(of: entry.checklist, linkedTo: pages.address(ofChecklist: entry.checklist.path))
                " (\(words.number(entry.count)))"
            }
        }
        return words.moreIn([.count: pages.number(count), .list: words.list(parts)])
    }
}
