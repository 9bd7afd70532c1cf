import Testing

@testable import Site

@Suite struct PageNameTests {
    @Test(arguments: [
        ("checklists/5-security.md", "checklists-5-security.html"),
        ("README.md", "readme.html"),
        ("a.markdown", "a.html"),
        ("Docs/My List.MD", "docs-my-list.html"),
        (".github/pull_request_template.md", "github-pull_request_template.html"),
        ("a/(b) & c.md", "a-b-c.html"),
        ("index.md", "index-2.html"),
        ("changes.md", "file-changes.html"),
        ("all-checklists.md", "all-checklists-2.html"),
        ("how-to-read.md", "how-to-read-2.html"),
        ("sign-offs.md", "sign-offs-2.html"),
        ("404.md", "404-2.html"),
        ("con.md", "con-2.html"),
        ("hand-over.md", "file-hand-over.html"),
        ("hand-over-2.md", "file-hand-over-2.html"),
        ("changes-2027.md", "file-changes-2027.html"),
        ("outputs/log.csv", "outputs-log.csv.html"),
        ("../x.md", "x.html"),
    ]) func nameOf(_ path: String, _ expected: String) {
        #expect(PageNames(paths: [path])[path] == expected)
    }

    @Test func everyReservedNameIsAvoided() {
        for name in PageNames.reserved {
            #expect(PageNames(paths: ["\(name).md"])["\(name).md"] == "\(name)-2.html")
            #expect(PageNames(paths: ["\(name.uppercased()).md"])["\(name.uppercased()).md"] == "\(name)-2.html")
        }
    }

    @Test func namesAreSafeAndUniqueWhateverThePath() throws {
        let paths = [
            "ខ្មែរ.md", "ខ្មែរ២.md", "é.md", "e.md", "...md", ".md", "---.md", "a/b.md", "a-b.md", "A-B.md", "a b.md",
            "a-b-2.md", "x\u{202e}y.md", "a\nb.md", "a\"b.md", "%2e%2e.md", "\\.md",
            String(repeating: "long/", count: 60) + "a.md", String(repeating: "long/", count: 60) + "b.md",
        ]
        let names = PageNames(paths: paths)
        let made = try paths.map { try #require(names[$0]) }
        #expect(Set(made).count == paths.count)
        for name in made {
            #expect(name.count <= PageNames.maximumLength)
            #expect(
                name.utf8.allSatisfy {
                    (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || "._-".utf8.contains($0)
                })
            #expect(name.first != "." && name.hasSuffix(".html"))
        }
        #expect(PageNames(paths: paths.reversed())["A-B.md"] == names["A-B.md"])
        #expect(names["nothing.md"] == nil)
    }

    @Test func aDocumentRenamesNoChecklist() {
        let names = PageNames(paths: ["b/a.md"], documents: ["B/A.md", "b/a.md", "x.md"])
        #expect(names["b/a.md"] == "b-a.html" && names["B/A.md"] == "b-a-2.html" && names["x.md"] == "x.html")
        #expect(!names.isDocument("b/a.md") && names.isDocument("B/A.md"))
    }
}
