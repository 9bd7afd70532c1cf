import Checklists
import Git

/// What was ticked is not what had been agreed.
enum TickedAndReworded: CommitRule {
    static let rule = Diagnostic.Rule(
        "ticked-and-reworded", .note,
        summary: "One commit ticked an item and changed its words.",
        rationale: """
            What was done is then perhaps not what had been agreed: an item is easily ticked when its words may be \
            chosen to fit.
            """,
        example: .init(
            "text",
            wrong: "One commit makes `- [x] Backups are made` of `- [ ] Backups are restored once a month`.",
            right: "One commit changes the words, a later one ticks."))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        project.report.items.compactMap { item in
            guard item.restsOnItsTick, let completion = item.life.completion, !completion.isBornTicked,
                let commit = completion.commit,
                let event = item.life.events.last(where: { $0.kind == .reworded && $0.commit == commit }),
                let before = event.from, let after = event.to, losesWords(from: before, to: after)
            else { return nil }
            let likeness = event.isInferred ? " (it is recognised by likeness)" : ""
            return Diagnostic(
                rule, item,
                message: """
                    \(project.place(of: commit)) ticked \(item.name) and changed its words: they \
                    \(rewording(from: before, to: after))\(likeness)
                    """,
                advice: "Make sure that what was agreed is done.", detail: commit.hex)
        }
    }
}

/// Whether words go that said something: evidence put behind a text, or into a blank that waited for it, is what ticking is
/// for.
private func losesWords(from before: String, to after: String) -> Bool {
    let lost = WordChange(from: before, to: after).pieces.filter { $0.kind == .removed }
    return before.letters != after.letters
        && lost.contains { piece in
            piece.text.split(whereSeparator: { $0.isWhitespace }).contains { !isBlank($0) }
        }
}

/// `____`, `TODO`, `DD-MMM-YYYY`, `$LINK`: what stands for something to be written.
private func isBlank(_ word: Substring) -> Bool {
    let letters = String(word).letters
    return letters.isEmpty || word.contains { "_$<>".contains($0) } || word.contains { $0 == "…" }
        || ["todo", "tbd", "tba", "fixme", "xxx", "ddmmmyyyy", "yyyymmdd", "link", "add"].contains(String(letters))
}

extension String {
    /// What is left of a text when case, white space and punctuation do not matter.
    fileprivate var letters: [Character] {
        lowercased().filter { $0.isLetter || $0.isNumber || $0.isSymbol }.map(\.self)
    }
}
