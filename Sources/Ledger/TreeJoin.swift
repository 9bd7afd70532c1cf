import Git

/// Compares a commit's tree with those of all its parents at once, and descends only where an entry differs from every
/// parent's: what equals some parent's is that parent's, history and all. That is `git blame`'s rule, and what makes a
/// merge cost next to nothing.
struct TreeJoin {
    /// A file whose content differs from that at the same path in every parent.
    struct Change {
        let file: TrackedFile
        /// The version at the same path, for each parent.
        let parents: [FileVersion?]
    }

    /// A file that a merge takes over from one parent, while others have a version of their own at its path. What was ticked on
    /// several sides has its tick from all of them.
    struct Reunion {
        fileprivate let version: FileVersion
        fileprivate let taken: FileVersion
        fileprivate let others: [FileVersion]

        /// To be called when the parents' items are known.
        func settle() {
            (version.content, version.roles) = (taken.content, taken.roles)
            (version.lives, version.ticks, version.boxTicks) = (taken.lives, taken.ticks, taken.boxTicks)
            guard version.ticks.contains(where: { $0 != nil }) || !version.boxTicks.isEmpty else { return }
            for other in others {
                let places = Dictionary(
                    other.lives.enumerated().map { (ObjectIdentifier($0.element.canonical), $0.offset) }
                ) { first, _ in first }
                for (item, life) in version.lives.enumerated() {
                    guard let place = places[ObjectIdentifier(life.canonical)] else { continue }
                    if let tick = other.ticks[place] { version.ticks[item]?.join(tick) }
                    for (role, sources) in version.boxTicks[item] ?? [:] {
                        let joined = (sources + (other.boxTicks[place]?[role] ?? [])).uniqued()
                        version.boxTicks[item]?[role] = joined
                    }
                }
            }
        }
    }

    private(set) var changes: [Change] = []
    /// For each parent, its files that the commit does not have at the same path. Complete for a single parent; for a
    /// merge, those found while descending.
    private(set) var deletions: [[TrackedFile]]

    /// Of a merge, where sign-offs are asked for.
    private(set) var reunions: [Reunion] = []

    /// How many entries the folders have that are not some parent's.
    private(set) var entryCount = 0

    private let repository: Repository
    /// Deeper folders are not looked into, and told of; git itself cannot check out paths much longer than this allows.
    static let maximumDepth = 512

    private init(_ repository: Repository, parentCount: Int) {
        self.repository = repository
        deletions = Array(repeating: [], count: parentCount)
    }

    /// The tracked tree of a commit with `treeID`, and what in it is new against `parents`; of the files in `scope`, if
    /// there is one.
    static func join(
        _ treeID: ObjectID, with parents: [TrackedFolder], scope: HistoryScope?, in repository: Repository
    ) throws(GitError) -> (TrackedFolder, TreeJoin) {
        var join = TreeJoin(repository, parentCount: parents.count)
        let folder = try join.folder(treeID, parents: parents, scope: scope?.root, path: [], depth: 0)
        return (folder, join)
    }

    private mutating func folder(
        _ id: ObjectID, parents: [TrackedFolder?], scope: HistoryScope.Folder?, path: [UInt8], depth: Int
    ) throws(GitError) -> TrackedFolder {
        if let same = parents.firstIndex(where: { $0?.id == id }), let folder = parents[same] {
            return parents[..<same].reversed().reduce(folder) { $0.preferring($1) }
        }
        var listing = Listing(parents, scope: scope, isRoot: depth == 0)
        try repository.forEachTreeEntry(id) { mode, name, id in listing.add(mode, name, id) }

        var entries: [TrackedEntry] = []
        entries.reserveCapacity(listing.found.count)
        entryCount += listing.found.count
        for found in listing.found {
            switch found {
            case .inherited(let entry): entries.append(entry)
            case .new(let name, let id, let isFolder, let inParents):
                let entryPath = path.isEmpty ? name : path + [UInt8(ascii: "/")] + name
                if isFolder {
                    let folder =
                        depth < Self.maximumDepth
                        ? try folder(
                            id, parents: inParents.map { $0?.folder }, scope: scope?.folders[name], path: entryPath,
                            depth: depth + 1)
                        : TrackedFolder(id: id, entries: [], configuration: nil, isUnread: true)
                    entries.append(TrackedEntry(name: name, id: id, content: .folder(folder)))
                } else {
                    let version = FileVersion()
                    entries.append(TrackedEntry(name: name, id: id, content: .file(version)))
                    let file = TrackedFile(path: entryPath, blob: id, version: version)
                    changes.append(Change(file: file, parents: inParents.map { $0?.version }))
                }
            }
        }
        for (parent, cursor) in listing.cursors.enumerated() {
            for entry in cursor.finish() { delete(entry, path: path, parent: parent) }
        }
        return TrackedFolder(id: id, entries: entries, configuration: listing.configuration)
    }

    private mutating func delete(_ entry: TrackedEntry, path: [UInt8], parent: Int) {
        let entryPath = path.isEmpty ? entry.name : path + [UInt8(ascii: "/")] + entry.name
        switch entry.content {
        case .file(let version):
            deletions[parent].append(TrackedFile(path: entryPath, blob: entry.id, version: version))
        case .folder(let folder): folder.forEachFile(below: entryPath) { deletions[parent].append($0) }
        }
    }

