import Testing

@testable import Checklists
@testable import Site

/// The page of what is not finished.
@Suite struct OutstandingTests {
    private func page(_ report: Report) -> String { Sample.files(report)["outstanding.html"] ?? "" }

    private func item(
        _ text: String, owner: String? = nil, due: String? = nil, status: Status = .open, isOverdue: Bool = false
    ) -> Item {
        let fields = ItemFields(owner: owner, due: due.flatMap { Day($0) })
        return Sample.item(
            Sample.state(text, fields: fields), anchor: text.lowercased(), status: status, isOverdue: isOverdue)
    }

    private func section(_ id: String, of page: String) -> String {
        guard let start = page.range(of: "<section id=\"\(id)\">") else { return "" }
        let rest = page[start.upperBound...]
        return String(rest[..<(rest.range(of: "</section>")?.lowerBound ?? rest.endIndex)])
    }

    @Test func whatIsFinishedIsNotThere() {
        let items = [item("Open"), item("Done", status: .done), item("Left", status: .notApplicable)]
        let page = page(Sample.report([Sample.checklist(items)]))
        #expect(page.contains("<p class=\"standing\">1 item is outstanding.</p>"))
        #expect(page.contains("<a href=\"list.html#item-open\"><bdi>Open</bdi></a>"))
        #expect(!page.contains("<bdi>Done</bdi>") && !page.contains("<bdi>Left</bdi>"))
    }

    @Test func nothingOutstandingIsASentence() {
        let page = page(Sample.report([Sample.checklist([item("Done", status: .done)])]))
        #expect(page.contains("<p class=\"standing\">Nothing is outstanding.</p>"))
        #expect(!page.contains("<h2>"))
    }

