extension Painter {
    /// Lines between elements (BPMN 2.0, 7.6.1, 8.4.13, 9.4, 11.4).
    func figure(_ edge: Edge) -> Figure {
        let flow = edge.element.map { model.elements[$0] } ?? Element(id: "", kind: .association, line: 0)
        let line = edge.line
        let first = line.points[0]
        let last = line.points[line.points.count - 1]
        var body: [SVG]
        var name = "bpmn-flow"
        switch flow.kind {
        case .messageFlow:
            name = "bpmn-message-flow"
            body = [
                .path(rounded: line, .dashed(1.5, "8 5")), .circle(first + line.startDirection * 4, 4, .surface(1.2)),
                arrowHead(at: last, line.endDirection, .surface(1.2)),
            ]
        case .association, .dataAssociation:
            name = "bpmn-association"
            body = [.path(line.points, .dashed(1.5, "1 4"))]
            if flow.direction != .none { body.append(openHead(at: last, line.endDirection)) }
            if flow.direction == .both { body.append(openHead(at: first, line.startDirection * -1)) }
        case .conversationLink:
            name = "bpmn-conversation-link"
            body = [SVG.path(line.points, .line(4)), .path(line.points, .hollow(1.6))]
        default:
            body = [.path(rounded: line, .line()), arrowHead(at: last, line.endDirection, .ink)]
            body += beginning(of: flow, first, line.startDirection)
        }
        var figure = Figure(
            edge.element, .flow, name, body, bounds: line.bounds ?? Rect(x: first.x, y: first.y, width: 0, height: 0))
        figure.line = line
        figure.extent = figure.extent.inset(by: -8)
        let envelopeHeight = edge.message.map { drawEnvelope($0, on: line, &figure) } ?? 0
        write(flow, edge, below: envelopeHeight, &figure)
        return figure
    }

    /// The diamond of a condition, the stroke of a default (BPMN 2.0, 13.3.1). At gateways conditions are a matter of course.
    private func beginning(of flow: Element, _ start: Point, _ direction: Point) -> [SVG] {
        if flow.isDefault {
            let middle = start + direction * 10
            let slant = (direction + direction.normal * -1.4).direction * 7
            return [.path([middle - slant, middle + slant], .line())]
        }
        guard flow.condition != nil, let source = flow.source, model.elements[source].kind.isActivity else { return [] }
        let corners = [
            start, start + direction * 8 + direction.normal * 5, start + direction * 16,
            start + direction * 8 - direction.normal * 5,
        ]
        return [.path(corners, isClosed: true, .surface(1.2))]
    }

    private func arrowHead(at tip: Point, _ direction: Point, _ paint: SVG.Paint) -> SVG {
        let back = tip - direction * 10
        return .path([tip, back + direction.normal * 4.5, back - direction.normal * 4.5], isClosed: true, paint)
    }

    private func openHead(at tip: Point, _ direction: Point) -> SVG {
        let back = tip - direction * 8
        return .path([back + direction.normal * 4.5, tip, back - direction.normal * 4.5], .line())
    }

    private func drawEnvelope(_ message: Edge.Message, on line: Polyline, _ figure: inout Figure) -> Double {
        let bounds = Rect(center: line.middle.point, width: 26, height: 18)
        figure.body += envelope(bounds, .surface())
        if message == .answering { figure.body.append(.rect(bounds, .shade())) }
        return bounds.height
    }

    /// The name of a flow and what it carries, beside its middle or where the file wants it.
    private func write(_ flow: Element, _ edge: Edge, below envelopeHeight: Double, _ figure: inout Figure) {
        let text = flow.name.isEmpty && edge.message != nil ? flow.detail : flow.name
        let box = edge.labelBounds.flatMap { $0.isNear(figure.bounds) ? $0 : nil }
        let label = box.map { Label.hung(text, $0) } ?? Label(text, width: 96, size: Label.smallSize)
        guard !label.isEmpty else { return }
        if box == nil, plane.isLaidOut, let end = edge.line.points.last, (3...4).contains(edge.line.points.count) {
            // Flows that part leave together here: each has its name where it arrives, but for those that go far around.
            let place = Point(x: end.x - 14 - label.width / 2, y: end.y - 5 - label.height / 2)
            return figure.add(label, at: place, hasHalo: true)
        }
        let (middle, direction) = edge.line.middle
        let isLevel = abs(direction.x) >= abs(direction.y)
        let place =
            isLevel
            ? Point(x: middle.x, y: middle.y - 4 - label.height / 2 - envelopeHeight / 2)
            : Point(x: middle.x + 6 + label.width / 2 + envelopeHeight, y: middle.y)
        figure.add(label, at: box?.center ?? place, hasHalo: true)
    }
}

extension SVG {
    /// A line with corners rounded a little, as flows have them.
    fileprivate static func path(rounded line: Polyline, _ paint: Paint) -> SVG {
        let points = line.points
        var d = "M" + points[0].x.figures + " " + points[0].y.figures
        for index in points.indices.dropFirst().dropLast() {
            let (before, corner, after) = (points[index - 1], points[index], points[index + 1])
            let radius = min(6, (corner - before).length / 2, (after - corner).length / 2)
            let (enter, leave) = (
                corner - (corner - before).direction * radius, corner + (after - corner).direction * radius
            )
            d += "L" + enter.x.figures + " " + enter.y.figures
            d += "Q" + [corner.x, corner.y, leave.x, leave.y].map(\.figures).joined(separator: " ")
        }
        if let last = points.last { d += "L" + last.x.figures + " " + last.y.figures }
        return SVG(.path, [(.d, d)] + paint.attributes)
    }
}
