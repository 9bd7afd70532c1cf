import Checklists
import Theming

/// What the pages of all languages share: the report, and where things lie on the site.
final class SharedParts {
    let report: Report
    let theme: Theme
    let source: any SiteSource
    let files: PublishedFiles
    let names: PageNames
    let register: Register
    let documents: Documents
    /// Of items that were signed off, by key.
    let itemAddresses: [String: Address]
    /// What sign-offs of items would cover now, by key; of those that ask for one, or were signed off.
    let coverages: [String: Coverage]
    let translations: Translations
    /// Titles that several checklists have.
    let sharedTitles: Set<String>
    /// Some item asks for a sign-off, or one was made.
    let hasSignOffs: Bool
    /// Items per file that can be pointed at by their own id.
    fileprivate let itemIDs: [String: [String: String]]
    /// By the languages' tags.
    fileprivate let words: [String: Words]

    init(report: Report, theme: Theme = Theme(), source: some SiteSource = NoSource()) {
        self.report = report
        self.theme = theme
        self.source = source
        files = PublishedFiles(source)
        translations = Translations(report)
        let register = Register(report)
        self.register = register
        documents = Documents(report, register)
        let names = PageNames(
            paths: report.checklists.map(\.path) + theme.pages, documents: documents.paths)
        self.names = names
        itemAddresses = Dictionary(
            report.checklists.flatMap { checklist in
                checklist.items.filter { !$0.signOffs.isEmpty }.compactMap { item in
                    names[item.path].map { (item.key, Address(file: $0, id: Pages.id(ofItem: item.anchor))) }
                }
            }, uniquingKeysWith: { first, _ in first })
        coverages = Dictionary(
            report.checklists.flatMap { $0.items.compactMap { item in item.coverage.map { (item.key, $0) } } },
            uniquingKeysWith: { first, _ in first })
        let titles = Dictionary(report.checklists.map { ($0.title, 1) }, uniquingKeysWith: +)
        sharedTitles = Set(titles.filter { $0.value > 1 }.keys)
        hasSignOffs =
            !register.entries.isEmpty || !register.alarms.isEmpty
            || report.checklists.contains { $0.items.contains { !$0.state.fields.asked.isEmpty } }
        itemIDs = Dictionary(
            report.checklists.map { checklist in
                let pairs = checklist.items.compactMap { item in item.state.id.map { ($0, item.anchor) } }
                return (checklist.path, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
            }, uniquingKeysWith: { first, _ in first })
        words = Dictionary(report.project.languages.map { ($0, Words(for: $0)) }) { first, _ in first }
    }

    /// The team's own pages. One that has items is a checklist, and has its place among them.
    var themePages: [String] { theme.pages.filter { path in !report.checklists.contains { $0.path == path } } }

    /// The file's name, as words: what the navigation says.
    func title(ofThemePage path: String) -> String {
        let name = path.split(separator: "/").last?.dropLast(".md".count) ?? ""
        let words = name.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    func words(for language: String) -> Words { words[language] ?? .english }
}

/// What every page of one language needs to know.
///
/// It never changes. It is a class because every component holds it, and copying it took a tenth of the time of rendering.
final class Pages {
    let shared: SharedParts
    /// The report in the words of the language.
    let report: Report
    /// Tag of the content's language, as the project writes it. The interface's may be another, where it has no words.
    let language: String
    let words: Words
    private let tellings: [CommitID: Telling]

    init(shared: SharedParts, language: String) {
        self.shared = shared
        self.language = language
        report = shared.report.told(in: language)
        let words = shared.words(for: language)
        self.words = words
        let forge = shared.report.project.forge
        tellings = shared.report.commits.reduce(into: [:]) { tellings, commit in
            if !commit.key.isUnwritten {
                tellings[commit.key] = Telling(commit.key, commit.value, words: words, forge: forge)
            }
        }
    }

    var names: PageNames { shared.names }
    var register: Register { shared.register }
    var hasSignOffs: Bool { shared.hasSignOffs }
    var forge: Forge? { report.project.forge }

    // MARK: Languages

    var languages: [String] { report.project.languages }
    var otherLanguages: [String] { languages.filter { $0 != language } }
    private var hasFolders: Bool { languages.count > 1 }

    /// Where the pages of this language lie: "" or `km/`.
    var folder: String { hasFolders ? language + "/" : "" }

    /// The same page in another language.
    func address(of file: String, in language: String) -> Address { Address(folder: "../" + language, file: file) }

    /// What all languages share.
    func shared(_ file: String) -> Address { hasFolders ? Address(folder: "..", file: file) : Address(file: file) }

    /// The name of a language in itself.
    func name(ofLanguage tag: String) -> String {
        shared.words[tag].flatMap { $0.speaks(tag) ? $0.name : nil } ?? Words.name(ofLanguage: tag) ?? tag
    }

    // MARK: Navigation

    /// What the head of every page leads to.
    var mainPages: [(title: String, file: String)] {
        var pages = [
            (words.overview, Site.overviewFile), (words.outstanding.title, Site.outstandingFile),
        ]
        if hasSignOffs { pages.append((words.signOffs.title, Site.registerFile)) }
        if !shared.documents.entries.isEmpty { pages.append((words.documents.title, Site.documentsFile)) }
        pages.append((words.changes, Site.changesFile))
        for path in shared.themePages {
            if let file = names[path] { pages.append((shared.title(ofThemePage: path), file)) }
        }
        pages.append((words.search.title, Site.searchFile))
        return pages
    }

    /// What the foot of every page leads to.
    var furtherPages: [(title: String, file: String)] {
        [
            (words.people.title, Site.peopleFile), (words.handOver.title, Site.handOverFile),
            (words.reading.title, Site.readingFile),
        ]
    }

    // MARK: Addresses

    /// The id of an item on its page. The prefix keeps words of the content from shadowing ids of the page.
    static func id(ofItem anchor: String) -> String { "item-" + anchor }

    /// On the page of what is outstanding.
    static func id(ofRole key: String) -> String {
        let isWord = key.utf8.allSatisfy {
            (48...57).contains($0) || (97...122).contains($0) || "._-".utf8.contains($0)
        }
        return "role-" + (isWord ? key : shortHash(key))
    }

    static func id(ofOwner owner: Owner) -> String {
        switch owner {
        case .role(let key): "owner-" + key
        case .person(let key): "person-" + key
        case .other(let name): "other-" + shortHash(name)
        }
    }

    func address(ofChecklist path: String, id: String? = nil) -> Address? {
        names[path].map { Address(file: $0, id: id) }
    }

    func address(of item: Item) -> Address? { address(ofChecklist: item.path, id: Self.id(ofItem: item.anchor)) }

    /// The id on the page of `path` that a fragment written as `#id` of an item means.
    func id(ofFragment fragment: String, on path: String) -> String? {
        shared.itemIDs[path]?[fragment].map(Self.id(ofItem:))
    }

    /// Where a file of the repository can be read: its page here, else on the forge.
    func address(ofFile path: String) -> Address? {
        address(ofChecklist: path) ?? forge.flatMap { Address(absolute: $0.url(ofFile: path, at: report.commit)) }
    }

    /// Where a file of the repository can be changed, at a 1-based line; nil without a forge.
    func editAddress(ofFile path: String, line: Int? = nil) -> Address? {
        forge.flatMap { Address(absolute: $0.url(editing: path, line: line)) }
    }

    // MARK: Commits

    /// How a commit is told to people; nil for the unwritten commit of a working tree.
    func telling(of id: CommitID) -> Telling? { tellings[id] }

    /// Whether a commit is the working tree's, which is not committed yet.
    func isUnwritten(_ id: CommitID) -> Bool { report.includesWorktree && tellings[id] == nil }

    /// The short name of a commit, linked to the forge where there is one.
    func commitName(_ id: CommitID) -> HTML { Telling.name(id, forge) }

    // MARK: Pieces

    /// Text from the content in a sentence of ours.
    func content(_ text: String, linkedTo address: Address? = nil) -> HTML {
        guard let address else { return bdi { named(text) } }
        return a(.href(address)) { bdi { named(text) } }
    }

    /// A title that can be seen: an item may have nothing but raw HTML, and a link without words leads nowhere for many.
    func named(_ title: String) -> String {
        let isVisible = title.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        return isVisible ? title : words.untitled
    }

    /// The mark of a document that says of itself that nobody has written it yet; nothing for any other.
    @HTMLBuilder func draft(_ path: String, _ blob: String) -> HTML {
        if shared.files.isUnwritten(blob, at: path) {
            " "
            b(.class("draft")) { words.documents.unwritten }
        }
    }

    func number(_ number: Int) -> HTML { HTML(words.number(number)) }

    /// The day before which history is not in the clone; nil when it is whole or the day is not known.
    var firstKnownDay: Day? { report.history.boundaries.compactMap { report.commits[$0]?.committedAt.localDay }.min() }

    /// "History before DATE is not in this clone."; nil when history is whole.
    var truncationSentence: HTML? {
        guard !report.history.isComplete else { return nil }
        guard let day = firstKnownDay else { return HTML(words.historyTruncated) }
        return words.historyBefore([.day: HTML(words.day(day))])
    }

    /// "18 of 23 applicable items are done or signed off. 2 are overdue."; "are done" where nobody has to sign.
    func standing(_ counts: Summary) -> HTML {
        guard counts.applicable > 0 else { return HTML(words.noItemApplies) }
        let phrase =
            if counts.finished == counts.applicable {
                (hasSignOffs ? words.allFinished : words.allDone)(counts.applicable)
            } else if counts.finished == 0 {
                words.noneFinished(counts.applicable)
            } else {
                (hasSignOffs ? words.someFinished : words.someDone)(counts.finished)
            }
        return HTML {
            phrase([.finished: number(counts.finished), .applicable: number(counts.applicable)])
            if counts.overdue > 0 {
                " "
                words.overdueToo(counts.overdue)([.overdue: number(counts.overdue)])
            }
        }
    }

    /// "5 items"
    func itemCount(_ number: Int) -> HTML { words.itemCount(number)([.count: self.number(number)]) }

    /// "3", "3 now; 2 more once their items are done", or "none now; 2 once their items are done".
    func count(of duty: RoleDuty) -> HTML {
        guard duty.laterCount > 0 else { return number(duty.now.count) }
        if duty.now.isEmpty { return words.signOffs.dueLater([.total: number(duty.laterCount)]) }
        return words.signOffs.dueCounts([.count: number(duty.now.count), .total: number(duty.laterCount)])
    }

    /// How many items are what: shape, number and word of every status that some item has.
    func tally(_ counts: Summary) -> HTML {
        ul(.class("tally"), .role("list")) {
            for status in Status.allCases where counts[status] > 0 {
                li {
                    Icon.of(status).html
                    b { number(counts[status]) }
                    " \(words.statuses[status])"
                }
            }
            if counts.overdue > 0 {
                li(.class("overdue")) {
                    Icon.overdue.html
                    b { number(counts.overdue) }
                    " \(words.overdue)"
                }
            }
        }
    }

    /// "Of 5 items: 2 open, 3 done."
    func byStatus(_ counts: Summary) -> HTML {
        let parts = Status.allCases.filter { counts[$0] > 0 }.map { status in
            words.statusCounts[status](counts[status])([.count: number(counts[status])])
        }
        return words.byStatus([.items: itemCount(counts.items), .list: words.list(parts)])
    }
}

/// `ltr` or `rtl` for the script a language is usually written in; nil for a tag that is none.
func direction(ofLanguage tag: String) -> String? {
    let subtags = tag.lowercased().split(separator: "-")
    guard let language = subtags.first, isLanguageTag(tag) else { return nil }
    if subtags.contains("latn") { return "ltr" }
    let rightToLeft: Set<Substring> = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
    ]
    return rightToLeft.contains(language) || subtags.contains("arab") || subtags.contains("hebr") ? "rtl" : "ltr"
}
