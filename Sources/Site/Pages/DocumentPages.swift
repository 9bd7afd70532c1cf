import Checklists

/// Everything that the items produce, and how far sign-offs cover it.
struct DocumentsPage {
    let pages: Pages

    /// The checklists name all of them.
    static let maximumRows = 2_000

    private var words: DocumentWords { pages.words.documents }
    private var documents: [Documents.Entry] { pages.shared.documents.outputs }

    var page: Page { Page(file: Site.documentsFile, title: words.title, main: main) }

    private var main: HTML {
        HTML {
            h1 { words.title }
            p(.class("standing")) {
                documents.isEmpty
                    ? HTML(words.none) : words.lead(documents.count)([.count: pages.number(documents.count)])
            }
            list
            further
            OutsideLinks(pages: pages).html
        }
    }

    /// Nothing without documents.
    @HTMLBuilder var list: HTML {
        if !documents.isEmpty {
            table(.class("register")) {
                thead {
                    tr {
                        for column in [words.document, words.kind, words.items, words.signedOff] {
                            th(.scope("col")) { column }
                        }
                    }
                }
                tbody { for entry in documents.prefix(Self.maximumRows) { row(entry) } }
            }
            if documents.count > Self.maximumRows {
                p { pages.words.andMore([.count: pages.number(documents.count - Self.maximumRows)]) }
            }
        }
    }

    @HTMLBuilder private var further: HTML {
        let entries = pages.shared.documents.further
        if !entries.isEmpty {
            titledSection(words.further, id: "further") {
                ul(.class("attention")) {
                    for entry in entries.prefix(Self.maximumRows) {
                        let telling = DocumentTelling(pages: pages, entry: entry)
                        li {
                            telling.link
                            telling.draft
                            span {
                                " "
                                telling.kind
                                pages.words.comma
                                bdi { entry.path ?? "" }
                            }
                        }
                    }
                    if entries.count > Self.maximumRows {
                        li { pages.words.andMore([.count: pages.number(entries.count - Self.maximumRows)]) }
                    }
                }
            }
        }
    }

    private func row(_ entry: Documents.Entry) -> HTML {
        let telling = DocumentTelling(pages: pages, entry: entry)
        return tr {
            th(.scope("row")) {
                telling.link
                telling.draft
                if let path = entry.path, path != entry.title {
                    br()
                    span(.class("label")) { bdi { path } }
                }
            }
            td(.column(words.kind)) { telling.kind }
            td(.column(words.items)) { pages.number(entry.items.count) }
            td(.column(words.signedOff)) { telling.cover }
        }
    }
}

/// One output of the repository: what it is, what rests on it, who signed it.
struct DocumentPage {
    let pages: Pages
    let entry: Documents.Entry

    private var words: DocumentWords { pages.words.documents }
    private var telling: DocumentTelling { DocumentTelling(pages: pages, entry: entry) }

    /// nil for what has no page of its own: an address, a missing file, a checklist.
    var page: Page? {
        guard let path = entry.path, let blob = entry.blob, let file = pages.names[path], pages.names.isDocument(path)
        else { return nil }
        return Page(file: file, title: entry.title, main: main(path, blob), source: path)
    }

    private func main(_ path: String, _ blob: String) -> HTML {
        HTML {
            nav(.class("breadcrumb"), .label(pages.words.breadcrumb)) {
                ol {
                    li { a(.href(Address(file: Site.overviewFile))) { pages.words.overview } }
                    li { a(.href(Address(file: Site.documentsFile))) { words.title } }
                    li { bdi { path } }
                }
            }
            h1(.id(Outline.titleID)) {
                bdi { entry.title }
                telling.draft
            }
            if !entry.isFurther { p(.class("standing")) { telling.cover } }
            p { telling.versionedKind }
            p { reading(path) }
            changes
            titledSection(pages.words.versions.content, id: "file") {
                FileView(pages: pages, path: path, blob: blob, title: entry.title).html
            }
            DocumentSections(pages: pages, entry: entry).html
        }
    }

    // MARK: What has changed

    /// A version that was signed off, and is not what is there now.
    private struct Stale {
        var path: String
        var then: String
        var now: String
        var signOffs: [SignOff]
    }

