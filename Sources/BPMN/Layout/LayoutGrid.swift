/// The steps of one process or sub-process in columns and rows. A step is one column behind the last that leads to it,
/// and beside the first, if it can be. Rows belong to lanes.
struct LayoutGrid {
    private let source: LayoutSource
    private var model: Model { source.model }
    private var order: FlowOrder { source.order }
    private let container: Int
    /// In flow order, without those that sit on others.
    private let steps: [Int]
    private let seated: [Int]
    /// The innermost lanes from above; nil for steps in none.
    private let lanes: [Int?]
    private let known: Set<Int?>

    private var columns: [Int: Int] = [:]
    private var rows: [Int: Int] = [:]
    /// Rows of the first to the last lane, one after the other.
    private var laneOfRow: [Int?] = []
    private var taken: Set<Cell> = []
    private var contents: [Int: LayoutBlock] = [:]
    private var columnX: [Double] = []
    private var columnWidth: [Double] = []
    private var rowY: [Double] = []
    private var rowHeight: [Double] = []
    private var bounds: [Int: Rect] = [:]

    private static let columnGap = 72.0
    /// Below the forms of a row: room for names and for flows that go back.
    private static let rowGap = 64.0
    private static let padding = 24.0
    private static let laneHeader = 30.0

    private struct Cell: Hashable {
        var row: Int
        var column: Int
    }

    /// Which cells of a lane are taken.
    private struct LaneCells {
        private var taken: Set<Cell> = []
        private var ends: [Int: Int] = [:]

        /// The first free row of a column from a row on, as far as it is near, else the first below all.
        mutating func take(_ column: Int, from row: Int) -> Int {
            let end = ends[column] ?? 0
            let free = (row..<row + 8).first { !taken.contains(Cell(row: $0, column: column)) } ?? max(row, end)
            taken.insert(Cell(row: free, column: column))
            ends[column] = max(end, free + 1)
            return free
        }
    }

    init(_ source: LayoutSource, _ container: Int) {
        self.source = source
        self.container = container
        let (model, order) = (source.model, source.order)
        let all = order.steps(in: container)
        steps = all.filter { model.elements[$0].kind != .boundaryEvent || model.elements[$0].host == nil }
        seated = all.filter { model.elements[$0].kind == .boundaryEvent && model.elements[$0].host != nil }
        var lanes: [Int?] = []
        func collect(_ container: Int) {
            for lane in order.lanes(in: container) {
                if order.lanes(in: lane).isEmpty { lanes.append(lane) } else { collect(lane) }
            }
        }
        collect(container)
        let known = Set(lanes)
        self.known = known
        if lanes.isEmpty || steps.contains(where: { !known.contains(model.elements[$0].lane) }) { lanes.append(nil) }
        self.lanes = lanes
    }

    func block() -> LayoutBlock {
        var grid = self
        grid.fill()
        grid.measure()
        return grid.drawn()
    }

    // MARK: Columns and rows

    /// Where flows into and out of an event go that sits on an activity.
    private func seat(_ step: Int) -> Int {
        guard model.elements[step].kind == .boundaryEvent, let host = model.elements[step].host else { return step }
        return host
    }

    private mutating func fill() {
        var position: [Int: Int] = [:]
        for (index, step) in steps.enumerated() { position[step] = index }
        var before: [Int: [Int]] = [:]
        for step in steps + seated {
            for next in order.successors[step] ?? [] where model.elements[next].kind != .boundaryEvent {
                before[next, default: []].append(seat(step))
            }
        }
        var lastRow: [Int?: Int] = [:]
        var used: [Int?: LaneCells] = [:]
        var localRow: [Int: Int] = [:]
        for step in steps {
            // What comes later in flow order leads back.
            let earlier = (before[step] ?? []).filter { (position[$0] ?? .max) < (position[step] ?? 0) }
            let column = earlier.compactMap { columns[$0] }.max().map { $0 + 1 } ?? 0
            let lane = lane(of: step)
            var row = earlier.first { self.lane(of: $0) == lane }.flatMap { localRow[$0] } ?? 0
            // What begins by an event stands below the rest, where it may be as wide as it likes.
            if isAside(step) { row = lastRow[lane].map { $0 + 1 } ?? 0 }
            row = used[lane, default: LaneCells()].take(column, from: row)
            (columns[step], localRow[step]) = (column, row)
            lastRow[lane] = max(lastRow[lane] ?? 0, row)
        }
        var firstRow: [Int?: Int] = [:]
        for lane in lanes {
            firstRow[lane] = laneOfRow.count
            laneOfRow += Array(repeating: lane, count: (lastRow[lane] ?? 0) + 1)
        }
        for step in steps {
            let row = (firstRow[lane(of: step)] ?? 0) + (localRow[step] ?? 0)
            rows[step] = row
            taken.insert(Cell(row: row, column: columns[step] ?? 0))
        }
    }

