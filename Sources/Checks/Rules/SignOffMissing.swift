import Checklists
import Git

/// An item that is ticked and misses a sign-off (SPEC 5, `awaiting`).
enum SignOffMissing: ProjectRule {
    static let rule = Diagnostic.Rule(
        "sign-off-missing", .note,
        summary: "An item is ticked, and a sign-off that it asks for is missing.",
        rationale: """
            It is not finished before the role has signed. That is the ordinary course of things, so it is a note; a \
            project that wants to merge nothing unsigned makes it an error under "checks".
            """,
        example: .init(
            wrong: """
                - [x] Access levels are agreed
                  - Sign-off:
                    - [ ] data-protection-officer
                """,
            right: """
                - [x] Access levels are agreed
                  - Sign-off:
                    - [x] data-protection-officer
                """))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.report.items.filter { $0.state.isChecked && !$0.state.isExcluded }.flatMap { item in
            // What changed since its sign-off has a rule of its own.
            item.missingSignOffs.filter { $0.reason != .changed }.map { finding($0, item) }
        }
    }

    private static func finding(_ missing: MissingSignOff, _ item: Item) -> Diagnostic {
        let role = quoted(missing.role)
        let (what, advice) = words(missing.reason, item)
        return Diagnostic(
            rule, path: item.path, line: item.line(ofRole: missing.role),
            message: "\(item.name) is ticked and not signed off as \(role)\(what)", advice: advice, item: item.key,
            detail: "\(detail(missing.role)) \(missing.reason.rawValue)")
    }

    /// Of a finding about a role of an item.
    static func detail(_ role: String) -> String { "sign-off:\(role)" }

    private static let signAgain = "Have a holder of the role sign again."

    private static func words(_ reason: MissingSignOff.Reason, _ item: Item) -> (what: String, advice: String) {
        switch reason {
        case .none, .changed: ("", "Ask a holder of the role to tick the box, or to run: countersign sign \(item.key)")
        case .revoked: (": the sign-off was revoked", signAgain)
        case .ended: (": the sign-off ended when the item was reopened or removed", signAgain)
        case .alarm:
            (": the signature of the commit that signs is an alarm", "Find out what happened, then sign again.")
        case .evidence:
            (
                ": the sign-off is not proven as well as the project asks",
                "Sign again in a signed commit, or as policy.minimum-evidence asks."
            )
        case .independence:
            (
                ": whoever signed also ticked the item or made its output",
                "Have another holder of the role sign: the project wants somebody independent."
            )
        case .role:
            (
                ": whoever signed did not hold the role then, or did not say in which of several",
                "Have a holder of the role sign. Roles count from the change after the one that gives them."
            )
        case .commit:
            (
                ": the commit that signed cannot sign, being a merge, a copy, made by several people, of another "
                    + "project's history, or the one that added the box",
                "Have a holder of the role tick the box in a change of their own; where it is ticked, they take the x out "
                    + "and save first."
            )
        case .historyTruncated:
            (
                " as far as this clone tells: it does not hold the whole history",
                "Fetch the whole history and check again."
            )
        }
    }
}

extension Item {
    /// The `Sign-off:` line for the same role in the message of the same commit.
    func words(besides signOff: SignOff) -> SignOff? {
        signOffs.first { $0.way == .trailer && $0.role == signOff.role && $0.commit == signOff.commit }
    }
}
