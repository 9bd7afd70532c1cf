/// Text in a drawing: its lines and how large they are.
struct Label: Hashable, Sendable {
    static let size = 12.0
    /// Of names outside of forms.
    static let smallSize = 11.0
    private static let smallestSize = 9.0

    private(set) var lines: [String]
    private(set) var size: Double
    private let lineHeight: Double
    private let isRightToLeft: Bool

    /// Text outside of a form: as wide as its words want.
    init(_ text: String, width: Double, size: Double = Label.size) {
        self.init(text, width: width, size: size, longestWord: max(width * 1.6, 150))
    }

    /// Text inside a form: smaller if it does not fit, and if the smallest does not fit, it hangs out.
    static func fitting(_ text: String, width: Double, height: Double) -> Label {
        var size = Label.size
        while size > smallestSize {
            // A word that is too wide for the form makes the text smaller before it is broken.
            let label = Label(text, width: width, size: size, longestWord: .infinity)
            if label.height <= height, label.width <= width { return label }
            size -= 1
        }
        return Label(text, width: width, size: size, longestWord: width)
    }

    /// Text where a file has room for it, which it may need more of.
    static func hung(_ text: String, _ box: Rect) -> Label {
        let width = max(box.width * 1.2, 90)
        let label = Label(text, width: width, size: smallSize)
        return label.height > box.height * 1.5 ? Label(text, width: width, size: smallSize - 1) : label
    }

    private init(_ text: String, width: Double, size: Double, longestWord: Double) {
        lines = LineBreaking.lines(
            text, width: max(width, size) / size, longestWord: max(longestWord, size) / size)
        self.size = size
        lineHeight = size * (TextWidth.needsTallLines(text) ? 1.6 : 1.2)
        isRightToLeft = TextWidth.isRightToLeft(text)
    }

    var isEmpty: Bool { lines.isEmpty }
    var height: Double { Double(lines.count) * lineHeight }
    var width: Double { (lines.map { TextWidth.of($0) }.max() ?? 0) * size }

    /// Around a point.
    func bounds(around center: Point) -> Rect { Rect(center: center, width: width, height: height) }

    /// Centred lines around a point.
    func centered(at center: Point, isBold: Bool = false, hasHalo: Bool = false) -> [SVG] {
        written(x: center.x, middle: center.y, anchor: "middle", isBold: isBold, hasHalo: hasHalo)
    }

    /// Lines from bottom to top, centred around a point.
    func rotated(at center: Point, isBold: Bool = false) -> [SVG] {
        let turn = "rotate(-90 \(center.x.figures) \(center.y.figures))"
        return centered(at: center, isBold: isBold).map { text in
            var text = text
            text.attributes.append(SVG.Attribute(name: .transform, value: turn))
            return text
        }
    }

    /// Lines that begin at the side where their script begins.
    func aligned(in rect: Rect) -> [SVG] {
        written(
            x: isRightToLeft ? rect.maxX : rect.x, middle: rect.midY, anchor: "start", isBold: false, hasHalo: false)
    }

    private func written(x: Double, middle: Double, anchor: String, isBold: Bool, hasHalo: Bool) -> [SVG] {
        guard !isEmpty else { return [] }
        var attributes: [(SVG.AttributeName, String)] = [
            (.class, "bpmn-label"), (.fill, "currentColor"), (.stroke, "none"), (.fontSize, size.figures),
            (.anchor, anchor),
        ]
        if isBold { attributes.append((.fontWeight, "bold")) }
        if isRightToLeft { attributes.append((.direction, "rtl")) }
        if hasHalo {
            attributes.removeAll { $0.0 == .stroke }
            attributes[0].1 = "bpmn-label bpmn-halo"
            attributes += [(.stroke, "Canvas"), (.strokeWidth, "3"), (.paintOrder, "stroke")]
        }
        let first = middle - height / 2 + lineHeight / 2 + size * 0.35
        let spans = lines.enumerated().map { index, line in
            SVG(.tspan, [(.x, x.figures), (.y, (first + Double(index) * lineHeight).figures)], text: line)
        }
        return [SVG(.text, attributes, spans)]
    }
}
