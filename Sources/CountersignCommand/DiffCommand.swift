import ArgumentParser
import Checklists
import Git
import Ledger

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What a pull request or a period changed for items and sign-offs.",
        discussion: """
            HEAD is compared with the last commit that it has in common with BASE, and judged as one pull request: \
            nothing in it appoints anyone for itself. BASE...HEAD is the same. With --two-dot, or as BASE..HEAD, BASE \
            itself is compared and each side judged by its own history: for a period of the mainline, and after a \
            force-push, to see what was lost.

            Examples:
              countersign diff origin/main
              countersign diff origin/main --format markdown >> "$GITHUB_STEP_SUMMARY"
              countersign diff v1.0..v1.1
              countersign diff --two-dot OLD-TIP NEW-TIP
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, markdown, json }

    @Argument(help: "The commit to compare with: any git revision.") var base: String
    @Argument(help: "The commit to look at. Default: HEAD.") var head: String?
    @OptionGroup var project: ProjectOptions
    @Flag(help: "Compare with BASE itself, each side judged by its own history.") var twoDot = false
    @Option(help: "text, markdown or json.") var format = Format.text
    @Flag(help: "Exit with 1 if there is a difference.") var exitCode = false
    @Option(help: "auto, always or never.") var color = ColorChoice.auto

    func validate() throws {
        let range = try range()
        if project.rev != "HEAD", range.head != nil { throw ValidationError("the head is named twice") }
    }

    func run() throws {
        try performing {
            let change = try readChange()
            switch format {
            case .text:
                try Console.say(DiffText(words: DiffWords(change: change), style: Style(color)).text)
            case .markdown: try Console.write(Array(DiffMarkdown(words: DiffWords(change: change)).text.utf8))
            case .json: try change.document.write { try Console.write($0) }
            }
            if exitCode, !change.isEmpty { throw ExitCode(1) }
        }
    }

    /// What is compared, `A..B` and `A...B` taken apart as git does.
    private func range() throws -> (base: String, head: String?, isTwoDot: Bool) {
        guard let dots = base.firstRange(of: "..") else { return (base, head, twoDot) }
        var rest = base[dots.upperBound...]
        let isThreeDot = rest.hasPrefix(".")
        if isThreeDot { rest = rest.dropFirst() }
        guard head == nil else { throw ValidationError("the head is named twice") }
        if isThreeDot, twoDot { throw ValidationError("three dots and --two-dot contradict each other") }
        let start = base[..<dots.lowerBound]
        return (start.isEmpty ? "HEAD" : String(start), rest.isEmpty ? "HEAD" : String(rest), !isThreeDot)
    }

    private func readChange() throws -> ReportChange {
        let (base, head, isTwoDot) = try range()
        var side = project
        side.rev = head ?? project.rev
        let old: ProjectReader.Reading
        let new: ProjectReader.Reading
        if isTwoDot {
            new = try side.readSilently()
            var other = project
            other.rev = base
            old = try other.readSilently()
        } else {
            (old, new) = try side.readChange(from: base, readsAll: true)
        }
        tell(of: new, since: old)
        return ReportChange(
            from: old.report, to: new.report, judgement: isTwoDot ? .eachByItself : .asPullRequest)
    }

    /// What is odd in the head and was not in the base, and how much of the history is there.
    private func tell(of head: ProjectReader.Reading, since base: ProjectReader.Reading) {
        let known = Set(base.diagnostics.map { [$0.rule.name, $0.path, $0.message] })
        Console.report(head.diagnostics.filter { !known.contains([$0.rule.name, $0.path, $0.message]) })
        let report = head.report.history.isComplete ? base.report : head.report
        Console.tell(report.history, commits: report.commits)
    }
}
