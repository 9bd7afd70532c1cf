/// What became of a table: of its columns, and row by row. The order of rows and columns says nothing.
package struct TableChanges: Hashable, Sendable {
    /// Indices of columns in the table before, and now.
    package enum ColumnChange: Hashable, Sendable {
        case added(Int)
        case removed(Int)
        /// Another name over mostly the same cells.
        case renamed(before: Int, now: Int)
    }

    /// A row that is not as it was. Indices in the rows of the table before, and now: one is nil where the row was added or
    /// removed.
    package struct RowChange: Hashable, Sendable {
        package let before: Int?
        package let now: Int?
        /// The columns of which the cells differ, where both rows are there. Only columns that both tables have.
        package let cells: [ColumnPair]
    }

    /// A column of both tables.
    package struct ColumnPair: Hashable, Sendable {
        package let before: Int
        package let now: Int
    }

    /// Rows beyond what stayed at the beginning and end of the table. What has more is not compared.
    package static let maximumRows = 200_000

    package private(set) var columns: [ColumnChange] = []
    /// In the order of the table now; removed rows stand where they stood.
    package private(set) var rows: [RowChange] = []
    /// Rows that are as they were.
    package private(set) var unchangedCount = 0
    /// Too much differs to compare it row by row: `rows` is empty and says nothing.
    package private(set) var isGivenUp = false
    /// The columns now by which rows were held for the same: a mapping's source system and field, or the first column where
    /// its cells are unique. Empty where rows were compared as a whole.
    package private(set) var keyColumns: [Int] = []

    /// The key columns in the table before.
    package private(set) var keyColumnsBefore: [Int] = []

    package var isEmpty: Bool { columns.isEmpty && rows.isEmpty && !isGivenUp }
    package var addedCount: Int { rows.count { $0.before == nil } }
    package var removedCount: Int { rows.count { $0.now == nil } }
    package var changedCount: Int { rows.count - addedCount - removedCount }

    package init(from before: Table, to now: Table) {
        let pairing = ColumnPairing(before, now)
        columns = pairing.changes
        let comparison = RowComparison(before: before, now: now, pairs: pairing.pairs)
        let (start, end) = comparison.unchangedEnds()
        unchangedCount = start + end
        let olds = before.body.dropFirst(start).dropLast(end).filter { !before.rows[$0].isBlank }
        let news = now.body.dropFirst(start).dropLast(end).filter { !now.rows[$0].isBlank }
        guard max(olds.count, news.count) <= Self.maximumRows else {
            isGivenUp = true
            return
        }
        let keys = comparison.keyColumns(olds, news)
        keyColumns = keys.map(\.now)
        keyColumnsBefore = keys.map(\.before)
        let partners = comparison.partners(olds, news, keys: keys)
        tell(olds, news, partners, comparison)
    }

    /// `partners`: which old row each new one was.
    private mutating func tell(_ olds: [Int], _ news: [Int], _ partners: [Int: Int], _ comparison: RowComparison) {
        let kept = Set(partners.values)
        var waiting = olds[...]
        for new in news {
            guard let old = partners[new] else {
                while let first = waiting.first, !kept.contains(first) {
                    waiting.removeFirst()
                    rows.append(RowChange(before: first, now: nil, cells: []))
                }
                rows.append(RowChange(before: nil, now: new, cells: []))
                continue
            }
            while let first = waiting.first, first <= old {
                waiting.removeFirst()
                if !kept.contains(first) { rows.append(RowChange(before: first, now: nil, cells: [])) }
            }
            let cells = comparison.differences(old, new)
            if cells.isEmpty {
                unchangedCount += 1
            } else {
                rows.append(RowChange(before: old, now: new, cells: cells))
            }
        }
        for old in waiting where !kept.contains(old) { rows.append(RowChange(before: old, now: nil, cells: [])) }
    }
}

/// Which column of one table is which of the other: by name, else by what is in them.
private struct ColumnPairing {
    private(set) var pairs: [TableChanges.ColumnPair] = []
    private(set) var changes: [TableChanges.ColumnChange] = []

    /// More columns without their like are told as added and removed.
    private static let renameLimit = 50

