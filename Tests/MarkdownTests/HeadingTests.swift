import Markdown
import Testing

@Suite("Fragments of headings")
struct HeadingTests {
    @Test("GitHub's way to write them")
    func fragments() {
        #expect(fragment(ofHeading: "Access levels") == "access-levels")
        #expect(fragment(ofHeading: "1. Who, and why?  (draft)") == "1-who-and-why--draft")
        #expect(fragment(ofHeading: "snake_case & kebab-case") == "snake_case--kebab-case")
        #expect(fragment(ofHeading: "ទិន្នន័យ ÉTÉ") == "ទិន្នន័យ-été")
        #expect(fragment(ofHeading: "🚀 Start") == "-start")
    }

    @Test("Equal headings are numbered, and never take another's fragment")
    func equalHeadings() {
        var fragments = HeadingFragments()
        #expect(
            ["A", "A", "a", "A-1", "A-1", "B"].map { fragments.next(for: $0) } == [
                "a", "a-1", "a-2", "a-1-1", "a-1-2", "b",
            ])
    }

    @Test("Headings are found at any depth, in order")
    func headings() {
        let found = document("# A\n\n> ## B\n\n- # C\n\n  D\n  ===\n\n```\n# E\n```\n").blocks.headings
        #expect(found.map { "\($0.level) \(plainText(of: $0.block.inlines))" } == ["1 A", "2 B", "1 C", "1 D"])
    }
}

@Suite("HTML tags")
struct HTMLTagTests {
    private func words(_ html: String) -> [String] {
        HTMLTag.all(in: html).map { tag in
            ([tag.name] + tag.attributes.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }).joined(separator: " ")
        }
    }

    @Test("Attributes in every spelling")
    func attributes() {
        #expect(words("<IMG SRC=\"a b.png\" alt='x>y' width=3 hidden>") == ["img alt=x>y hidden= src=a b.png width=3"])
        #expect(words("<a href = x/y ><br/></a><p id=1 id=2>") == ["a href=x/y", "br", "p id=1"])
        #expect(words("<a href=\"?a=1&amp;b=2\">") == ["a href=?a=1&b=2"])
    }

    @Test("What is no tag")
    func noTags() {
        #expect(words("a < b <3 </p> <!-- <a href=x> --> <b>") == ["b"])
        #expect(words("<script>'<a>'</script><i><style>a<b</STYLE><u>") == ["script", "i", "style", "u"])
        #expect(words("<a href=\"x> <b>") == [])
        #expect(words("<!-- <a>") == [])
        #expect(words("<a") == [])
    }

    @Test("Lines before a tag")
    func lines() {
        #expect(HTMLTag.all(in: "<p>\n<!--\n--><a\nid=x>\n<b>").map(\.lineOffset) == [0, 2, 4])
    }
}
