import Checklists
import Git

/// Tells which commits made the last change to a covered file: asked only where the policy wants signers to be independent.
struct OutputAuthors {
    private struct Place: Hashable {
        let path: String
        let commit: CommitGraph.Index
    }

    /// Where the content at a place comes from.
    private struct Origin {
        /// The commit itself had a hand in it.
        var isMadeHere = false
        /// The same file in parents.
        var earlier: [Place] = []
    }

    private let repository: Repository
    private let graph: CommitGraph
    private var answers: [Place: [CommitGraph.Index]] = [:]

    init(_ repository: Repository, _ graph: CommitGraph) {
        self.repository = repository
        self.graph = graph
    }

    /// The commits that gave what lies at `path` in a commit its content, by `git blame`'s rule: several where a merge put
    /// together what its sides made of it, which itself makes nothing. A renamed or copied file is followed to where its
    /// content was made. None where nothing lies there.
    mutating func lastChanges(
        to path: String, at commit: CommitGraph.Index, _ files: inout CoverageReader
    ) throws(GitError) -> [CommitGraph.Index] {
        let asked = Place(path: path, commit: commit)
        guard try files.entry(at: path, in: tree(commit)) != nil else { return [] }
        var open = [(place: asked, origin: try origin(of: asked, &files))]
        while let (place, origin) = open.last {
            if let next = origin.earlier.first(where: { answers[$0] == nil }) {
                open.append((next, try self.origin(of: next, &files)))
            } else {
                answers[place] = (origin.isMadeHere ? [place.commit] : []) + changes(of: origin.earlier)
                open.removeLast()
            }
        }
        return answers[asked] ?? []
    }

    /// What is the last change on one side may be in the other side's past, and changed there since.
    private func changes(of sides: [Place]) -> [CommitGraph.Index] {
        guard sides.count > 1 else { return sides.first.flatMap { answers[$0] } ?? [] }
        let all = sides.flatMap { answers[$0] ?? [] }.uniqued()
        return all.filter { change in
            sides.allSatisfy { side in
                answers[side]?.contains(change) == true || !graph.isAncestor(change, of: side.commit)
            }
        }
    }

    private func origin(of place: Place, _ files: inout CoverageReader) throws(GitError) -> Origin {
        let parents = graph.nodes[Int(place.commit)].parents
        guard let entry = try files.entry(at: place.path, in: tree(place.commit)) else { return Origin() }
        var sides: [(place: Place, entry: TreeEntry)] = []
        for parent in parents {
            let place = Place(path: place.path, commit: parent)
            guard let entry = try files.entry(at: place.path, in: tree(parent)) else { continue }
            sides.append((place, entry))
        }
        if let same = sides.first(where: { $0.entry.id == entry.id }) { return Origin(earlier: [same.place]) }
        if sides.isEmpty {
            for parent in parents {
                guard let path = try path(of: entry.id, in: tree(parent)) else { continue }
                return Origin(earlier: [Place(path: path, commit: parent)])
            }
        }
        guard parents.count > 1 else { return Origin(isMadeHere: true) }
        for parent in parents where !sides.contains(where: { $0.place.commit == parent }) {
            guard let path = try formerPath(of: place, in: parent),
                let entry = try files.entry(at: path, in: tree(parent))
            else { continue }
            sides.append((Place(path: path, commit: parent), entry))
        }
        // What somebody made of a conflict is theirs, and keeps what is of the sides.
        let isClean = try isCleanMerge(entry, of: sides, &files)
        return Origin(isMadeHere: !isClean, earlier: sides.map(\.place))
    }

    // MARK: Merges

    /// Whether nobody need have had a hand in what a merge has of a file.
    private func isCleanMerge(
        _ entry: TreeEntry, of sides: [(place: Place, entry: TreeEntry)], _ files: inout CoverageReader
    ) throws(GitError) -> Bool {
        guard sides.count == 2, entry.isFile, sides.allSatisfy(\.entry.isFile),
            let base = base(of: sides[0].place.commit, sides[1].place.commit)
        else { return false }
        for side in sides {
            guard let old = try files.entry(at: side.place.path, in: tree(base)), old.isFile else { continue }
            do throws(GitError) {
                let merged = try repository.mergedFile(
                    base: old.id, ours: sides[0].entry.id, theirs: sides[1].entry.id,
                    maximumSize: ChecklistReader.maximumSize)
                guard let merged else { return false }
                return try repository.withBlob(entry.id) { $0.elementsEqual(merged) }
            } catch {
                guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
                return false
            }
        }
        return false
    }

    /// A common ancestor of which none other is a descendant: the one that comes last, since parents come first.
    private func base(of a: CommitGraph.Index, _ b: CommitGraph.Index) -> CommitGraph.Index? {
        let (isOfA, isOfB) = (graph.isAncestor(of: a), graph.isAncestor(of: b))
        return zip(isOfA, isOfB).enumerated().reversed().first { $0.element == (true, true) }
            .map { CommitGraph.Index($0.offset) }
    }

    /// What a file that a merge has was called in a parent that does not have its path.
    private func formerPath(of place: Place, in parent: CommitGraph.Index) throws(GitError) -> String? {
        var renames: [Rename] = []
        do throws(GitError) {
            renames = try repository.renames(fromTree: tree(parent), to: tree(place.commit))
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
        }
        let rename = renames.first { $0.to == Array(place.path.utf8) }
        return rename.flatMap { String(validating: $0.from, as: UTF8.self) }
    }

    // MARK: Trees

    private func path(of id: ObjectID, in tree: ObjectID) throws(GitError) -> String? {
        var open: [(prefix: String, tree: ObjectID)] = [("", tree)]
        while let (prefix, tree) = open.popLast() {
            for entry in try repository.tree(tree) {
                guard let name = String(validating: entry.name, as: UTF8.self) else { continue }
                if entry.id == id { return prefix + name }
                if entry.kind == .folder { open.append((prefix + name + "/", entry.id)) }
            }
        }
        return nil
    }

    private func tree(_ commit: CommitGraph.Index) -> ObjectID { graph.nodes[Int(commit)].tree }
}
