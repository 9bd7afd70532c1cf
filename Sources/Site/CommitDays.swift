import Checklists

/// On which day each commit was made, as far as its date can be believed.
///
/// A clock can be wrong by years. What shows it is the order of the commits: nothing is older than what it was built on, and
/// nothing newer than what brought it in. On the mainline the dates are believed of which the most are in order; a commit
/// whose own date is off by more than a day stands at the day of the believed one before it. A commit of a branch cannot be
/// newer than its integration. That a date is too early on a branch cannot be seen: it may be an old branch.
struct CommitDays {
    private let days: [CommitID: Day]
    private let misdated: Set<CommitID>

    /// Clocks differ by minutes, and days are those of the commits' own zones.
    private static let tolerance: Int64 = 86_400
    /// The first days that a clock without a battery shows.
    private static let unset: Int64 = 2 * 86_400

    init(_ commits: [CommitID: CommitRecord]) {
        let written = commits.filter { !$0.key.isUnwritten }
        let mainline = written.filter { $0.value.integration == nil }.sorted { $0.value.order < $1.value.order }
        var believed = Dictionary(
            zip(mainline.lazy.map(\.key), Self.believed(mainline.map(\.value.committedAt)))
        ) { first, _ in first }
        for (id, record) in written where record.integration != nil {
            guard let latest = record.integration.flatMap({ believed[$0] }) else {
                believed[id] = record.committedAt
                continue
            }
            let own = record.committedAt
            let isPossible = own.seconds >= Self.unset && own.seconds <= latest.seconds + Self.tolerance
            believed[id] = isPossible ? own : latest
        }
        days = believed.mapValues(\.localDay)
        misdated = Set(believed.lazy.filter { written[$0.key]?.committedAt.localDay != $0.value.localDay }.map(\.key))
    }

    /// The moments of the mainline, oldest first, each replaced by its neighbour's where it cannot be.
    private static func believed(_ moments: [Timestamp]) -> [Timestamp] {
        let inOrder = longestInOrder(moments.map(\.seconds))
        guard let first = inOrder.first else { return moments }
        var result = moments
        var before: Int?
        var next = inOrder[...]
        for index in moments.indices {
            if next.first == index {
                before = next.removeFirst()
                continue
            }
            let seconds = moments[index].seconds
            let isLate = next.first.map { seconds > moments[$0].seconds + tolerance } ?? false
            let isEarly = before.map { seconds < moments[$0].seconds - tolerance } ?? false
            if isLate || isEarly || seconds < unset { result[index] = moments[before ?? first] }
        }
        return result
    }

    /// Places of a longest part of which no number is smaller than the one before it, and of several the one that spans
    /// least. Clocks that were never set are left out.
    ///
    /// Patience sorting: what ends a part of a length is smaller the later it comes.
    private static func longestInOrder(_ seconds: [Int64]) -> [Int] {
        /// Of every length the ends of such parts; of several ends only those that a later one with a later beginning does
        /// not make useless.
        var ends: [[Int]] = []
        var smallest: [Int64] = []
        var beginning = seconds
        var previous: [Int?] = Array(repeating: nil, count: seconds.count)
        for index in seconds.indices where seconds[index] >= unset {
            let own = seconds[index]
            let length = firstIndex(in: smallest) { $0 > own }
            if length > 0 {
                let shorter = ends[length - 1]
                let end = shorter[firstIndex(in: shorter) { seconds[$0] <= own }]
                (previous[index], beginning[index]) = (end, beginning[end])
            }
            if length == ends.count {
                ends.append([index])
                smallest.append(own)
                continue
            }
            while let last = ends[length].last, beginning[last] <= beginning[index] { ends[length].removeLast() }
            ends[length].append(index)
            smallest[length] = own
        }
        var place = ends.last?.reversed().min { seconds[$0] - beginning[$0] < seconds[$1] - beginning[$1] }
        var result: [Int] = []
        while let index = place {
            result.append(index)
            place = previous[index]
        }
        return result.reversed()
    }

    /// The first place from which on something is true of the elements; their number where it never is.
    private static func firstIndex<Element>(in elements: [Element], _ isTrue: (Element) -> Bool) -> Int {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = (low + high) / 2
            if isTrue(elements[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// nil for what is not committed.
    func day(of commit: CommitID) -> Day? { days[commit] }

    /// Its own date cannot be.
    func isMisdated(_ commit: CommitID) -> Bool { misdated.contains(commit) }
}
