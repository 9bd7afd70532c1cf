import Checklists

/// The one sentence that tells who brought an item to where it is, and when.
extension ItemComponent {
    /// nil for an item that has never been anything but open.
    func sentence(on item: Item) -> HTML? {
        if item.status == .notApplicable {
            guard let event = item.life.events.last(where: { $0.kind == .excluded }) else { return nil }
            return sentence(words.excluded, unwritten: words.excludedUncommitted, event.commit)
        }
        if let completion = item.life.completion {
            guard let told = sentence(on: completion) else { return nil }
            guard item.status == .done, pages.hasSignOffs else { return told }
            return HTML {
                told
                " \(words.noSignOffAsked)"
            }
        }
        guard item.isReopened, let event = item.life.events.last(where: { $0.kind == .reopened }) else { return nil }
        return sentence(words.reopened, unwritten: words.reopenedUncommitted, event.commit)
    }

    private func sentence(on completion: Completion) -> HTML? {
        guard let commit = completion.commit else { return completionNotKnown }
        let phrase = completion.isBornTicked ? words.bornTicked : words.completed
        guard let told = sentence(phrase, unwritten: words.completedUncommitted, commit) else { return nil }
        guard completion.isInferred else { return told }
        return HTML {
            told
            " \(words.recognised)"
        }
    }

    private var completionNotKnown: HTML {
        HTML {
            words.completedUnknown
            " "
            pages.truncationSentence
        }
    }

    private func sentence(_ phrase: Phrase, unwritten: String, _ commit: CommitID) -> HTML? {
        if pages.isUnwritten(commit) { return HTML(unwritten) }
        return pages.telling(of: commit).map { commit in
            phrase([.person: commit.person, .day: commit.day, .change: commit.change])
        }
    }
}

extension Item {
    /// It was done once and is open again.
    var isReopened: Bool {
        status == .open && life.events.last { $0.kind == .completed || $0.kind == .reopened }?.kind == .reopened
    }
}
