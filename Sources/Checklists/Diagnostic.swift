/// Something in the content of a repository that somebody should look at. Content never makes a command throw.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, Comparable {
        case note, warning, error

        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
        package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    }

    /// Kebab-case name of the rule: `duplicate-id`.
    package var rule: String
    package var severity: Severity
    /// From the repository's root.
    package var path: String
    /// 1-based; nil when the whole file is meant.
    package var line: Int?
    /// Stands alone, in plain words, with the offending text.
    package var message: String
    /// What to do, one sentence.
    package var advice: String?

    package init(
        rule: String, severity: Severity, path: String, line: Int? = nil, message: String, advice: String? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.path = path
        self.line = line
        self.message = message
        self.advice = advice
    }
}
