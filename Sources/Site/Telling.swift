import Checklists

/// The pieces of which sentences on a commit are made. They are made once for a commit, which has many items.
struct Telling: Sendable {
    let person: HTML
    let day: HTML
    /// The short name, linked to the forge where there is one.
    let commit: HTML
    /// "#12"; nil when no pull request is known. It has no link: its commit has one beside it.
    let pullRequest: HTML?
    /// The pull request, linked, if one is known, else the commit.
    let change: HTML

    init(_ id: CommitID, _ record: CommitRecord, words: Words, forge: Forge?) {
        let name = nameText(record.author.name, .person)
        person = name.allSatisfy(\.isWhitespace) ? HTML(words.unnamed) : bdi { name }
        day = HTML(words.day(record.authoredAt.localDay))
        // Between Arabic words `#12` and a name that begins with a digit would be read from the wrong side.
        let isolated: (HTML) -> HTML =
            direction(ofLanguage: words.language) == "rtl" ? { name in bdi { name } } : { $0 }
        commit = words.commit([.commit: isolated(Self.name(id, forge))])
        let reference = record.pullRequest.map { forge?.kind.reference($0) ?? "#\($0)" }
        pullRequest = reference.map { isolated(HTML($0)) }
        if let number = record.pullRequest, let reference {
            change = isolated(
                linked(reference, to: forge.flatMap { Address(absolute: $0.url(ofPullRequest: number)) }))
        } else {
            change = words.theCommit([.commit: isolated(Self.name(id, forge))])
        }
    }

    static func name(_ id: CommitID, _ forge: Forge?) -> HTML {
        linked(
            id.short,
            to: (id.isUnwritten ? nil : forge).flatMap {
                Address(absolute: $0.url(of: $0.kind.takesPrefixes ? id.prefix : id))
            })
    }
}

extension CommitID {
    /// 80 bits name a commit as surely as all do, and a page has dozens of them.
    fileprivate var prefix: CommitID { CommitID(hex: String(hex.prefix(20))) }
}

extension Forge.Kind {
    /// Whether the page of a commit is found by the beginning of its id.
    fileprivate var takesPrefixes: Bool { self == .github || self == .gitlab || self == .forgejo }
}

private func linked(_ text: String, to address: Address?) -> HTML {
    guard let address else { return HTML(text) }
    return a(.href(address)) { text }
}
