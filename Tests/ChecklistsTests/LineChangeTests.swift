import Checklists
import Testing

@Suite struct LineChangeTests {
    private func runs(_ old: String, _ new: String) -> [LineChange.Run]? { LineChange(from: old, to: new)?.runs }

    @Test func noChange() {
        #expect(runs("a\nb\n", "a\nb\n") == [])
        #expect(runs("", "") == [])
    }

    @Test func lineEndingsAndEmptyLinesAreNoChange() { #expect(runs("a\nb", "a  \r\n\r\nb\r\n") == []) }

    /// Indentation means something in Markdown.
    @Test func indentationIsAChange() {
        #expect(runs("- a\n- b\n", "- a\n  - b\n") == [.init(line: 2, removed: ["- b"], inserted: ["  - b"])])
    }

    @Test func oneLineReplaced() {
        #expect(runs("a\nb\nc\n", "a\n\nB\nc\n") == [.init(line: 3, removed: ["b"], inserted: ["B"])])
    }

    @Test func severalRuns() {
        #expect(
            runs("a\nb\nc\nd\n", "b\nc\nx\ny\nd\nz\n") == [
                .init(line: 1, removed: ["a"], inserted: []),
                .init(line: 3, removed: [], inserted: ["x", "y"]),
                .init(line: 6, removed: [], inserted: ["z"]),
            ])
    }

    @Test func removedAtTheEnd() { #expect(runs("a\nb\n", "a\n") == [.init(line: 2, removed: ["b"], inserted: [])]) }

    @Test func everythingRemoved() {
        #expect(runs("a\nb\n", "") == [.init(line: 1, removed: ["a", "b"], inserted: [])])
    }

    @Test func tooMuchToCompare() {
        let old = (0..<3_000).map { "old \($0)" }.joined(separator: "\n")
        let new = (0..<3_000).map { "new \($0)" }.joined(separator: "\n")
        #expect(runs(old, new) == nil)
        // What is the same at both ends need not be compared.
        #expect(runs(old + "\nx\n" + new, old + "\ny\n" + new)?.count == 1)
    }
}
