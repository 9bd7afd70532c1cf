import Checklists

/// A page of the site before the frame is put around it.
struct Page {
    /// The file, beside all others.
    var file: String
    var title: String
    var main: HTML
}

/// The frame around every page: head, navigation, notices, footer.
struct Layout {
    let pages: Pages

    /// With more checklists than this the navigation leaves them to the overview.
    static let maximumLinkedChecklists = 12
    static let policy = """
        default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'
        """

    private var words: Words { pages.words }
    private var report: Report { pages.report }

    func render(_ page: Page) -> [UInt8] {
        HTML.page(
            html(.lang(words.language), .dir(direction(ofLanguage: words.language))) {
                documentHead(page)
                body {
                    a(.class("skip"), .href(.here("content"))) { words.skip }
                    pageHeader(page)
                    main(.id("content")) { page.main }
                    pageFooter
                }
            })
    }

    private func documentHead(_ page: Page) -> HTML {
        let isOverview = page.file == Site.overviewFile
        return head {
            meta(.charset)
            meta(.contentSecurityPolicy, .content(Self.policy))
            meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            title {
                isOverview
                    ? page.title : words.pageTitle.text([.title: page.title, .project: report.project.title])
            }
            link(.rel("stylesheet"), .href(Address(file: Site.styleFile)))
        }
    }

    private func pageHeader(_ page: Page) -> HTML {
        header {
            if page.file != Site.overviewFile {
                p(.class("project")) {
                    a(.href(Address(file: Site.overviewFile))) { bdi { report.project.title } }
                }
            }
            nav(.label(words.mainNavigation)) {
                ul {
                    entry(HTML(words.overview), file: Site.overviewFile, on: page)
                    if report.checklists.count <= Self.maximumLinkedChecklists {
                        for checklist in report.checklists {
                            if let file = pages.names[checklist.path] {
                                entry(bdi { checklist.title }, file: file, on: page)
                            }
                        }
                    }
                    if pages.hasSignOffs { entry(HTML(words.signOffs.title), file: Site.registerFile, on: page) }
                    entry(HTML(words.changes), file: Site.changesFile, on: page)
                }
            }
            notices
        }
    }

    private func entry(_ text: HTML, file: String, on page: Page) -> HTML {
        li { a(.href(Address(file: file)), file == page.file ? .currentPage : nil) { text } }
    }

    private var notices: HTML {
        HTML {
            if let sentence = pages.truncationSentence { p(.class("notice")) { sentence } }
            if report.includesWorktree { p(.class("notice")) { words.includesWorktree } }
        }
    }

    private var pageFooter: HTML {
        footer {
            p {
                words.footer([
                    .commit: pages.commitName(report.commit), .day: HTML(words.day(report.asOf)),
                ])
            }
            p {
                words.generator([.version: HTML(report.generatorVersion)])
                if let template = report.project.template {
                    " "
                    words.template([.title: bdi { template }])
                }
                " "
                a(.href(Address(file: Site.statusFile))) { words.data }
            }
        }
    }
}
