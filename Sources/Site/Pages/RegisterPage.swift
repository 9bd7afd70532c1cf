import Checklists

/// Every sign-off ever made, and those still to be made: for people who rely on them.
struct RegisterPage {
    let pages: Pages
    /// Of its uppermost headings below the title.
    var level = 2

    /// Of one role; the checklists have all of them.
    static let maximumDue = 200

    private var telling: SignOffTelling { SignOffTelling(pages: pages) }
    private var words: SignOffWords { pages.words.signOffs }
    private var report: Report { pages.report }
    private var register: Register { pages.register }

    var page: Page { Page(file: Site.registerFile, title: words.title, main: main) }

    private var main: HTML {
        HTML {
            h1 { words.title }
            p(.class("standing")) { register.entries.isEmpty ? words.none : words.lead }
            content
        }
    }

    /// All but the title.
    var content: HTML {
        HTML {
            summary
            alarms(register.openAlarms, title: words.alarms, advice: words.alarmAdvice)
            due
            for group in groups { rendered(group) }
            alarms(register.alarms.filter { $0.acknowledgement != nil }, title: words.acknowledgedAlarms)
        }
    }

    // MARK: In numbers

    @HTMLBuilder private var summary: HTML {
        if !register.entries.isEmpty {
            p {
                words.counts(register.entries.count)([
                    .count: pages.number(register.entries.count), .list: pages.words.list(states),
                ])
            }
            if !proofs.isEmpty { p { words.proofs([.list: pages.words.list(proofs)]) } }
            p { a(.href(pages.explanation(of: .evidence))) { pages.words.reading.evidenceTitle } }
        }
    }

    private var states: [HTML] {
        RegisterState.allCases.compactMap { state in
            let count = register.entries.count { RegisterState($0) == state }
            guard count > 0 else { return nil }
            return words.states[state]([.count: pages.number(count)])
        }
    }

    private var proofs: [HTML] {
        EvidenceLevel.allCases.compactMap { level in
            let count = register.entries.count { RegisterState($0) == .current && $0.signOff.evidence == level }
            guard count > 0 else { return nil }
            return words.counted[level]([.count: pages.number(count), .forge: telling.forge])
        }
    }

    // MARK: Alarms

    @HTMLBuilder private func alarms(_ alarms: [Register.Alarm], title: String, advice: String? = nil) -> HTML {
        if !alarms.isEmpty {
            section {
                Tag.heading(level)() { title }
                if let advice { p { advice } }
                ul(.class("attention")) {
                    for alarm in alarms { li { told(alarm) } }
                }
            }
        }
    }

    private func told(_ alarm: Register.Alarm) -> HTML {
        let commit = pages.telling(of: alarm.commit)
        return HTML {
            words.alarm([
                .commit: commit?.commit ?? pages.commitName(alarm.commit), .person: commit?.person ?? HTML(),
                .day: commit?.day ?? HTML(), .reason: HTML(words.alarm(alarm.verdict)),
            ])
            " "
            words.alarmItems([.list: pages.words.list(alarm.items.map { key in bdi { key } })])
            note(on: alarm.commit)
            if let acknowledgement = alarm.acknowledgement {
                " "
                words.acknowledged([.reason: bdi { commitText(acknowledgement.reason, limit: 1_000) }])
            }
        }
    }

    /// The key, and what its tool had to say.
    @HTMLBuilder private func note(on commit: CommitID) -> HTML {
        let detail = report.signatures[commit]
        if let note = detail?.note {
            " ("
            bdi { commitText(note) }
            ")"
        }
        if let key = detail?.fingerprint {
            " "
            span(.class("key")) { words.key([.key: code { commitText(key) }]) }
        }
    }

    // MARK: Still to be signed

    @HTMLBuilder private var due: HTML {
        let duties = report.duties
        if !duties.isEmpty {
            section {
                Tag.heading(level)() { words.due }
                for duty in duties {
                    Tag.heading(level + 1)() {
                        telling.role(duty.role)
                        " ("
                        pages.count(of: duty)
                        ")"
                    }
                    if !duty.now.isEmpty {
                        ul(.class("attention")) {
                            for entry in duty.now.prefix(Self.maximumDue) { li { dueItem(entry.item, entry.reason) } }
                            if duty.now.count > Self.maximumDue {
                                li { pages.words.andMore([.count: pages.number(duty.now.count - Self.maximumDue)]) }
                            }
                        }
                    }
                }
            }
        }
    }

    private func dueItem(_ item: Item, _ reason: MissingSignOff.Reason) -> HTML {
        HTML {
            pages.title(of: item, upTo: 200, linkedTo: pages.address(of: item))
            if reason != .none {
                " "
                span { words.dueReason([.reason: HTML(words.reason(reason))]) }
            }
        }
    }

    // MARK: The register

    /// A checklist with its sign-offs; nil for the removed items.
    private struct Group {
        var checklist: Checklist?
        var entries: [Register.Entry]
    }

