/// A file of the repository on its page, by what it is: itself, and what became of it since another version.
struct FileView {
    let pages: Pages
    let path: String
    let blob: String

    private var kind: FileKind { FileKind.named(by: path).0 }

    /// Nothing for what cannot be shown.
    @HTMLBuilder var html: HTML {
        switch kind {
        case .markdown: MarkdownView(pages: pages, path: path).html
        case .csv, .bpmn, .image, .spreadsheet, .text, .other: HTML()
        }
    }

    /// What is different from an earlier version; nil where that cannot be told.
    func changes(since earlier: String) -> HTML? {
        switch kind {
        case .markdown: nil
        case .csv, .bpmn, .image, .spreadsheet, .text, .other: nil
        }
    }
}
