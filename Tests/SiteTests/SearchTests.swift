import Checklists
import Foundation
import Testing

@testable import Site

@Suite struct SearchTests {
    /// What the script sees of an index file.
    private struct Part: Decodable {
        var kinds: [String]
        var groups: [Group]

        struct Group: Decodable {
            var about: String
            var page: String
            /// Address, title and kind of each.
            var entries: [(place: String, title: String, kind: Int)] = []

            init(from decoder: any Decoder) throws {
                var group = try decoder.unkeyedContainer()
                about = try group.decode(String.self)
                page = try group.decode(String.self)
                var list = try group.nestedUnkeyedContainer()
                while !list.isAtEnd {
                    entries.append(
                        (try list.decode(String.self), try list.decode(String.self), try list.decode(Int.self)))
                }
            }
        }

        init(_ file: String) throws {
            let prefix = "(window.searchIndex=window.searchIndex||[]).push("
            try #require(file.hasPrefix(prefix) && file.hasSuffix(")\n"))
            self = try JSONDecoder().decode(Part.self, from: Data(file.dropFirst(prefix.count).dropLast(2).utf8))
        }

        /// "Status: title → address (about)".
        var told: [String] {
            groups.flatMap { group in
                group.entries.map { "\(kinds[$0.kind]): \($0.title) → \(group.page)\($0.place) (\(group.about))" }
            }
        }
    }

    private func index(_ report: Report) throws -> [String] {
        try Part(try #require(Sample.files(report)["search-index.js"])).told
    }

    private func items(_ count: Int, title: String = "Item") -> [Item] {
        (0..<count).map { Sample.item(Sample.state("\(title) \($0)", line: $0 + 1), anchor: "i\($0)") }
    }

    // MARK: The index

    @Test func itemsAndChecklistsAreFound() throws {
        let item = Sample.item(Sample.state("Access levels"), anchor: "access", status: .awaiting)
        let told = try index(Sample.report([Sample.checklist([item])]))
        #expect(
            told == [
                "Checklist: Security → list.html (list.md)",
                "Awaiting sign-off: Access levels → list.html#item-access (Security)",
            ])
    }

    @Test func peopleAndRolesAreFound() throws {
        var report = Sample.report([Sample.checklist([Sample.item()])])
        let person = Person(
            key: "dara", names: ["Chan Dara"], organisation: "Ministry", roles: [RoleTerm(role: "lead")])
        report.rules = Rules(roles: [Role(key: "lead", title: "Project lead")], people: [person])
        let told = try index(report)
        #expect(told.contains("Person: Chan Dara → people.html#person-dara (Project lead, Ministry)"))
        #expect(told.contains("Role: Project lead → people.html#role-lead (lead)"))
    }

    @Test func whoSignedWhatIsFound() throws {
        let told = try index(SignOffSample.everything).filter { $0.hasPrefix("Sign-off: ") }
        let first = "Data points that may be logged are agreed → list.html#item-logging"
        #expect(told.contains("Sign-off: \(first) (Sok Vanna, Data protection officer)"))
        #expect(told.contains("Sign-off: \(first) (Lim \\u{202e}Chea, Ministry representative)"))
        // Revoked, or never counted.
        #expect(!told.contains { $0.contains("Backups are tested") })
        // Each once for a person and a role, of removed items none.
        #expect(Set(told).count == told.count && !told.contains { $0.contains("Old duty") })
    }

