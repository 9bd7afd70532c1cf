import BPMN

/// A file of the repository on its page, by what it is: itself, and what became of it since another version.
struct FileView {
    let pages: Pages
    let path: String
    let blob: String
    /// Of its page.
    let title: String

    private var kind: FileKind { FileKind.named(by: path).0 }

    /// Nothing for what cannot be shown.
    @HTMLBuilder var html: HTML {
        switch kind {
        case .markdown: MarkdownView(pages: pages, path: path, title: title).html
        case .bpmn:
            switch diagram(ofBlob: blob) {
            case .success(let diagram): DiagramView(pages: pages, diagram: diagram).html
            case .failure(let error): DiagramView.html(of: error, pages)
            case nil: HTML()
            }
        case .csv, .image, .spreadsheet, .text, .other: HTML()
        }
    }

    /// What is different from an earlier version; nil where that cannot be told.
    func changes(since earlier: String) -> HTML? {
        switch kind {
        case .markdown:
            text(ofBlob: earlier).flatMap { old in
                text(ofBlob: blob).map { new in TextChangesView(pages: pages, old: old, new: new).html }
            }
        case .bpmn:
            if case .success(let old) = diagram(ofBlob: earlier), case .success(let new) = diagram(ofBlob: blob) {
                DiagramChangesView(
                    pages: pages, diagram: new, changes: new.changes(from: old),
                    id: "changes-" + earlier.prefix(10)
                ).html
            } else {
                nil
            }
        case .csv, .image, .spreadsheet, .text, .other: nil
        }
    }

    private func diagram(ofBlob blob: String) -> Result<Diagram, UnreadableDiagram>? {
        pages.shared.source.content(ofBlob: blob).map(DiagramView.read)
    }

    private func text(ofBlob blob: String) -> String? {
        pages.shared.source.content(ofBlob: blob).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
