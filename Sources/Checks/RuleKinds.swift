import Checklists
import Git
import Ledger

/// A rule that looks at one Markdown file: a checklist, a translation, or a document that an item names as its output.
protocol FileRule: Sendable {
    static var rule: Diagnostic.Rule { get }
    static func findings(in file: MarkdownFile, of project: CheckedProject) throws(GitError) -> [Diagnostic]
}

/// A rule that looks at one table (CSV) that an item names as its output.
protocol TableRule: Sendable {
    static var rule: Diagnostic.Rule { get }
    static func findings(in table: CheckedTable) -> [Diagnostic]
}

/// A rule that looks at a whole project: items, their lives and sign-offs, the configuration.
protocol ProjectRule: Sendable {
    static var rule: Diagnostic.Rule { get }
    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic]
}

/// A rule about what single commits did. A change introduces what its own commits did, whatever became of other commits' items.
protocol CommitRule: ProjectRule {
    /// The `detail` of each is the id of the commit.
    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic]
}

/// A rule that looks at what a change does; it has nothing to say of a project without `--base`.
protocol ChangeRule: Sendable {
    static var rule: Diagnostic.Rule { get }
    static func findings(in change: CheckedChange) throws(GitError) -> [Diagnostic]
    /// Whether one of its findings says all that a finding of the project as it will be does, at the same item or file: people
    /// are told once.
    static func says(_ own: Diagnostic, allOf other: Diagnostic) -> Bool
}

extension ChangeRule {
    static func says(_ own: Diagnostic, allOf other: Diagnostic) -> Bool { false }
}
