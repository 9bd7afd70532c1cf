import Checklists
import Markdown

/// A Markdown document that is no checklist, under the title of its page.
struct MarkdownView {
    let pages: Pages
    let path: String
    /// Of the page: a first heading that says the same is left out.
    let title: String

    /// With fewer headings there is nothing to choose from.
    private static let fewestHeadings = 4

    var html: HTML {
        guard let document = pages.shared.source.document(at: path) else { return HTML() }
        let outline = Outline(document, title: title, level: 3)
        let component = ItemComponent(pages: pages, interfaceLanguage: nil)
        var renderer = DocumentRenderer(
            document, outline: outline, checklist: Checklist(path: path, title: title, items: []),
            component: component, pages: pages)
        // Teams write in the project's first language.
        let language = pages.foreign(pages.languages.first ?? pages.language)
        return HTML {
            contents(outline)
            if document.tooCostlyLine != nil || document.tooDeepLine != nil {
                p(.class("notice")) { pages.words.notAllShown }
            }
            // A frame, so that nothing in the file can pass for what the site says of it.
            blockquote {
                div(.class("document"), .lang(language), .dir(language.flatMap(direction(ofLanguage:)))) {
                    renderer.render(document.blocks)
                }
            }
        }
    }

    /// The headings of the two upper levels.
    @HTMLBuilder private func contents(_ outline: Outline) -> HTML {
        let headings = outline.headings.sorted { $0.key < $1.key }.map(\.value).filter { $0.level <= 4 }
        if headings.count >= Self.fewestHeadings {
            // No `nav`: those stand in one line, and are left out in print.
            div(.role("navigation"), .label(pages.words.onThisPage)) {
                ul {
                    for (heading, below) in grouped(headings) {
                        li {
                            link(heading)
                            if !below.isEmpty { ul { for heading in below { li { link(heading) } } } }
                        }
                    }
                }
            }
        }
    }

    /// Each heading with those of the lower level that follow it.
    private func grouped(_ headings: [Outline.Heading]) -> [(Outline.Heading, below: [Outline.Heading])] {
        var groups: [(Outline.Heading, below: [Outline.Heading])] = []
        for heading in headings {
            if heading.level == 3 || groups.isEmpty {
                groups.append((heading, []))
            } else {
                groups[groups.count - 1].below.append(heading)
            }
        }
        return groups
    }

    private func link(_ heading: Outline.Heading) -> HTML {
        a(.href(.here(heading.id))) { bdi { pages.named(shortened(heading.text, to: 120)) } }
    }
}
