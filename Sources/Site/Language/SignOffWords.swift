import Checklists

/// How sign-offs are told. Who approved, who wrote it down and what proves it are three things in every language.
struct SignOffWords: Sendable, Decodable {
    // MARK: One sign-off

    let signer, signerAlone, signerAttempting, signed, recorded, signedBefore, recordedBefore, provenBy: Phrase
    let unknownSigner, openYet: String

    // MARK: What proves it

    let verified, forge, author, committer, expiredKey, unknownKey, unchecked, stated, nothing, key: Phrase
    let aForge: String
    let alarmReasons: Table<Alarm, String>
    /// A level in a list of numbers: "2 by …".
    let counted: Table<EvidenceLevel, Phrase>

    /// The verdicts that are one.
    enum Alarm: String, CaseIterable, Sendable {
        case wrongSigner = "wrong-signer"
        case revokedKey = "revoked-key"
        case bad
    }

    // MARK: Missing ones

    let field: Plural
    let standing, asks, awaiting, exclusionAwaiting: Phrase
    let missingReasons: Table<MissingSignOff.Reason, String>

    // MARK: What changed

    let textChanged, fileChanged, fileAdded, fileRemoved, fileGone, version: Phrase
    let nowExcluded, nowIncluded, changedElsewhere, compare: String

    // MARK: History

    let historySigned, historyRecorded, historyAttempted, historyRevoked: Phrase

    // MARK: The register

    let title, lead, none, alarms, alarmAdvice, acknowledgedAlarms, due, removedItems: String
    let item, signedOffBy, signedOn, proof, now, current, changed, replaced, fails: String
    let counts, alarmLink: Plural
    let proofs, alarm, alarmItems, acknowledged, dueCounts, dueLater, dueReason, inTheNameOf, unwrittenThen,
        selfGranted, onIn,
        endedBy,
        because: Phrase
    let ends: Table<SignOff.End.Reason, String>
    /// In a list of numbers: "3 current".
    let states: Table<RegisterState, Phrase>
}

extension SignOffWords {
    func alarm(_ verdict: SignatureVerdict) -> String { alarmReasons[Alarm(rawValue: verdict.rawValue) ?? .bad] }

    func reason(_ reason: MissingSignOff.Reason) -> String { missingReasons[reason] }

    func failure(_ failure: SignOff.Failure) -> String {
        let reason: MissingSignOff.Reason =
            switch failure {
            case .alarm: .alarm
            case .evidence: .evidence
            case .independence: .independence
            case .role: .role
            case .commit: .commit
            }
        return missingReasons[reason]
    }
}
