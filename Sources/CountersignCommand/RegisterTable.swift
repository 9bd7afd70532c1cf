import Checklists

/// `audit --format csv`: one row a sign-off.
struct RegisterTable {
    let register: Register
    let report: Report

    private static let columns = [
        "item", "path", "line", "text", "status", "role", "role title", "person", "name", "organisation", "counts",
        "why not", "current", "signed again later", "ended", "ended in", "made by", "evidence", "signature",
        "key of", "fingerprint", "signature note", "alarm", "acknowledged", "commit", "author", "authored at",
        "committer", "committed at", "integration", "pull request", "role granted in", "role granted by holder",
        "covered text", "covered outputs", "covered references", "text when signed", "text now", "outputs changed",
        "worktree",
    ]

    var csv: [UInt8] {
        var csv = CSV()
        csv.append(Self.columns)
        let acknowledged = Dictionary(
            register.alarms.compactMap { alarm in alarm.acknowledgement.map { (alarm.commit, $0.reason) } }
        ) { first, _ in first }
        for entry in register.entries { csv.append(cells(entry, acknowledged[entry.signOff.commit])) }
        return csv.bytes
    }

    private func cells(_ entry: Register.Entry, _ acknowledged: String?) -> [String] {
        let (item, signOff) = (entry.item, entry.signOff)
        return [
            item.key, item.path, item.line.map(String.init) ?? "", item.text, item.status?.rawValue ?? "removed",
            signOff.role, report.title(ofRole: signOff.role), signOff.person ?? "",
            report.name(ofSigner: signOff).map(withoutEmailDomains) ?? "",
            signOff.signer?.organisation ?? "", yes(signOff.counts), signOff.failure?.rawValue ?? "",
            yes(signOff.isCurrent), yes(entry.isReplaced), signOff.end?.reason.rawValue ?? "",
            signOff.end?.commit?.hex ?? "", signOff.way.rawValue,
        ] + proof(signOff) + [yes(signOff.signature.isAlarm), acknowledged ?? ""] + commit(signOff.commit)
            + [signOff.roleGrantedBy?.hex ?? "", yes(entry.isGrantedBySelf)] + covered(signOff) + changed(entry.change)
            + [yes(report.includesWorktree)]
    }

    private func proof(_ signOff: SignOff) -> [String] {
        let detail = report.signatures[signOff.commit]
        return [
            signOff.evidence.rawValue, signOff.signature.rawValue, detail?.signer ?? "", detail?.fingerprint ?? "",
            detail?.note ?? "",
        ]
    }

    private func commit(_ id: CommitID) -> [String] {
        guard let commit = report.commits[id] else { return [id.hex] + Array(repeating: "", count: 6) }
        return [
            id.hex, withoutEmailDomains(commit.author.name), commit.authoredAt.description,
            withoutEmailDomains(commit.committer.name), commit.committedAt.description, commit.integration?.hex ?? "",
            commit.pullRequest.map(String.init) ?? "",
        ]
    }

    private func covered(_ signOff: SignOff) -> [String] {
        [signOff.covers.text, files(signOff.covers.outputs), files(signOff.covers.references)]
    }

    private func files(_ files: [CoveredFile]) -> String {
        files.map { [$0.name, $0.blob].compactMap(\.self).joined(separator: " ") }.joined(separator: "\n")
    }

    private func changed(_ change: CoveredChange?) -> [String] {
        guard let change else { return ["", "", ""] }
        let outputs = change.outputs.map { file in
            let name = file.after?.name ?? file.before?.name ?? ""
            return "\(name) \(file.before?.blob ?? "none") -> \(file.after?.blob ?? "none")"
        }
        return [change.text?.before ?? "", change.text?.after ?? "", outputs.joined(separator: "\n")]
    }

    private func yes(_ flag: Bool) -> String { flag ? "yes" : "no" }
}
