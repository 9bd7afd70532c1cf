import Checklists
import Git

/// A change that ends sign-offs: by reopening, unticking, or taking back.
enum SignOffEnded: ChangeRule {
    static let rule = Diagnostic.Rule(
        "sign-off-ended", .warning,
        summary: "A change reopens an item that was signed off, or takes a sign-off back.",
        rationale: """
            A sign-off that has ended does not come back when the item is ticked again: the role has to sign again. Where \
            the signer takes it back on purpose, it is a note.
            """,
        example: .init(
            "text",
            wrong: "A pull request unticks an item by mistake, and ticks it again.",
            right: "The item stays ticked; what is new becomes an item of its own."))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        change.pairs.pairs.flatMap { pair in
            pair.base.state.fields.asked.compactMap { role in
                guard pair.head.state.fields.asked.contains(role), let signed = pair.base.standingSignOff(as: role),
                    pair.head.standingSignOff(as: role) == nil,
                    let now = pair.head.signOffs.first(where: { $0.isSame(as: signed) }), let end = now.end
                else { return nil }
                return finding(role, end, pair.head, change)
            }
        }
    }

    private static func finding(
        _ role: String, _ end: SignOff.End, _ item: Item, _ change: CheckedChange
    ) -> Diagnostic? {
        // Who may not revoke is told so by a rule of its own.
        if let commit = end.commit, item.signOffFindings.contains(.unticked(role: role, commit: commit)) { return nil }
        let by = end.commit.map { "commit \($0.short)" } ?? "a merge"
        let what =
            switch end.reason {
            case .revoked: "\(by) takes the sign-off of \(item.name) as \(quoted(role)) back"
            case .reopened: "\(by) unticks \(item.name), which ends its sign-off as \(quoted(role))"
            case .removed: "\(by) removes \(item.name), which ends its sign-off as \(quoted(role)) though it comes back"
            }
        var diagnostic = Diagnostic(
            rule, path: item.path, line: item.line(ofRole: role), message: what,
            advice: "If that is meant, have the role sign again when it is time.", item: item.key,
            detail: SignOffMissing.detail(role))
        if end.reason == .revoked, end.commit != nil { diagnostic.severity = .note }
        return diagnostic
    }

    static func says(_ own: Diagnostic, allOf other: Diagnostic) -> Bool {
        guard other.rule == SignOffMissing.rule, other.item == own.item, let role = own.detail else { return false }
        return [MissingSignOff.Reason.revoked, .ended].contains { other.detail == "\(role) \($0.rawValue)" }
    }
}
