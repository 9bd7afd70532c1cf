extension ReportChange {
    /// What `diff --format json` prints (schemas/diff.schema.json). Without e-mail addresses.
    package var document: JSON {
        .object([
            ("schemaVersion", 1),
            ("generator", .object([("name", "countersign"), ("version", .string(head.generatorVersion))])),
            (
                "project",
                .object([("title", .string(head.project.title)), ("repository", .optional(head.project.repository))])
            ),
            ("asOf", .string(head.asOf.description)),
            ("judged", .string(judgement.rawValue)),
            ("rolesChanged", .bool(changesRoles)),
            ("rulesChanged", .bool(changesRules)),
            ("base", base.side),
            ("head", head.side),
            ("counts", counts),
            ("commits", head.json(commits)),
            ("alarms", .array(alarms.map(\.json))),
            ("items", .longArray(items.count) { items[$0].json }),
        ])
    }

    private var counts: JSON {
        let kinds = Event.Kind.allCases.filter { $0 != .signedOff && $0 != .revoked }
        return .object([
            ("items", .object(kinds.map { ($0.rawValue, .int(count(of: $0))) })),
            ("signOffs", .object(SignOffChange.Kind.allCases.map { ($0.rawValue, .int(count(of: $0))) })),
        ])
    }

    /// Those that the document refers to.
    private var commits: [CommitID: CommitRecord] {
        var told: Set<CommitID> = [base.commit, head.commit]
        told.formUnion(base.history.boundaries + head.history.boundaries + alarms.map(\.alarm.commit))
        for item in items {
            told.formUnion(item.changes.flatMap(\.commits))
            told.formUnion([item.completion?.before, item.completion?.after].compactMap(\.self))
            for signOff in item.signOffs.flatMap({ [$0.before, $0.after].compactMap(\.self) }) {
                told.formUnion([signOff.commit, signOff.end?.commit, signOff.roleGrantedBy].compactMap(\.self))
            }
        }
        // The head knows better who people are.
        let all = head.commits.merging(base.commits) { head, _ in head }
        let integrations = Set(told.compactMap { all[$0]?.integration })
        return all.filter { told.contains($0.key) || integrations.contains($0.key) }
    }
}

extension Report {
    /// One of the two that are compared.
    fileprivate var side: JSON {
        let (counts, history) = (summary, documentHead.first { $0.0 == "history" }?.1 ?? .null)
        return .object([
            ("commit", .string(commit.hex)), ("history", history),
            (
                "summary",
                .object([
                    ("items", .int(counts.items)), ("applicable", .int(counts.applicable)),
                    ("open", .int(counts[.open])), ("done", .int(counts[.done])),
                    ("changed", .int(counts[.changed])), ("awaiting", .int(counts[.awaiting])),
                    ("signedOff", .int(counts[.signedOff])), ("notApplicable", .int(counts[.notApplicable])),
                    ("overdue", .int(counts.overdue)),
                ])
            ),
        ])
    }
}

extension ItemChange {
    fileprivate var json: JSON {
        .object([
            ("key", .string(key)), ("before", before?.side ?? .null), ("after", after?.side ?? .null),
            ("restored", .bool(isRestored)), ("lost", .bool(isLost)),
            ("changes", .array(changes.map(\.json))),
            ("completion", completion?.json ?? .null),
            ("droppedRoles", .array(droppedRoles.map(JSON.string))),
            ("signOffs", .array(signOffs.map(\.json))),
        ])
    }
}

extension Item {
    /// What people need to find it.
    fileprivate var side: JSON {
        .object([
            ("key", .string(key)), ("path", .string(path)), ("line", .int(state.line)), ("text", .string(state.text)),
            ("status", .string(status.rawValue)), ("overdue", .bool(isOverdue)),
        ])
    }
}

extension NetChange {
    fileprivate var json: JSON {
        .object([
            ("kind", .string(kind.rawValue)), ("attribute", .optional(attribute?.rawValue)),
            ("from", .optional(from)), ("to", .optional(to)), ("commits", .array(commits.map { .string($0.hex) })),
            ("inferred", .bool(isInferred)),
        ])
    }
}

extension CompletionChange {
    fileprivate var json: JSON {
        .object([
            ("before", .string(before.hex)), ("after", .string(after.hex)), ("rewritten", .bool(isRewritten)),
        ])
    }
}

extension SignOffChange {
    fileprivate var json: JSON {
        .object([
            ("kind", .string(kind.rawValue)), ("role", .string(role)),
            ("before", before.map { .object($0.members) } ?? .null),
            ("after", after.map { .object($0.members) } ?? .null), ("reason", reason?.json ?? .null),
            ("covered", covered?.json ?? .null),
        ])
    }
}

extension CoveredChange {
    fileprivate var json: JSON {
        let words = text.map { JSON.object([("before", .string($0.before)), ("after", .string($0.after))]) }
        let files = outputs.map {
            JSON.object([("before", $0.before?.json ?? .null), ("after", $0.after?.json ?? .null)])
        }
        return .object([
            ("text", words ?? .null), ("excluded", isExcludedNow.map(JSON.bool) ?? .null),
            ("outputs", .array(files)), ("elsewhere", .bool(isElsewhere)),
        ])
    }
}

extension AlarmChange {
    fileprivate var json: JSON {
        .object([
            ("kind", .string(kind.rawValue)), ("commit", .string(alarm.commit.hex)),
            ("signature", .string(alarm.verdict.rawValue)), ("items", .array(alarm.items.map(JSON.string))),
            ("acknowledged", .optional(alarm.acknowledgement?.reason)),
        ])
    }
}
