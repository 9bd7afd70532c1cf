import Checklists
import Git

/// Reads what the messages of commits say of sign-offs: `Sign-off:` and `Revoke-sign-off:` (SPEC section 4).
struct SignOffTrailers {
    let repository: Repository
    let graph: CommitGraph
    let configurations: ConfigurationHistory
    /// Where not all files are followed, other files of the tree may have an id, too.
    private let scope: HistoryScope?
    private let places: IDPlaces
    private(set) var diagnostics: [Diagnostic] = []

    init(
        repository: Repository, graph: CommitGraph, configurations: ConfigurationHistory, scope: HistoryScope?
    ) {
        self.scope = scope
        places = IDPlaces(repository)
        self.repository = repository
        self.graph = graph
        self.configurations = configurations
    }

    /// Records in the lives of the items that a commit names what it says of them. `folder` is its tree, its lives known.
    mutating func read(_ commit: CommitGraph.Index, in folder: TrackedFolder) throws(GitError) {
        let trailers = Trailers.signOffs(try repository.commit(graph.nodes[Int(commit)].id).message)
        guard !trailers.isEmpty else { return }
        let configuration = try configurations.configuration(at: commit)
        let selection = try configuration.map { configuration throws(GitError) in try FileSelection(configuration) }
        for trailer in trailers {
            let isRevocation = trailer.key.lowercased() != "sign-off"
            guard let said = SignOffTrailer(trailer.value), !isRevocation || said.by == nil else {
                tell(.malformed(trailer), commit, configuration)
                continue
            }
            let place = Self.place(of: said.item, in: folder, selection)
            if let scope {
                let tree = graph.nodes[Int(commit)].tree
                let others = try places.paths(of: said.item, in: tree).filter { !scope.paths.contains($0) }
                // Nobody's business here, if it is only theirs.
                if case .nowhere = place, !others.isEmpty { continue }
                others.forEach(scope.note)
            }
            switch place {
            case .found(let file, let index):
                file.record(
                    isRevocation ? .revocation(role: said.role) : .trailer(role: said.role, by: said.by),
                    ofItem: index, in: commit)
            case .nowhere: tell(.unknownItem(said.item), commit, configuration)
            case .several: tell(.severalItems(said.item), commit, configuration)
            case .unknown: continue
            }
        }
    }

    /// Records that a commit integrates these completions, as far as the items' ticks come from them alone. Where the mainline
    /// has a tick of its own, the commit completes nothing there, and who approves it may not have seen any tick.
    static func recordIntegration(
        _ commit: CommitGraph.Index, of completions: [AskedCompletion], in folder: TrackedFolder
    ) {
        var open = Dictionary(grouping: completions) { ObjectIdentifier($0.life.canonical) }
        folder.forEachFile { file in
            for (index, life) in file.version.lives.enumerated() where !open.isEmpty {
                let life = ObjectIdentifier(life.canonical)
                guard let tick = file.version.ticks[index], let completions = open[life] else { continue }
                let sources = tick.sources.map { source in completions.first { $0.commit == source } }
                guard !sources.contains(where: { $0 == nil }) else { continue }
                open[life] = nil
                let isBorn = sources.contains { $0?.isBorn == true }
                file.record(.integration, ofItem: index, in: commit, isBornTicked: isBorn)
            }
        }
    }

    // MARK: Items by id

    private enum Place {
        case found(TrackedFile, Int)
        case nowhere, several
        /// Some file of the tree is not in this clone.
        case unknown
    }

    private static func place(of id: String, in folder: TrackedFolder, _ selection: FileSelection?) -> Place {
        var places: [(file: TrackedFile, item: Int)] = []
        var isWhole = true
        folder.forEachFile { file in
            isWhole = isWhole && file.version.isKnown
            for item in file.version.itemsByID[id] ?? [] { places.append((file, item)) }
        }
        if places.count > 1, let selection {
            let translations = selection.translations(among: Set(places.map(\.file.pathText)))
            places.removeAll { !selection.includes($0.file.pathText) || translations.contains($0.file.pathText) }
        }
        guard places.count <= 1 else { return .several }
        guard let place = places.first else { return isWhole ? .nowhere : .unknown }
        return .found(place.file, place.item)
    }

    // MARK: Telling

    private enum Problem {
        case malformed(Trailer)
        case unknownItem(String)
        case severalItems(String)
    }

    /// Commits from before there was a configuration may have meant anything by such a line.
    private mutating func tell(_ problem: Problem, _ commit: CommitGraph.Index, _ configuration: Configuration?) {
        guard configuration != nil else { return }
        let name = CommitID(hex: graph.nodes[Int(commit)].id.hex).short
        let (rule, message, advice): (Diagnostic.Rule, String, String) =
            switch problem {
            case .malformed(let trailer):
                (
                    .malformedSignOff,
                    "commit \(name) says \"\(trailer.key.prefix(40)): \(trailer.value.prefix(120))\", which cannot be read",
                    "It counts for nothing. Write ITEM-ID, then \"as ROLE\", then \"by NAME <EMAIL>\" of a sign-off, in a new commit."
                )
            case .unknownItem(let id):
                (
                    .signOffOfUnknownItem,
                    "commit \(name) signs \"\(id.prefix(80))\", and no item has that id there",
                    "It counts for nothing. Compare the id letter by letter with that of the item, and sign again."
                )
            case .severalItems(let id):
                (
                    .signOffOfSeveralItems,
                    "commit \(name) signs \"\(id.prefix(80))\", and several items have that id there",
                    "It counts for none of them. Give each item its own id, and sign again."
                )
            }
        diagnostics.append(
            Diagnostic(
                rule, path: Configuration.path, message: withoutEmailDomains(message), advice: advice,
                detail: withoutEmailDomains(message)))
    }
}

extension TrackedFile {
    /// Records what a commit says of an item, as its tree has it.
    fileprivate func record(
        _ kind: Signing.Kind, ofItem item: Int, in commit: CommitGraph.Index, isBornTicked: Bool = false
    ) {
        version.lives[item].record(
            Signing(
                kind: kind, commit: commit, item: version.file.items[item], path: path, tick: version.ticks[item],
                boxTicks: version.boxTicks[item] ?? [:], isBornTicked: isBornTicked))
    }
}
