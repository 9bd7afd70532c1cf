import Checklists

/// Something that can be found.
struct SearchEntry {
    var kind: SearchKind
    var title: String
    var address: Address
}

/// What a thing is called beside its title: the status of an item, else what it is.
enum SearchKind: Hashable, CaseIterable {
    case item(Status)
    case checklist, person, role, document, signOff

    static let allCases = Status.allCases.map(item) + [.checklist, .person, .role, .document, .signOff]

    func word(_ words: Words) -> String {
        switch self {
        case .item(let status): words.statuses[status]
        case .checklist: words.checklist
        case .person: words.search.person
        case .role: words.search.role
        case .document: words.search.document
        case .signOff: words.signOffs.field(1).text()
        }
    }
}

/// Entries of which the same is told: the items of a checklist have its title.
struct SearchGroup {
    /// Searched, too; "" where there is nothing to tell.
    var about = ""
    /// What the addresses of all entries begin with.
    var page: String
    var entries: [SearchEntry]

    init(about: String, page: String, entries: [SearchEntry]) {
        (self.about, self.page, self.entries) = (about, page, entries)
    }

    /// One thing.
    init(about: String = "", _ entry: SearchEntry) {
        self.init(about: about, page: entry.address.text, entries: [entry])
    }
}

/// All that can be found on the site.
struct SearchThings {
    let checklists: [SearchGroup]
    let people: [SearchGroup]
    let roles: [SearchGroup]
    let documents: [SearchGroup]
    /// In the order of `checklists`.
    let items: [SearchGroup]
    /// By signer and role. Only searched: the register lists them.
    let signOffs: [SearchGroup]

    static let maximumTitle = 200

    init(pages: Pages) {
        let report = pages.report
        checklists = report.checklists.compactMap { checklist in
            pages.address(ofChecklist: checklist.path).map { address in
                SearchGroup(
                    about: checklist.path,
                    SearchEntry(
                        kind: .checklist, title: shortened(pages.name(of: checklist), to: Self.maximumTitle),
                        address: address))
            }
        }
        items = report.checklists.compactMap { checklist in
            guard let file = pages.names[checklist.path] else { return nil }
            let entries = checklist.items.map { item in
                SearchEntry(
                    kind: .item(item.status), title: shortened(pages.titleText(of: item), to: Self.maximumTitle),
                    address: Address(file: file, id: Pages.id(ofItem: item.anchor)))
            }
            let page = Address(file: file, id: Pages.id(ofItem: "")).text
            return SearchGroup(
                about: shortened(pages.name(of: checklist), to: Self.maximumTitle), page: page, entries: entries)
        }
        people = Self.people(pages)
        roles = (report.rules?.roles ?? []).map { role in
            let title = commitText(report.title(ofRole: role.key))
            let about = title == role.key ? "" : role.key
            return SearchGroup(
                about: about, SearchEntry(kind: .role, title: title, address: pages.address(ofRole: role.key)))
        }
        documents = Self.documents(pages)
        signOffs = Self.signOffs(pages)
    }

    /// What the page of the search lists, too.
    private var listed: [SearchGroup] { checklists + people + roles + documents + items }
    var all: [SearchGroup] { listed + signOffs }
    /// How many things the list has.
    var count: Int { listed.reduce(0) { $0 + $1.entries.count } }

    /// Those of the configuration, then whoever else is named as an owner.
    private static func people(_ pages: Pages) -> [SearchGroup] {
        let report = pages.report
        var groups: [SearchGroup] = []
        var known: Set<String> = []
        for person in report.rules?.people ?? [] {
            let titles = person.roles.map { report.title(ofRole: $0.role) }
            let about = commitText(
                (titles + [person.organisation ?? ""]).filter { !$0.isEmpty }.joined(separator: ", "))
            groups.append(
                SearchGroup(
                    about: about,
                    SearchEntry(
                        kind: .person, title: commitText(report.name(of: person)),
                        address: pages.address(ofPerson: person.key))))
        }
        for owner in report.items.compactMap(\.state.fields.owner) {
            guard case .other = report.owner(owner), known.insert(owner).inserted else { continue }
            groups.append(
                SearchGroup(
                    SearchEntry(kind: .person, title: commitText(owner), address: Address(file: Site.peopleFile))))
        }
        return groups
    }

    /// Who signed what, where it counts and has not ended.
    private static func signOffs(_ pages: Pages) -> [SearchGroup] {
        let report = pages.report
        var groups: [SearchGroup] = []
        var places: [String: Int] = [:]
        for item in report.items {
            guard let address = pages.address(of: item) else { continue }
            let made = item.signOffs.acts.filter { $0.counts && $0.end == nil }.compactMap { signOff in
                report.name(ofSigner: signOff).map { commitText("\($0), \(report.title(ofRole: signOff.role))") }
            }
            var known: Set<String> = []
            for about in made where known.insert(about).inserted {
                let title = shortened(pages.titleText(of: item), to: maximumTitle)
                let entry = SearchEntry(kind: .signOff, title: title, address: address)
                if let place = places[about] {
                    groups[place].entries.append(entry)
                } else {
                    places[about] = groups.count
                    groups.append(SearchGroup(about: about, page: "", entries: [entry]))
                }
            }
        }
        return groups
    }

    /// Pages of the team's own, the outputs of items and further documents, each file and each address once.
    private static func documents(_ pages: Pages) -> [SearchGroup] {
        var known = Set(pages.shared.themePages)
        var groups = pages.shared.themePages.compactMap { path in
            pages.address(ofChecklist: path).map { address in
                SearchGroup(
                    about: path,
                    SearchEntry(kind: .document, title: pages.shared.title(ofThemePage: path), address: address))
            }
        }
        for item in pages.report.items {
            for output in item.state.fields.outputs {
                let place = output.path ?? output.url ?? output.title
                guard known.insert(place).inserted,
                    let address = output.path.flatMap({ pages.address(ofFile: $0) }) ?? pages.address(of: item)
                else { continue }
                let title = shortened(output.title, to: maximumTitle)
                groups.append(
                    SearchGroup(
                        about: place == title ? "" : shortened(place, to: maximumTitle),
                        SearchEntry(kind: .document, title: title, address: address)))
            }
        }
        for document in pages.report.documents where known.insert(document.path).inserted {
            guard let address = pages.address(ofFile: document.path) else { continue }
            groups.append(
                SearchGroup(
                    about: shortened(document.path, to: maximumTitle),
                    SearchEntry(
                        kind: .document, title: shortened(document.title, to: maximumTitle), address: address)))
        }
        return groups
    }
}

extension Pages {
    fileprivate func address(ofRole key: String) -> Address { Address(file: Site.peopleFile, id: Self.id(ofRole: key)) }
    fileprivate func address(ofPerson key: String) -> Address {
        Address(file: Site.peopleFile, id: Self.id(ofOwner: .person(key)))
    }
}
