extension Register {
    /// What `audit --format json` prints (schemas/audit.schema.json): the register as data.
    ///
    /// `missingObjects` are the covered files whose content is not in the clone, so was not compared with its name.
    package func document(of report: Report, missingObjects: [String]) -> JSON {
        .object(
            report.documentHead + [
                (
                    "objects",
                    .object([("verified", true), ("missing", .array(missingObjects.map(JSON.string)))])
                ),
                ("alarms", .array(alarms.map { $0.json(in: report) })),
                ("commits", report.json(commits(of: report))),
                ("signOffs", .array(entries.map { $0.json(in: report) })),
            ])
    }

    /// Those that the document refers to.
    private func commits(of report: Report) -> [CommitID: CommitRecord] {
        let named = entries.flatMap { [$0.signOff.commit, $0.signOff.end?.commit, $0.signOff.roleGrantedBy] }
        let told = Set(named.compactMap(\.self) + alarms.map(\.commit) + report.history.boundaries)
        let integrations = told.compactMap { report.commits[$0]?.integration }
        return report.commits.filter { told.contains($0.key) || integrations.contains($0.key) }
    }
}

extension Register.Alarm {
    fileprivate func json(in report: Report) -> JSON {
        let detail = report.signatures[commit]
        return .object([
            ("commit", .string(commit.hex)), ("signature", .string(verdict.rawValue)),
            ("signer", .optional(detail?.signer)), ("fingerprint", .optional(detail?.fingerprint)),
            ("note", .optional(detail?.note)), ("items", .array(items.map(JSON.string))),
            ("acknowledged", .optional(acknowledgement?.reason)),
        ])
    }
}

extension Register.Entry {
    fileprivate func json(in report: Report) -> JSON {
        let detail = report.signatures[signOff.commit]
        return .object(
            [
                ("item", .string(item.key)), ("path", .string(item.path)), ("line", .optional(item.line)),
                ("text", .string(item.text)), ("status", .optional(item.status?.rawValue)),
                ("removed", .bool(item.isRemoved)),
            ] + signOff.members + [
                ("roleTitle", .string(report.title(ofRole: signOff.role))),
                ("name", .optional(report.name(ofSigner: signOff).map(withoutEmailDomains))),
                ("organisation", .optional(signOff.signer?.organisation)), ("signer", .optional(detail?.signer)),
                ("fingerprint", .optional(detail?.fingerprint)), ("note", .optional(detail?.note)),
                ("replaced", .bool(isReplaced)), ("roleGrantedBySelf", .bool(isGrantedBySelf)),
                ("changed", change?.json ?? .null),
            ])
    }
}

extension CoveredChange {
    fileprivate var json: JSON {
        .object([
            (
                "text",
                text.map { .object([("before", .string($0.before)), ("after", .string($0.after))]) } ?? .null
            ),
            ("excluded", isExcludedNow.map(JSON.bool) ?? .null),
            (
                "outputs",
                .array(
                    outputs.map {
                        .object([("before", $0.before?.json ?? .null), ("after", $0.after?.json ?? .null)])
                    })
            ),
            ("elsewhere", .bool(isElsewhere)),
        ])
    }
}
