import Checklists

/// The pieces of which sentences on sign-offs are made.
struct SignOffTelling {
    let pages: Pages

    var words: SignOffWords { pages.words.signOffs }
    private var report: Report { pages.report }

    /// Of a file named in a sentence; its page has all of them.
    private static let maximumChangers = 8

    // MARK: Who

    /// Names are content: people choose those of commits, and those of the configuration come from commits, too.
    func name(_ text: String?, _ kind: NameKind = .person) -> HTML {
        guard let text = text.map({ nameText($0, kind) }), !text.allSatisfy(\.isWhitespace) else {
            return HTML(words.unknownSigner)
        }
        return bdi { text }
    }

    func signerName(_ signOff: SignOff) -> HTML { name(report.name(ofSigner: signOff)) }

    func role(_ key: String) -> HTML { bdi { nameText(report.title(ofRole: key), .role) } }

    /// "A, Data protection officer of Ministry". Of an attempt that does not count nobody says that A holds the role.
    func signer(_ signOff: SignOff) -> HTML {
        let (person, role) = (signerName(signOff), role(signOff.role))
        guard signOff.failure == nil else { return words.signerAttempting([.person: person, .role: role]) }
        guard let organisation = report.organisation(toTellOf: signOff) else {
            return words.signerAlone([.person: person, .role: role])
        }
        return words.signer([.person: person, .role: role, .organisation: name(organisation, .organisation)])
    }

    /// The author of the commit that bears it: who wrote a `stated` one down.
    func recorder(_ signOff: SignOff) -> HTML {
        pages.telling(of: signOff.commit)?.person ?? HTML(pages.words.unnamed)
    }

    // MARK: One sign-off

    /// "Signed off by …, on … in …."; `isStale` where what it covers has changed.
    func sentence(_ signOff: SignOff, isStale: Bool = false) -> HTML {
        let isRecorded = signOff.evidence == .stated
        let phrase =
            switch (isRecorded, isStale) {
            case (false, false): words.signed
            case (true, false): words.recorded
            case (false, true): words.signedBefore
            case (true, true): words.recordedBefore
            }
        let commit = pages.telling(of: signOff.commit)
        return phrase([
            .signer: signer(signOff), .recorder: recorder(signOff), .day: commit?.day ?? HTML(),
            .change: commit?.change ?? pages.commitName(signOff.commit),
        ])
    }

    /// "Proven by: …."
    func proofSentence(_ signOff: SignOff) -> HTML {
        words.provenBy([.what: a(.href(pages.explanation(of: .proof(Proof(signOff))))) { proof(signOff) }])
    }

    /// "It covers the text and 2 files as they are now." Of a sign-off that is current.
    func coverSentence(_ signOff: SignOff) -> HTML {
        let files = (signOff.covers.outputs + signOff.covers.references).count { $0.blob != nil }
        let words = pages.words.versions
        return files == 0
            ? HTML(words.onlyText) : words.textAndFiles(files)([.count: pages.number(files)])
    }

    func proof(_ signOff: SignOff) -> HTML {
        phrase(for: signOff)([
            .person: provenName(signOff), .forge: forge, .recorder: recorder(signOff),
            .committer: name(report.commits[signOff.commit]?.committer.name),
            .reason: HTML(words.alarm(signOff.signature)),
        ])
    }

    /// Where it is a name that proves something, the name that the commit has.
    private func provenName(_ signOff: SignOff) -> HTML {
        switch Proof(signOff) {
        case .author, .committer, .expiredKey, .unknownKey, .unchecked:
            report.commits[signOff.commit].map { name($0.author.rawName) } ?? signerName(signOff)
        case .verified, .forge, .stated, .nothing: signerName(signOff)
        }
    }

    private func phrase(for signOff: SignOff) -> Phrase {
        switch Proof(signOff) {
        case .verified: words.verified
        case .forge: words.forge
        case .author: words.author
        case .committer: words.committer
        case .expiredKey: words.expiredKey
        case .unknownKey: words.unknownKey
        case .unchecked: words.unchecked
        case .stated: words.stated
        case .nothing: words.nothing
        }
    }

