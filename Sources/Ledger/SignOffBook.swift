import Checklists
import Git
import Signatures

/// Puts together what history knows of each item's sign-offs, has all signatures checked at once, and then has every item
/// judged (the rules are in `Checklists`).
struct SignOffBook {
    /// An item in the book.
    typealias Entry = Int

    private let repository: Repository
    private let graph: CommitGraph
    private let history: History
    private let tools: SignatureTools
    /// Of the report's commit.
    private let rules: Rules?

    private var coverages: CoverageReader
    private var authors: OutputAuthors
    private var facts: [SignOffFacts] = []
    private var commits: [CommitGraph.Index: CommitNotes] = [:]
    private var indices: [CommitID: CommitGraph.Index] = [:]
    private lazy var isForeign = graph.isForeign
    /// By commit; of those that bear a sign-off or a revocation, and carry a signature.
    private var findings: [CommitID: SignatureFinding] = [:]

    /// What is noted of a commit.
    private struct CommitNotes {
        let facts: CommitFacts
        /// History before it, where the rules in force for it would be, is not in this clone.
        let isInForceUnknown: Bool
        let approvals: [Trailer]
    }

    init(
        _ repository: Repository, _ graph: CommitGraph, _ history: History, rules: Rules?, tools: SignatureTools
    ) {
        self.repository = repository
        self.graph = graph
        self.history = history
        self.rules = rules
        self.tools = tools
        coverages = CoverageReader(repository)
        authors = OutputAuthors(repository, graph)
    }

    /// Something that is not in this (partial) clone was needed.
    var lacksObjects: Bool { coverages.lacksObjects || history.configurations.lacksObjects }

    /// Whether there is anything to be said of an item's sign-offs.
    static func concerns(_ item: ReadItem, _ life: Life) -> Bool {
        !item.state.fields.asked.isEmpty || !life.signings.isEmpty
    }

    // MARK: Gathering

    /// Enters an item of the report's commit. A life that two items share, since a merge kept a moved item in both places,
    /// is one past and not two approvals: of an item that `sharesLife` those sign-offs count that were made where it is.
    mutating func enter(
        _ index: Int, of file: TrackedFile, sharesLife: Bool
    ) throws(GitError) -> Entry {
        let (version, path) = (file.version, file.pathText)
        let (item, state) = (version.file.items[index], version.file.state(at: index))
        let (life, tick) = (version.lives[index], version.ticks[index])
        let tree = graph.nodes[graph.nodes.count - 1].tree
        let coverage =
            item.coveredText == nil
            ? try coverages.coverage(of: state, line: state.line, at: path, in: tree)
            : try coverages.coverage(of: item, in: tree)
        let now = ItemFacts(
            state, coverage: coverage, tickedIn: ids(tick?.sources ?? []),
            boxesTickedIn: (version.boxTicks[index] ?? [:]).mapValues(ids), completedBy: try maker(of: tick),
            outputsChangedBy: [])
        let signings = life.signings.filter { !sharesLife || $0.path == file.path }
        return try enter(life, signings, now: now)
    }

    private func ids(_ sources: TickSources) -> [CommitID?] {
        sources.map { $0.map { CommitID(hex: graph.nodes[Int($0)].id.hex) } }
    }

    /// Enters an item that was removed.
    mutating func enter(removed life: Life) throws(GitError) -> Entry { try enter(life, life.signings, now: nil) }

    private mutating func enter(_ life: Life, _ signings: [Signing], now: ItemFacts?) throws(GitError) -> Entry {
        var attempts: [SignOffAttempt] = []
        var endings: [SignOffEnding] = []
        var unwrittenBoxes: Set<String> = []
        for signing in signings {
            if graph.nodes[Int(signing.commit)].isUnwritten {
                if case .box(let role) = signing.kind { unwrittenBoxes.insert(role) }
                continue
            }
            let notes = try notes(signing.commit)
            if case .revocation(let role) = signing.kind {
                endings.append(SignOffEnding(.revocation(role: role), in: notes.facts))
            } else if !notes.isInForceUnknown {
                attempts += try self.attempts(signing, notes)
            }
        }
        for event in life.events {
            guard let kind = Self.ending(event) else { continue }
            endings.append(SignOffEnding(kind, in: try notes(event.commit).facts))
        }
        var all = SignOffFacts(now: now, attempts: attempts, endings: endings, everAsked: life.everAsked)
        all.unwrittenBoxes = unwrittenBoxes
        facts.append(all)
        return facts.count - 1
    }

    private static func ending(_ event: Life.Event) -> SignOffEnding.Kind? {
        switch event.kind {
        case .reopened: .reopened
        case .removed: .removed
        case .revoked: event.from.map { .unticked(role: $0) }
        default: nil
        }
    }

