import Testing

@testable import Checklists
@testable import Site

/// The pictures on the overview.
@Suite struct ChartTests {
    private func list(_ number: Int, _ statuses: [Status]) -> Checklist {
        let path = "\(number % 3)/\(number).md"
        let items = statuses.enumerated().map { Sample.item(anchor: "i\($0)", path: path, status: $1) }
        return Sample.checklist(items, path: path, title: "List \(number)")
    }

    private func bars(_ lists: [Checklist]) -> String {
        PhaseChart(pages: Sample.pages(Sample.report(lists))).html.text
    }

    @Test func barsShareOneScale() {
        let chart = bars([list(1, [.done, .done, .open, .open]), list(2, [.awaiting])])
        #expect(chart.count(of: "role=\"img\">") == 2)
        #expect(chart.contains("<title>Of 4 items: 2 open and 2 done.</title>\n<rect x=\"0%\" width=\"50%\""))
        #expect(chart.contains("<title>Of 1 item: 1 awaiting sign-off.</title>\n<rect x=\"0%\" width=\"25%\""))
        #expect(chart.contains("<rect x=\"50%\" width=\"50%\" height=\"100%\" fill=\"none\">"))
    }

    @Test func aSingleBarComparesNothing() {
        #expect(bars([list(1, [.done, .open])]).isEmpty)
    }

    @Test func whereTheTableHasGroupsItSaysEnough() {
        #expect(bars((0..<51).map { list($0, [.open]) }).isEmpty)
    }

    @Test func manyChecklistsAreGrouped() {
        let chart = bars((0..<30).map { list($0, [.open]) })
        #expect(chart.count(of: "role=\"img\">") == 3)
        #expect(chart.contains("<title>Of 10 items: 10 open.</title>"))
    }

    // MARK: Over time

    /// Days after the first commit, by commit.
    private let commits: [CommitID: CommitRecord] = [
        Sample.a: Sample.record(order: 0), Sample.b: Sample.record(order: 3), Sample.c: Sample.record(order: 10),
    ]

    private func points(_ items: [Item], removed: [RemovedItem] = []) -> [[Int]] {
        let points = StandingTimeline(
            Sample.report([Sample.checklist(items)], commits: commits, removed: removed)
        ).points
        return points.map { [$0.day - (points.first?.day ?? 0), $0.completed, $0.signedOff] }
    }

    private func item(_ events: [(Event.Kind, CommitID)], isChecked: Bool = true) -> Item {
        Sample.item(
            Sample.state(isChecked: isChecked), events: events.map { Event(kind: $0.0, commit: $0.1) },
            status: isChecked ? .done : .open)
    }

    @Test func completionsAndReopenings() {
        let completed = item([(.added, Sample.a), (.completed, Sample.b)])
        let reopened = item([(.added, Sample.a), (.completed, Sample.b), (.reopened, Sample.c)], isChecked: false)
        #expect(points([completed, reopened]) == [[0, 0, 0], [3, 2, 0], [10, 1, 0]])
    }

    @Test func whatWasTickedFromTheBeginningCountsFromThere() {
        #expect(points([item([(.added, Sample.a)])]) == [[0, 1, 0]])
        #expect(
            points([item([(.added, Sample.a), (.reopened, Sample.b)], isChecked: false)]) == [[0, 1, 0], [3, 0, 0]])
    }

    @Test func whatIsOlderThanTheHistoryWasThereBefore() {
        #expect(points([item([]), item([(.reworded, Sample.b)])]) == [[0, 2, 0]])
    }

    @Test func whatIsRemovedOrNotApplicableCountsNoMore() {
        let removed = RemovedItem(
            key: "x", path: "x.md", state: Sample.state(isChecked: true),
            life: ItemLife(events: [Event(kind: .added, commit: Sample.a), Event(kind: .removed, commit: Sample.b)]))
        #expect(points([], removed: [removed]) == [[0, 1, 0], [3, 0, 0]])
        var excluded = item([(.added, Sample.a), (.excluded, Sample.c)])
        excluded.state.isExcluded = true
        #expect(points([excluded]) == [[0, 1, 0], [10, 0, 0]])
    }

    @Test func signOffsCountUntilTheyEnd() {
        let end = SignOff.End(commit: Sample.c, reason: .revoked)
        var signed = item([(.added, Sample.a)], isChecked: false)
        signed.signOffs = [
            SignOffSample.signOff(in: "b2", end: end), SignOffSample.signOff("ministry", "lim", in: "b2"),
            SignOffSample.signOff(in: "b2", failure: .role),
        ]
        signed.signOffs[2].person = "else"
        #expect(points([signed]) == [[0, 0, 0], [3, 0, 2], [10, 0, 1]])
    }

    @Test func linesStepFromZeroAndDrop() {
        let items = [
            item([(.added, Sample.a), (.completed, Sample.b)]),
            item([(.added, Sample.a), (.completed, Sample.b), (.reopened, Sample.c)], isChecked: false),
        ]
        let report = Sample.report([Sample.checklist(items)], commits: commits)
        let chart = TimeChart(pages: Sample.pages(report)).html.text
        #expect(chart.contains("<path d=\"M0 100H300V0H1000V50H1000\""))
        #expect(chart.contains("By 14 March 2027, 1 item was completed."))
        #expect(chart.contains("<td data-column=\"Completed items\">2</td>"))
    }

    @Test func oneDayIsNoLine() {
        let report = Sample.report([Sample.checklist([item([(.added, Sample.a)])])], commits: commits)
        #expect(TimeChart(pages: Sample.pages(report)).html.isEmpty)
    }

    @Test func aLongHistoryIsSampled() {
        let ids = (0..<500).map { CommitID(hex: "c" + String(String(100_000 + $0).reversed())) }
        let commits = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, Sample.record(order: $0)) })
        let items = ids.map { item([(.added, ids[0]), (.completed, $0)]) }
        let timeline = StandingTimeline(Sample.report([Sample.checklist(items)], commits: commits))
        #expect(timeline.points.count == 500)
        let sampled = timeline.sampled(8)
        #expect(sampled.count == 8 && sampled.last?.completed == 500)
        #expect(sampled.first?.completed == 63)
    }
}
