import Checklists
import Git
import Ledger

/// What was before the boundary of a clone is not known, and must not be passed off as nothing.
enum TruncatedHistory: ProjectRule {
    static let rule = Diagnostic.Rule(
        "truncated-history", .error,
        summary: "The clone does not hold the whole history.",
        rationale: """
            Who ticked and signed before the boundary is not known, so completions and sign-offs seem to be missing. CI \
            systems clone only the last commit unless they are told otherwise.
            """,
        example: .init(
            "yaml",
            wrong: """
                - uses: actions/checkout@v4
                """,
            right: """
                - uses: actions/checkout@v4
                  with: { fetch-depth: 0 }
                """))

    static func findings(in project: CheckedProject) throws(GitError) -> [Diagnostic] {
        switch project.report.history.truncation {
        case nil: []
        case .shallow:
            [
                Diagnostic(
                    rule, path: Configuration.path,
                    message:
                        "this clone is shallow, it holds only the newest commits: what was ticked and signed before is not known",
                    advice: """
                        In CI set fetch-depth: 0 (GitHub, Forgejo) or GIT_DEPTH: 0 (GitLab); elsewhere: git fetch --unshallow
                        """)
            ]
        case .partial:
            [
                Diagnostic(
                    rule, path: Configuration.path,
                    message:
                        "this clone is partial, it lacks older versions of files: what was ticked and signed before is not known",
                    advice: "Clone without --filter, or: git fetch --refetch --no-filter")
            ]
        }
    }
}
