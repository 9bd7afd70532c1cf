import Git
import TestSupport
import Testing

/// Hand-written messages, each with the trailers that git must read in it, as `git log` prints them.
private let table: [(message: String, trailers: String)] = [
    // The ordinary cases.
    ("Title\n\nBody\n\nSign-off: a as b\n", "Sign-off: a as b\n"),
    ("Title\n\nKey: value", "Key: value\n"),
    ("Title\n\nA: 1\nB: 2\nA: 3\n", "A: 1\nB: 2\nA: 3\n"),
    ("Title\n\nsIgN-oFf: x\n", "sIgN-oFf: x\n"),
    ("Title\n\nKey:value\n", "Key: value\n"),
    ("Title\n\nKey:    value   \n", "Key: value\n"),
    ("Title\n\nKey : value\n", "Key: value\n"),
    ("Title\n\nKey \t : value\n", "Key: value\n"),
    ("Title\n\nKey:\n", "Key: \n"),
    ("Title\n\nKey: a: b: c\n", "Key: a: b: c\n"),
    // No key.
    ("Title\n\n: value\n", ""),
    ("Title\n\nTwo words: value\n", ""),
    ("Title\n\nKey= value\n", ""),
    ("Title\n\nKey_x: value\n", ""),
    ("Title\n\nClé: value\n", ""),
    ("Title\n\n-: value\n", "-: value\n"),
    ("Title\n\n7: value\n", "7: value\n"),
    ("Title\n\nhttp://forge.example/1\n", "http: //forge.example/1\n"),
    // The title is no block.
    ("Key: value\n", ""),
    ("Key: value\nOther: value\n", ""),
    ("\n\nKey: value\n", ""),
    ("\n  \nTitle\n\nKey: value\n", "Key: value\n"),
    ("Title\nKey: value\n", ""),
    // Only the last paragraph.
    ("Title\n\nA: 1\n\nBody\n", ""),
    ("Title\n\nA: 1\n\nB: 2\n", "B: 2\n"),
    ("Title\n\nBody\nA: 1\n", ""),
    ("Title\n\nA: 1\n \t \nB: 2\n\n\n\n", "B: 2\n"),
    ("Title\n\nA: 1\n  \n\n", "A: 1\n"),
    // A quarter is enough if git wrote one.
    ("Title\n\nBody\nSigned-off-by: A <a@b.example>\n", "Signed-off-by: A <a@b.example>\n"),
    ("Title\n\none\ntwo\nthree\nSigned-off-by: A\n", "Signed-off-by: A\n"),
    ("Title\n\none\ntwo\nthree\nfour\nSigned-off-by: A\n", ""),
    ("Title\n\none\ntwo\nthree\nfour\nKey: v\nSigned-off-by: A\n", "Key: v\nSigned-off-by: A\n"),
    ("Title\n\nsigned-off-by: A\nBody\n", ""),
    ("Title\n\nSigned-off-by:A\nBody\n", ""),
    ("Title\n\nBody\n(cherry picked from commit 1234)\n", ""),
    ("Title\n\nBody\n(cherry picked from commit 1234)\nKey: v\n", "Key: v\n"),
    ("Title\n\nKey: v\n(cherry picked from commit 1234)\n", "Key: v\n"),
    // Folding.
    ("Title\n\nKey: one\n two\n\tthree\n", "Key: one two three\n"),
    ("Title\n\nKey:\n  late\n", "Key: late\n"),
    ("Title\n\nKey: one\n   \t   two\nB: 2\n", "Key: one two\nB: 2\n"),
    ("Title\n\n  indented\nKey: v\n", ""),
    ("Title\n\nText\n continued\nSigned-off-by: A\n", "Signed-off-by: A\n"),
    ("Title\n\n a\n b\n c\n d\n e\nSigned-off-by: A\n", ""),
    ("Title\n\nKey: v\nother\n folded: no\nSigned-off-by: A\n", "Key: v\nSigned-off-by: A\n"),
    // Line ends.
    ("Title\r\n\r\nKey: v\r\nB: 2\r\n", "Key: v\nB: 2\n"),
    ("Title\r\n\r\nKey: one\r\n two\r\n", "Key: one\r two\n"),
    // `---` does not end a message in `git log`.
    ("Title\n\nBody\n---\nKey: v\n", ""),
    ("Title\n\nBody\n---\n\nKey: v\n", "Key: v\n"),
    ("Title\n\nKey: v\n---\n", ""),
    // Comments, scissors, conflicts.
    ("Title\n\nKey: v\n# comment\n", "Key: v\n"),
    ("Title\n\nKey: v\n# comment\n text\n", ""),
    ("Title\n\nA: 1\n# comment\nB: 2\n", "A: 1\nB: 2\n"),
    ("Title\n\nA: 1\n# comment\n folded\nSigned-off-by: B\n", "A: 1\nSigned-off-by: B\n"),
    ("# comment\nTitle\n\nA: 1\n", "A: 1\n"),
    ("# comment\n\nA: 1\n", "A: 1\n"),
    ("Title\n\nA: 1\n\n# comment\n\n\n", "A: 1\n"),
    ("Title\n\nA: 1\n# ------------------------ >8 ------------------------\nB: 2\n\nC: 3\n", "A: 1\n"),
    ("# ------------------------ >8 ------------------------\n\nC: 3\n", ""),
    ("Title\n\nA: 1\n# ------------------------ >8 ----\nText\n", ""),
    ("Title\n\nA: 1\n\nConflicts:\n\tfile.md\n\tb.md\n", "A: 1\n"),
    ("Title\n\nA: 1\n\nConflicts:\n\tfile.md\n\n# x\n\tb.md\n", "A: 1\n"),
    ("Title\n\nA: 1\n\nConflicts:\n\tfile.md\nB: 2\n", "Conflicts: file.md\nB: 2\n"),
    ("Title\n\nA: 1\n\nConflicts:\n  file.md\n", "Conflicts: file.md\n"),
    // Nothing at all, and what no tool shows.
    ("Title\n\nA: 1\0\n\nB: 2\n", "A: 1\n"),
    ("", ""),
    ("\n\n", ""),
    ("Title\n\n\n", ""),
    // Other scripts.
    ("Title\n\nSign-off: ហត្ថលេខា as ក\n", "Sign-off: ហត្ថលេខា as ក\n"),
    ("Title\n\nSign-off: x\u{A0}\n", "Sign-off: x\u{A0}\n"),
]

