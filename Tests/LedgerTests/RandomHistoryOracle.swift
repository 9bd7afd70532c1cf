import Checklists

/// What a history of random projects must be told as, from the projects alone: identities are known, so nothing is
/// matched here. It shares no code with the ledger.
struct RandomHistoryOracle {
    struct Event: Hashable, Comparable, CustomStringConvertible {
        let kind: Checklists.Event.Kind
        let attribute: Checklists.Event.Attribute?
        let commit: Int

        var description: String { "\(kind.rawValue)\(attribute.map { " \($0.rawValue)" } ?? "")@\(commit)" }

        static func < (a: Event, b: Event) -> Bool { (a.commit, a.description) < (b.commit, b.description) }
    }

    /// An identity over time. A merge makes one of two where an item was added on both sides.
    final class Life {
        private var partOf: Life?
        private var ownEvents: [Event] = []

        var canonical: Life { partOf?.canonical ?? self }
        var events: [Event] { canonical.ownEvents }

        func add(_ event: Event) { canonical.ownEvents.append(event) }

        func unite(with other: Life) {
            let (one, two) = (canonical, other.canonical)
            guard one !== two else { return }
            one.ownEvents += two.ownEvents
            two.ownEvents = []
            two.partOf = one
        }
    }

    /// An item in one commit.
    struct Instance {
        let life: Life
        /// The commit that its tick comes from.
        var tick: Int?
        var isBornTicked = false
        /// A match by likeness was needed since the tick; nil where a merge leaves that open.
        var isInferred: Bool? = false
        /// The commit that `git blame` must name for its line; nil where a diff may pair lines in more than one way.
        var lineOrigin: Int?
    }

    struct Commit {
        let parents: [Int]
        let project: RandomProject
        let files: [String: RenderedFile]
        var instances: [Int: Instance] = [:]
        /// Itself and all before it.
        var ancestors: Set<Int>
    }

    private(set) var commits: [Commit] = []
    private var removals: [(life: Life, id: String?, commit: Int)] = []
    /// By item: events that are told of it when it was recognised by likeness.
    private(set) var inferred: [Int: Set<Event>] = [:]

    /// Lives that commit `head` does not have, though it or one before it removed them.
    func removedLives(at head: Int) -> [Life] {
        let present = Set(commits[head].instances.values.map { ObjectIdentifier($0.life.canonical) })
        var seen: Set<ObjectIdentifier> = []
        return removals.filter { commits[head].ancestors.contains($0.commit) }.map(\.life.canonical).filter {
            !present.contains(ObjectIdentifier($0)) && seen.insert(ObjectIdentifier($0)).inserted
        }
    }

    @discardableResult
    mutating func add(_ project: RandomProject, parents: [Int]) -> Int {
        let number = commits.count
        var commit = Commit(parents: parents, project: project, files: project.rendered, ancestors: [number])
        for parent in parents { commit.ancestors.formUnion(commits[parent].ancestors) }
        for item in project.itemNumbers.compactMap({ project.items[$0] }) {
            commit.instances[item.number] = instance(of: item, in: commit, number: number)
        }
        for path in commit.files.keys.sorted() { traceLines(ofFile: path, in: &commit, number: number) }
        recordRemovals(commit, number: number)
        commits.append(commit)
        return number
    }

    // MARK: Items

    private mutating func instance(of item: RandomItem, in commit: Commit, number: Int) -> Instance {
        let path = commit.project.path(of: item)
        // A file that is some parent's, unchanged, is that parent's with all it holds: blame's rule.
        let same = commit.parents.filter { commits[$0].files[path]?.content == commit.files[path]?.content }
            .compactMap { commits[$0].instances[item.number] }
        if let first = same.first { return first }
        let origins = commit.parents.filter { commits[$0].instances[item.number] != nil }
        guard let first = origins.first, let firstInstance = commits[first].instances[item.number] else {
            let life = restoredLife(item, before: commit) ?? Life()
            life.add(Event(kind: .added, attribute: nil, commit: number))
            return Instance(life: life, tick: item.isTicked ? number : nil, isBornTicked: item.isTicked)
        }
        var result = Instance(life: firstInstance.life)
        for origin in origins.dropFirst() {
            if let life = commits[origin].instances[item.number]?.life { result.life.unite(with: life) }
        }
        if item.isTicked {
            result.tick = number
            if let origin = origins.first(where: { commits[$0].instances[item.number]?.tick != nil }),
                let source = commits[origin].instances[item.number]
            {
                result.tick = source.tick
                result.isBornTicked = source.isBornTicked
                result.isInferred = source.isInferred
                if needsLikeness(item, from: origin) { result.isInferred = commit.parents.count == 1 ? true : nil }
            }
        }
        for event in changes(of: item, in: commit, origins: origins, number: number) {
            result.life.add(event)
            if needsLikeness(item, from: first) { inferred[item.number, default: []].insert(event) }
        }
        return result
    }

