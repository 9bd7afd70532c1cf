/// What the evaluation of sign-offs is told: facts as git has them, nothing of it judged.

/// A commit that may sign or end a sign-off.
package struct CommitFacts: Hashable, Sendable {
    package var id: CommitID
    /// Position in an order in which parents come before children.
    package var order: Int
    package var isMerge: Bool
    /// The message says that it is a cherry-pick or a revert.
    package var isCopy: Bool
    /// The message names a pull request, as those do that a forge writes when it merges or squashes one.
    package var namesPullRequest: Bool
    /// Of another project's history, which a merge brought in.
    package var isForeign: Bool
    /// As the commit has it, not through `.mailmap`.
    package var authorEmail: String
    /// Values of its `Co-authored-by:` trailers.
    package var coAuthors: [String]
    /// The committer's date as a day in UTC.
    package var committedOn: Day
    /// The rules of the first parent of its integration; on the mainline, of its own. nil: nothing was in force.
    package var rules: Rules?
    /// The working tree: nobody has made it yet, so it can end sign-offs and makes none.
    package var isUnwritten: Bool

    package init(
        id: CommitID, order: Int, isMerge: Bool = false, isCopy: Bool = false, namesPullRequest: Bool = false,
        isForeign: Bool = false, authorEmail: String, coAuthors: [String] = [], committedOn: Day, rules: Rules?,
        isUnwritten: Bool = false
    ) {
        self.id = id
        self.order = order
        self.isMerge = isMerge
        self.isCopy = isCopy
        self.namesPullRequest = namesPullRequest
        self.isForeign = isForeign
        self.authorEmail = authorEmail
        self.coAuthors = coAuthors
        self.committedOn = committedOn
        self.rules = rules
        self.isUnwritten = isUnwritten
    }
}

/// Who made something.
package enum Maker: Hashable, Sendable {
    /// The raw address of the commit's author, and the people (by key) that had it then or have it in the report's commit.
    case author(email: String, people: Set<String> = [])
    /// History is truncated before it.
    case unknown
}

/// An item as one commit leaves it.
package struct ItemFacts: Hashable, Sendable {
    package var isChecked: Bool
    package var isExcluded: Bool
    /// Roles asked for, in the order of the file.
    package var asked: [String]
    /// Those that are asked by a box, with whether all boxes of the role are ticked.
    package var boxes: [String: Bool]
    package var coverage: Coverage
    /// The commits that ticked the item which is ticked since; several where a merge joined sides that each did. nil: from
    /// before what is known.
    package var tickedIn: [CommitID?]
    /// The same of the boxes that are ticked, by role.
    package var boxesTickedIn: [String: [CommitID?]]
    /// The author of the completion in effect; nil where the item is not ticked.
    package var completedBy: Maker?
    /// The authors and co-authors of the last change to each covered file.
    package var outputsChangedBy: [Maker]

    package init(
        isChecked: Bool, isExcluded: Bool = false, asked: [String], boxes: [String: Bool] = [:], coverage: Coverage,
        tickedIn: [CommitID?] = [], boxesTickedIn: [String: [CommitID?]] = [:], completedBy: Maker? = nil,
        outputsChangedBy: [Maker] = []
    ) {
        self.isChecked = isChecked
        self.isExcluded = isExcluded
        self.asked = asked
        self.boxes = boxes
        self.coverage = coverage
        self.tickedIn = tickedIn
        self.boxesTickedIn = boxesTickedIn
        self.completedBy = completedBy
        self.outputsChangedBy = outputsChangedBy
    }

    package init(
        _ state: ItemState, coverage: Coverage, tickedIn: [CommitID?], boxesTickedIn: [String: [CommitID?]],
        completedBy: Maker?, outputsChangedBy: [Maker]
    ) {
        self.init(
            isChecked: state.isChecked, isExcluded: state.isExcluded, asked: state.fields.asked,
            boxes: Dictionary(state.fields.boxes.map { ($0.role, $0.isChecked) }) { $0 && $1 },
            coverage: coverage, tickedIn: tickedIn, boxesTickedIn: boxesTickedIn, completedBy: completedBy,
            outputsChangedBy: outputsChangedBy)
    }

    /// Roles that the item asks for without a box.
    var inlineAsked: [String] { asked.filter { boxes[$0] == nil } }
}

