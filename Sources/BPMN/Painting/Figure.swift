/// An element as it is painted in one drawing.
struct Figure: Hashable, Sendable {
    /// What lies above what, the lowest first.
    enum Layer: Int, Comparable, Sendable {
        case pool, lane, frame, group, flow, node, boundary
        static func < (a: Layer, b: Layer) -> Bool { a.rawValue < b.rawValue }
    }

    var element: Int
    var layer: Layer
    /// Within a layer what lies in others is above them.
    var depth = 0
    /// Names of classes, for style sheets.
    var name: String
    var body: [SVG]
    /// Above everything else.
    var label: [SVG] = []
    /// The form itself: what marks are put around.
    var bounds: Rect
    /// Of a flow.
    var line: Polyline?
    /// With the label.
    var extent: Rect

    init(_ element: Int, _ layer: Layer, _ name: String, _ body: [SVG], bounds: Rect) {
        self.element = element
        self.layer = layer
        self.name = name
        self.body = body
        self.bounds = bounds
        extent = bounds
    }

    /// Puts text around a point.
    mutating func add(_ label: Label, at center: Point, isBold: Bool = false, hasHalo: Bool = false) {
        self.label += label.centered(at: center, isBold: isBold, hasHalo: hasHalo)
        extent = extent.union(label.bounds(around: center))
    }
}

/// Turns elements with their places into figures. What each family of elements looks like is in extensions.
struct Painter {
    let model: Model
    let plane: Plane
    /// What has something drawn inside of it.
    private let filled: Set<Int>
    /// Where elements are, the first place of several.
    let places: [Int: Rect]
    /// Lanes by what they directly lie in.
    let lanesByContainer: [Int: [Rect]]
    /// Choreography activities whose participants the file places.
    let banded: Set<Int>

    init(model: Model, plane: Plane) {
        self.model = model
        self.plane = plane
        var filled: Set<Int> = []
        var places: [Int: Rect] = [:]
        var lanes: [Int: [Rect]] = [:]
        for shape in plane.shapes {
            if model.elements[shape.element].kind == .lane, let container = model.elements[shape.element].container {
                lanes[container, default: []].append(shape.bounds)
            }
            if shape.band == nil { places[shape.element] = places[shape.element] ?? shape.bounds }
            // An end is soon met: what has been gone through is not gone through again.
            for container in model.containers(of: shape.element) where !filled.insert(container).inserted { break }
        }
        self.filled = filled
        self.places = places
        lanesByContainer = lanes
        banded = Set(plane.shapes.compactMap { $0.band?.activity })
    }

    func figures() -> [Figure] {
        var figures = plane.shapes.map(figure) + plane.edges.map(figure)
        // Sorting is stable only by the place in the file.
        let order = figures.indices.sorted {
            (figures[$0].layer, figures[$0].depth, $0) < (figures[$1].layer, figures[$1].depth, $1)
        }
        figures = order.map { figures[$0] }
        return figures
    }

    func isExpanded(_ shape: Shape) -> Bool { shape.isExpanded ?? filled.contains(shape.element) }
    func hasContent(_ element: Int) -> Bool { filled.contains(element) }

    private func figure(_ shape: Shape) -> Figure {
        let kind = model.elements[shape.element].kind
        if let band = shape.band { return self.band(shape, band) }
        switch kind {
        case .participant, .process: return pool(shape)
        case .lane: return lane(shape)
        case .group: return group(shape)
        case .textAnnotation: return annotation(shape)
        case .dataObject, .dataInput, .dataOutput: return document(shape)
        case .dataStore: return store(shape)
        case .message: return message(shape)
        case _ where kind.isChoreography: return choreography(shape)
        case _ where kind.isConversation: return conversation(shape)
        case _ where kind.isEvent: return event(shape)
        case _ where kind.isGateway: return gateway(shape)
        default: return activity(shape)
        }
    }

    /// A name below a form, or where the file wants it.
    func nameOutside(_ text: String, of shape: Shape, _ figure: inout Figure) {
        let box = shape.labelBounds
        let label = Label(text, width: max(box?.width ?? 0, 96))
        guard !label.isEmpty else { return }
        let below = Point(x: shape.bounds.midX, y: shape.bounds.maxY + 4 + label.height / 2)
        figure.add(label, at: box?.center ?? below, hasHalo: true)
    }
}
