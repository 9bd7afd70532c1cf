import Checklists
import Git
import Ledger

/// A rule that looks at one Markdown file: a checklist, a translation, or a document that an item names as its output.
protocol FileRule {
    static var rule: Diagnostic.Rule { get }
    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic]
}

/// A rule that looks at a whole project: items, their lives and sign-offs, the configuration.
protocol ProjectRule {
    static var rule: Diagnostic.Rule { get }
    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic]
}

/// A rule that looks at what a change does; it has nothing to say of a project without `--base`.
protocol ChangeRule {
    static var rule: Diagnostic.Rule { get }
    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic]
}
