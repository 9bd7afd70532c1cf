import Checklists

/// Everything on one page, to be printed or kept: with histories that need no click. What is too much for one page comes
/// in parts, by phase or folder, with a page that lists them.
struct HandOverPages {
    let pages: Pages

    /// With more items there are parts.
    static let maximumItems = 500
    /// Of one page.
    static let maximumBytes = 900_000

    /// An item with those inside it.
    private struct Piece {
        var checklist: Checklist
        var isFirst: Bool
        var section: String
        var items: Int
        var html: HTML
    }

    private struct Part {
        var file: String
        var name: String
        var items: Int
    }

    private var words: HandOverWords { pages.words.handOver }
    private var report: Report { pages.report }

    func forEachPage(_ write: (Page) throws -> Void) rethrows {
        if report.summary.items <= Self.maximumItems {
            let whole = self.whole
            if whole.count <= Self.maximumBytes {
                return try write(Page(file: Site.handOverFile, title: words.title, main: whole))
            }
        }
        let parts = try forEachPart(write)
        try write(Page(file: Site.handOverFile, title: words.title, main: index(of: parts)))
    }

    // MARK: The first page

    /// What this is, of which project, as of when, and what it holds.
    private func cover(_ contents: HTML) -> HTML {
        div(.class("cover")) {
            h1 { words.partTitle([.title: bdi { report.project.title }]) }
            p(.class("standing")) { pages.standing(report.summary) }
            p { pages.hasSignOffs ? words.lead : words.leadOfWork }
            dl(.class("facts")) {
                if let repository = report.project.repository {
                    dt { words.repository }
                    dd { pages.content(repository, linkedTo: Address(absolute: repository)) }
                }
                dt { words.commit }
                dd { commit }
                dt { words.asOf }
                dd { pages.words.day(report.asOf) }
            }
            contents
        }
    }

    /// By its whole name, which is what can be looked up later.
    private var commit: HTML {
        let name = code { report.commit.hex }
        let address = pages.forge.flatMap { Address(absolute: $0.url(of: report.commit)) }
        return HTML {
            address.map { a(.href($0)) { name } } ?? name
            if let day = report.commits[report.commit]?.committedAt.localDay {
                "\(pages.words.comma)\(pages.words.day(day))"
            }
        }
    }

    // MARK: On one page

    private struct Chapter {
        var id: String
        var title: String
        var html: HTML
    }

    private var whole: HTML {
        let chapters = self.chapters
        return HTML {
            cover(contents(chapters))
            for chapter in chapters { titledSection(chapter.title, id: chapter.id) { chapter.html } }
        }
    }

    private var chapters: [Chapter] {
        var chapters = [
            Chapter(id: "part-standing", title: words.standing, html: standing),
            Chapter(
                id: Self.checklistsID, title: pages.words.checklists,
                html: HTML(report.checklists.map { rendered(pieces(of: $0), level: 3) })),
        ]
        if pages.hasSignOffs {
            chapters.append(
                Chapter(
                    id: "part-sign-offs", title: pages.words.signOffs.title,
                    html: RegisterPage(pages: pages, level: 3).content))
        }
        let people = PeoplePage(pages: pages, level: 3, medium: .print).rolesAndPeople
        if !people.isEmpty {
            chapters.append(Chapter(id: "part-people", title: pages.words.people.title, html: people))
        }
        if !pages.shared.documents.entries.isEmpty {
            chapters.append(
                Chapter(
                    id: "part-documents", title: pages.words.documents.title, html: DocumentsPage(pages: pages).list))
        }
        let reading = ReadingPage(pages: pages, level: 3).sections
        return chapters + [Chapter(id: "part-reading", title: pages.words.reading.title, html: reading)]
    }

    private static let checklistsID = "part-checklists"

    private var standing: HTML {
        let table = OverviewTable(pages: pages, total: report.summary)
        return HTML {
            table.html
            PhaseChart(pages: pages).html
            TimeChart(pages: pages, medium: .print).html
            table.lists
        }
    }

