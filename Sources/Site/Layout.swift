import Checklists
import Mustache
import Resources
import Theming

/// A page of the site before the frame is put around it.
struct Page {
    /// The file, beside all others of its language.
    var file: String
    var title: String
    var main: HTML
    /// The file of the repository that says what the page says, for "Propose a change".
    var source: String?

    static let feedType: StaticString = "application/atom+xml"

    init(file: String, title: String, main: HTML, source: String? = nil) {
        self.file = file
        self.title = title
        self.main = main
        self.source = source
    }
}

/// The frame around every page of one language: head, navigation, notices, footer, put in their places by
/// `layout.mustache`.
struct Layout {
    let pages: Pages
    private let template: MustacheTemplate

    init(pages: Pages, template: MustacheTemplate) {
        self.pages = pages
        self.template = template
    }

    static let policy = """
        default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; \
        form-action 'none'
        """

    /// Stands for the main part while the template is filled, so that big pages never become a `String`. No text that is
    /// escaped has it.
    private static let mainMark = "<countersign-main>"

    private var words: Words { pages.words }
    private var report: Report { pages.report }

    func render(_ page: Page) -> [UInt8] {
        let values: [String: String] = [
            "page": page.file, "language": words.language, "direction": direction(ofLanguage: words.language) ?? "ltr",
            "skip": words.skip, "title": page.title, "project": report.project.title,
            "head": head(of: page).text, "masthead": masthead(of: page).text,
            "navigation": Navigation(pages: pages, page: page).html.text, "notices": notices.text,
            "footer": PageFooter(pages: pages, page: page).html.text, "main": Self.mainMark,
        ]
        let frame = Array(template.render(values).utf8)
        guard let place = frame.firstRange(of: Array(Self.mainMark.utf8)) else { return frame }
        return frame[..<place.lowerBound] + page.main.bytes + frame[place.upperBound...]
    }

    private func head(of page: Page) -> HTML {
        let isOverview = page.file == Site.overviewFile
        let name =
            isOverview
            ? report.project.title : words.pageTitle.text([.title: page.title, .project: report.project.title])
        return HTML {
            Self.head(title: name, theme: pages.shared.theme, file: pages.shared)
            pages.scriptWithWords
            if page.file == Site.changesFile {
                link(.rel("alternate"), .type(Page.feedType), .href(Address(file: Site.feedFile)))
            }
            for other in pages.otherLanguages {
                link(.rel("alternate"), .hreflang(other), .href(pages.address(of: page.file, in: other)))
            }
        }
    }

    private func masthead(of page: Page) -> HTML {
        let logo = pages.shared.theme.logo.map { logo in
            img(.class("logo"), .src(pages.shared(logo.name)), .alternative(""))
        }
        guard page.file != Site.overviewFile else {
            return logo.map { logo in p(.class("project")) { logo } } ?? HTML()
        }
        return p(.class("project")) {
            logo
            a(.href(Address(file: Site.overviewFile))) { bdi { report.project.title } }
        }
    }

    private var notices: HTML {
        HTML {
            if let sentence = pages.truncationSentence { p(.class("notice")) { sentence } }
            if report.includesWorktree { p(.class("notice")) { words.includesWorktree } }
        }
    }
}

extension Layout {
    /// What the head of every page begins with.
    ///
    /// - Parameter file: the address of a file that all languages share.
    static func head(title name: String, theme: Theme, file: (String) -> Address) -> HTML {
        HTML {
            meta(.charset)
            meta(.contentSecurityPolicy, .content(policy))
            meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            title { name }
            link(.rel("stylesheet"), .href(file(Site.styleFile)))
            if theme.style != nil { link(.rel("stylesheet"), .href(file(Site.themeStyleFile))) }
        }
    }
}

/// The links that lead through the site: the same on every page, wrapped, never folded away.
struct Navigation {
    let pages: Pages
    let page: Page

    private var words: Words { pages.words }

    var html: HTML {
        HTML {
            nav(.label(words.mainNavigation)) {
                ul { for entry in pages.mainPages { self.entry(entry.title, file: entry.file) } }
            }
            languages
        }
    }

    private func entry(_ title: String, file: String) -> HTML {
        li { a(.href(Address(file: file)), file == page.file ? .currentPage : nil) { title } }
    }

    private var languages: HTML {
        guard !pages.otherLanguages.isEmpty else { return HTML() }
        return nav(.class("languages"), .label(words.languages)) {
            ul {
                for language in pages.languages {
                    li {
                        if language == pages.language {
                            span(.lang(language)) { pages.name(ofLanguage: language) }
                        } else {
                            a(.lang(language), .hreflang(language), .href(pages.address(of: page.file, in: language))) {
                                pages.name(ofLanguage: language)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What stands below every page: where to go for more, and what the page is a view of.
struct PageFooter {
    let pages: Pages
    let page: Page

    private var words: Words { pages.words }

    var html: HTML {
        HTML {
            nav(.label(words.furtherNavigation)) {
                ul {
                    for entry in pages.furtherPages {
                        li {
                            a(.href(Address(file: entry.file)), entry.file == page.file ? .currentPage : nil) {
                                entry.title
                            }
                        }
                    }
                    if let address = page.source.flatMap({ pages.editAddress(ofFile: $0) }) {
                        li { a(.href(address)) { words.propose } }
                    }
                    for feedback in pages.report.project.feedback {
                        if let address = Address(absolute: feedback.url) {
                            li { a(.href(address)) { bdi { feedback.title } } }
                        }
                    }
                }
            }
            p {
                words.footer([
                    .commit: pages.commitName(pages.report.commit), .day: HTML(words.day(pages.report.asOf)),
                ])
            }
            p {
                words.generator([.version: HTML(pages.report.generatorVersion)])
                if let template = pages.report.project.template {
                    " "
                    words.template([.title: bdi { template }])
                }
                " \(words.data) "
                words.list(
                    Site.dataFiles.map { file in
                        a(.href(pages.shared(file))) { file.split(separator: "/").last.map(String.init) ?? file }
                    })
            }
        }
    }
}