    private func isAside(_ step: Int) -> Bool { model.elements[step].kind == .eventSubProcess }

    private func lane(of step: Int) -> Int? { model.elements[step].lane.flatMap { known.contains($0) ? $0 : nil } }

    // MARK: Sizes

    private mutating func measure() {
        for step in steps where model.elements[step].kind.isSubProcess && !order.steps(in: step).isEmpty {
            contents[step] = LayoutGrid(source, step).block()
        }
        columnWidth = Array(repeating: 40, count: (columns.values.max() ?? 0) + 1)
        rowHeight = Array(repeating: 50, count: laneOfRow.count)
        for step in steps {
            let size = size(of: step)
            if let column = columns[step], !isAside(step) { columnWidth[column] = max(columnWidth[column], size.width) }
            if let row = rows[step] { rowHeight[row] = max(rowHeight[row], size.height) }
        }
        var x = Self.padding + Double(laneDepth) * Self.laneHeader
        for width in columnWidth {
            columnX.append(x)
            x += width + Self.columnGap
        }
        var y = container < model.elements.count && model.elements[container].kind == .process ? 0 : 24.0
        for height in rowHeight {
            rowY.append(y + Self.padding)
            y += height + Self.rowGap + Self.padding
        }
        for step in steps {
            guard let column = columns[step], let row = rows[step] else { continue }
            let size = size(of: step)
            // Beside a sub-process a column is wide: steps then stand at its beginning.
            let middle = max(size.width, min(columnWidth[column], 100)) / 2
            let center = Point(x: columnX[column] + middle, y: rowY[row] + rowHeight[row] / 2)
            bounds[step] = Rect(center: center, width: size.width, height: size.height)
        }
        var seats: [Int: Int] = [:]
        for event in seated {
            guard let host = model.elements[event].host, let place = bounds[host] else { continue }
            let number = seats[host, default: 0]
            seats[host] = number + 1
            bounds[event] = Rect(
                center: Point(x: place.maxX - 22 - Double(number) * 42, y: place.maxY), width: 36, height: 36)
        }
    }

    private func size(of step: Int) -> (width: Double, height: Double) {
        contents[step].map { ($0.width, $0.height) } ?? LayoutSource.size(of: model.elements[step])
    }

    private var laneDepth: Int {
        func depth(_ container: Int) -> Int {
            order.lanes(in: container).map { 1 + depth($0) }.max() ?? 0
        }
        return depth(container)
    }

    // MARK: Shapes and flows

    private func drawn() -> LayoutBlock {
        var block = LayoutBlock()
        for step in steps {
            guard let place = bounds[step] else { continue }
            var shape = Shape(element: step, bounds: place)
            shape.isExpanded = contents[step] != nil
            shape.isMarkerVisible = true
            block.shapes.append(shape)
            guard let content = contents[step] else { continue }
            block.shapes += content.shapes.map { $0.shifted(place.x, place.y) }
            block.edges += content.edges.map { $0.shifted(place.x, place.y) }
        }
        block.shapes += seated.compactMap { event in bounds[event].map { Shape(element: event, bounds: $0) } }
        var tracks: [Int: Int] = [:]
        for flow in source.flows[container] ?? [] {
            if let line = line(of: model.elements[flow], &tracks) {
                block.edges.append(Edge(element: flow, line: line))
            }
        }
        let right = (columnX.last ?? 0) + (columnWidth.last ?? 0) + Self.columnGap / 2
        let bottom = (rowY.last ?? 0) + (rowHeight.last ?? 0) + Self.rowGap
        let widest = steps.compactMap { bounds[$0]?.maxX }.max().map { $0 + Self.padding } ?? 0
        (block.width, block.height) = (max(right, widest), bottom)
        placeData(&block)
        drawLanes(&block, bottom: bottom)
        return block
    }

