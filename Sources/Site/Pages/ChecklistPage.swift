import Checklists
import Markdown

/// The page of one checklist: where it stands, then its document with the items in their places.
struct ChecklistPage {
    let pages: Pages
    let checklist: Checklist
    /// nil when the file cannot be read any more: the items are listed all the same.
    let document: Document?

    private var words: Words { pages.words }

    /// What the page shows instead of the checklist's own text.
    private var translation: Translation? { document == nil ? nil : pages.translation(of: checklist.path) }

    private var shownTitle: String { pages.titleText(of: checklist) }

    /// The language of the text where it is not that of the interface.
    private var contentLanguage: String? {
        translation.map { pages.foreign($0.language) } ?? pages.foreignLanguage(of: checklist.path)
    }

    var page: Page? {
        guard let file = pages.names[checklist.path] else { return nil }
        return Page(file: file, title: pages.name(of: checklist), main: main, source: pages.source(of: checklist))
    }

    private var main: HTML {
        let (body, placed) = renderedDocument()
        let missing = checklist.items.filter { !placed.contains($0.state.line) }
        return HTML {
            breadcrumb
            heading
            div(.class("document"), .lang(contentLanguage), .dir(contentLanguage.flatMap(direction(ofLanguage:)))) {
                body
                if !missing.isEmpty {
                    if !placed.isEmpty || translation != nil { restHeading }
                    rest(missing)
                }
            }
            // Documents may have items, too.
            if let entry = pages.shared.documents[checklist.path] { DocumentSections(pages: pages, entry: entry).html }
        }
    }

    /// Items that have no place in the document.
    private func rest(_ items: [Item]) -> HTML {
        let language = pages.foreignLanguage(of: checklist.path)
        // Inside of a translation they say their language even if it is the interface's.
        let own = language == contentLanguage ? nil : language ?? words.language
        return ul(.class("items"), .role("list"), .lang(own), .dir(own.flatMap(direction(ofLanguage:)))) {
            for item in items {
                component(in: language).render(item, text: p { item.state.text }, nested: HTML())
            }
        }
    }

    private var restHeading: HTML {
        let language = contentLanguage == nil ? nil : words.language
        return h2(.lang(language), .dir(language.flatMap(direction(ofLanguage:)))) {
            translation == nil ? words.otherItems : words.translations.missingItems
        }
    }

    private func component(in language: String?) -> ItemComponent {
        ItemComponent(pages: pages, interfaceLanguage: language == nil ? nil : words.language)
    }

    private func renderedDocument() -> (HTML, placed: Set<Int>) {
        guard let document else { return (HTML(), []) }
        let outline = Outline(document, title: shownTitle)
        var renderer = DocumentRenderer(
            document, outline: outline, checklist: checklist, translation: translation,
            component: component(in: contentLanguage), pages: pages)
        let body = renderer.render(document.blocks)
        return (body, renderer.placed)
    }

    private var breadcrumb: HTML {
        nav(.class("breadcrumb"), .label(words.breadcrumb)) {
            ol {
                li { a(.href(Address(file: Site.overviewFile))) { words.overview } }
                li(.currentPage) { pages.title(of: checklist) }
            }
        }
    }

    private var heading: HTML {
        let counts = checklist.counts
        let about = HTML {
            if let phase = checklist.phase { span { "\(words.phase) \(phase)" } }
            if checklist.isDraft {
                " "
                b(.class("draft")) { words.draft }
            }
        }
        return HTML {
            if !about.isEmpty { p(.class("caption")) { about } }
            h1(.id(Outline.titleID)) { pages.title(of: checklist) }
            if let text = translation?.summary ?? checklist.summary {
                let language = translation?.summary == nil ? pages.foreignLanguage(of: checklist.path) : contentLanguage
                p(.lang(language), .dir(language.flatMap(direction(ofLanguage:)))) { bdi { text } }
            }
            TranslationNotices(pages: pages, checklist: checklist).html
            if document?.tooCostlyLine != nil || document?.tooDeepLine != nil {
                p(.class("notice")) { words.notAllShown }
            }
            p(.class("standing")) { pages.standing(counts) }
            pages.tally(counts)
        }
    }
}
