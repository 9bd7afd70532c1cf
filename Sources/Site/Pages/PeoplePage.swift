import Checklists

/// Who may sign what, who did, and who else worked on the items. E-mail addresses are never told.
struct PeoplePage {
    let pages: Pages
    /// Of its uppermost headings below the title.
    var level = 2
    /// On paper the register and the checklists, which are there too, say what each person did.
    var medium = Medium.page

    /// Of one person; the register and the checklists have all of them.
    static let maximumEntries = 100
    static let maximumOthers = 2_000

    /// What one person did.
    private struct Record {
        var signOffs: [Register.Entry] = []
        var completed: [Item] = []
        var ownedCount = 0
    }

    private var words: PeopleWords { pages.words.people }
    private var report: Report { pages.report }
    private var roles: [Role] { report.rules?.roles ?? [] }
    private var people: [Person] { report.rules?.people ?? [] }

    var page: Page { Page(file: Site.peopleFile, title: words.title, main: main, source: source) }

    private var source: String? { people.isEmpty && roles.isEmpty ? nil : "countersign.yml" }

    private var main: HTML {
        let others = self.others
        let owners = otherOwners
        let isEmpty = roles.isEmpty && people.isEmpty && others.isEmpty && owners.isEmpty
        return HTML {
            h1 { words.title }
            p(.class("standing")) { isEmpty ? words.none : pages.hasSignOffs ? words.lead : words.leadOfWork }
            rolesAndPeople
            if !owners.isEmpty {
                titledSection(words.otherOwners) {
                    p { words.otherOwnersLead }
                    ul(.class("group")) { for owner in owners { li { told(owner) } } }
                }
            }
            if !others.isEmpty {
                titledSection(words.others) {
                    p { words.othersLead }
                    ul(.class("group")) {
                        for name in others.prefix(Self.maximumOthers) { li { bdi { name } } }
                        if others.count > Self.maximumOthers {
                            li { pages.words.andMore([.count: pages.number(others.count - Self.maximumOthers)]) }
                        }
                    }
                }
            }
        }
    }

    /// Those of the configuration.
    @HTMLBuilder var rolesAndPeople: HTML {
        let records = self.records
        if !roles.isEmpty { titledSection(words.roles, level: level) { roleTable } }
        if !people.isEmpty {
            titledSection(words.people, level: level) {
                for person in people { told(person, records[person.key] ?? Record()) }
            }
        }
    }

    // MARK: Roles

    private var roleTable: HTML {
        var asked: [String: Int] = [:]
        var signed: [String: Int] = [:]
        for item in report.checklists.lazy.flatMap(\.items) {
            for role in item.state.fields.asked {
                asked[role, default: 0] += 1
                if !item.missingSignOffs.contains(where: { $0.role == role }) { signed[role, default: 0] += 1 }
            }
        }
        let duties = Dictionary(report.duties.map { ($0.role, $0) }) { first, _ in first }
        let columns =
            [words.role, words.holders] + (pages.hasSignOffs ? [words.asked, words.signed, words.awaited] : [])
        return table(.class("register")) {
            thead { tr { for column in columns { th(.scope("col")) { column } } } }
            tbody {
                for role in roles {
                    tr(.id(Pages.id(ofRole: role.key))) {
                        th(.scope("row")) { pages.name(of: .role(role.key)) }
                        td(.column(words.holders)) { holders(of: role) }
                        if pages.hasSignOffs {
                            td(.column(words.asked)) { pages.number(asked[role.key] ?? 0) }
                            td(.column(words.signed)) { pages.number(signed[role.key] ?? 0) }
                            td(.column(words.awaited)) { awaited(duties[role.key]) }
                        }
                    }
                }
            }
        }
    }

    private func holders(of role: Role) -> HTML {
        let holders = people.flatMap { person in
            person.roles.filter { $0.role == role.key }.map { (person, $0.term) }
        }
        guard !holders.isEmpty else { return HTML(pages.words.outstanding.heldByNobody) }
        return ul {
            for (person, term) in holders {
                li {
                    inTerm(a(.href(.here(Pages.id(ofOwner: .person(person.key))))) { pages.name(of: person) }, term)
                }
            }
        }
    }

    private func awaited(_ duty: RoleDuty?) -> HTML {
        guard let duty else { return pages.number(0) }
        return a(.href(pages.address(of: duty))) { pages.count(of: duty) }
    }

    /// "Sok Vanna (from 1 March 2027 until 31 May 2027)"
    private func inTerm(_ name: HTML, _ term: Term) -> HTML {
        let days = { (day: Day) in HTML(pages.words.day(day)) }
        let told: HTML? =
            switch (term.from, term.until) {
            case (nil, nil): nil
            case (let from?, nil): words.from([.from: days(from)])
            case (nil, let until?): words.until([.to: days(until)])
            case (let from?, let until?): words.fromUntil([.from: days(from), .to: days(until)])
            }
        guard let told else { return name }
        return words.roleInTerm([.title: name, .what: told])
    }

