import Checklists
import Git

/// What one commit did: its changed files matched with those of each parent, and the events that follow.
struct HistoryStep {
    /// An item of a changed file: the file's place among the changes, the item's in the file.
    struct Place: Hashable {
        let change: Int
        let item: Int
    }

    /// The item of a parent that an item of the commit continues.
    struct Origin {
        let file: TrackedFile
        let item: Int
        let isInferred: Bool

        var state: ItemState { file.version.file.items[item] }
        var life: Life { file.version.lives[item] }
        var tick: Tick? { file.version.ticks[item] }
    }

    let commit: CommitGraph.Index
    let folder: TrackedFolder
    let join: TreeJoin
    let parents: [TrackedFolder]
    /// Of some parent nothing is known, so nothing can be said to be new.
    let isBeforeUnknown: Bool

    /// For each parent, what each item of the changed files continues there.
    private var origins: [[Place: Origin]] = []
    /// For each parent, the lives of its items that were found nowhere in the commit.
    private var lost: [[(origin: Origin, life: Life)]] = []
    /// For each parent, the changes whose counterpart there is not in this clone.
    private var unknownCounterparts: [Set<Int>] = []
    /// A file that some parent has, and the commit changed or took away, is not in this clone: any item may come from it.
    private var hasUnknownSource = false
    private(set) var removals: [History.Removal] = []

    init(
        commit: CommitGraph.Index, folder: TrackedFolder, join: TreeJoin, parents: [TrackedFolder],
        isBeforeUnknown: Bool
    ) {
        self.commit = commit
        self.folder = folder
        self.join = join
        self.parents = parents
        self.isBeforeUnknown = isBeforeUnknown
    }

    // MARK: Matching

    /// Finds for every item of the changed files the item it continues in each parent.
    mutating func match(in repository: Repository) throws(GitError) {
        for parent in parents.indices {
            var deleted = join.deletions[parent]
            let hasNewPaths = join.changes.contains { $0.parents[parent] == nil }
            if parents.count > 1, hasNewPaths { deleted = parents[parent].files(missingIn: folder) }
            matchFiles(parent: parent, deleted: deleted, renamed: try renames(deleted, parent: parent, in: repository))
        }
    }

    /// Deleted files that live on under another path, by that path.
    private func renames(
        _ deleted: [TrackedFile], parent: Int, in repository: Repository
    ) throws(GitError) -> [[UInt8]: TrackedFile] {
        let added = join.changes.filter { $0.parents[parent] == nil }.map(\.file)
        let hasItems = { (file: TrackedFile) in !file.version.file.items.isEmpty || !file.version.isKnown }
        guard deleted.contains(where: hasItems), added.contains(where: hasItems) else { return [:] }
        // What a partial clone lacks cannot be compared.
        let isThere = { (file: TrackedFile) in file.version.isKnown }
        let renames = try repository.renames(
            from: deleted.filter(isThere).map(\.unpaired), to: added.filter(isThere).map(\.unpaired))
        let byPath = Dictionary(deleted.map { ($0.path, $0) }) { first, _ in first }
        let pairs = renames.compactMap { rename in byPath[rename.from].map { (rename.to, $0) } }
        return Dictionary(pairs) { first, _ in first }
    }

    private mutating func matchFiles(parent: Int, deleted: [TrackedFile], renamed: [[UInt8]: TrackedFile]) {
        var found: [Place: Origin] = [:]
        var unknown: Set<Int> = []
        var sources: [TrackedFile] = []
        for (index, change) in join.changes.enumerated() {
            let samePath = change.parents[parent].map {
                TrackedFile(path: change.file.path, blob: change.file.blob, version: $0)
            }
            guard let source = samePath ?? renamed[change.file.path] else { continue }
            sources.append(source)
            if !source.version.isKnown { unknown.insert(index) }
            matchItems(of: index, with: source, into: &found)
        }
        let renamedPaths = Set(renamed.values.map(\.path))
        sources += deleted.filter { !renamedPaths.contains($0.path) }
        hasUnknownSource = hasUnknownSource || sources.contains { !$0.version.isKnown }
        let moves = MovedItems(
            found: found, sources: sources, changes: join.changes, before: parents[parent], after: folder)
        for (place, origin) in moves.matches() { found[place] = origin }
        let taken = Set(found.values.map { ObjectIdentifier($0.life.canonical) })
        lost.append(
            sources.flatMap { file in
                file.version.lives.indices.map { Origin(file: file, item: $0, isInferred: false) }
            }.map { ($0, $0.life.canonical) }.filter { !taken.contains(ObjectIdentifier($0.1)) })
        origins.append(found)
        unknownCounterparts.append(unknown)
    }