    private var groups: [Group] {
        var groups: [Group] = report.checklists.map { Group(checklist: $0, entries: []) }
        let indexes = Dictionary(report.checklists.enumerated().map { ($1.path, $0) }) { first, _ in first }
        var removed = Group(entries: [])
        for entry in register.entries {
            if !entry.item.isRemoved, let index = indexes[entry.item.path] {
                groups[index].entries.append(entry)
            } else {
                removed.entries.append(entry)
            }
        }
        return (groups + [removed]).filter { !$0.entries.isEmpty }
    }

    private func rendered(_ group: Group) -> HTML {
        let anchors = Dictionary(
            (group.checklist?.items ?? []).map { ($0.key, pages.address(of: $0)) }
        ) { first, _ in first }
        return section {
            Tag.heading(level)() {
                if let checklist = group.checklist { pages.title(of: checklist) } else { words.removedItems }
            }
            table(.class("register")) {
                thead {
                    tr {
                        for column in [words.item, words.signedOffBy, words.signedOn, words.proof, words.now] {
                            th(.scope("col")) { column }
                        }
                    }
                }
                tbody {
                    for entry in group.entries { row(entry, at: anchors[entry.item.key].flatMap(\.self)) }
                }
            }
        }
    }

    private func row(_ entry: Register.Entry, at address: Address?) -> HTML {
        let signOff = entry.signOff
        return tr {
            th(.scope("row")) {
                item(entry.item, at: address)
                unwritten(signOff)
            }
            td(.column(words.signedOffBy)) {
                signer(signOff)
                if entry.isGrantedBySelf, let granted = signOff.roleGrantedBy {
                    br()
                    words.selfGranted([
                        .person: telling.signerName(signOff),
                        .change: pages.telling(of: granted)?.change ?? pages.commitName(granted),
                    ])
                }
            }
            td(.column(words.signedOn), .sortKey(report.commits[signOff.commit]?.authoredAt.localDay.description)) {
                when(signOff)
            }
            td(.column(words.proof)) {
                telling.proof(signOff)
                note(on: signOff.commit)
            }
            td(.column(words.now)) { now(entry) }
        }
    }

    private func item(_ item: RegisteredItem, at address: Address?) -> HTML {
        let title = pages.title(of: item, upTo: 200, linkedTo: address)
        return item.isRemoved ? pages.words.formerlyIn([.title: title, .from: bdi { item.path }]) : title
    }

    /// Documents that the sign-off covers and that said of themselves, then, that nobody had written them yet.
    @HTMLBuilder private func unwritten(_ signOff: SignOff) -> HTML {
        let documents = signOff.covers.outputs.compactMap { file -> HTML? in
            guard let path = file.path, let blob = file.blob, pages.shared.files.isUnwritten(blob, at: path) else {
                return nil
            }
            let document = pages.shared.documents[path]
            let address = document?.blob.flatMap { _ in pages.address(ofFile: path) }
            return pages.content(document?.title ?? path, linkedTo: address)
        }
        if !documents.isEmpty {
            br()
            b(.class("draft")) { words.unwrittenThen([.list: pages.words.list(documents)]) }
        }
    }

    private func signer(_ signOff: SignOff) -> HTML {
        guard signOff.evidence == .stated else { return telling.signer(signOff) }
        return words.inTheNameOf([.signer: telling.signer(signOff), .recorder: telling.recorder(signOff)])
    }

    private func when(_ signOff: SignOff) -> HTML {
        guard let commit = pages.telling(of: signOff.commit) else { return pages.commitName(signOff.commit) }
        return HTML {
            words.onIn([.day: commit.day, .change: commit.change])
            if commit.pullRequest != nil {
                pages.words.comma
                commit.commit
            }
        }
    }

    private func now(_ entry: Register.Entry) -> HTML {
        let (signOff, state) = (entry.signOff, RegisterState(entry))
        return HTML {
            state.icon.html
            switch signOff.state {
            case .failed(let failure): telling.failure(failure)
            case .ended(let end): telling.end(end)
            case _ where entry.isReplaced: words.replaced
            case .stands: words.current
            case .changed: changed(entry)
            }
        }
    }

    private func changed(_ entry: Register.Entry) -> HTML {
        let parts = entry.change.map { telling.changes($0, since: entry.signOff) } ?? []
        let link = telling.compare(entry.signOff)
        return HTML {
            words.changed
            if !parts.isEmpty || link != nil {
                ul {
                    for part in parts { li { part } }
                    if let link { li { link } }
                }
            }
        }
    }
}

/// What a sign-off is now, for counting and as a shape.
enum RegisterState: String, CaseIterable, Sendable {
    case current, changed, replaced, ended, failed

    init(_ entry: Register.Entry) {
        switch entry.signOff.state {
        case .failed: self = .failed
        case .ended: self = .ended
        case _ where entry.isReplaced: self = .replaced
        case .stands: self = .current
        case .changed: self = .changed
        }
    }

    var icon: Icon {
        switch self {
        case .current: .signedOff
        case .changed: .changed
        case .replaced, .ended: .notApplicable
        case .failed: .failed
        }
    }
}
