import Checklists
import Foundation
import Git

/// Puts checklists, history and configuration together.
struct ReportBuilder {
    private let repository: Repository
    private let graph: CommitGraph
    private let history: History
    private let configuration: Configuration
    private let include: Pathspec?
    private let exclude: Pathspec?
    private let tree: ObjectID
    private var teller: CommitTeller
    private var told: Set<CommitGraph.Index> = []
    private var keys = ItemKeys()
    private var blobs: [String: String?] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(
        _ repository: Repository, _ graph: CommitGraph, _ history: History, _ configuration: Configuration
    ) throws(GitError) {
        self.repository = repository
        self.graph = graph
        self.history = history
        self.configuration = configuration
        guard let tip = graph.nodes.last else { throw GitError(.unknownRevision, "there is no commit") }
        tree = tip.tree
        include = configuration.include.isEmpty ? nil : try Pathspec(configuration.include)
        exclude = configuration.exclude.isEmpty ? nil : try Pathspec(configuration.exclude)
        var mailmap = Mailmap([])
        if let file = try repository.entry(at: ".mailmap", inTree: tip.tree), file.kind == .file {
            mailmap = try repository.withBlob(file.id) { Mailmap(Array($0)) }
        }
        teller = CommitTeller(repository: repository, graph: graph, mailmap: mailmap)
    }

    mutating func report(asOf: Day, version: String) throws(GitError) -> Report {
        for path in history.unreadFolders {
            diagnostics.append(
                Diagnostic(
                    rule: "folder-not-read", severity: .error, path: path,
                    message: "the folder lies too deep and was not read",
                    advice: "Checklists below it are missing from everything here."))
        }
        let files = uniquelyNamed(history.files.filter { isIncluded($0.pathText) })
        let translations = translations(among: files)
        var checklists: [Checklist] = []
        var present: Set<ObjectIdentifier> = []
        for file in history.files {
            for life in file.version.lives { present.insert(ObjectIdentifier(life.canonical)) }
        }
        for file in files where !translations.contains(file.pathText) {
            guard file.version.isKnown else { throw lackingContent(of: file) }
            diagnostics += file.version.file.diagnostics
            if !file.version.file.items.isEmpty { checklists.append(try checklist(file, asOf: asOf)) }
        }
        checklists.sort { ($0.phase ?? .max, $0.path) < ($1.phase ?? .max, $1.path) }
        let removed = removedItems(present: present)
        diagnostics += keys.diagnostics
        return Report(
            generatorVersion: version, project: project, commit: teller.id(CommitGraph.Index(graph.nodes.count - 1)),
            includesWorktree: false, asOf: asOf, history: extent, commits: try commitRecords(), checklists: checklists,
            removedItems: removed)
    }

    // MARK: Files

    /// A damaged or forged tree can hold one name twice; git shows the first.
    private mutating func uniquelyNamed(_ files: [TrackedFile]) -> [TrackedFile] {
        var paths: Set<String> = []
        return files.filter { file in
            if paths.insert(file.pathText).inserted { return true }
            diagnostics.append(
                Diagnostic(
                    rule: "duplicate-path", severity: .error, path: file.pathText,
                    message: "the tree holds this name twice; only the first is read",
                    advice: "Check the repository with: git fsck"))
            return false
        }
    }

    private func isIncluded(_ path: String) -> Bool {
        (include?.matches(path) ?? true) && !(exclude?.matches(path) ?? false)
    }

    /// `NAME.LANG.md` beside `NAME.md`, for a configured language: its boxes are not items.
    private func translations(among files: [TrackedFile]) -> Set<String> {
        let paths = Set(files.map(\.pathText))
        let languages = Set(configuration.languages.map { $0.lowercased() })
        return paths.filter { path in
            guard let dot = path.lastIndex(of: "."), let mark = path[..<dot].lastIndex(of: ".") else { return false }
            return languages.contains(path[path.index(after: mark)..<dot].lowercased())
                && paths.contains(String(path[..<mark] + path[dot...]))
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
            let status = Status(of: state)
            items.append(
                Item(
                    key: names[index].key, anchor: names[index].anchor, path: path, state: state, life: life,
                    status: status, isOverdue: status.canBeOverdue && state.fields.due.map { $0 < asOf } ?? false))
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return Checklist(
            path: path, title: content.header.title ?? content.heading ?? name, summary: content.header.summary,
            phase: content.header.phase, language: content.header.language, isDraft: content.header.isDraft,
            items: items)
    }

    private mutating func blob(of output: Output) throws(GitError) -> String? {
        guard let path = output.path else { return nil }
        if let known = blobs[path] { return known }
        let entry = try repository.entry(at: path, inTree: tree)
        let blob = entry.flatMap { $0.kind == .file || $0.kind == .executable ? $0.id.hex : nil }
        blobs[path] = .some(blob)
        return blob
    }

    // MARK: Lives

    private mutating func life(_ life: Life, tick: Tick?, currentID: String?) -> ItemLife {
        var previousIDs: [String] = []
        let events = life.events.map { event in
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
        return ItemLife(events: events, completion: completion, previousIDs: previousIDs)
    }

    private mutating func removedItems(present: Set<ObjectIdentifier>) -> [RemovedItem] {
        var last: [ObjectIdentifier: History.Removal] = [:]
        for removal in history.removals { last[ObjectIdentifier(removal.life.canonical)] = removal }
        var removed: [RemovedItem] = []
        for (identity, removal) in last where !present.contains(identity) && isIncluded(removal.path) {
            let life = life(removal.life, tick: nil, currentID: removal.state.id)
            let key = removal.state.id ?? "\(removal.path)#\(slug(of: removal.state.title))"
            removed.append(RemovedItem(key: key, path: removal.path, state: removal.state, life: life))
        }
        return removed.sorted { a, b in
            let order = { (item: RemovedItem) in
                (item.path, item.state.line, item.key, item.life.events.last?.commit.hex ?? "")
            }
            return order(a) < order(b)
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
            template: configuration.template, forge: address.flatMap { forge(at: $0, configured: configuration.forge) },
            languages: configuration.languages)
    }

    private var extent: HistoryExtent {
        guard !history.boundaries.isEmpty || history.lacksObjects else { return HistoryExtent() }
        let isPartial = history.lacksObjects || (graph.isPartial && !graph.isShallow)
        return HistoryExtent(
            truncation: isPartial ? .partial : .shallow,
            boundaries: history.boundaries.map { CommitID(hex: $0.hex) }.sorted())
    }

    private mutating func commitRecords() throws(GitError) -> [CommitID: CommitRecord] {
        told.insert(CommitGraph.Index(graph.nodes.count - 1))
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
