extension Painter {
    private static let headerWidth = 30.0

    /// A pool (BPMN 2.0, 9.3): with its name at the side where its flow begins, or in the middle if nothing is inside.
    func pool(_ shape: Shape) -> Figure {
        let element = model.elements[shape.element]
        let bounds = shape.bounds
        let lanes = lanes(in: shape)
        let isOpen = !lanes.isEmpty || hasContent(element.process ?? shape.element)
        let isHorizontal = shape.isHorizontal ?? (bounds.width >= bounds.height)
        var figure = Figure(shape.element, .pool, "bpmn-pool", [.rect(bounds, .line())], bounds: bounds)
        figure.body += markers(of: element, isCollapsed: false, in: bounds)
        guard isOpen else {
            let isTall = !isHorizontal && bounds.height > bounds.width * 2
            if isTall {
                writeSideways(element.name, in: bounds, &figure, isBold: true)
            } else {
                let label = Label.fitting(element.name, width: bounds.width - 10, height: bounds.height - 4)
                figure.add(label, at: bounds.center, isBold: true)
            }
            return figure
        }
        let header = header(of: bounds, before: lanes, isHorizontal: isHorizontal)
        figure.body.append(
            isHorizontal
                ? .path([Point(x: header.maxX, y: bounds.y), Point(x: header.maxX, y: bounds.maxY)], .line())
                : .path([Point(x: bounds.x, y: header.maxY), Point(x: bounds.maxX, y: header.maxY)], .line()))
        write(element.name, inHeader: header, isHorizontal: isHorizontal, &figure, isBold: true)
        return figure
    }

    /// A lane, whose name has no line beside it (BPMN 2.0, 10.8).
    func lane(_ shape: Shape) -> Figure {
        let bounds = shape.bounds
        let isHorizontal = shape.isHorizontal ?? (bounds.width >= bounds.height)
        var figure = Figure(shape.element, .lane, "bpmn-lane", [.rect(bounds, .line())], bounds: bounds)
        figure.depth = model.containers(of: shape.element).reduce(0) { count, _ in count + 1 }
        let header = header(of: bounds, before: lanes(in: shape), isHorizontal: isHorizontal)
        write(model.elements[shape.element].name, inHeader: header, isHorizontal: isHorizontal, &figure)
        return figure
    }

    /// The lanes that lie directly in a pool or lane.
    private func lanes(in shape: Shape) -> [Rect] {
        let container = model.elements[shape.element].process ?? shape.element
        return lanesByContainer[container] ?? []
    }

    /// Where the name stands: as wide as lanes leave room for.
    private func header(of bounds: Rect, before lanes: [Rect], isHorizontal: Bool) -> Rect {
        let first = lanes.map { isHorizontal ? $0.x - bounds.x : $0.y - bounds.y }.min() ?? Self.headerWidth
        let width = (10...90).contains(first) ? first : Self.headerWidth
        return isHorizontal
            ? Rect(x: bounds.x, y: bounds.y, width: width, height: bounds.height)
            : Rect(x: bounds.x, y: bounds.y, width: bounds.width, height: width)
    }

    private func write(
        _ text: String, inHeader header: Rect, isHorizontal: Bool, _ figure: inout Figure, isBold: Bool = false
    ) {
        if isHorizontal { return writeSideways(text, in: header, &figure, isBold: isBold) }
        figure.add(
            Label.fitting(text, width: header.width - 8, height: header.height), at: header.center, isBold: isBold)
    }

    private func writeSideways(_ text: String, in header: Rect, _ figure: inout Figure, isBold: Bool) {
        let label = Label.fitting(text, width: header.height - 8, height: header.width)
        figure.label += label.rotated(at: header.center, isBold: isBold)
        figure.extent = figure.extent.union(Rect(center: header.center, width: label.height, height: label.width))
    }
}
