import HTMLParsing
import Testing

@Suite struct ParsingTests {
    private func fragment(_ text: String) -> [HTMLNode]? { HTMLParser.fragment(Array(text.utf8)) }

    /// `<b>x</b>` as `b(x)`, comments as `!`, elements that the parser put in with `+`.
    private func told(_ nodes: [HTMLNode]?) -> String? {
        nodes?.map { node in
            switch node {
            case .text(let text): text
            case .comment(let text): "!\(text)!"
            case .element(let element):
                "\(element.name)\(element.offset == nil ? "+" : "")(\(told(element.children) ?? ""))"
            }
        }.joined()
    }

    @Test(arguments: [
        ("", ""), ("a &amp; b", "a & b"), ("<B>x</b>", "b(x)"), ("<p>a<p>b", "p(a)p(b)"), ("</div></li>x", "x"),
        ("<table><tr><td>x", "table(tbody+(tr(td(x))))"), ("<!-- a --><i>", "! a !i()"), ("<my-tag>x", "my-tag(x)"),
        ("<table>a<tr>", "atable(tbody+(tr()))"), ("<b><p>x</b>y</p>", "b()p(b(x)y)"),
        ("<script><b></script>", "script(<b>)"), ("<template><b>x", "template(b(x))"),
    ]) func readsAsBrowsersDo(_ text: String, _ tree: String) {
        #expect(told(fragment(text)) == tree)
    }

    @Test(arguments: [
        ("<img alt='>' src=x>", "img alt=> src=x"), ("<p a><b>x", "p a="), (String(repeating: "<b>", count: 99), "b"),
        ("<image src=a>", "img src=a"), ("<img src='x>", nil), ("<img src", nil), ("x<b>", nil), ("", nil),
        ("<img a a src=x>", "img a= src=x"), (String(repeating: "<img ", count: 2_000) + "src=x>", "img <img= src=x"),
    ]) func theFirstElement(_ text: String, _ tag: String?) {
        let element = HTMLParser.firstElement(of: Array(text.utf8))
        #expect(element?.children.isEmpty != false)
        #expect(
            element.map { ([$0.name] + $0.attributes.map { "\($0.name)=\($0.value)" }).joined(separator: " ") } == tag)
    }

    @Test func tellsWhereTagsStand() throws {
        let nodes = try #require(fragment("é <b>x</b><hr><i>y"))
        guard case .element(let b) = nodes[1], case .element(let hr) = nodes[2], case .element(let i) = nodes[3] else {
            Issue.record("other nodes: \(nodes)")
            return
        }
        #expect(b.offset == 3 && b.impliedEnd == nil)
        #expect(hr.offset == 11)
        #expect(i.offset == 15 && i.impliedEnd == 19)
    }

    @Test func attributesAreReadOnceAndResolved() throws {
        guard case .element(let a)? = fragment("<a HREF='x&amp;y' href=z title>")?.first else {
            Issue.record("no element")
            return
        }
        #expect(a.attributes.map(\.name) == ["href", "title"])
        #expect(a["href"] == "x&y" && a["title"] == "" && a["id"] == nil)
    }

    @Test func foreignElementsSaySo() {
        guard case .element(let svg)? = fragment("<svg><title>x</title></svg>")?.first,
            case .element(let title)? = svg.children.first
        else {
            Issue.record("no element")
            return
        }
        #expect(svg.namespace == .svg && title.namespace == .svg && title.name == "title")
    }

    @Test func whatLiesTooDeepIsNotRead() {
        #expect(fragment(String(repeating: "<div>", count: 40)) != nil)
        #expect(fragment(String(repeating: "<div>", count: 42)) == nil)
        #expect(fragment(String(repeating: "<div>", count: 9_999)) == nil)
        #expect(fragment(String(repeating: "<br>", count: 10_001)) == nil)
    }

    /// Each of the paragraphs would get a copy of each `b`: 4 million elements.
    @Test func misnestedFormattingStaysWithinBounds() {
        let open = (0..<2_000).map { "<b id=\($0)>" }.joined()
        #expect(fragment("<p>" + open + "</p>" + String(repeating: "<p>x</p>", count: 2_000)) == nil)
    }

    @Test func aDocumentIsReadWhole() throws {
        let root = try #require(HTMLParser.document(Array("<!doctype html><title>t</title><p>x".utf8)))
        #expect(told([.element(root)]) == "html+(head+(title(t))body+(p(x)))")
    }
}
