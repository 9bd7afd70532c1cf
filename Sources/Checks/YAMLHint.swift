import Checklists
import Ledger

/// What a writer most likely did where a parser of YAML only says what it did not find.
package enum YAMLHint {
    /// What to look for; nil where the parser's words are enough, or leave too much open.
    package static func advice(on problem: String) -> String? {
        sentences.first { problem.hasSuffix($0.problem) }?.advice
    }

    /// libyaml's words, each with everything that leads to them.
    private static let sentences: [(problem: String, advice: String)] = [
        ("found unexpected end of stream", openQuotation),
        ("found unexpected document indicator", openQuotation),
        ("did not find expected ',' or ']'", "A [ that is opened here or above is not closed, or a comma is missing."),
        ("did not find expected ',' or '}'", "A { that is opened here or above is not closed, or a comma is missing."),
        (
            "mapping values are not allowed in this context",
            "A value with a colon in it needs quotation marks; else this line is indented too far, or the one above lacks its colon."
        ),
        (
            "found character that cannot start any token",
            "Lines begin with spaces, never with a tab; a value that begins with @, ` or % needs quotation marks."
        ),
        (
            "did not find expected key",
            "Lines of one list begin in one column, and nothing stands behind a closing quotation mark or bracket."
        ),
        ("could not find expected ':'", "The line above has a key without its colon, or a text without its indent."),
        (
            "found unknown escape character",
            "Between \" and \" a \\ has a meaning of its own: write \\\\, or take ' instead of \"."
        ),
    ]

    private static let openQuotation = "A quotation mark that is opened above is not closed."
}

extension Diagnostic {
    /// With a hint where front matter is no YAML.
    func withYAMLHint() -> Diagnostic {
        guard rule == .frontMatterUnreadable, let advice = YAMLHint.advice(on: message) else { return self }
        var hinted = self
        hinted.advice = [advice, self.advice].compactMap(\.self).joined(separator: " ")
        return hinted
    }
}
