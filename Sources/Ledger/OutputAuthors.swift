import Checklists
import Git

/// Tells whose the last change to a covered file is: asked only where the policy wants signers to be independent.
struct OutputAuthors {
    private struct Question: Hashable {
        let path: String
        let commit: CommitGraph.Index
    }

    private let repository: Repository
    private let graph: CommitGraph
    private var answers: [Question: [Maker]] = [:]

    init(_ repository: Repository, _ graph: CommitGraph) {
        self.repository = repository
        self.graph = graph
    }

    /// Author and co-authors of what lies at `path` in a commit: who gave it that content, by `git blame`'s rule. A renamed or
    /// copied file is followed to where its content was made. Nobody where nothing lies there.
    mutating func makers(
        of path: String, at commit: CommitGraph.Index, _ files: inout CoverageReader
    ) throws(GitError) -> [Maker] {
        guard let entry = try files.entry(at: path, in: tree(commit)) else { return [] }
        var here = Question(path: path, commit: commit)
        var asked: [Question] = []
        while answers[here] == nil {
            asked.append(here)
            guard let earlier = try place(of: entry, before: here, &files) else {
                let node = graph.nodes[Int(here.commit)]
                answers[here] = node.isBoundary ? [.unknown] : try repository.commit(node.id).makers
                break
            }
            here = earlier
        }
        let answer = answers[here]
        for question in asked { answers[question] = answer }
        return answer ?? []
    }

    /// Where the same content is in a parent: at the same path, else at any.
    private func place(
        of entry: TreeEntry, before here: Question, _ files: inout CoverageReader
    ) throws(GitError) -> Question? {
        let parents = graph.nodes[Int(here.commit)].parents
        var isNew = true
        for parent in parents {
            guard let other = try files.entry(at: here.path, in: tree(parent)) else { continue }
            isNew = false
            if other.id == entry.id { return Question(path: here.path, commit: parent) }
        }
        guard isNew else { return nil }
        for parent in parents {
            if let path = try path(of: entry.id, in: tree(parent)) { return Question(path: path, commit: parent) }
        }
        return nil
    }

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

extension Commit {
    fileprivate var makers: [Maker] {
        [.author(email: author.email)]
            + coAuthors.map { value in Mention(value)?.email.map { .author(email: $0) } ?? .unknown }
    }
}
