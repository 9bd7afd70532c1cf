import Testing

@testable import Checklists
@testable import Site

/// What is printed and handed over.
@Suite struct HandOverTests {
    private func files(_ report: Report) -> [String: String] {
        Sample.files(report).filter { $0.key.hasPrefix("hand-over") }
    }

    private func list(_ number: Int, items: Int, phase: Int? = nil, text: String = "Item") -> Checklist {
        let path = "part\(number % 2)/\(number).md"
        let items = (0..<items).map { Sample.item(Sample.state("\(text) \($0)"), anchor: "i\($0)", path: path) }
        var list = Sample.checklist(items, path: path, title: "List \(number)")
        list.phase = phase
        return list
    }

    @Test func everythingIsOnOnePage() throws {
        let files = files(SignOffSample.everything)
        #expect(files.keys.sorted() == ["hand-over.html"])
        let page = try #require(files["hand-over.html"])
        for item in SignOffSample.everything.items { #expect(page.contains("<p><bdi>\(item.state.text)</bdi></p>")) }
        for heading in [
            "Where things stand", "Checklists", "Sign-offs", "People and roles", "Documents", "How to read this",
        ] {
            #expect(page.contains("<h2>\(heading)</h2>"), "\(heading)")
        }
        #expect(page.contains("<table class=\"register\">"))
    }

    @Test func theFirstPageSaysWhatItIs() throws {
        var report = SignOffSample.everything
        report.project.repository = "https://github.com/team/implementation"
        report.commits[report.commit] = Sample.record(order: 9)
        let page = try #require(files(report)["hand-over.html"])
        #expect(page.contains("<div class=\"cover\"><h1>Hand-over pack: <bdi>Referrals</bdi></h1>"))
        #expect(page.contains("<dd><a href=\"https://github.com/team/implementation\"><bdi>https://github.com/team"))
        #expect(page.contains("<code>\(report.commit.hex)</code></a>, 13 March 2027</dd>"))
        #expect(page.contains("<dt>Due dates as of</dt>\n<dd>1 July 2027</dd>"))
    }

    @Test func theContentsLeadToEveryPart() throws {
        let page = try #require(files(SignOffSample.everything)["hand-over.html"])
        let cover = try #require(page.range(of: "class=\"cover\""))
        let contents = page[
            cover.upperBound..<(try #require(page.range(of: "<section id=\"part-standing\">"))).lowerBound]
        let targets = contents.matches(of: /href="#([^"]*)"/).map { String($0.1) }
        #expect(
            targets == [
                "part-standing", "part-checklists", "list-list", "part-sign-offs", "part-people", "part-documents",
                "part-reading",
            ])
        for target in targets { #expect(page.count(of: "<section id=\"\(target)\">") == 1, "\(target)") }
    }

    @Test func peopleAreThereWithoutWhatTheRegisterHas() throws {
        let page = try #require(files(SignOffSample.everything)["hand-over.html"])
        #expect(page.contains("<h4 id=\"person-sok\"><bdi>Sok Vanna</bdi></h4>"))
        #expect(page.contains("<dd><bdi>Ministry of Health</bdi></dd>") && !page.contains("sign-offs made"))
    }

    @Test func theIndexOfPartsIsAFirstPageToo() throws {
        let files = files(Sample.report([list(1, items: 300, phase: 1), list(2, items: 300, phase: 2)]))
        let index = try #require(files["hand-over.html"])
        #expect(index.contains("<h1>Hand-over pack: <bdi>Referrals</bdi></h1>") && index.contains("<dt>Commit</dt>"))
        #expect(index.contains("<a href=\"people.html\">People and roles</a>"))
    }

    @Test func historiesAreOpen() throws {
        let page = try #require(files(SignOffSample.everything)["hand-over.html"])
        #expect(!page.contains("<details"))
        #expect(page.contains("<p class=\"label\">History (4)</p>\n<ol>"))
    }

    @Test func idsAreThereOnce() throws {
        let items = [Sample.item(path: "a.md")], others = [Sample.item(path: "b.md")]
        let report = Sample.report([
            Sample.checklist(items, path: "a.md"), Sample.checklist(others, path: "b.md"),
        ])
        let page = try #require(files(report)["hand-over.html"])
        #expect(page.count(of: "id=\"item-access-levels\"") == 0)
        let ids = page.matches(of: /id="([^"]*)"/).map(\.1)
        #expect(Set(ids).count == ids.count)
    }

    @Test func itemsStandInsideEachOtherAndUnderTheirSections() throws {
        var outer = Sample.item(Sample.state("Outer"), anchor: "outer")
        var inner = Sample.item(Sample.state("Inner"), anchor: "inner")
        var next = Sample.item(Sample.state("Next"), anchor: "next")
        (outer.state.section, inner.state.section) = (["Security", "Access"], ["Security", "Access"])
        inner.state.depth = 1
        next.state.section = ["Security", "Logs"]
        let page = try #require(files(Sample.report([Sample.checklist([outer, inner, next])]))["hand-over.html"])
        #expect(page.contains("<h4><bdi>Access</bdi></h4>") && page.contains("<h4><bdi>Logs</bdi></h4>"))
        let (start, end) = (
            try #require(page.range(of: "<bdi>Outer</bdi>")), try #require(page.range(of: "<h4><bdi>Logs"))
        )
        let within = page[start.upperBound..<end.lowerBound]
        #expect(
            within.contains("<ul class=\"items\" role=\"list\"><li class=\"item open\"") && within.contains("Inner"))
    }

    @Test func manyItemsComeByPhase() throws {
        let files = files(Sample.report([list(1, items: 300, phase: 1), list(2, items: 300, phase: 2)]))
        #expect(files.keys.sorted() == ["hand-over-1.html", "hand-over-2.html", "hand-over.html"])
        let index = try #require(files["hand-over.html"])
        #expect(index.contains("<a href=\"hand-over-1.html\"><bdi>Phase 1</bdi></a> (300 items)"))
        let second = try #require(files["hand-over-2.html"])
        #expect(second.contains("<h1>Hand-over pack: <bdi>Phase 2</bdi></h1>"))
        #expect(second.count(of: "<li class=\"item open\"") == 300)
    }

    @Test func checklistsWithoutPhaseComeByFolder() throws {
        let files = files(Sample.report((0..<4).map { list($0, items: 150) }))
        #expect(
            try #require(files["hand-over.html"]).contains(
                "<a href=\"hand-over-1.html\"><bdi>part0</bdi></a> (300 items)"))
    }

    @Test func noPartIsTooBigAndNoItemIsLost() throws {
        let text = String(repeating: "long words ", count: 200)
        let files = files(Sample.report([list(1, items: 1_100, phase: 1, text: text)]))
        let parts = files.filter { $0.key != "hand-over.html" }
        #expect(parts.count > 2)
        #expect(parts.values.allSatisfy { $0.utf8.count < 1_000_000 })
        #expect(parts.values.reduce(0) { $0 + $1.count(of: "<li class=\"item open\"") } == 1_100)
        #expect(try #require(files["hand-over.html"]).contains("<bdi>Phase 1, part 2</bdi>"))
        #expect(try #require(files["hand-over-2.html"]).contains("(continued)</h2>"))
    }
}