    private func contents(_ chapters: [Chapter]) -> HTML {
        titledSection(words.contents) {
            ol {
                for chapter in chapters {
                    li {
                        a(.href(.here(chapter.id))) { chapter.title }
                        if chapter.id == Self.checklistsID, !report.checklists.isEmpty {
                            ul {
                                for checklist in report.checklists where !checklist.items.isEmpty {
                                    li { pages.title(of: checklist, linkedTo: .here(id(of: checklist))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// By its page, whose name is its own.
    private func id(of checklist: Checklist) -> String {
        "list-" + (pages.names[checklist.path] ?? "").replacing(".html", with: "")
    }

    // MARK: In parts

    private func forEachPart(_ write: (Page) throws -> Void) rethrows -> [Part] {
        var parts: [Part] = []
        for group in OverviewTable(pages: pages, total: report.summary).grouped() {
            let split = Self.split(group.checklists.flatMap(pieces(of:)))
            for (index, pieces) in split.enumerated() {
                let count = pages.words.number(index + 1)
                let name = split.count == 1 ? group.name : words.part.text([.title: group.name, .count: count])
                let part = Part(
                    file: "hand-over-\(parts.count + 1).html", name: name, items: pieces.reduce(0) { $0 + $1.items })
                try write(
                    Page(
                        file: part.file, title: words.partTitle.text([.title: name]),
                        main: main(of: part, pieces)))
                parts.append(part)
            }
        }
        return parts
    }

    /// Pieces that fit on a page, as many as do.
    private static func split(_ pieces: [Piece]) -> [[Piece]] {
        var pages: [[Piece]] = []
        var size = 0
        for piece in pieces {
            // With its headings, at most.
            let room = piece.html.count + 1_000 + 6 * (piece.checklist.title.utf8.count + piece.section.utf8.count)
            if pages.isEmpty || size + room > maximumBytes {
                pages.append([])
                size = 0
            }
            pages[pages.count - 1].append(piece)
            size += room
        }
        return pages
    }

    private func main(of part: Part, _ pieces: [Piece]) -> HTML {
        HTML {
            nav(.class("breadcrumb"), .label(pages.words.breadcrumb)) {
                ol { li { a(.href(Address(file: Site.handOverFile))) { words.title } } }
            }
            h1 { words.partTitle([.title: bdi { part.name }]) }
            rendered(pieces, level: 2)
        }
    }

    private func index(of parts: [Part]) -> HTML {
        cover(
            HTML {
                pages.tally(report.summary)
                titledSection(words.parts) {
                    ol {
                        for part in parts {
                            li {
                                a(.href(Address(file: part.file))) { bdi { part.name } }
                                " ("
                                pages.itemCount(part.items)
                                ")"
                            }
                        }
                    }
                }
                titledSection(words.more) {
                    ul {
                        for entry in further { li { a(.href(Address(file: entry.file))) { entry.title } } }
                    }
                }
            })
    }

    private var further: [(title: String, file: String)] {
        var pages: [(String, String)] = []
        if self.pages.hasSignOffs { pages.append((self.pages.words.signOffs.title, Site.registerFile)) }
        pages.append((self.pages.words.people.title, Site.peopleFile))
        if !self.pages.shared.documents.entries.isEmpty {
            pages.append((self.pages.words.documents.title, Site.documentsFile))
        }
        return pages + [(self.pages.words.reading.title, Site.readingFile)]
    }

    // MARK: Checklists

    private func pieces(of checklist: Checklist) -> [Piece] {
        let language = pages.contentLanguage(of: checklist)
        let component = ItemComponent(
            pages: pages, interfaceLanguage: language == nil ? nil : pages.words.language, medium: .print)
        return nested(checklist.items[...], component).enumerated().map { index, entry in
            var section = pages.section(of: entry.item)[...]
            if section.first == pages.titleText(of: checklist) { section.removeFirst() }
            return Piece(
                checklist: checklist, isFirst: index == 0, section: section.joined(separator: " › "),
                items: entry.items, html: entry.html)
        }
    }

    /// The items of a list; those behind one that lie deeper are inside it.
    private func nested(_ items: ArraySlice<Item>, _ component: ItemComponent) -> [(item: Item, items: Int, html: HTML)]
    {
        var result: [(Item, Int, HTML)] = []
        var rest = items
        while let item = rest.popFirst() {
            let inner = rest.prefix { $0.state.depth > item.state.depth }
            rest = rest.dropFirst(inner.count)
            let list = inner.isEmpty ? HTML() : self.list(nested(inner, component).map(\.html))
            result.append(
                (item, 1 + inner.count, component.render(item, text: p { pages.text(of: item) }, nested: list)))
        }
        return result
    }

    private func list(_ items: [HTML]) -> HTML { ul(.class("items"), .role("list")) { items } }

    /// Pieces under the headings of their checklists and sections.
    private func rendered(_ pieces: [Piece], level: Int) -> HTML {
        var result = HTML()
        var rest = pieces[...]
        while let first = rest.first {
            let own = rest.prefix { $0.checklist.path == first.checklist.path }
            rest = rest.dropFirst(own.count)
            result.append(rendered(own, of: first.checklist, isContinued: !first.isFirst, level: level))
        }
        return result
    }

    private func rendered(_ pieces: ArraySlice<Piece>, of checklist: Checklist, isContinued: Bool, level: Int) -> HTML {
        let language = pages.contentLanguage(of: checklist)
        let name = pages.title(of: checklist, linkedTo: pages.address(ofChecklist: checklist.path))
        return section(.id(id(of: checklist))) {
            Tag.heading(level)() { isContinued ? words.continued([.title: name]) : name }
            if !isContinued { p { pages.standing(checklist.counts) } }
            div(.lang(language), .dir(language.flatMap(direction(ofLanguage:)))) {
                for (section, items) in sections(of: pieces) {
                    if !section.isEmpty { Tag.heading(level + 1)() { bdi { section } } }
                    list(items)
                }
            }
        }
    }

    private func sections(of pieces: ArraySlice<Piece>) -> [(name: String, items: [HTML])] {
        var sections: [(name: String, items: [HTML])] = []
        for piece in pieces {
            if sections.last?.name != piece.section { sections.append((piece.section, [])) }
            sections[sections.count - 1].items.append(piece.html)
        }
        return sections
    }
}
