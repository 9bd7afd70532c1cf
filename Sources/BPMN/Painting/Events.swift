extension Painter {
    /// Events by position, trigger, and whether they interrupt (BPMN 2.0, 10.5.2 to 10.5.5).
    func event(_ shape: Shape) -> Figure {
        let element = model.elements[shape.element]
        let bounds = shape.bounds
        let radius = min(bounds.width, bounds.height) / 2
        let isDashed = !element.isInterrupting
        let width = element.kind == .endEvent ? max(2.5, radius / 5) : 1.5
        var body = [SVG.circle(bounds.center, radius, isDashed ? .dashedSurface(width, "5 3") : .surface(width))]
        if element.kind != .startEvent, element.kind != .endEvent {
            let inner = radius - max(2.5, radius / 6)
            body.append(.circle(bounds.center, inner, isDashed ? .dashed(1.5, "5 3") : .line()))
        }
        body += symbol(of: element, at: bounds.center, scale: radius / 18)
        var figure = Figure(
            shape.element, element.kind == .boundaryEvent ? .boundary : .node, className(element.kind), body,
            bounds: bounds)
        nameOutside(element.name, of: shape, &figure)
        return figure
    }

    private func className(_ kind: ElementKind) -> String {
        switch kind {
        case .startEvent: "bpmn-event bpmn-event-start"
        case .endEvent: "bpmn-event bpmn-event-end"
        case .boundaryEvent: "bpmn-event bpmn-event-boundary"
        default: "bpmn-event bpmn-event-intermediate"
        }
    }

    private func symbol(of element: Element, at place: Point, scale: Double) -> [SVG] {
        let throwsIt = element.kind == .endEvent || element.kind == .intermediateThrowEvent
        let paint = throwsIt ? SVG.Paint.ink : .line(1.2)
        let isStart = element.kind == .startEvent || element.kind == .endEvent
        // Intermediate events have less room.
        let scale = scale * (isStart ? 1 : 0.88)
        switch element.trigger {
        case .none: return []
        case .message:
            return [.icon(throwsIt ? Icon.closedEnvelope : Icon.envelope, at: place, scale: scale * 1.15, paint)]
        case .timer: return [.icon(Icon.clock, at: place, scale: scale * 1.1, .line(1.2))]
        case .error: return [.icon(Icon.bolt, at: place, scale: scale, paint)]
        case .escalation: return [.icon(Icon.arrowUp, at: place, scale: scale, paint)]
        case .cancel: return [.icon(Icon.cross, at: place, scale: scale, paint)]
        case .compensation:
            return [.icon(Icon.eventRewind, at: place + Point(x: -1.5 * scale, y: 0), scale: scale, paint)]
        case .conditional: return [.icon(Icon.page, at: place, scale: scale, .line(1.2))]
        case .link: return [.icon(Icon.arrowRight, at: place, scale: scale, paint)]
        case .signal: return [.icon(Icon.triangle, at: place, scale: scale, paint)]
        case .terminate: return [.circle(place, 10.5 * scale, .ink)]
        case .multiple: return [.icon(Icon.pentagon, at: place, scale: scale, paint)]
        case .parallelMultiple: return [.icon(Icon.plus, at: place, scale: scale, paint)]
        }
    }
}
