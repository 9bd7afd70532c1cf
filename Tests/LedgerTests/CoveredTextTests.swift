import Checklists
import Digests
import Testing

@testable import Ledger

/// SPEC section 4, "What a sign-off covers": the text.
@Suite struct CoveredTextTests {
    /// The canonical form of the first item of a file.
    private func form(_ text: String) throws -> String {
        guard case .canonical(let form)? = try coveredText(text) else { return "no canonical form" }
        return form
    }

    private func coveredText(_ text: String) throws -> CoveredText? {
        var reader = ChecklistReader()
        let file = Array(text.utf8).withUnsafeBytes { reader.read($0, path: "docs/a.md", roles: ["dpo"]) }
        return try #require(file.items.first).coveredText
    }

    @Test(
        arguments: [
            ("- [ ] Data is kept {#a}", "Data is kept"),
            ("- [ ] Data, is kept {#a}", "Data, is kept"),
            ("- [ ] data is kept {#a}", "data is kept"),
            ("- [ ] It shall ~~not~~ be {#a}", "It shall ~~not~~ be"),
            ("- [ ] ~~It shall not be~~ {#a}", "~~It shall not be~~"),
            ("- [ ] Keep `data` {#a}", "Keep `data`"),
            ("- [ ] See [it](a.md \"T\") {#a}", "See [it](a.md \"T\")"),
            ("- [ ] See ![it](a.png) {#a}", "See ![it](a.png)"),
            ("- [ ] See <https://a.example/> {#a}", "See [https://a.example/](https://a.example/)"),
            ("- [ ] Keep <del>all</del> {#a}", "Keep <del>all</del>"),
            ("- [ ] Keep {#a}\n\n  | a | b |\n  |---|---|\n  | | yes |", "Keep a| b| | yes|"),
            ("- [ ] Keep {#a}\n\n  ```sh\n  rm  -r\n  ```", "Keep `rm -r `"),
            ("- [ ] Keep {#a}\n  - all\n  - of it", "Keep all of it"),
            ("- [ ] Keep[^1] {#a}\n\n[^1]: note", "Keep<^>"),
            // Numbers that readers see. That a list begins with 1 was never said.
            ("- [ ] Keep {#a}\n\n  30. days\n  31. hours", "Keep <30.> days hours"),
            ("- [ ] Keep {#a}\n\n  0) days", "Keep <0.> days"),
            ("- [ ] Keep {#a}\n\n  1. days\n  2. hours", "Keep days hours"),
            ("- [ ] Keep {#a}\n  - this:\n    3. days", "Keep this: 3. days"),
            ("- [ ] Keep {#a}\n  - this:\n\n    3. days", "Keep this: <3.> days"),
            ("- [ ] Keep {#a}\n\n  3. Owner: me\n  4. [ ] nested", "Keep"),
        ] as [(String, String)])
    func whatIsCovered(text: String, form: String) throws { #expect(try self.form(text) == form) }

    @Test(
        arguments: [
            "- [x] Data is kept {#a}", "* [X] Data is kept {#b}", "1. [ ] **Data** *is* kept {#a}",
            "- [ ] Data  is\n  kept {#a}", "- [ ] Data<br>is kept {#a}", "- [ ] Data is kept <!-- lint --> {#a}",
            "- [ ] Data is kept {#a}\n  - Owner: somebody\n  - Due: 2027-01-01\n  - Output: [o](o.md)\n  - Note: a note",
            "- [ ] Data is kept {#a}\n  - Sign-off:\n    - [x] dpo", "- [ ] Data is kept {#a}\n  - Sign-off: dpo",
            "- [ ] Data is kept {#a}\n  - [ ] nested\n    - more of it", "# Other\n\ntext\n\n- [ ] Data is kept {#a}\n",
            "- [ ] Data is\u{A0}kept {#a}", "- [ ] Data is kept\n  - Sign-off: dpo",
        ])
    func whatIsNot(text: String) throws { #expect(try form(text) == "Data is kept") }

    /// A comment ends where it ends for browsers; what stands behind it is seen.
    @Test(
        arguments: [
            "<!-- --!> kept -->", "<!--> kept -->", "<!---> kept -->", "<!----!> kept -->",
            "<!-- a --> kept <!-- b -->",
            "<!-- a -->\u{301} kept -->", "<!-- a --!>\u{301} kept -->", "<!-- kept", "<!-- <!--!> kept -->",
            "<!-- a --!> <!--->",
        ])
    func textBehindCommentsIsCovered(html: String) throws {
        #expect(try form("- [ ] Data {#a}\n\n  \(html)") == "Data \(html)")
    }

    /// What raw HTML leaves open, the next comment ends.
    @Test(
        arguments: [
            "<p title=\"", "<p title=\">", "</p title='", "<div", "<!----><p title=\">", "<textarea>",
            "<p a='\"' b=\" ''>",
            "<p title=\"\n\n  words\n\n  <p title=\">",
        ])
    func commentsBehindOpenTagsAreCovered(html: String) throws {
        let form = try form("- [ ] Data {#a}\n\n  \(html)\n\n  <!-- \"'> kept -->\n\n  <!-- kept -->")
        #expect(form.hasSuffix(" <!-- \"'> kept --> <!-- kept -->"), "\(form)")
    }

    @Test(arguments: [
        "<details><summary>a</summary>", "<img alt=\"it's\">", "<p>it's</p>", "<p title='\"'>", "<?x \" ?>",
    ])
    func commentsBehindClosedTagsAreNot(html: String) throws {
        #expect(try form("- [ ] Data {#a}\n\n  \(html)\n\n  <!-- \"'> kept -->") == "Data \(html)")
    }

    @Test(
        arguments: [
            "<!-- kept -->", "<!-->", "<!--->", "<!---->", "<!----!>", "<!--!> kept -->",
            "<!---!> kept -->", "<!-- kept > kept ->\n  --!\n  -->",
        ])
    func commentsAreNot(html: String) throws {
        #expect(try form("- [ ] Data {#a}\n\n  \(html)") == "Data")
    }

    /// What looks like markup is not taken for it.
    @Test(
        arguments: [
            ("- [ ] It shall \\~~not~~ be {#a}", "- [ ] It shall ~~not~~ be {#a}"),
            ("- [ ] a \\`b` {#a}", "- [ ] a `b` {#a}"), ("- [ ] \\[a](b) {#a}", "- [ ] [a](b) {#a}"),
            ("- [ ] \\![a](b) {#a}", "- [ ] ![a](b) {#a}"), ("- [ ] \\<del>a {#a}", "- [ ] <del>a {#a}"),
            ("- [ ] [a](b%22c \"d\") {#a}", "- [ ] [a](<b\"> \"d\") {#a}"), ("- [ ] a\\|b {#a}", "- [ ] a b {#a}"),
            ("- [ ] a {#a}\n\n  3. b", "- [ ] a {#a}\n\n  <3.> b"),
            ("- [ ] a {#a}\n\n  3. b", "- [ ] a {#a}\n\n  30. b"),
        ] as [(String, String)])
    func differentContentsDiffer(one: String, other: String) throws { #expect(try form(one) != form(other)) }

    @Test func lettersAreComposed() throws {
        #expect(try Array(form("- [ ] re\u{301}sume\u{301} {#a}").utf8) == Array("r\u{E9}sum\u{E9}".utf8))
    }

    @Test func itemsThatNobodyCanSignHaveNone() throws { #expect(try coveredText("- [ ] Data is kept") == nil) }

    @Test func theDigestIsThatOfTheForm() throws {
        let expected = Coverage.digest(ofCanonicalText: "Data is kept", sha256: sha256)
        #expect(try coveredText("- [ ] Data is kept {#a}")?.digest == expected)
    }

    @Test func longTextsAreKeptAsDigests() throws {
        let words = String(repeating: "word ", count: 20_000)
        let long = try coveredText("- [ ] \(words)end {#a}")
        guard case .digested? = long else {
            Issue.record("the whole text is kept")
            return
        }
        #expect(long?.digest == Coverage.digest(ofCanonicalText: words + "end", sha256: sha256))
        #expect(try coveredText("- [ ] \(words)End {#a}") != long)
    }
}
