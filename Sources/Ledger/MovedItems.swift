import Checklists

/// Finds items that left one file and came into another in one commit: by id; otherwise by exact text, if that text stands
/// nowhere else in the project before or after. Texts that stand in many files come from a template, and a copy has no history.
struct MovedItems {
    private struct Left {
        let file: TrackedFile
        let item: Int
        var key: ItemMatcher.Key { file.version.file.items[item].key }
    }

    /// An id and the language of its file: a translation (`NAME.LANG.md`) has the ids of its base.
    private struct Identity: Hashable {
        let id: String?
        let language: String

        init(_ id: String?, in path: [UInt8]) {
            self.id = id
            let parts = path.split(separator: UInt8(ascii: "."))
            let mark = parts.count > 2 ? String(decoding: parts[parts.count - 2], as: UTF8.self) : ""
            language = mark.utf8.count <= 8 && mark.allSatisfy { $0.isLetter || $0 == "-" } ? mark : ""
        }
    }

    private var gone: [Left] = []
    private var come: [(place: HistoryStep.Place, path: [UInt8], key: ItemMatcher.Key)] = []
    private let before: TrackedFolder
    private let after: TrackedFolder

    init(
        found: [[HistoryStep.Origin?]], sources: [TrackedFile], changes: [TreeJoin.Change],
        before: TrackedFolder, after: TrackedFolder
    ) {
        self.before = before
        self.after = after
        var taken: Set<[UInt8]> = []
        var takenItems: [[UInt8]: Set<Int>] = [:]
        for case let origin? in found.joined() { takenItems[origin.file.path, default: []].insert(origin.item) }
        for source in sources where taken.insert(source.path).inserted {
            let used = takenItems[source.path] ?? []
            for item in source.version.lives.indices where !used.contains(item) {
                gone.append(Left(file: source, item: item))
            }
        }
        guard !gone.isEmpty else { return }
        for (index, change) in changes.enumerated() {
            for (item, read) in change.file.version.file.items.enumerated() {
                let place = HistoryStep.Place(change: index, item: item)
                if found[index][item] == nil { come.append((place, change.file.path, read.key)) }
            }
        }
    }

    /// Some text left one file and came into another: whether it moved depends on all files of the tree.
    var dependsOnOtherFiles: Bool {
        let texts = Set(gone.lazy.map(\.key.text))
        return come.contains { texts.contains($0.key.text) }
    }

    func matches() -> [(HistoryStep.Place, HistoryStep.Origin)] {
        guard !gone.isEmpty, !come.isEmpty else { return [] }
        var result: [(HistoryStep.Place, HistoryStep.Origin)] = []
        var matched: Set<HistoryStep.Place> = []
        var left: Set<Identity> = []
        let goneByID = Dictionary(grouping: gone.filter { $0.key.id != nil }) { Identity($0.key.id, in: $0.file.path) }
        let comeByID = Dictionary(grouping: come.filter { $0.key.id != nil }) { Identity($0.key.id, in: $0.path) }
        for (identity, arrivals) in comeByID {
            guard arrivals.count == 1, let sources = goneByID[identity], sources.count == 1 else { continue }
            result.append((arrivals[0].place, origin(sources[0])))
            matched.insert(arrivals[0].place)
            left.insert(identity)
        }
        let goneByText = Dictionary(grouping: gone.filter { !left.contains(Identity($0.key.id, in: $0.file.path)) }) {
            $0.key.text
        }
        let comeByText = Dictionary(grouping: come.filter { !matched.contains($0.place) }) { $0.key.text }
        let candidates = comeByText.compactMap { text, arrivals -> (HistoryStep.Place, Left)? in
            guard arrivals.count == 1, let left = goneByText[text], left.count == 1, !text.isEmpty else { return nil }
            return (arrivals[0].place, left[0])
        }
        guard !candidates.isEmpty else { return result }
        let texts = Set(candidates.map { $0.1.key.text })
        let (earlier, later) = (before.count(of: texts), after.count(of: texts))
        for (place, left) in candidates where earlier[left.key.text] == 1 && later[left.key.text] == 1 {
            result.append((place, origin(left)))
        }
        return result
    }

    private func origin(_ left: Left) -> HistoryStep.Origin {
        HistoryStep.Origin(file: left.file, item: left.item, isInferred: false)
    }
}

extension TrackedFolder {
    /// How often each of the texts is an item's in this tree.
    fileprivate func count(of texts: Set<String>) -> [String: Int] {
        var counts: [String: Int] = [:]
        forEachFile { file in
            for item in file.version.file.items where texts.contains(item.key.text) {
                counts[item.key.text, default: 0] += 1
            }
        }
        return counts
    }
}
