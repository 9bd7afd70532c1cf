import Checklists

/// A history of sign-offs in a few lines. Commits have names and follow one another, unless `after` says otherwise.
struct SignOffScene {
    /// In force for the commits that follow.
    var rules: Rules?
    var isHistoryComplete = true
    var everAsked: Set<String> = []
    private var attempts: [SignOffAttempt] = []
    private var endings: [SignOffEnding] = []
    private var parents: [CommitID: [CommitID]] = [:]
    private var commits: [CommitFacts] = []
    private var signatures: [CommitID: JudgedSignature] = [:]
    /// Where the ticks of the item and of its boxes come from so far; nil: from before the scene.
    private var tickedIn: [CommitID?] = [nil]
    private var boxesTickedIn: [String: [CommitID?]] = [:]

    init(_ rules: Rules? = .project()) { self.rules = rules }

    /// A commit of its own, by somebody and with whatever else it has.
    @discardableResult
    mutating func commit(
        _ name: String, by email: String = "eve@team.example", after: [String]? = nil, on day: String = "2027-03-04",
        signature: JudgedSignature = .none, isMerge: Bool = false, isCopy: Bool = false,
        namesPullRequest: Bool = false, isForeign: Bool = false, coAuthors: [String] = []
    ) -> CommitFacts {
        let id = CommitID(hex: name)
        if let known = commits.first(where: { $0.id == id }) { return known }
        let commit = CommitFacts(
            id: id, order: commits.count, isMerge: isMerge, isCopy: isCopy, namesPullRequest: namesPullRequest,
            isForeign: isForeign, authorEmail: email, coAuthors: coAuthors,
            committedOn: Day(day) ?? Day(daysSince1970: 0), rules: rules)
        parents[id] = after?.map(CommitID.init(hex:)) ?? commits.last.map { [$0.id] } ?? []
        commits.append(commit)
        signatures[id] = signature
        return commit
    }

    /// An attempt in a commit that `commit` has made, or in a plain one of that author.
    mutating func attempt(
        _ way: SignOffAttempt.Way, in name: String, by email: String = "eve@team.example", item: ItemFacts,
        isBornTicked: Bool = false
    ) {
        let commit = commit(name, by: email)
        switch way {
        case .completion: tickedIn = joined(tickedIn, commit.id)
        case .box(let role): boxesTickedIn[role] = joined(boxesTickedIn[role] ?? [nil], commit.id)
        case .trailer, .approval: break
        }
        attempts.append(SignOffAttempt(way, in: commit, item: placed(item), isBornTicked: isBornTicked))
    }

    /// A tick after others takes their place; one beside them is joined to them, as a merge does.
    private func joined(_ ticks: [CommitID?], _ new: CommitID) -> [CommitID?] {
        ticks.filter { $0.map { $0 != new && !isAncestor($0, new) } ?? false } + [new]
    }

    /// The item with its ticks from where they come from, unless it says so itself.
    private func placed(_ item: ItemFacts) -> ItemFacts {
        item.with { item in
            if item.isChecked, item.tickedIn.isEmpty { item.tickedIn = tickedIn }
            for (role, isTicked) in item.boxes where isTicked && item.boxesTickedIn[role] == nil {
                item.boxesTickedIn[role] = boxesTickedIn[role] ?? [nil]
            }
        }
    }

    mutating func ending(_ kind: SignOffEnding.Kind, in name: String, by email: String = "eve@team.example") {
        endings.append(SignOffEnding(kind, in: commit(name, by: email)))
    }

    private func facts(now: ItemFacts?) -> SignOffFacts {
        SignOffFacts(
            now: now.map(placed), attempts: attempts, endings: endings, everAsked: everAsked,
            isHistoryComplete: isHistoryComplete)
    }

    func commitsToJudge(now: ItemFacts?) -> [String] { facts(now: now).commitsToJudge.map(\.hex) }