/// As `git log --format=%(trailers:only,unfold)` prints them.
private func printed(_ trailers: [Trailer]) -> String { trailers.map { "\($0.key): \($0.value)\n" }.joined() }

/// What git itself reads in each of the messages.
private func gitsReading(_ messages: [String]) throws -> [String] {
    let script = RepositoryScript()
    for message in messages { script.commit(message) }
    let log = try script.write().git("log", "-z", "--reverse", "--topo-order", "--format=%(trailers:only,unfold)")
    return log.split(separator: "\0", omittingEmptySubsequences: false).map { String($0) }
}

@Suite struct TrailerTests {
    @Test(arguments: table)
    func byHand(_ message: String, _ expected: String) {
        #expect(printed(Trailers.read(message)) == expected)
    }

    @Test func theTableIsWhatGitReads() throws {
        let readings = try gitsReading(table.map(\.message))
        try #require(readings.count >= table.count)
        for (row, reading) in zip(table, readings) { #expect(lines(reading) == lines(row.trailers), "\(row.message)") }
    }

    @Test func randomMessages() throws {
        let pieces = [
            "Title", "", "", "", "Key: value", "A:1", "Signed-off-by: A <a@b.example>", "signed-off-by: b",
            "Sign-off: x as y",
            "Revoke-sign-off: x", "(cherry picked from commit 12)", " folded", "\tfolded", "  ", "text here",
            "text: here",
            "two words: x", "# comment", "#", "---", "Conflicts:", "Conflicts: x", "\tpath/of.md", "Key :", ": x", "\r",
            "K: v\r",
            "# ------------------------ >8 ------------------------", "- [ ] item", "Bug #12", "Key: a\u{B}b", "é: x",
        ]
        var random = SeededGenerator(seed: 4)
        let messages = (0..<2000).map { _ in
            let ends = random.chance(90) ? "\n" : ""
            let title = random.chance(70) ? "Title\n\n" : ""
            let lines = (0..<random.number(0..<12)).map { _ in pieces[random.number(0..<pieces.count)] }
            return title + lines.joined(separator: "\n") + ends
        }
        let readings = try gitsReading(messages)
        try #require(readings.count >= messages.count)
        for (message, reading) in zip(messages, readings) {
            #expect(lines(reading) == lines(printed(Trailers.read(message))), "\(message.debugDescription)")
        }
        // A test of something: a fair share has trailers, in several shapes.
        #expect(readings.count { !$0.isEmpty } > 400)
    }

    /// Without the line feeds at the end, of which `git log -z` and the helper take one each.
    private func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(while: \.isEmpty)
    }

