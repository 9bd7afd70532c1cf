import Checklists
import Foundation
import Markdown
import Testing

@testable import Site

@Suite struct SiteTests {
    /// A checklist with an item of each kind.
    private func report(title: String = "Security", path: String = "list.md", phase: Int? = 5) -> Report {
        let events = [Event(kind: .added, commit: Sample.a), Event(kind: .completed, commit: Sample.b)]
        let completion = Completion(commit: Sample.b, isBornTicked: false, isInferred: false)
        var list = Sample.checklist(
            [
                Sample.item(Sample.state("Open one", line: 1), anchor: "one", path: path, isOverdue: true),
                Sample.item(
                    Sample.state("Done one", line: 2, isChecked: true), anchor: "two", path: path, events: events,
                    completion: completion, status: .done),
                Sample.item(
                    Sample.state("Waiting one", line: 3, isChecked: true), anchor: "three", path: path, events: events,
                    completion: completion, status: .awaiting),
                Sample.item(
                    Sample.state("Other one", line: 4, isExcluded: true), anchor: "four", path: path,
                    status: .notApplicable),
            ], path: path, title: title)
        list.phase = phase
        return Sample.report([list])
    }

    /// Two of three checklists have the same title.
    @Test func checklistsOfTheSameTitleAreToldApart() throws {
        let checklists = [("a/list.md", "Tasks"), ("b/list.md", "Tasks"), ("c.md", "Plan")].map { path, title in
            Sample.checklist([Sample.item(path: path)], path: path, title: title)
        }
        let files = Sample.files(Sample.report(checklists))
        let overview = try #require(files["index.html"])
        #expect(overview.contains("<a href=\"a-list.html\"><bdi>Tasks (a/list.md)</bdi></a>"))
        #expect(overview.contains("<a href=\"c.html\"><bdi>Plan</bdi></a>"))
        let page = try #require(files["b-list.html"])
        #expect(page.contains("<h1 id=\"title\"><bdi>Tasks (b/list.md)</bdi></h1>"))
        #expect(page.contains("<title>Tasks (b/list.md)"))
    }

