import Checklists
import Git

/// A whole file goes, and its sign-offs with it.
enum SignedChecklistDeleted: ChangeRule {
    static let rule = Diagnostic.Rule(
        "signed-checklist-deleted", .error,
        summary: "A change deletes a checklist in which items were signed off.",
        rationale: """
            What was approved is no longer shown anywhere but in the history and in `countersign audit`. Moving the file \
            elsewhere keeps it all.
            """,
        example: .init(
            "text",
            wrong: "A pull request deletes `checklists/5-security.md`.",
            right: "It moves the file to another folder of checklists."))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        var signed: [String: [Item]] = [:]
        for lost in change.lost where lost.item.isSigned {
            if case .fileDeleted(let path) = lost.loss { signed[path, default: []].append(lost.item) }
        }
        return signed.compactMap { path, items in
            guard let first = items.first else { return nil }
            let was = items.count > 1 ? "were" : "was"
            return Diagnostic(
                rule, path: path,
                message: """
                    \(path) is not there any more, and with it \(first.name)\(others(of: items.count)), which \(was) \
                    signed off
                    """,
                advice: "Put it back; items that do not apply any more are struck through.")
        }
    }
}
