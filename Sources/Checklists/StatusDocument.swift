extension Report {
    /// The data contract (SPEC section 7): what `status --format json` prints and the site has as `data/status.json`.
    ///
    /// `withEmails` adds `email` beside each `name`; without it no address of a commit appears, in names and messages neither.
    package func statusDocument(withEmails: Bool = false) -> JSON {
        .object(
            documentHead + [
                ("summary", summary.json),
                ("commits", json(commits, withEmails: withEmails)),
                ("checklists", .longArray(checklists.count) { checklists[$0].json }),
                ("removedItems", .array(removedItems.map(\.json))),
            ])
    }

    /// What every document begins with: what it is about, and how much of the history that rests on.
    var documentHead: [(String, JSON)] {
        [
            ("schemaVersion", 1),
            ("generator", .object([("name", "countersign"), ("version", .string(generatorVersion))])),
            (
                "project",
                .object([
                    ("title", .string(project.title)), ("repository", .optional(project.repository)),
                    ("template", .optional(project.template)),
                ])
            ),
            ("commit", .object([("id", .string(commit.hex)), ("worktree", .bool(includesWorktree))])),
            ("asOf", .string(asOf.description)),
            ("history", history.json),
        ]
    }

    /// Commits by their ids.
    func json(_ commits: [CommitID: CommitRecord], withEmails: Bool = false) -> JSON {
        let commits = commits.sorted { $0.key < $1.key }
        return .longObject(commits.count) { (commits[$0].key.hex, commits[$0].value.json(withEmails: withEmails)) }
    }
}

extension HistoryExtent {
    fileprivate var json: JSON {
        .object([
            ("complete", .bool(isComplete)), ("reason", .optional(truncation?.rawValue)),
            ("boundaries", .array(boundaries.map { .string($0.hex) })),
        ])
    }
}

extension Summary {
    fileprivate var json: JSON {
        .object([
            ("items", .int(items)), ("applicable", .int(applicable)), ("open", .int(self[.open])),
            ("done", .int(self[.done])), ("changed", .int(self[.changed])), ("awaiting", .int(self[.awaiting])),
            ("signedOff", .int(self[.signedOff])), ("notApplicable", .int(self[.notApplicable])),
            ("overdue", .int(overdue)),
        ])
    }
}

extension CommitRecord {
    fileprivate func json(withEmails: Bool) -> JSON {
        func text(_ text: String) -> JSON { .string(withEmails ? text : withoutEmailDomains(text)) }
        func json(_ signature: Signature) -> JSON {
            var members: [(String, JSON)] = [("name", text(signature.name))]
            if withEmails { members.append(("email", .string(signature.email))) }
            return .object(members + [("person", .optional(signature.person))])
        }
        return .object([
            ("author", json(author)), ("committer", json(committer)), ("authoredAt", .string(authoredAt.description)),
            ("committedAt", .string(committedAt.description)), ("summary", text(summary)),
            ("integration", .optional(integration?.hex)), ("pullRequest", .optional(pullRequest)),
        ])
    }
}

extension Checklist {
    fileprivate var json: JSON {
        .object([
            ("path", .string(path)), ("title", .string(title)), ("phase", .optional(phase)),
            ("summary", .optional(summary)), ("language", .optional(language)), ("draft", .bool(isDraft)),
            ("items", .array(items.map(\.json))),
        ])
    }
}

extension Item {
    fileprivate var json: JSON {
        .object([
            ("key", .string(key)), ("id", .optional(state.id)),
            ("previousIds", .array(life.previousIDs.map(JSON.string))),
            ("path", .string(path)), ("line", .int(state.line)), ("section", .array(state.section.map(JSON.string))),
            ("depth", .int(state.depth)), ("text", .string(state.text)), ("checked", .bool(state.isChecked)),
            ("excluded", .bool(state.isExcluded)), ("status", .string(status.rawValue)), ("overdue", .bool(isOverdue)),
            ("owner", .optional(state.fields.owner)), ("due", .optional(state.fields.due?.description)),
            ("reason", .optional(state.fields.reason)), ("note", .optional(state.fields.note)),
            ("completion", life.completion?.json ?? .null),
            ("asked", .array(state.fields.asked.map(JSON.string))),
            ("missingSignOffs", .array(missingSignOffs.map(\.json))), ("signOffs", .array(signOffs.map(\.json))),
            ("outputs", .array(state.fields.outputs.map(\.json))),
            ("events", .array(life.events.map(\.json))),
        ])
    }
}

extension RemovedItem {
    fileprivate var json: JSON {
        .object([
            ("key", .string(key)), ("id", .optional(state.id)), ("path", .string(path)),
            ("section", .array(state.section.map(JSON.string))), ("text", .string(state.text)),
            ("checked", .bool(state.isChecked)), ("excluded", .bool(state.isExcluded)),
            ("signOffs", .array(signOffs.map(\.json))), ("events", .array(life.events.map(\.json))),
        ])
    }
}

extension MissingSignOff {
    fileprivate var json: JSON {
        .object([("role", .string(role)), ("reason", .string(reason.rawValue))])
    }
}

extension SignOff {
    fileprivate var json: JSON { .object(members) }

    /// Of the contract, for every document that tells of sign-offs.
    var members: [(String, JSON)] {
        [
            ("role", .string(role)), ("person", .optional(person)), ("commit", .string(commit.hex)),
            ("by", .string(way.rawValue)), ("evidence", .string(evidence.rawValue)),
            ("signature", .string(signature.rawValue)), ("counts", .bool(counts)),
            ("failure", .optional(failure?.rawValue)), ("current", .bool(isCurrent)), ("ended", end?.json ?? .null),
            ("roleGrantedBy", .optional(roleGrantedBy?.hex)), ("covers", covers.json),
        ]
    }
}

extension SignOff.End {
    fileprivate var json: JSON {
        .object([("by", .optional(commit?.hex)), ("reason", .string(reason.rawValue))])
    }
}

extension Coverage {
    fileprivate var json: JSON {
        .object([
            ("text", .string(text)), ("outputs", .array(outputs.map(\.json))),
            ("references", .array(references.map(\.json))),
        ])
    }
}

extension CoveredFile {
    var json: JSON {
        .object([("path", .optional(path)), ("url", .optional(url)), ("blob", .optional(blob))])
    }
}

extension Completion {
    fileprivate var json: JSON {
        .object([
            ("commit", .optional(commit?.hex)), ("known", .bool(isKnown)), ("bornTicked", .bool(isBornTicked)),
            ("inferred", .bool(isInferred)),
        ])
    }
}

extension Output {
    fileprivate var json: JSON {
        .object([("path", .optional(path)), ("url", .optional(url)), ("blob", .optional(blob))])
    }
}

extension Event {
    fileprivate var json: JSON {
        .object([
            ("kind", .string(kind.rawValue)), ("commit", .string(commit.hex)),
            ("attribute", .optional(attribute?.rawValue)), ("from", .optional(from)), ("to", .optional(to)),
            ("inferred", .bool(isInferred)),
        ])
    }
}
