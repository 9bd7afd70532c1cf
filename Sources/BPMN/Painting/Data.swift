extension Painter {
    /// Data objects, inputs and outputs: a sheet with a folded corner (BPMN 2.0, 10.4.1).
    func document(_ shape: Shape) -> Figure {
        let element = model.elements[shape.element]
        let bounds = shape.bounds
        let fold = min(bounds.width, bounds.height) * 0.3
        let corner = Point(x: bounds.maxX - fold, y: bounds.y)
        let outline = [
            Point(x: bounds.x, y: bounds.y), corner, Point(x: bounds.maxX, y: bounds.y + fold),
            Point(x: bounds.maxX, y: bounds.maxY), Point(x: bounds.x, y: bounds.maxY),
        ]
        var body = [
            SVG.path(outline, isClosed: true, .surface()),
            .path([corner, Point(x: corner.x, y: bounds.y + fold), outline[2]], .line()),
        ]
        let arrow = Point(x: bounds.x + 11, y: bounds.y + 10)
        if element.kind == .dataInput { body.append(.icon(Icon.dataArrow, at: arrow, .line(1.2))) }
        if element.kind == .dataOutput { body.append(.icon(Icon.dataArrow, at: arrow, .ink)) }
        if element.markers.contains(.collection) {
            body.append(.icon(Icon.parallelBars, at: Point(x: bounds.midX, y: bounds.maxY - 8), .line(2)))
        }
        var figure = Figure(shape.element, .node, "bpmn-data", body, bounds: bounds)
        nameOutside(withState(element), of: shape, &figure)
        return figure
    }

    private func withState(_ element: Element) -> String {
        // Some write the state into the name, too.
        guard !element.state.isEmpty, !element.name.hasSuffix("[\(element.state)]") else { return element.name }
        return element.name + (element.name.isEmpty ? "" : "\n") + "[\(element.state)]"
    }

    /// A cylinder.
    func store(_ shape: Shape) -> Figure {
        let bounds = shape.bounds
        let bow = min(bounds.height / 6, 10)
        var body = [
            SVG(
                .path,
                [
                    (
                        .d,
                        "M\(bounds.x.figures) \((bounds.y + bow).figures)" + arc(bounds.width, bow, 1)
                            + "V\((bounds.maxY - bow).figures)" + arc(-bounds.width, bow, 1) + "Z"
                    )
                ] + SVG.Paint.surface().attributes)
        ]
        for row in 0..<3 {
            let y = bounds.y + bow + Double(row) * bow * 0.7
            let d = "M\(bounds.x.figures) \(y.figures)" + arc(bounds.width, bow, 0)
            body.append(SVG(.path, [(.d, d)] + SVG.Paint.line(1.2).attributes))
        }
        var figure = Figure(shape.element, .node, "bpmn-data", body, bounds: bounds)
        nameOutside(withState(model.elements[shape.element]), of: shape, &figure)
        return figure
    }

    private func arc(_ width: Double, _ bow: Double, _ sweep: Int) -> String {
        "a\((abs(width) / 2).figures) \(bow.figures) 0 0 \(sweep) \(width.figures) 0"
    }

    /// The envelope of a message (BPMN 2.0, 8.4.11).
    func message(_ shape: Shape) -> Figure {
        var figure = Figure(
            shape.element, .node, "bpmn-message", envelope(shape.bounds, .surface()), bounds: shape.bounds)
        nameOutside(model.elements[shape.element].name, of: shape, &figure)
        return figure
    }

    func envelope(_ bounds: Rect, _ paint: SVG.Paint) -> [SVG] {
        let flap = [
            Point(x: bounds.x, y: bounds.y), Point(x: bounds.midX, y: bounds.y + bounds.height * 0.6),
            Point(x: bounds.maxX, y: bounds.y),
        ]
        return [.rect(bounds, paint), .path(flap, .line(1.2))]
    }

    /// A bracket at the side where the text begins, and the text (BPMN 2.0, 7.6.3).
    func annotation(_ shape: Shape) -> Figure {
        let text = model.elements[shape.element].name
        let bounds = shape.bounds
        let isMirrored = TextWidth.isRightToLeft(text)
        let side = isMirrored ? bounds.maxX : bounds.x
        let tip = side + (isMirrored ? -1 : 1) * min(10, bounds.width / 3)
        var figure = Figure(
            shape.element, .node, "bpmn-annotation",
            [
                .path(
                    [
                        Point(x: tip, y: bounds.y), Point(x: side, y: bounds.y), Point(x: side, y: bounds.maxY),
                        Point(x: tip, y: bounds.maxY),
                    ], .line())
            ], bounds: bounds)
        let label = Label.fitting(text, width: bounds.width - 10, height: bounds.height)
        let room = Rect(
            x: isMirrored ? bounds.maxX - 6 - label.width : bounds.x + 6, y: bounds.midY - label.height / 2,
            width: label.width, height: label.height)
        figure.label = label.aligned(in: room)
        figure.extent = bounds.union(room)
        return figure
    }

    /// A frame of dashes and dots (BPMN 2.0, 7.6.2).
    func group(_ shape: Shape) -> Figure {
        let bounds = shape.bounds
        var figure = Figure(
            shape.element, .group, "bpmn-group", [.rect(bounds, radius: 10, .dashed(1.5, "8 4 1 4"))], bounds: bounds)
        let label = Label(model.elements[shape.element].name, width: max(bounds.width, 60))
        let inside = Point(x: bounds.midX, y: bounds.y + 4 + label.height / 2)
        figure.add(label, at: shape.labelBounds?.center ?? inside, hasHalo: true)
        return figure
    }
}
