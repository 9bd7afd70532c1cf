/// An element as it is painted in one drawing.
struct Figure: Hashable, Sendable {
    /// What lies above what, the lowest first.
    enum Layer: Int, Comparable, Sendable {
        case pool, lane, frame, group, flow, node, boundary
        static func < (a: Layer, b: Layer) -> Bool { a.rawValue < b.rawValue }
    }

    /// Nil for a line that is nothing in the file.
    var element: Int?
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

    init(_ element: Int?, _ layer: Layer, _ name: String, _ body: [SVG], bounds: Rect) {
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
    /// What has something drawn that belongs into it.
    private let filled: Set<Int>
    /// What shows its inside: files say so, or show it.
    private let expanded: Set<Int>
    /// Where elements are, the first place of several.
    let places: [Int: Rect]
    /// How far events that sit on an activity reach into it, from above and from below.
    let seats: [Int: (top: Double, bottom: Double)]
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
            for container in model.containers(of: shape.element) where !filled.insert(container).inserted { break }
        }
        self.filled = filled
        self.places = places
        var expanded = Set(plane.shapes.filter { $0.isExpanded == true }.map(\.element))
        for shape in plane.shapes {
            guard let container = model.elements[shape.element].container, let frame = places[container] else {
                continue
            }
            if frame.contains(shape.bounds) { expanded.insert(container) }
        }
        self.expanded = expanded
        var seats: [Int: (top: Double, bottom: Double)] = [:]
        for shape in plane.shapes {
            guard let host = model.elements[shape.element].host, let form = places[host] else { continue }
            if form.midY < shape.bounds.y {
                seats[host, default: (0, 0)].bottom = max(seats[host]?.bottom ?? 0, form.maxY - shape.bounds.y)
            } else if form.midY > shape.bounds.maxY {
                seats[host, default: (0, 0)].top = max(seats[host]?.top ?? 0, shape.bounds.maxY - form.y)
            }
        }
        self.seats = seats
        lanesByContainer = lanes
        banded = Set(plane.shapes.compactMap { $0.band?.activity })
    }

    func figures() -> [Figure] {
        let figures =
            (plane.shapes.filter { !isHidden($0.element) }.map(figure)
                + plane.edges.filter { !($0.element.map(isHidden) ?? false) }.map(figure))
        // By the place in the file where nothing else decides.
        let order = figures.indices.sorted {
            (figures[$0].layer, figures[$0].depth, $0) < (figures[$1].layer, figures[$1].depth, $1)
        }
        return order.map { figures[$0] }
    }

    /// Whether a form shows what is in it. What a called process has inside is known by its place alone.
    func isExpanded(_ shape: Shape) -> Bool {
        let kind = model.elements[shape.element].kind
        if kind.isSubProcess { return expanded.contains(shape.element) }
        guard kind == .callActivity, shape.isExpanded != false else { return false }
        return plane.shapes.contains { other in
            let kind = model.elements[other.element].kind
            return kind.isStep && kind != .boundaryEvent && other != shape && shape.bounds.contains(other.bounds)
        }
    }

    /// In a sub-process that is drawn closed; some files place what is in it all the same.
    private func isHidden(_ element: Int) -> Bool {
        model.containers(of: element).contains { container in
            model.elements[container].kind.isSubProcess && places[container] != nil && !expanded.contains(container)
        }
    }

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
        guard let box = shape.labelBounds, box.isNear(shape.bounds), !shape.bounds.inset(by: 6).contains(box) else {
            let label = Label(text, width: 96, size: Label.smallSize)
            guard !label.isEmpty else { return }
            figure.add(
                label, at: Point(x: shape.bounds.midX, y: shape.bounds.maxY + 4 + label.height / 2), hasHalo: true)
            return
        }
        let label = Label.hung(text, box)
        guard !label.isEmpty else { return }
        figure.add(label, at: Self.center(of: label, in: box, beside: shape.bounds), hasHalo: true)
    }

    /// Our letters are larger than those that the file made room for: a name grows away from its form.
    private static func center(of label: Label, in box: Rect, beside form: Rect) -> Point {
        var center = box.center
        let (halfWidth, halfHeight) = (label.width / 2, label.height / 2)
        if box.midY >= form.maxY {
            center.y = max(box.y, form.maxY + 2) + halfHeight
        } else if box.midY <= form.y {
            center.y = min(box.maxY, form.y - 2) - halfHeight
        } else if box.midX >= form.maxX {
            center.x = max(center.x, form.maxX + 3 + halfWidth)
        } else if box.midX <= form.x {
            center.x = min(center.x, form.x - 3 - halfWidth)
        }
        return center
    }
}
