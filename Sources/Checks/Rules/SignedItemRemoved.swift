import Checklists
import Git

/// An item goes, and its sign-offs with it.
enum SignedItemRemoved: ChangeRule {
    static let rule = Diagnostic.Rule(
        "signed-item-removed", .error,
        summary: "A change removes an item that was signed off.",
        rationale: """
            What was approved is no longer shown anywhere but in the history and in `countersign audit`. An item that no \
            longer applies is struck through, not deleted.
            """,
        example: .init(
            "text",
            wrong: "A pull request deletes the line `- [x] Access levels are agreed`, which two roles had signed.",
            right: "It strikes the item through, with a `Reason:`, and the roles sign that."))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        let gone: [Diagnostic] = change.lost.compactMap { lost in
            guard lost.item.isSigned, case .removed(let path) = lost.loss else { return nil }
            return Diagnostic(
                rule, path: path,
                message: "\(lost.item.name), signed off as \(list(lost.item.signedRoles)), is not in \(path) any more",
                advice: advice, item: lost.item.key)
        }
        // Another item under its id is not that item, whatever it is asked to sign.
        let replaced = change.pairs.pairs.filter { pair in
            pair.base.isSigned && Set(pair.base.life.births).isDisjoint(with: pair.head.life.births)
        }
        return gone
            + replaced.map { pair in
                Diagnostic(
                    rule, pair.head,
                    message: """
                        \(pair.base.name), signed off as \(list(pair.base.signedRoles)), is not there any more: \
                        \(pair.head.name) stands in its place
                        """,
                    advice: advice)
            }
    }

    private static let advice = "Put it back; if it does not apply any more, strike its words through: ~~words~~"
}

extension Item {
    /// Roles with a sign-off that counts and has not ended, sorted.
    var signedRoles: [String] { Set(signOffs.filter { $0.counts && $0.end == nil }.map(\.role)).sorted() }
}
