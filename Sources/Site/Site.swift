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

/// The static site of a report. It depends on nothing but the report and the documents.
///
/// With one language every page lies in the site's folder. With several, the pages of each lie in a folder of its tag, and
/// the site's folder has a page that leads to them. Whatever no language changes is there once.
package struct Site {
    static let overviewFile = "index.html"
    static let changesFile = "changes.html"
    static let registerFile = "sign-offs.html"
    static let styleFile = "style.css"
    static let themeStyleFile = "theme.css"
    static let scriptFile = "script.js"
    static let statusFile = "data/status.json"
    /// For people who count for themselves.
    static let dataFiles = [statusFile]

    private let report: Report
    private let statusJSON: [UInt8]
    private let theme: Theme
    private let document: (_ path: String) -> Document?

    /// - Parameters:
    ///   - statusJSON: what `status --format json` prints, copied as it is.
    ///   - theme: what the team lays over the built-in look.
    ///   - document: the parsed Markdown of a checklist, of a page of the theme, or of its translation; it is asked for each once in a language, in
    ///     the order of the report, so that only one needs to be in memory. Where it gives nil the items are listed without
    ///     their document.
    package init(
        report: Report, statusJSON: [UInt8], theme: Theme = Theme(), document: @escaping (_ path: String) -> Document?
    ) {
        self.report = report
        self.theme = theme
        self.statusJSON = statusJSON
        self.document = document
    }

    /// Makes one file after the other and hands it over, always in the same order.
    package func forEachFile(_ body: (OutputFile) throws -> Void) rethrows {
        let shared = SharedParts(report: report, theme: theme)
        let template = theme.layout ?? Self.layout
        let languages = report.project.languages
        for language in languages.isEmpty ? ["en"] : languages {
            let pages = Pages(shared: shared, language: language)
            let layout = Layout(pages: pages, template: template)
            try forEachPage(pages) { page in
                try body(OutputFile(path: pages.folder + page.file, content: layout.render(page)))
            }
        }
        if languages.count > 1 {
            let choice = LanguagePage(shared: shared, languages: languages)
            try body(OutputFile(path: Self.overviewFile, content: choice.bytes))
        }
        try body(OutputFile(path: Self.statusFile, content: statusJSON))
        let style = compacted(stylesheet: Self.asset(Self.styleFile))
        try body(OutputFile(path: Self.styleFile, content: Array(style.utf8)))
        if let style = theme.style { try body(OutputFile(path: Self.themeStyleFile, content: Array(style.utf8))) }
        if let logo = theme.logo { try body(OutputFile(path: logo.name, content: logo.content)) }
        let script = compacted(script: Self.asset(Self.scriptFile))
        try body(OutputFile(path: Self.scriptFile, content: Array(script.utf8)))
    }

    private func forEachPage(_ pages: Pages, _ write: (Page) throws -> Void) rethrows {
        let log = ChangeLog(report)
        try write(OverviewPage(pages: pages, log: log).page)
        for checklist in report.checklists {
            let page = ChecklistPage(pages: pages, checklist: checklist, document: document(pages.source(of: checklist))).page
            if let page { try write(page) }
        }
        for path in pages.shared.themePages {
            if let page = ThemePage(pages: pages, path: path, document: document(path)).page { try write(page) }
        }
        if pages.hasSignOffs { try write(RegisterPage(pages: pages).page) }
        try write(ChangesPage(pages: pages, log: log).page)
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
