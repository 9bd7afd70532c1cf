import Testing

@testable import Checklists
@testable import Site

/// The pages of what happened, and the days under which they tell it.
@Suite struct ChangesTests {
    private typealias S = SignOffSample

    // MARK: Days

    /// Commits of the mainline in the order of history, with the days on which their clocks put them.
    private func mainline(_ days: [String]) throws -> [CommitID: CommitRecord] {
        var commits: [CommitID: CommitRecord] = [:]
        for (order, day) in days.enumerated() { commits[id(order)] = try record(day, order: order) }
        return commits
    }

    private func id(_ number: Int) -> CommitID { CommitID(hex: String(String(1_000_000 + number).reversed()) + "abc") }

    private func record(_ text: String, order: Int, hour: Int64 = 12, integration: CommitID? = nil) throws
        -> CommitRecord
    {
        let day = try #require(Day(text))
        var count = 0
        while Day(daysSince1970: count) < day { count += 1 }
        var record = Sample.record(order: order)
        record.committedAt = Timestamp(seconds: Int64(count) * 86_400 + hour * 3_600, offset: 0)
        record.authoredAt = record.committedAt
        record.integration = integration
        return record
    }

    private func days(_ commits: [CommitID: CommitRecord]) -> [String] {
        let days = CommitDays(commits)
        return commits.sorted { $0.value.order < $1.value.order }.map { commit in
            "\(days.day(of: commit.key)?.description ?? "none")\(days.isMisdated(commit.key) ? "!" : "")"
        }
    }

    @Test(arguments: [
        (["2027-01-01", "2027-01-05", "2027-01-05"], ["2027-01-01", "2027-01-05", "2027-01-05"]),
        // A clock far ahead, behind, or never set stands where its order puts it.
        (["2027-01-01", "2099-01-01", "2027-01-05"], ["2027-01-01", "2027-01-01!", "2027-01-05"]),
        (["2027-01-01", "2007-01-01", "2027-01-05"], ["2027-01-01", "2027-01-01!", "2027-01-05"]),
        (["2027-01-01", "1970-01-01"], ["2027-01-01", "2027-01-01!"]),
        (["1970-01-01", "2027-01-01"], ["2027-01-01!", "2027-01-01"]),
        (["2099-01-01", "2027-01-05"], ["2027-01-05!", "2027-01-05"]),
        (["2027-01-01", "2099-01-01", "2027-01-02"], ["2027-01-01", "2027-01-01!", "2027-01-02"]),
        // However many there are, the most that are in order are believed.
        (
            ["2027-01-01", "2099-01-01", "2098-01-01", "2027-01-05", "2027-01-06"],
            ["2027-01-01", "2027-01-01!", "2027-01-01!", "2027-01-05", "2027-01-06"]
        ),
        // Nothing in history says that the newest is wrong.
        (["2027-01-01", "2099-01-01"], ["2027-01-01", "2099-01-01"]),
        // Clocks that are a little off are left alone.
        (["2027-01-02", "2027-01-01", "2027-01-03"], ["2027-01-02", "2027-01-01", "2027-01-03"]),
        // All clocks unset: there is nothing to correct them by.
        (["1970-01-01", "1970-01-02"], ["1970-01-01", "1970-01-02"]), ([], []),
    ]) func daysOfTheMainline(_ given: [String], _ told: [String]) throws {
        #expect(days(try mainline(given)) == told)
    }

