import Checklists

/// Every checklist by phase or folder, where there are too many for the overview.
struct AllChecklistsPage {
    let pages: Pages

    /// nil where the overview names them all.
    var page: Page? {
        let table = OverviewTable(pages: pages, total: pages.report.summary)
        guard table.isGrouped else { return nil }
        let words = pages.words
        return Page(
            file: Site.checklistsFile, title: words.allChecklists,
            main: HTML {
                nav(.class("breadcrumb"), .label(words.breadcrumb)) {
                    ol {
                        li { a(.href(Address(file: Site.overviewFile))) { words.overview } }
                        li(.currentPage) { words.allChecklists }
                    }
                }
                h1 { words.allChecklists }
                p(.class("standing")) { pages.standing(pages.report.summary) }
                table.listsAlone
            })
    }
}
