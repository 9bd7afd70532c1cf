import Checklists

/// What happened to the items, newest day first: on one page as long as it is short, else by year.
struct ChangesPages {
    private let pages: Pages
    private let omitted: Int
    private let parts: [Part]
    private let files: [CommitID: String]

    /// Of a page. It stays loadable on a slow line, whatever the commits hold.
    static let maximumBytes = 300_000
    /// On all pages.
    static let maximumCommits = 20_000

    /// An entry as it is shown.
    private struct Piece {
        var commit: CommitID
        /// nil for what is not committed yet.
        var day: Day?
        var html: HTML
    }

    private struct Part {
        var file: String
        /// Of its entries, newest first.
        var years: [Int]
        /// Which of the pages of one year it is; nil where that has one.
        var number: Int?
        var pieces: [Piece]
    }

    init(pages: Pages, log: ChangeLog, maximumCommits: Int = Self.maximumCommits) {
        let component = ChangeComponent(pages: pages, line: pages.words.changeUnderDay, maximumItems: 12)
        let entries = log.days.lazy.flatMap(\.entries).prefix(maximumCommits)
        let pieces = entries.map { entry in
            Piece(
                commit: entry.commit, day: entry.day, html: component.render(entry, id: Self.id(of: entry.commit)))
        }
        self.pages = pages
        omitted = log.entries.count - pieces.count
        parts = Self.parts(Array(pieces))
        files = Dictionary(
            parts.flatMap { part in part.pieces.map { ($0.commit, part.file) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Where a commit is on its page.
    static func id(of commit: CommitID) -> String { "commit-" + commit.short }

    /// The page that has a commit.
    func file(of commit: CommitID) -> String { files[commit] ?? Site.changesFile }

    func forEachPage(_ write: (Page) throws -> Void) rethrows {
        for index in parts.indices {
            try write(Page(file: parts[index].file, title: title(of: parts[index]), main: main(index)))
        }
    }

    // MARK: What is on which page

    /// The first page has whole years, as many as there is room for, or what there is room for of the newest.
    private static func parts(_ pieces: [Piece]) -> [Part] {
        var first = Part(file: Site.changesFile, years: [], pieces: [])
        var others: [Part] = []
        var size = 0
        for (year, pieces) in years(of: pieces) {
            let sheets = split(pieces)
            let whole = pieces.reduce(0) { $0 + $1.html.count }
            if others.isEmpty, size + whole <= maximumBytes || first.pieces.isEmpty {
                first.years.append(year)
                first.pieces += sheets.first ?? []
                size += whole
                if sheets.count > 1 { first.number = 1 }
            }
            for (index, sheet) in sheets.enumerated() where index > 0 || first.years.last != year {
                let name = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
                let suffix = index == 0 ? "" : "-\(index + 1)"
                others.append(
                    Part(
                        file: "changes-\(name)\(suffix).html", years: [year],
                        number: sheets.count > 1 ? index + 1 : nil, pieces: sheet))
            }
        }
        return [first] + others
    }

    /// What is not committed yet belongs to the newest.
    private static func years(of pieces: [Piece]) -> [(year: Int, pieces: [Piece])] {
        var years: [(year: Int, pieces: [Piece])] = []
        let newest = pieces.lazy.compactMap(\.day).first?.year ?? 0
        for piece in pieces {
            let year = piece.day?.year ?? newest
            if years.last?.year != year { years.append((year, [])) }
            years[years.count - 1].pieces.append(piece)
        }
        return years
    }

    private static func split(_ pieces: [Piece]) -> [[Piece]] {
        var sheets: [[Piece]] = []
        var size = 0
        for piece in pieces {
            if sheets.isEmpty || size + piece.html.count > maximumBytes {
                sheets.append([])
                size = 0
            }
            sheets[sheets.count - 1].append(piece)
            size += piece.html.count
        }
        return sheets
    }

    // MARK: A page

    private var words: Words { pages.words }

    private func title(of part: Part) -> String {
        guard part.file != Site.changesFile, let year = part.years.first else { return words.changes }
        return numbered(words.changesIn.text([.year: String(year)]), part)
    }

    /// "2027", "2025–2027", "2027, part 2"
    private func span(of part: Part) -> String {
        guard let newest = part.years.first, let oldest = part.years.last else { return words.changes }
        return numbered(newest == oldest ? "\(newest)" : "\(oldest)–\(newest)", part)
    }

    private func numbered(_ name: String, _ part: Part) -> String {
        guard let number = part.number else { return name }
        return words.handOver.part.text([.title: name, .count: words.number(number)])
    }

    private func main(_ index: Int) -> HTML {
        let part = parts[index]
        return HTML {
            h1 { title(of: part) }
            p(.class("standing")) { words.changesLead }
            if index == 0 { p { a(.href(Address(file: Site.feedFile)), .type(Page.feedType)) { words.feed } } }
            if part.pieces.isEmpty { p { words.noChanges } }
            contents(current: index)
            for day in days(of: part.pieces) { day }
            if index + 1 < parts.count {
                p { a(.href(Address(file: parts[index + 1].file))) { title(of: parts[index + 1]) } }
            } else if omitted > 0 {
                p(.class("notice")) {
                    words.changesOmitted([
                        .count: pages.number(files.count), .omitted: pages.number(omitted),
                        .what: a(.href(pages.shared(Site.statusFile))) { Site.statusFile },
                    ])
                }
            }
        }
    }

    @HTMLBuilder private func contents(current: Int) -> HTML {
        if parts.count > 1 {
            nav(.label(words.changesByYear)) {
                ul {
                    for (index, part) in parts.enumerated() {
                        li {
                            a(.href(Address(file: part.file)), index == current ? .currentPage : nil) {
                                bdi { span(of: part) }
                            }
                        }
                    }
                }
            }
        }
    }

    private func days(of pieces: [Piece]) -> [HTML] {
        var days: [HTML] = []
        var rest = pieces[...]
        while let first = rest.first {
            let day = rest.prefix { $0.day == first.day }
            rest = rest.dropFirst(day.count)
            days.append(
                section {
                    h2 { first.day.map(words.day) ?? words.notCommitted }
                    ul(.class("changes"), .role("list")) { day.map(\.html) }
                })
        }
        return days
    }
}
