/// An element of a drawing, as a value. Putting it into markup, and escaping, is for whoever writes the page.
///
/// Names of elements and attributes are closed lists without links, styles and scripts; what comes from a file is text.
package struct SVG: Hashable, Sendable {
    package enum Name: String, CaseIterable, Hashable, Sendable {
        case svg, title, desc, g, path, rect, circle, ellipse, text, tspan
    }

    package enum AttributeName: String, CaseIterable, Hashable, Sendable {
        case id, role, viewBox, width, height, transform, d, x, y, cx, cy, r, rx, ry, fill, stroke, direction
        case xmlns
        case `class`
        case labelledBy = "aria-labelledby"
        case fillOpacity = "fill-opacity"
        case strokeOpacity = "stroke-opacity"
        case strokeWidth = "stroke-width"
        case dashes = "stroke-dasharray"
        case lineJoin = "stroke-linejoin"
        case lineCap = "stroke-linecap"
        case fontSize = "font-size"
        case fontWeight = "font-weight"
        case anchor = "text-anchor"
        case paintOrder = "paint-order"
    }

    package struct Attribute: Hashable, Sendable {
        package var name: AttributeName
        package var value: String
    }

    package enum Node: Hashable, Sendable {
        case element(SVG)
        case text(String)
    }

    package var name: Name
    /// In the order in which they are to be written.
    package var attributes: [Attribute]
    package var children: [Node]

    init(_ name: Name, _ attributes: [(AttributeName, String)] = [], _ children: [SVG] = []) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.0, value: $0.1) }
        self.children = children.map(Node.element)
    }

    init(_ name: Name, _ attributes: [(AttributeName, String)] = [], text: String) {
        self.init(name, attributes)
        children = [.text(text)]
    }
}

extension SVG {
    /// How a form is painted. Lines have the colour of the text around the drawing, surfaces that of the page.
    enum Paint: Hashable, Sendable {
        /// A surface with an outline.
        case surface(Double = 1.5)
        /// A surface of another tone with an outline: bands of a choreography.
        case shade(Double = 1.5)
        /// A line, nothing inside.
        case line(Double = 1.5)
        /// A filled form.
        case ink
        /// A line in the colour of the surface, which makes the one below it two.
        case hollow(Double)
        /// Dashes, with the lengths of line and gap.
        case dashed(Double = 1.5, String)
        case dashedSurface(Double = 1.5, String)

        var attributes: [(AttributeName, String)] {
            switch self {
            // Browsers without system colours leave the surface out: the drawing inherits "none".
            case .surface(let width): [(.class, "bpmn-surface"), (.fill, "Canvas"), (.strokeWidth, width.figures)]
            case .shade(let width):
                [
                    (.class, "bpmn-shade"), (.fill, "currentColor"), (.fillOpacity, "0.15"),
                    (.strokeWidth, width.figures),
                ]
            case .line(let width): [(.strokeWidth, width.figures)]
            case .ink: [(.fill, "currentColor"), (.stroke, "none")]
            case .hollow(let width): [(.class, "bpmn-hollow"), (.stroke, "Canvas"), (.strokeWidth, width.figures)]
            case .dashed(let width, let dashes): [(.strokeWidth, width.figures), (.dashes, dashes)]
            case .dashedSurface(let width, let dashes):
                [
                    (.class, "bpmn-surface"), (.fill, "Canvas"), (.strokeWidth, width.figures), (.dashes, dashes),
                ]
            }
        }
    }

    static func group(_ class: String, _ children: [SVG]) -> SVG { SVG(.g, [(.class, `class`)], children) }

    static func rect(_ rect: Rect, radius: Double = 0, _ paint: Paint) -> SVG {
        var attributes: [(AttributeName, String)] = [
            (.x, rect.x.figures), (.y, rect.y.figures), (.width, rect.width.figures), (.height, rect.height.figures),
        ]
        if radius > 0 { attributes.append((.rx, radius.figures)) }
        return SVG(.rect, attributes + paint.attributes)
    }

    static func circle(_ center: Point, _ radius: Double, _ paint: Paint) -> SVG {
        SVG(
            .circle,
            [(.cx, center.x.figures), (.cy, center.y.figures), (.r, max(0, radius).figures)] + paint.attributes)
    }

    static func path(_ points: [Point], isClosed: Bool = false, _ paint: Paint) -> SVG {
        var d = ""
        for (index, point) in points.enumerated() {
            d += (index == 0 ? "M" : "L") + point.x.figures + " " + point.y.figures
        }
        return SVG(.path, [(.d, isClosed ? d + "Z" : d)] + paint.attributes)
    }

    /// A path around (0, 0), put at a place. Lines keep their width only roughly: icons are drawn near to scale 1.
    static func icon(_ d: String, at place: Point, scale: Double = 1, _ paint: Paint) -> SVG {
        let scaling = scale == 1 ? "" : " scale(\(scale.figures))"
        return SVG(
            .path,
            [(.d, d), (.transform, "translate(\(place.x.figures) \(place.y.figures))" + scaling)] + paint.attributes)
    }
}
