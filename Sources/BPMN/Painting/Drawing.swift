/// A diagram of a file as it can be shown.
package struct Drawing: Sendable {
    /// More than so many shapes and flows in the drawings of a file nobody can read.
    package static let maximumShapes = 6_000
    /// Pixels for each unit of the file: labels are then about as large as the text around the drawing.
    private static let scale = 1.2
    private static let margin = 10.0

    /// As in the file; may be empty.
    package let title: String
    /// In CSS pixels.
    package let width: Double
    package let height: Double

    let key: DrawingKey
    let plane: Plane
    let model: Model
    let figures: [Figure]
    private let extent: Rect

    init(plane: Plane, number: Int, model: Model) {
        key = DrawingKey(element: plane.element.map { model.keys[$0] } ?? "", number: number)
        self.plane = plane
        self.model = model
        title = plane.name.isEmpty ? model.title : plane.name
        figures = Painter(model: model, plane: plane).figures()
        extent = Self.extent(of: figures)
        (width, height) = Self.size(of: extent)
    }

    private static func extent(of figures: [Figure]) -> Rect {
        guard let first = figures.first else { return Rect(x: 0, y: 0, width: 0, height: 0) }
        return figures.dropFirst().reduce(first.extent) { $0.union($1.extent) }.inset(by: -margin)
    }

    private static func size(of extent: Rect) -> (Double, Double) {
        ((extent.width * scale).rounded(.up), (extent.height * scale).rounded(.up))
    }

    /// The drawing.
    ///
    /// - Parameters:
    ///   - id: What the drawing's ids begin with; unique on the page.
    ///   - title: For people who do not see it: what it is.
    ///   - description: Where they find what it says.
    ///   - changes: What is to be marked. Elements that are gone are drawn where they were.
    package func svg(id: String, title: String, description: String, marking changes: DiagramChanges? = nil) -> SVG {
        let ghosts = changes?.ghosts(in: self) ?? []
        let marked = figures.map { figure in
            (figure, figure.element.flatMap { changes?.mark(of: $0, in: model) })
        }
        let isMarked = !ghosts.isEmpty || marked.contains { $0.1.map { $0 != .moved } ?? false }
        var extent = ghosts.isEmpty ? extent : extent.union(Self.extent(of: ghosts))
        // Room for frames and signs around what lies at the border.
        if isMarked { extent = extent.inset(by: -8) }
        let (width, height) = Self.size(of: extent)
        let box = [extent.x, extent.y, extent.width, extent.height].map(\.figures).joined(separator: " ")
        var svg = SVG(
            .svg,
            [
                (.xmlns, "http://www.w3.org/2000/svg"), (.class, "bpmn"), (.role, "img"),
                (.labelledBy, "\(id)-title \(id)-desc"), (.viewBox, box), (.width, width.figures),
                (.height, height.figures), (.fill, "none"), (.stroke, "currentColor"), (.lineJoin, "round"),
            ],
            [
                SVG(.title, [(.id, "\(id)-title")], text: title),
                SVG(.desc, [(.id, "\(id)-desc")], text: description),
            ])
        let painted = ghosts.map { ($0, Mark.removed as Mark?) } + marked
        svg.children += painted.map { .element(Self.group($0, $1)) }
        svg.children += painted.flatMap { figure, _ in figure.label.map(SVG.Node.element) }
        svg.children += painted.compactMap { figure, mark in mark?.badge(on: figure).map(SVG.Node.element) }
        return svg
    }

    private static func group(_ figure: Figure, _ mark: Mark?) -> SVG {
        guard let mark else { return .group(figure.name, figure.body) }
        return .group("\(figure.name) \(mark.className)", mark.adornment(on: figure) + figure.body)
    }
}
