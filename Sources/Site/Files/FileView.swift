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
        case .csv: content(blob).map { TableView(pages: pages, path: path, file: $0).html }
        case .bpmn, .image, .spreadsheet, .text, .other: HTML()
        }
    }

    /// What is different from an earlier version; nil where that cannot be told.
    func changes(since earlier: String) -> HTML? {
        switch kind {
        case .markdown:
            text(ofBlob: earlier).flatMap { old in
                text(ofBlob: blob).map { new in TextChangesView(pages: pages, old: old, new: new).html }
            }
        case .csv:
            content(earlier).flatMap { old in
                content(blob).flatMap { TableChangesView(pages: pages, before: old, now: $0)?.html }
            }
        case .bpmn, .image, .spreadsheet, .text, .other: nil
        }
    }

    private func content(_ blob: String) -> [UInt8]? { pages.shared.source.content(ofBlob: blob) }

    private func text(ofBlob blob: String) -> String? {
        content(blob).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