    private func matchItems(of change: Int, with source: TrackedFile, into found: inout [Place: Origin]) {
        let file = join.changes[change].file.version.file
        var known: [(old: Int, new: Int)] = []
        var knownLives: Set<ObjectIdentifier> = []
        if !origins.isEmpty {
            // Through another parent an item's life is known already; that outweighs any likeness here.
            let byLife = Dictionary(
                source.version.lives.enumerated().map { (ObjectIdentifier($0.element.canonical), $0.offset) }
            ) { first, _ in first }
            for item in file.items.indices {
                guard let life = life(of: Place(change: change, item: item)) else { continue }
                knownLives.insert(ObjectIdentifier(life))
                if let old = byLife[ObjectIdentifier(life)], !known.contains(where: { $0.old == old }) {
                    known.append((old, item))
                }
            }
        }
        let matches = ItemMatcher.match(old: source.version.file.matchKeys, new: file.matchKeys, known: known)
        for (item, match) in matches.enumerated() {
            guard let match else { continue }
            let place = Place(change: change, item: item)
            if let life = life(of: place), life !== source.version.lives[match.old].canonical {
                // Two lives meet in one item. They are one only if that is certain, and if no parent has them side by side.
                let other = ObjectIdentifier(source.version.lives[match.old].canonical)
                guard !match.isInferred, !knownLives.contains(other) else { continue }
            }
            found[place] = Origin(file: source, item: match.old, isInferred: match.isInferred)
        }
    }

    /// The life an item has through the parents matched so far.
    private func life(of place: Place) -> Life? {
        origins.lazy.compactMap { $0[place]?.life.canonical }.first
    }

    // MARK: Recording

    /// Gives every item of the changed files its life and records what the commit did to it.
    mutating func record(restoring graveyard: Graveyard, graph: CommitGraph) {
        for (index, change) in join.changes.enumerated() {
            let version = change.file.version
            let hasUnknownCounterpart = unknownCounterparts.contains { $0.contains(index) }
            for (item, state) in version.file.items.enumerated() {
                let found = origins.compactMap { $0[Place(change: index, item: item)] }
                let isUnknown = isBeforeUnknown || (found.isEmpty ? hasUnknownSource : hasUnknownCounterpart)
                var recorder = ItemRecorder(
                    commit: commit, state: state, path: change.file.pathText, origins: found, isBeforeUnknown: isUnknown
                )
                if found.isEmpty, !isUnknown,
                    let life = graveyard.item(like: state, removedBefore: commit, in: graph)
                {
                    recorder.restore(life)
                }
                let (life, tick) = recorder.record()
                version.lives.append(life)
                version.ticks.append(tick)
            }
        }
        recordRemovals()
    }

    /// An item is removed here if every parent has it and the commit does not.
    private mutating func recordRemovals() {
        guard !isBeforeUnknown, let first = lost.first else { return }
        // A file that is there but cannot be read may hold the item.
        guard join.changes.allSatisfy({ $0.file.version.isKnown }) else { return }
        let others = lost.dropFirst().map { Set($0.map { ObjectIdentifier($0.life.canonical) }) }
        for (origin, life) in first {
            let identity = ObjectIdentifier(life.canonical)
            guard others.allSatisfy({ $0.contains(identity) }) else { continue }
            life.record(Life.Event(kind: .removed, commit: commit, isInferred: false))
            removals.append(History.Removal(life: life, state: origin.state, path: origin.file.pathText))
        }
    }
}

extension TrackedFile {
    /// For finding renames; an executable checklist is still a checklist.
    fileprivate var unpaired: UnpairedFile { UnpairedFile(path: path, kind: .file, id: blob) }
}
