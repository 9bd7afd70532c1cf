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
        for item in change.pairs.removed where item.isSigned {
            if case .fileDeleted(let path) = try change.loss(of: item) { signed[path, default: []].append(item) }
        }
        return signed.map { path, items in
            Diagnostic(
                rule, path: path,
                message: """
                    this checklist is not there any more, and with it \
                    \(items.count == 1 ? "an item that was" : "\(items.count) items that were") signed off, \
                    such as \(items[0].name)
                    """,
                advice: "Put it back; items that do not apply any more are struck through.")
        }
    }
}
