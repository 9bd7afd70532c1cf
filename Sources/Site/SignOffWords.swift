import Checklists

/// How sign-offs are told. Who approved, who wrote it down and what proves it are three things in every language.
struct SignOffWords: Sendable {
    // MARK: One sign-off

    let signer: Phrase = "{person}, {role} of {organisation}"
    let signerAlone: Phrase = "{person}, {role}"
    let unknownSigner = "somebody who is not listed"
    let signed: Phrase = "Signed off by {signer}, on {day} in {change}."
    /// The approver did not make the commit.
    let recorded: Phrase = "Signed off in the name of {signer}, as {recorder} recorded on {day} in {change}."
    let signedBefore: Phrase =
        "Changed since sign-off. What was there before was signed off by {signer}, on {day} in {change}."
    let recordedBefore: Phrase = """
        Changed since sign-off. What was there before was signed off in the name of {signer}, as {recorder} recorded on \
        {day} in {change}.
        """
    let provenBy: Phrase = "Proven by: {what}."
    let openYet = "It counts once the item is ticked."

    // MARK: What proves it

    let verified: Phrase = "{person}’s own signature, with a key that the project lists"
    let forge: Phrase =
        "the signature of {forge}, which vouches for what is done in its web pages; {person} did not sign"
    let author: Phrase = "the name of {person} as the author of the commit; it is not signed"
    let committer: Phrase =
        "the name of {person} as the author of the commit; {committer}, who committed it, signed it, {person} did not"
    let expiredKey: Phrase =
        "the name of {person} as the author of the commit; its signature is by a key that was not valid then"
    let unknownKey: Phrase =
        "the name of {person} as the author of the commit; its signature is by a key that the project does not list"
    let unchecked: Phrase = "the name of {person} as the author of the commit; its signature could not be checked"
    let stated: Phrase = "nothing but the words of {recorder}; {person} neither signed nor made the commit"
    let aForge = "the code hosting service"
    let key: Phrase = "Key {key}"

    let nothing: Phrase = "nothing: {reason}"

    func alarm(_ verdict: SignatureVerdict) -> String {
        switch verdict {
        case .wrongSigner: "the commit is signed with a key that is listed for somebody else"
        case .revokedKey: "the commit is signed with a key that is revoked"
        default: "the signature does not fit what the commit holds"
        }
    }

    /// A level in a list of numbers: "2 by …".
    func counted(_ level: EvidenceLevel) -> Phrase {
        switch level {
        case .verified: "{count} by the person’s own signature"
        case .forge: "{count} by the signature of {forge}"
        case .authored: "{count} by the name of the commit’s author"
        case .stated: "{count} by the words of somebody else"
        }
    }

    // MARK: Missing ones

    let field = Plural(one: "Sign-off", other: "Sign-offs")
    let standing: Phrase = "{count} of {items} signed"
    let asks: Phrase = "To be signed off by {list}."
    let awaiting: Phrase = "Awaiting {role}: {reason}."
    let exclusionAwaiting: Phrase = "Not approved as not applicable by {role}: {reason}."

    func reason(_ reason: MissingSignOff.Reason) -> String {
        switch reason {
        case .none: "nobody has signed yet"
        case .changed: "what was signed has changed since"
        case .revoked: "the sign-off was revoked"
        case .ended: "the sign-off ended when the item was reopened or removed"
        case .historyTruncated: "none is known, but part of the history is not in this clone"
        case .alarm: failure(.alarm)
        case .evidence: failure(.evidence)
        case .independence: failure(.independence)
        case .role: failure(.role)
        case .commit: failure(.commit)
        }
    }

    func failure(_ failure: SignOff.Failure) -> String {
        switch failure {
        case .alarm: "the signature of the commit that signs is an alarm"
        case .evidence: "the sign-off is not as well proven as the project asks"
        case .independence: "who signed also made what is signed, and the project wants somebody else"
        case .role: "who signed did not hold the role then, or it is not clear which role was meant"
        case .commit:
            "the commit cannot sign: it is a merge, a copy, made by several, or wrote the tick together with the item"
        }
    }