    func verdict(now: ItemFacts?) -> SignOffVerdict {
        facts(now: now).evaluated(
            in: SignOffContext(
                isAncestor: isAncestor,
                isOnFirstSide: { a, b in (order(a) ?? 0) < (order(b) ?? 0) },
                signature: { signatures[$0] ?? .none },
                roleGranted: { role, person, _ in CommitID(hex: "grant-\(role)-\(person)") }))
    }

    /// Status, sign-offs and what is missing, a line each: `signed-off`, `dpo: ann box authored@c1`, `missing dpo: none`.
    func told(now: ItemFacts?) -> [String] {
        let verdict = verdict(now: now)
        return [verdict.status?.rawValue ?? "removed"] + verdict.signOffs.map(words)
            + verdict.missing.map { "missing \($0.role): \($0.reason.rawValue)" }
    }

    func findings(now: ItemFacts?) -> [SignOffFinding] { verdict(now: now).findings }

    private func words(_ signOff: SignOff) -> String {
        var words =
            "\(signOff.role): \(signOff.person ?? "nobody") \(signOff.way.rawValue) \(signOff.evidence.rawValue)"
        words += "@\(signOff.commit.hex)"
        if let failure = signOff.failure { words += ", fails: \(failure.rawValue)" }
        if !signOff.isCurrent { words += ", changed" }
        if let end = signOff.end { words += ", \(end.reason.rawValue) by \(end.commit?.hex ?? "a merge")" }
        return words
    }

    private func order(_ id: CommitID) -> Int? { commits.firstIndex { $0.id == id } }

    private func isAncestor(_ a: CommitID, _ b: CommitID) -> Bool {
        var open = parents[b] ?? []
        while let next = open.popLast() {
            if next == a { return true }
            open += parents[next] ?? []
        }
        return false
    }
}

extension Rules {
    /// Ann is the data protection officer and has two addresses, Ben is for the ministry, Cem is both, Lea leads.
    static func project(_ policy: Policy = Policy()) -> Rules {
        Rules(
            roles: ["dpo", "ministry", "lead"].map { Role(key: $0) },
            people: [
                Person(
                    key: "ann", names: ["Ann A."], emails: ["Ann@ministry.example", "ann@home.example"],
                    roles: [RoleTerm(role: "dpo")]),
                Person(
                    key: "ben", names: ["Ben"], emails: ["ben@ministry.example"], roles: [RoleTerm(role: "ministry")]),
                Person(
                    key: "cem", names: ["Cem"], emails: ["cem@ministry.example"],
                    roles: [RoleTerm(role: "dpo"), RoleTerm(role: "ministry")]),
                Person(key: "lea", names: ["Lea"], emails: ["lea@team.example"], roles: [RoleTerm(role: "lead")]),
            ], policy: policy)
    }
}

extension ItemFacts {
    /// A ticked item that asks inline.
    static func inline(_ asked: String..., text: String = "text", by author: String = "eve@team.example") -> ItemFacts {
        ItemFacts(
            isChecked: true, asked: asked, coverage: Coverage(text: text, outputs: []),
            completedBy: .author(email: author))
    }

    /// A ticked item with boxes, those of `ticked` ticked.
    static func boxes(_ roles: String..., ticked: [String], text: String = "text") -> ItemFacts {
        ItemFacts(
            isChecked: true, asked: roles,
            boxes: Dictionary(uniqueKeysWithValues: roles.map { ($0, ticked.contains($0)) }),
            coverage: Coverage(text: text, outputs: []), completedBy: .author(email: "eve@team.example"))
    }

    /// The same item, not ticked.
    var open: ItemFacts { with { ($0.isChecked, $0.completedBy) = (false, nil) } }

    /// The same item, struck through and not ticked.
    var excluded: ItemFacts { open.with { $0.isExcluded = true } }

    func with(_ change: (inout ItemFacts) -> Void) -> ItemFacts {
        var copy = self
        change(&copy)
        return copy
    }
}

let ann = "ann@ministry.example"
let ben = "ben@ministry.example"
let cem = "cem@ministry.example"
let lea = "lea@team.example"
let eve = "eve@team.example"
