import Checklists

/// All outputs that are addresses: what of a team's evidence git cannot vouch for.
struct OutsideLinks {
    let pages: Pages

    static let id = "outside"

    private var words: FileWords { pages.words.files }
    private var entries: [Documents.Entry] { pages.shared.documents.entries.filter { $0.url != nil } }

    /// Nothing where every output lies in the repository.
    @HTMLBuilder var html: HTML {
        let entries = entries
        if !entries.isEmpty {
            titledSection(words.outsideTitle, id: Self.id) {
                p {
                    words.outsideShare(entries.count)([
                        .count: pages.number(entries.count), .total: pages.number(pages.shared.documents.entries.count),
                    ])
                    " \(words.outsideLead)"
                }
                ul(.class("attention")) {
                    for entry in entries.prefix(DocumentsPage.maximumRows) { row(entry) }
                    if entries.count > DocumentsPage.maximumRows {
                        li { pages.words.andMore([.count: pages.number(entries.count - DocumentsPage.maximumRows)]) }
                    }
                }
            }
        }
    }

    /// "14 of 20 documents …", for other pages.
    var share: HTML? {
        let entries = entries
        guard !entries.isEmpty else { return nil }
        return words.outsideShare(entries.count)([
            .count: pages.number(entries.count), .total: pages.number(pages.shared.documents.entries.count),
        ])
    }

    private func row(_ entry: Documents.Entry) -> HTML {
        li {
            DocumentTelling(pages: pages, entry: entry).link
            if let url = entry.url, let host = host(of: url), !entry.title.contains(host) {
                " "
                span {
                    "("
                    bdi { host }
                    ")"
                }
            }
            ul {
                for place in entry.items.prefix(Self.maximumItems) {
                    let item = pages.report.checklists[place.checklist].items[place.item]
                    li { pages.title(of: item, upTo: 200, linkedTo: pages.address(of: item)) }
                }
                if entry.items.count > Self.maximumItems {
                    li { pages.words.andMore([.count: pages.number(entry.items.count - Self.maximumItems)]) }
                }
            }
        }
    }

    private static let maximumItems = 20

    /// Whose server it is.
    private func host(of url: String) -> String? {
        guard let start = url.firstRange(of: "://")?.upperBound else { return nil }
        let authority = url[start...].prefix { !"/?#".contains($0) }
        return authority.split(separator: "@").last.map { commitText(String($0)) }
    }
}