    /// Along the row of one end, if nothing is in the way, else in the gap below the row of the source.
    private func line(of flow: Element, _ tracks: inout [Int: Int]) -> Polyline? {
        guard let source = flow.source, let target = flow.target, let from = bounds[source], let to = bounds[target],
            let fromRow = rows[seat(source)], let fromColumn = columns[seat(source)], let toRow = rows[seat(target)],
            let toColumn = columns[seat(target)]
        else { return nil }
        let leave = columnX[fromColumn] + columnWidth[fromColumn] + Self.columnGap / 3
        let enter = columnX[toColumn] - Self.columnGap / 3
        let end = [Point(x: enter, y: to.midY), Point(x: to.x, y: to.midY)]
        if seat(source) != source {
            let channel = channel(below: fromRow, &tracks)
            return Polyline(
                points: [
                    Point(x: from.midX, y: from.maxY), Point(x: from.midX, y: channel), Point(x: enter, y: channel),
                ] + end)
        }
        let start = Point(x: from.maxX, y: from.midY)
        func isFree(_ row: Int) -> Bool {
            fromColumn < toColumn && toColumn - fromColumn < 50
                && (fromColumn + 1..<max(fromColumn + 1, toColumn)).allSatisfy {
                    !taken.contains(Cell(row: row, column: $0))
                }
        }
        if fromRow == toRow, isFree(fromRow) { return Polyline(points: [start, end[1]]) }
        if isFree(toRow) {
            return Polyline(points: [start, Point(x: leave, y: start.y), Point(x: leave, y: to.midY), end[1]])
        }
        if isFree(fromRow) { return Polyline(points: [start, Point(x: enter, y: start.y)] + end) }
        let channel = channel(below: fromRow, &tracks)
        return Polyline(
            points: [
                start, Point(x: leave, y: start.y), Point(x: leave, y: channel), Point(x: enter, y: channel),
            ] + end)
    }

    /// Flows below a row go beside each other, as far as there is room.
    private func channel(below row: Int, _ tracks: inout [Int: Int]) -> Double {
        let track = tracks[row, default: 0]
        tracks[row] = track + 1
        return rowY[row] + rowHeight[row] + Self.rowGap * 0.5 + Double(track % 6) * 7
    }

    /// Data and annotations in a row of their own below the steps, near what they belong to.
    private func placeData(_ block: inout LayoutBlock) {
        var x = Self.padding + Double(laneDepth) * Self.laneHeader
        let y = block.height
        for index in source.aside[container] ?? [] {
            let size = LayoutSource.size(of: model.elements[index])
            let place = source.ties[index]?.lazy.compactMap { bounds[$0]?.x }.first ?? x
            let form = Rect(x: max(x, place), y: y, width: size.width, height: size.height)
            block.shapes.append(Shape(element: index, bounds: form))
            x = form.x + max(size.width, 96) + 16
            block.width = max(block.width, x)
            block.height = max(block.height, form.maxY + Self.rowGap)
        }
    }

    private func drawLanes(_ block: inout LayoutBlock, bottom: Double) {
        var firstRow: [Int: Int] = [:]
        var lastRow: [Int: Int] = [:]
        for (row, lane) in laneOfRow.enumerated() {
            guard let lane else { continue }
            firstRow[lane] = firstRow[lane] ?? row
            lastRow[lane] = row
        }
        /// From above to below: where the rows of a lane are.
        func extent(_ lane: Int) -> (Double, Double)? {
            let inner: [(Double, Double)] = order.lanes(in: lane).compactMap { extent($0) }
            guard inner.isEmpty else { return (inner.map(\.0).min() ?? 0, inner.map(\.1).max() ?? 0) }
            guard let first = firstRow[lane], let last = lastRow[lane] else { return nil }
            let isLast = last == laneOfRow.count - 1
            return (rowY[first] - Self.padding, isLast ? block.height : rowY[last] + rowHeight[last] + Self.rowGap)
        }
        func draw(_ container: Int, depth: Int) {
            for lane in order.lanes(in: container) {
                guard let (top, end) = extent(lane) else { continue }
                let x = Double(depth) * Self.laneHeader
                var shape = Shape(element: lane, bounds: Rect(x: x, y: top, width: block.width - x, height: end - top))
                shape.isHorizontal = true
                block.lanes.append(shape)
                draw(lane, depth: depth + 1)
            }
        }
        draw(container, depth: 0)
    }
}