    private mutating func attempts(
        _ signing: Signing, _ notes: CommitNotes
    ) throws(GitError) -> [SignOffAttempt] {
        var ways: [SignOffAttempt.Way] = []
        switch signing.kind {
        case .box(let role): ways = [.box(role: role)]
        case .trailer(let role, let by): ways = [.trailer(role: role, by: by)]
        case .completion: ways = [.completion] + notes.approvals.map { .approval(key: $0.key, by: Mention($0.value)) }
        case .integration: ways = notes.approvals.map { .approval(key: $0.key, by: Mention($0.value)) }
        case .revocation: return []
        }
        guard !ways.isEmpty else { return [] }
        let coverage = try coverages.coverage(of: signing.item, in: graph.nodes[Int(signing.commit)].tree)
        let item = ItemFacts(
            signing.item.state, coverage: coverage,
            tickedIn: ids(signing.tick?.sources ?? []), boxesTickedIn: signing.boxTicks.mapValues(ids),
            completedBy: try maker(of: signing.tick), outputsChangedBy: try makers(of: coverage, signing, notes))
        return ways.map {
            SignOffAttempt($0, in: notes.facts, item: item, isBornTicked: signing.isBornTicked)
        }
    }

    /// Who made what the sign-off covers, where the policy in force asks for it: a picture or what a link leads to, too.
    private mutating func makers(
        of coverage: Coverage, _ signing: Signing, _ notes: CommitNotes
    ) throws(GitError) -> [Maker] {
        guard notes.facts.rules?.policy.isIndependent == true else { return [] }
        var makers: [Maker] = []
        for path in Set((coverage.outputs + coverage.references).compactMap(\.path)).sorted() {
            for change in try authors.lastChanges(to: path, at: signing.commit, &coverages) {
                makers += try self.makers(in: change)
            }
        }
        return makers
    }

    private mutating func makers(in commit: CommitGraph.Index) throws(GitError) -> [Maker] {
        guard !graph.nodes[Int(commit)].isBoundary else { return [.unknown] }
        let facts = try notes(commit).facts
        return [maker(at: facts.authorEmail, facts.rules)]
            + facts.coAuthors.map { value in Mention(value)?.email.map { maker(at: $0, facts.rules) } ?? .unknown }
    }

    /// Addresses change: somebody may have signed under another one than they worked under.
    private func maker(at email: String, _ inForce: Rules?) -> Maker {
        .author(email: email, people: Set([inForce, rules].compactMap { $0?.person(at: email)?.key }))
    }

    private mutating func maker(of tick: Tick?) throws(GitError) -> Maker? {
        guard let tick else { return nil }
        guard let commit = tick.commit, !graph.nodes[Int(commit)].isUnwritten else { return .unknown }
        let facts = try notes(commit).facts
        return maker(at: facts.authorEmail, facts.rules)
    }

    private mutating func notes(_ index: CommitGraph.Index) throws(GitError) -> CommitNotes {
        if let known = commits[index] { return known }
        let node = graph.nodes[Int(index)]
        let commit = try repository.commit(node.id)
        let trailers = Trailers.read(commit.message)
        var rules: Rules?
        var isInForceUnknown = false
        switch try history.configurations.inForce(for: index) {
        case .rules(let found): rules = found
        case .unknown: isInForceUnknown = true
        }
        let committedAt = Timestamp(seconds: commit.committer.seconds, offset: commit.committer.offset)
        let notes = CommitNotes(
            facts: CommitFacts(
                id: CommitID(hex: node.id.hex), order: Int(index), isMerge: commit.parents.count > 1,
                isCopy: commit.saysItIsACopy,
                namesPullRequest: pullRequestNumber(inMessage: commit.message) != nil,
                isForeign: isForeign[Int(index)], authorEmail: commit.author.email,
                coAuthors: commit.coAuthors,
                committedOn: committedAt.day, rules: rules, isUnwritten: node.isUnwritten),
            isInForceUnknown: isInForceUnknown,
            approvals: trailers.filter { rules?.policy.approves(byTrailer: $0.key) == true })
        commits[index] = notes
        indices[notes.facts.id] = index
        return notes
    }

    // MARK: Judging

    /// Checks the signatures of all commits that bear a sign-off or a revocation.
    mutating func checkSignatures() throws(GitError) {
        var signed: [(id: CommitID, commit: SignedCommit)] = []
        for id in Set(facts.flatMap(\.commitsToJudge)).sorted() {
            guard let index = indices[id], let notes = commits[index] else { continue }
            let node = graph.nodes[Int(index)]
            guard let signature = try repository.signature(ofCommit: node.id) else { continue }
            let committer = try repository.commit(node.id).committer
            signed.append(
                (
                    id,
                    SignedCommit(
                        signature: signature.signature, payload: signature.payload,
                        author: person(notes.facts.authorEmail, notes.facts.rules),
                        committer: person(committer.email, notes.facts.rules),
                        committedAt: Timestamp(seconds: committer.seconds, offset: committer.offset),
                        keys: notes.facts.rules?.listedKeys ?? [])
                ))
        }
        let checker = SignatureChecker(keys: rules?.listedKeys ?? [], tools: tools)
        for (commit, finding) in zip(signed, checker.findings(for: signed.map(\.commit))) {
            findings[commit.id] = finding
        }
    }

