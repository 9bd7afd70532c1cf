import Checklists

/// Every event of an item, oldest first, one sentence each.
extension ItemComponent {
    func history(_ events: [Event]) -> HTML {
        guard !events.isEmpty else { return HTML() }
        return details {
            summary { words.history([.count: pages.number(events.count)]) }
            ol {
                for event in events { li { line(event) } }
            }
        }
    }

    private func line(_ event: Event) -> HTML {
        guard let commit = pages.telling(of: event.commit) else {
            let label = HTML(words.events.labels[event.kind] ?? "")
            guard pages.isUnwritten(event.commit) else {
                return words.eventOfCommit([.what: label, .commit: pages.commitName(event.commit)])
            }
            return words.eventUncommitted([.what: label])
        }
        let told = words.events(event)([
            .person: commit.person, .attribute: HTML(words.events.attribute(event.attribute)),
            .from: value(event.from), .to: value(event.to),
        ])
        let change = HTML {
            if let request = commit.pullRequest {
                request
                ", "
            }
            commit.commit
            if event.isInferred { ", \(words.inferred)" }
        }
        return words.eventLine([.day: commit.day, .what: told, .change: change])
    }

    /// Values are quoted to be recognised; the whole of a very long one is in the data.
    private func value(_ text: String?) -> HTML {
        guard let text else { return HTML() }
        return bdi { shortened(text, to: 300) }
    }
}