    init(_ before: Table, _ now: Table) {
        var places = Dictionary(grouping: 0..<before.columnCount) { Self.name($0, before) }
        var added: [Int] = []
        for column in 0..<now.columnCount {
            let name = Self.name(column, now)
            if let first = places[name]?.first {
                places[name]?.removeFirst()
                pairs.append(.init(before: first, now: column))
            } else {
                added.append(column)
            }
        }
        var removed = places.values.joined().sorted()
        if removed.count <= Self.renameLimit, added.count <= Self.renameLimit, !removed.isEmpty {
            let contents = removed.map { Self.content($0, before) }
            var free = Array(removed.indices)
            added.removeAll { column in
                let content = Self.content(column, now)
                let likeness = free.map { index in
                    content.isEmpty && contents[index].isEmpty && removed[index] == column
                        ? 1 : Self.likeness(contents[index], content)
                }
                guard let best = likeness.indices.max(by: { likeness[$0] < likeness[$1] }), likeness[best] >= 0.6
                else { return false }
                changes.append(.renamed(before: removed[free[best]], now: column))
                pairs.append(.init(before: removed[free[best]], now: column))
                free.remove(at: best)
                return true
            }
            removed = free.map { removed[$0] }
        }
        pairs.sort { $0.now < $1.now }
        changes += added.map { .added($0) } + removed.map { .removed($0) }
    }

    /// A column without a name is known by its place.
    private static func name(_ column: Int, _ table: Table) -> String {
        let name = folded(table.columnName(column))
        return name.isEmpty ? "#\(column)" : name
    }

    private static func content(_ column: Int, _ table: Table) -> [String: Int] {
        var cells: [String: Int] = [:]
        for row in table.body.prefix(1000) {
            let cell = table.rows[row].cell(column)
            if !cell.isEmpty { cells[cell, default: 0] += 1 }
        }
        return cells
    }

    /// Dice's coefficient of the cells.
    private static func likeness(_ a: [String: Int], _ b: [String: Int]) -> Double {
        let total = a.values.reduce(0, +) + b.values.reduce(0, +)
        let common = a.reduce(0) { $0 + min($1.value, b[$1.key] ?? 0) }
        return total == 0 ? 0 : Double(2 * common) / Double(total)
    }
}

/// Compares rows by the columns that both tables have.
private struct RowComparison {
    let before: Table
    let now: Table
    let pairs: [TableChanges.ColumnPair]

    /// How many rows are the same at the beginning and at the end of both.
    func unchangedEnds() -> (start: Int, end: Int) {
        let most = min(before.body.count, now.body.count)
        var start = 0
        while start < most, areEqual(before.body.lowerBound + start, now.body.lowerBound + start) { start += 1 }
        var end = 0
        while end < most - start, areEqual(before.body.upperBound - 1 - end, now.body.upperBound - 1 - end) { end += 1 }
        return (start, end)
    }

    private func areEqual(_ old: Int, _ new: Int) -> Bool {
        let (a, b) = (before.rows[old], now.rows[new])
        return pairs.allSatisfy { a.cellBytes($0.before) == b.cellBytes($0.now) }
    }

    func differences(_ old: Int, _ new: Int) -> [TableChanges.ColumnPair] {
        let (a, b) = (before.rows[old], now.rows[new])
        return pairs.filter { a.cellBytes($0.before) != b.cellBytes($0.now) }
    }

    /// The columns that name a row.
    func keyColumns(_ olds: [Int], _ news: [Int]) -> [TableChanges.ColumnPair] {
        let columns = (before.header.map(MappingColumns.init), now.header.map(MappingColumns.init))
        if let old = columns.0, let new = columns.1, old.isMapping, new.isMapping {
            return [MappingColumn.sourceSystem, .sourceObject, .sourceField].compactMap { column in
                pairs.first { $0.before == old[column] && $0.now == new[column] }
            }
        }
        guard let first = pairs.first(where: { $0.now == 0 }),
            areUnique(olds.lazy.map { before.rows[$0].cellBytes(first.before) }),
            areUnique(news.lazy.map { now.rows[$0].cellBytes(first.now) })
        else { return [] }
        return [first]
    }

