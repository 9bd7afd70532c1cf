import Checklists
import Ledger
import TestSupport
import Testing

/// Pictures in the raw HTML of a Markdown output.
@Suite struct CoveredPicturesTests {
    private func signed(_ page: String, _ pictures: [String]) -> SignedProject {
        let files = Dictionary(uniqueKeysWithValues: pictures.map { ("docs/" + $0, "one") })
        let project = SignedProject(
            adding: Sample.with(output: "docs/o.md", "x", dpo: " "), files.merging(["docs/o.md": page]) { $1 })
        project.commit("sign", Sample.with(output: "docs/o.md", "x", dpo: "x"), by: .ann)
        return project
    }

    @Test(arguments: [
        ("<img src=x.png width=9>", ["x.png"]), ("<p>\n<IMG WIDTH='9' SRC='x.png'/>\n</p>", ["x.png"]),
        ("a <img title=\"a > b\" src=x.png> b", ["x.png"]), ("<img alt=\">\" title='>' src=x.png>", ["x.png"]),
        ("a <img src=\"my picture.png\"> b", ["my picture.png"]), ("<img src=\"a&amp;b.png\">", ["a&b.png"]),
        ("<img src=\"&#120;.png\">", ["x.png"]), ("a <img\nsrc=x.png> b", ["x.png"]),
        ("<img src=\" x.png\n\">", ["x.png"]), ("<image src=x.png>", ["x.png"]), ("<p><img/src=x.png></p>", ["x.png"]),
        ("<p><img =\"src=y.png src=\"x.png\">", ["x.png"]),
        ("*a **<img src=x.png>*** [b <img src=y.png>](c)", ["x.png", "y.png"]),
        // As the site finds files.
        ("![x](a%20b%zz.png)", ["a b%zz.png"]), ("![x](50%.png)", ["50%.png"]), ("![x](&#32;x.png)", ["x.png"]),
        ("![x](a/\u{301}b:c.png)", ["a/\u{301}b:c.png"]),
        ("<video src=a.webm poster=x.png></video>", ["a.webm", "x.png"]),
        (
            "<picture>\n<source srcset=\"a.png 2x, b,c.png,\td.png, \">\n<img src=x.png srcset='e.png'></picture>",
            ["a.png", "b,c.png", "d.png", "e.png", "x.png"]
        ),
    ])
    func aPictureIsCovered(page: String, pictures: [String]) throws {
        let project = signed(page, pictures)
        let reading = try project.read()
        #expect(try reading.told() == ["signed-off", "dpo: ann box authored@sign"])
        #expect(try reading.onlyItem().signOffs[0].covers.references.map(\.path) == pictures.map { "docs/" + $0 })
        project.commit("swap", nil, ["docs/" + pictures[0]: "two"])
        #expect(try project.read().told()[0] == "changed")
    }

    /// Some browser, or the site, may take what stands here for a picture.
    @Test(arguments: [
        "<!-- <img src=x.png> -->", "<p><img src=x.png", "<p title=\"\n\n<div title=\"><img src=x.png>\">",
        "<p><img\n\n<div src=x.png>", "<textarea>\n\n<p><img\n\n<div src=x.png>", "<p><img src=x.png alt=\"a\n\nText\n",
        String(repeating: "<div>", count: 50) + "<img src=x.png>",
        "<p>" + String(repeating: "<img ", count: 2_000) + "src=x.png>",
    ])
    func aTagThatIsHiddenOrCutIsCovered(page: String) throws {
        let covers = try signed(page, ["x.png"]).read().onlyItem().signOffs[0].covers
        #expect(covers.references.map(\.path) == ["docs/x.png"])
    }

    @Test(arguments: [
        "`<img src=x.png>`", "<imgs src=x.png>", "<img alt=\" src=x.png\">", "<a href=x.png>x</a>",
        "<img data-src=x.png>",
        "<iframe src=x.png></iframe>", "<img src=https://a.example/x.png>", "<img src>", "\\<img src=x.png>",
    ])
    func whatIsNoPictureIsNot(page: String) throws {
        let covers = try signed(page, ["x.png"]).read().onlyItem().signOffs[0].covers
        #expect(covers.references == [])
    }
}
