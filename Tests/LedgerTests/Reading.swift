import Checklists
import Git
import Ledger
import Signatures
import TestSupport

/// The programs of this machine, with a time limit that a slow machine does not reach.
let signatureTools = SignatureTools(searchPath: hermeticEnvironment["PATH"] ?? "/usr/bin:/bin")

/// A scripted repository read by the ledger, for short expectations.
struct Reading {
    let report: Report
    let diagnostics: [Diagnostic]
    let repository: ScriptedRepository

    init(_ script: RepositoryScript, asOf: Day? = nil) throws { try self.init(script.write(), asOf: asOf) }

    init(_ repository: ScriptedRepository, revision: String = "HEAD", asOf: Day? = nil) throws {
        let day = asOf ?? Day(daysSince1970: 20_500)
        let reading = try ProjectReader(try repository.open()).read(
            revision, asOf: day, version: "test", tools: signatureTools)
        (report, diagnostics) = (reading.report, reading.diagnostics)
        self.repository = repository
    }

    /// The working tree of a repository, on `HEAD`.
    init(workingTreeOf repository: ScriptedRepository) throws {
        let reader = ProjectReader(try repository.open())
        let reading = try reader.read(
            .workingTree(try reader.workingTree()), asOf: Day(daysSince1970: 20_500), version: "test",
            tellsOfFiles: true, tools: signatureTools)
        (report, diagnostics) = (reading.report, reading.diagnostics)
        self.repository = repository
    }

    var items: [Item] { report.checklists.flatMap(\.items) }

    /// The one item with this title.
    func item(_ title: String) throws -> Item {
        let found = items.filter { $0.state.title == title }
        guard found.count == 1 else {
            throw TestSupportError("\(found.count) items are called \(title); there are: \(items.map(\.state.title))")
        }
        return found[0]
    }

    /// The events of an item as `kind@summary of its commit`, `~` marking inferred ones.
    func events(_ title: String) throws -> [String] { try item(title).life.events.map(words) }

    /// `summary of the completing commit`, with `born` and `~` (inferred); nil for an item that is not ticked.
    func completion(_ title: String) throws -> String? {
        try item(title).life.completion.map { completion in
            let commit = completion.commit.map(summary) ?? "not known"
            return (completion.isBornTicked ? "born " : "") + commit + (completion.isInferred ? " ~" : "")
        }
    }

    /// Removed items by title, with their events.
    var removed: [String: [String]] {
        Dictionary(report.removedItems.map { ($0.state.title, $0.life.events.map(words)) }) { first, _ in first }
    }

    func summary(_ id: CommitID) -> String { report.commits[id]?.summary ?? id.hex }

    private func words(_ event: Event) -> String {
        let attribute = event.attribute.map { " \($0.rawValue)" } ?? ""
        return "\(event.kind.rawValue)\(attribute)@\(summary(event.commit))\(event.isInferred ? " ~" : "")"
    }
}
