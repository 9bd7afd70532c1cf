import Checklists
import Git

/// Which `countersign.yml` each commit has, which commit brought it, and what of it is in force for whom (SPEC section 4).
final class ConfigurationHistory {
    /// What is in force for a commit.
    enum InForce {
        /// nil: there was no configuration, or none that can be read.
        case rules(Rules?)
        /// The commit that decides it is not in this clone.
        case unknown
    }

    private enum Origin {
        case unknown, none
        /// The commit that gave the file the content it has, as `git blame` tells it.
        case commit(CommitGraph.Index)
    }

    private let repository: Repository
    private let graph: CommitGraph
    private let mainline: Mainline
    private var origins: [Origin]
    private var blobs: [CommitGraph.Index: ObjectID] = [:]
    private var configurations: [ObjectID: Configuration?] = [:]
    private var missing: Set<ObjectID> = []

    /// A configuration that is not in this (partial) clone was needed.
    var lacksObjects: Bool { !missing.isEmpty }

    init(_ repository: Repository, _ graph: CommitGraph, _ mainline: Mainline) {
        self.repository = repository
        self.graph = graph
        self.mainline = mainline
        origins = Array(repeating: .unknown, count: graph.nodes.count)
    }

    /// Tells that a commit has this blob as its configuration. Parents are told of before their children.
    func note(_ blob: ObjectID?, at index: CommitGraph.Index) {
        guard let blob else {
            origins[Int(index)] = .none
            return
        }
        for parent in graph.nodes[Int(index)].parents {
            guard case .commit(let origin) = origins[Int(parent)], blobs[origin] == blob else { continue }
            origins[Int(index)] = .commit(origin)
            return
        }
        origins[Int(index)] = .commit(index)
        blobs[index] = blob
    }

    /// The configuration in a commit's tree; nil if there is none, or none that can be read.
    func configuration(at index: CommitGraph.Index) throws(GitError) -> Configuration? {
        guard case .commit(let origin) = origins[Int(index)], let blob = blobs[origin] else { return nil }
        return try configuration(blob)
    }

    /// The same by its blob.
    func configuration(_ blob: ObjectID) throws(GitError) -> Configuration? {
        if let known = configurations[blob] { return known }
        var configuration: Configuration?
        do {
            let text = try repository.withBlob(blob) { String(decoding: $0, as: UTF8.self) }
            configuration = try? Configuration.read(text).0
        } catch {
            guard case .missingObject = error.kind, repository.isPartialClone else { throw error }
            missing.insert(blob)
        }
        configurations[blob] = .some(configuration)
        return configuration
    }

    // MARK: In force

    /// The rules of the first parent of a commit's integration; on the mainline, of its own first parent.
    func inForce(for index: CommitGraph.Index) throws(GitError) -> InForce {
        switch deciding(for: index) {
        case .unknown: .unknown
        case .none: .rules(nil)
        case .commit(let origin):
            if let configuration = try configuration(at: origin) {
                .rules(configuration.rules)
            } else {
                isMissing(origin) ? .unknown : .rules(nil)
            }
        }
    }

    private func isMissing(_ origin: CommitGraph.Index) -> Bool { blobs[origin].map(missing.contains) ?? false }

    /// Where the configuration in force for a commit comes from.
    private func deciding(for index: CommitGraph.Index) -> Origin {
        let node = graph.nodes[Int(mainline.integration[Int(index)] ?? index)]
        guard !node.isBoundary else { return .unknown }
        return node.parents.first.map { origins[Int($0)] } ?? .none
    }

    /// A role of a person as a commit may find it granted.
    struct Grant {
        let role: String
        let person: String
        /// By which the commit is the person's; nil where others name the person.
        let address: String?
        let day: Day

        func isMade(by rules: Rules?) -> Bool {
            guard let rules, let person = rules.people.first(where: { $0.key == person }) else { return false }
            if let address, rules.person(at: address)?.key != person.key { return false }
            return rules.roles(of: person, on: day).contains(role)
        }
    }

    /// The commit that granted what is in force for `index`: a parent that grants it already is followed. nil where nothing
    /// is granted, or history ends before it was.
    func commit(making grant: Grant, inForceFor index: CommitGraph.Index) throws(GitError) -> CommitGraph.Index? {
        guard case .commit(var found) = deciding(for: index), try makes(grant, found) else { return nil }
        while true {
            let node = graph.nodes[Int(found)]
            var earlier: CommitGraph.Index?
            for parent in node.parents {
                switch origins[Int(parent)] {
                case .unknown: return nil
                case .none: continue
                case .commit(let origin):
                    if earlier == nil, try makes(grant, origin) { earlier = origin }
                    if isMissing(origin) { return nil }
                }
            }
            guard let earlier else { return node.isBoundary ? nil : found }
            found = earlier
        }
    }

    private func makes(_ grant: Grant, _ origin: CommitGraph.Index) throws(GitError) -> Bool {
        grant.isMade(by: try configuration(at: origin)?.rules)
    }
}
