/// Why a project cannot be made as asked: one sentence.
package struct ScaffoldProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

extension StringProtocol {
    /// On one line, white space collapsed: what a person typed as a title or a name.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
