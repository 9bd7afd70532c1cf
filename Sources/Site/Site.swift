import Checklists
import Markdown
import Mustache
import Resources
import Theming

/// A file of the site.
package struct OutputFile: Hashable, Sendable {
    /// From the site's folder, `/` between names.
    package var path: String
    package var content: [UInt8]

    package init(path: String, content: [UInt8]) {
        self.path = path
        self.content = content
    }
}

/// The static site of a report. It depends on nothing but the report and the documents. Its pages lead to the files of
/// `DataFile`, too, which whoever writes the site puts beside them.
///
/// With one language every page lies in the site's folder. With several, the pages of each lie in a folder of its tag, and
/// the site's folder has a page that leads to them. Whatever no language changes is there once.
package struct Site {
    static let overviewFile = "index.html"
    static let checklistsFile = "all-checklists.html"
    static let outstandingFile = "outstanding.html"
    static let readingFile = "how-to-read.html"
    static let feedFile = "changes.atom"
    static let documentsFile = "documents.html"
    static let peopleFile = "people.html"
    static let handOverFile = "hand-over.html"
    static let notFoundFile = "404.html"
    static let sitemapFile = "sitemap.xml"
    static let badgeFile = "badge.svg"
    static let changesFile = "changes.html"
    static let registerFile = "sign-offs.html"
    static let searchFile = "search.html"
    static let styleFile = "style.css"
    static let themeStyleFile = "theme.css"
    static let scriptFile = "script.js"
    static let statusFile = DataFile.status.rawValue
    /// For people who count for themselves.
    static let dataFiles = DataFile.allCases.map(\.rawValue)

    private let report: Report
    private let theme: Theme
    private let source: any SiteSource

    /// - Parameters:
    ///   - theme: what the team lays over the built-in look.
    ///   - source: it is asked for each document once in a language, in the order of the report, so that only one needs to
    ///     be in memory. Where it has none the items are listed without it.
    package init(report: Report, theme: Theme = Theme(), source: some SiteSource) {
        self.report = report
        self.theme = theme
        self.source = source
    }

    /// Reads the words of the interface ahead of the first page, on any thread: that takes longer than the history of a small
    /// project.
    package static func prepare() { _ = Words.english }

    /// Makes one file after the other and hands it over, always in the same order.
    package func forEachFile(_ body: (OutputFile) throws -> Void) rethrows {
        let shared = SharedParts(report: report, theme: theme, source: source)
        let template = theme.layout ?? Self.layout
        let log = ChangeLog(report)
        let languages = report.project.languages.isEmpty ? ["en"] : report.project.languages
        var files = languages.count > 1 ? [Self.overviewFile] : []
        for language in languages {
            let pages = Pages(shared: shared, language: language)
            let layout = Layout(pages: pages, template: template)
            let changes = ChangesPages(pages: pages, log: log)
            try forEachPage(pages, log, changes) { page in
                files.append(pages.folder + page.file)
                try body(OutputFile(path: pages.folder + page.file, content: layout.render(page)))
                try shared.files.forEachNew(body)
            }
            try Search(pages: pages).forEachFile(layout) { file in
                if file.path.hasSuffix(".html") { files.append(file.path) }
                try body(file)
            }
            let feed = ChangesFeed(pages: pages, log: log, changes: changes)
            try body(OutputFile(path: pages.folder + Self.feedFile, content: feed.bytes))
        }
        if languages.count > 1 {
            let choice = LanguagePage(shared: shared, languages: languages)
            try body(OutputFile(path: Self.overviewFile, content: choice.bytes))
        }
        try forEachFurtherFile(shared, languages, pages: files, body)
        let style = compacted(stylesheet: Self.asset(Self.styleFile))
        try body(OutputFile(path: Self.styleFile, content: Array(style.utf8)))
        if let style = theme.style { try body(OutputFile(path: Self.themeStyleFile, content: Array(style.utf8))) }
        if let logo = theme.logo { try body(OutputFile(path: logo.name, content: logo.content)) }
        let script = compacted(script: Self.asset(Self.scriptFile))
        try body(OutputFile(path: Self.scriptFile, content: Array(script.utf8)))
    }

    /// What is there once, whatever the languages.
    private func forEachFurtherFile(
        _ shared: SharedParts, _ languages: [String], pages: [String], _ body: (OutputFile) throws -> Void
    ) rethrows {
        let notFound = NotFoundPage(shared: shared, languages: languages)
        try body(OutputFile(path: Self.notFoundFile, content: notFound.bytes))
        if let sitemap = Sitemap(shared: shared, files: pages).bytes {
            try body(OutputFile(path: Self.sitemapFile, content: sitemap))
        }
        let base = Pages(shared: shared, language: languages[0])
        try body(OutputFile(path: Self.badgeFile, content: Badge(pages: base).bytes))
    }

    private func forEachPage(
        _ pages: Pages, _ log: ChangeLog, _ changes: ChangesPages, _ write: (Page) throws -> Void
    ) rethrows {
        try write(OverviewPage(pages: pages, log: log).page)
        for checklist in report.checklists {
            let page = ChecklistPage(
                pages: pages, checklist: checklist, document: source.document(at: pages.source(of: checklist))
            ).page
            if let page { try write(page) }
        }
        for path in pages.shared.themePages {
            if let page = ThemePage(pages: pages, path: path, document: source.document(at: path)).page {
                try write(page)
            }
        }
        if let page = AllChecklistsPage(pages: pages).page { try write(page) }
        try write(OutstandingPage(pages: pages).page)
        if pages.hasSignOffs { try write(RegisterPage(pages: pages).page) }
        if !pages.shared.documents.entries.isEmpty { try write(DocumentsPage(pages: pages).page) }
        for entry in pages.shared.documents.entries {
            if let page = DocumentPage(pages: pages, entry: entry).page { try write(page) }
        }
        try changes.forEachPage(write)
        try HandOverPages(pages: pages).forEachPage(write)
        try write(PeoplePage(pages: pages).page)
        try write(ReadingPage(pages: pages).page)
    }

    private static func asset(_ name: String) -> String {
        guard let file = EmbeddedFiles.site.first(where: { $0.path == name }) else {
            preconditionFailure("site/\(name) is not embedded")
        }
        return file.text
    }

    private static var layout: MustacheTemplate {
        do {
            return try MustacheTemplate(string: asset("layout.mustache"))
        } catch {
            preconditionFailure("site/layout.mustache: \(error)")
        }
    }
}
