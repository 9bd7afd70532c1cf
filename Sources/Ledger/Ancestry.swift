import Git

/// Answers which commit is an ancestor of which, without walking the history for each question.
///
/// Most commits are on the mainline, or on a short branch off it: only within one branch is there anything to walk, and that
/// once for questions about the same `b` in a row.
final class Ancestry {
    private let graph: CommitGraph
    private let mainline: Mainline
    /// For each commit the newest commit of the mainline that it is or descends from.
    private let base: [CommitGraph.Index?]
    /// The answers to questions about one commit.
    private var last: (commit: CommitGraph.Index, ancestors: Set<CommitGraph.Index>)?
    /// How many commits were gone over for all answers.
    private(set) var walked = 0

    init(_ graph: CommitGraph, _ mainline: Mainline) {
        self.graph = graph
        self.mainline = mainline
        var base: [CommitGraph.Index?] = []
        base.reserveCapacity(graph.nodes.count)
        for (index, node) in graph.nodes.enumerated() {
            let isOnMainline = mainline.integration[index] == nil
            base.append(
                isOnMainline ? CommitGraph.Index(index) : node.parents.lazy.compactMap { base[Int($0)] }.max())
        }
        self.base = base
    }

    /// Whether `a` is an ancestor of `b`, and not `b` itself.
    func isAncestor(_ a: CommitGraph.Index, of b: CommitGraph.Index) -> Bool {
        guard a < b else { return false }
        // Where the mainline first has `a`, and up to where `b` has the mainline.
        let enters = mainline.integration[Int(a)] ?? a
        if let base = base[Int(b)], enters <= base { return true }
        guard mainline.integration[Int(a)] != nil, mainline.integration[Int(b)] != nil else { return false }
        return isAncestorBesideTheMainline(a, of: b)
    }

    private func isAncestorBesideTheMainline(_ a: CommitGraph.Index, of b: CommitGraph.Index) -> Bool {
        if last?.commit != b { last = (b, ancestorsBesideTheMainline(of: b)) }
        return last?.ancestors.contains(a) ?? false
    }

    /// Those that came to the mainline only after `b` had left it: of the others the mainline tells.
    private func ancestorsBesideTheMainline(of b: CommitGraph.Index) -> Set<CommitGraph.Index> {
        var found: Set<CommitGraph.Index> = []
        var open = [b]
        while let next = open.popLast() {
            for parent in graph.nodes[Int(next)].parents {
                guard let enters = mainline.integration[Int(parent)], base[Int(b)].map({ enters > $0 }) ?? true,
                    found.insert(parent).inserted
                else { continue }
                open.append(parent)
            }
        }
        walked += found.count
        return found
    }
}
