import Checklists

/// How many items of every phase are what, on one scale. Every bar says its numbers; the overview's table has them, too.
///
/// The order of the segments and their shading tell statuses apart, not colour: what is done is full, what waits is
/// hatched, what is open is empty.
struct PhaseChart {
    let pages: Pages

    /// With more checklists than this, their groups are shown.
    static let maximumBars = 12
    /// With more groups than this the table says more than a picture. Where the table has groups, too, it says the same.
    static let maximumGroups = 40

    private struct Bar {
        var name: HTML
        var counts: Summary
    }

    /// In the order of the segments.
    private static let statuses: [Status] = [.signedOff, .done, .awaiting, .changed, .open, .notApplicable]

    private var words: ChartWords { pages.words.charts }

    /// Nothing where there is nothing to compare.
    var html: HTML {
        guard !overview.isGrouped else { return HTML() }
        let bars = self.bars
        guard bars.count > 1, bars.count <= Self.maximumGroups else { return HTML() }
        let scale = bars.map(\.counts.items).max() ?? 1
        let shown = Self.statuses.filter { status in bars.contains { $0.counts[status] > 0 } }
        return figure(.class("chart")) {
            figcaption { words.byPhase }
            ul(.class("tally"), .role("list")) {
                for status in shown {
                    li {
                        svg(.svg("width", "24"), .svg("height", "14"), .ink, .overflowing, .hidden) {
                            if status == shown.first { patterns }
                            segment(status, from: 0, to: 1, of: 1)
                        }
                        pages.words.statuses[status]
                    }
                }
            }
            ul(.class("bars"), .role("list")) {
                for bar in bars {
                    li {
                        bar.name
                        " "
                        span(.class("label")) { standing(bar.counts) }
                        drawn(bar, scale: scale)
                    }
                }
            }
        }
    }

    private func standing(_ counts: Summary) -> HTML {
        pages.words.shortStanding([
            .finished: pages.number(counts.finished), .applicable: pages.number(counts.applicable),
        ])
    }

    private func drawn(_ bar: Bar, scale: Int) -> HTML {
        var start = 0
        var segments = HTML()
        for status in Self.statuses where bar.counts[status] > 0 {
            segments.append(segment(status, from: start, to: start + bar.counts[status], of: scale))
            start += bar.counts[status]
        }
        return svg(.svg("width", "100%"), .svg("height", "18"), .ink, .overflowing, .role("img")) {
            title { pages.byStatus(bar.counts) }
            segments
        }
    }

    private func segment(_ status: Status, from start: Int, to end: Int, of scale: Int) -> HTML {
        rect(
            .svg("x", percent(start, of: scale)), .svg("width", percent(end - start, of: scale)),
            .svg("height", "100%"), .svg("fill", Self.fill(status))
        ) { "" }
    }

    // MARK: Shades

    private static func fill(_ status: Status) -> String {
        switch status {
        case .signedOff: "currentColor"
        case .done: "url(#chart-done)"
        case .awaiting: "url(#chart-awaiting)"
        case .changed: "url(#chart-changed)"
        case .notApplicable: "url(#chart-not-applicable)"
        case .open: "none"
        }
    }

    /// Drawn with the ink of the text, in its own units: nothing stretches with the bar.
    private var patterns: HTML {
        Tag("defs")() {
            pattern("done", size: "4", path: "M0 0H4V3H0z", isFilled: true)
            pattern("awaiting", size: "6", path: "M-1 1L1-1M0 6L6 0M5 7L7 5")
            pattern("changed", size: "6", path: "M0 0L6 6M0 6L6 0")
            pattern("not-applicable", size: "5", path: "M2 2h1v1h-1z", isFilled: true)
        }
    }

    private func pattern(_ name: String, size: String, path: String, isFilled: Bool = false) -> HTML {
        patternTag(
            .id("chart-" + name), .svg("width", size), .svg("height", size), .svg("patternUnits", "userSpaceOnUse")
        ) {
            pathTag(
                .svg("d", path), .svg("fill", isFilled ? "currentColor" : "none"),
                isFilled ? .svg("stroke", "none") : nil
            ) { "" }
        }
    }

    // MARK: Bars

    private var overview: OverviewTable { OverviewTable(pages: pages, total: pages.report.summary) }