    /// Of the document, and of the pictures, tables and diagrams that it shows.
    private var staleVersions: [Stale] {
        var found: [Stale] = []
        func note(_ path: String, _ then: String, _ now: String, _ signOff: SignOff) {
            guard then != now else { return }
            if let index = found.firstIndex(where: { $0.path == path && $0.then == then }) {
                found[index].signOffs.append(signOff)
            } else {
                found.append(Stale(path: path, then: then, now: now, signOffs: [signOff]))
            }
        }
        for registered in entry.signOffs.map({ pages.register.entries[$0] })
        where RegisterState(registered) == .changed {
            let (signOff, now) = (registered.signOff, pages.shared.coverages[registered.item.key])
            guard let path = entry.path, let blob = entry.blob else { continue }
            if let then = entry.coveredBlob(by: signOff) { note(path, then, blob, signOff) }
            guard FileKind.named(by: path).0 == .markdown else { continue }
            for file in signOff.covers.references {
                guard let shown = file.path, let then = file.blob,
                    let after = now?.references.first(where: { $0.path == shown })?.blob
                else { continue }
                note(shown, then, after, signOff)
            }
        }
        return found
    }

    @HTMLBuilder private var changes: HTML {
        for stale in staleVersions {
            titledSection(pages.words.versions.since) {
                if stale.path != entry.path {
                    p { pages.content(stale.path, linkedTo: pages.address(ofChecklist: stale.path)) }
                }
                p { compared(stale) }
                FileView(pages: pages, path: stale.path, blob: stale.now, title: entry.title).changes(since: stale.then)
                    ?? p { pages.words.versions.notShown }
            }
        }
    }

    /// With every sign-off of that version, and who made of it what is there now.
    private func compared(_ stale: Stale) -> HTML {
        let telling = SignOffTelling(pages: pages)
        return HTML {
            for signOff in stale.signOffs {
                let files = signOff.covers.outputs + signOff.covers.references
                let path = files.first { $0.blob == stale.then }?.path ?? stale.path
                pages.words.versions.compared([
                    .version: FileVersion(pages: pages, path: path, blob: stale.then, commit: signOff.commit).html,
                    .signer: telling.signer(signOff), .day: pages.telling(of: signOff.commit)?.day ?? HTML(),
                ])
                " "
            }
            telling.changers(of: stale.path, from: stale.then, to: stale.now)
        }
    }

    private func reading(_ path: String) -> HTML {
        if let address = pages.forge.flatMap({ Address(absolute: $0.url(ofFile: path, at: pages.report.commit)) }) {
            return a(.href(address)) { words.read }
        }
        // Of a host that nobody knows the repository's own address is all that is certain.
        guard let address = pages.report.project.repository.flatMap({ Address(absolute: $0) }) else {
            return HTML(words.readInRepository)
        }
        return a(.href(address)) { words.readInRepository }
    }
}

/// What is told of an output below itself: what rests on it, who signed it, who made it so.
struct DocumentSections {
    let pages: Pages
    let entry: Documents.Entry

    /// Of each kind; the checklists have all of them.
    static let maximumEntries = 500

    private var words: DocumentWords { pages.words.documents }

    var html: HTML {
        HTML {
            if !entry.items.isEmpty { titledSection(words.restingItems, id: "items") { items } }
            if !entry.signOffs.isEmpty { titledSection(words.signOffs, id: "sign-offs") { signOffs } }
            if let path = entry.path { FileHistory(pages: pages, path: path, current: entry.blob).html }
        }
    }

    private var items: HTML {
        ul(.class("attention")) {
            for place in entry.items.prefix(Self.maximumEntries) {
                let checklist = pages.report.checklists[place.checklist]
                let item = checklist.items[place.item]
                li {
                    pages.title(of: item, upTo: 200, linkedTo: pages.address(of: item))
                    span {
                        " "
                        Icon.of(item.status).html
                        pages.words.statuses[item.status]
                        pages.words.comma
                        pages.words.inChecklist([.checklist: pages.title(of: checklist)])
                    }
                }
            }
            if let rest = Remainder(
                pages: pages, checklists: entry.items.dropFirst(Self.maximumEntries).map(\.checklist)
            ).html {
                li { rest }
            }
        }
    }

