/// Everything that is told about a project at one commit. Console, JSON and site are renderings of it.
package struct Report: Sendable {
    package var generatorVersion: String
    package var project: Project
    package var commit: CommitID
    /// The working tree was counted as one unwritten commit.
    package var includesWorktree: Bool
    package var asOf: Day
    package var history: HistoryExtent
    /// Every commit that anything here refers to.
    package var commits: [CommitID: CommitRecord]
    /// By phase (those without one last), then by path.
    package var checklists: [Checklist]
    /// Items that were removed and did not come back, by path and key.
    package var removedItems: [RemovedItem]
    /// Roles, people and policy of the report's commit; nil without a configuration.
    package var rules: Rules?
    /// Of the commits that sign off or revoke, as far as there is more to say than the verdict.
    package var signatures: [CommitID: SignatureDetail]
    /// What checklists say in the project's other languages, in tree order. They are no checklists, and in no data.
    package var translations: [Translation]
    /// What the site shows of the repository though no item has to name it, by path; empty where nobody asked for it. In no
    /// data.
    package var documents: [ProjectDocument] = []
    /// Of documents, and of the files that items rest on or sign-offs cover, by path, oldest first; empty where nobody asked for them. In no
    /// data.
    package var fileHistories: [String: [FileChange]] = [:]

    package init(
        generatorVersion: String, project: Project, commit: CommitID, includesWorktree: Bool, asOf: Day,
        history: HistoryExtent, commits: [CommitID: CommitRecord], checklists: [Checklist],
        removedItems: [RemovedItem], rules: Rules? = nil, signatures: [CommitID: SignatureDetail] = [:],
        translations: [Translation] = []
    ) {
        self.generatorVersion = generatorVersion
        self.project = project
        self.commit = commit
        self.includesWorktree = includesWorktree
        self.asOf = asOf
        self.history = history
        self.commits = commits
        self.checklists = checklists
        self.removedItems = removedItems
        self.rules = rules
        self.signatures = signatures
        self.translations = translations
    }

    /// Of all checklists, in their order.
    package var items: [Item] { checklists.flatMap(\.items) }

    package var summary: Summary { Summary(of: checklists.lazy.flatMap(\.items)) }
}

/// A file of the repository that readers of the site may want to read: Markdown, a table or a diagram.
package struct ProjectDocument: Hashable, Sendable {
    package let path: String
    /// Hexadecimal.
    package let blob: String
    /// As it calls itself, else the file's name.
    package let title: String

    package init(path: String, blob: String, title: String) {
        self.path = path
        self.blob = blob
        self.title = title
    }
}

/// What the report is about.
package struct Project: Hashable, Sendable {
    package var title: String
    package var description: String?
    /// Web address of the repository, without credentials.
    package var repository: String?
    /// Name and version of the template the project was made from.
    package var template: String?
    package var forge: Forge?
    /// BCP 47 tags, the base language first; never empty, each once.
    package var languages: [String]
    /// Address of the published site, with a slash at its end; nil where it is not known.
    package var siteAddress: String?
    package var feedback: [Feedback]
    /// By language tag in lower case, where the configuration has several.
    package var titles: [String: String]
    package var descriptions: [String: String]

    package init(
        title: String, description: String? = nil, repository: String? = nil, template: String? = nil,
        forge: Forge? = nil, languages: [String] = ["en"], siteAddress: String? = nil, feedback: [Feedback] = [],
        titles: [String: String] = [:], descriptions: [String: String] = [:]
    ) {
        self.title = title
        self.description = description
        self.repository = repository
        self.template = template
        self.forge = forge
        self.languages = languages
        self.siteAddress = siteAddress
        self.feedback = feedback
        self.titles = titles
        self.descriptions = descriptions
    }
}

/// Where readers comment or ask.
package struct Feedback: Hashable, Sendable {
    package var title: String
    /// `http`, `https` or `mailto`.
    package var url: String

    package init(title: String, url: String) {
        self.title = title
        self.url = url
    }
}

/// BCP 47, 2.1, in the form that file names, folders and `lang` take: subtags of 1 to 8 letters and digits.
package func isLanguageTag(_ text: String) -> Bool {
    let subtags = text.split(separator: "-", omittingEmptySubsequences: false)
    // Windows keeps these names for devices, and nobody writes a site in Cofán yet.
    guard !["con", "prn", "aux", "nul"].contains(subtags.first?.lowercased() ?? "") else { return false }
    return (2...3).contains(subtags.first?.utf8.count ?? 0)
        && subtags.allSatisfy { subtag in
            (1...8).contains(subtag.utf8.count)
                && subtag.utf8.allSatisfy {
                    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                }
        }
}

