import Images

/// A file of the repository on its page, by what it is: itself, and what became of it since another version.
struct FileView {
    let pages: Pages
    let path: String
    let blob: String

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
        case .markdown: MarkdownView(pages: pages, path: path).html
        case .csv, .bpmn: AttachmentView(pages: pages, path: path, blob: blob).html
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
        case .csv, .bpmn, .spreadsheet, .text, .presentation: nil
        }
    }

    private func textChanges(since earlier: String) -> HTML? {
        text(ofBlob: earlier).flatMap { old in
            text(ofBlob: blob).map { new in TextChangesView(pages: pages, old: old, new: new).html }
        }
    }

    private func isText(_ blob: String) -> Bool {
        switch pages.shared.files.file(blob, at: path)?.content {
        case .text?, .markup?: true
        default: false
        }
    }

    private func text(ofBlob blob: String) -> String? {
        pages.shared.source.content(ofBlob: blob).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
