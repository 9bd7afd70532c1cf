import Checklists

/// What there is to say of an item's sign-offs, in plain words.
struct SignOffDiagnostics {
    let path: String
    /// nil for an item that was removed.
    let line: Int?
    let title: String
    /// Of the item, in the data.
    let key: String
    /// Of the report's commit.
    let policy: Policy?

    func diagnostic(_ finding: SignOffFinding) -> Diagnostic {
        var diagnostic = words(finding)
        diagnostic.detail = finding.detail
        return diagnostic
    }

    private func words(_ finding: SignOffFinding) -> Diagnostic {
        switch finding {
        case .boxWithoutSignOff(let role):
            diagnostic(
                .boxWithoutSignOff,
                "the box \(quoted(role)) of \(item) is ticked, and no sign-off that counts is behind it",
                "Take the x out of the box. Whoever holds the role signs by putting it back, in a change of their own."
            )
        case .signOffWithoutBox(let role, let commit):
            diagnostic(
                .signOffWithoutBox,
                "\(item) is signed off as \(quoted(role)) by commit \(commit.short), and the box of the role is not ticked",
                "Tick the box, or revoke the sign-off.")
        case .unticked(let role, let commit):
            diagnostic(
                .signOffUnticked,
                "commit \(commit.short) unticked the box \(quoted(role)) of \(item), by somebody who did not sign and may not revoke",
                "The sign-off is revoked all the same. If that was a mistake, have it signed again.")
        case .revocationNotAllowed(let role, let commit):
            diagnostic(
                .revocationNotAllowed,
                "commit \(commit.short) revokes \(signOff(as: role)) of \(item), by somebody who did not sign and may not revoke",
                "It has no effect. Who signed can revoke, or a role of policy.revoke, which must name the role.")
        case .revocationOfNothing(let role, let commit):
            diagnostic(
                .revocationOfNothing,
                "commit \(commit.short) revokes \(signOff(as: role)) of \(item), and there is none to revoke",
                "It has no effect. Compare the item's id and the role with the sign-off that was meant.")
        case .roleUnclear(let held, let commit):
            diagnostic(
                .signOffRoleUnclear,
                held.isEmpty
                    ? "commit \(commit.short) signs \(item) off without a role, by somebody who holds none that it asks for"
                    : "commit \(commit.short) signs \(item) off without a role, by somebody who holds \(list(held))",
                held.isEmpty
                    ? "It counts for nothing. Roles count from the change after the one that gave them."
                    : "It counts for none of them. Sign again with \"as ROLE\".")
        case .roleNotAsked(let role, let commit):
            diagnostic(
                .signOffRoleNotAsked,
                "commit \(commit.short) signs \(item) off as \(quoted(role)), which the item never asked for",
                "Ask for the role under \"Sign-off:\", or compare its name with those the item asks for.")
        case .alarm(let verdict, let commit): alarm(verdict, commit)
        }
    }

    private func alarm(_ verdict: SignatureVerdict, _ commit: CommitID) -> Diagnostic {
        let what =
            switch verdict {
            case .bad: "does not fit its content, which was altered after it was signed"
            case .wrongSigner: "is by a key that is listed for somebody else than its author"
            case .revokedKey: "is by a key that was revoked"
            default: "does not hold"
            }
        var diagnostic = diagnostic(
            .signatureAlarm,
            "the signature of commit \(commit.short), which signs \(item) off or revokes that, \(what)",
            "It never counts. Find out what happened, sign again, and put the commit under policy.acknowledged with the reason."
        )
        if let acknowledged = policy?.acknowledgement(of: commit) {
            diagnostic.severity = .note
            diagnostic.advice = "Acknowledged: \(acknowledged.reason)"
        }
        return diagnostic
    }

    private func diagnostic(_ rule: Diagnostic.Rule, _ message: String, _ advice: String) -> Diagnostic {
        Diagnostic(rule, path: path, line: line, message: message, advice: advice, item: key)
    }

    private var item: String { quoted(title.count > 80 ? title.prefix(79) + "…" : title) }

    private func quoted(_ text: String) -> String { "\"\(text)\"" }

    private func signOff(as role: String?) -> String { role.map { "the sign-off as \(quoted($0))" } ?? "sign-offs" }

    private func list(_ roles: [String]) -> String { roles.map(quoted).joined(separator: ", ") }
}

extension SignOffFinding {
    /// What it is about, whatever the item is called.
    fileprivate var detail: String {
        switch self {
        case .boxWithoutSignOff(let role): "sign-off:\(role)"
        case .signOffWithoutBox(let role, let commit), .unticked(let role, let commit),
            .roleNotAsked(let role, let commit):
            "sign-off:\(role) \(commit)"
        case .revocationNotAllowed(let role, let commit), .revocationOfNothing(let role, let commit):
            "sign-off:\(role ?? "") \(commit)"
        case .roleUnclear(_, let commit), .alarm(_, let commit): commit.hex
        }
    }
}
