import Checklists
import Git

/// A change after which a sign-off no longer holds, perhaps in a file that nobody thinks of.
enum SignOffMadeStale: ChangeRule {
    static let rule = Diagnostic.Rule(
        "sign-off-made-stale", .warning,
        summary: "A change alters what was signed off: the words of an item, its outputs, or what an output shows.",
        rationale: """
            The item loses its status until the role signs again. That may well be meant; whoever makes or merges the \
            change should know it.
            """,
        example: .init(
            "text",
            wrong: "A pull request corrects `outputs/access.md`, which the data protection officer had signed.",
            right: "The same, and the officer signs again in it or after it."))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        change.pairs.pairs.flatMap { pair in
            pair.base.state.fields.asked.compactMap { role in
                // What is struck through has a rule of its own.
                guard !pair.head.state.isExcluded, pair.head.state.fields.asked.contains(role),
                    let signed = pair.base.standingSignOff(as: role), pair.head.standingSignOff(as: role) == nil,
                    let now = pair.head.signOffs.first(where: { $0.isSame(as: signed) }), now.counts, now.end == nil,
                    let reason = change.head.report.change(since: now, of: pair.head)
                else { return nil }
                return finding(role, now, reason, pair.head, change)
            }
        }
    }

    private static func finding(
        _ role: String, _ signOff: SignOff, _ reason: CoveredChange, _ item: Item, _ change: CheckedChange
    ) -> Diagnostic {
        let signer = signOff.person.map { " by \(quoted(change.base.name(ofPerson: $0)))" } ?? ""
        return Diagnostic(
            rule, path: item.path, line: item.line(ofRole: role),
            message: """
                this change makes the sign-off of \(item.name) as \(quoted(role))\(signer) out of date: \(reason.words)
                """,
            advice: "Have the role sign again, or leave what was signed as it is.", related: reason.related,
            item: item.key, detail: ChangedSinceSignOff.detail(signOff))
    }

    static func says(_ own: Diagnostic, allOf other: Diagnostic) -> Bool {
        other.rule == ChangedSinceSignOff.rule && other.item == own.item && other.detail == own.detail
    }
}
