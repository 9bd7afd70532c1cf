import Checklists

/// Sign-offs in the messages of rules.
extension CheckedProject {
    /// What to call a person: as configured, else by the key.
    func name(ofPerson key: String) -> String {
        withoutEmailDomains(report.person(key)?.names.first ?? key)
    }

    /// `in commit 0123456789`, with the pull request where one is known.
    func place(of commit: CommitID) -> String {
        let number = report.commits[commit]?.pullRequest.map { " (pull request \($0))" } ?? ""
        return "commit \(commit.short)\(number)"
    }
}

extension Item {
    /// The line of the role's sign-off box, else the item's own.
    func line(ofRole role: String) -> Int {
        state.fields.boxes.first { $0.role == role }?.line ?? state.line
    }

    /// The role's sign-off that counts, has not ended, and covers what is there now.
    func standingSignOff(as role: String) -> SignOff? {
        takenSignOffs[role].flatMap { $0.stands ? $0 : nil }
    }

    /// Somebody has signed it in some role, and nothing ended that.
    var isSigned: Bool { signOffs.contains { $0.counts && $0.end == nil } }
}

extension SignOff {
    /// Whether this is that sign-off as another report has it.
    func isSame(as other: SignOff) -> Bool {
        role == other.role && commit == other.commit && way == other.way && person == other.person
    }
}

extension CoveredChange {
    /// What is no longer as it was signed, as the end of a sentence.
    var words: String {
        var words: [String] = []
        if let text { words.append("its words \(rewording(from: text.before, to: text.after))") }
        if let isExcludedNow { words.append(isExcludedNow ? "it is struck through" : "it is no longer struck through") }
        words += outputs.prefix(3).map(\.words)
        if outputs.count > 3 { words.append("\(outputs.count - 3) more outputs changed") }
        if isElsewhere { words.append("its markup or links changed, or a file that an output shows") }
        return words.joined(separator: "; ")
    }

    /// Outputs of the repository that are there.
    var related: [Diagnostic.Related] {
        outputs.compactMap { file in
            file.after.flatMap { after in
                after.blob == nil
                    ? nil : after.path.map { Diagnostic.Related(path: $0, message: "this is what changed") }
            }
        }
    }
}

extension CoveredChange.File {
    fileprivate var words: String {
        let name = (after ?? before).flatMap { $0.path ?? $0.url } ?? ""
        return switch (before, after) {
        case (nil, _): "\(quoted(name)) became an output"
        case (_, nil): "\(quoted(name)) is no output any more"
        case (let before?, let after?) where before.blob != nil && after.blob == nil:
            "the output \(quoted(name)) is gone"
        default: "the output \(quoted(name)) changed"
        }
    }
}

/// What became of a text, after "its words": where both are long, from shortly before they differ.
func rewording(from before: String, to after: String) -> String {
    var same = zip(before, after).prefix { $0 == $1 }.count
    if same > 0, same == before.count { return "got \(quoted(after.dropFirst(same).trimmed)) at their end" }
    if same > 0, same == after.count { return "lost \(quoted(before.dropFirst(same).trimmed)) at their end" }
    guard max(before.count, after.count) > 80, same > 20 else {
        return "were \(quoted(before)) and are \(quoted(after))"
    }
    // From the beginning of a word.
    same = after.prefix(same - 10).lastIndex(of: " ").map { after.distance(from: after.startIndex, to: $0) + 1 } ?? same
    return "were \(quoted("…" + before.dropFirst(same))) and are \(quoted("…" + after.dropFirst(same)))"
}

extension Substring {
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? "")
    }
}

/// `"a", "b" and "c"`.
func list(_ names: some Collection<String>) -> String {
    let names = names.map { quoted($0) }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
}

/// Behind the name of the first of several items: ` and another item`, ` and 2 other items`; nothing if it is the only one.
func others(of count: Int) -> String {
    count < 2 ? "" : count == 2 ? " and another item" : " and \(count - 1) other items"
}
