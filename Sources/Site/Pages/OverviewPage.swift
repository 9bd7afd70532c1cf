import Checklists

/// The first page: where the project stands, what needs attention, what changed.
struct OverviewPage {
    let pages: Pages
    let log: ChangeLog

    private static let latestChanges = 6

    private var words: Words { pages.words }
    private var report: Report { pages.report }

    var page: Page { Page(file: Site.overviewFile, title: report.project.title, main: main) }

    private var main: HTML {
        let total = report.summary
        let table = OverviewTable(pages: pages, total: total, listsFile: Site.checklistsFile)
        return HTML {
            h1 { bdi { report.project.title } }
            if total.items == 0 {
                emptyProject
            } else {
                p(.class("standing")) { pages.standing(total) }
                pages.tally(total)
                if let description = report.project.description { p { bdi { description } } }
                section {
                    h2 { words.checklists }
                    PhaseChart(pages: pages).html
                    table.html
                    if table.isGrouped { p { a(.href(Address(file: Site.checklistsFile))) { words.allChecklists } } }
                }
                section {
                    h2 { words.attention }
                    Attention(pages: pages).html
                }
            }
            section {
                h2 { words.latestChanges }
                latestChanges
            }
            TimeChart(pages: pages).html
        }
    }

    private var emptyProject: HTML {
        HTML {
            p(.class("standing")) { words.noItems([.commit: pages.commitName(report.commit)]) }
            pre(.focusable) { code { words.exampleItem } }
        }
    }

    @HTMLBuilder private var latestChanges: HTML {
        let latest = LatestChanges(log, Self.latestChanges)
        let component = ChangeComponent(
            pages: pages, line: words.changeLine, maximumItems: 3, earlier: latest.earlier)
        if log.entries.isEmpty {
            p { words.noChanges }
        } else {
            ul(.class("changes"), .role("list")) {
                for latest in latest.entries { component.render(latest.entry, named: latest.named) }
            }
            p { a(.href(Address(file: Site.changesFile))) { words.allChanges } }
        }
    }
}