    private func needsLikeness(_ item: RandomItem, from parent: Int) -> Bool {
        guard let old = commits[parent].project.items[item.number] else { return false }
        return old.title != item.title && (old.id == nil || old.id != item.id)
    }

    private func changes(of item: RandomItem, in commit: Commit, origins: [Int], number: Int) -> [Event] {
        func differs<Value: Equatable>(_ value: (RandomProject, RandomItem) -> Value) -> Bool {
            origins.allSatisfy { origin in
                let project = commits[origin].project
                return project.items[item.number].map { value(project, $0) } != value(commit.project, item)
            }
        }
        var events: [Event] = []
        func add(_ kind: Checklists.Event.Kind, _ attribute: Checklists.Event.Attribute? = nil) {
            events.append(Event(kind: kind, attribute: attribute, commit: number))
        }
        if differs({ $0.path(of: $1) }) { add(.moved, .file) }
        if differs({ $0.section(of: $1) }) { add(.moved, .section) }
        if differs({ $1.id }) { add(.renamed) }
        if differs({ $1.text }) { add(.reworded) }
        if differs({ $1.owner }) { add(.amended, .owner) }
        if differs({ $1.isTicked }) { add(item.isTicked ? .completed : .reopened) }
        return events
    }

    /// An item that was removed and comes back goes on if it has an id.
    private func restoredLife(_ item: RandomItem, before commit: Commit) -> Life? {
        guard let id = item.id else { return nil }
        return removals.last { $0.id == id && commit.ancestors.contains($0.commit) }?.life
    }

    private mutating func recordRemovals(_ commit: Commit, number: Int) {
        guard let first = commit.parents.first else { return }
        for item in commits[first].project.itemNumbers where commit.instances[item] == nil {
            let others = commit.parents.map { commits[$0].instances[item] }
            guard let life = others[0]?.life, others.allSatisfy({ $0 != nil }) else { continue }
            guard others.allSatisfy({ $0?.life.canonical === life.canonical }) else { continue }
            life.add(Event(kind: .removed, attribute: nil, commit: number))
            removals.append((life, commits[first].project.items[item]?.id, number))
        }
    }

    // MARK: Lines

    /// Says for each item's line which commit wrote it.
    private func traceLines(ofFile path: String, in commit: inout Commit, number: Int) {
        guard let file = commit.files[path] else { return }
        if let same = commit.parents.first(where: { commits[$0].files[path]?.content == file.content }) {
            for item in file.itemLines.keys {
                commit.instances[item]?.lineOrigin = commits[same].instances[item]?.lineOrigin
            }
            return
        }
        for item in file.itemLines.keys { commit.instances[item]?.lineOrigin = number }
        var isTraced: Set<Int> = []
        for parent in commit.parents {
            guard let old = counterpart(of: file, at: path, in: commits[parent], without: commit) else { continue }
            let same = file.itemLines.keys.filter { old.line(of: $0) == file.line(of: $0) }
            let isFound = commits[parent].files[path] != nil || file.likeness(to: old) > 0.55
            // To git blame a renamed but unchanged file outweighs the order of parents; the rules here know no such thing.
            let isRenamedOnly =
                commit.parents.count > 1 && commits[parent].files[path] == nil && old.content == file.content
            let isCertain = isFound && !isRenamedOnly && file.hasSameOrder(as: old)
            for item in isCertain ? same : Array(file.itemLines.keys)
            where isTraced.insert(item).inserted || isRenamedOnly {
                commit.instances[item]?.lineOrigin = isCertain ? commits[parent].instances[item]?.lineOrigin : nil
            }
        }
    }

    /// The file in a parent: at the same path, else under a path that is gone.
    private func counterpart(of file: RenderedFile, at path: String, in parent: Commit, without commit: Commit)
        -> RenderedFile?
    {
        parent.files[path]
            ?? parent.files.first { $0.value.number == file.number && commit.files[$0.key] == nil }?.value
    }
}

extension RenderedFile {
    /// Whether the lines that both have, blank ones too, stand in the same order in both: then a shortest diff can pair
    /// them in one way only.
    fileprivate func hasSameOrder(as other: RenderedFile) -> Bool {
        let (mine, others) = (Set(lines), Set(other.lines))
        return lines.filter(others.contains) == other.lines.filter(mine.contains)
    }
}
