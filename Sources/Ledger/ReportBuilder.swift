import Checklists
import Foundation
import Git
import Signatures

/// Puts checklists, history and configuration together.
struct ReportBuilder {
    private let repository: Repository
    private let graph: CommitGraph
    private let history: History
    private let configuration: Configuration
    private let selection: FileSelection
    /// Whatever the configuration leaves out: what was ever signed is there.
    private let keepsSignedFiles: Bool
    private let tellsOfFiles: Bool
    private let rules: Rules?
    let tree: ObjectID
    private var teller: CommitTeller
    private var book: SignOffBook
    /// For the files told of, for each item its place in the book; nil where there is nothing to say of sign-offs.
    private var entries: [String: [SignOffBook.Entry?]] = [:]
    private var verdicts: [SignOffVerdict] = []
    private var told: Set<CommitGraph.Index> = []
    private var keys = ItemKeys()
    private let paths: TreePaths
    private var blobs: [[UInt8]: String?] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    /// Paths of the files that are translations, in tree order.
    private(set) var translations: [String] = []

    init(
        _ repository: Repository, _ graph: CommitGraph, _ history: History, _ configuration: Configuration,
        keepsSignedFiles: Bool, tellsOfFiles: Bool, tools: SignatureTools
    ) throws(GitError) {
        self.keepsSignedFiles = keepsSignedFiles
        self.tellsOfFiles = tellsOfFiles
        self.repository = repository
        paths = TreePaths(repository)
        self.graph = graph
        self.history = history
        self.configuration = configuration
        guard let tip = graph.nodes.last else { throw GitError(.unknownRevision, "there is no commit") }
        tree = tip.tree
        selection = try FileSelection(configuration)
        rules = history.configuration == nil ? nil : configuration.rules
        var mailmap = Mailmap([])
        if let file = try repository.entry(at: ".mailmap", inTree: tip.tree), file.kind == .file {
            mailmap = try repository.withBlob(file.id) { Mailmap(Array($0)) }
        }
        teller = CommitTeller(
            repository: repository, graph: graph, mainline: history.mainline, mailmap: mailmap, rules: rules)
        book = SignOffBook(repository, graph, history, rules: rules, tools: tools)
    }

    mutating func report(asOf: Day, version: String) throws(GitError) -> Report {
        for path in history.unreadFolders {
            diagnostics.append(
                Diagnostic(
                    .folderNotRead, path: path,
                    message: "the folder lies too deep and was not read",
                    advice: "Checklists below it are missing from everything here."))
        }
        var files = uniquelyNamed(history.files.filter { selection.includes($0.pathText) || isKept($0) })
        let translations = selection.translations(among: Set(files.map(\.pathText)))
        let translating = files.filter { translations.contains($0.pathText) }
        self.translations = translating.map(\.pathText)
        files.removeAll { translations.contains($0.pathText) && !isKept($0) }
        for file in files where !file.version.isKnown { throw lackingContent(of: file) }
        tellOfSignOffsMissing(in: Set(files.map(\.pathText)))
        let removals = removals()
        let removedEntries = try judgeSignOffs(files, removals)
        var checklists: [Checklist] = []
        for file in files {
            diagnostics += file.version.file.diagnostics
            if !file.version.file.items.isEmpty { checklists.append(try checklist(file, asOf: asOf)) }
        }
        checklists.sort { ($0.phase ?? .max, $0.path) < ($1.phase ?? .max, $1.path) }
        let translated = translating.compactMap { translation($0, of: checklists) }
        let removed = removedItems(removals, removedEntries)
        diagnostics += keys.diagnostics + history.diagnostics
        var documents: [ProjectDocument] = []
        if tellsOfFiles {
            documents = try FurtherDocuments(repository: repository, configuration: configuration)
                .found(in: tree, besides: Set(checklists.map(\.path)).union(translations))
        }
        let fileHistories = tellsOfFiles ? try fileHistories(of: checklists, documents) : [:]
        var report = Report(
            generatorVersion: version, project: project, commit: graph.lastCommit,
            includesWorktree: graph.includesWorkingTree, asOf: asOf, history: extent, commits: try commitRecords(),
            checklists: checklists,
            removedItems: removed, rules: rules, signatures: book.signatures,
            translations: translated)
        report.documents = documents
        report.fileHistories = fileHistories
        return report
    }