    private func areUnique(_ cells: some Sequence<ArraySlice<UInt8>>) -> Bool {
        var seen: Set<ArraySlice<UInt8>> = []
        return cells.allSatisfy { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// The old row of each new one.
    ///
    /// Equal rows belong together, then the one of a key that is left on each side; of several, each takes the likest of the
    /// next few behind the row before it. The cost grows with the rows alone.
    func partners(_ olds: [Int], _ news: [Int], keys: [TableChanges.ColumnPair]) -> [Int: Int] {
        var partners: [Int: Int] = [:]
        var equals: [[UInt8]: [Int]] = [:]
        for old in olds.reversed() { equals[content(before.rows[old], pairs.map(\.before)), default: []].append(old) }
        var freeNews: [Int] = []
        var taken: Set<Int> = []
        for new in news {
            if let old = equals[content(now.rows[new], pairs.map(\.now))]?.popLast() {
                partners[new] = old
                taken.insert(old)
            } else {
                freeNews.append(new)
            }
        }
        equals = [:]
        var anchors: [Int: Int] = [:]
        var last = -1
        for new in news {
            if let old = partners[new] { last = old } else { anchors[new] = last }
        }
        let oldGroups = Dictionary(grouping: olds.lazy.filter { !taken.contains($0) }) {
            content(before.rows[$0], keys.map(\.before))
        }
        let newGroups = Dictionary(grouping: freeNews) { content(now.rows[$0], keys.map(\.now)) }
        for (key, news) in newGroups {
            guard let olds = oldGroups[key] else { continue }
            if !keys.isEmpty, olds.count == 1, news.count == 1 {
                partners[news[0]] = olds[0]
            } else {
                pairLikest(olds, news, anchors, into: &partners)
            }
        }
        return partners
    }

    /// `anchors`: the old row of the nearest row before each new one that has one, or -1.
    private func pairLikest(_ olds: [Int], _ news: [Int], _ anchors: [Int: Int], into partners: inout [Int: Int]) {
        var free = FreePlaces(count: olds.count)
        for new in news {
            var place = free.next(olds.partition { $0 > anchors[new] ?? -1 })
            var best: (likeness: Double, place: Int)?
            for _ in 0..<20 where place < olds.count {
                let likeness = likeness(olds[place], new)
                if likeness >= 0.5, likeness > best?.likeness ?? 0 { best = (likeness, place) }
                place = free.next(place + 1)
            }
            guard let best else { continue }
            partners[new] = olds[best.place]
            free.take(best.place)
        }
    }

    /// The share of equal cells among those that are not empty in both rows.
    private func likeness(_ old: Int, _ new: Int) -> Double {
        let (a, b) = (before.rows[old], now.rows[new])
        var (equal, filled) = (0, 0)
        for pair in pairs {
            let (one, other) = (a.cellBytes(pair.before), b.cellBytes(pair.now))
            if one.isEmpty && other.isEmpty { continue }
            filled += 1
            if one == other { equal += 1 }
        }
        return filled == 0 ? 1 : Double(equal) / Double(filled)
    }

    private func content(_ row: Table.Row, _ columns: [Int]) -> [UInt8] {
        var content: [UInt8] = []
        for column in columns {
            content += row.cellBytes(column)
            content.append(0x1F)
        }
        return content
    }
}

/// Places of a list of which some are taken.
private struct FreePlaces {
    /// Of a taken place: one behind it from which to look on.
    private var onward: [Int]

    init(count: Int) { onward = Array(0...count) }

    mutating func take(_ place: Int) { onward[place] = place + 1 }

    /// The first free place at or behind one; the count where there is none.
    mutating func next(_ place: Int) -> Int {
        var end = place
        while onward[end] != end { end = onward[end] }
        var step = place
        while step != end {
            let next = onward[step]
            onward[step] = end
            step = next
        }
        return end
    }
}

extension [Int] {
    /// The index of the first of sorted numbers for which `isBehind` holds.
    fileprivate func partition(_ isBehind: (Int) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
