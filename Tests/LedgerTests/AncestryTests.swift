import TestSupport
import Testing

@testable import Git
@testable import Ledger

@Suite struct AncestryTests {
    /// A graph of random commits, most with one parent, some merges and roots.
    private func graph(_ count: Int, using random: inout SeededGenerator) -> CommitGraph {
        var graph = CommitGraph()
        for index in 0..<count {
            let wanted = index == 0 ? 0 : [1, 1, 1, 2, 2, 3, 0].randomElement(using: &random) ?? 1
            var parents: [CommitGraph.Index] = []
            for _ in 0..<wanted {
                let parent = CommitGraph.Index(Int.random(in: max(0, index - 6)..<index, using: &random))
                if !parents.contains(parent) { parents.append(parent) }
            }
            graph.nodes.append(
                CommitGraph.Node(id: .zero, tree: .zero, parents: parents, isBoundary: false, mentionsSignOff: false))
        }
        // As in a graph that was walked, everything is an ancestor of the last.
        let parents = Set(graph.nodes.flatMap(\.parents))
        let heads = graph.nodes.indices.map { CommitGraph.Index($0) }.filter { !parents.contains($0) }
        graph.nodes.append(
            CommitGraph.Node(
                id: .zero, tree: .zero, parents: heads.shuffled(using: &random), isBoundary: false,
                mentionsSignOff: false))
        return graph
    }

    /// The answer of the definition.
    private func ancestors(of index: Int, in graph: CommitGraph) -> Set<Int> {
        var found: Set<Int> = []
        var open = graph.nodes[index].parents.map(Int.init)
        while let next = open.popLast() {
            if found.insert(next).inserted { open += graph.nodes[next].parents.map(Int.init) }
        }
        return found
    }

    @Test func agreesWithTheDefinition() {
        var random = SeededGenerator(seed: 20_261_123)
        for _ in 0..<60 {
            let graph = graph(Int.random(in: 1...30, using: &random), using: &random)
            let ancestry = Ancestry(graph, Mainline(graph))
            for b in graph.nodes.indices {
                let expected = ancestors(of: b, in: graph)
                let found = graph.nodes.indices.filter {
                    ancestry.isAncestor(CommitGraph.Index($0), of: CommitGraph.Index(b))
                }
                #expect(Set(found) == expected)
            }
        }
    }

    /// Two branches of a thousand commits: all questions about one commit cost one walk, and none leaves its branch.
    @Test func manyQuestionsAboutOneCommitAreOneWalk() {
        var graph = CommitGraph()
        func add(_ parents: [Int]) {
            graph.nodes.append(
                CommitGraph.Node(
                    id: .zero, tree: .zero, parents: parents.map { CommitGraph.Index($0) }, isBoundary: false,
                    mentionsSignOff: false))
        }
        add([])
        for index in 1...1_000 { add([index - 1]) }
        add([0])
        for index in 1_002...2_000 { add([index - 1]) }
        add([0, 1_000, 2_000])
        let ancestry = Ancestry(graph, Mainline(graph))
        let found = (0...2_000).filter { ancestry.isAncestor(CommitGraph.Index($0), of: 2_000) }
        #expect(found == [0] + Array(1_001...1_999))
        #expect(ancestry.walked == 999)
    }
}
