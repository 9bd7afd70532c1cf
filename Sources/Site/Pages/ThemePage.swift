import Checklists
import Markdown

/// A page that the team wrote for its site.
struct ThemePage {
    let pages: Pages
    let path: String
    /// nil when the file cannot be read: then there is no page.
    let document: Document?

    var page: Page? {
        guard let document, let file = pages.names[path] else { return nil }
        let title = document.blocks.first.flatMap(mainHeading) ?? pages.shared.title(ofThemePage: path)
        let outline = Outline(document, title: title)
        let checklist = Checklist(path: path, title: title, items: [])
        let component = ItemComponent(pages: pages, interfaceLanguage: nil)
        var renderer = DocumentRenderer(
            document, outline: outline, checklist: checklist, component: component, pages: pages)
        let body = renderer.render(document.blocks)
        // Teams write their own pages in the project's first language.
        let language = pages.foreign(pages.languages.first ?? pages.language)
        return Page(
            file: file, title: title,
            main: HTML {
                h1(.id(Outline.titleID), .lang(language)) { bdi { title } }
                div(.class("document"), .lang(language), .dir(language.flatMap(direction(ofLanguage:)))) { body }
            }, source: path)
    }

    private func mainHeading(_ block: Block) -> String? {
        guard case .heading(level: 1) = block.kind else { return nil }
        return plainText(of: block.inlines)
    }
}
