import Checklists
import Git
import Ledger
import Theming

extension ProjectFiles {
    /// The theme that a configuration names, as this commit has it; the built-in look where it names none.
    package func theme(of configuration: Configuration) throws(GitError) -> (Theme, [Diagnostic]) {
        guard let folder = configuration.theme else { return (Theme(), []) }
        return try Theme.read(
            folder, names: { path throws(GitError) in try names(inFolder: path) },
            content: { path throws(GitError) in try bytes(at: path) })
    }
}
