import Testing

@testable import Checklists
@testable import Site

/// The latest changes of the first page: every item once, at what was done to it last.
@Suite struct LatestChangesTests {
    private typealias S = SignOffSample

    private func item(_ id: String, _ events: [(Event.Kind, String)]) -> Item {
        S.item("The \(id)", id: id, events: events.map { Event(kind: $0.0, commit: S.id($0.1)) })
    }

    /// The first page without tags.
    private func overview(_ items: [Item]) throws -> String {
        try #require(Sample.files(S.report(items))["index.html"]).replacing(/<[^>]*>/, with: "")
    }

    /// The items that stand under "Latest changes", and what is said beside them.
    private func told(_ items: [Item]) throws -> [String] {
        let page = try #require(Sample.files(S.report(items))["index.html"])
        let list = try #require(page.ranges(of: "<ul class=\"changes\"").first.map { page[$0.upperBound...] })
        let lines = list.replacing(/<[^>]*>/, with: "\n").split(separator: "\n").prefix { $0 != "All changes" }
        return lines.map { $0.trimmingPrefix(" ") }.filter { $0.contains(/^The |earlier|more$/) }.map(String.init)
    }

    @Test func anItemThatThreeCommitsChangedStandsOnce() throws {
        let items = [item("plan", [(.added, "a1"), (.completed, "c3"), (.reopened, "f6")])]
        #expect(try told(items) == ["The plan", "and 2 earlier changes"])
        let page = try overview(items)
        #expect(page.contains("Eve Engineer reopened 1 item in") && !page.contains("completed 1 item in"))
    }

    @Test func oneEarlierChange() throws {
        #expect(
            try told([item("plan", [(.added, "a1"), (.completed, "c3")])]) == ["The plan", "and 1 earlier change"])
    }

    /// The sentence tells what the commit did; the list below has what was not told above.
    @Test func aCommitNamesTheOthersOnly() throws {
        let items = [
            item("plan", [(.added, "a1"), (.completed, "c3")]), item("list", [(.added, "a1")]),
            item("map", [(.added, "a1")]),
        ]
        #expect(try told(items) == ["The plan", "and 1 earlier change", "The list", "The map"])
        #expect(try overview(items).contains("Eve Engineer added 3 items in"))
    }

    /// Whatever else the same commit did to it.
    @Test func anItemOfTwoKindsStandsUnderTheFirst() throws {
        #expect(try told([item("plan", [(.completed, "c3"), (.amended, "c3")])]) == ["The plan"])
    }

    /// Items that a commit's list has no room for have been told of, as well.
    @Test func whatIsOnlyCountedIsNotToldAgain() throws {
        let items = ["one", "two", "three", "four"].map { item($0, [(.added, "a1"), (.completed, "c3")]) }
        #expect(
            try told(items) == [
                "The one", "and 1 earlier change", "The two", "and 1 earlier change", "The three",
                "and 1 earlier change",
                "and 1 more",
            ])
    }

    /// Also those of commits that are too old to stand here.
    @Test func everyEarlierChangeIsCounted() {
        let log = ChangeLog(S.report([item("plan", [(.added, "a1"), (.completed, "c3"), (.reopened, "f6")])]))
        let latest = LatestChanges(log, 1)
        #expect(latest.entries.count == 1)
        #expect(latest.earlier == [.item(checklist: 0, item: 0): 2])
    }

    /// The page of all changes and the feed have every change of every item.
    @Test func thePageOfChangesIsComplete() throws {
        let files = Sample.files(S.report([item("plan", [(.added, "a1"), (.completed, "c3"), (.reopened, "f6")])]))
        #expect(try #require(files["changes.html"]).count(of: "<bdi>The plan</bdi>") == 3)
        #expect(try #require(files["changes.html"]).count(of: "earlier change") == 0)
        #expect(try #require(files["changes.atom"]).count(of: "The plan") == 3)
    }
}
