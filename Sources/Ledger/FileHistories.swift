import Checklists
import Git

/// Who gave the files that items rest on what they say: by `git blame`'s rule, a commit changes a file where what it has
/// there differs from what every parent has.
struct FileHistories {
    /// A change, before it is known how its commit is told.
    struct Change {
        let commit: CommitGraph.Index
        let path: String
        let blob: ObjectID?
        var kind: FileChange.Kind
        var before: Set<ObjectID>
    }

    private let repository: Repository
    private let graph: CommitGraph
    private var folders: [ObjectID: [[UInt8]: Place]] = [:]

    init(_ repository: Repository, _ graph: CommitGraph) {
        self.repository = repository
        self.graph = graph
    }

    /// The changes of each file, in the order of ancestry; a renamed one is followed to where it comes from.
    mutating func changes(of paths: [String]) throws(GitError) -> [String: [Change]] {
        var found = try changes(at: Set(paths), upTo: graph.nodes.count)
        for path in paths {
            var name = path
            var names: Set<String> = [path]
            // Each name is older than the one after it.
            while let first = found[path]?.first, let earlier = try origin(of: name, first.commit) {
                guard names.insert(earlier).inserted else { break }
                found[path]?[0].kind = .renamed
                let isAncestor = graph.isAncestor(of: first.commit)
                let older = try changes(at: [earlier], upTo: Int(first.commit))[earlier] ?? []
                let own = older.filter { isAncestor[Int($0.commit)] && $0.commit != first.commit }
                guard let last = own.last?.blob else { break }
                found[path]?[0].before = [last]
                found[path]?.insert(contentsOf: own, at: 0)
                name = earlier
            }
        }
        return found
    }

    // MARK: Walking

    /// The names to look for below a folder.
    private final class Wanted {
        var folders: [[UInt8]: Wanted] = [:]
        var path: String?
    }

    private mutating func changes(at paths: Set<String>, upTo count: Int) throws(GitError) -> [String: [Change]] {
        let root = Wanted()
        for path in paths {
            var place = root
            for name in path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init) {
                let next = place.folders[name] ?? Wanted()
                place.folders[name] = next
                place = next
            }
            place.path = path
        }
        var changes: [String: [Change]] = [:]
        // Of a boundary commit nobody knows what it changed.
        for (index, node) in graph.nodes[..<count].enumerated() where !node.isBoundary && !node.isProposed {
            let parents = node.parents.map { Place(id: graph.nodes[Int($0)].tree, isFolder: true) }
            try compare(Place(id: node.tree, isFolder: true), parents, root) { path, blob, before in
                let kind: FileChange.Kind =
                    blob == nil ? .removed : before.isEmpty ? .added : parents.count > 1 ? .merged : .changed
                changes[path, default: []].append(
                    Change(
                        commit: CommitGraph.Index(index), path: path, blob: blob, kind: kind, before: Set(before)))
            }
        }
        return changes
    }

    /// What lies at a path. Whether it may be executed is no content.
    private struct Place: Equatable {
        let id: ObjectID
        let isFolder: Bool
    }

    private mutating func compare(
        _ place: Place?, _ parents: [Place?], _ wanted: Wanted,
        _ report: (_ path: String, _ now: ObjectID?, _ before: [ObjectID]) -> Void
    ) throws(GitError) {
        // Of a first commit what is there is new, and what is not has not been removed.
        guard !parents.contains(place), place != nil || !parents.isEmpty else { return }
        if let path = wanted.path { report(path, place?.id, parents.compactMap { $0?.id }) }
        guard !wanted.folders.isEmpty else { return }
        let entries = try entries(of: place)
        var earlier: [[[UInt8]: Place]] = []
        for parent in parents { earlier.append(try self.entries(of: parent)) }
        for (name, below) in wanted.folders {
            try compare(entries[name], earlier.map { $0[name] }, below, report)
        }
    }

    /// What lies in a folder; nothing for what is none, and for a folder that a partial clone lacks.
    private mutating func entries(of folder: Place?) throws(GitError) -> [[UInt8]: Place] {
        guard let folder, folder.isFolder else { return [:] }
        if let known = folders[folder.id] { return known }
        var entries: [[UInt8]: Place] = [:]
        do {
            for entry in try repository.tree(folder.id) where entries[entry.name] == nil {
                entries[entry.name] = Place(id: entry.id, isFolder: entry.kind == .folder)
            }
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
        }
        if folders.count >= Self.maximumFolders { folders.removeAll(keepingCapacity: true) }
        folders[folder.id] = entries
        return entries
    }

    private static let maximumFolders = 1 << 12

    // MARK: Renames

    /// What a file was called in the parents of the commit that gave it its name; nil where it is new.
    private func origin(of path: String, _ commit: CommitGraph.Index) throws(GitError) -> String? {
        let node = graph.nodes[Int(commit)]
        for parent in node.parents {
            let renames = try renames(from: graph.nodes[Int(parent)].tree, to: node.tree)
            let rename = renames.first { $0.to == Array(path.utf8) }
            if let rename { return String(validating: rename.from, as: UTF8.self) }
        }
        return nil
    }

    /// None where a partial clone lacks a file that would have to be compared.
    private func renames(from old: ObjectID, to new: ObjectID) throws(GitError) -> [Rename] {
        do throws(GitError) {
            return try repository.renames(fromTree: old, to: new)
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
            return []
        }
    }
}