/// A Markdown file with at least one item.
package struct Checklist: Sendable {
    /// From the repository's root.
    package var path: String
    package var title: String
    package var summary: String?
    package var phase: Int?
    /// BCP 47 tag, where the front matter gives one.
    package var language: String?
    package var isDraft: Bool
    /// In the order of the file.
    package var items: [Item]

    package init(
        path: String, title: String, summary: String? = nil, phase: Int? = nil, language: String? = nil,
        isDraft: Bool = false, items: [Item]
    ) {
        self.path = path
        self.title = title
        self.summary = summary
        self.phase = phase
        self.language = language
        self.isDraft = isDraft
        self.items = items
    }

    package var counts: Summary { Summary(of: items) }
}

/// An item that history knows and the report's commit does not.
package struct RemovedItem: Sendable {
    package var key: String
    /// The file it was in last.
    package var path: String
    /// Its state just before it was removed.
    package var state: ItemState
    package var life: ItemLife
    /// Every attempt to sign it off while it was there.
    package var signOffs: [SignOff]
    /// Of what there is to say about them only the alarms matter now.
    package var signOffFindings: [SignOffFinding] = []

    package init(key: String, path: String, state: ItemState, life: ItemLife, signOffs: [SignOff] = []) {
        self.key = key
        self.path = path
        self.state = state
        self.life = life
        self.signOffs = signOffs
    }
}

/// How many items are what.
package struct Summary: Hashable, Sendable {
    package private(set) var items = 0
    package private(set) var overdue = 0
    private var byStatus: [Status: Int] = [:]

    package init(of items: some Sequence<Item>) {
        for item in items {
            self.items += 1
            byStatus[item.status, default: 0] += 1
            if item.isOverdue { overdue += 1 }
        }
    }

    package subscript(status: Status) -> Int { byStatus[status] ?? 0 }

    /// All but the not applicable: what shares are shares of.
    package var applicable: Int { items - self[.notApplicable] }
    /// Ticked and nothing left to do.
    package var finished: Int { self[.done] + self[.signedOff] }
}

/// How much of the history the clone holds.
package struct HistoryExtent: Hashable, Sendable {
    package enum Truncation: String, Hashable, Sendable {
        /// `git clone --depth`: commits beyond the boundary are not there.
        case shallow
        /// `git clone --filter`: commits are there, some of their files are not.
        case partial
    }

    /// nil when the history is whole.
    package var truncation: Truncation?
    /// The commits at which history ends before its beginning, sorted.
    package var boundaries: [CommitID]

    package init(truncation: Truncation? = nil, boundaries: [CommitID] = []) {
        self.truncation = truncation
        self.boundaries = boundaries
    }

    package var isComplete: Bool { truncation == nil }
}

/// A commit as people are told of it.
package struct CommitRecord: Hashable, Sendable {
    package struct Signature: Hashable, Sendable {
        /// Through `.mailmap`; for display only.
        package var name: String
        package var email: String
        /// As the commit has them: what is said of proof says what git has.
        package var rawName: String
        package var rawEmail: String
        /// Key of the person in `countersign.yml`, by the raw e-mail address.
        package var person: String?

        package init(
            name: String, email: String, rawName: String? = nil, rawEmail: String? = nil, person: String? = nil
        ) {
            self.name = name
            self.email = email
            self.rawName = rawName ?? name
            self.rawEmail = rawEmail ?? email
            self.person = person
        }
    }

    package var author: Signature
    package var committer: Signature
    package var authoredAt: Timestamp
    package var committedAt: Timestamp
    /// First line of the message.
    package var summary: String
    /// The mainline commit that brought this one in; nil for a commit on the mainline itself.
    package var integration: CommitID?
    package var pullRequest: Int?
    /// Place in the order of ancestry: a parent's is smaller than its child's.
    package var order: Int

    package init(
        author: Signature, committer: Signature, authoredAt: Timestamp, committedAt: Timestamp, summary: String,
        integration: CommitID?, pullRequest: Int?, order: Int
    ) {
        self.author = author
        self.committer = committer
        self.authoredAt = authoredAt
        self.committedAt = committedAt
        self.summary = summary
        self.integration = integration
        self.pullRequest = pullRequest
        self.order = order
    }
}