    // MARK: People

    private var records: [String: Record] {
        var records: [String: Record] = [:]
        for entry in pages.register.entries {
            if let person = report.person(whoMade: entry.signOff) {
                records[person.key, default: Record()].signOffs.append(entry)
            }
        }
        for item in report.checklists.lazy.flatMap(\.items) {
            if let person = item.life.completion?.commit.flatMap({ report.commits[$0]?.author.person }) {
                records[person, default: Record()].completed.append(item)
            }
            if let owner = item.state.fields.owner, case .person(let key) = report.owner(owner) {
                records[key, default: Record()].ownedCount += 1
            }
        }
        return records
    }

    private func told(_ person: Person, _ record: Record) -> HTML {
        section {
            Tag.heading(level + 1)(.id(Pages.id(ofOwner: .person(person.key)))) { pages.name(of: person) }
            dl(.class("facts")) {
                if let organisation = person.organisation, !organisation.isEmpty {
                    dt { words.organisation }
                    dd { bdi { nameText(organisation, .organisation) } }
                }
                if !person.roles.isEmpty {
                    dt { words.holds }
                    dd {
                        pages.words.list(person.roles.map { inTerm(pages.name(of: .role($0.role)), $0.term) })
                    }
                }
                if record.ownedCount > 0 {
                    dt { words.owns }
                    dd { words.itemsOwned(record.ownedCount)([.count: pages.number(record.ownedCount)]) }
                }
            }
            if medium == .page {
                signOffs(record.signOffs)
                completed(record.completed)
            }
        }
    }

    @HTMLBuilder private func signOffs(_ entries: [Register.Entry]) -> HTML {
        if !entries.isEmpty {
            p(.class("label")) { words.signOffsMade(entries.count)([.count: pages.number(entries.count)]) }
            ul(.class("attention")) {
                for entry in entries.prefix(Self.maximumEntries) { li { told(entry) } }
                if entries.count > Self.maximumEntries {
                    li {
                        words.more([
                            .count: pages.number(entries.count - Self.maximumEntries),
                            .what: a(.href(Address(file: Site.registerFile))) { pages.words.signOffs.title },
                        ])
                    }
                }
            }
        }
    }

    private func told(_ entry: Register.Entry) -> HTML {
        let address = entry.item.isRemoved ? nil : pages.shared.itemAddresses[entry.item.key]
        let state = RegisterState(entry)
        return HTML {
            words.signedAs([
                .title: pages.title(of: entry.item, upTo: 200, linkedTo: address),
                .role: pages.name(of: .role(entry.signOff.role)),
                .day: pages.telling(of: entry.signOff.commit)?.day ?? pages.commitName(entry.signOff.commit),
            ])
            span {
                " "
                state.icon.html
                pages.words.reading.states[state].name
            }
        }
    }

    @HTMLBuilder private func completed(_ items: [Item]) -> HTML {
        if !items.isEmpty {
            p(.class("label")) { words.itemsCompleted(items.count)([.count: pages.number(items.count)]) }
            ul(.class("attention")) {
                for item in items.prefix(Self.maximumEntries) {
                    li { pages.title(of: item, upTo: 200, linkedTo: pages.address(of: item)) }
                }
                if items.count > Self.maximumEntries {
                    li { pages.words.andMore([.count: pages.number(items.count - Self.maximumEntries)]) }
                }
            }
        }
    }

    // MARK: Others

    /// Names of authors who changed items and are not in the configuration, each once, by name.
    private var others: [String] {
        var commits: Set<CommitID> = []
        for item in report.checklists.lazy.flatMap(\.items) { commits.formUnion(item.life.events.lazy.map(\.commit)) }
        for item in report.removedItems { commits.formUnion(item.life.events.lazy.map(\.commit)) }
        let names = commits.compactMap { id -> String? in
            guard let author = report.commits[id]?.author, author.person == nil, !pages.isUnwritten(id) else {
                return nil
            }
            let name = nameText(author.name, .person)
            return name.allSatisfy(\.isWhitespace) ? nil : name
        }
        return Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private var otherOwners: [(name: String, count: Int)] {
        var counts: [String: Int] = [:]
        for item in report.checklists.lazy.flatMap(\.items) {
            if let owner = item.state.fields.owner, case .other(let name) = report.owner(owner) {
                counts[name, default: 0] += 1
            }
        }
        return counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
    }

    private func told(_ owner: (name: String, count: Int)) -> HTML {
        HTML {
            pages.name(of: .other(owner.name))
            " "
            span(.class("label")) { words.itemsOwned(owner.count)([.count: pages.number(owner.count)]) }
        }
    }
}