    private var bars: [Bar] {
        let checklists = pages.report.checklists
        guard checklists.count > Self.maximumBars else {
            return checklists.map { checklist in
                Bar(
                    name: pages.title(of: checklist, linkedTo: pages.address(ofChecklist: checklist.path)),
                    counts: checklist.counts)
            }
        }
        return overview.grouped().map { group in
            Bar(name: bdi { group.name }, counts: Summary(of: group.checklists.lazy.flatMap(\.items)))
        }
    }
}

/// How many items were completed, and how many sign-offs had been made and not ended, day by day.
struct TimeChart {
    let pages: Pages
    let medium: Medium
    let timeline: StandingTimeline

    /// So many steps a line has at most.
    static let maximumSteps = 120
    static let maximumRows = 8

    init(pages: Pages, medium: Medium = .page) {
        self.pages = pages
        self.medium = medium
        timeline = StandingTimeline(pages.report)
    }

    private var words: ChartWords { pages.words.charts }

    /// Nothing where history has fewer than two days.
    var html: HTML {
        guard let first = timeline.points.first, let last = timeline.points.last, first.day < last.day else {
            return HTML()
        }
        let top = max(1, timeline.points.map { max($0.completed, $0.signedOff) }.max() ?? 1)
        let name = pages.hasSignOffs ? words.overTime : words.completedOverTime
        return figure(.class("chart")) {
            figcaption { name }
            p { sentence(last) }
            svg(
                .class("time"), .svg("width", "100%"), .svg("height", "150"), .svg("viewBox", "0 0 1000 100"),
                .svg("preserveAspectRatio", "none"), .ink, .overflowing, .role("img")
            ) {
                title { name }
                pathTag(.svg("d", "M0 100H1000")) { "" }
                line(top: top, \.completed, isDashed: false)
                if pages.hasSignOffs { line(top: top, \.signedOff, isDashed: true) }
            }
            p(.class("label")) {
                words.scale([.from: day(first.day), .to: day(last.day), .count: pages.number(top)])
            }
            if pages.hasSignOffs { p { words.lines } }
            switch medium {
            case .page:
                details {
                    summary { words.asTable }
                    numbers
                }
            case .print: numbers
            }
        }
    }

    private func sentence(_ point: StandingTimeline.Point) -> HTML {
        HTML {
            words.completedOn(point.completed)([.day: day(point.day), .count: pages.number(point.completed)])
            if pages.hasSignOffs {
                " "
                words.inForce(point.signedOff)([.count: pages.number(point.signedOff)])
            }
        }
    }

    private func day(_ number: Int) -> HTML { HTML(pages.words.day(Day(daysSince1970: number))) }

    private func line(top: Int, _ value: (StandingTimeline.Point) -> Int, isDashed: Bool) -> HTML {
        pathTag(
            .svg("d", path(top: top, value)), .svg("fill", "none"), .svg("vector-effect", "non-scaling-stroke"),
            isDashed ? .svg("stroke-dasharray", "5 4") : nil
        ) { "" }
    }

    /// A step line from zero: level until the day on which something changed.
    private func path(top: Int, _ value: (StandingTimeline.Point) -> Int) -> String {
        guard let first = timeline.points.first, let last = timeline.points.last else { return "" }
        var path = "M0 100"
        var drawn = 0
        for point in timeline.sampled(Self.maximumSteps) {
            let current = value(point)
            guard current != drawn else { continue }
            let x = (point.day - first.day) * 1000 / max(1, last.day - first.day)
            path += "H\(x)V\(100 - current * 100 / top)"
            drawn = current
        }
        return path + "H1000"
    }

    private var numbers: HTML {
        table(.class("numbers")) {
            thead {
                tr {
                    th(.class("text"), .scope("col")) { words.date }
                    th(.scope("col")) { words.completed }
                    if pages.hasSignOffs { th(.scope("col")) { words.signOffs } }
                }
            }
            tbody {
                for point in timeline.sampled(Self.maximumRows) {
                    tr {
                        th(.scope("row")) { day(point.day) }
                        td(.column(words.completed)) { pages.number(point.completed) }
                        if pages.hasSignOffs { td(.column(words.signOffs)) { pages.number(point.signedOff) } }
                    }
                }
            }
        }
    }
}