    /// The service whose keys the project lists; by its name where the repository's address tells it.
    var forge: HTML {
        switch report.project.forge?.kind {
        case .github: "GitHub"
        case .gitlab: "GitLab"
        case .bitbucket: "Bitbucket"
        case .azureDevOps: "Azure DevOps"
        case .forgejo, nil: HTML(words.aForge)
        }
    }

    // MARK: What changed since

    func changes(_ change: CoveredChange, since signOff: SignOff) -> [HTML] {
        var parts: [HTML] = []
        if let text = change.text {
            parts.append(words.textChanged([.from: quoted(text.before), .to: quoted(text.after)]))
        }
        if let isExcluded = change.isExcludedNow {
            parts.append(HTML(isExcluded ? words.nowExcluded : words.nowIncluded))
        }
        parts += change.outputs.map { file($0, since: signOff) }
        if change.isElsewhere { parts.append(HTML(words.changedElsewhere)) }
        return parts
    }

    private func quoted(_ text: String) -> HTML { bdi { shortened(text, to: 1_000) } }

    private func file(_ file: CoveredChange.File, since signOff: SignOff) -> HTML {
        let name = file.after ?? file.before
        let title =
            name?.path.map { pages.content($0, linkedTo: pages.address(ofChecklist: $0)) }
            ?? bdi { name?.url ?? "" }
        let told =
            switch (file.before, file.after) {
            case (let before?, let after?) where before.blob != nil && after.blob != nil:
                words.fileChanged([
                    .title: title, .from: version(before, at: signOff.commit), .to: version(after, at: report.commit),
                ])
            case (let before?, _?) where before.blob != nil:
                words.fileGone([.title: title, .from: version(before, at: signOff.commit)])
            case (_, _?): words.fileAdded([.title: title])
            default: words.fileRemoved([.title: title])
            }
        guard let path = file.after?.path, let blob = file.before?.blob,
            let who = changers(of: path, from: blob, to: file.after?.blob)
        else {
            return told
        }
        return HTML {
            told
            " "
            who
        }
    }

    private func version(_ file: CoveredFile, at commit: CommitID) -> HTML {
        FileVersion(pages: pages, path: file.path, blob: file.blob ?? "", commit: commit).html
    }

    /// Who changed a file from what it was to what it is, or removed it; nil where that is not known.
    func changers(of path: String, from blob: String, to current: String?) -> HTML? {
        let changes = report.changes(ofFile: path, from: blob, to: current)
        let words = pages.words.versions
        guard let last = changes.last else { return nil }
        let shown = last.blob == nil ? [last] : changes.suffix(Self.maximumChangers)
        var told = shown.compactMap { change in
            pages.telling(of: change.commit).map { commit in
                words.change([.person: commit.person, .day: commit.day, .change: commit.change])
            }
        }
        guard !told.isEmpty else { return nil }
        let rest = last.blob == nil ? 0 : changes.count - shown.count
        if rest > 0 { told.append(words.moreChanges(rest)([.count: pages.number(rest)])) }
        return (last.blob == nil ? words.removedBy : words.changedBy)([.list: pages.words.list(told)])
    }

    /// The forge's page of all that changed between a sign-off and now.
    func compare(_ signOff: SignOff) -> HTML? {
        pages.forge.flatMap { Address(absolute: $0.url(comparing: signOff.commit, with: report.commit)) }.map {
            address in
            a(.href(address)) { words.compare }
        }
    }

    // MARK: What became of it

    func end(_ end: SignOff.End) -> HTML {
        let what = words.ends[end.reason]
        guard let commit = end.commit.flatMap(pages.telling) else { return HTML(what) }
        return words.endedBy([.what: HTML(what), .person: commit.person, .day: commit.day, .change: commit.change])
    }

    func failure(_ failure: SignOff.Failure) -> HTML {
        words.because([.what: HTML(words.fails), .reason: HTML(words.failure(failure))])
    }
}
