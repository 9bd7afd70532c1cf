import ArgumentParser
import Checklists
import Foundation
import Git
import Ledger

struct FixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Write what can be written safely: missing ids, and boxes that only look like boxes.",
        discussion: """
            Changes files of the working tree, and only the bytes that must change. Nothing is staged or committed.

            An item without an id gets one of the words of its text, {#access-levels}, that nothing in this project's \
            history was called by before; its history goes on. [✅], [X ], [] and their like become boxes where it is \
            clear what they mean. Never below "Sign-off:": a sign-off is made by its own person. A mended box that is \
            ticked counts as ticked by whoever commits it.

            Examples:
              countersign fix --dry-run
              countersign fix checklists/5-security.md
            """)

    @Argument(help: "Files, and folders with what is in them. Default: all checklists.") var paths: [String] = []
    @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory = "."
    @Flag(help: "Write nothing; print the changes as a patch for git apply.") var dryRun = false

    func validate() throws {
        if paths.contains("") { throw ValidationError("a path is empty") }
    }

    func run() throws {
        try performing {
            let repository = try Repository(at: directory)
            guard let root = repository.workingDirectory else {
                throw Failure("\(repository.gitDirectory) is a bare repository: fix in a clone with a working tree")
            }
            let plan = try FixPlan(repository, root: root, paths: paths, in: directory)
            if dryRun { try show(plan) } else { try write(plan, in: root) }
        }
    }

    // MARK: Without writing

    private func show(_ plan: FixPlan) throws {
        let patch = plan.fixes.flatMap { LineDiff($0.path, from: $0.old, to: $0.new).bytes }
        try Console.write(isatty(1) == 1 ? harmless(patch) : patch)
        for fix in plan.fixes where fix.changes.contains(where: \.content.ticks) {
            Console.note("\(fix.path): a box that is mended and ticked counts as ticked by whoever commits it")
        }
        for remark in plan.remarks { Console.note("left as it is: \(remark.place): \(remark.sentence)") }
        tellOfHistory(plan)
        if plan.fixes.isEmpty { Console.note(summary(of: plan.fixes, plan)) }
    }

    /// For a terminal: what it might obey is spelled out.
    private func harmless(_ patch: [UInt8]) -> [UInt8] {
        let lines = String(decoding: patch, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return Array(
            lines.map { line in
                line.split(separator: "\t", omittingEmptySubsequences: false).map(visible).joined(separator: "\t")
            }.joined(separator: "\n").utf8)
    }

    // MARK: Writing

    private func write(_ plan: FixPlan, in root: String) throws {
        var written: [FileFix] = []
        var problems: [String] = []
        for fix in plan.fixes {
            do throws(TreeFile.Problem) {
                try TreeFile(fix.path, in: root).replace(fix.old, with: fix.new)
                written.append(fix)
            } catch {
                problems.append("\(fix.path) \(error.description)")
            }
        }
        var lines = written.flatMap { fix in
            fix.changes.map { "\(place(fix.path, $0.line)): \(words(for: $0.content))" }
        }
        if !plan.remarks.isEmpty {
            lines += (lines.isEmpty ? [] : [""]) + ["Left as it is:"]
            lines += plan.remarks.map { "  \(visible($0.place)): \(visible($0.sentence))" }
        }
        lines += (lines.isEmpty ? [] : [""]) + [summary(of: written, plan)]
        try Console.say(lines.joined(separator: "\n") + "\n")
        tellOfHistory(plan)
        guard problems.isEmpty else {
            throw Failure("not written: \(problems.joined(separator: "; ")). Run fix again for the rest")
        }
    }

    private func place(_ path: String, _ line: Int?) -> String { visible(path) + (line.map { ":\($0)" } ?? "") }

    private func words(for change: FileFix.Change) -> String {
        switch change {
        case .id(let id): "the item is called {#\(id)}"
        case .marker(let from, let to, let isTicked):
            (from == to ? "\(to) has a space behind it now" : "\(visible(from)) is \(to) now")
                + (isTicked ? ": the item will be ticked by whoever commits this" : "")
        }
    }

    private func summary(of fixes: [FileFix], _ plan: FixPlan) -> String {
        guard !fixes.isEmpty else {
            let left = plan.remarks.isEmpty ? "Nothing to fix" : "Nothing else to fix"
            return "\(left) in \(counted(plan.checklists, "checklist"))."
        }
        let changes = fixes.flatMap(\.changes)
        let ids = changes.count { if case .id = $0.content { true } else { false } }
        let parts = [(ids, "id"), (changes.count - ids, "box")].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
        return "Wrote \(parts.joined(separator: " and ")) into \(counted(fixes.count, "file")). "
            + "Nothing is committed: look at it with git diff."
    }

    private func counted(_ count: Int, _ word: String) -> String {
        count == 1 ? "1 \(word)" : "\(count) \(word)\(word.hasSuffix("x") ? "es" : "s")"
    }

    private func tellOfHistory(_ plan: FixPlan) {
        guard plan.mayRepeatIDs else { return }
        Console.note(
            "history is not whole in this clone, so an id may be one that was used before. "
                + "Fetch the rest with: git fetch --unshallow, or git fetch --refetch --no-filter")
    }
}

extension FileFix.Change {
    /// An item becomes ticked by it.
    fileprivate var ticks: Bool { if case .marker(_, _, isTicked: true) = self { true } else { false } }
}