    /// Who has an address. Somebody listed only later is no stranger to a key that is listed with them.
    private func person(_ email: String, _ inForce: Rules?) -> String? {
        (inForce?.person(at: email) ?? rules?.person(at: email))?.key
    }

    /// What the signatures tell besides their verdicts.
    var signatures: [CommitID: SignatureDetail] {
        findings.mapValues { SignatureDetail(signer: $0.signer, fingerprint: $0.fingerprint, note: $0.note) }
    }

    /// What follows for each entry, in their order.
    func verdicts(isHistoryComplete: Bool) throws(GitError) -> [SignOffVerdict] {
        let ancestry = Ancestry(graph, history.mainline)
        var failure: GitError?
        let context = SignOffContext(
            isAncestor: { a, b in
                guard let a = indices[a], let b = indices[b] else { return false }
                return ancestry.isAncestor(a, of: b)
            },
            // The graph is walked first parents first, so of parallel commits the one on that side has the smaller index.
            isOnFirstSide: { a, b in (indices[a] ?? .max) < (indices[b] ?? .max) },
            signature: { id in
                findings[id].map { JudgedSignature($0.verdict, isForges: $0.byForge) } ?? .none
            },
            roleGranted: { role, person, commit in
                do throws(GitError) {
                    return try granted(role, to: person, inForceFor: commit)
                } catch {
                    failure = failure ?? error
                    return nil
                }
            })
        var verdicts: [SignOffVerdict] = []
        for var facts in facts {
            facts.isHistoryComplete = isHistoryComplete
            verdicts.append(facts.evaluated(in: context))
        }
        if let failure { throw failure }
        return verdicts
    }

    private func granted(
        _ role: String, to person: String, inForceFor commit: CommitID
    ) throws(GitError) -> CommitID? {
        guard let index = indices[commit], let facts = commits[index]?.facts else { return nil }
        let isAuthor = facts.rules?.person(at: facts.authorEmail)?.key == person
        let grant = ConfigurationHistory.Grant(
            role: role, person: person, address: isAuthor ? facts.authorEmail : nil, day: facts.committedOn)
        return try history.configurations.commit(making: grant, inForceFor: index).map {
            CommitID(hex: graph.nodes[Int($0)].id.hex)
        }
    }
}

extension Commit {
    /// Values of `Co-authored-by:`, among the trailers and on lines anywhere: the message of a squashed commit has the
    /// trailers of several in its middle, and whoever is named there took part.
    var coAuthors: [String] {
        let key = "co-authored-by"
        return Trailers.read(message).filter { $0.key.lowercased() == key }.map(\.value)
            + message.split(whereSeparator: \.isNewline).filter { $0.lowercased().hasPrefix(key + ":") }
            .map { String($0.dropFirst(key.count + 1)) }
    }

    /// The message says that this is a cherry-pick or a revert, as `git` and forges write it: Azure DevOps ``Cherry-picked
    /// from commit `1a2b…` ``, Bitbucket `This reverts pull request #12.`, Gitea and Forgejo `revert 1a2b3c4…` as the first
    /// line, GitHub `Reverts a/b#12` and `Reapply "…"`, GitLab `This reverts merge request !12`.
    fileprivate var saysItIsACopy: Bool {
        let lines = message.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix(while: \.isWhitespace) }
        let title = #/(?:.*[:'"(]\s*)?(?:Revert|Reapply) ["\u201C].*/#
        let summary = #/(?:revert|cherry-?pick):? [0-9a-f]{7,64}\s*/#.ignoresCase()
        let sentence = #/(?:this reverts (?:commits?|merge request|pull request)\b|\(?cherry[ -]picked from ).*/#
            .ignoresCase()
        let reference = #/reverts (?:[\w.\-\/]*[#!][0-9]+|https?:\/\/\S+\/[0-9]+)[.\s]*/#.ignoresCase()
        guard let first = lines.first else { return false }
        return first.wholeMatch(of: title) != nil || first.wholeMatch(of: summary) != nil
            || lines.contains {
                $0.hasPrefix("Revert \"") || $0.wholeMatch(of: sentence) != nil || $0.wholeMatch(of: reference) != nil
            }
    }
}

extension Rules {
    /// All keys of people and of the forge, as the checker takes them.
    fileprivate var listedKeys: [ListedKey] {
        people.flatMap { person in person.publicKeys.map { ListedKey($0, of: .person(person.key)) } }
            + forgeKeys.map { ListedKey($0, of: .forge) }
    }
}

extension ListedKey {
    fileprivate init(_ key: PublicKey, of owner: Owner) {
        self.init(text: key.text, owner: owner, from: key.term.from, until: key.term.until, revoked: key.revoked)
    }
}
