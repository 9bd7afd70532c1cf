import Checklists
import Markdown

/// The page of one checklist: where it stands, then its document with the items in their places.
struct ChecklistPage {
    let pages: Pages
    let checklist: Checklist
    /// nil when the file cannot be read any more: the items are listed all the same.
    let document: Document?

    private var words: Words { pages.words }

    /// The content's language where it is not that of the interface.
    private var contentLanguage: String? {
        let language = checklist.language ?? pages.report.project.languages.first ?? words.language
        return isLanguageTag(language) && language != words.language ? language : nil
    }

    private var contentDirection: String? { contentLanguage.flatMap(direction(ofLanguage:)) }

    var page: Page? {
        guard let file = pages.names[checklist.path] else { return nil }
        return Page(file: file, title: checklist.title, main: main, source: checklist.path)
    }

    private var main: HTML {
        let (body, placed) = renderedDocument()
        let missing = checklist.items.filter { !placed.contains($0.state.line) }
        return HTML {
            breadcrumb
            heading
            div(.class("document"), .lang(contentLanguage), .dir(contentDirection)) {
                body
                if !missing.isEmpty {
                    if !placed.isEmpty { h2 { words.otherItems } }
                    ul(.class("items"), .role("list")) {
                        for item in missing { component.render(item, text: p { item.state.text }, nested: HTML()) }
                    }
                }
            }
        }
    }

    private var component: ItemComponent {
        ItemComponent(pages: pages, interfaceLanguage: contentLanguage == nil ? nil : words.language)
    }

    private func renderedDocument() -> (HTML, placed: Set<Int>) {
        guard let document else { return (HTML(), []) }
        let outline = Outline(document, title: checklist.title)
        var renderer = DocumentRenderer(
            document, outline: outline, checklist: checklist, component: component, pages: pages)
        let body = renderer.render(document.blocks)
        return (body, renderer.placed)
    }

    private var breadcrumb: HTML {
        nav(.class("breadcrumb"), .label(words.breadcrumb)) {
            ol {
                li { a(.href(Address(file: Site.overviewFile))) { words.overview } }
                li(.currentPage) { bdi { checklist.title } }
            }
        }
    }

    private var heading: HTML {
        let counts = checklist.counts
        let about = HTML {
            if let phase = checklist.phase { span { "\(words.phase) \(phase)" } }
            if checklist.isDraft { b(.class("draft")) { words.draft } }
        }
        return HTML {
            if !about.isEmpty { p(.class("caption")) { about } }
            h1(.id(Outline.titleID), .lang(contentLanguage), .dir(contentDirection)) {
                bdi { checklist.title }
            }
            if let text = checklist.summary {
                p(.lang(contentLanguage), .dir(contentDirection)) { bdi { text } }
            }
            p(.class("standing")) { pages.standing(counts) }
            pages.tally(counts)
        }
    }
}
