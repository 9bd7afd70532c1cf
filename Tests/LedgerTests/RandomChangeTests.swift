import Checklists
import Ledger
import TestSupport
import Testing

/// What is told of two commits of a made-up history, against what its maker knows of them: which item is which, and every
/// attribute that differs, no more and no less.
@Suite struct RandomChangeTests {
    @Test(arguments: RandomHistoryTests.seeds.filter { $0 % 3 == 0 }) func asTheMakerKnows(seed: UInt64) throws {
        let history = RandomHistoryScript(seed: seed, commits: 30, kinds: .all)
        let comparison = try RandomChangeComparison(history)
        var random = SeededGenerator(seed: seed)
        let count = history.oracle.commits.count
        for _ in 0..<3 {
            let head = random.number(1..<count)
            let ancestors = history.oracle.commits[head].ancestors.subtracting([head]).sorted()
            guard !ancestors.isEmpty else { continue }
            let base = ancestors[random.number(0..<ancestors.count)]
            let problems = try comparison.problemsOfPullRequest(base, head) + comparison.problemsOfTips(base, head)
            #expect(problems.isEmpty, "seed \(seed), \(base) to \(head):\n\(problems.joined(separator: "\n"))")
            // Of which none comes before the other, as it often is after a force-push.
            let other = random.number(0..<count)
            let more = try comparison.problemsOfTips(other, head)
            #expect(more.isEmpty, "seed \(seed), \(other) to \(head):\n\(more.joined(separator: "\n"))")
        }
    }
}

private struct RandomChangeComparison {
    private let oracle: RandomHistoryOracle
    private let repository: ScriptedRepository
    private let marks: [RepositoryScript.Mark]

    init(_ history: RandomHistoryScript) throws {
        (oracle, marks) = (history.oracle, history.marks)
        repository = try history.script.write()
    }

    func problemsOfPullRequest(_ base: Int, _ head: Int) throws -> [String] {
        problems(try ReadChange(repository, from: marks[base], to: marks[head]).change, base, head).map {
            "merged: \($0)"
        }
    }

    func problemsOfTips(_ base: Int, _ head: Int) throws -> [String] {
        problems(try ReadChange(repository, tips: marks[base], marks[head]).change, base, head).map { "tips: \($0)" }
    }

    private func problems(_ change: ReportChange, _ base: Int, _ head: Int) -> [String] {
        var problems: [String] = []
        var told: [Int: [String]] = [:]
        for item in change.items {
            let (before, after) = (number(item.before, in: base), number(item.after, in: head))
            if let before, let after, before != after {
                problems.append("\(item.key): \(before) is taken for \(after)")
            }
            guard let number = after ?? before else {
                problems.append("\(item.key) is in neither commit")
                continue
            }
            // Somebody else ticked it, or its sign-offs changed: no attribute did.
            guard !item.changes.isEmpty else { continue }
            told[number, default: []] += item.changes.map(words)
            // An item that is added ticked says both.
            if item.isAdded { told[number]?.removeAll { $0 == "completed" } }
        }
        let known = known(base, head)
        for number in Set(told.keys).union(known.keys).sorted() where told[number]?.sorted() != known[number]?.sorted()
        {
            problems.append("item \(number): told \(told[number] ?? []), known \(known[number] ?? [])")
        }
        return problems
    }

    private func number(_ item: Item?, in commit: Int) -> Int? {
        item.flatMap { item in
            oracle.commits[commit].files[item.path]?.itemLines.first { $0.value == item.state.line }?.key
        }
    }

    private func words(_ change: NetChange) -> String {
        change.kind.rawValue + (change.attribute.map { " \($0.rawValue)" } ?? "")
    }

    /// Every difference by the number of its item.
    private func known(_ base: Int, _ head: Int) -> [Int: [String]] {
        let (old, new) = (oracle.commits[base].project, oracle.commits[head].project)
        var known: [Int: [String]] = [:]
        for number in Set(old.itemNumbers + new.itemNumbers) {
            switch (old.items[number], new.items[number]) {
            case (nil, _): known[number] = ["added"]
            case (_, nil): known[number] = ["removed"]
            case (let a?, let b?):
                var kinds: [String] = []
                if old.path(of: a) != new.path(of: b) { kinds.append("moved file") }
                if old.section(of: a) != new.section(of: b) { kinds.append("moved section") }
                if a.id != b.id { kinds.append("renamed") }
                if a.text != b.text { kinds.append("reworded") }
                if a.owner != b.owner { kinds.append("amended owner") }
                if a.isTicked != b.isTicked { kinds.append(b.isTicked ? "completed" : "reopened") }
                if !kinds.isEmpty { known[number] = kinds }
            }
        }
        return known
    }
}
