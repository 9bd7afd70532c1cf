/// A file that has another path in the new tree.
package struct Rename: Hashable, Sendable {
    package var from: [UInt8]
    package var to: [UInt8]
    /// Per cent, 50…100.
    package var similarity: Int

    package init(from: [UInt8], to: [UInt8], similarity: Int) {
        (self.from, self.to, self.similarity) = (from, to, similarity)
    }
}

/// A file that is in one of two trees only.
package struct UnpairedFile: Hashable, Sendable {
    package var path: [UInt8]
    package var kind: TreeEntry.Kind
    package var id: ObjectID

    package init(path: [UInt8], kind: TreeEntry.Kind, id: ObjectID) {
        (self.path, self.kind, self.id) = (path, kind, id)
    }

    var fileName: ArraySlice<UInt8> {
        path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path[...]
    }

    /// Only files have lines to compare; links and submodules are renamed unchanged or not at all.
    var isRegular: Bool { kind == .file || kind == .executable }
}

extension Repository {
    /// Renames among all files of two trees, as below. Throws `.missingObject`.
    package func renames(fromTree old: ObjectID, to new: ObjectID) throws(GitError) -> [Rename] {
        var deleted: [UnpairedFile] = []
        var added: [UnpairedFile] = []
        for entry in try TreeDifference(old, new, in: self).entries {
            switch (entry.old, entry.new) {
            case (let old?, nil): deleted.append(UnpairedFile(path: entry.path, kind: old.kind, id: old.id))
            case (nil, let new?): added.append(UnpairedFile(path: entry.path, kind: new.kind, id: new.id))
            default: break
            }
        }
        return try renames(from: deleted, to: added)
    }

    /// Renames among the files that one tree has and another has not, and the other way round: at least 50 % alike, as
    /// `git diff -M` finds them, in the order of the new paths. Throws `.missingObject`.
    ///
    /// libgit2's own search is not used: it compares a sample of each file's lines, and so differs from git on long
    /// files.
    package func renames(from deleted: [UnpairedFile], to added: [UnpairedFile]) throws(GitError) -> [Rename] {
        if deleted.isEmpty || added.isEmpty { return [] }
        var search = RenameSearch(repository: self, deleted: deleted, added: added)
        search.pairIdentical()
        try search.pairAlike()
        return search.renames
    }
}

/// Pairs deleted with added files in git's order: identical ones, then those that alone bear a file name and are at
/// least 75 % alike, then the rest by likeness. Ties go to the path that sorts first.
private struct RenameSearch {
    /// Beyond these, files that differ are not compared pair by pair; git's own limit is 1,000 × 1,000 files.
    private static let maximumPairs = 2_000 * 2_000
    private static let maximumBytes = 128 << 20

    private let repository: Repository
    private let deleted: [UnpairedFile]
    private let added: [UnpairedFile]
    private var isUsed: [Bool]
    /// By index of the added file.
    private var sources: [(deleted: Int, similarity: Similarity)?]

    init(repository: Repository, deleted: [UnpairedFile], added: [UnpairedFile]) {
        self.repository = repository
        self.deleted = deleted.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        self.added = added.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        isUsed = Array(repeating: false, count: deleted.count)
        sources = Array(repeating: nil, count: added.count)
    }

    var renames: [Rename] {
        zip(added, sources).compactMap { file, source in
            source.map { Rename(from: deleted[$0.deleted].path, to: file.path, similarity: $0.similarity.percent) }
        }
    }

    private mutating func pair(_ source: Int, _ destination: Int, _ similarity: Similarity) {
        isUsed[source] = true
        sources[destination] = (source, similarity)
    }

    /// Of several identical files the one of the same name, else the first.
    mutating func pairIdentical() {
        var anyName = Dictionary(grouping: deleted.indices.reversed()) { Content(deleted[$0]) }
        var sameName = Dictionary(grouping: deleted.indices.reversed()) { NamedContent(deleted[$0]) }
        for destination in added.indices {
            let file = added[destination]
            if let source = sameName[NamedContent(file)]?.popLast(where: { !isUsed[$0] })
                ?? anyName[Content(file)]?.popLast(where: { !isUsed[$0] })
            {
                pair(source, destination, .identical)
            }
        }
    }

