import Checklists
import Ledger
import TestSupport
import Testing

/// Outputs, and pictures that they show, behind symbolic links. A text that begins with `->` is a link to what follows.
@Suite struct CoveredLinksTests {
    private func signed(output: String = "out.md", _ texts: [String: String]) -> SignedProject {
        let project = SignedProject()
        write(texts.merging(["a.md": Sample.with(output: output, "x", dpo: " ")]) { $1 }, in: project)
        project.commit("sign", Sample.with(output: output, "x", dpo: "x"), by: .ann)
        return project
    }

    private func write(_ texts: [String: String], in project: SignedProject) {
        let links = texts.filter { $0.value.hasPrefix("->") }
        project.script.commit(
            "write", texts.mapValues { $0.hasPrefix("->") ? String($0.dropFirst(2)) : $0 },
            modes: links.mapValues { _ in .symbolicLink })
    }

    @Test(arguments: [
        // A link through a folder that is a link, and the path through it itself.
        ("out.md", ["out.md": "->cur/spec.md", "cur": "->v1", "v1/spec.md": "one"], ["cur", "v1/spec.md"]),
        ("cur/spec.md", ["cur": "->v1", "v1/spec.md": "one"], ["cur", "v1/spec.md"]),
        ("a/b/spec.md", ["a": "->c/d/", "c/d/b": "->./../v1", "c/v1/spec.md": "one"], ["a", "c/d/b", "c/v1/spec.md"]),
        // `..` leads up from where the link before it led.
        (
            "out.md", ["out.md": "->cur/../q.md", "cur": "->v1/new", "v1/new/x": "", "v1/q.md": "one"],
            ["cur", "v1/q.md"]
        ),
        ("cur", ["cur": "->v1", "v1/spec.md": "one"], ["v1"]),
        // What a Markdown file shows from where it lies.
        (
            "out.md", ["out.md": "->docs/p.md", "docs/p.md": "![x](x.png)", "docs/x.png": "one"],
            ["docs/p.md", "docs/x.png"]
        ),
        (
            "out.md", ["out.md": "![x](pics/x.png)", "pics": "->real", "real/x.png": "one"],
            ["pics", "pics/x.png", "real/x.png"]
        ),
    ])
    func whatLinksLeadToIsCovered(output: String, texts: [String: String], covered: [String]) throws {
        let project = signed(output: output, texts)
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann box authored@sign"])
        #expect(try reading.onlyItem().signOffs[0].covers.references.map(\.path) == covered)
        write(texts.filter { $0.value == "one" }.mapValues { _ in "two" }, in: project)
        #expect(try project.read().told()[0] == "changed")
    }

    @Test func aLinkThatLeadsElsewhereIsAChange() throws {
        let project = signed(
            output: "cur/spec.md", ["cur": "->v1", "v1/spec.md": "one", "v2/spec.md": "one", "v2/more": "more"])
        write(["cur": "->v2"], in: project)
        #expect(try project.read().told()[0] == "changed")
    }

    @Test(arguments: [
        ["out.md": "->cur/out.md", "cur": "->cur"], ["out.md": "->cur/x", "cur": "->cur/x"],
        ["out.md": "->cur", "cur": "->out.md"],
        ["out.md": "->up/etc", "up": "->../.."], ["out.md": "->root/x", "root": "->/etc"],
        ["out.md": "->p.md/x", "p.md": "one"],
        ["out.md": "->."], ["out.md": "->..", "x": ""], ["out.md": "->" + String(repeating: "x/", count: 9_000)],
    ])
    func linksThatLeadNowhere(texts: [String: String]) throws {
        let project = signed(texts)
        #expect(try project.read().told() == ["signed-off", "dpo: ann box authored@sign"])
        write(["out.md": "text"], in: project)
        #expect(try project.read().told()[0] == "changed")
    }

    /// As many as Linux follows.
    @Test(arguments: [(40, "changed"), (41, "signed-off")])
    func longChains(links: Int, status: String) throws {
        var texts = Dictionary(uniqueKeysWithValues: (1..<links).map { ("l\($0)", "->l\($0 + 1)") })
        texts["out.md"] = "->l1"
        texts["l\(links)"] = "one"
        let project = signed(texts)
        write(["l\(links)": "two"], in: project)
        #expect(try project.read().told()[0] == status)
    }
}