    private var signOffs: HTML {
        let entries = entry.signOffs.map { pages.register.entries[$0] }
        return ul(.class("attention")) {
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

    private func told(_ registered: Register.Entry) -> HTML {
        let telling = SignOffTelling(pages: pages)
        let state = RegisterState(registered)
        let then = entry.coveredBlob(by: registered.signOff)
        return HTML {
            pages.title(
                of: registered.item, upTo: 200,
                linkedTo: registered.item.isRemoved ? nil : pages.shared.itemAddresses[registered.item.key])
            ": "
            if let failure = registered.signOff.failure {
                pages.words.signOffs.historyAttempted([
                    .role: telling.role(registered.signOff.role), .person: telling.signerName(registered.signOff),
                    .reason: HTML(pages.words.signOffs.failure(failure)),
                ])
                ". "
            } else {
                telling.sentence(registered.signOff)
                " "
                telling.proofSentence(registered.signOff)
                " "
            }
            if then == entry.blob {
                words.sameVersion
            } else if let then {
                words.versionThen([.version: HTML(CommitID(hex: then).short)])
            }
            span {
                " "
                state.icon.html
                a(.href(pages.explanation(of: .state(state)))) { pages.words.reading.states[state].name }
            }
            details {
                summary { pages.words.versions.covers }
                CoverageView(
                    pages: pages, signOff: registered.signOff,
                    now: pages.shared.coverages[registered.item.key]
                ).html
            }
        }
    }
}

/// The pieces of which pages tell of a document.
struct DocumentTelling {
    let pages: Pages
    let entry: Documents.Entry

    private var words: DocumentWords { pages.words.documents }

    /// Its title, leading to its page here or elsewhere.
    var link: HTML {
        if let url = entry.url {
            guard let address = Address(absolute: url) else { return pages.content(entry.title) }
            return a(.rel("external"), .href(address)) { bdi { entry.title } }
        }
        guard let path = entry.path, entry.blob != nil else { return pages.content(entry.title) }
        return pages.content(entry.title, linkedTo: pages.address(ofFile: path))
    }

    /// That it says of itself that nobody has written it yet; else nothing.
    var draft: HTML {
        guard let path = entry.path, let blob = entry.blob else { return HTML() }
        return pages.draft(path, blob)
    }

    /// By its name, unless its content is something else.
    var kind: HTML {
        guard let path = entry.path else { return HTML(pages.words.external) }
        let file = entry.blob.flatMap { pages.shared.files.file($0, at: path) }
        return HTML(file.map(pages.words.fileKind(of:)) ?? pages.words.fileKind(of: path))
    }

    var versionedKind: HTML {
        guard let blob = entry.blob else { return kind }
        return pages.words.inRepository([.what: kind, .version: HTML(CommitID(hex: blob).short)])
    }

    /// How the sign-offs stand: those of this version, of earlier ones, and those that are missing.
    var cover: HTML {
        let missing = entry.items.reduce(0) { count, place in
            let item = pages.report.checklists[place.checklist].items[place.item]
            return count + item.missingSignOffs.count { $0.reason != .changed }
        }
        let earlier = entry.earlierCount(in: pages.register)
        return HTML {
            standing
            if case .current = entry.cover(in: pages.register), earlier > 0 {
                " "
                pages.words.versions.ofEarlierVersions(earlier)([.count: pages.number(earlier)])
            }
            if missing > 0, entry.blob != nil {
                " "
                pages.words.versions.missing(missing)([.count: pages.number(missing)])
            }
            if case .none = entry.cover(in: pages.register), let truncation = pages.truncationSentence {
                " "
                truncation
            }
        }
    }

    private var standing: HTML {
        switch entry.cover(in: pages.register) {
        case .outside: HTML(words.outside)
        case .missing: HTML(pages.words.noSuchFile)
        case .current(let count): words.current(count)([.count: pages.number(count)])
        case .changed: HTML(words.changed)
        case .none where isAsked || !entry.signOffs.isEmpty:
            HTML(pages.report.history.isComplete ? words.notSigned : pages.words.versions.noneKnown)
        case .none: HTML(words.notAsked)
        }
    }

    /// An item that rests on it asks for a sign-off.
    private var isAsked: Bool {
        entry.items.contains { !pages.report.checklists[$0.checklist].items[$0.item].state.fields.asked.isEmpty }
    }
}
