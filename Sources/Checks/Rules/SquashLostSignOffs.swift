import Checklists
import Git
import Ledger

/// Sign-offs that a squash merge made worthless (SPEC 4; docs/sign-offs.md).
enum SquashLostSignOffs: CommitRule {
    static let rule = Diagnostic.Rule(
        "squash-lost-sign-offs", .warning,
        summary: "A squash merge ticked sign-off boxes, or has `Sign-off:` lines, that do not count for that reason.",
        rationale: """
            A squash makes one new commit of a whole pull request. Who ticked which box is not in the history any more, \
            so nobody can be said to have signed.
            """,
        example: .init(
            "text",
            wrong: "The pull request in which Sok Dara signed is merged with \"Squash and merge\".",
            right: "It is merged with \"Create a merge commit\"."))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        var attempts: [CommitID: [(item: Item, signOff: SignOff)]] = [:]
        for item in project.report.items {
            let missing = Set(item.missingSignOffs.map(\.role))
            for signOff in item.signOffs where missing.contains(signOff.role) && signOff.mayBeLost {
                // The words were kept, and say who signed: they are not lost, but worth less than the project asks.
                if item.words(besides: signOff)?.failure == .evidence { continue }
                attempts[signOff.commit, default: []].append((item, signOff))
            }
        }
        var found: [Diagnostic] = []
        for (commit, attempts) in attempts {
            guard let squash = try Squash(commit, in: project) else { continue }
            var items: [Item] = []
            for attempt in attempts where squash.lost(attempt.signOff, in: project) {
                if items.last?.key != attempt.item.key { items.append(attempt.item) }
            }
            if let first = items.first { found.append(finding(commit, squash, first, items, project)) }
        }
        return found
    }

    private static func finding(
        _ commit: CommitID, _ squash: Squash, _ first: Item, _ items: [Item], _ project: CheckedProject
    ) -> Diagnostic {
        let what = squash.coAuthors.isEmpty ? "is a squash of several commits" : "joins what several people did"
        return Diagnostic(
            rule, path: first.path, line: first.state.line,
            message: """
                \(project.place(of: commit)) \(what), so the sign-offs in it of \(first.name)\(others(of: items.count)) do \
                not count: who made them is not in the history
                """,
            advice: "Have them signed again, and merge pull requests with merge commits instead of squashing.",
            related: items.dropFirst().related("its sign-off was lost, too"), detail: commit.hex)
    }
}

extension SignOff {
    /// Made in a commit that cannot sign, or by somebody else than the role's holder: a squash would explain it.
    fileprivate var mayBeLost: Bool {
        guard end == nil, way != .approval else { return false }
        return failure == .commit || failure == .role && way != .completion
    }
}

/// What forges make of the commits of a pull request: one commit on the mainline with its number, which lists them or those
/// who made them. The squash of a single commit is as good as that.
private struct Squash {
    /// Addresses.
    let coAuthors: [String]

    init?(_ id: CommitID, in project: CheckedProject) throws(GitError) {
        guard let record = project.report.commits[id], record.pullRequest != nil, record.integration == nil,
            !project.reading.proposed.contains(id)
        else { return nil }
        let commit = try project.files.commit(id)
        guard commit.parents.count == 1, !commit.message.hasPrefix("Revert \"") else { return nil }
        let body = lines(of: commit.message).dropFirst()
        let key = "co-authored-by:"
        coAuthors = body.filter { $0.lowercased().hasPrefix(key) }.compactMap {
            Mention($0.dropFirst(key.count))?.email
        }.filter { MailAddress($0) != MailAddress(commit.author.email) }
        guard !coAuthors.isEmpty || Self.listsCommits(body) else { return nil }
    }

    /// Each title is a paragraph of its own, as GitHub and Gitea write them; people's own lists have no empty lines in between.
    private static func listsCommits(_ lines: ArraySlice<Substring>) -> Bool {
        let padded = [""] + lines + [""]
        let titles = padded.indices.dropFirst().dropLast().count {
            padded[$0].hasPrefix("* ") && padded[$0 - 1].isEmpty && padded[$0 + 1].isEmpty
        }
        return titles > 1
    }

    /// Whether squashing is why an attempt does not count: of somebody who holds no role only if somebody who does took part.
    func lost(_ signOff: SignOff, in project: CheckedProject) -> Bool {
        guard signOff.failure == .role else { return true }
        return coAuthors.contains { address in
            project.report.rules?.person(at: address)?.roles.contains { $0.role == signOff.role } ?? false
        }
    }
}
