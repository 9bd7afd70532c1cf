import Checklists
import Git
import Theming

/// A file in the theme's folder has a name that no part of a theme has.
enum ThemeFileUnknown: ProjectRule {
    static let rule = Diagnostic.Rule.themeFileUnknown

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        try project.files.theme(of: project.configuration).1.filter { $0.rule == rule }
    }
}