    // MARK: What changed

    let textChanged: Phrase = "Text: “{from}” became “{to}”."
    let nowExcluded = "It was not marked as not applicable then."
    let nowIncluded = "It was marked as not applicable then."
    let fileChanged: Phrase = "{title}: {from} became {to}."
    let fileAdded: Phrase = "{title} is an output now."
    let fileRemoved: Phrase = "{title} is no output any more."
    let fileGone: Phrase = "{title}, {from}, is not there any more."
    let version: Phrase = "version {version}"
    let changedElsewhere = "A link or the formatting of the text, or a file that an output shows."
    let compare = "Everything that changed since then"

    // MARK: History

    let historySigned: Phrase = "Signed off as {role} by {person}"
    let historyRecorded: Phrase = "Sign-off as {role} in the name of {person} recorded by {recorder}"
    let historyAttempted: Phrase = "Attempted sign-off as {role} by {person}, which does not count: {reason}"
    let historyRevoked: Phrase = "Sign-off as {role} revoked by {person}"
    let boxTicked: Phrase = "Sign-off box of {role} ticked by {person}"
    let boxUnticked: Phrase = "Sign-off box of {role} unticked by {person}"

    // MARK: The register

    let title = "Sign-offs"
    let lead = "Who approved what, in which role, when, and what proves it. Every sign-off ever made is here."
    let none = "No sign-off was made yet."
    let counts = Plural(one: "{count} sign-off was made: {list}.", other: "{count} sign-offs were made: {list}.")
    let proofs: Phrase = "Those that are current are proven: {list}."
    let alarms = "Alarms"
    let alarm: Phrase = "{commit} by {person} on {day}: {reason}."
    let alarmItems: Phrase = "Items: {list}."
    let alarmAdvice = "Sign-offs in these commits do not count. Somebody has to find out what happened."
    let acknowledgedAlarms = "Alarms that were looked into"
    let acknowledged: Phrase = "Looked into: {reason}"
    let alarmLink = Plural(
        one: "A sign-off has a signature that does not hold",
        other: "{count} sign-offs have a signature that does not hold")
    let due = "Still to be signed"
    let dueReason: Phrase = "({reason})"
    let removedItems = "Items that were removed"
    let item = "Item"
    let signedOffBy = "By"
    let on = "On"
    let proof = "Proven by"
    let now = "Now"
    let inTheNameOf: Phrase = "In the name of {signer}; recorded by {recorder}"
    let selfGranted: Phrase = "{person} gave themselves this role in {change}."
    let onIn: Phrase = "{day} in {change}"
    let formerly: Phrase = "{title} (formerly in {from})"

    let current = "Current"
    let changed = "Changed since sign-off"
    let replaced = "Signed again later"
    let reopened = "Ended: the item was reopened"
    let removed = "Ended: the item was removed"
    let revoked = "Revoked"
    let fails = "Does not count"
    let endedBy: Phrase = "{what} by {person} on {day} in {change}"
    let because: Phrase = "{what}: {reason}"

    /// A state in a list of numbers: "3 current".
    let countedState: Phrase = "{count} {what}"
    let states = ["current", "changed since", "signed again later", "ended or revoked", "not counting"]

    let meaning = "What the proofs mean"
    let meanings: [(level: String, meaning: String)] = [
        (
            "Own signature",
            "The commit is signed with a key that the project lists for this very person. Somebody else can only have made it with that key."
        ),
        (
            "Signature of the code hosting service",
            "It was made in the service’s web pages by somebody logged in. The service vouches for the account; the person did not sign."
        ),
        (
            "Name of the commit’s author",
            "The commit names the person as its author. Whoever makes a commit can write any name there, so this rests on trust in those who may change the repository."
        ),
        (
            "Words of somebody else",
            "Somebody else wrote that the person approves. The person neither signed nor made the commit."
        ),
    ]
    let limits = """
        Days are those of the author of the commit, as the commit has them. What is behind a link to somewhere else is not \
        covered by a sign-off, only the address is.
        """
}
