import Checklists
import Markdown
import Testing

@testable import Site

@Suite struct DocumentTests {
    @Test func headingsHaveOneTitleNoGapsAndPrefixedIDs() {
        let page = Sample.page([
            Sample.heading("Security", level: 1, line: 1), Sample.heading("Content", level: 4, line: 3),
            Sample.heading("Content", level: 6, line: 5), Sample.heading("ខ្មែរ & co", level: 1, line: 7),
        ])
        #expect(page.count(of: "<h1") == 1)
        #expect(page.contains("<h1 id=\"title\"><bdi>Security</bdi></h1>"))
        #expect(page.contains("<h2 id=\"section-content\">Content</h2>"))
        #expect(page.contains("<h3 id=\"section-content-1\">Content</h3>"))
        #expect(page.contains("<h2 id=\"section-ខ្មែរ--co\">ខ្មែរ &amp; co</h2>"))
        #expect(page.count(of: "id=\"content\"") == 1)
    }

    /// That it ends is the test: each heading tried all numbers anew.
    @Test func aFileOfEqualHeadings() {
        let page = Sample.page((1...20_000).map { Sample.heading("Same", level: 2, line: $0) })
        #expect(page.contains("<h2 id=\"section-same\">") && page.contains("<h2 id=\"section-same-19999\">"))
    }

    @Test func whatIsNotShownIsSaid() {
        var document = Document(blocks: [])
        document.tooCostlyLine = 7
        let report = Sample.report([Sample.checklist([Sample.item()])])
        let page = Sample.files(report, documents: ["list.md": document])["list.html"] ?? ""
        #expect(page.contains("<p class=\"notice\">A part of this file is too long or nested too deeply"))
        #expect(page.contains("id=\"item-access-levels\""))
        #expect(!Sample.page([], items: [Sample.item()]).contains("A part of this file"))
    }

    @Test func aHeadingThatDiffersFromTheTitleStays() {
        let page = Sample.page([Sample.heading("Another", level: 1, line: 1)])
        #expect(page.contains("<h2 id=\"section-another\">Another</h2>"))
    }

