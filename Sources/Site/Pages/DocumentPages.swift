import Checklists

/// Everything that the items produce, and how far sign-offs cover it.
struct DocumentsPage {
    let pages: Pages

    /// The checklists name all of them.
    static let maximumRows = 2_000

    private var words: DocumentWords { pages.words.documents }
    private var documents: [Documents.Entry] { pages.shared.documents.entries }

    var page: Page { Page(file: Site.documentsFile, title: words.title, main: main) }

    private var main: HTML {
        HTML {
            h1 { words.title }
            p(.class("standing")) {
                documents.isEmpty
                    ? HTML(words.none) : words.lead(documents.count)([.count: pages.number(documents.count)])
            }
            list
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

    private func row(_ entry: Documents.Entry) -> HTML {
        let telling = DocumentTelling(pages: pages, entry: entry)
        return tr {
            th(.scope("row")) {
                telling.link
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
            h1 { bdi { entry.title } }
            p(.class("standing")) { telling.cover }
            p { telling.versionedKind }
            p { reading(path) }
            changes(path, blob)
            hr()
            FileView(pages: pages, path: path, blob: blob, title: entry.title).html
            hr()
            DocumentSections(pages: pages, entry: entry).html
        }
    }

    // MARK: What has changed

    /// Since each version that somebody signed off, and that is not signed off any more: of the document, and of the
    /// pictures, tables and diagrams that it shows.
    private func changes(_ path: String, _ blob: String) -> HTML {
        var seen: Set<String> = [blob]
        var result = HTML()
        for registered in entry.signOffs.map({ pages.register.entries[$0] })
        where RegisterState(registered) == .changed {
            let (signOff, now) = (registered.signOff, pages.shared.coverages[registered.item.key])
            if let then = signOff.coveredBlob(of: path, blob), seen.insert(then).inserted {
                result.append(changed(path, from: then, to: blob, signOff))
            }
            guard FileKind.named(by: path).0 == .markdown else { continue }
            for file in signOff.covers.references {
                guard let shown = file.path, let then = file.blob,
                    let after = now?.references.first(where: { $0.path == shown })?.blob, after != then,
                    seen.insert(then).inserted
                else { continue }
                result.append(changed(shown, from: then, to: after, signOff))
            }
        }
        return result
    }

    private func changed(_ path: String, from then: String, to blob: String, _ signOff: SignOff) -> HTML {
        let view = FileView(pages: pages, path: path, blob: blob, title: entry.title)
        guard let change = view.changes(since: then) else { return HTML() }
        return titledSection(pages.words.versions.since) {
            if path != entry.path { p { pages.content(path, linkedTo: pages.address(ofChecklist: path)) } }
            p { compared(signOff, then, path) }
            change
        }
    }

    private func compared(_ signOff: SignOff, _ blob: String, _ path: String) -> HTML {
        let telling = SignOffTelling(pages: pages)
        let file =
            signOff.covers.outputs.first { $0.blob == blob } ?? signOff.covers.references.first { $0.blob == blob }
        return HTML {
            pages.words.versions.compared([
                .version: FileVersion(pages: pages, path: file?.path ?? path, blob: blob, commit: signOff.commit).html,
                .signer: telling.signer(signOff), .day: pages.telling(of: signOff.commit)?.day ?? HTML(),
            ])
            if let who = telling.changers(of: path, since: blob) {
                " "
                who
            }
        }
    }

    private func reading(_ path: String) -> HTML {
        guard let address = pages.forge.flatMap({ Address(absolute: $0.url(ofFile: path, at: pages.report.commit)) })
        else { return HTML(words.readInRepository) }
        return a(.href(address)) { words.read }
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
            titledSection(words.restingItems, id: "items") { items }
            if !entry.signOffs.isEmpty { titledSection(words.signOffs, id: "sign-offs") { signOffs } }
            if let path = entry.path { FileHistory(pages: pages, path: path).html }
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
        let then = registered.signOff.coveredBlob(of: entry.path, entry.blob)
        return HTML {
            pages.title(
                of: registered.item, upTo: 200,
                linkedTo: registered.item.isRemoved ? nil : pages.shared.itemAddresses[registered.item.key])
            ": "
            telling.sentence(registered.signOff)
            " "
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

    var cover: HTML {
        switch entry.cover(in: pages.register) {
        case .outside: HTML(words.outside)
        case .missing: HTML(pages.words.noSuchFile)
        case .current(let count): words.current(count)([.count: pages.number(count)])
        case .changed: HTML(words.changed)
        case .none: HTML(words.notSigned)
        }
    }
}
