import Checklists
import Git

/// An item that is called otherwise from now on.
enum IDChanged: ChangeRule {
    static let rule = Diagnostic.Rule(
        "id-changed", .warning,
        summary: "A change gives an item another id, or takes its id away.",
        rationale: """
            The id is what links, minutes and `Sign-off:` lines call the item. Words may change freely; whoever follows the \
            old id finds nothing.
            """,
        example: .init(
            wrong: "`- [x] Access levels are agreed {#access}`, where it was `{#access-levels}`",
            right: "- [x] Access levels and administrators are agreed {#access-levels}"))

    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic] {
        change.pairs.pairs.compactMap { pair in
            guard let old = pair.base.state.id, old != pair.head.state.id else { return nil }
            let what = pair.head.state.id.map { "is now called \(quoted($0)), where its id was \(quoted(old))" }
            // The trailers there are count all the same: each is read in the tree of its own commit.
            let signed =
                pair.base.isSigned
                ? "; it stays signed off, but links to the old id, and new Sign-off: lines that name it, lead nowhere"
                : ""
            return Diagnostic(
                rule, pair.head,
                message: "\(pair.head.name) \(what ?? "no longer has its id \(quoted(old))")\(signed)",
                advice: "Write {#\(old)} at its end again, unless nothing refers to it.", detail: old)
        }
    }
}