    @Test func aBranchIsNotNewerThanItsIntegration() throws {
        var commits = try mainline(["2027-01-01", "2027-02-01"])
        for (number, day) in [(10, "2026-06-01"), (11, "2027-02-02"), (12, "2030-01-01"), (13, "1970-01-01")] {
            commits[id(number)] = try record(day, order: number, integration: id(1))
        }
        #expect(
            days(commits) == ["2027-01-01", "2027-02-01", "2026-06-01", "2027-02-02", "2027-02-01!", "2027-02-01!"])
    }

    @Test func whatIsNotCommittedHasNoDay() throws {
        let unwritten = CommitID(hex: String(repeating: "0", count: 40))
        var commits = try mainline(["2027-01-01"])
        commits[unwritten] = try record("2027-01-02", order: 9)
        #expect(CommitDays(commits).day(of: unwritten) == nil)
    }

    // MARK: Order

    /// An item that every one of these commits changed.
    private func report(_ commits: [CommitID: CommitRecord]) -> Report {
        let ids = commits.keys.sorted()
        let events = ids.map { Event(kind: .amended, commit: $0, attribute: .owner, from: "a", to: "b") }
        return Sample.report([Sample.checklist([Sample.item(events: events)])], commits: commits)
    }

    /// Each commit changes an item of its own.
    private func reportOfItems(_ commits: [CommitID: CommitRecord]) -> Report {
        let items = commits.keys.sorted().map { id in
            Sample.item(anchor: "item-\(id.short)", events: [Event(kind: .added, commit: id)])
        }
        return Sample.report([Sample.checklist(items)], commits: commits)
    }

    private func headings(_ page: String?) -> [String] {
        (page ?? "").matches(of: /<h2>([^<]*)<\/h2>/).map { String($0.1) }
    }

    @Test func aDayComesOnceAndTheNewestFirst() throws {
        var commits = try mainline(["2027-01-01", "2027-01-20"])
        // Made between the two, merged after: in the order of history it is the newest.
        commits[id(5)] = try record("2027-01-10", order: 5, integration: id(1))
        commits[id(6)] = try record("2027-01-20", order: 6, hour: 1, integration: id(1))
        let page = try #require(Sample.files(report(commits))["changes.html"])
        #expect(headings(page) == ["20 January 2027", "10 January 2027", "1 January 2027"])
        let (later, earlier) = (
            try #require(page.range(of: "commit-\(id(6).short)")), try #require(page.range(of: "commit-\(id(1).short)"))
        )
        #expect(later.lowerBound < earlier.lowerBound)
    }

    @Test func aWrongClockIsSaidWhereItsOrderPutsTheCommit() throws {
        let page = try #require(
            Sample.files(report(try mainline(["2027-01-01", "1999-01-01", "2027-01-05"])))["changes.html"])
        #expect(headings(page) == ["5 January 2027", "1 January 2027"])
        #expect(page.contains("Dated 1 January 1999, which does not fit the order"))
        #expect(page.count(of: "Dated ") == 1)
    }

    @Test func theNewestDaysAreOnTheOverview() throws {
        var commits = try mainline(["2027-01-01", "2027-01-20"])
        commits[id(5)] = try record("2026-01-10", order: 5, integration: id(1))
        let page = try #require(Sample.files(reportOfItems(commits))["index.html"])
        let order = ["20 January 2027", "1 January 2027", "10 January 2026"].compactMap {
            page.range(of: "On \($0) ")?.lowerBound
        }
        #expect(order.count == 3 && order == order.sorted())
    }

    private func list(_ name: String, _ events: [Event]) -> Checklist {
        Sample.checklist([Sample.item(path: "\(name).md", events: events)], path: "\(name).md", title: name)
    }

    @Test func itemsSayTheirChecklistsWhereACommitChangedSeveral() throws {
        let event = [Event(kind: .added, commit: Sample.a)]
        let files = Sample.files(Sample.report([list("Access", event), list("Logs", event)]))
        for name in ["changes.html", "index.html"] {
            let page = try #require(files[name])
            #expect(page.contains("</a> <span class=\"label\">in <bdi>Access</bdi></span></li>"), "\(name)")
            #expect(page.contains("</a> <span class=\"label\">in <bdi>Logs</bdi></span></li>"), "\(name)")
        }
    }

    @Test func aCommitThatChangedOneChecklistSaysItOnce() throws {
        let event = [Event(kind: .added, commit: Sample.a)]
        let page = try #require(Sample.files(Sample.report([list("Access", event), list("Logs", [])]))["changes.html"])
        #expect(page.contains("</p>\n<p class=\"label\">in <bdi>Access</bdi></p>\n<ul>"))
        #expect(page.count(of: "in <bdi>Access</bdi>") == 1)
    }

    @Test func theOnlyChecklistNeedsNoName() throws {
        let report = Sample.report([list("Access", [Event(kind: .added, commit: Sample.a)])])
        #expect(Sample.files(report)["changes.html"]?.contains("in <bdi>Access") == false)
    }

    @Test func theOverviewSaysTheDayByWhichItSorts() throws {
        var commits = try mainline(["2027-01-20"])
        commits[id(0)]?.authoredAt = try record("2026-05-01", order: 0).committedAt
        #expect(Sample.files(report(commits))["index.html"]?.contains("<p>On 20 January 2027 <bdi>") == true)
    }

    // MARK: Pages

    /// So many commits in every year, each with this many bytes at least.
    private func changes(_ years: [(year: Int, commits: Int)], maximumCommits: Int = 20_000) throws -> [String: String]
    {
        var commits: [CommitID: CommitRecord] = [:]
        var items: [Item] = []
        for (year, count) in years {
            for _ in 0..<count {
                let id = id(commits.count)
                commits[id] = try record("\(year)-03-04", order: commits.count)
                items.append(
                    Sample.item(
                        Sample.state(String(repeating: "long ", count: 30), line: items.count + 1),
                        anchor: "i\(items.count)", events: [Event(kind: .added, commit: id)]))
            }
        }
        let report = Sample.report([Sample.checklist(items)], commits: commits)
        var files: [String: String] = [:]
        let pages = Sample.pages(report)
        let changes = ChangesPages(pages: pages, log: ChangeLog(report), maximumCommits: maximumCommits)
        changes.forEachPage { files[$0.file] = $0.main.text }
        for id in commits.keys.filter({ _ in maximumCommits >= commits.count }) {
            #expect(files[changes.file(of: id)]?.contains(" id=\"commit-\(id.short)\"") == true)
        }
        return files
    }

    @Test func fewChangesAreOnOnePage() throws {
        let files = try changes([(2025, 5), (2027, 5)])
        #expect(files.keys.sorted() == ["changes.html"])
        #expect(files["changes.html"]?.contains("<nav") == false)
    }

    @Test func manyComeByYear() throws {
        let files = try changes([(2024, 200), (2025, 400), (2026, 300), (2027, 400)])
        #expect(files.keys.sorted() == ["changes-2024.html", "changes-2025.html", "changes.html"])
        let first = try #require(files["changes.html"])
        #expect(headings(first) == ["4 March 2027", "4 March 2026"])
        #expect(first.contains("<a href=\"changes.html\" aria-current=\"page\"><bdi>2026–2027</bdi></a>"))
        #expect(first.contains("<p><a href=\"changes-2025.html\">Changes in 2025</a></p>"))
        let second = try #require(files["changes-2025.html"])
        #expect(second.contains("<h1>Changes in 2025</h1>") && !second.contains("changes.atom"))
        #expect(files.values.allSatisfy { $0.utf8.count < 400_000 })
    }

    @Test func aYearThatIsTooLongHasSeveralPages() throws {
        let files = try changes([(2026, 10), (2027, 2_000)])
        #expect(
            files.keys.sorted() == ["changes-2026.html", "changes-2027-2.html", "changes-2027-3.html", "changes.html"])
        #expect(files["changes.html"]?.contains("<bdi>2027, part 1</bdi>") == true)
        #expect(files["changes-2027-2.html"]?.contains("<h1>Changes in 2027, part 2</h1>") == true)
        #expect(files.values.allSatisfy { $0.utf8.count < 400_000 })
    }

    @Test func changesBeyondTheLimitAreCounted() throws {
        let files = try changes([(2027, 25)], maximumCommits: 20)
        let page = try #require(files["changes.html"])
        #expect(page.contains("These are the newest 20 commits that changed an item; 5 older ones are left out here."))
        #expect(page.contains("<a href=\"data/status.json\">data/status.json</a>"))
        #expect(page.count(of: "added 1 item") == 20)
    }

    @Test func theFeedLeadsToThePageThatHasTheCommit() throws {
        var commits = try mainline((0..<45).map { _ in "2027-03-04" })
        commits[id(99)] = try record("2026-03-04", order: 50, integration: id(44))
        var report = report(commits)
        let long = String(repeating: "long ", count: 30)
        report.checklists[0].items += (0..<1_500).map { number in
            Sample.item(
                Sample.state(long, line: number + 2), anchor: "n\(number)",
                events: Event.Kind.allCases.filter { $0 != .signedOff && $0 != .revoked }.map {
                    Event(kind: $0, commit: id(number % 45))
                })
        }
        report.project.siteAddress = "https://ministry.example/"
        let files = Sample.files(report)
        #expect(files["changes-2026.html"]?.contains(" id=\"commit-\(id(99).short)\"") == true)
        #expect(
            files["changes.atom"]?.contains("https://ministry.example/changes-2026.html#commit-\(id(99).short)") == true
        )
    }
}