    /// Of outputs and documents, and of what sign-offs cover, by now or once.
    private mutating func fileHistories(
        of checklists: [Checklist], _ documents: [ProjectDocument]
    ) throws(GitError) -> [String: [FileChange]] {
        var paths = Set(documents.map(\.path))
        for item in checklists.lazy.flatMap(\.items) {
            paths.formUnion(item.state.fields.outputs.compactMap(\.path))
            for coverage in [item.coverage].compactMap(\.self) + item.signOffs.map(\.covers) {
                paths.formUnion((coverage.outputs + coverage.references).compactMap(\.path))
            }
        }
        guard !paths.isEmpty else { return [:] }
        var reader = FileHistories(repository, graph)
        let changes = try reader.changes(of: paths.sorted())
        return changes.mapValues { changes in
            changes.map { change in
                told.insert(change.commit)
                return FileChange(
                    commit: teller.id(change.commit), path: change.path, blob: change.blob?.hex,
                    kind: change.kind, before: Set(change.before.map(\.hex)))
            }
        }
    }

    // MARK: Files

    /// A damaged or forged tree can hold one name twice; git shows the first.
    private mutating func uniquelyNamed(_ files: [TrackedFile]) -> [TrackedFile] {
        var paths: Set<String> = []
        return files.filter { file in
            if paths.insert(file.pathText).inserted { return true }
            diagnostics.append(
                Diagnostic(
                    .duplicatePath, path: file.pathText,
                    message:
                        "the tree holds this name twice, or two names that only their bytes tell apart; the first is read",
                    advice: "Rename one of them."))
            return false
        }
    }

    /// Whoever leaves a file out of the project leaves its sign-offs out of the register, alarms and all.
    private func isKept(_ file: TrackedFile) -> Bool { keepsSignedFiles && isSigned(file) }

    private func isSigned(_ file: TrackedFile) -> Bool {
        file.version.lives.contains { life in life.signings.contains(where: \.isExplicit) }
    }

    /// A translation has the boxes of what it translates, ticked as they are there.
    private mutating func tellOfSignOffsMissing(in paths: Set<String>) {
        let signed = history.files.filter(isSigned)
        let signedPaths = Set(signed.map(\.pathText)).intersection(paths)
        let translations = Set(translations)
        for file in signed where !paths.contains(file.pathText) {
            if translations.contains(file.pathText), signedPaths.contains(translatedPath(of: file.pathText)) {
                continue
            }
            diagnostics.append(
                Diagnostic(
                    .signedFileExcluded, path: file.pathText,
                    message: "items of this file were signed off, and \(Configuration.path) leaves the file out",
                    advice: "Only `countersign audit` tells of these sign-offs now. Take the file in again."))
        }
    }

    private func lackingContent(of file: TrackedFile) -> GitError {
        GitError(
            .missingObject(file.blob), "the content of \(file.pathText) is not in this partial clone",
            advice: "Fetch it with: git fetch --refetch --no-filter")
    }

