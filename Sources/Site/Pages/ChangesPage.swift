import Checklists

/// What happened to the items, newest first.
struct ChangesPage {
    let pages: Pages
    let log: ChangeLog

    static let maximumCommits = 2_000
    /// The page stays loadable on a slow line, whatever the commits hold.
    static let maximumBytes = 900_000

    private var words: Words { pages.words }

    var page: Page { Page(file: Site.changesFile, title: words.changes, main: main) }

    /// Where a commit is on the page.
    static func id(of commit: CommitID) -> String { "commit-" + commit.short }

    private var main: HTML {
        let (list, shown) = entries()
        return HTML {
            h1 { words.changes }
            p(.class("standing")) { words.changesLead }
            p { a(.href(Address(file: Site.feedFile)), .type(Page.feedType)) { words.feed } }
            if log.entries.isEmpty { p { words.noChanges } }
            if shown < log.entries.count {
                p(.class("notice")) {
                    words.changesOmitted([
                        .count: pages.number(shown), .omitted: pages.number(log.entries.count - shown),
                        .what: a(.href(pages.shared(Site.statusFile))) { Site.statusFile },
                    ])
                }
            }
            list
        }
    }

    /// The newest entries, those of one day that follow each other under its heading, and how many they are.
    private func entries() -> (HTML, shown: Int) {
        let component = ChangeComponent(pages: pages, line: words.changeUnderDay, maximumItems: 12)
        var result = HTML()
        var day: (name: String, entries: HTML)?
        var shown = 0
        var size = 0
        for entry in log.entries.prefix(Self.maximumCommits) {
            let html = component.render(entry, id: Self.id(of: entry.commit))
            size += html.count
            guard size <= Self.maximumBytes || shown == 0 else { break }
            let name = self.day(of: entry)
            if let current = day, current.name != name {
                result.append(rendered(current))
                day = nil
            }
            day = (name, HTML([day?.entries ?? HTML(), html]))
            shown += 1
        }
        if let day { result.append(rendered(day)) }
        return (result, shown)
    }

    private func rendered(_ day: (name: String, entries: HTML)) -> HTML {
        section {
            h2 { day.name }
            ul(.class("changes"), .role("list")) { day.entries }
        }
    }

    private func day(of entry: ChangeLog.Entry) -> String {
        guard pages.telling(of: entry.commit) != nil, let record = pages.report.commits[entry.commit] else {
            return words.notCommitted
        }
        return words.day(record.committedAt.localDay)
    }
}
