/// Places for a file that has none: pools below each other, lanes as rows, steps from left to right.
struct Layout {
    private let source: LayoutSource
    private var model: Model { source.model }
    private var plane = Plane(name: "", isLaidOut: true)
    private static let gap = 40.0

    /// None if there is nothing to draw.
    static func planes(of model: Model) -> [Plane] {
        let placed = model.elements.indices.filter {
            !model.elements[$0].kind.isFlow && model.elements[$0].kind != .process
        }
        guard !placed.isEmpty else { return [] }
        var layout = Layout(model: model)
        // Nobody would see where so many are.
        if model.elements.count > Drawing.maximumShapes {
            layout.plane.shapes = model.elements.indices.map {
                Shape(element: $0, bounds: Rect(x: 0, y: 0, width: 0, height: 0))
            }
        } else {
            layout.placePools()
            layout.placeAside()
            layout.connect()
        }
        return layout.plane.shapes.isEmpty ? [] : [layout.plane]
    }

    private init(model: Model) {
        source = LayoutSource(model)
    }

    private var bottom: Double { plane.shapes.map(\.bounds.maxY).max().map { $0 + Self.gap } ?? 0 }

    private mutating func placePools() {
        var blocks: [(pool: Int?, block: LayoutBlock)] = []
        var processes: Set<Int> = []
        for index in model.elements.indices where model.elements[index].kind == .participant {
            guard model.elements[index].container == nil else { continue }
            let process = model.elements[index].process.flatMap { processes.insert($0).inserted ? $0 : nil }
            blocks.append((index, process.map { LayoutGrid(source, $0).block() } ?? LayoutBlock()))
        }
        for index in model.elements.indices where model.elements[index].kind == .process && !processes.contains(index) {
            let block = LayoutGrid(source, index).block()
            if !block.shapes.isEmpty { blocks.append((nil, block)) }
        }
        let width = max(400, blocks.map(\.block.width).max() ?? 0)
        var y = 0.0
        for (pool, var block) in blocks {
            guard let pool else {
                plane.take(block, x: 0, y: y)
                y += block.height + Self.gap
                continue
            }
            block.stretchLanes(to: width)
            let isOpen = !block.shapes.isEmpty
            let bounds = Rect(x: 0, y: y, width: width + 30, height: isOpen ? block.height : 60)
            plane.shapes.append(Shape(element: pool, bounds: bounds, isHorizontal: true))
            plane.take(block, x: 30, y: y)
            y = bounds.maxY + Self.gap
        }
    }

    /// What lies in no process: conversations, annotations of a collaboration, stores.
    private mutating func placeAside() {
        var x = 0.0
        let y = bottom
        for (index, element) in model.elements.enumerated()
        where element.container == nil && element.kind.isNode && element.kind != .message {
            let size = LayoutSource.size(of: element)
            plane.shapes.append(Shape(element: index, bounds: Rect(x: x, y: y, width: size.width, height: size.height)))
            x += max(size.width, 90) + Self.gap
        }
    }

    /// Straight lines for what no grid has drawn: messages, associations.
    private mutating func connect() {
        var places: [Int: Rect] = [:]
        for shape in plane.shapes { places[shape.element] = shape.bounds }
        let drawn = Set(plane.edges.compactMap(\.element))
        for (index, flow) in model.elements.enumerated() where flow.kind.isFlow && !drawn.contains(index) {
            guard let source = flow.source, let target = flow.target, source != target, let from = places[source],
                let to = places[target]
            else { continue }
            plane.edges.append(
                Edge(
                    element: index,
                    line: Polyline(points: [from.border(towards: to.center), to.border(towards: from.center)])))
        }
    }
}

/// Shapes and flows that belong together, from (0, 0) on.
struct LayoutBlock {
    var shapes: [Shape] = []
    var edges: [Edge] = []
    var lanes: [Shape] = []
    var width = 0.0
    var height = 0.0

    mutating func stretchLanes(to width: Double) {
        for index in lanes.indices { lanes[index].bounds.width = width - lanes[index].bounds.x }
        self.width = width
    }
}

extension Plane {
    fileprivate mutating func take(_ block: LayoutBlock, x: Double, y: Double) {
        shapes += (block.lanes + block.shapes).map { $0.shifted(x, y) }
        edges += block.edges.map { $0.shifted(x, y) }
    }
}

extension Shape {
    func shifted(_ x: Double, _ y: Double) -> Shape {
        var shape = self
        shape.bounds.x += x
        shape.bounds.y += y
        return shape
    }
}

extension Edge {
    func shifted(_ x: Double, _ y: Double) -> Edge {
        var edge = self
        edge.line.points = line.points.map { $0 + Point(x: x, y: y) }
        return edge
    }
}
