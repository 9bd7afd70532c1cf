import Checklists

/// The first page of a site in several languages: where the project stands, in each, and the way there.
struct LanguagePage {
    let shared: SharedParts
    let languages: [String]

    var bytes: [UInt8] {
        let base = Pages(shared: shared, language: languages[0])
        let project = shared.report.project
        return HTML.page(
            html(.lang(base.words.language), .dir(direction(ofLanguage: base.words.language))) {
                head { Layout.head(title: project.title, theme: shared.theme) { Address(file: $0) } }
                body {
                    main(.id("content")) {
                        h1 { bdi { project.title } }
                        for language in languages { entry(Pages(shared: shared, language: language)) }
                    }
                }
            })
    }

    private func entry(_ pages: Pages) -> HTML {
        section(.lang(pages.words.language), .dir(direction(ofLanguage: pages.words.language))) {
            h2 {
                a(.href(Address(folder: pages.language, file: Site.overviewFile)), .hreflang(pages.language)) {
                    pages.words.name
                }
            }
            p { pages.standing(shared.report.summary) }
        }
    }
}