    /// Compares what is left by content.
    mutating func pairAlike() throws(GitError) {
        try pairSameNames(try unpaired(deleted) { !isUsed[$0] }, try unpaired(added) { sources[$0] == nil })
        let old = try unpaired(deleted) { !isUsed[$0] }
        let new = try unpaired(added) { sources[$0] == nil }
        let bytes = (old + new).reduce(0) { $0 + $1.size }
        guard old.count * new.count <= Self.maximumPairs, bytes <= Self.maximumBytes else { return }

        var candidates: [RenameCandidate] = []
        for destination in new {
            var best = BestCandidates()
            for source in old {
                best.add(
                    RenameCandidate(
                        source: source.index, destination: destination.index,
                        similarity: try source.similarity(to: destination, ifAtLeast: .rename),
                        hasSameName: source.name == destination.name))
            }
            destination.forgetContent()
            candidates += best.all
        }
        // Stable: of equals the first wins.
        let ranked = candidates.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
        for (_, candidate) in ranked where candidate.similarity >= .rename {
            if isUsed[candidate.source] || sources[candidate.destination] != nil { continue }
            pair(candidate.source, candidate.destination, candidate.similarity)
        }
    }

    /// Names that one deleted and one added file bear, among those not yet paired.
    private mutating func pairSameNames(_ old: [LoadedFile], _ new: [LoadedFile]) throws(GitError) {
        let newNames = Dictionary(grouping: new) { $0.name }
        for (name, files) in Dictionary(grouping: old, by: { $0.name }) {
            guard let others = newNames[name], files.count == 1, others.count == 1 else { continue }
            let similarity = try files[0].similarity(to: others[0], ifAtLeast: .sameName)
            files[0].forgetContent()
            others[0].forgetContent()
            if similarity >= .sameName { pair(files[0].index, others[0].index, similarity) }
        }
    }

    private func unpaired(_ files: [UnpairedFile], where isFree: (Int) -> Bool) throws(GitError) -> [LoadedFile] {
        var loaded: [LoadedFile] = []
        for (index, file) in files.enumerated() where file.isRegular && isFree(index) {
            loaded.append(try LoadedFile(file, index: index, in: repository))
        }
        return loaded
    }
}

/// A file whose content is compared with others.
private final class LoadedFile {
    let index: Int
    let name: ArraySlice<UInt8>
    let size: Int
    private let id: ObjectID
    private let repository: Repository
    private var chunks: ContentChunks?

    init(_ file: UnpairedFile, index: Int, in repository: Repository) throws(GitError) {
        self.index = index
        self.repository = repository
        (name, id) = (file.fileName, file.id)
        size = try repository.blobSize(file.id)
    }

    /// `.none` without reading either when the sizes alone rule `least` out.
    func similarity(to other: LoadedFile, ifAtLeast least: Similarity) throws(GitError) -> Similarity {
        guard least.isReachable(size, other.size), max(size, other.size) > 0 else { return .none }
        let common = try content().commonSize(with: try other.content())
        return Similarity(value: common * Similarity.identical.value / max(size, other.size))
    }

    func forgetContent() { chunks = nil }

    private func content() throws(GitError) -> ContentChunks {
        if let chunks { return chunks }
        let chunks = try repository.withBlob(id) { ContentChunks($0) }
        self.chunks = chunks
        return chunks
    }
}

/// What two files must have in common to be one file, unchanged.
private struct Content: Hashable {
    let id: ObjectID
    /// Nil for files, whether executable or not.
    let specialKind: TreeEntry.Kind?

    init(_ file: UnpairedFile) {
        id = file.id
        specialKind = file.isRegular ? nil : file.kind
    }
}

private struct NamedContent: Hashable {
    let content: Content
    let name: ArraySlice<UInt8>

    init(_ file: UnpairedFile) {
        content = Content(file)
        name = file.fileName
    }
}

/// A deleted and an added file that may be one.
private struct RenameCandidate: Comparable {
    var source: Int
    var destination: Int
    var similarity: Similarity
    var hasSameName = false

    /// Orders by rank, the better one larger.
    static func < (a: RenameCandidate, b: RenameCandidate) -> Bool {
        (a.similarity, a.hasSameName ? 1 : 0) < (b.similarity, b.hasSameName ? 1 : 0)
    }

    /// Equal in rank.
    static func == (a: RenameCandidate, b: RenameCandidate) -> Bool { !(a < b) && !(b < a) }
}

/// The four best sources of one added file: all that git remembers.
private struct BestCandidates {
    private(set) var all: [RenameCandidate] = []

    mutating func add(_ candidate: RenameCandidate) {
        if all.count < 4 {
            all.append(candidate)
        } else if let worst = all.indices.min(by: { all[$0] < all[$1] }), all[worst] < candidate {
            all[worst] = candidate
        }
    }
}

extension Array {
    /// Removes elements from the end up to and with the first one that fits.
    fileprivate mutating func popLast(where fits: (Element) -> Bool) -> Element? {
        while let last = popLast() {
            if fits(last) { return last }
        }
        return nil
    }
}