    /// One tree object read against the same folder of every parent.
    private struct Listing {
        enum Found {
            case inherited(TrackedEntry)
            case new(name: [UInt8], id: ObjectID, isFolder: Bool, inParents: [TrackedEntry?])
        }

        var cursors: [EntryCursor]
        var found: [Found] = []
        var configuration: ObjectID?
        let scope: HistoryScope.Folder?
        let isRoot: Bool

        init(_ parents: [TrackedFolder?], scope: HistoryScope.Folder?, isRoot: Bool) {
            self.scope = scope
            cursors = parents.map { EntryCursor($0) }
            found.reserveCapacity(parents.reduce(0) { max($0, $1?.entries.count ?? 0) } + 1)
            self.isRoot = isRoot
        }

        mutating func add(_ mode: UInt32, _ name: UnsafeRawBufferPointer, _ id: ObjectID) {
            let isFolder = mode & 0o170000 == 0o040000
            guard isFolder || mode & 0o170000 == 0o100000 else { return }
            if isRoot, !isFolder, name.elementsEqual(Configuration.path.utf8) { configuration = id }
            guard isFolder || isMarkdownName(name) else { return }
            if let scope, !scope.holds(name, isFolder: isFolder) { return }
            // The usual case, without an array.
            if cursors.count == 1 {
                let entry = cursors[0].advance(to: name, isFolder: isFolder)
                if let entry, entry.id == id {
                    found.append(.inherited(entry))
                } else {
                    addNew(name, id, isFolder, [entry])
                }
                return
            }
            let inParents = cursors.indices.map { cursors[$0].advance(to: name, isFolder: isFolder) }
            let inherited = inParents.first { $0?.id == id }
            // A folder that a later parent has may hold files that an earlier one has, too.
            if let inherited, let inherited, !isFolder || inParents.first??.id == id {
                found.append(.inherited(inherited))
            } else {
                addNew(name, id, isFolder, inParents)
            }
        }

        private mutating func addNew(
            _ name: UnsafeRawBufferPointer, _ id: ObjectID, _ isFolder: Bool, _ inParents: [TrackedEntry?]
        ) {
            found.append(.new(name: Array(name), id: id, isFolder: isFolder, inParents: inParents))
        }
    }
}

extension TreeJoin {
    /// The tree with every file that `roles` read differently than its parent's did as a change of its own.
    ///
    /// A sign-off box is recognised by the roles of its own tree, so declaring a role can turn an item into a box.
    mutating func reread(
        _ folder: TrackedFolder, under roles: [String], parents: [HistoryReader.State]
    ) -> TrackedFolder {
        reread(folder, under: roles, parents: parents.map(\.folder), path: [])
    }

    private mutating func reread(
        _ folder: TrackedFolder, under roles: [String], parents: [TrackedFolder?], path: [UInt8]
    ) -> TrackedFolder {
        var cursors = parents.map { EntryCursor($0) }
        let entries = folder.entries.map { entry in
            let inParents = cursors.indices.map { cursors[$0].advance(to: entry.name, isFolder: entry.isFolder) }
            let entryPath = path.isEmpty ? entry.name : path + [UInt8(ascii: "/")] + entry.name
            switch entry.content {
            case .folder(let child):
                let child = reread(child, under: roles, parents: inParents.map { $0?.folder }, path: entryPath)
                return TrackedEntry(name: entry.name, id: entry.id, content: .folder(child))
            case .file(let version):
                guard version.file.dependsOnRoles, version.roles != roles else { return entry }
                let reread = FileVersion()
                let file = TrackedFile(path: entryPath, blob: entry.id, version: reread)
                changes.append(Change(file: file, parents: inParents.map { $0?.version }))
                return TrackedEntry(name: entry.name, id: entry.id, content: .file(reread))
            }
        }
        return TrackedFolder(id: folder.id, entries: entries, configuration: folder.configuration)
    }
}

extension TreeJoin {
    /// The tree with a version of its own wherever `Reunion` says so. Renamed files are not looked for.
    mutating func unite(_ folder: TrackedFolder, _ parents: [TrackedFolder?]) -> TrackedFolder {
        guard parents.contains(where: { $0 != nil && $0 !== folder }) else { return folder }
        var cursors = parents.map { EntryCursor($0) }
        var isSame = true
        let entries = folder.entries.map { entry -> TrackedEntry in
            let inParents = cursors.indices.map { cursors[$0].advance(to: entry.name, isFolder: entry.isFolder) }
            let content: TrackedEntry.Content
            switch entry.content {
            case .folder(let child):
                let united = unite(child, inParents.map { $0?.folder })
                guard united !== child else { return entry }
                content = .folder(united)
            case .file(let version):
                let versions = inParents.compactMap { $0?.version }
                let others = versions.filter { $0 !== version }
                // What the merge made itself is compared with every parent anyway.
                guard others.count < versions.count, !others.isEmpty else { return entry }
                let united = FileVersion()
                reunions.append(Reunion(version: united, taken: version, others: others))
                content = .file(united)
            }
            isSame = false
            return TrackedEntry(name: entry.name, id: entry.id, content: content)
        }
        return isSame
            ? folder
            : TrackedFolder(
                id: folder.id, entries: entries, configuration: folder.configuration, isUnread: folder.isUnread)
    }
}
