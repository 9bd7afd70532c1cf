import Checklists

/// Who made a file what it is, newest first.
struct FileHistory {
    let pages: Pages
    let path: String
    /// What it is now, hexadecimal.
    let current: String?

    /// The forge has all of them.
    private static let maximumChanges = 200

    private var words: VersionWords { pages.words.versions }

    /// Nothing where no change of it is known.
    @HTMLBuilder var html: HTML {
        let changes = pages.report.fileHistories[path] ?? []
        if !changes.isEmpty {
            titledSection(words.history, id: "history") {
                ol(.class("attention"), .reversed) {
                    for index in changes.indices.suffix(Self.maximumChanges).reversed() {
                        li { line(changes[index], after: index > 0 ? changes[index - 1] : nil) }
                    }
                }
                if changes.count > Self.maximumChanges {
                    p { pages.words.andMore([.count: pages.number(changes.count - Self.maximumChanges)]) }
                }
                if let current, changes.last?.blob != current { p { words.chosenByMerge } }
                if let sentence = pages.truncationSentence { p { sentence } }
            }
        }
    }

    private func line(_ change: FileChange, after earlier: FileChange?) -> HTML {
        guard let commit = pages.telling(of: change.commit) else {
            return pages.isUnwritten(change.commit) ? HTML(pages.words.notCommitted) : pages.commitName(change.commit)
        }
        let phrase =
            switch change.kind {
            case .added: words.added
            case .changed: words.changed
            case .renamed: words.renamed
            case .removed: words.removed
            case .merged: words.merged
            }
        let what = phrase([.person: commit.person, .from: bdi { earlier?.path ?? "" }])
        let made = HTML {
            if let request = commit.pullRequest {
                request
                pages.words.comma
            }
            commit.commit
        }
        return HTML {
            pages.words.eventLine([.day: commit.day, .what: what, .change: made])
            if let blob = change.blob {
                " "
                span { FileVersion(pages: pages, path: change.path, blob: blob, commit: change.commit).html }
            }
        }
    }
}

/// A version of a file, linked to the forge's page of it.
struct FileVersion {
    let pages: Pages
    let path: String?
    let blob: String
    /// A commit that has it.
    let commit: CommitID

    var html: HTML {
        let name = CommitID(hex: blob).short
        let address = path.flatMap { path in
            pages.forge.flatMap { Address(absolute: $0.url(ofFile: path, at: commit)) }
        }
        let linked = address.map { address in a(.href(address)) { name } } ?? HTML(name)
        return pages.words.signOffs.version([.version: linked])
    }
}
