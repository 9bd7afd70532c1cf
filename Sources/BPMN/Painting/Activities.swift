extension Painter {
    /// Tasks, call activities and sub-processes (BPMN 2.0, 10.3).
    func activity(_ shape: Shape) -> Figure {
        let element = model.elements[shape.element]
        let isSub = element.kind.isSubProcess
        let isExpanded = isExpanded(shape)
        let bounds = shape.bounds
        var figure = Figure(
            shape.element, isExpanded ? .frame : .node, isSub ? "bpmn-subprocess" : "bpmn-task",
            [.rect(bounds, radius: min(10, bounds.height / 4), outline(of: element.kind, isExpanded: isExpanded))],
            bounds: bounds)
        if element.kind == .transaction {
            figure.body.append(.rect(bounds.inset(by: 3), radius: min(7, bounds.height / 4), .line()))
        }
        let icon = taskIcon(element, bounds)
        let isCollapsed = !isExpanded && (isSub || element.kind == .callActivity && !element.callsTask)
        let markers = markers(of: element, isCollapsed: isCollapsed, in: bounds)
        figure.body += icon + markers
        if isExpanded {
            figure.depth = model.containers(of: shape.element).reduce(0) { count, _ in count + 1 }
            nameFrame(element.name, shape, &figure)
        } else {
            let seats = seats[shape.element] ?? (0, 0)
            writeInside(
                element.name, bounds, top: max(icon.isEmpty ? 3 : 20, seats.top),
                bottom: max(markers.isEmpty ? 3 : 18, seats.bottom), &figure)
        }
        return figure
    }

    /// The name of what shows its inside: at the top, where nothing else should be.
    func nameFrame(_ text: String, _ shape: Shape, _ figure: inout Figure) {
        let bounds = shape.bounds
        let label = Label(text, width: max(bounds.width - 16, 40))
        let top = bounds.y + 6 + label.height / 2
        guard let box = shape.labelBounds, bounds.contains(box), box.midY < bounds.y + bounds.height / 3 else {
            figure.add(label, at: Point(x: bounds.midX, y: top))
            return
        }
        let (left, right) = (bounds.x + 8 + label.width / 2, bounds.maxX - 8 - label.width / 2)
        figure.add(label, at: Point(x: max(left, min(box.midX, right)), y: max(top, box.midY)))
    }

    /// A name in the middle of a form, moved away from what else is in it only if it has to be.
    func writeInside(_ text: String, _ bounds: Rect, top: Double, bottom: Double, _ figure: inout Figure) {
        let width = bounds.width - 10
        let label = Label.fitting(text, width: width, height: bounds.height - top - bottom)
        let isFree = label.height / 2 <= bounds.height / 2 - max(top, bottom)
        let middle = isFree ? bounds.midY : bounds.y + top + (bounds.height - top - bottom) / 2
        figure.add(label, at: Point(x: bounds.midX, y: middle))
    }

    /// Frames around others are no surfaces: what lies below them, as what is gone does, can be seen.
    private func outline(of kind: ElementKind, isExpanded: Bool) -> SVG.Paint {
        switch kind {
        case .callActivity, .callChoreography: isExpanded ? .line(4) : .surface(4)
        case .eventSubProcess: isExpanded ? .dashed(2, "2 3") : .dashedSurface(2, "2 3")
        default: isExpanded ? .line() : .surface()
        }
    }

    private func taskIcon(_ element: Element, _ bounds: Rect) -> [SVG] {
        let place = Point(x: bounds.x + 13, y: bounds.y + 12)
        let thin = SVG.Paint.line(1)
        switch element.kind {
        case .userTask: return [.icon(Icon.person, at: place, thin)]
        case .manualTask: return [.icon(Icon.hand, at: place, thin)]
        case .serviceTask: return [.icon(Icon.gears, at: place, thin)]
        case .scriptTask: return [.icon(Icon.scroll, at: place, thin)]
        case .businessRuleTask:
            return [.icon(Icon.table, at: place, thin), .icon(Icon.tableHead, at: place, .ink)]
        case .sendTask: return [.icon(Icon.closedEnvelope, at: place, .ink)]
        case .receiveTask:
            guard element.markers.contains(.instantiating) else { return [.icon(Icon.envelope, at: place, thin)] }
            return [.circle(place, 9, thin), .icon(Icon.envelope, at: place, scale: 0.7, thin)]
        default: return []
        }
    }

    /// The row of markers at the bottom of a form.
    func markers(of element: Element, isCollapsed: Bool, in bounds: Rect) -> [SVG] {
        var drawn: [(String, SVG.Paint)] = []
        for marker in element.markers {
            switch marker {
            case .loop: drawn.append((Icon.loop, .line(1.5)))
            case .parallelInstances: drawn.append((Icon.parallelBars, .line(2.5)))
            case .sequentialInstances: drawn.append((Icon.sequentialBars, .line(2.5)))
            case .compensation: drawn.append((Icon.rewind, .line(1.2)))
            case .collection where element.kind == .participant: drawn.append((Icon.parallelBars, .line(2.5)))
            case .collection, .instantiating, .parallel: break
            }
        }
        if element.kind == .adHocSubProcess { drawn.append((Icon.tilde, .ink)) }
        if isCollapsed { drawn.append((Icon.plusBox, .line(1.2))) }
        let first = bounds.midX - Double(drawn.count - 1) * 9
        return drawn.enumerated().map { index, marker in
            .icon(marker.0, at: Point(x: first + Double(index) * 18, y: bounds.maxY - 9), marker.1)
        }
    }
}