    private mutating func checklist(_ file: TrackedFile, asOf: Day) throws(GitError) -> Checklist {
        let path = file.pathText
        let content = file.version.file
        let states = content.items.indices.map { content.state(at: $0) }
        let names = keys.keys(for: states, path: path)
        var items: [Item] = []
        items.reserveCapacity(content.items.count)
        for (index, var state) in states.enumerated() {
            for output in state.fields.outputs.indices {
                state.fields.outputs[output].blob = try blob(of: state.fields.outputs[output])
            }
            let life = life(file.version.lives[index], tick: file.version.ticks[index], currentID: state.id)
            let verdict = entries[path]?[index].map { verdicts[$0] }
            let status = verdict?.status ?? Status(withoutSignOffs: state)
            items.append(
                Item(
                    key: names[index].key, anchor: names[index].anchor, path: path, state: state, life: life,
                    status: status, isOverdue: status.canBeOverdue && state.fields.due.map { $0 < asOf } ?? false,
                    signOffs: verdict?.signOffs ?? [], missingSignOffs: verdict?.missing ?? [],
                    signOffFindings: verdict?.findings ?? [], coverage: verdict?.coverage))
            let words = SignOffDiagnostics(
                path: path, line: state.line, title: state.title, key: names[index].key,
                policy: rules?.policy)
            diagnostics += (verdict?.findings ?? []).map(words.diagnostic)
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return Checklist(
            path: path, title: content.header.title ?? content.heading ?? name, summary: content.header.summary,
            phase: content.header.phase, language: content.header.language, isDraft: content.header.isDraft,
            items: items)
    }

    /// nil where what it translates is no checklist.
    private func translation(_ file: TrackedFile, of checklists: [Checklist]) -> Translation? {
        let path = file.pathText
        let base = translatedPath(of: path)
        guard let checklist = checklists.first(where: { $0.path == base }),
            let language = configuration.languages.first(where: { isTranslation(path, into: $0) })
        else { return nil }
        let content = file.version.file
        let states = content.items.indices.map { content.state(at: $0) }
        let items = Translation.places(of: checklist.items, among: states).mapValues { place in
            let changes = file.version.lives[place].events.filter { $0.kind == .added || $0.kind == .reworded }
            return Translation.Item(state: states[place], changedAt: changes.last.map { Int($0.commit) })
        }
        return Translation(
            path: path, language: language, base: base,
            title: content.header.title ?? content.heading, summary: content.header.summary,
            items: items)
    }

    private mutating func blob(of output: Output) throws(GitError) -> String? {
        guard let path = output.path else { return nil }
        let key = Array(path.utf8)
        if let known = blobs[key] { return known }
        let entry = try paths.entry(at: key, inTree: tree)
        let blob = entry.flatMap { $0.kind == .file || $0.kind == .executable ? $0.id.hex : nil }
        blobs[key] = .some(blob)
        return blob
    }

    // MARK: Lives

    private mutating func life(_ life: Life, tick: Tick?, currentID: String?) -> ItemLife {
        var previousIDs: [String] = []
        // A box that is ticked and not committed signs nothing, whoever commits it.
        let written = life.events.filter { $0.kind != .signedOff || !graph.nodes[Int($0.commit)].isUnwritten }
        let events = written.map { event in
            told.insert(event.commit)
            if event.kind == .renamed, let old = event.from, old != currentID, !previousIDs.contains(old) {
                previousIDs.append(old)
            }
            return Event(
                kind: event.kind, commit: teller.id(event.commit), attribute: event.attribute, from: event.from,
                to: event.to, isInferred: event.isInferred)
        }
        let completion = tick.map { tick in
            if let commit = tick.commit { told.insert(commit) }
            return Completion(
                commit: tick.commit.map(teller.id), isBornTicked: tick.isBorn, isInferred: tick.isInferred)
        }
        let births = life.births.map {
            ItemBirth(commit: teller.id($0.commit), path: TrackedFile.text(of: $0.path), place: $0.item)
        }
        return ItemLife(births: births, events: events, completion: completion, previousIDs: previousIDs)
    }

    /// The last removal of every item that is in no file now, by path and place.
    private func removals() -> [History.Removal] {
        var present: Set<ObjectIdentifier> = []
        for file in history.files {
            for life in file.version.lives { present.insert(ObjectIdentifier(life.canonical)) }
        }
        var last: [ObjectIdentifier: History.Removal] = [:]
        for removal in history.removals { last[ObjectIdentifier(removal.life.canonical)] = removal }
        let gone = last.filter { !present.contains($0.key) && (keepsSignedFiles || selection.includes($0.value.path)) }
        return gone.values.map { removal in
            let commit = removal.life.events.last.map { graph.nodes[Int($0.commit)].id }
            return (removal, order: (removal.path, removal.state.line, Self.key(of: removal), commit ?? .zero))
        }.sorted { $0.order < $1.order }.map(\.0)
    }

    private static func key(of removal: History.Removal) -> String {
        removal.state.id ?? "\(removal.path)#\(slug(of: removal.state.title))"
    }

    private mutating func removedItems(
        _ removals: [History.Removal], _ entries: [SignOffBook.Entry?]
    ) -> [RemovedItem] {
        var removed: [RemovedItem] = []
        for (removal, entry) in zip(removals, entries) {
            let life = life(removal.life, tick: nil, currentID: removal.state.id)
            let verdict = entry.map { verdicts[$0] }
            var item = RemovedItem(
                key: Self.key(of: removal), path: removal.path, state: removal.state, life: life,
                signOffs: verdict?.signOffs ?? [])
            item.signOffFindings = verdict?.findings ?? []
            removed.append(item)
            let words = SignOffDiagnostics(
                path: removal.path, line: nil, title: removal.state.title,
                key: Self.key(of: removal), policy: rules?.policy)
            // Nothing else is left to do for an item that is gone.
            for case .alarm(let verdict, let commit)? in verdict?.findings ?? [] {
                diagnostics.append(words.diagnostic(.alarm(verdict, commit: commit)))
            }
        }
        return removed
    }

    // MARK: Sign-offs

    /// Has the sign-offs of all items judged, present and removed; gives the places of the latter in the book.
    private mutating func judgeSignOffs(
        _ files: [TrackedFile], _ removals: [History.Removal]
    ) throws(GitError) -> [SignOffBook.Entry?] {
        var places: [ObjectIdentifier: Int] = [:]
        for life in history.files.flatMap(\.version.lives) where !life.signings.isEmpty {
            places[ObjectIdentifier(life.canonical), default: 0] += 1
        }
        for file in files {
            let (version, path) = (file.version, file.pathText)
            let items = version.file.items
            guard zip(items, version.lives).contains(where: { SignOffBook.concerns($0, $1) }) else { continue }
            entries[path] = try items.enumerated().map { (index, item) throws(GitError) in
                let life = version.lives[index]
                guard SignOffBook.concerns(item, life) else { return nil }
                let sharesLife = places[ObjectIdentifier(life.canonical), default: 0] > 1
                return try book.enter(index, of: file, sharesLife: sharesLife)
            }
        }
        var removed: [SignOffBook.Entry?] = []
        for removal in removals {
            removed.append(removal.life.signings.isEmpty ? nil : try book.enter(removed: removal.life))
        }
        try book.checkSignatures()
        verdicts = try book.verdicts(isHistoryComplete: extent.isComplete)
        tell(Set(verdicts.flatMap(\.commits)))
        return removed
    }

    /// Adds commits to those that the report tells of.
    private mutating func tell(_ commits: Set<CommitID>) {
        let ids = Set(commits.compactMap { ObjectID(hex: $0.hex) })
        guard !ids.isEmpty else { return }
        for (index, node) in graph.nodes.enumerated() where ids.contains(node.id) {
            told.insert(CommitGraph.Index(index))
        }
    }

    // MARK: Project and commits

    private var project: Project {
        let remote = configuration.repository ?? repository.remoteURL(named: "origin")
        let address = remote.flatMap(webAddress)
        // Never the name of the folder: the same commit must give the same bytes wherever it lies.
        let name = address?.split(separator: "/").last.map { String($0).removingPercentEncoding ?? String($0) }
        return Project(
            title: configuration.title ?? name ?? "Checklists", description: configuration.description,
            repository: address,
            template: configuration.template, forge: address.flatMap { forge(at: $0, by: configuration) },
            languages: configuration.languages, siteAddress: configuration.siteAddress,
            feedback: configuration.feedback, titles: configuration.titles, descriptions: configuration.descriptions)
    }

    private var extent: HistoryExtent {
        let lacksObjects = history.lacksObjects || book.lacksObjects
        guard !history.boundaries.isEmpty || lacksObjects else { return HistoryExtent() }
        let isPartial = lacksObjects || (graph.isPartial && !graph.isShallow)
        return HistoryExtent(
            truncation: isPartial ? .partial : .shallow,
            boundaries: history.boundaries.map { CommitID(hex: $0.hex) }.sorted())
    }

    private mutating func commitRecords() throws(GitError) -> [CommitID: CommitRecord] {
        told.formUnion(graph.nodes.indices.suffix(1).map(CommitGraph.Index.init))
        // Of the working tree, what it is laid over; the merge of a pull request has the id of what it brings in.
        tell([graph.lastCommit])
        for (index, node) in graph.nodes.enumerated() where node.isBoundary { told.insert(CommitGraph.Index(index)) }
        for index in told {
            if let integration = teller.mainline.integration[Int(index)] { told.insert(integration) }
        }
        var records: [CommitID: CommitRecord] = [:]
        records.reserveCapacity(told.count)
        for index in told { records[teller.id(index)] = try teller.record(index) }
        return records
    }
}

extension CommitGraph {
    fileprivate var includesWorkingTree: Bool { nodes.suffix(2).contains(where: \.isUnwritten) }

    /// The last that is written; no commit's id where none is.
    fileprivate var lastCommit: CommitID {
        CommitID(hex: (nodes.last { !$0.isUnwritten && !$0.isProposed }?.id ?? UnwrittenCommit.id).hex)
    }
}

extension Status {
    /// The status of an item that has and asks for no sign-offs (SPEC section 5).
    fileprivate init(withoutSignOffs state: ItemState) {
        self = state.isExcluded ? .notApplicable : state.isChecked ? .done : .open
    }
}

extension SignOffVerdict {
    /// Every commit that it names.
    fileprivate var commits: [CommitID] {
        signOffs.flatMap { [$0.commit, $0.end?.commit, $0.roleGrantedBy].compactMap(\.self) }
            + findings.compactMap { finding in
                switch finding {
                case .boxWithoutSignOff: nil
                case .signOffWithoutBox(_, let commit), .unticked(_, let commit), .revocationNotAllowed(_, let commit),
                    .revocationOfNothing(_, let commit), .roleUnclear(_, let commit), .roleNotAsked(_, let commit),
                    .alarm(_, let commit):
                    commit
                }
            }
    }
}