    @Test func itemsStandInTheirPlacesAndFieldsAreNotRepeated() {
        let outer = Sample.state("Outer", id: "outer", line: 3, fields: ItemFields(owner: "me"), fieldLines: [4])
        let inner = Sample.state("Inner", line: 6)
        let block = Sample.task(
            "Outer {#outer}", line: 3,
            children: [
                Sample.list([
                    Sample.bullet("Owner: me", line: 4), Sample.bullet("A detail", line: 5),
                    Sample.task("Inner", line: 6), Sample.task("A box, no item", line: 7, isChecked: true),
                ])
            ])
        let page = Sample.page(
            [Sample.paragraph("Before", line: 1), Sample.list([block]), Sample.paragraph("After", line: 9)],
            items: [Sample.item(outer, anchor: "outer"), Sample.item(inner, anchor: "inner")])
        #expect(!page.contains("Owner: me") && !page.contains("{#outer}"))
        #expect(
            page.contains("<div class=\"what\"><p>Outer</p>\n<ul><li>A detail\n</li>\n<li>[x] A box, no item\n</li>"))
        #expect(page.count(of: "id=\"item-") == 2)
        #expect(!page.contains("Further items"))
        let order = ["Before", "item-outer", "A detail", "<dt>Owner", "item-inner", "After"]
        let places = order.compactMap { page.range(of: $0)?.lowerBound }
        #expect(places.count == order.count && places == places.sorted())
    }

    @Test(arguments: [
        ([Inline.text("Text {#a_b} ")], [Inline.text("Text")]),
        ([.strikethrough([.text("Text")]), .text(" {#a_b}")], [.strikethrough([.text("Text")]), .text("")]),
        ([.strikethrough([.text("Text {#a_b}")])], [.strikethrough([.text("Text")])]),
        ([.text("One {#a_b}"), .softBreak, .text("two")], [.text("One"), .softBreak, .text("two")]),
        ([.text("{#a_b} first")], [.text("{#a_b} first")]),
        ([.text("Other {#c}")], [.text("Other {#c}")]),
        ([.code("{#a_b}")], [.code("{#a_b}")]),
    ]) func trailingIDsGo(_ inlines: [Inline], _ expected: [Inline]) {
        #expect(withoutTrailingID("a_b", in: inlines) == expected)
    }

    @Test func itemsThatAreNotInTheDocumentAreNotLost() {
        let page = Sample.page(
            [Sample.list([Sample.task("First", line: 1)])],
            items: [
                Sample.item(Sample.state("First", line: 1), anchor: "first"),
                Sample.item(Sample.state("Lost <one>", line: 77), anchor: "lost"),
            ])
        #expect(page.contains("<h2>Further items of this file</h2>"))
        #expect(page.contains("id=\"item-lost\"><div class=\"what\"><p>Lost &lt;one&gt;</p>"))
    }

    /// Fields are told in words, so what lies below them has no place in the document: it is listed behind it.
    @Test func itemsBelowFieldsAreListedOnce() {
        let text = """
            - [x] First
              - Sign-off:
                - Ministry
                  - [ ] dpo
                  - [ ] Alpha
                > - [ ] Beta
              - Note: see

                - - [ ] Gamma
            - [ ] Last
            """
        let items = [
            Sample.state("First", line: 1, fieldLines: [2, 4, 7]), Sample.state("Alpha", line: 5),
            Sample.state("Beta", line: 6), Sample.state("Gamma", line: 9), Sample.state("Last", line: 10),
        ]
        let page = Sample.page(
            Document(parsing: Array(text.utf8)).blocks,
            items: items.map { Sample.item($0, anchor: $0.title.lowercased()) })
        for item in items { #expect(page.count(of: "id=\"\(Pages.id(ofItem: item.title.lowercased()))\"") == 1) }
        for title in ["Alpha", "Beta", "Gamma"] { #expect(page.count(of: title) == 1) }
        #expect(page.count(of: "Ministry") == 0)
    }

    @Test func tablesCodeQuotesAndFootnotes() {
        let cell = { (text: String) in
            Block(kind: .tableCell, line: 1, endLine: 1, inlines: text.isEmpty ? [] : [.text(text)])
        }
        let page = Sample.page([
            Block(
                kind: .table(alignments: [.none, .right]), line: 1, endLine: 3,
                children: [
                    Block(
                        kind: .tableRow(isHeader: true), line: 1, endLine: 1,
                        children: [cell("A"), cell("B"), cell("")]),
                    Block(kind: .tableRow(isHeader: false), line: 3, endLine: 3, children: [cell("<1>"), cell("2")]),
                ]),
            Block(kind: .codeBlock(info: "html", code: "<b>\n"), line: 4, endLine: 6),
            Block(kind: .blockQuote, line: 7, endLine: 7, children: [Sample.paragraph("Quoted", line: 7)]),
            Sample.paragraph([.text("Note"), .footnoteReference(label: "1"), .footnoteReference(label: "2")], line: 8),
            Block(
                kind: .footnoteDefinition(label: "1"), line: 9, endLine: 9,
                children: [Sample.paragraph("Said", line: 9)]),
        ])
        #expect(page.contains("<thead><tr><th>A</th><th class=\"end\">B</th><td></td></tr>"))
        #expect(page.contains("<td>&lt;1&gt;</td><td class=\"end\">2</td>"))
        #expect(page.contains("<pre tabindex=\"0\"><code>&lt;b&gt;\n</code></pre>"))
        #expect(page.contains("<blockquote><p>Quoted</p>"))
        #expect(page.contains("<sup><a id=\"footnote-1-reference\" href=\"#footnote-1\">[1]</a></sup>[^2]"))
        #expect(page.contains("<li id=\"footnote-1\"><p>Said</p>"))
    }

    @Test func orderedListsKeepTheirNumbers() {
        let page = Sample.page(
            [Sample.list([Sample.task("Third", line: 1)], start: 3)],
            items: [Sample.item(Sample.state("Third", line: 1), anchor: "third")])
        #expect(page.contains("<ol class=\"items\" start=\"3\">"))
    }

    @Test func deeplyNestedDocumentsAreRendered() {
        var block = Sample.list([Sample.task("Deepest", line: 50)])
        for line in (1..<50).reversed() { block = Sample.list([Sample.bullet("Level", line: line, children: [block])]) }
        let page = Sample.page([block], items: [Sample.item(Sample.state("Deepest", line: 50), anchor: "deepest")])
        #expect(page.contains("id=\"item-deepest\""))
        #expect(!page.contains("Further items"))
    }

    @Test(arguments: [("km", "ltr"), ("ar", "rtl"), ("az-Arab", "rtl"), ("fa-Latn", "ltr")])
    func contentInAnotherLanguageSaysSo(_ language: String, _ direction: String) {
        let page = Sample.page(
            [Sample.list([Sample.task("x", line: 1)])],
            items: [Sample.item(Sample.state(line: 1, fields: ItemFields(owner: "me")))]
        ) { $0.checklists[0].language = language }
        #expect(page.contains("<html lang=\"en\" dir=\"ltr\">"))
        #expect(page.contains("<div class=\"document\" lang=\"\(language)\" dir=\"\(direction)\">"))
        #expect(page.contains("<div class=\"about\" lang=\"en\" dir=\"ltr\">"))
    }

    @Test(arguments: ["", "x", "en\" onload=\"x", "en_US", "english-language-of-the-world", "en"])
    func languagesThatAreNoneOrOursAreNotWritten(_ language: String) {
        let page = Sample.page(of: Sample.item()) { $0.checklists[0].language = language }
        #expect(page.contains("<div class=\"document\">"))
        #expect(page.count(of: "lang=") == 1)
    }
}
