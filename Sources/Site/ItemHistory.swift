import Checklists

/// Every event of an item, oldest first, one sentence each.
extension ItemComponent {
    func history(_ life: ItemLife, _ signOffs: [SignOff]) -> HTML {
        let entries = pages.report.timeline(life, signOffs)
        guard !entries.isEmpty else { return HTML() }
        let title = words.history([.count: pages.number(entries.count)])
        let list = ol {
            for entry in entries { li { line(entry, of: life) } }
        }
        switch medium {
        case .page:
            return details {
                summary { title }
                list
            }
        case .print:
            return HTML {
                p(.class("label")) { title }
                list
            }
        }
    }

    private func line(_ entry: TimelineEntry, of life: ItemLife) -> HTML {
        switch entry {
        case .event(let event): line(event, bornTicked: life.bornTicked(by: event))
        case .signOff(let signOff): line(signOff)
        case .revocation(let role, let commit): line(revoking: role, in: commit)
        }
    }

    private func line(_ event: Event, bornTicked: Bool) -> HTML {
        guard let commit = pages.telling(of: event.commit) else { return lineWithoutRecord(event) }
        let (from, to) = values(of: event)
        let phrase = bornTicked ? words.events.addedTicked : words.events(event)
        let told = phrase([
            .person: commit.person, .role: value(event.to ?? event.from),
            .attribute: HTML(words.events.attribute(event.attribute)), .from: value(from),
            .to: value(to),
        ])
        let change = HTML {
            if let request = commit.pullRequest {
                request
                words.comma
            }
            commit.commit
            if event.isInferred { "\(words.comma)\(words.inferred)" }
        }
        return words.eventLine([.day: commit.day, .what: told, .change: change])
    }

    private func lineWithoutRecord(_ event: Event) -> HTML {
        let label = HTML(words.events.labels[event.kind])
        guard pages.isUnwritten(event.commit) else {
            return words.eventOfCommit([.what: label, .commit: pages.commitName(event.commit)])
        }
        return words.eventUncommitted([.what: label])
    }

    /// Of two sections, what they do not share above.
    private func values(of event: Event) -> (from: String?, to: String?) {
        guard event.attribute == .section, let from = event.from, let to = event.to else {
            return (event.from, event.to)
        }
        var (old, new) = (from.split(separator: " › "), to.split(separator: " › "))
        while old.count > 1, new.count > 1, old[0] == new[0] {
            old.removeFirst()
            new.removeFirst()
        }
        return (old.joined(separator: " › "), new.joined(separator: " › "))
    }

    /// Values are quoted to be recognised; the whole of a very long one is in the data.
    private func value(_ text: String?) -> HTML {
        guard let text else { return HTML() }
        return bdi { shortened(text, to: 300) }
    }
}

extension ItemLife {
    /// Whether the event added the item with its box already ticked.
    fileprivate func bornTicked(by event: Event) -> Bool {
        event.kind == .added && completion?.isBornTicked == true && completion?.commit == event.commit
    }
}
