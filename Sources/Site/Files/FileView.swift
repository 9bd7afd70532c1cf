import BPMN
import Images

/// A file of the repository on its page, by what it is: itself, and what became of it since another version.
struct FileView {
    let pages: Pages
    let path: String
    let blob: String
    /// Of its page.
    let title: String

    /// By its name, unless its content shows that it is something else.
    private var kind: FileKind {
        let named = FileKind.named(by: path).0
        guard let file = pages.shared.files.file(blob, at: path) else { return named }
        switch file.content {
        case .text, .markup: return named == .image ? .other : named
        case .picture: return .image
        case .pdf, .office, .archive, .pointer, .binary: return named == .csv && file.content == .binary ? .csv : .other
        }
    }

    /// Nothing for what cannot be shown.
    @HTMLBuilder var html: HTML {
        switch kind {
        case .markdown: MarkdownView(pages: pages, path: path, title: title).html
        case .csv:
            content(blob).map { TableView(pages: pages, path: path, file: $0).html }
            AttachmentView(pages: pages, path: path, blob: blob).link
        case .bpmn:
            switch diagram(blob) {
            case .success(let diagram): DiagramView(pages: pages, diagram: diagram).html
            case .failure(let error): DiagramView.html(of: error, pages)
            case nil: HTML()
            }
            AttachmentView(pages: pages, path: path, blob: blob).link
        case .image: PictureView(pages: pages, path: path, blob: blob).html
        case .spreadsheet, .text, .presentation, .other: AttachmentView(pages: pages, path: path, blob: blob).html
        }
    }

    /// What is different from an earlier version; nil where that cannot be told.
    func changes(since earlier: String) -> HTML? {
        switch kind {
        case .markdown: textChanges(since: earlier)
        case .image: PictureChangesView(pages: pages, path: path, earlier: earlier, blob: blob).html
        case .other: isText(blob) && isText(earlier) ? textChanges(since: earlier) : nil
        case .csv:
            content(earlier).flatMap { old in
                content(blob).flatMap { TableChangesView(pages: pages, before: old, now: $0)?.html }
            }
        case .bpmn:
            if case .success(let old) = diagram(earlier), case .success(let new) = diagram(blob) {
                DiagramChangesView(
                    pages: pages, diagram: new, changes: new.changes(from: old), id: "changes-" + earlier.prefix(10)
                ).html
            } else {
                nil
            }
        case .spreadsheet, .text, .presentation: nil
        }
    }

    private func textChanges(since earlier: String) -> HTML? {
        text(earlier).flatMap { old in
            text(blob).map { new in TextChangesView(pages: pages, old: old, new: new).html }
        }
    }

    private func isText(_ blob: String) -> Bool {
        switch pages.shared.files.file(blob, at: path)?.content {
        case .text?, .markup?: true
        default: false
        }
    }

    private func content(_ blob: String) -> [UInt8]? { pages.shared.source.content(ofBlob: blob) }

    private func text(_ blob: String) -> String? { content(blob).flatMap { String(validating: $0, as: UTF8.self) } }

    private func diagram(_ blob: String) -> Result<Diagram, UnreadableDiagram>? {
        content(blob).map(DiagramView.read)
    }
}
