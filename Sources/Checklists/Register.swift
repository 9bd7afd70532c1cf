/// Every sign-off that was ever made in a project, of items that are there and of those that were removed.
package struct Register: Sendable {
    /// One sign-off, and the item it is of.
    package struct Entry: Sendable {
        package var item: RegisteredItem
        package var signOff: SignOff
        /// What is no longer as it was signed; nil where nothing is known to be.
        package var change: CoveredChange?
        /// The item's role is signed by another, newer one.
        package var isReplaced: Bool
        /// The commit that gave the signer the role is the signer's own.
        package var isGrantedBySelf: Bool
    }

    /// A commit that signs or revokes, with a signature that cannot stand (SPEC section 4).
    package struct Alarm: Hashable, Sendable {
        package var commit: CommitID
        package var verdict: SignatureVerdict
        /// Keys of the items that it signed or revoked.
        package var items: [String]
        /// nil until somebody has looked into it.
        package var acknowledgement: Acknowledgement?
    }

    /// In the order of the report, then by role, oldest first; those of removed items last.
    package let entries: [Entry]
    /// In the order of history. Acknowledged ones stay among them for ever.
    package let alarms: [Alarm]

    package init(_ report: Report) {
        var entries: [Entry] = []
        for item in report.checklists.lazy.flatMap(\.items) {
            for signOff in item.signOffs.acts {
                let taken = item.takenSignOffs[signOff.role]
                let isReplaced =
                    signOff.counts && signOff.end == nil && taken != nil && taken?.commit != signOff.commit
                entries.append(
                    Entry(
                        item: RegisteredItem(item), signOff: signOff, change: report.change(since: signOff, of: item),
                        isReplaced: isReplaced, isGrantedBySelf: report.isGrantedBySelf(signOff)))
            }
        }
        for item in report.removedItems {
            entries += item.signOffs.acts.map {
                Entry(
                    item: RegisteredItem(item), signOff: $0, change: nil, isReplaced: false,
                    isGrantedBySelf: report.isGrantedBySelf($0))
            }
        }
        self.entries = entries
        alarms = Self.alarms(of: report, entries)
    }

    package var openAlarms: [Alarm] { alarms.filter { $0.acknowledgement == nil } }

    private static func alarms(of report: Report, _ entries: [Entry]) -> [Alarm] {
        var byCommit: [CommitID: Alarm] = [:]
        func note(_ verdict: SignatureVerdict, _ commit: CommitID, _ item: String) {
            var alarm =
                byCommit[commit]
                ?? Alarm(
                    commit: commit, verdict: verdict, items: [],
                    acknowledgement: report.rules?.policy.acknowledgement(of: commit))
            if !alarm.items.contains(item) { alarm.items.append(item) }
            byCommit[commit] = alarm
        }
        for entry in entries where entry.signOff.signature.isAlarm {
            note(entry.signOff.signature, entry.signOff.commit, entry.item.key)
        }
        // Revocations have alarms, too.
        for item in report.checklists.lazy.flatMap(\.items) {
            for case .alarm(let verdict, let commit) in item.signOffFindings { note(verdict, commit, item.key) }
        }
        for item in report.removedItems {
            for case .alarm(let verdict, let commit) in item.signOffFindings { note(verdict, commit, item.key) }
        }
        return byCommit.values.sorted {
            (report.commits[$0.commit]?.order ?? .max, $0.commit) < (
                report.commits[$1.commit]?.order ?? .max, $1.commit
            )
        }
    }
}

/// The item of a sign-off, there or removed.
package struct RegisteredItem: Hashable, Sendable {
    package var key: String
    package var path: String
    /// nil for an item that was removed.
    package var line: Int?
    package var title: String
    package var text: String
    /// nil for an item that was removed.
    package var status: Status?

    init(_ item: Item) {
        (key, path, line) = (item.key, item.path, item.state.line)
        (title, text, status) = (item.state.title, item.state.text, item.status)
    }

    init(_ item: RemovedItem) {
        (key, path, line) = (item.key, item.path, nil)
        (title, text, status) = (item.state.title, item.state.text, nil)
    }

    package var isRemoved: Bool { status == nil }
}

/// What has become of a sign-off.
package enum SignOffState: Hashable, Sendable {
    /// Counts, not ended, and what it covers is what is there now.
    case stands
    case changed
    case ended(SignOff.End)
    case failed(SignOff.Failure)
}

extension SignOff {
    package var state: SignOffState {
        if let failure { return .failed(failure) }
        if let end { return .ended(end) }
        return isCurrent ? .stands : .changed
    }
}

