import Checklists
import Foundation
import Git
import TestSupport
import Testing

/// The ledger's answers on made-up histories against two others that share no code with it: what the history's maker
/// knows to be true, and what git itself says.
///
/// `COUNTERSIGN_SEEDS=1000 swift test --filter RandomHistory` tries more histories.
@Suite struct RandomHistoryTests {
    static let seeds: Range<UInt64> =
        1..<(ProcessInfo.processInfo.environment["COUNTERSIGN_SEEDS"].flatMap { UInt64($0) } ?? 60) + 1

    @Test(arguments: seeds) func asTheMakerKnows(seed: UInt64) throws {
        let size = 40 + Int(seed % 41)
        // Every fourth history is one line; there the rest can be followed without exception.
        let kinds: RandomHistoryScript.Kinds =
            seed % 4 == 0 ? RandomHistoryScript.Kinds.all.subtracting([.merges]) : .all
        let comparison = try RandomHistoryComparison(RandomHistoryScript(seed: seed, commits: size, kinds: kinds))
        let problems = try comparison.problems()
        #expect(
            problems.isEmpty, "seed \(seed): \(problems.count) problems\n\(problems.prefix(12).joined(separator: "\n"))"
        )
    }
}

/// One history, as the ledger tells it and as it was made.
struct RandomHistoryComparison {
    private let history: RandomHistoryScript
    private let repository: ScriptedRepository
    private let reading: Reading
    private let head: Int
    private var numbers: [CommitID: Int] = [:]

    init(_ history: RandomHistoryScript) throws {
        self.history = history
        repository = try history.script.write()
        reading = try Reading(repository)
        head = history.oracle.commits.count - 1
        for (number, mark) in history.marks.enumerated() { numbers[id(of: mark)] = number }
    }

    private func id(of mark: RepositoryScript.Mark) -> CommitID { CommitID(hex: repository.id(of: mark).hex) }

    private var oracle: RandomHistoryOracle { history.oracle }
    private var tip: RandomHistoryOracle.Commit { oracle.commits[head] }

    func problems() throws -> [String] {
        var problems: [String] = []
        var found: Set<Int> = []
        for item in reading.items {
            guard let number = expectedItem(at: item.path, line: item.state.line) else {
                problems.append("\(item.path):\(item.state.line): there is no item \(item.state.title)")
                continue
            }
            found.insert(number)
            problems += compare(item, number)
        }
        for number in tip.project.itemNumbers where !found.contains(number) {
            problems.append("item \(number) is lost")
        }
        problems += compareRemoved()
        problems += try compareWithBlame()
        problems += try compareIntegrations()
        return problems
    }

    private func expectedItem(at path: String, line: Int) -> Int? {
        tip.files[path]?.itemLines.first { $0.value == line }?.key
    }

    // MARK: Against the maker

    private func compare(_ item: Item, _ number: Int) -> [String] {
        guard let expected = tip.instances[number], let state = tip.project.items[number] else { return [] }
        var problems: [String] = []
        let name = "item \(number) (\(item.path):\(item.state.line), \(item.state.title))"
        func check<Value: Equatable>(_ what: String, _ told: Value, _ known: Value) {
            if told != known { problems.append("\(name): \(what) is \(told), must be \(known)") }
        }
        check("title", item.state.title, state.title)
        check("text", item.state.text, state.text)
        check("id", item.state.id, state.id)
        check("section", item.state.section, tip.project.section(of: state))
        check("tick", item.state.isChecked, state.isTicked)
        check("owner", item.state.fields.owner, state.owner)
        let completion = item.life.completion
        check("completion", completion?.commit.flatMap { numbers[$0] }, expected.tick)
        check("born ticked", completion?.isBornTicked ?? false, expected.isBornTicked)
        if let isInferred = expected.isInferred {
            check("completion inferred", completion?.isInferred ?? false, isInferred)
        }
        let events = item.life.events.map(told)
        for event in Set(events).symmetricDifference(expected.life.events).sorted() {
            problems.append(
                "\(name): \(event) is \(events.contains(event) ? "invented" : "missing")\(versions(number, at: event.commit))"
            )
        }
        check("number of events", events.count, expected.life.events.count)
        problems += orderProblems(item.life.events).map { "\(name): \($0)" }
        let inferred = Set(item.life.events.filter(\.isInferred).map(told))
        let known = oracle.inferred[number] ?? []
        for event in inferred.symmetricDifference(known) where expected.life.events.contains(event) {
            if oracle.commits[event.commit].parents.count < 2 {
                problems.append("\(name): \(event) inferred: \(inferred.contains(event))")
            }
        }
        return problems
    }

