import Git

/// Answers which commit is an ancestor of which, without walking the history for each question.
///
/// Most commits are on the mainline, or on a short branch off it: only within one branch is there anything to walk.
struct Ancestry {
    private let graph: CommitGraph
    private let mainline: Mainline
    /// For each commit the newest commit of the mainline that it is or descends from.
    private let base: [CommitGraph.Index?]

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
        var seen: Set<CommitGraph.Index> = [b]
        var open = [b]
        while let next = open.popLast() {
            if next == a { return true }
            for parent in graph.nodes[Int(next)].parents
            where parent >= a && mainline.integration[Int(parent)] != nil && seen.insert(parent).inserted {
                open.append(parent)
            }
        }
        return false
    }
}