/// Something by which an item may have been signed off.
package struct SignOffAttempt: Hashable, Sendable {
    package enum Way: Hashable, Sendable {
        /// The commit ticked the role's box.
        case box(role: String)
        /// The commit says `Sign-off:` for the item; `by` as it stands there.
        case trailer(role: String?, by: Mention?)
        /// The commit ticked the item.
        case completion
        /// The commit ticked the item, or is the integration of the one that did, and has this trailer. Every trailer
        /// may be given, whatever the policy says of it.
        case approval(key: String, by: Mention?)
    }

    package var way: Way
    /// The commit that bears it.
    package var commit: CommitFacts
    /// The item as that commit leaves it.
    package var item: ItemFacts
    /// The commit that ticked the item or box also added it: there was nothing to tick before.
    package var isBornTicked: Bool

    package init(_ way: Way, in commit: CommitFacts, item: ItemFacts, isBornTicked: Bool = false) {
        self.way = way
        self.commit = commit
        self.item = item
        self.isBornTicked = isBornTicked
    }
}

/// Something by which sign-offs of an item may have ended.
package struct SignOffEnding: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case reopened, removed
        /// The role's box was ticked and is not any more.
        case unticked(role: String)
        /// `Revoke-sign-off:` for the item.
        case revocation(role: String?)
    }

    package var kind: Kind
    package var commit: CommitFacts

    package init(_ kind: Kind, in commit: CommitFacts) {
        self.kind = kind
        self.commit = commit
    }
}

/// The whole history of an item as far as sign-offs go.
package struct SignOffFacts: Sendable {
    /// The item in the report's commit; nil if it was removed.
    package var now: ItemFacts?
    package var attempts: [SignOffAttempt]
    package var endings: [SignOffEnding]
    /// Roles that the item asked for at any time.
    package var everAsked: Set<String>
    package var isHistoryComplete: Bool
    /// Roles whose boxes the working tree ticks: whether that signs is seen when it is committed.
    package var unwrittenBoxes: Set<String> = []

    package init(
        now: ItemFacts?, attempts: [SignOffAttempt], endings: [SignOffEnding] = [], everAsked: Set<String> = [],
        isHistoryComplete: Bool = true
    ) {
        self.now = now
        self.attempts = attempts
        self.endings = endings
        self.everAsked = everAsked
        self.isHistoryComplete = isHistoryComplete
    }
}

/// What the evaluation asks of the repository.
package struct SignOffContext {
    /// Whether the first commit is a true ancestor of the second.
    package var isAncestor: (CommitID, CommitID) -> Bool
    /// Of two commits of which none is the other's ancestor: whether the first lies on the first-parent side.
    package var isOnFirstSide: (CommitID, CommitID) -> Bool
    /// What the signature of a commit says. Asked only of those in `commitsToJudge`.
    package var signature: (CommitID) -> JudgedSignature
    /// The commit that gave a person (by key) a role, as far as it was in force for a commit.
    package var roleGranted: (_ role: String, _ person: String, _ commit: CommitID) -> CommitID?

    package init(
        isAncestor: @escaping (CommitID, CommitID) -> Bool, isOnFirstSide: @escaping (CommitID, CommitID) -> Bool,
        signature: @escaping (CommitID) -> JudgedSignature,
        roleGranted: @escaping (_ role: String, _ person: String, _ commit: CommitID) -> CommitID?
    ) {
        self.isAncestor = isAncestor
        self.isOnFirstSide = isOnFirstSide
        self.signature = signature
        self.roleGranted = roleGranted
    }
}

/// The verdict on a commit's signature, and whether a good one is the forge's.
package struct JudgedSignature: Hashable, Sendable {
    package var verdict: SignatureVerdict
    package var isForges: Bool

    package static let none = JudgedSignature(.none)

    package init(_ verdict: SignatureVerdict, isForges: Bool = false) {
        self.verdict = verdict
        self.isForges = isForges
    }
}
