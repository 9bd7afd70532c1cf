import Checklists
import Testing

@Suite struct CoverageTests {
    private func coverage(_ outputs: [CoveredFile], references: [CoveredFile] = []) -> Coverage {
        Coverage(text: "c1:sha256:00", outputs: outputs, references: references)
    }

    private func file(_ path: String, _ blob: String?) -> CoveredFile { CoveredFile(path: path, blob: blob) }

    @Test func theTextIsPartOfIt() {
        let one = Coverage(text: "c1:sha256:00", outputs: [])
        #expect(one.isUnchanged(since: one))
        #expect(!Coverage(text: "c1:sha256:01", outputs: []).isUnchanged(since: one))
    }

    @Test func outputsAreASet() {
        let a = file("a.md", "1")
        let b = file("b.md", "2")
        #expect(coverage([a, b, a]) == coverage([b, a]))
        #expect(coverage([b, a]).outputs == [a, b])
    }

    @Test func aRenamedFileIsUnchanged() {
        #expect(coverage([file("b/c.md", "1")]).isUnchanged(since: coverage([file("a.md", "1")])))
    }

    @Test func whatChanges() {
        let signed = coverage([file("a.md", "1"), file("b.md", "1")])
        #expect(!coverage([file("a.md", "2"), file("b.md", "1")]).isUnchanged(since: signed))
        #expect(!coverage([file("a.md", "1")]).isUnchanged(since: signed), "one of two equal files is gone")
        #expect(!coverage([file("a.md", "1"), file("b.md", nil)]).isUnchanged(since: signed))
        #expect(!coverage(signed.outputs + [file("c.md", "3")]).isUnchanged(since: signed))
    }

    @Test func filesThatChangedPlaces() {
        let signed = coverage([file("a.md", "1"), file("b.md", "2")])
        #expect(!coverage([file("a.md", "2"), file("b.md", "1")]).isUnchanged(since: signed))
        #expect(coverage([file("c.md", "2"), file("d.md", "1")]).isUnchanged(since: signed), "both have new names")
    }

    @Test func imagesThatChangedPlaces() {
        let page = file("a.md", "1")
        let signed = coverage([page], references: [file("before.png", "2"), file("after.png", "3")])
        let swapped = coverage([page], references: [file("before.png", "3"), file("after.png", "2")])
        #expect(!swapped.isUnchanged(since: signed))
    }

    /// A name that nothing is behind is all there is to cover; a file that comes later was not approved.
    @Test func missingFiles() {
        let signed = coverage([file("a.md", nil)])
        #expect(signed.isUnchanged(since: coverage([file("a.md", nil)])))
        #expect(!coverage([file("b.md", nil)]).isUnchanged(since: signed))
        #expect(!coverage([file("a.md", "1")]).isUnchanged(since: signed))
    }

    @Test func addresses() {
        let signed = coverage([CoveredFile(url: "https://a.example/1")])
        #expect(signed.isUnchanged(since: signed))
        #expect(!coverage([CoveredFile(url: "https://a.example/2")]).isUnchanged(since: signed))
        #expect(
            !coverage([CoveredFile(url: "https://a.example/e\u{301}")]).isUnchanged(
                since: coverage([CoveredFile(url: "https://a.example/\u{E9}")])))
    }

    @Test func referencesCountBesideTheOutputs() {
        let output = file("a.md", "1")
        let signed = coverage([output], references: [file("flow.bpmn", "2")])
        #expect(signed.isUnchanged(since: coverage([output], references: [file("flow.bpmn", "2")])))
        #expect(!coverage([output], references: [file("flow.bpmn", "3")]).isUnchanged(since: signed))
        #expect(!coverage([output]).isUnchanged(since: signed))
        #expect(!coverage([output, file("flow.bpmn", "2")]).isUnchanged(since: signed))
    }

    @Test func digest() {
        #expect(
            Coverage.digest(ofCanonicalText: "ab") { $0.map { $0 - 0x60 } + [0, 0xFF] } == "c1:sha256:010200ff")
    }
}

@Suite struct SignOffTrailerTests {
    @Test(
        arguments: [
            ("access-levels", "access-levels", nil, nil),
            ("access-levels as dpo", "access-levels", "dpo", nil),
            (
                "  a  As   dpo BY  Ann   A. <ann@m.example> ", "a", "dpo",
                Mention(name: "Ann A.", email: "ann@m.example")
            ),
            ("a by Ann", "a", nil, Mention(name: "Ann", email: nil)),
            ("a by ann@m.example", "a", nil, Mention(name: "", email: "ann@m.example")),
            ("as as as", "as", "as", nil),
        ] as [(String, String, String?, Mention?)])
    func trailers(value: String, item: String, role: String?, by: Mention?) {
        let trailer = SignOffTrailer(value)
        #expect(trailer?.item == item)
        #expect(trailer?.role == role)
        #expect(trailer?.by == by)
    }

    @Test(arguments: [
        "", " ", "a as", "a by", "a b", "a, b", "a as dpo and lead", "a by Ann <a@b> as dpo", "a as dpo as lead",
        "a by Ann <>", "a by <a@b> <c@d>", "a by Ann a@b>",
    ])
    func malformed(value: String) { #expect(SignOffTrailer(value) == nil) }

    @Test(
        arguments: [
            ("Ann A. <ann@m.example>", "Ann A.", "ann@m.example"), ("<ann@m.example>", "", "ann@m.example"),
            ("ann@m.example", "", "ann@m.example"), ("Ann @ home", "Ann @ home", nil), ("Ann", "Ann", nil),
        ] as [(String, String, String?)])
    func mentions(value: String, name: String, email: String?) {
        #expect(Mention(value) == Mention(name: name, email: email))
    }

    @Test(arguments: ["", "  ", "Ann <a@b> (x)", "Ann <a@b", "Ann a@b>", "Ann < a@b>", "A <a@b> B <c@d>"])
    func noMentions(value: String) { #expect(Mention(value) == nil) }
}