/// What was completed and signed off at the end of every day on which that changed.
struct StandingTimeline: Sendable {
    struct Point: Hashable, Sendable {
        /// Since 1970-01-01, in the zone of the commit.
        var day: Int
        var completed: Int
        var signedOff: Int
    }

    private(set) var points: [Point] = []

    init(_ report: Report) {
        var completed: [Int: Int] = [:]
        var signed: [Int: Int] = [:]
        var before = 0
        func day(of commit: CommitID?) -> Int? {
            commit.flatMap { report.commits[$0] }.map(\.committedAt.localDayNumber)
        }
        func count(_ life: ItemLife, _ state: ItemState) {
            var tracker = Tracker(life, state)
            if tracker.isCounted, tracker.wasThereBefore { before += 1 }
            for event in life.events {
                guard let day = day(of: event.commit) else { continue }
                completed[day, default: 0] += tracker.step(event)
            }
        }
        func count(_ signOffs: [SignOff]) {
            for signOff in signOffs.acts where signOff.counts {
                guard let start = day(of: signOff.commit) else { continue }
                signed[start, default: 0] += 1
                if let end = signOff.end, let day = day(of: end.commit) { signed[max(day, start), default: 0] -= 1 }
            }
        }
        for item in report.checklists.lazy.flatMap(\.items) {
            count(item.life, item.state)
            count(item.signOffs)
        }
        for item in report.removedItems {
            count(item.life, item.state)
            count(item.signOffs)
        }
        var point = Point(day: 0, completed: before, signedOff: 0)
        for day in Set(completed.keys).union(signed.keys).sorted() {
            point.day = day
            point.completed += completed[day] ?? 0
            point.signedOff += signed[day] ?? 0
            points.append(point)
        }
    }

    /// As many points as asked for at most, the last among them: what was true at the end of equal stretches of time.
    func sampled(_ count: Int) -> [Point] {
        guard points.count > count, let first = points.first, let last = points.last else { return points }
        var result: [Point] = []
        for number in 1...count {
            let end = first.day + (last.day - first.day) * number / count
            if let point = points.last(where: { $0.day <= end }), point != result.last { result.append(point) }
        }
        return result
    }
}

/// Follows one item through its events: it counts while it is there, ticked and not marked as not applicable.
private struct Tracker {
    private var isThere: Bool
    private var isTicked: Bool
    private var isExcluded: Bool
    /// Truncated history does not tell when it was added.
    let wasThereBefore: Bool

    /// What was so at first is what the first event that changes it does not say, else what is so now.
    init(_ life: ItemLife, _ state: ItemState) {
        let kinds = life.events.map(\.kind)
        wasThereBefore = !kinds.contains(.added)
        isThere = wasThereBefore
        isTicked = kinds.first { $0 == .completed || $0 == .reopened }.map { $0 == .reopened } ?? state.isChecked
        isExcluded = kinds.first { $0 == .excluded || $0 == .included }.map { $0 == .included } ?? state.isExcluded
    }

    var isCounted: Bool { isThere && isTicked && !isExcluded }

    /// By how much the number of completed items changes.
    mutating func step(_ event: Event) -> Int {
        let was = isCounted
        switch event.kind {
        case .added: isThere = true
        case .removed: isThere = false
        case .completed: (isTicked, isThere) = (true, true)
        case .reopened: isTicked = false
        case .excluded: isExcluded = true
        case .included: isExcluded = false
        case .reworded, .moved, .renamed, .amended, .signedOff, .revoked: break
        }
        return (isCounted ? 1 : 0) - (was ? 1 : 0)
    }
}

extension Timestamp {
    /// Days from 1970-01-01 to the day in the moment's own zone.
    fileprivate var localDayNumber: Int {
        let local = Int(seconds) + offset * 60
        return local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    }
}

/// With one decimal: enough for a bar of a thousand pixels.
private func percent(_ part: Int, of whole: Int) -> String {
    let tenths = (part * 1_000 + whole / 2) / max(1, whole)
    return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
}

extension Attribute {
    /// The colour of the text.
    fileprivate static let ink = svg("stroke", "currentColor")
    /// Half of an outline lies outside.
    fileprivate static let overflowing = svg("overflow", "visible")
}

private let svg = Tag(block: "svg")
private let rect = Tag("rect"), pathTag = Tag("path"), patternTag = Tag("pattern")
