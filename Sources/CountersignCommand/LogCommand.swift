import ArgumentParser
import Checklists

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "One item's life: who added, ticked, signed, reworded or moved it, when, and in which commit.",
        discussion: """
            ITEM is an id, a key as in the JSON, a former id, or FILE:LINE.

            Examples:
              countersign log logging-data-points
              countersign log README.md:23
            """)

    @Argument(help: "The item.") var item: String
    @OptionGroup var project: ProjectOptions
    @Option(help: "auto, always or never.") var color = ColorChoice.auto

    func run() throws {
        try performing {
            let project = try project.read()
            let report = project.report
            let style = Style(color)
            guard let life = report.life(named: item) else {
                throw Failure("no item is called \"\(item)\". Names are in: countersign status --format csv")
            }
            try Console.say(ItemLog(report: report, style: style).text(life))
            project.timings.tell()
        }
    }
}

/// An item, present or removed, as `log` tells it.
struct NamedLife {
    let title: String
    /// Where it is and what it is now.
    let place: String
    let life: ItemLife
    let signOffs: [SignOff]
    /// nil for an item that was removed.
    let item: Item?
}

extension Report {
    /// The item that somebody means by `name`: by key or id, then by former id, then by `FILE:LINE`, then among the removed.
    func life(named name: String) -> NamedLife? {
        let items = checklists.lazy.flatMap(\.items)
        let found =
            items.first { $0.key == name || $0.state.id == name }
            ?? items.first { $0.life.previousIDs.contains(name) }
            ?? items.first { "\($0.path):\($0.state.line)" == name }
        if let item = found {
            let place = "\(item.path):\(item.state.line)  \(item.key)  \(item.status.symbol) \(item.status.word)"
            return NamedLife(
                title: item.state.title, place: place, life: item.life, signOffs: item.signOffs, item: item)
        }
        return removedItems.first { $0.key == name || $0.life.previousIDs.contains(name) }.map {
            NamedLife(
                title: $0.state.title, place: "\($0.path)  \($0.key)  removed", life: $0.life, signOffs: $0.signOffs,
                item: nil)
        }
    }
}

/// An item's events as lines for a terminal, newest last.
struct ItemLog {
    let report: Report
    let style: Style

    private var words: SignOffWords { SignOffWords(report: report) }

    func text(_ item: NamedLife) -> String {
        var lines = [style.bold(visible(item.title)), style.dim(visible(item.place)), ""]
        if !report.history.isComplete {
            lines.append("What happened before the beginning of this clone's history is not known.")
        }
        lines += report.timeline(item.life, item.signOffs).flatMap { entry($0, of: item) }
        if let completion = item.life.completion { lines += ["", sentence(completion)] }
        if let item = item.item, let standing = standing(item) { lines.append(visible(standing)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func entry(_ entry: TimelineEntry, of item: NamedLife) -> [String] {
        switch entry {
        case .event(let event): return self.entry(event)
        case .signOff(let signOff):
            guard let commit = report.commits[signOff.commit] else { return [] }
            let line = "\(commit.authoredAt.localDay)  \(words.what(signOff)) in \(signOff.commit.short)"
            let change = item.item.flatMap { report.change(since: signOff, of: $0) }
            let more = ["evidence \(words.proof(signOff))", words.state(signOff)]
            let changes = signOff.state == .changed ? change.map(words.lines) ?? [] : []
            return [visible(line) + pullRequest(commit)]
                + (more + changes).map { "            " + style.dim(visible($0)) }
        case .revocation(let role, let id):
            guard let commit = report.commits[id] else { return [] }
            let line =
                "\(commit.authoredAt.localDay)  sign-off as \(role) revoked by \(words.author(id)) in \(id.short)"
            return [visible(line) + pullRequest(commit)]
        }
    }

    /// What is signed and what is missing now; nil for an item that asks for nothing.
    private func standing(_ item: Item) -> String? {
        let asked = item.state.fields.asked
        guard !asked.isEmpty else { return nil }
        if let standing = words.standing(item) { return "Sign-offs: \(standing)." }
        guard item.missingSignOffs.isEmpty else { return "Asks for sign-off by \(asked.joined(separator: ", "))." }
        return item.signOffs.isEmpty ? nil : "Sign-offs: \(asked.count) of \(asked.count) signed and current."
    }

    private func entry(_ event: Event) -> [String] {
        guard let commit = report.commits[event.commit] else { return [] }
        var line = "\(commit.authoredAt.localDay)  \(event.kind.rawValue)"
        if let attribute = event.attribute { line += " \(attribute.rawValue)" }
        line += " by \(visible(commit.author.name)) in \(event.commit.short)\(pullRequest(commit))"
        if event.isInferred { line += style.dim("  (recognised by likeness)") }
        return [line] + details(event).map { "            " + style.dim(visible($0)) }
    }

    private func details(_ event: Event) -> [String] {
        switch (event.from, event.to) {
        case (nil, nil): []
        case (let from?, let to?): ["- \(from)", "+ \(to)"]
        case (let from?, nil): ["- \(from)"]
        case (nil, let to?): ["+ \(to)"]
        }
    }

    private func sentence(_ completion: Completion) -> String {
        guard let id = completion.commit, let commit = report.commits[id] else {
            return "Ticked; by whom and when is not known: history before this clone's beginning is not here."
        }
        let words = completion.isBornTicked ? "Already ticked when it was added by" : "Completed by"
        let doubt = completion.isInferred ? " The item was recognised by likeness since then." : ""
        return "\(words) \(visible(commit.author.name)) on \(commit.authoredAt.localDay)\(pullRequest(commit)).\(doubt)"
    }

    private func pullRequest(_ commit: CommitRecord) -> String {
        guard let number = commit.pullRequest else { return "" }
        return " (\(report.project.forge?.kind.reference(number) ?? "#\(number)"))"
    }
}
