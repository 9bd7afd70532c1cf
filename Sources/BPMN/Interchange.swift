/// A drawing as the file places it: shapes and edges in the order of the file (BPMN 2.0, clause 12).
struct Plane: Hashable, Sendable {
    /// What is drawn: a sub-process, a process; nil for a collaboration.
    var element: Int?
    var name: String
    var shapes: [Shape] = []
    var edges: [Edge] = []
    /// The places are ours.
    var isLaidOut = false
}

/// The place of an element with an extent.
struct Shape: Hashable, Sendable {
    var element: Int
    var bounds: Rect
    var labelBounds: Rect?
    /// A sub-process that shows what is in it.
    var isExpanded: Bool?
    /// A pool or lane with its name at the left side.
    var isHorizontal: Bool?
    /// An exclusive gateway with its cross.
    var isMarkerVisible = false
    /// A participant's band of a choreography activity.
    var band: Band?

    struct Band: Hashable, Sendable {
        var activity: Int?
        var isInitiating: Bool
        var isMessageVisible: Bool
    }
}

/// The way of a flow.
struct Edge: Hashable, Sendable {
    /// Nil for the short way of writing data that goes along a sequence flow (BPMN 2.0, 12.2.3.5).
    var element: Int?
    /// Two or more.
    var line: Polyline
    var labelBounds: Rect?
    /// A message flow with an envelope.
    var message: Message?

    enum Message: Hashable, Sendable { case initiating, answering }
}

/// Reads the places of elements.
struct InterchangeReader {
    private(set) var planes: [Plane] = []
    private(set) var notes: [DiagramNote] = []
    private let model: Model
    /// How far from the origin something may be, and how large.
    private static let maximumCoordinate = 1e6

    static func read(_ root: XMLTree, _ model: Model) -> InterchangeReader {
        var reader = InterchangeReader(model: model)
        reader.notes = model.duplicates.map { .duplicateID(model.elements[$0].id, line: model.elements[$0].line) }
        reader.notes += model.longNames.map { .longName(line: $0) }
        reader.notes += model.dangling.sorted().map {
            .danglingFlow(model.reference($0), line: model.elements[$0].line)
        }
        for diagram in root.children where diagram.is(.diagram, "BPMNDiagram") {
            for plane in diagram.children where plane.is(.diagram, "BPMNPlane") { reader.read(plane, of: diagram) }
        }
        return reader
    }

    /// Flows that may be drawn without being placed, by where they come from.
    private let outgoing: [Int: [Int]]

    private init(model: Model) {
        self.model = model
        var outgoing: [Int: [Int]] = [:]
        for (index, flow) in model.elements.enumerated() where flow.kind.isFlow && flow.kind != .dataAssociation {
            if let source = flow.source { outgoing[source, default: []].append(index) }
        }
        self.outgoing = outgoing
    }

    private mutating func read(_ tree: XMLTree, of diagram: XMLTree) {
        let element = model.index(tree["bpmnElement"])
        let title = element.map { model.elements[$0].name } ?? ""
        let name = diagram["name"] ?? title
        var plane = Plane(
            element: element, name: element.map { model.elements[$0].kind.isSubProcess } == true ? title : name)
        for child in tree.children where child.vocabulary == .diagram {
            guard child.name == "BPMNShape" || child.name == "BPMNEdge" else { continue }
            let element = model.index(child["bpmnElement"])
            if child.name == "BPMNEdge", element != nil || child["bpmnElement"] == nil {
                readEdge(child, element, &plane)
                continue
            }
            guard let element else {
                notes.append(.unknownElement(id: child["bpmnElement"] ?? "", line: child.line))
                continue
            }
            readShape(child, element, &plane)
        }
        plane.connectRest(model, outgoing)
        if !plane.shapes.isEmpty { planes.append(plane) }
    }

    private mutating func readShape(_ tree: XMLTree, _ element: Int, _ plane: inout Plane) {
        guard let bounds = tree.child("Bounds").flatMap(Self.rect) else {
            notes.append(.unusableCoordinates(model.reference(element), line: tree.line))
            return
        }
        var shape = Shape(element: element, bounds: bounds)
        shape.labelBounds = labelBounds(tree)
        shape.isExpanded = tree.flag("isExpanded")
        shape.isHorizontal = tree.flag("isHorizontal")
        shape.isMarkerVisible = tree.flag("isMarkerVisible") ?? false
        if let kind = tree["participantBandKind"] {
            // The activity is named by the id of its shape, which is looked for among those before.
            shape.band = Shape.Band(
                activity: tree["choreographyActivityShape"].flatMap { shapes[$0] },
                isInitiating: kind.contains("nitiating") && !kind.contains("non"),
                isMessageVisible: tree.flag("isMessageVisible") ?? false)
        }
        if let id = tree["id"] { shapes[id] = element }
        plane.shapes.append(shape)
    }

    /// Elements by the ids of their shapes.
    private var shapes: [String: Int] = [:]

    private mutating func readEdge(_ tree: XMLTree, _ element: Int?, _ plane: inout Plane) {
        if let element, !model.elements[element].kind.isFlow { return }
        let waypoints = tree.children("waypoint")
        let points = waypoints.compactMap(Self.point)
        if points.count < waypoints.count, let element {
            notes.append(.unusableCoordinates(model.reference(element), line: tree.line))
        }
        guard points.count >= 2 else { return }
        let message: Edge.Message? =
            switch tree["messageVisibleKind"] {
            case "initiating": .initiating
            case "non_initiating": .answering
            default: nil
            }
        plane.edges.append(
            Edge(
                element: element, line: Polyline(points: points), labelBounds: labelBounds(tree), message: message))
    }

    private func labelBounds(_ tree: XMLTree) -> Rect? {
        guard let bounds = tree.child("BPMNLabel")?.child("Bounds").flatMap(Self.rect), bounds.width > 0 else {
            return nil
        }
        return bounds
    }

    private static func rect(_ tree: XMLTree) -> Rect? {
        guard let point = point(tree), let width = number(tree["width"]), let height = number(tree["height"]),
            width >= 0, height >= 0
        else { return nil }
        return Rect(x: point.x, y: point.y, width: width, height: height)
    }

    private static func point(_ tree: XMLTree) -> Point? {
        guard let x = number(tree["x"]), let y = number(tree["y"]) else { return nil }
        return Point(x: x, y: y)
    }

    private static func number(_ text: String?) -> Double? {
        guard let text, let value = Double(text), value.isFinite, abs(value) <= maximumCoordinate else { return nil }
        return value
    }
}

extension Plane {
    /// Draws flows that the file gives no way straight from one shape to the other.
    fileprivate mutating func connectRest(_ model: Model, _ outgoing: [Int: [Int]]) {
        let drawn = Set(edges.compactMap(\.element))
        var places: [Int: Rect] = [:]
        for shape in shapes where shape.band == nil { places[shape.element] = places[shape.element] ?? shape.bounds }
        let flows = places.keys.flatMap { outgoing[$0] ?? [] }.filter { !drawn.contains($0) }
        for index in flows.sorted() {
            let flow = model.elements[index]
            guard let source = flow.source, let target = flow.target, source != target, let from = places[source],
                let to = places[target]
            else { continue }
            let points = [from.border(towards: to.center), to.border(towards: from.center)]
            edges.append(Edge(element: index, line: Polyline(points: points)))
        }
    }
}
