import Checklists
import Ledger
import TestSupport

/// What lies between two commits of a scripted repository, told shortly.
struct ReadChange {
    let change: ReportChange
    private let reports: [Report]

    /// As a pull request of `head` into `base`.
    init(_ repository: ScriptedRepository, from base: RepositoryScript.Mark, to head: RepositoryScript.Mark) throws {
        try self.init(repository, from: repository.id(of: base).hex, to: repository.id(of: head).hex)
    }

    init(_ repository: ScriptedRepository, from base: String, to head: String) throws {
        let reader = ProjectReader(try repository.open())
        let sides = try reader.readChange(from: base, to: head, asOf: Self.day, version: "test", tools: signatureTools)
        self.init(sides.base.report, sides.head.report, .asPullRequest)
    }

    /// Each side by its own history.
    init(_ repository: ScriptedRepository, tips base: RepositoryScript.Mark, _ head: RepositoryScript.Mark) throws {
        let reader = ProjectReader(try repository.open())
        func read(_ mark: RepositoryScript.Mark) throws -> Report {
            try reader.read(repository.id(of: mark).hex, asOf: Self.day, version: "test", tools: signatureTools).report
        }
        self.init(try read(base), try read(head), .eachByItself)
    }

    init(_ base: Report, _ head: Report, _ judgement: ReportChange.Judgement) {
        change = ReportChange(from: base, to: head, judgement: judgement)
        reports = [head, base]
    }

    private static let day = Day(daysSince1970: 20_500)

    /// For each item its title with its status, then a line for each change: `Data is kept: open → done`,
    /// `completed@tick`, `sign-off made dpo ann@sign`.
    var told: [String] {
        change.items.flatMap { item in
            ["\(item.state?.title ?? ""): \(status(item))"] + item.changes.map(words)
                + [item.completion].compactMap { $0.map(words) } + item.signOffs.map(words)
        }
    }

    private func status(_ item: ItemChange) -> String {
        let (before, after) = (item.before?.status.rawValue, item.after?.status.rawValue)
        let fate = (item.isLost ? " lost" : "") + (item.isRestored ? " restored" : "")
        return (before == after ? before ?? "" : "\(before ?? "none") → \(after ?? "none")") + fate
    }

    private func words(_ change: NetChange) -> String {
        var words = change.kind.rawValue
        if let attribute = change.attribute { words += " \(attribute.rawValue)" }
        if change.from != nil || change.to != nil { words += " “\(change.from ?? "")” “\(change.to ?? "")”" }
        if !change.commits.isEmpty { words += "@\(change.commits.map(summary).joined(separator: ","))" }
        return words + (change.isInferred ? " ~" : "")
    }

    private func words(_ change: CompletionChange) -> String {
        "completion \(summary(change.before)) → \(summary(change.after))" + (change.isRewritten ? ", rewritten" : "")
    }

    private func words(_ change: SignOffChange) -> String {
        let signOff = change.after ?? change.before
        var words = "sign-off \(change.kind.rawValue) \(change.role) \(signOff?.person ?? "nobody")"
        if change.kind == .rewritten || change.kind == .reinstated, let before = change.before,
            before.commit != change.after?.commit
        {
            words += "@\(summary(before.commit)) →"
        }
        words += "@\(signOff.map { summary($0.commit) } ?? "")"
        if let failure = change.after?.failure { words += ": \(failure.rawValue)" }
        if let end = change.kind == .reinstated ? change.before?.end : change.after?.end {
            words += ": \(end.reason.rawValue) by \(end.commit.map(summary) ?? "a merge")"
        }
        if let text = change.reason?.text { words += ", “\(text.before)” “\(text.after)”" }
        if let isExcluded = change.reason?.isExcludedNow { words += ", excluded \(isExcluded)" }
        for file in change.reason?.outputs ?? [] { words += ", \(file.after?.path ?? file.before?.path ?? "")" }
        if let text = change.covered?.text { words += ", covers “\(text.before)” “\(text.after)”" }
        for file in change.covered?.outputs ?? [] { words += ", covers \(file.after?.path ?? file.before?.path ?? "")" }
        return words
    }

    private func summary(_ id: CommitID) -> String {
        reports.lazy.compactMap { $0.commits[id]?.summary }.first ?? id.short
    }
}
