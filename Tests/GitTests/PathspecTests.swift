import Testing

@testable import Git

@Suite struct PathspecTests {
    @Test(
        arguments: [
            ("docs", "docs/a.md", true), ("docs", "docs2/a.md", false), ("*.md", "docs/a.md", true),
            ("*.md", "docs/a.txt", false), ("*", "a", true), ("docs/*", "docs/deep/a.md", true),
            ("docs/**/*.md", "docs/deep/a.md", true), ("docs/**/*.md", "docs/a.md", false),
            ("*/checklists/*", "a/checklists/b.md", true), ("*]", "a]", true), ("*-*", "a-b", true), ("*!", "a!", true),
            ("* b", "a b", true), ("* b", "a_b", false), ("*\té", "a\té", true), ("*é", "dé", true),
            ("*é", "de", false),
            ("*\\*", "a*", true), ("*\\*", "ab", false), ("[*]a", "*a", true), ("[*]a", "ba", false),
            ("[]*]a", "]a", true), ("[!*]a", "ba", true), ("[!*]a", "*a", false), ("[*-z]b", "ab", true),
            ("[[:alpha:]*]b", "*b", true), ("[[:digit:]]*b", "1ab", true), ("*[a", "a", false),
            ("docs/*/", "docs/a/b", true),
            ("*a ", "ba", true), ("* ", "ba", true), ("*?b", "ab", true), ("*?b", "b", false), ("a*b*c", "a1b2c", true),
            ("a*b*c", "a1c2b", false),
        ])
    func match(pattern: String, path: String, isMatch: Bool) throws {
        #expect(try Pathspec([pattern]).matches(path) == isMatch)
    }

    @Test func whatIsTakenAway() throws {
        let pathspec = try Pathspec(["!docs/old*", "docs"])
        #expect(pathspec.matches("docs/new.md"))
        #expect(!pathspec.matches("docs/older.md"))
    }

    /// That it ends is the test.
    @Test(arguments: ["*a", "**/", "*a/", "* ", "*?", "*[a]", "*é", "*\\a", "*-"])
    func manyStars(piece: String) throws {
        let path = String(repeating: "a/é- ", count: 100)
        #expect(try !Pathspec([String(repeating: piece, count: 60) + "b"]).matches(path))
    }
}
