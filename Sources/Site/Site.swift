import Checklists
import Markdown
import Resources

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
package struct Site {
    static let overviewFile = "index.html"
    static let changesFile = "changes.html"
    static let registerFile = "sign-offs.html"
    static let statusFile = "data/status.json"
    static let styleFile = "style.css"

    private let pages: Pages
    private let statusJSON: [UInt8]
    private let document: (_ path: String) -> Document?

    /// - Parameters:
    ///   - statusJSON: what `status --format json` prints, copied as it is.
    ///   - document: the parsed Markdown of a checklist; it is asked for each once, in the order of the report, so that
    ///     only one needs to be in memory. Where it gives nil the items are listed without their document.
    package init(report: Report, statusJSON: [UInt8], document: @escaping (_ path: String) -> Document?) {
        pages = Pages(report: report, words: .english)
        self.statusJSON = statusJSON
        self.document = document
    }

    /// Makes one file after the other and hands it over, always in the same order.
    package func forEachFile(_ body: (OutputFile) throws -> Void) rethrows {
        let layout = Layout(pages: pages)
        func write(_ page: Page) throws {
            try body(OutputFile(path: page.file, content: layout.render(page)))
        }
        let log = ChangeLog(pages.report)
        try write(OverviewPage(pages: pages, log: log).page)
        for checklist in pages.report.checklists {
            let page = ChecklistPage(pages: pages, checklist: checklist, document: document(checklist.path)).page
            if let page { try write(page) }
        }
        if pages.hasSignOffs { try write(RegisterPage(pages: pages).page) }
        try write(ChangesPage(pages: pages, log: log).page)
        try body(OutputFile(path: Self.statusFile, content: statusJSON))
        for file in EmbeddedFiles.site where file.path == Self.styleFile {
            try body(OutputFile(path: file.path, content: Array(file.text.utf8)))
        }
    }
}
