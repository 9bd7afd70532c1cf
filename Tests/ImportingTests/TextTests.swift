import Ledger
import TestSupport
import Testing

@testable import Importing

/// What a cell says is what a reader of the file sees, and what the file's reader finds.
@Suite struct TextTests {
    /// An item's line without its box and id.
    private func written(_ cell: String) throws -> String {
        let made = try imported("Item,Id\n\"\(cell.replacing("\"", with: "\"\""))\",an-id\n")
        let line = made.items.split(separator: "\n").first ?? ""
        return String(line).replacing("- [ ] ", with: "", maxReplacements: 1).replacing(" {#an-id}", with: "")
    }

    @Test(arguments: [
        ("Plain words, with (brackets) & an ampersand", "Plain words, with (brackets) & an ampersand"),
        ("*strong* and _weak_", #"\*strong\* and \_weak\_"#),
        ("snake_case_name", "snake_case_name"),
        ("`code`", #"\`code\`"#),
        ("[x] ticked", #"\[x\] ticked"#),
        ("[text](https-less)", #"\[text\](https-less)"#),
        ("~~gone~~", #"\~\~gone\~\~"#),
        ("<b>bold</b> <!-- hidden -->", #"\<b>bold\</b> \<!-- hidden -->"#),
        ("a < b", "a < b"),
        ("&amp; &#65; R&D", #"\&amp; \&#65; R&D"#),
        (#"C:\temp\*"#, #"C:\temp\\\*"#),
        (#"ends in \"#, #"ends in \\"#),
        ("# not a heading", "# not a heading"),
        ("a | b", "a | b"),
        ("{#fake}", "{#fake}"),
        ("![picture](x.png)", #"!\[picture\](x.png)"#),
        ("  spaces\tand\u{A0}more  ", "spaces and more"),
        ("bell\u{7}", "bell"),
        ("ការសុវត្ថិភាព", "ការសុវត្ថិភាព"),
    ])
    func wordsAreWords(cell: String, expected: String) throws {
        #expect(try written(cell) == expected)
    }

    @Test(arguments: [
        ("see https://example.org/a_b*c.", "see <https://example.org/a_b*c>."),
        ("(https://example.org/a(b))", "(<https://example.org/a(b)>)"),
        ("https://example.org/?a=1&copy;=2", "<https://example.org/?a=1&amp;copy;=2>"),
        ("ftp://example.org/_a_", #"ftp\://example.org/\_a\_"#),
        ("www.example.org has it", "www.example.org has it"),
        // The backslash that breaks a line would be read as a part of it.
        ("see www.example.org", #"see www\.example.org"#),
        ("www.example.org/_a_", #"www\.example.org/\_a\_"#),
        ("ann_b@example.org", "ann_b@example.org"),
    ])
    func addresses(cell: String, expected: String) throws {
        #expect(try written(cell) == expected)
    }

    @Test func linesBecomeBullets() throws {
        let made = try imported("Item,Id\n\"Confirm users:\n- clerks\n\n• admins\n# all\n1. first\n---\",an-id\n")
        #expect(
            made.items == ##"""
                - [ ] Confirm users: {#an-id}
                  - clerks
                  - admins
                  - \# all
                  - 1\. first
                  - \---

                """##)
    }

    /// A bullet of these words would be a field, or a box.
    @Test func linesThatLookLikeFields() throws {
        let made = try imported("Item,Id\n\"Plan\nOwner: me\nmore\n- Due: soon\n[x] done\",an-id\n")
        #expect(
            made.items == ##"""
                - [ ] Plan\
                  Owner: me {#an-id}
                  - more\
                    \- Due: soon
                  - \[x\] done

                """##)
    }

    @Test func formulasThatStatusEscaped() throws {
        let made = try imported("Item,Notes,Id\n'=1+1,'-x,an-id\n'quoted',,b-id\n")
        #expect(made.items == "- [ ] =1+1 {#an-id}\n  - Note: -x\n- [ ] 'quoted' {#b-id}\n")
    }

    @Test(arguments: [
        ("no", "no", "'no'"), ("2. 12", "12", "'12'"), ("---", "---", "'---'"), ("a: b # c", "a: b # c", "'a: b # c'"),
        ("\"q\" 'r'", "\"q\" 'r'", #"'"q" ''r'''"#), ("1.2 Roles", "1.2 Roles", "1.2 Roles"),
    ])
    func titlesAreYAML(cell: String, title: String, expected: String) throws {
        let quoted = cell.replacing("\"", with: "\"\"")
        let made = try imported("Phase,Item\n\"\(quoted)\",a\n")
        #expect(made.checklists.first?.title == title)
        let text = try #require(made.files.values.first)
        #expect(text.split(separator: "\n").first { $0.hasPrefix("title: ") } == "title: \(expected)")
    }

    @Test func headings() throws {
        let made = try imported(
            "Phase,Section,Item,Id\n1. C #,{#x} and {#y},a,a-a\n1. C #,*b* ##,c,c-c\n")
        #expect(
            made.files["checklists/1-c.md"] == ##"""
                ---
                title: 'C #'
                phase: 1
                ---

                # C \#

                ## {#x} and {#y} {#section}

                - [ ] a {#a-a}

                ## \*b\* #\#

                - [ ] c {#c-c}

                """##)
    }

    /// Every file is read again and compared with the rows, so whatever is read otherwise would be refused.
    @Test func randomCells() throws {
        let pieces = [
            "a", "Z", "é", "ក", "1", " ", "  ", "\n", "\r\n", "\t", "*", "_", "`", "``", "[", "]", "(", ")", "<", ">",
            "&", "&amp;", "#", "##",
            "-", "- ", "+ ", "1. ", "2) ", ">", "=", "===", "---", "|", ":-:", "~", "~~", "\\", "\\\\", "!", "![", "](",
            "[x] ", "[ ] ", "{#a}",
            "{#", "}", "http://", "https://x.y", "www.", "www.a.b", "://", "ftp://", "mailto:", "@", "x@y.org", "<!--",
            "-->", "<b>", "</a>", "<br>",
            "Owner:", "Owner: ", "due: ", "Sign-off:", "Note :", "Output", ":", "[^1]", "[^1]: ", "[a]: b", "\"", "'",
            "'=", "$", "\u{200B}", "\u{202E}", "\u{FEFF}",
            "\u{1}", "\u{85}", "\u{2028}", "```", "~~~", "    ", ".", ",", ";", "%", "/", "../", "outputs/a.md",
            "a b.md", "yes", "Done", "n/a", "e\u{301}",
        ]
        var random = SeededGenerator(seed: 7)
        func cell() -> String {
            let text = (0..<Int.random(in: 0...7, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }.joined()
            // By scalars: a mark may stand on a quotation mark.
            let scalars = text.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
            return "\"" + String(String.UnicodeScalarView(scalars)) + "\""
        }
        for round in 0..<400 {
            var csv = "Phase,Section,Item,Id,Owner,Due,Status,Sign-off,Approver,Output,Reason,Notes,Other\n"
            for _ in 0..<6 { csv += (0..<13).map { _ in cell() }.joined(separator: ",") + "\n" }
            do {
                let made = try imported(csv) { $0.dateOrder = .dayFirst }
                #expect(made.checklists.allSatisfy { $0.itemCount > 0 })
            } catch let refusal as ImportRefusal {
                #expect(
                    refusal.description.hasPrefix("there is no row with an item"), "round \(round): \(refusal)\n\(csv)")
            }
        }
    }
}