    @Test(
        arguments: [
            ("Title\n\n* One\n\nSign-off: a\n\n* Two\n\nRevoke-sign-off: b as c\n\nBody\n", ["a", "b as c"]),
            ("Title\n\nSign-off: a\nsign-OFF : b\n folded\n\nText\n", ["a", "b folded"]),
            ("Sign-off: a\n\nText\n", ["a"]),
            ("Title\n\nSign-off: a\nSigned-off-by: B\n\nText\n", []),
            ("Title\n\nSign-off: a\ntext\n\nText\n", []),
            ("Title\n\n  Sign-off: a\n\nText\n", []),
            ("Title\n\n> Sign-off: a\n\nText\n", []),
            ("Title\n\nSign-off: a\n# comment\n\nText\n", []),
            ("Title\r\n\r\nSign-off: a\r\n\r\nText\r\n", ["a"]),
            ("Title\n\nSign-off: a\n", ["a"]),
            ("", []),
        ] as [(String, [String])])
    func paragraphsOfSignOffs(_ message: String, _ values: [String]) {
        #expect(Trailers.signOffParagraphs(message).map(\.value) == values)
    }

    @Test(
        arguments: [
            // In the last paragraph among others, and in one of its own: each once, in order.
            ("Title\n\nSign-off: a\n\nText\n\nKey: v\nSign-off: b\nSigned-off-by: C\n", ["a", "b"]),
            ("Title\n\nSign-off: a\n", ["a"]),
            ("Title\n\nSign-off: a\n\nSign-off: a\n", ["a", "a"]),
            ("Title\n\nbody\nSign-off: a\nSigned-off-by: C\n", ["a"]),
            (
                "Title\n\nSign-off: a\n\n# ------------------------ >8 ------------------------\n\nSign-off: b\n",
                ["a", "b"]
            ),
            ("Title\n\nbody\nSign-off: a\n", []),
        ] as [(String, [String])])
    func everySignOffOnce(_ message: String, _ values: [String]) {
        #expect(Trailers.signOffs(message).map(\.value) == values)
    }

    @Test func longMessageIsReadInOneGo() {
        let message = "Title\n\n" + String(repeating: "Key: value\n", count: 20_000)
        #expect(Trailers.read(message).count == 20_000)
        let folded = "Title\n\nKey: value\n" + String(repeating: " more\n", count: 20_000)
        #expect(Trailers.read(folded).first?.value.utf8.count == 5 + 20_000 * 5)
    }
}

extension Array {
    fileprivate func dropLast(while isDropped: (Element) -> Bool) -> [Element] {
        var rest = self
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