    /// The item as a commit and its parents have it, for the reader of a failure.
    private func versions(_ item: Int, at commit: Int) -> String {
        (oracle.commits[commit].parents + [commit]).map { commit in
            let project = oracle.commits[commit].project
            return "\n    \(commit): "
                + (project.items[item].map { "\(project.path(of: $0)) › \($0.section): \($0.line)" } ?? "none")
        }.joined()
    }

    private func told(_ event: Event) -> RandomHistoryOracle.Event {
        RandomHistoryOracle.Event(kind: event.kind, attribute: event.attribute, commit: numbers[event.commit] ?? -1)
    }

    /// No event may come before one of an earlier commit.
    private func orderProblems(_ events: [Event]) -> [String] {
        let commits = events.map { numbers[$0.commit] ?? 0 }
        for (position, commit) in commits.enumerated() {
            for later in commits[position...] where later != commit && oracle.commits[commit].ancestors.contains(later)
            {
                return ["the event of commit \(commit) is told before that of \(later)"]
            }
        }
        return []
    }

    private func compareRemoved() -> [String] {
        let told: [[RandomHistoryOracle.Event]] = reading.report.removedItems.map {
            $0.life.events.map(told(_:)).sorted()
        }
        let known: [[RandomHistoryOracle.Event]] = oracle.removedLives(at: head).map { $0.events.sorted() }
        let (more, less) = (Set(told).subtracting(known), Set(known).subtracting(told))
        return more.map { "wrongly told as removed: \($0)" }.sorted()
            + less.map { "not told as removed: \($0)" }.sorted()
            + (more.isEmpty && less.isEmpty && told.count != known.count
                ? ["removed items: \(told.count), must be \(known.count)"] : [])
    }

    // MARK: Against git

    private func compareWithBlame() throws -> [String] {
        var problems: [String] = []
        for checklist in reading.report.checklists {
            let origins = try blame(checklist.path)
            for item in checklist.items {
                guard let completion = item.life.completion?.commit,
                    let number = expectedItem(at: item.path, line: item.state.line),
                    let expected = tip.instances[number], let tick = expected.tick, expected.lineOrigin == tick,
                    let origin = origins[item.state.line]
                else { continue }
                let name = "item \(number) (\(item.path):\(item.state.line)): git blame says \(numbers[origin] ?? -1)"
                if origin != completion {
                    problems.append("\(name), the ledger \(numbers[completion] ?? -1)")
                }
                // The two other opinions must agree, or the test is wrong.
                if numbers[origin] != tick {
                    problems.append("\(name), the maker \(tick)")
                }
            }
        }
        return problems
    }

    /// For each line the commit that `git blame` names.
    private func blame(_ path: String) throws -> [Int: CommitID] {
        var origins: [Int: CommitID] = [:]
        // By bytes: to Swift, the CR LF of a quoted line is one character.
        let lines = try repository.git("blame", "--porcelain", "HEAD", "--", path).utf8.split(
            separator: UInt8(ascii: "\n"))
        for line in lines {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard words.count >= 3, words[0].count == 40, let final = Int(words[2]), line.first != UInt8(ascii: "\t")
            else { continue }
            origins[final] = CommitID(hex: String(words[0]))
        }
        return origins
    }

    /// A commit came in with the first commit of the mainline that has it among its ancestors.
    private func compareIntegrations() throws -> [String] {
        let mainline = try repository.git("rev-list", "--first-parent", "--reverse", "HEAD").split(
            separator: "\n"
        ).map(String.init)
        var problems: [String] = []
        var integrated: [String: String] = [:]
        var previous: String?
        for merge in mainline {
            let range = [merge] + (previous.map { ["^\($0)"] } ?? [])
            for commit in try git(["rev-list"] + range, in: repository.path).output.split(separator: "\n").map(
                String.init)
            {
                integrated[commit] = commit == merge ? nil : merge
            }
            previous = merge
        }
        for (id, record) in reading.report.commits where record.integration?.hex != integrated[id.hex] {
            problems.append(
                "commit \(numbers[id] ?? -1): integration \(record.integration?.hex ?? "none"), must be \(integrated[id.hex] ?? "none")"
            )
        }
        return problems
    }
}
