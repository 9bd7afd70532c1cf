import Checklists

/// Sign-offs in plain words, for consoles and tables. Who approved and who wrote it down are never one.
struct SignOffWords {
    let report: Report

    /// Who signed, by name.
    func signer(_ signOff: SignOff) -> String {
        report.name(ofSigner: signOff).map(withoutEmailDomains) ?? "somebody who is not listed"
    }

    /// The author of a commit, by name.
    func author(_ commit: CommitID) -> String {
        report.commits[commit].map { withoutEmailDomains($0.author.name) } ?? "somebody"
    }

    /// "signed off as dpo by Ann"; who only wrote it down is named as such, and what does not count is an attempt.
    func what(_ signOff: SignOff) -> String {
        let kind = signOff.counts ? "signed off" : "attempted sign-off"
        guard signOff.evidence == .stated else { return "\(kind) as \(signOff.role) by \(signer(signOff))" }
        return "\(kind) as \(signOff.role) in the name of \(signer(signOff)), recorded by \(author(signOff.commit))"
    }

    /// How a sign-off was made.
    func way(_ way: SignOff.Way) -> String {
        switch way {
        case .box: "ticked the sign-off box"
        case .trailer: "wrote Sign-off: in the commit message"
        case .completion: "ticked the item that asks for the role"
        case .approval: "named in an approval trailer"
        }
    }

    /// What proves it, after the name of the level.
    func proof(_ signOff: SignOff) -> String {
        let detail = report.signatures[signOff.commit]
        let more = [detail?.fingerprint, detail?.note].compactMap(\.self)
        return "\(signOff.evidence.rawValue): \(sentence(on: signOff, detail))"
            + (more.isEmpty ? "" : " (\(more.joined(separator: "; ")))")
    }

    private func sentence(on signOff: SignOff, _ detail: SignatureDetail?) -> String {
        let name = signer(signOff)
        if signOff.signature.isAlarm { return verdict(signOff.signature, detail) }
        switch signOff.evidence {
        case .verified: return "signed with \(name)'s own key"
        case .forge: return "signed by the forge's key, not by \(name)"
        case .stated: return "only the words of \(author(signOff.commit)) name \(name)"
        case .authored:
            let named = "the commit names \(name) as its author"
            switch signOff.signature {
            case .none, .good: return "not signed; \(named)"
            case .committer:
                let committer = report.commits[signOff.commit].map { withoutEmailDomains($0.committer.name) }
                return "signed by its committer \(committer ?? ""), not by \(name); \(named)"
            default: return "\(verdict(signOff.signature, detail)); \(named)"
            }
        }
    }

    func verdict(_ verdict: SignatureVerdict, _ detail: SignatureDetail?) -> String {
        switch verdict {
        case .none: "not signed"
        case .good: "signed with a listed key"
        case .committer: "signed by its committer"
        case .wrongSigner: "signed with a key listed for somebody else" + (detail?.signer.map { ", \($0)" } ?? "")
        case .bad: "the signature does not fit what the commit holds"
        case .revokedKey: "signed with a key that is revoked"
        case .expiredKey: "signed with a key that was not valid then"
        case .unknownKey: "signed with a key that the project does not list"
        case .unchecked: "signed, but the signature could not be checked"
        }
    }

    func failure(_ failure: SignOff.Failure) -> String {
        switch failure {
        case .alarm: "the signature of its commit is an alarm"
        case .role: "the role was not held, not in force, or not named"
        case .commit:
            """
            a commit like this cannot sign: a merge, a copy, one made by several, one of another project's history, or \
            one that added the tick
            """
        case .evidence: "the project asks for better evidence"
        case .independence: "the signer also made what is signed"
        }
    }

    func end(_ end: SignOff.End) -> String {
        let what =
            switch end.reason {
            case .reopened: "ended, the item was reopened"
            case .removed: "ended, the item was removed"
            case .revoked: "revoked"
            }
        guard let commit = end.commit else { return "\(what) by a merge that took the other side" }
        let day = report.commits[commit].map { " on \($0.authoredAt.localDay)" } ?? ""
        return "\(what) by \(author(commit))\(day) in \(commit.short)"
    }

    /// What became of it: "stands", "changed since", "revoked by Bo on 2027-03-06 in 0123456789".
    func state(_ signOff: SignOff) -> String {
        switch signOff.state {
        case .stands: "current: what it covers has not changed"
        case .changed: "changed since sign-off"
        case .ended(let end): self.end(end)
        case .failed(let failure): "does not count: \(self.failure(failure))"
        }
    }

    /// Why a sign-off is missing, shortly; nil where nothing was ever tried.
    func reason(_ reason: MissingSignOff.Reason) -> String? {
        switch reason {
        case .changed: "changed since"
        case .revoked: "revoked"
        case .ended: "sign again: it was reopened or removed"
        case .alarm: "the signature is an alarm"
        case .evidence: "not proven well enough"
        case .independence: "the signer made what is signed"
        case .role: "not signed by a holder of the role"
        case .commit: "signed in a commit that cannot sign"
        case .none: nil
        case .historyTruncated: "not known: history is truncated"
        }
    }

    func missing(_ missing: MissingSignOff) -> String {
        missing.role + (reason(missing.reason).map { " (\($0))" } ?? "")
    }

    /// "1 of 2 signed: awaiting lead"; nil for an item that misses none, or none yet.
    func standing(_ item: Item) -> String? {
        guard !item.dueSignOffs.isEmpty else { return nil }
        let roles = item.missingSignOffs.map(missing).joined(separator: ", ")
        return "\(item.signedCount) of \(item.state.fields.asked.count) signed: awaiting \(roles)"
    }

    /// What is not as it was signed, a line each.
    func lines(_ change: CoveredChange) -> [String] {
        var lines: [String] = []
        if let text = change.text { lines += ["- \(text.before)", "+ \(text.after)"] }
        if let isExcluded = change.isExcludedNow {
            lines.append(isExcluded ? "now marked as not applicable" : "no longer marked as not applicable")
        }
        for file in change.outputs {
            let name = file.after?.name ?? file.before?.name ?? ""
            lines.append("output \(name): \(version(file.before)) -> \(version(file.after))")
        }
        if change.isElsewhere { lines.append("formatting or a link in the text, or a file that an output shows") }
        return lines
    }

    private func version(_ file: CoveredFile?) -> String {
        guard let file else { return "none" }
        if file.url != nil { return "linked" }
        return file.blob.map { String($0.prefix(10)) } ?? "missing"
    }
}

extension CoveredFile {
    var name: String { path ?? url ?? "" }
}
