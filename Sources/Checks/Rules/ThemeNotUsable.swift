import Checklists
import Git
import Theming

/// A file of the site's theme cannot be used.
enum ThemeNotUsable: ProjectRule {
    static let rule = Diagnostic.Rule.themeNotUsable

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        try project.files.theme(of: project.configuration).1.filter { $0.rule == rule }
    }
}
