/// Something in a repository that somebody should look at. Content never makes a command throw.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
        case note, warning, error

        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
        package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    }

    /// Another place that one has to see to understand.
    package struct Related: Hashable, Sendable {
        package var path: String
        /// 1-based; nil when the whole file is meant.
        package var line: Int?
        /// What is there, as a part of a sentence: `the id is first used here`.
        package var message: String

        package init(path: String, line: Int? = nil, message: String) {
            self.path = path
            self.line = line
            self.message = message
        }
    }

    package var rule: Rule
    /// The rule's own unless the configuration says otherwise.
    package var severity: Severity
    /// From the repository's root.
    package var path: String
    /// 1-based; nil when the whole file is meant.
    package var line: Int?
    /// The offending text in its line: 1-based columns in Unicode code points, tabs counted as one, a byte order mark not
    /// counted. nil when the whole line is meant.
    package var columns: Range<Int>?
    /// Stands alone, in plain words, with the offending text.
    package var message: String
    /// What to do, one sentence.
    package var advice: String?
    package var related: [Related] = []
    /// Key of the item it is about, if it is about one.
    package var item: String?
    /// What tells it from others of the same rule at the same item or file, whatever line it is on: the offending text, a
    /// role, a commit.
    package var detail: String?

    package init(
        _ rule: Rule, path: String, line: Int? = nil, columns: Range<Int>? = nil, message: String,
        advice: String? = nil, related: [Related] = [], item: String? = nil, detail: String? = nil
    ) {
        self.rule = rule
        severity = rule.severity
        self.path = path
        self.line = line
        self.columns = columns
        self.message = message
        self.advice = advice
        self.related = related
        self.item = item
        self.detail = detail
    }

    /// By place, then rule and words: the same order everywhere.
    package static func isBefore(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
        (a.path, a.line ?? 0, a.columns?.lowerBound ?? 0, a.rule.name, a.message)
            < (b.path, b.line ?? 0, b.columns?.lowerBound ?? 0, b.rule.name, b.message)
    }
}

extension Diagnostic {
    /// One thing that is looked for. Each has a file of its own, beside what finds it.
    package struct Rule: Hashable, Sendable {
        /// What breaks the rule, and what keeps it: a few lines each of what a team writes, or of what happened.
        package struct Example: Hashable, Sendable {
            /// The language of the code blocks on the rules' page: `markdown`, `yaml` or `text`.
            package var language: String
            package var wrong: String
            package var right: String?

            package init(_ language: String = "markdown", wrong: String, right: String? = nil) {
                self.language = language
                self.wrong = wrong
                self.right = right
            }
        }

        /// Kebab-case: `duplicate-id`.
        package let name: String
        /// Unless the configuration says otherwise.
        package let severity: Severity
        /// What it finds, one sentence.
        package let summary: String
        /// Why it matters, for people who are not programmers.
        package let rationale: String
        package let example: Example
        /// The configuration can make it no milder.
        package let isBinding: Bool

        package init(
            _ name: String, _ severity: Severity, summary: String, rationale: String, example: Example,
            isBinding: Bool = false
        ) {
            self.name = name
            self.severity = severity
            self.summary = summary
            self.rationale = rationale
            self.example = example
            self.isBinding = isBinding
        }

        package static func == (a: Rule, b: Rule) -> Bool { a.name == b.name }
        package func hash(into hasher: inout Hasher) { hasher.combine(name) }
    }
}