    @Test func theLongestOverdueComesFirst() throws {
        let items = [
            item("Later", due: "2027-02-02", isOverdue: true), item("Sooner", due: "2027-01-01", isOverdue: true),
            item("Open"),
        ]
        let page = page(Sample.report([Sample.checklist(items)]))
        let overdue = section("overdue", of: page)
        let (sooner, later) = (try #require(overdue.range(of: "Sooner")), try #require(overdue.range(of: "Later")))
        #expect(sooner.lowerBound < later.lowerBound && !overdue.contains("Open</bdi>"))
        #expect(overdue.contains("due on 1 January 2027"))
        #expect(page.contains("2 are overdue."))
    }

    @Test func ownersHaveTheirItems() {
        var report = SignOffSample.report([
            item("By role", owner: "dpo"), item("By title", owner: "Data protection officer"),
            item("By name", owner: "Sok Vanna"), item("Else", owner: "Supplier"), item("Nobody"),
        ])
        report.asOf = Day(daysSince1970: 21_000)
        let owners = section("by-owner", of: page(report))
        #expect(owners.contains("<h3 id=\"owner-dpo\"><bdi>Data protection officer</bdi> (2)</h3>"))
        #expect(owners.contains("<h3 id=\"person-sok\"><bdi>Sok Vanna</bdi> (1)</h3>"))
        #expect(owners.contains("<bdi>Supplier</bdi> (1)</h3>"))
        #expect(owners.contains("<h3>Without an owner (1)</h3>"))
    }

    @Test func withoutAnyOwnerThereIsNoViewByOwner() {
        #expect(!page(Sample.report([Sample.checklist([item("Open")])])).contains("by-owner"))
    }

    @Test func whoHasToSignWhat() {
        let roles = section("by-role", of: page(SignOffSample.everything))
        #expect(roles.contains("<h3 id=\"role-dpo\"><bdi>Data protection officer</bdi> (3)</h3>"))
        #expect(roles.contains("The role is held by <bdi>Sok Vanna</bdi>."))
        #expect(roles.contains("(what was signed has changed since)"))
    }

    @Test func aRoleThatNobodyHoldsIsSaidToBeHeldByNobody() {
        let item = SignOffSample.item(asked: ["lead"], missing: [MissingSignOff(role: "lead", reason: .none)])
        #expect(page(SignOffSample.report([item])).contains("<p>Nobody holds this role.</p>"))
    }

    @Test func aRoleOfOddWordsHasAnIDToo() {
        let item = SignOffSample.item(asked: ["the lead"], missing: [MissingSignOff(role: "the lead", reason: .none)])
        #expect(page(SignOffSample.report([item])).contains("<h3 id=\"role-\(shortHash("the lead"))\">"))
    }

    @Test(arguments: [
        ([3, 4], 10, 4), ([3, 4], 7, 4), ([3, 4], 6, 3), ([100, 2], 10, 8), ([5, 5, 5], 2, 0), ([], 5, 0),
    ])
    func limits(_ sizes: [Int], _ maximum: Int, _ limit: Int) {
        #expect(OutstandingPage.limit(for: sizes, maximum: maximum) == limit)
    }

    @Test func aBigProjectFitsAndLosesNothing() {
        let lists = (0..<20).map { number in
            let items = (0..<250).map {
                Sample.item(
                    Sample.state(String(repeating: "long words ", count: 20) + "\($0)", line: $0 + 1),
                    anchor: "i\($0)", path: "\(number).md")
            }
            return Sample.checklist(items, path: "\(number).md", title: "List \(number)")
        }
        let page = page(Sample.report(lists))
        #expect(page.contains("5,000 items are outstanding."))
        #expect(page.utf8.count < 310_000)
        #expect(page.contains("<h3><a href=\"19.html\"><bdi>List 19</bdi></a> (250)</h3>"))
        #expect(page.contains("and 225 more: <a href=\"19.html\"><bdi>List 19</bdi></a> (225)"))
    }

    private func manyLists(_ count: Int, items: Int) -> [Checklist] {
        (0..<count).map { number in
            let path = "part\(number % 2)/\(number).md"
            let items = (0..<items).map {
                Sample.item(Sample.state("Duty \($0) of \(number)", line: $0 + 1), anchor: "i\($0)", path: path)
            }
            return Sample.checklist(items, path: path, title: "List \(number)")
        }
    }

    @Test func manyChecklistsComeByFolderWithTheirItems() {
        let page = page(Sample.report(manyLists(60, items: 4)))
        #expect(page.contains("<h3><a href=\"all-checklists.html#group-1\"><bdi>part0</bdi></a> (120)</h3>"))
        #expect(page.contains("<li><a href=\"part0-58.html\"><bdi>List 58</bdi></a> (4)<ul>"))
        #expect(page.contains("<bdi>Duty 3 of 58</bdi>") && !page.contains("<h3><a href=\"part0-58.html\">"))
    }

    @Test func tooManyForTheirItemsAreCounted() {
        let page = page(Sample.report(manyLists(700, items: 8)))
        #expect(page.contains("5,600 items are outstanding."))
        #expect(page.contains("<li><a href=\"part0-698.html\"><bdi>List 698</bdi></a> (8)</li>"))
        #expect(!page.contains("<bdi>Duty ") && page.utf8.count < 300_000)
    }

    @Test func tooManyForTheirNamesAreCountedByFolder() {
        let page = page(Sample.report(manyLists(5_000, items: 1)))
        #expect(page.contains("<h3><a href=\"all-checklists.html#group-2\"><bdi>part1</bdi></a> (2,500)</h3>"))
        #expect(!page.contains("<bdi>List 4998</bdi>") && page.utf8.count < 300_000)
    }

    @Test func whatHasToBeSignedLaterIsCountedBesideWhatIsDue() {
        let later = SignOffSample.item(
            "Later", id: "later", status: .open, missing: [MissingSignOff(role: "dpo", reason: .none)])
        let now = SignOffSample.item("Now", id: "now", missing: [MissingSignOff(role: "dpo", reason: .none)])
        let roles = section("by-role", of: page(SignOffSample.report([later, now])))
        #expect(roles.contains("<bdi>Data protection officer</bdi> (1 now; 1 more once their items are done)</h3>"))
        #expect(roles.contains("<bdi>Now</bdi>") && !roles.contains("<bdi>Later</bdi>"))
    }

    @Test func aRoleWithNothingToSignYetIsThere() {
        let later = SignOffSample.item(
            "Later", id: "later", status: .open, missing: [MissingSignOff(role: "dpo", reason: .none)])
        let roles = section("by-role", of: page(SignOffSample.report([later])))
        #expect(roles.contains("(none now; 1 once their items are done)</h3>\n<p>The role is held by"))
        #expect(!roles.contains("<ul"))
    }
}
