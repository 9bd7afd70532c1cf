import Checklists

/// A Markdown document that is no checklist, under the title of its page.
struct MarkdownView {
    let pages: Pages
    let path: String

    var html: HTML {
        guard let document = pages.shared.source.document(at: path) else { return HTML() }
        let outline = Outline(document, title: "")
        let component = ItemComponent(pages: pages, interfaceLanguage: nil)
        var renderer = DocumentRenderer(
            document, outline: outline, checklist: Checklist(path: path, title: "", items: []), component: component,
            pages: pages)
        return div(.class("document")) { renderer.render(document.blocks) }
    }
}