    @Test func filesComeInOrder() throws {
        var paths: [String] = []
        Site(report: report(), source: NoSource()).forEachFile { paths.append($0.path) }
        #expect(
            paths == [
                "index.html", "list.html", "outstanding.html", "changes.html", "hand-over.html", "people.html",
                "how-to-read.html", "search.html", "search-index.js", "changes.atom", "404.html", "badge.svg",
                "style.css", "script.js",
            ])
    }

    @Test func anErrorOfTheReceiverStops() {
        struct Full: Error {}
        let site = Site(report: report(), source: NoSource())
        #expect(throws: Full.self) { try site.forEachFile { _ in throw Full() } }
    }

    @Test func overviewTellsWhereThingsStand() throws {
        let page = try #require(Sample.files(report())["index.html"])
        #expect(page.contains("<h1><bdi>Referrals</bdi></h1>"))
        #expect(page.contains("<p class=\"standing\">1 of 3 applicable items is done. 1 is overdue.</p>"))
        let columns = ["Phase", "Checklist", "Items", "Open", "Done", "Awaiting sign-off", "Not applicable", "Overdue"]
        #expect(columns.allSatisfy { page.contains(">\($0)</th>") })
        #expect(!page.contains(">Signed off</th>"))
        #expect(page.contains("<td class=\"open\" data-column=\"Open\">1</td>"))
        #expect(page.contains("<h3>Overdue (1)</h3>") && page.contains("<h3>Awaiting sign-off (1)</h3>"))
        #expect(page.contains("On 6 March 2027 <bdi>Chan Dara</bdi> completed 2 items in "))
        #expect(page.contains("<a href=\"list.html#item-three\"><bdi>Waiting one</bdi></a>"))
    }

    @Test(arguments: [
        (0, 0, "No item is applicable."), (1, 1, "The only applicable item is done."),
        (0, 1, "The only applicable item is not done yet."), (5, 5, "All 5 applicable items are done."),
        (0, 5, "None of the 5 applicable items is done yet."),
        (1, 5, "1 of 5 applicable items is done."),
        (1_200, 1_300, "1,200 of 1,300 applicable items are done."),
    ]) func standing(_ finished: Int, _ applicable: Int, _ sentence: String) {
        let items = (0..<applicable).map { Sample.item(anchor: "i\($0)", status: $0 < finished ? .done : .open) }
        let report = Sample.report([Sample.checklist(items + [Sample.item(anchor: "x", status: .notApplicable)])])
        #expect(Sample.files(report)["index.html"]?.contains("<p class=\"standing\">\(sentence)</p>") == true)
    }

    @Test(arguments: [
        (1, 1, "The only applicable item is done or signed off."),
        (5, 5, "All 5 applicable items are done or signed off."),
        (1, 5, "1 of 5 applicable items is done or signed off."),
    ]) func standingWithSignOffs(_ finished: Int, _ applicable: Int, _ sentence: String) {
        let asking = ItemFields(asked: ["dpo"])
        let items = (0..<applicable).map { number in
            let fields = number == 0 ? asking : ItemFields()
            return Sample.item(
                Sample.state(fields: fields), anchor: "i\(number)", status: number < finished ? .done : .open)
        }
        let report = Sample.report([Sample.checklist(items)])
        #expect(Sample.files(report)["index.html"]?.contains("<p class=\"standing\">\(sentence)</p>") == true)
    }

    @Test func withoutSignOffsNoPageSpeaksOfThem() throws {
        var report = Sample.report([
            Sample.checklist([
                Sample.item(
                    Sample.state(isChecked: true),
                    events: [Event(kind: .added, commit: Sample.a), Event(kind: .completed, commit: Sample.b)],
                    completion: Completion(commit: Sample.b, isBornTicked: false, isInferred: false), status: .done)
            ])
        ])
        report.rules = Rules(roles: [Role(key: "lead", title: "Lead")], people: [])
        let files = Sample.files(report)
        for name in ["index.html", "list.html", "people.html", "outstanding.html", "changes.html"] {
            let page = try #require(files[name])
            let main = try #require(page.range(of: "<main"))
            let said = page[main.upperBound...].lowercased().replacing(/sign-offs\.csv|countersign/, with: "")
            #expect(!said.contains("sign"), "\(name)")
        }
        let pack = try #require(files["hand-over.html"])
        #expect(pack.contains("agreed and done, to be printed") && !pack.contains("status-awaiting"))
        #expect(files["people.html"]?.contains("<p class=\"standing\">Who has which role") == true)
        #expect(files["index.html"]?.contains("<p>Nothing is overdue or reopened.</p>") == true)
        #expect(files["index.html"]?.contains("<figcaption>Completed items over time</figcaption>") == true)
    }

    @Test func aProjectWithoutItemsGetsAHelpfulSentence() throws {
        let page = try #require(Sample.files(Sample.report())["index.html"])
        #expect(page.contains("No task-list item was found at commit"))
        #expect(page.contains("- [ ] The data sharing agreement is signed"))
    }

    @Test func attentionIsCappedAndLeadsOn() throws {
        let items = (0..<25).map {
            Sample.item(Sample.state("Late \($0)", line: $0 + 1), anchor: "i\($0)", isOverdue: true)
        }
        let page = try #require(Sample.files(Sample.report([Sample.checklist(items)]))["index.html"])
        #expect(page.contains("<h3>Overdue (25)</h3>"))
        #expect(page.count(of: "<bdi>Late ") == 10)
        #expect(page.contains("and 15 more: <a href=\"list.html\"><bdi>Security</bdi></a> (15)"))
    }

    @Test func hundredsOfChecklistsAreGroupedByFolder() throws {
        let lists = (0..<300).map { number in
            let path = "keps/sig-\(number % 3)/\(number)-thing/README.md"
            return Sample.checklist([Sample.item(path: path)], path: path, title: "Thing \(number)")
        }
        let files = Sample.files(Sample.report(lists))
        let page = try #require(files["index.html"])
        #expect(page.count(of: "<th scope=\"row\">") == 4)
        #expect(
            page.contains("<th scope=\"row\"><a href=\"all-checklists.html#group-2\"><bdi>keps/sig-1</bdi></a></th>"))
        #expect(page.contains("<p><a href=\"all-checklists.html\">All checklists</a></p>"))
        #expect(page.count(of: "-thing-readme.html\">") == 0 && !page.contains("How far every part is"))
        let all = try #require(files["all-checklists.html"])
        #expect(all.contains("<h2 id=\"group-2\"><bdi>keps/sig-1</bdi></h2>"))
        #expect(all.count(of: "-thing-readme.html\">") == 300)
        let checklist = try #require(files["keps-sig-0-0-thing-readme.html"])
        #expect(checklist.count(of: "-thing-readme.html") == 0)
        #expect(checklist.contains("aria-label=\"Breadcrumb\""))
    }

    @Test func changesGroupByDayAndCommit() throws {
        var report = report()
        report.removedItems = [
            RemovedItem(
                key: "gone", path: "old.md", state: Sample.state("Gone"),
                life: ItemLife(events: [Event(kind: .removed, commit: Sample.b)]))
        ]
        let page = try #require(Sample.files(report)["changes.html"])
        let newest = try #require(page.range(of: "<h2>6 March 2027</h2>"))
        let older = try #require(page.range(of: "<h2>5 March 2027</h2>"))
        #expect(newest.lowerBound < older.lowerBound)
        #expect(page.contains("<p><bdi>Chan Dara</bdi> completed 2 items and removed 1 item in "))
        #expect(page.contains("<bdi>Gone</bdi> (formerly in <bdi>old.md</bdi>)"))
    }

    @Test func truncatedHistoryIsSaidOnEveryPage() {
        var report = report()
        report.history = HistoryExtent(truncation: .shallow, boundaries: [Sample.a, Sample.b])
        for (path, page) in Sample.files(report) where path.hasSuffix(".html") && path != "404.html" {
            #expect(page.contains("History before 5 March 2027 is not in this clone."), "\(path)")
        }
        for (_, page) in Sample.files(self.report()) { #expect(!page.contains("is not in this clone")) }
    }

    @Test func everyPageHasItsFrame() {
        for (path, page) in Sample.files(report()) where path.hasSuffix(".html") && path != "404.html" {
            #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">"))
            #expect(page.contains("content=\"\(Layout.policy)\""))
            #expect(page.contains("<a class=\"skip\" href=\"#content\">") && page.contains("<main id=\"content\">"))
            #expect(
                page.contains(
                    "History as of commit <a href=\"https://github.com/team/implementation/commit/\(Sample.c.hex.prefix(20))\">"
                ))
            #expect(page.contains("Made by Countersign 0.1.0."))
            #expect(page.count(of: "<h1") == 1)
            let scripts = path == "search.html" ? 2 : 1
            #expect(page.count(of: "<script") == scripts && page.count(of: "src=") == scripts)
            #expect(!page.contains("style=\""))
            #expect(page.count(of: "aria-current=\"page\"") == 1)
        }
    }

    @Test func noEmailAddressIsInAnyByte() {
        var report = report()
        report.commits[Sample.b]?.author.name = "jane@ministry.example"
        for (path, page) in Sample.files(report) {
            #expect(!page.contains("secret") && !page.contains("ministry.example"), "\(path)")
        }
    }

    @Test func hostileTitlesAndPathsStayText() {
        let files = Sample.files(report(title: "</title><script>x</script>", path: "\"><script>\u{202e}.md"))
        #expect(files.count == 14)
        for (path, page) in files {
            #expect(!page.contains("<script>x") && !page.contains("\"><script>"), "\(path)")
            #expect(!page.unicodeScalars.contains("\u{202e}"), "\(path)")
        }
    }

    @Test func theSameReportGivesTheSameBytes() {
        #expect(Sample.files(report()) == Sample.files(report()))
    }

    @Test func pagesStayWithinTheirBudgets() throws {
        // As the example's items are: most have no due date.
        let fields = ItemFields(
            owner: "system-administrator",
            outputs: [
                Output(
                    title: "Technical specification", path: "outputs/technical-specification.md",
                    blob: String(repeating: "9f", count: 20))
            ])
        let items = (0..<24).map { number in
            Sample.item(
                Sample.state(
                    "The technical specification is approved, with the way it ensures compliance", line: number + 1,
                    isChecked: true, fields: fields),
                anchor: "technical-specification-\(number)",
                events: [Event(kind: .added, commit: Sample.a), Event(kind: .completed, commit: Sample.b)],
                completion: Completion(commit: Sample.b, isBornTicked: false, isInferred: false), status: .done)
        }
        let files = Sample.files(Sample.report([Sample.checklist(items)]))
        let (page, style) = (try #require(files["list.html"]).utf8.count, try #require(files["style.css"]).utf8.count)
        #expect(page <= 30 * 1024)
        #expect(style <= 8 * 1024)
        #expect(try #require(files["index.html"]).utf8.count + 8 * 1024 <= 40 * 1024)
    }
}
