extension Painter {
    /// Gateways (BPMN 2.0, 10.6).
    func gateway(_ shape: Shape) -> Figure {
        let element = model.elements[shape.element]
        let bounds = shape.bounds
        let corners = [
            Point(x: bounds.midX, y: bounds.y), Point(x: bounds.maxX, y: bounds.midY),
            Point(x: bounds.midX, y: bounds.maxY), Point(x: bounds.x, y: bounds.midY),
        ]
        var figure = Figure(
            shape.element, .node, "bpmn-gateway",
            [.path(corners, isClosed: true, .surface())]
                + symbol(
                    of: element, hasCross: shape.isMarkerVisible, at: bounds.center,
                    scale: min(bounds.width, bounds.height) / 50), bounds: bounds)
        nameOutside(element.name, of: shape, &figure)
        return figure
    }

    private func symbol(of element: Element, hasCross: Bool, at place: Point, scale: Double) -> [SVG] {
        switch element.kind {
        case .exclusiveGateway: return hasCross ? [.icon(Icon.exclusive, at: place, scale: scale, .ink)] : []
        case .inclusiveGateway: return [.circle(place, 12 * scale, .line(2.5))]
        case .parallelGateway: return [.icon(Icon.parallel, at: place, scale: scale, .ink)]
        case .complexGateway: return [.icon(Icon.star, at: place, scale: scale, .line(4))]
        default:
            // Only one that begins a process has a single circle.
            let isFirst = element.markers.contains(.instantiating)
            let circles =
                [SVG.circle(place, 15 * scale, .line(1.2))] + (isFirst ? [] : [.circle(place, 12 * scale, .line(1.2))])
            let icon = element.markers.contains(.parallel) ? Icon.plus : Icon.pentagon
            return circles + [.icon(icon, at: place, scale: 0.8 * scale, .line(1.2))]
        }
    }
}
