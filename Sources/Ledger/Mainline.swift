import Checklists
import Git
import Markdown

/// Which mainline commit brought each commit in. The mainline is the first-parent chain of the graph's last commit.
struct Mainline {
    /// For each commit of the graph; nil for a commit on the mainline itself.
    let integration: [CommitGraph.Index?]

    init(_ graph: CommitGraph) {
        var chain: [CommitGraph.Index] = []
        var next = graph.nodes.isEmpty ? nil : CommitGraph.Index(graph.nodes.count - 1)
        while let index = next {
            chain.append(index)
            next = graph.nodes[Int(index)].parents.first
        }
        var isOnMainline = Array(repeating: false, count: graph.nodes.count)
        for index in chain { isOnMainline[Int(index)] = true }

        var integration: [CommitGraph.Index?] = Array(repeating: nil, count: graph.nodes.count)
        for merge in chain.reversed() {
            var open = Array(graph.nodes[Int(merge)].parents.dropFirst())
            while let index = open.popLast() {
                guard !isOnMainline[Int(index)], integration[Int(index)] == nil else { continue }
                integration[Int(index)] = merge
                open += graph.nodes[Int(index)].parents
            }
        }
        self.integration = integration
    }
}

extension CommitGraph {
    /// For each commit whether it shares no beginning with the mainline, as all of another project's history that a merge
    /// brought in. Of what has its beginning outside of this clone that is not known.
    var isForeign: [Bool] {
        var isForeign = Array(repeating: false, count: nodes.count)
        guard var root = nodes.indices.last else { return isForeign }
        while let parent = nodes[root].parents.first { root = Int(parent) }
        guard !nodes[root].isBoundary else { return isForeign }
        for (index, node) in nodes.enumerated() where index != root && !node.isBoundary {
            isForeign[index] = node.parents.allSatisfy { isForeign[Int($0)] }
        }
        return isForeign
    }

    /// What the merge that a pull request would be brings in, that merge itself left out.
    var proposedCommits: Set<CommitID> { Set(proposedIndices.map { CommitID(hex: nodes[Int($0)].id.hex) }) }

    /// The same as positions; empty where the graph has no such merge.
    var proposedIndices: [Index] {
        guard let last = nodes.last, last.isProposed, let base = last.parents.first else { return [] }
        var seen = Array(repeating: false, count: nodes.count)
        var open = [base]
        while let next = open.popLast() {
            guard !seen[Int(next)] else { continue }
            seen[Int(next)] = true
            open += nodes[Int(next)].parents
        }
        return nodes.indices.dropLast().filter { !seen[$0] }.map(Index.init)
    }
}

/// Makes the commit records of a report.
struct CommitTeller {
    let repository: Repository
    let graph: CommitGraph
    let mainline: Mainline
    let mailmap: Mailmap
    /// Of the report's commit: who people are.
    let rules: Rules?
    private var pullRequests: [CommitGraph.Index: Int?] = [:]

    init(repository: Repository, graph: CommitGraph, mainline: Mainline, mailmap: Mailmap, rules: Rules?) {
        self.repository = repository
        self.graph = graph
        self.mainline = mainline
        self.mailmap = mailmap
        self.rules = rules
    }

    func id(_ index: CommitGraph.Index) -> CommitID { CommitID(hex: graph.nodes[Int(index)].id.hex) }

    mutating func record(_ index: CommitGraph.Index) throws(GitError) -> CommitRecord {
        let commit = try repository.commit(graph.nodes[Int(index)].id)
        let integration = mainline.integration[Int(index)].flatMap { graph.nodes[Int($0)].isProposed ? nil : $0 }
        return CommitRecord(
            author: signature(commit.author), committer: signature(commit.committer),
            authoredAt: Timestamp(seconds: commit.author.seconds, offset: commit.author.offset),
            committedAt: Timestamp(seconds: commit.committer.seconds, offset: commit.committer.offset),
            summary: commit.message.split(whereSeparator: \.isNewline).first?.collapsed ?? "",
            integration: integration.map(id), pullRequest: try pullRequest(integration ?? index), order: Int(index))
    }

    private func signature(_ raw: Commit.Signature) -> CommitRecord.Signature {
        let shown = mailmap.resolve(name: raw.name, email: raw.email)
        return CommitRecord.Signature(
            name: shown.name, email: shown.email, rawName: raw.name, rawEmail: raw.email,
            person: rules?.person(at: raw.email)?.key)
    }

    private mutating func pullRequest(_ index: CommitGraph.Index) throws(GitError) -> Int? {
        if let known = pullRequests[index] { return known }
        let number = pullRequestNumber(inMessage: try repository.commit(graph.nodes[Int(index)].id).message)
        pullRequests[index] = .some(number)
        return number
    }
}
