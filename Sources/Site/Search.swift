import Checklists

/// The search of one language: its page, and the index that the page's script reads.
struct Search {
    let pages: Pages

    func forEachFile(_ layout: Layout, _ body: (OutputFile) throws -> Void) rethrows {
        let things = SearchThings(pages: pages)
        let index = SearchIndex(words: pages.words, groups: things.all).files
        let page = SearchPage(pages: pages, things: things, parts: index.count).page
        try body(OutputFile(path: pages.folder + page.file, content: layout.render(page)))
        for (number, content) in index.enumerated() {
            try body(OutputFile(path: pages.folder + SearchIndex.file(number + 1), content: content))
        }
    }
}

/// The search page. Without a script it is a list of everything there is, in which the browser can search.
struct SearchPage {
    let pages: Pages
    let things: SearchThings
    /// In how many files the index is.
    let parts: Int

    /// With more entries, or more bytes, the items are left to the pages of their checklists.
    static let maximumEntries = 2_000
    static let maximumBytes = 900_000

    private var words: SearchWords { pages.words.search }

    var page: Page { Page(file: Site.searchFile, title: words.title, main: main) }

    private var main: HTML {
        HTML {
            h1 { words.title }
            form(
                .id("search"), .role("search"), .absent, .data("data-found", words.found.withGaps),
                .data("data-more", words.more.withGaps)
            ) {
                p {
                    label {
                        words.field
                        " "
                        input(.data("type", "search"), .data("size", "40"), .data("autocomplete", "off"))
                    }
                }
            }
            p(.id("found"), .role("status")) { "" }
            ul(.id("results"), .class("attention"), .role("list")) { "" }
            section(.id("everything")) {
                p { words.hint }
                h2 { words.everything }
                everything
            }
            for number in 1...parts { script(.src(Address(file: SearchIndex.file(number))), .deferred) { "" } }
        }
    }

    private var everything: HTML {
        let others = HTML {
            list(words.people, things.people)
            list(words.roles, things.roles)
            list(words.documents, things.documents)
        }
        if things.count <= Self.maximumEntries {
            let whole = HTML([itemsByChecklist, others])
            if whole.count <= Self.maximumBytes { return whole }
        }
        return HTML([checklistsWithCounts, others])
    }

    private var itemsByChecklist: HTML {
        HTML {
            for (checklist, items) in zip(things.checklists, things.items) {
                for entry in checklist.entries { h3 { link(entry) } }
                entries(items.entries)
            }
        }
    }

    private var checklistsWithCounts: HTML {
        let count = things.items.reduce(0) { $0 + $1.entries.count }
        return HTML {
            p { words.tooMany(count)([.count: pages.number(count)]) }
            h3 { pages.words.checklists }
            ul {
                for (checklist, items) in zip(things.checklists, things.items) {
                    for entry in checklist.entries {
                        li {
                            link(entry)
                            " ("
                            pages.itemCount(items.entries.count)
                            ")"
                        }
                    }
                }
            }
        }
    }

    @HTMLBuilder private func list(_ title: String, _ groups: [SearchGroup]) -> HTML {
        if !groups.isEmpty {
            h3 { title }
            ul(.class("attention")) {
                for group in groups.prefix(Self.maximumEntries) {
                    for entry in group.entries {
                        li {
                            link(entry)
                            if !group.about.isEmpty {
                                " "
                                span { bdi { group.about } }
                            }
                        }
                    }
                }
            }
        }
    }

    private func entries(_ entries: [SearchEntry]) -> HTML {
        ul(.class("attention")) {
            for entry in entries {
                li {
                    link(entry)
                    " "
                    span { entry.kind.word(pages.words) }
                }
            }
        }
    }

    private func link(_ entry: SearchEntry) -> HTML { pages.content(entry.title, linkedTo: entry.address) }
}

extension Pages {
    /// The script, and the words that it says on any page.
    var scriptWithWords: HTML {
        let words = words.search
        return script(
            .src(shared(Site.scriptFile)), .deferred, .data("data-link", words.linkToItem),
            .data("data-copied", words.copied), .data("data-filter", words.filter),
            .data("data-rows", words.rows.withGaps)
        ) { "" }
    }
}

extension Phrase {
    /// As it is written, for the script to fill.
    fileprivate var withGaps: String { text([.count: "{count}", .total: "{total}"]) }
}

extension Attribute {
    /// Not there, until the script shows it.
    fileprivate static let absent = Attribute(name: "hidden", value: "")
    /// An attribute that only the search has.
    fileprivate static func data(_ name: StaticString, _ value: String) -> Attribute {
        Attribute(name: name, value: value)
    }
}

private let form = Tag(block: "form"), label = Tag("label")
private let input = VoidTag("input")
