import Checklists

extension Pages {
    /// The address of a file of the site for those who do not come from one of its pages; nil where the project does not
    /// say where its site lies.
    func absolute(_ file: String, id: String? = nil) -> Address? {
        shared.absolute(folder + file, id: id)
    }
}

extension SharedParts {
    /// - Parameter path: from the site's folder.
    func absolute(_ path: String, id: String? = nil) -> Address? {
        report.project.siteAddress.flatMap { site in
            Address(absolute: site + percentEncoded(path) + (id.map { "#" + percentEncoded($0) } ?? ""))
        }
    }
}

/// What a web server shows for an address at which there is nothing. It does not know where that address was, so its links
/// are absolute where the project says where its site lies.
struct NotFoundPage {
    let shared: SharedParts
    let languages: [String]

    var bytes: [UInt8] {
        let all = languages.map { Pages(shared: shared, language: $0) }
        let words = all.first?.words ?? .english
        let title = words.pageTitle.text([.title: words.notFound.title, .project: shared.report.project.title])
        return HTML.page(
            html(.lang(words.language), .dir(direction(ofLanguage: words.language))) {
                head { Layout.head(title: title, theme: shared.theme) { shared.absolute($0) ?? Address(file: $0) } }
                body {
                    main(.id("content")) { for pages in all { entry(pages, isFirst: pages === all.first) } }
                }
            })
    }

    private func entry(_ pages: Pages, isFirst: Bool) -> HTML {
        let words = pages.words
        let overview = pages.absolute(Site.overviewFile) ?? Address(file: pages.folder + Site.overviewFile)
        return section(.lang(words.language), .dir(direction(ofLanguage: words.language))) {
            Tag.heading(isFirst ? 1 : 2)() { words.notFound.title }
            p { words.notFound.lead }
            p { a(.href(overview)) { words.overview } }
        }
    }
}

/// All pages for search engines: the Sitemap protocol, 0.9.
struct Sitemap {
    let shared: SharedParts
    /// Files of the site.
    let files: [String]

    /// What the protocol allows.
    static let maximumEntries = 50_000

    /// nil where the project does not say where its site lies.
    var bytes: [UInt8]? {
        guard shared.report.project.siteAddress != nil else { return nil }
        let day = shared.report.commits[shared.report.commit]?.committedAt.description
        let root = urlset(Attribute(name: "xmlns", value: "http://www.sitemaps.org/schemas/sitemap/0.9")) {
            for file in files.prefix(Self.maximumEntries) {
                url {
                    loc { shared.absolute(file)?.text ?? "" }
                    if let day { lastmod { day } }
                }
            }
        }
        return Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8) + root.bytes
    }
}

private let urlset = Tag(block: "urlset"), url = Tag(block: "url"), loc = Tag("loc"), lastmod = Tag("lastmod")

/// "18 of 23 finished", to be shown elsewhere: in a README, in a wiki.
struct Badge {
    let pages: Pages

    /// Whoever sees the badge of a working tree is to know it.
    var text: String {
        pages.report.includesWorktree ? "\(standing) – \(pages.words.notCommitted)" : standing
    }

    /// What is finished is only called signed off where everything has to be.
    private var standing: String {
        let counts = pages.report.summary
        guard counts.applicable > 0 else { return pages.words.noItemApplies }
        let applicable = pages.report.checklists.lazy.flatMap(\.items).filter { $0.status != .notApplicable }
        let isSigned = applicable.allSatisfy { !$0.state.fields.asked.isEmpty }
        let phrase = isSigned ? pages.words.shortSigned : pages.words.shortStanding
        return phrase.text([
            .finished: pages.words.number(counts.finished), .applicable: pages.words.number(counts.applicable),
        ])
    }

    var bytes: [UInt8] {
        let width = Self.width(of: text)
        let full = String(width + 16)
        return svg(
            Attribute(name: "xmlns", value: "http://www.w3.org/2000/svg"), .svg("width", full), .svg("height", "20"),
            .svg("viewBox", "0 0 \(full) 20"), .role("img"), .lang(pages.words.language)
        ) {
            title { text }
            rect(.svg("width", full), .svg("height", "20"), .svg("rx", "3"), .svg("fill", "#1d5a8f")) { "" }
            drawnText(
                .svg("x", "8"), .svg("y", "14"), .svg("fill", "#fff"), .svg("font-size", "12"),
                .svg("font-family", "Verdana, DejaVu Sans, sans-serif"), .svg("textLength", String(width)),
                .svg("lengthAdjust", "spacingAndGlyphs")
            ) { text }
        }.bytes
    }

    /// In pixels, by what letters of the script usually take; the picture says how wide its text is to be.
    static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { width, scalar in
            if scalar.properties.generalCategory == .nonspacingMark { return width }
            return width + ("il.,:' 1".unicodeScalars.contains(scalar) ? 5 : scalar.isASCII ? 8 : 10)
        }
    }
}

private let rect = Tag("rect"), drawnText = Tag("text"), svg = Tag("svg")
