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

        var read: ReadItem { file.version.file.items[item] }
        var state: ItemState { read.state }
        var life: Life { file.version.lives[item] }
        var tick: Tick? { file.version.ticks[item] }
        var boxTicks: [String: TickSources] { file.version.boxTicks[item] ?? [:] }
    }

    let commit: CommitGraph.Index
    let folder: TrackedFolder
    let join: TreeJoin
    let parents: [TrackedFolder]
    /// Of some parent nothing is known, so nothing can be said to be new.
    let isBeforeUnknown: Bool

    /// What is known of the changed files and one parent.
    private struct Comparison {
        /// For each item of each change what it continues there.
        var origins: [[Origin?]]
        /// Its files that the commit changed or took away.
        var sources: [TrackedFile] = []
        /// Changes whose counterpart there is not in this clone.
        var unknownChanges: Set<Int> = []

        init(_ changes: [TreeJoin.Change]) {
            origins = changes.map { Array(repeating: nil, count: $0.file.version.file.items.count) }
        }

        /// Every item of the sources goes on in the commit.
        var hasAllItems: Bool {
            sources.reduce(0) { $0 + $1.version.lives.count } == origins.joined().reduce(0) { $0 + ($1 == nil ? 0 : 1) }
        }

        /// Takes over what is matched with a parent's file.
        mutating func take(from file: OpenFile) {
            for (item, match) in file.matcher.matches.enumerated() where origins[file.change][item] == nil {
                guard let match, file.known.allow(match, in: file.source, for: item) else { continue }
                origins[file.change][item] = Origin(file: file.source, item: match.old, isInferred: match.isInferred)
            }
        }

        subscript(place: Place) -> Origin? {
            get { origins[place.change][place.item] }
            set { origins[place.change][place.item] = newValue }
        }
    }

    private var comparisons: [Comparison] = []
    private(set) var removals: [History.Removal] = []
    /// Items that ask for sign-offs and became ticked.
    private(set) var completed: [AskedCompletion] = []

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
    /// `surroundings`: what else changed, where not all files are followed.
    mutating func match(in repository: Repository, among surroundings: Surroundings? = nil) throws(GitError) {
        for parent in parents.indices {
            var deleted = join.deletions[parent]
            let hasNewPaths = join.changes.contains { $0.parents[parent] == nil }
            if parents.count > 1, hasNewPaths { deleted = parents[parent].files(missingIn: folder) }
            let renamed: [[UInt8]: TrackedFile]
            if let surroundings {
                renamed = try renames(deleted, parent: parent, among: surroundings)
            } else {
                renamed = try renames(deleted, parent: parent, in: repository)
            }
            compare(with: parent, deleted: deleted, renamed: renamed, scope: surroundings?.scope)
        }
        if parents.count > 1 { matchLives() }
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

    /// The same where not all files are followed: renames are looked for among all, and the scope is told of those that lead
    /// into it or out of it.
    private func renames(
        _ deleted: [TrackedFile], parent: Int, among surroundings: Surroundings
    ) throws(GitError) -> [[UInt8]: TrackedFile] {
        guard !deleted.isEmpty || join.changes.contains(where: { $0.parents[parent] == nil }) else { return [:] }
        let byPath = Dictionary(deleted.map { ($0.path, $0) }) { first, _ in first }
        let followed = surroundings.scope.paths
        var renamed: [[UInt8]: TrackedFile] = [:]
        for rename in try surroundings.renames(parent) {
            if followed.contains(rename.to) { surroundings.scope.note(rename.from) }
            if followed.contains(rename.from) { surroundings.scope.note(rename.to) }
            renamed[rename.to] = byPath[rename.from]
        }
        return renamed
    }

    /// The lives that a file's items have through parents compared before; that outweighs any likeness.
    private struct KnownLives {
        /// For each item, in their order; empty where no parent was compared before.
        private let lives: [Life?]
        private let all: Set<ObjectIdentifier>

        init(_ lives: [Life?]) {
            self.lives = lives
            all = Set(lives.lazy.compactMap { $0.map { ObjectIdentifier($0) } })
        }

        func matches(in source: TrackedFile) -> [(old: Int, new: Int)] {
            guard !all.isEmpty else { return [] }
            let byLife = Dictionary(
                source.version.lives.enumerated().map { (ObjectIdentifier($0.element.canonical), $0.offset) }
            ) { first, _ in first }
            return lives.enumerated().compactMap { item, life in
                life.flatMap { byLife[ObjectIdentifier($0)] }.map { ($0, item) }
            }
        }

        /// Two lives that meet in one item are one only if that is certain, and if no parent has them side by side.
        func allow(_ match: ItemMatcher.Match, in source: TrackedFile, for item: Int) -> Bool {
            guard !lives.isEmpty, let life = lives[item] else { return true }
            let other = source.version.lives[match.old].canonical
            return life === other || !match.isInferred && !all.contains(ObjectIdentifier(other))
        }
    }

    /// One parent's version of a changed file, of which not all items are found.
    private struct OpenFile {
        let change: Int
        let source: TrackedFile
        let known: KnownLives
        var matcher: ItemMatcher
    }

    /// What is the same outweighs what is alike, in other files, too: an item that went to another file must not go on in
    /// what took its place.
    private mutating func compare(
        with parent: Int, deleted: [TrackedFile], renamed: [[UInt8]: TrackedFile], scope: HistoryScope?
    ) {
        var comparison = Comparison(join.changes)
        var open: [OpenFile] = []
        for (index, change) in join.changes.enumerated() {
            let samePath = change.parents[parent].map {
                TrackedFile(path: change.file.path, blob: change.file.blob, version: $0)
            }
            guard let source = samePath ?? renamed[change.file.path] else { continue }
            comparison.sources.append(source)
            if !source.version.isKnown { comparison.unknownChanges.insert(index) }
            let known = KnownLives(comparisons.isEmpty ? [] : lives(of: index))
            let file = OpenFile(
                change: index, source: source, known: known,
                matcher: ItemMatcher(
                    old: source.version.file.items, new: change.file.version.file.items,
                    known: known.matches(in: source)))
            comparison.take(from: file)
            if file.matcher.isOpen { open.append(file) }
        }
        defer { comparisons.append(comparison) }
        let renamedPaths = Set(renamed.values.map(\.path))
        comparison.sources += deleted.filter { !renamedPaths.contains($0.path) }
        guard !comparison.hasAllItems else { return }
        let moves = MovedItems(
            found: comparison.origins, sources: comparison.sources, changes: join.changes, before: parents[parent],
            after: folder)
        // Whether a text stands nowhere else only the whole tree tells.
        if let scope, moves.dependsOnOtherFiles { scope.giveUp() }
        let moved = moves.matches()
        for (place, origin) in moved { comparison[place] = origin }
        let gone = Dictionary(grouping: moved.map(\.1), by: \.file.path).mapValues { Set($0.map(\.item)) }
        let come = Dictionary(grouping: moved.map(\.0), by: \.change).mapValues { Set($0.map(\.item)) }
        for var file in open {
            file.matcher.matchAlike(exceptOld: gone[file.source.path] ?? [], exceptNew: come[file.change] ?? [])
            comparison.take(from: file)
        }
    }

    /// For each item of a changed file.
    private func lives(of change: Int) -> [Life?] {
        join.changes[change].file.version.file.items.indices.map { life(of: Place(change: change, item: $0)) }
    }

    /// The life an item has through the parents compared so far.
    private func life(of place: Place) -> Life? {
        comparisons.lazy.compactMap { $0[place]?.life.canonical }.first
    }

    /// An item that one parent has may stand in another parent under other words, and in another file that the commit
    /// has from the first: its life tells.
    private mutating func matchLives() {
        var indices: [LifeIndex?] = Array(repeating: nil, count: parents.count)
        let places = join.changes.enumerated().flatMap { change, element in
            element.file.version.file.items.indices.map { Place(change: change, item: $0) }
        }
        for place in places {
            guard let life = life(of: place) else { continue }
            for parent in parents.indices where comparisons[parent][place] == nil {
                if indices[parent] == nil {
                    indices[parent] = LifeIndex(
                        parents[parent], changedIn: folder, used: comparisons[parent].origins)
                }
                comparisons[parent][place] = indices[parent]?.take(life)
            }
        }
    }

    /// Where the lives of a parent's changed files are.
    private struct LifeIndex {
        private var places: [ObjectIdentifier: Origin] = [:]

        init(_ parent: TrackedFolder, changedIn folder: TrackedFolder, used origins: [[Origin?]]) {
            var used: [[UInt8]: Set<Int>] = [:]
            for case let origin? in origins.joined() { used[origin.file.path, default: []].insert(origin.item) }
            for file in parent.files(differingFrom: folder) {
                for (item, life) in file.version.lives.enumerated() where used[file.path]?.contains(item) != true {
                    places[ObjectIdentifier(life.canonical)] = Origin(file: file, item: item, isInferred: false)
                }
            }
        }

        mutating func take(_ life: Life) -> Origin? {
            places.removeValue(forKey: ObjectIdentifier(life))
        }
    }

    // MARK: Recording

    /// Gives every item of the changed files its life and records what the commit did to it.
    mutating func record(restoring graveyard: Graveyard, graph: CommitGraph) {
        // Any item may come from a file that is not in this clone.
        let hasUnknownSource = comparisons.contains { $0.sources.contains { !$0.version.isKnown } }
        var given: Set<ObjectIdentifier> = []
        for (index, change) in join.changes.enumerated() {
            let version = change.file.version
            let hasUnknownCounterpart = comparisons.contains { $0.unknownChanges.contains(index) }
            version.lives.reserveCapacity(version.file.items.count)
            version.ticks.reserveCapacity(version.file.items.count)
            for (item, read) in version.file.items.enumerated() {
                if let (life, tick) = unchanged(item, of: index),
                    given.insert(ObjectIdentifier(life.canonical)).inserted
                {
                    version.lives.append(life)
                    version.ticks.append(tick)
                    version.boxTicks[item] = comparisons[0].origins[index][item]?.boxTicks
                    continue
                }
                let found = comparisons.compactMap { $0[Place(change: index, item: item)] }
                let isUnknown = isBeforeUnknown || (found.isEmpty ? hasUnknownSource : hasUnknownCounterpart)
                var recorder = ItemRecorder(
                    commit: commit, item: read, path: change.file.path, version: version, origins: found,
                    isBeforeUnknown: isUnknown)
                if found.isEmpty, !isUnknown {
                    recorder.restored = graveyard.item(like: read.state, removedBefore: commit, in: graph)
                }
                // A merge that keeps both sides of a conflict makes two items of one.
                if let life = found.first?.life.canonical, given.contains(ObjectIdentifier(life)) {
                    recorder.restored = life.copy()
                }
                let (life, tick) = recorder.record()
                if life.births.isEmpty {
                    life.record(Life.Birth(commit: commit, path: change.file.path, item: item))
                }
                if recorder.isAskedCompletion {
                    completed.append(AskedCompletion(life: life, commit: commit, isBorn: found.isEmpty))
                }
                given.insert(ObjectIdentifier(life.canonical))
                version.lives.append(life)
                version.ticks.append(tick)
                version.boxTicks[item] = recorder.boxTicks
            }
        }
        recordRemovals()
    }

    /// For each parent. What was recognised by likeness alone may be found as it was in another file.
    func strays() -> [Strays] {
        comparisons.map { comparison in
            var strays = Strays()
            for (change, origins) in zip(join.changes, comparison.origins) {
                for (item, origin) in zip(change.file.version.file.items, origins) where origin?.isInferred != false {
                    strays.come.insert(item.key)
                    if let origin { strays.gone.insert(origin.read.key) }
                }
            }
            guard !comparison.hasAllItems else { return strays }
            for origin in lost(from: comparison) { strays.gone.insert(origin.read.key) }
            return strays
        }
    }

    /// Carries an item that is the same as before on; nil if there may be something to record.
    private func unchanged(_ item: Int, of index: Int) -> (Life, Tick?)? {
        guard comparisons.count == 1, !isBeforeUnknown, let origin = comparisons[0].origins[index][item] else {
            return nil
        }
        let file = join.changes[index].file
        guard origin.read === file.version.file.items[item], !comparisons[0].unknownChanges.contains(index),
            origin.file.path == file.path
        else { return nil }
        guard !origin.isInferred || origin.tick == nil else { return nil }
        return (origin.life, origin.tick)
    }

    /// The items of a parent that are found nowhere in the commit.
    private func lost(from comparison: Comparison) -> [Origin] {
        let found = Set(comparison.origins.joined().lazy.compactMap { $0.map { ObjectIdentifier($0.life.canonical) } })
        return comparison.sources.flatMap { file in
            file.version.lives.indices.map { Origin(file: file, item: $0, isInferred: false) }
        }.filter { !found.contains(ObjectIdentifier($0.life.canonical)) }
    }

    /// An item is removed here if every parent has it and the commit does not.
    private mutating func recordRemovals() {
        guard !isBeforeUnknown, let first = comparisons.first else { return }
        if comparisons.count == 1, first.hasAllItems { return }
        // A file that is there but cannot be read may hold the item.
        guard join.changes.allSatisfy({ $0.file.version.isKnown }) else { return }
        let others = comparisons.dropFirst().map { Set(lost(from: $0).map { ObjectIdentifier($0.life.canonical) }) }
        for origin in lost(from: first) {
            let life = origin.life.canonical
            guard others.allSatisfy({ $0.contains(ObjectIdentifier(life)) }) else { continue }
            life.record(Life.Event(kind: .removed, commit: commit, isInferred: false))
            removals.append(
                History.Removal(
                    life: life, state: origin.file.version.file.state(at: origin.item), path: origin.file.pathText))
        }
    }
}

extension TrackedFile {
    /// For finding renames; an executable checklist is still a checklist.
    fileprivate var unpaired: UnpairedFile { UnpairedFile(path: path, kind: .file, id: blob) }
}