extension Item {
    /// For each asked role the newest sign-off that counts and has not ended: the one that its status rests on.
    package var takenSignOffs: [String: SignOff] {
        var taken: [String: SignOff] = [:]
        for role in state.fields.asked {
            // A role that is not missing is signed by one that is current; else the newest is stale, or there is none.
            let isSigned = !missingSignOffs.contains { $0.role == role }
            taken[role] = signOffs.last {
                $0.role == role && $0.counts && $0.end == nil && $0.isCurrent == isSigned
            }
        }
        return taken
    }

    /// How many of the asked sign-offs stand.
    package var signedCount: Int { max(0, state.fields.asked.count - missingSignOffs.count) }

    /// The sign-offs that somebody has to make now: those of an item that is not ticked can wait.
    package var dueSignOffs: [MissingSignOff] { status == .open ? [] : missingSignOffs }
}

/// What the holders of a role have still to sign.
package struct RoleDuty {
    package var role: String
    /// Of items that are ticked, or marked as not applicable.
    package var now: [(item: Item, reason: MissingSignOff.Reason)] = []
    /// How many sign-offs of items that are not ticked yet.
    package var laterCount = 0

    init(role: String) { self.role = role }
}

extension Report {
    /// The same as readers of a language are told it: with the titles of the project and of its roles in that language,
    /// where the configuration has them.
    package func told(in language: String) -> Report {
        var report = self
        report.project.title = project.titles.text(in: language) ?? project.title
        report.project.description = project.descriptions.text(in: language) ?? project.description
        guard let rules, rules.roles.contains(where: { !$0.titles.isEmpty }) else { return report }
        let roles = rules.roles.map { role in
            Role(key: role.key, title: role.titles.text(in: language) ?? role.title, titles: role.titles)
        }
        report.rules = Rules(roles: roles, people: rules.people, policy: rules.policy, forgeKeys: rules.forgeKeys)
        return report
    }

    /// The people of the report's configuration know this one; nil where nobody does.
    package func person(_ key: String?) -> Person? {
        key.flatMap { key in rules?.people.first { $0.key == key } }
    }

    /// Who signed, among the people of the report's configuration; nil where their key has passed on to somebody of another
    /// name. One of a person's names may be the one that they had then.
    package func person(whoMade signOff: SignOff) -> Person? {
        guard let person = person(signOff.person) else { return nil }
        if let name = signOff.signer?.name { return person.names.contains(name) ? person : nil }
        let isByThem = signOff.evidence == .stated || commits[signOff.commit]?.author.person == person.key
        return isByThem ? person : nil
    }

    /// What to call a role: its title, else its key.
    package func title(ofRole key: String) -> String {
        rules?.roles.first { $0.key == key }?.title ?? key
    }

    /// The name of who signed: as configured then, else as the commit has it where the signer made it, else the key.
    ///
    /// nil when nobody is known: then nothing but the commit's author can be told, who is not the signer of a `stated` one.
    package func name(ofSigner signOff: SignOff) -> String? {
        if let name = signOff.signer?.name { return name }
        if signOff.evidence != .stated, let name = commits[signOff.commit]?.author.rawName { return name }
        return signOff.person
    }

    func isGrantedBySelf(_ signOff: SignOff) -> Bool {
        guard let person = signOff.person, let granter = signOff.roleGrantedBy.flatMap({ commits[$0] })?.author else {
            return false
        }
        if let key = granter.person { return key == person }
        // Nobody's address by now: then by the address that signed.
        guard signOff.evidence != .stated, let signer = commits[signOff.commit]?.author else { return false }
        return MailAddress(signer.rawEmail) == MailAddress(granter.rawEmail)
    }

    /// What every role has still to sign, in the order of the configuration, then of the checklists.
    package var duties: [RoleDuty] {
        var byRole: [String: RoleDuty] = [:]
        var order = rules?.roles.map(\.key) ?? []
        var known = Set(order)
        for item in checklists.lazy.flatMap(\.items) {
            for missing in item.missingSignOffs {
                let role = missing.role
                if known.insert(role).inserted { order.append(role) }
                if item.status == .open {
                    byRole[role, default: RoleDuty(role: role)].laterCount += 1
                } else {
                    byRole[role, default: RoleDuty(role: role)].now.append((item, missing.reason))
                }
            }
        }
        return order.compactMap { byRole[$0] }
    }

    /// Those of its duties that somebody has now.
    package var dueSignOffs: [(role: String, items: [(item: Item, reason: MissingSignOff.Reason)])] {
        duties.filter { !$0.now.isEmpty }.map { ($0.role, $0.now) }
    }
}
