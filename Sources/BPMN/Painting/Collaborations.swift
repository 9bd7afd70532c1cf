extension Painter {
    private static let bandHeight = 20.0

    /// A choreography activity: its name between the bands of its participants (BPMN 2.0, 11.5). The one that does not begin
    /// has the darker band.
    func choreography(_ shape: Shape) -> Figure {
        let element = model.elements[shape.element]
        let bounds = shape.bounds
        let isExpanded = element.kind.isSubProcess && isExpanded(shape)
        let thickness = element.kind == .callChoreography ? 4.0 : 1.5
        var figure = Figure(
            shape.element, isExpanded ? .frame : .node, "bpmn-choreography",
            [.rect(bounds, radius: 8, .surface(thickness))], bounds: bounds)
        var top = 0.0
        var bottom = 0.0
        // Bands that the file places come as shapes of their own.
        if !banded.contains(shape.element) {
            for (index, participant) in element.participants.enumerated() {
                let isUpper = index % 2 == 0
                let height = min(Self.bandHeight, bounds.height / Double(element.participants.count + 1))
                let band = Rect(
                    x: bounds.x, y: isUpper ? bounds.y + top : bounds.maxY - bottom - height, width: bounds.width,
                    height: height)
                draw(participant, isInitiating: participant == element.initiating, in: band, &figure)
                if isUpper { top += height } else { bottom += height }
            }
        } else {
            (top, bottom) = (Self.bandHeight, Self.bandHeight)
        }
        let room = Rect(
            x: bounds.x, y: bounds.y + top, width: bounds.width, height: max(0, bounds.height - top - bottom))
        let markers = markers(of: element, isCollapsed: element.kind.isSubProcess && !isExpanded, in: room)
        figure.body += markers
        if isExpanded {
            figure.depth = model.containers(of: shape.element).reduce(0) { count, _ in count + 1 }
            nameFrame(element.name, Shape(element: shape.element, bounds: room), &figure)
        } else {
            writeInside(element.name, room, top: 2, bottom: markers.isEmpty ? 2 : 18, &figure)
        }
        return figure
    }

    private func draw(_ participant: Int, isInitiating: Bool, in band: Rect, _ figure: inout Figure) {
        figure.body.append(.rect(band, isInitiating ? .line() : .shade()))
        let name = model.elements[participant].name
        figure.add(Label.fitting(name, width: band.width - 8, height: band.height), at: band.center)
    }

    /// A participant's band that the file places.
    func band(_ shape: Shape, _ band: Shape.Band) -> Figure {
        var figure = Figure(shape.element, .boundary, "bpmn-band", [], bounds: shape.bounds)
        draw(shape.element, isInitiating: band.isInitiating, in: shape.bounds, &figure)
        guard band.isMessageVisible, let activity = band.activity, let form = places[activity] else { return figure }
        // The envelope lies outside, on the side of the band.
        let isUpper = shape.bounds.midY < form.midY
        let letter = Rect(
            center: Point(x: form.midX, y: isUpper ? form.y - 32 : form.maxY + 32), width: 30, height: 20)
        figure.body.append(
            .path(
                [
                    Point(x: form.midX, y: isUpper ? form.y : form.maxY),
                    Point(x: form.midX, y: isUpper ? letter.maxY : letter.y),
                ], .dashed(1.5, "1 4")))
        figure.body += envelope(letter, .surface())
        if !band.isInitiating { figure.body.append(.rect(letter, .shade())) }
        figure.extent = figure.extent.union(letter)
        return figure
    }

    /// A hexagon with its name below (BPMN 2.0, 9.5).
    func conversation(_ shape: Shape) -> Figure {
        let element = model.elements[shape.element]
        let bounds = shape.bounds
        let slope = bounds.width / 4
        let corners = [
            Point(x: bounds.x, y: bounds.midY), Point(x: bounds.x + slope, y: bounds.y),
            Point(x: bounds.maxX - slope, y: bounds.y), Point(x: bounds.maxX, y: bounds.midY),
            Point(x: bounds.maxX - slope, y: bounds.maxY), Point(x: bounds.x + slope, y: bounds.maxY),
        ]
        var figure = Figure(
            shape.element, .node, "bpmn-conversation",
            [.path(corners, isClosed: true, .surface(element.kind == .callConversation ? 4 : 1.5))], bounds: bounds)
        if element.kind == .subConversation {
            figure.body.append(.icon(Icon.plusBox, at: Point(x: bounds.midX, y: bounds.maxY - 9), .line(1.2)))
        }
        nameOutside(element.name, of: shape, &figure)
        return figure
    }
}
