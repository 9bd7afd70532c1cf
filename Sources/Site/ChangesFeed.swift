import Checklists

/// The newest changes for feed readers: Atom, RFC 4287.
struct ChangesFeed {
    let pages: Pages
    let log: ChangeLog
    /// Where the site has a commit.
    let changes: ChangesPages

    static let maximumEntries = 50
    /// Of one kind in one commit.
    static let maximumItems = 12

    private var words: Words { pages.words }
    private var report: Report { pages.report }

    private struct Entry {
        var id: CommitID
        var record: CommitRecord
        var changes: [(kind: Event.Kind, subjects: [ChangeLog.Subject])]
    }

    /// What is not committed yet is no news.
    private var entries: [Entry] {
        let written = log.entries.lazy.compactMap { entry -> Entry? in
            guard !pages.isUnwritten(entry.commit), let record = report.commits[entry.commit] else { return nil }
            return Entry(id: entry.commit, record: record, changes: entry.changes)
        }
        return Array(written.prefix(Self.maximumEntries))
    }

    var bytes: [UInt8] {
        let entries = self.entries
        let newest = entries.map(\.record.committedAt).max { $0.seconds < $1.seconds }
        let root = feed(Attribute(name: "xmlns", value: "http://www.w3.org/2005/Atom"), .xmlLanguage(words.language)) {
            id { feedID(entries) }
            Atom.title { words.pageTitle.text([.title: words.changes, .project: report.project.title]) }
            if report.includesWorktree { subtitle { words.includesWorktree } }
            updated { newest?.description ?? "\(report.asOf)T00:00:00Z" }
            author { name { report.project.title } }
            generator { words.generator.text([.version: report.generatorVersion]) }
            if let address = absolute(Site.feedFile) { Atom.link("self", address) }
            if let address = absolute(Site.changesFile) { Atom.link("alternate", address) }
            for entry in entries { told(entry) }
        }
        return Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8) + root.bytes
    }

    private func told(_ entry: Entry) -> HTML {
        let actions = entry.changes.map { change in
            words.events.actions[change.kind](change.subjects.count).text([.count: words.number(change.subjects.count)])
        }
        let person = nameText(entry.record.author.name, .person)
        let known = person.allSatisfy(\.isWhitespace) ? words.unnamed : person
        return Atom.entry {
            id { Self.uuid(entry.id.hex) }
            Atom.title { words.feedTitle.text([.person: known, .actions: words.list(actions)]) }
            updated { entry.record.committedAt.description }
            author { name { known } }
            if let address = address(of: entry) { Atom.link("alternate", address) }
            content(Attribute(name: "type", value: "html")) { items(of: entry).text }
        }
    }

    private func items(of entry: Entry) -> HTML {
        HTML {
            for change in entry.changes {
                p { words.events.labels[change.kind] }
                ul {
                    for subject in change.subjects.prefix(Self.maximumItems) { li { title(subject) } }
                    if change.subjects.count > Self.maximumItems {
                        li { words.andMore([.count: pages.number(change.subjects.count - Self.maximumItems)]) }
                    }
                }
            }
        }
    }

    private func title(_ subject: ChangeLog.Subject) -> String {
        switch subject {
        case .item(let checklist, let item):
            shortened(pages.titleText(of: report.checklists[checklist].items[item]), to: 160)
        case .removed(let index): shortened(pages.named(report.removedItems[index].state.title), to: 160)
        }
    }

    // MARK: Addresses

    private func absolute(_ file: String, id: String? = nil) -> Address? { pages.absolute(file, id: id) }

    /// On the site where its address is known, else on the forge.
    private func address(of entry: Entry) -> Address? {
        absolute(changes.file(of: entry.id), id: ChangesPages.id(of: entry.id))
            ?? pages.forge.flatMap { Address(absolute: $0.url(of: entry.id)) }
    }

    /// The same for ever, wherever the site and the repository move; of languages each has its own.
    private func feedID(_ entries: [Entry]) -> String {
        if let address = absolute(Site.feedFile) { return address.text }
        if let forge = report.project.forge { return forge.base + "#" + pages.folder + Site.feedFile }
        return Self.uuid(String((entries.last?.id ?? report.commit).hex.reversed()))
    }

    /// A URN of a commit: RFC 9562, version 8, made of the first digits of its name.
    static func uuid(_ hex: String) -> String {
        var digits = Array(hex.utf8.prefix(32))
        digits += Array(repeating: UInt8(ascii: "0"), count: 32 - digits.count)
        digits[12] = UInt8(ascii: "8")
        digits[16] = UInt8(ascii: "8")
        let text = String(decoding: digits, as: UTF8.self)
        var parts: [Substring] = []
        var rest = text[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return "urn:uuid:" + parts.joined(separator: "-")
    }
}

private enum Atom {
    static let title = Tag(block: "title"), entry = Tag(block: "entry")

    static func link(_ relation: String, _ address: Address) -> HTML {
        Tag(block: "link")(Attribute(name: "rel", value: relation), .href(address)) { "" }
    }
}

private let feed = Tag(block: "feed"), id = Tag(block: "id"), updated = Tag(block: "updated")
private let subtitle = Tag(block: "subtitle")
private let author = Tag("author"), name = Tag(block: "name"), generator = Tag(block: "generator")
private let content = Tag(block: "content")

extension Attribute {
    fileprivate static func xmlLanguage(_ tag: String) -> Attribute { Attribute(name: "xml:lang", value: tag) }
}
