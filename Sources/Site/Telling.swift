import Checklists

/// The pieces of which sentences on a commit are made. They are made once for a commit, which has many items.
struct Telling: Sendable {
    let person: HTML
    let day: HTML
    /// The short name, linked to the forge where there is one.
    let commit: HTML
    /// "#12", linked; nil when no pull request is known.
    let pullRequest: HTML?
    /// The pull request if one is known, else the commit.
    let change: HTML

    init(_ id: CommitID, _ record: CommitRecord, words: Words, forge: Forge?) {
        let name = commitText(record.author.name)
        person = name.allSatisfy(\.isWhitespace) ? HTML(words.unnamed) : bdi { name }
        day = HTML(words.day(record.committedAt.localDay))
        commit = words.commit([.commit: Self.name(id, forge)])
        pullRequest = record.pullRequest.map { number in
            linked(
                forge?.kind.reference(number) ?? "#\(number)",
                to: forge.flatMap { Address(absolute: $0.url(ofPullRequest: number)) })
        }
        change = pullRequest ?? commit
    }

    static func name(_ id: CommitID, _ forge: Forge?) -> HTML {
        linked(id.short, to: forge.flatMap { Address(absolute: $0.url(of: id)) })
    }
}

private func linked(_ text: String, to address: Address?) -> HTML {
    guard let address else { return HTML(text) }
    return a(.href(address)) { text }
}