    @Test func whatToTryIsSaidBesideTheListOfEverything() throws {
        let page = try #require(Sample.files(Sample.report())["search.html"])
        #expect(
            page.contains("<section id=\"everything\">\n<p>Parts of words are found, too.")
                || page.contains("<section id=\"everything\"><p>Parts of words are found, too."))
    }

    @Test func ownersAreFoundOnce() throws {
        var report = Sample.report([
            Sample.checklist([
                Sample.item(Sample.state(fields: ItemFields(owner: "Jane")), anchor: "a"),
                Sample.item(Sample.state(line: 2, fields: ItemFields(owner: "Jane")), anchor: "b"),
                Sample.item(Sample.state(line: 3, fields: ItemFields(owner: "lead")), anchor: "c"),
            ])
        ])
        report.rules = Rules(roles: [Role(key: "lead")])
        let people = try index(report).filter { $0.hasPrefix("Person") }
        #expect(people == ["Person: Jane → people.html ()"])
    }

    @Test func documentsAreFoundOnce() throws {
        let inside = Output(title: "Plan", path: "outputs/plan.pdf", blob: String(repeating: "9f", count: 20))
        let outside = Output(title: "Minutes", url: "https://files.example/1")
        let item = { (anchor: String, line: Int) in
            Sample.item(Sample.state(line: line, fields: ItemFields(outputs: [inside, outside])), anchor: anchor)
        }
        let told = try index(Sample.report([Sample.checklist([item("a", 1), item("b", 2)])]))
        let documents = told.filter { $0.hasPrefix("Document") }
        #expect(documents.count == 2)
        #expect(documents[0] == "Document: Plan → outputs-plan.pdf.html (outputs/plan.pdf)")
        #expect(documents[1] == "Document: Minutes → list.html#item-a (https://files.example/1)")
    }

    @Test func textsStayTextInAnyReading() throws {
        let title = "\"\\</script><b>\u{202e}\u{2028}\u{2029}\u{0}x ខ្មែរ"
        let report = Sample.report([Sample.checklist([Sample.item(Sample.state(title))])])
        let file = try #require(Sample.files(report)["search-index.js"])
        #expect(!file.contains("<") && !file.unicodeScalars.contains { $0.value == 0x2028 || $0.value == 0x202e })
        let item = try #require(try Part(file).groups.last?.entries.first)
        #expect(item.title == "\"\\</script><b>\\u{202e}  \\u{0}x ខ្មែរ")
    }

    @Test func namesFromCommitsLoseTheirAddresses() throws {
        let item = Sample.item(Sample.state(fields: ItemFields(owner: "jane@ministry.example")))
        let told = try index(Sample.report([Sample.checklist([item])]))
        #expect(told.contains("Person: jane@… → people.html ()"))
    }

    @Test func aBigIndexIsSplitAndNothingIsLost() throws {
        let lists = ["a.md", "b.md"].map { path in
            Sample.checklist(items(4_000, title: String(repeating: "long ", count: 30)), path: path, title: path)
        }
        let files = Sample.files(Sample.report(lists))
        let names = ["search-index.js", "search-index-2.js", "search-index-3.js"]
        let parts = try names.map { try Part(try #require(files[$0])) }
        #expect(files["search-index-4.js"] == nil)
        for name in names { #expect(files[name].map { $0.utf8.count < 501_000 } == true) }
        let entries = parts.flatMap(\.told)
        #expect(entries.count == 8_002 && Set(entries.map { $0.split(separator: "→").last }).count == 8_002)
        let page = try #require(files["search.html"])
        for name in names { #expect(page.contains("<script src=\"\(name)\" defer=\"\"></script>")) }
    }

    @Test func anEmptyProjectHasAnIndex() throws {
        #expect(try index(Sample.report()).isEmpty)
    }

    // MARK: The page

    @Test func withoutScriptEverythingIsListed() throws {
        let item = Sample.item(
            Sample.state("Access levels", fields: ItemFields(owner: "Jane")), anchor: "access", status: .done)
        let page = try #require(Sample.files(Sample.report([Sample.checklist([item])]))["search.html"])
        #expect(page.contains("<h3><a href=\"list.html\"><bdi>Security</bdi></a></h3>"))
        #expect(
            page.contains("<li><a href=\"list.html#item-access\"><bdi>Access levels</bdi></a> <span>Done</span></li>"))
        #expect(page.contains("<h3>People</h3>") && page.contains("<bdi>Jane</bdi>"))
        #expect(!page.contains("<h3>Roles</h3>") && !page.contains("<h3>Documents</h3>"))
        #expect(page.contains("<form id=\"search\" role=\"search\" hidden=\"\""))
    }

    @Test func whatIsTooLongForAPageIsCounted() throws {
        let lists = [Sample.checklist(items(1_900)), Sample.checklist(items(200), path: "b.md", title: "Other")]
        let page = try #require(Sample.files(Sample.report(lists))["search.html"])
        #expect(page.contains("<p>The 2,100 items stand on the pages of their checklists.</p>"))
        #expect(page.contains("<li><a href=\"b.html\"><bdi>Other</bdi></a> (200 items)</li>"))
        #expect(!page.contains("#item-"))
    }

    @Test func aPageOfLongTitlesStaysLoadable() throws {
        let list = Sample.checklist(items(1_900, title: String(repeating: "ខ្មែរ", count: 60)))
        let page = try #require(Sample.files(Sample.report([list]))["search.html"])
        #expect(page.utf8.count < 1_000_000 && page.contains("(1,900 items)"))
    }

    @Test func everyLanguageHasItsOwn() {
        var report = Sample.report([Sample.checklist([Sample.item()])])
        report.project.languages = ["en", "km"]
        let files = Sample.files(report)
        for language in ["en", "km"] {
            #expect(files["\(language)/search-index.js"] != nil)
            #expect(files["\(language)/search.html"]?.contains("<script src=\"search-index.js\"") == true)
            #expect(files["\(language)/search.html"]?.contains("<script src=\"../script.js\"") == true)
        }
        #expect(files["search.html"] == nil && files["search-index.js"] == nil)
    }

    // MARK: The script

    @Test func signOffsAreSortedByTheirDays() {
        let page = SignOffSample.register([SignOffSample.item(made: [SignOffSample.signOff(in: "b2")])])
        #expect(page.contains("<td data-column=\"On\" data-sort=\"2027-03-06\">"))
    }

    @Test func everyPageGivesTheScriptItsWords() {
        for (path, page) in Sample.files(Sample.report([Sample.checklist([Sample.item()])]))
        where path.hasSuffix(".html") && path != "404.html" {
            #expect(
                page.contains(
                    "<script src=\"script.js\" defer=\"\" data-link=\"Link to this item\" data-copied=\"Copied\" "
                        + "data-filter=\"Show rows with\" data-rows=\"Rows shown: {count} of {total}\"></script>"),
                "\(path)")
        }
    }

    @Test func theScriptIsSmall() throws {
        #expect(try #require(Sample.files(Sample.report())["script.js"]).utf8.count <= 6 * 1024)
    }

    @Test(arguments: [
        ("  // why\n  const a = 1;\n", "const a=1;\n"), ("a = b + +c - -d;\n", "a=b+ +c- -d;\n"),
        ("say(\"a = b\", ' c ', ` d `);\n", "say(\"a = b\",' c ',` d `);\n"),
        ("x = /[/ ] , [a]/g;\n", "x=/[/ ] , [a]/g;\n"), ("x = a / b , c / d;\n", "x=a/b,c/d;\n"),
        ("\"a\\\" b\" ;\n", "\"a\\\" b\";\n"), ("for (const a of b) return c;\n", "for(const a of b)return c;\n"),
    ]) func scriptsLoseWhatSaysNothing(_ source: String, _ result: String) {
        #expect(compacted(script: source) == result)
    }
}
