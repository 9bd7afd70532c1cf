import HTMLParsing

/// A drawing that can only be looked at: read as HTML is, held against a list of what is allowed, and written anew, so that
/// nothing in it is read one way as XML and another as HTML.
package struct SVGDrawing: Hashable, Sendable {
    /// CSS pixels (SVG 2, 8.2 "The initial viewport").
    package let width: Int
    package let height: Int
    /// UTF-8.
    package let content: [UInt8]
    /// Elements and attributes that were left out, as they are written, each once, in order.
    package let leftOut: [String]

    package var isCleaned: Bool { !leftOut.isEmpty }

    /// nil when it is no drawing, declares entities of its own, or has more tags than are looked at.
    package init?(_ bytes: [UInt8]) {
        guard let (start, hasDeclarations) = Self.start(in: bytes), !hasDeclarations,
            let nodes = HTMLParser.fragment(Array(bytes[start...])),
            case .element(let root)? = nodes.first, root.name == "svg", root.namespace == .svg
        else { return nil }
        var writer = SVGWriter(root)
        writer.write(root)
        (content, leftOut) = (writer.written, writer.leftOut)
        (width, height) = Self.size(of: root)
    }

    /// Whether bytes begin like one.
    static func isWritten(in bytes: [UInt8]) -> Bool { start(in: bytes) != nil }

    /// Where the root element begins, behind what may stand before it, and whether that declares something; nil where another
    /// element is the root, and in encodings other than UTF-8.
    private static func start(in bytes: [UInt8]) -> (start: Int, hasDeclarations: Bool)? {
        var hasDeclarations = false
        var rest = bytes[...]
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
        while true {
            rest = rest.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
            if rest.starts(with: "<?".utf8) {
                guard let end = rest.firstRange(of: Array("?>".utf8)) else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.starts(with: "<!--".utf8) {
                guard let end = rest.dropFirst(4).firstRange(of: Array("-->".utf8)) else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.starts(with: "<!DOCTYPE".utf8) {
                guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "[") }) else {
                    return nil
                }
                rest = rest[(end + 1)...]
                if bytes[end] == UInt8(ascii: "[") {
                    hasDeclarations = true
                    guard let end = rest.firstRange(of: Array("<svg".utf8)) else { return nil }
                    rest = rest[end.lowerBound...]
                }
            } else {
                let next = rest.dropFirst(4).first
                let isRoot = rest.starts(with: "<svg".utf8) && (next == 0x3e || next == 0x2f || (next ?? 0xff) <= 0x20)
                return isRoot ? (rest.startIndex, hasDeclarations) : nil
            }
        }
    }

    // MARK: Size

    /// What the drawing says of itself, else its view box, else what browsers take (CSS 2, 10.3.2).
    private static func size(of root: HTMLElement) -> (Int, Int) {
        let box = (root["viewbox"] ?? "").split { $0 == " " || $0 == "," || $0 == "\n" }.compactMap { Double($0) }
        let view = box.count == 4 && box[2] > 0 && box[3] > 0 ? (box[2], box[3]) : nil
        let size: (Double, Double) =
            switch (root["width"].flatMap(length), root["height"].flatMap(length), view) {
            case (let width?, let height?, _): (width, height)
            case (let width?, nil, let view?): (width, width * view.1 / view.0)
            case (nil, let height?, let view?): (height * view.0 / view.1, height)
            case (nil, nil, let view?): view
            case (let width, let height, nil): (width ?? 300, height ?? 150)
            }
        return (pixels(size.0), pixels(size.1))
    }

    private static func pixels(_ length: Double) -> Int {
        length.isFinite ? Int(min(max(length.rounded(), 1), Double(Picture.maximumSide))) : 1
    }

    /// CSS Values 4, 6.2 "Absolute lengths"; nil for what depends on where the drawing stands.
    private static func length(_ text: String) -> Double? {
        let text = text.trimmingSpaces.lowercased()
        let digits = text.prefix { $0.isASCII && ($0.isNumber || ".+-".contains($0)) }
        guard let number = Double(digits), number > 0 else { return nil }
        return switch text.dropFirst(digits.count) {
        case "", "px": number
        case "pt": number * 4 / 3
        case "pc": number * 16
        case "in": number * 96
        case "cm": number * 96 / 2.54
        case "mm": number * 9.6 / 2.54
        case "em", "rem": number * 16
        default: nil
        }
    }
}

/// Writes the elements of a drawing that are allowed. Recursion is bounded by `HTMLParser.maximumFragmentDepth`.
private struct SVGWriter {
    private(set) var written: [UInt8] = []
    private(set) var leftOut: [String] = []
    /// How many elements a browser makes of each element with an id, copies and all.
    private let weights: [String: Int]

    /// What a browser may have to draw for all copies together.
    private static let maximumCopies = 50_000
    private var copies = 0

    init(_ root: HTMLElement) {
        var counter = CopyCounter(root)
        weights = counter.weights()
    }

    mutating func write(_ element: HTMLElement, isRoot: Bool = true) {
        guard let name = allowedDrawingElements[element.name], element.namespace == .svg
        else { return leaveOut(element.name) }
        if name == "style" { return writeStyle(element) }
        let attributes = self.attributes(of: element, name)
        // A copy of nothing is nothing.
        if name == "use" || name == "image" {
            guard let href = attributes.first(where: { $0.name == "href" }) else { return leaveOut(name) }
            if name == "use" {
                copies += weights[String(href.value.dropFirst()), default: 1]
                guard copies <= Self.maximumCopies else { return leaveOut(name) }
            }
        }
        written += "<\(name)".utf8
        if isRoot { written += " xmlns=\"http://www.w3.org/2000/svg\"".utf8 }
        for attribute in attributes {
            written += " \(attribute.name)=\"".utf8
            append(attribute.value)
            written.append(UInt8(ascii: "\""))
        }
        written.append(UInt8(ascii: ">"))
        for child in element.children {
            switch child {
            case .comment: continue
            case .text(let text): append(text)
            case .element(let child): write(child, isRoot: false)
            }
        }
        written += "</\(name)>".utf8
    }

    private mutating func writeStyle(_ element: HTMLElement) {
        let text = element.children.map { child in
            if case .text(let text) = child { text } else { "" }
        }.joined()
        guard isHarmless(Self.writable(text)), !text.contains("@") else { return leaveOut("style") }
        written += "<style>".utf8
        append(text)
        written += "</style>".utf8
    }

    private mutating func attributes(of element: HTMLElement, _ name: String) -> [(name: String, value: String)] {
        var kept: [(name: String, value: String)] = []
        for attribute in element.attributes {
            // Judged as it will be written: what is left out must not hide the name of a function.
            let value = Self.writable(attribute.value)
            let written = attribute.name.hasPrefix("xlink:") ? String(attribute.name.dropFirst(6)) : attribute.name
            // What says in which words the drawing is written, and what its makers note for themselves.
            if written.hasPrefix("xmlns") || written.hasPrefix("data-") || written.hasPrefix("inkscape:")
                || written.hasPrefix("sodipodi:")
                || ["version", "xml:space", "baseprofile", "content"].contains(written)
            {
                continue
            }
            guard let canonical = allowedDrawingAttributes[written] else {
                leaveOut(attribute.name)
                continue
            }
            let isKept =
                switch canonical {
                case "href": name == "image" ? isEmbeddedPicture(value) : value.hasPrefix("#")
                case "id", "class", "aria-label", "role": true
                default: isHarmless(value)
                }
            guard isKept, !kept.contains(where: { $0.name == canonical }) else {
                leaveOut(attribute.name)
                continue
            }
            kept.append((canonical, value))
        }
        return kept
    }

    private mutating func leaveOut(_ name: String) {
        if !leftOut.contains(name), leftOut.count < 20 { leftOut.append(name) }
    }

    /// Without the characters that XML does not have (XML 1.0, 2.2).
    private static func writable(_ text: String) -> String {
        let isWhole = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0xEF || $0 == 0x09 || $0 == 0x0A }
        return isWhole ? text : String(String.UnicodeScalarView(text.unicodeScalars.filter(isAllowed)))
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 ? scalar.value & 0xfffe != 0xfffe : scalar == "\t" || scalar == "\n"
    }

    /// XML 1.0, 2.4.
    private mutating func append(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": written += "&amp;".utf8
            case "<": written += "&lt;".utf8
            case ">": written += "&gt;".utf8
            case "\"": written += "&quot;".utf8
            default: if Self.isAllowed(scalar) { written += UTF8.encode(scalar).map(Array.init) ?? [] }
            }
        }
    }
}

/// A picture inside the drawing, of a kind that runs nothing.
private func isEmbeddedPicture(_ address: String) -> Bool {
    let start = address.prefix(32).lowercased()
    return ["png", "jpeg", "jpg", "gif", "webp"].contains { start.hasPrefix("data:image/\($0);base64,") }
}

/// Whether a value, or a style, calls nothing but functions that load nothing. No escape is let through: it could spell
/// such a name in letters that are not looked at.
private func isHarmless(_ value: String) -> Bool {
    guard value.utf8.contains(UInt8(ascii: "(")) || value.utf8.contains(UInt8(ascii: "\\")) else { return true }
    guard !value.utf8.contains(UInt8(ascii: "\\")) else { return false }
    var rest = value[...]
    while let open = rest.firstIndex(of: "(") {
        let name = rest[..<open].reversed().prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        let argument = rest[rest.index(after: open)...].drop { $0 == " " || $0 == "'" || $0 == "\"" }
        let function = String(name.reversed()).lowercased()
        guard function == "url" ? argument.hasPrefix("#") : harmlessFunctions.contains(function) else { return false }
        rest = rest[rest.index(after: open)...]
    }
    return true
}

private let harmlessFunctions: Set<String> = [
    "", "rgb", "rgba", "hsl", "hsla", "translate", "translatex", "translatey", "scale", "scalex", "scaley", "rotate",
    "matrix", "skewx", "skewy", "calc", "var", "nth-child", "not", "light-dark", "polygon", "circle", "ellipse",
    "inset",
]

/// How much a browser draws for a `use`: what it copies may hold others, and so on, ten to the power of ten.
private struct CopyCounter {
    private var elements: [String: HTMLElement] = [:]
    /// Of the elements, in the order of the drawing: what is cut short must not depend on the order of a hash table.
    private var ids: [String] = []
    private var counted: [String: Int] = [:]
    private var counting: Set<String> = []

    init(_ root: HTMLElement) { collect(root) }

    private mutating func collect(_ element: HTMLElement) {
        if let id = element["id"], elements[id] == nil {
            elements[id] = element
            ids.append(id)
        }
        for case .element(let child) in element.children { collect(child) }
    }

    mutating func weights() -> [String: Int] {
        for id in ids { _ = weight(of: id) }
        return counted
    }

    /// More than can be drawn for what copies itself.
    private mutating func weight(of id: String) -> Int {
        if let known = counted[id] { return known }
        guard let element = elements[id] else { return 1 }
        guard counting.count < 64, counting.insert(id).inserted else { return 1_000_000 }
        defer { counting.remove(id) }
        let weight = min(weight(of: element), 1_000_000)
        counted[id] = weight
        return weight
    }

    private mutating func weight(of element: HTMLElement) -> Int {
        var sum = 1
        if element.name == "use", let href = element["href"] ?? element["xlink:href"], href.hasPrefix("#") {
            sum += weight(of: String(href.dropFirst()))
        }
        for case .element(let child) in element.children where sum < 1_000_000 { sum += weight(of: child) }
        return sum
    }
}

/// As SVG writes them, by their names in lower case.
private let allowedDrawingElements = canonical(
    """
    svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc linearGradient \
    radialGradient stop clipPath mask pattern marker image style switch filter feBlend feColorMatrix feComposite \
    feDropShadow feFlood feGaussianBlur feMerge feMergeNode feOffset
    """)

private let allowedDrawingAttributes = canonical(
    """
    id class style transform d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height viewBox preserveAspectRatio \
    points rotate textLength lengthAdjust startOffset offset gradientUnits gradientTransform spreadMethod clipPathUnits \
    maskUnits maskContentUnits patternUnits patternContentUnits patternTransform markerWidth markerHeight markerUnits \
    refX refY orient pathLength fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap \
    stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset color opacity display visibility overflow \
    clip-path clip-rule mask marker-start marker-mid marker-end stop-color stop-opacity font-family font-size \
    font-style font-weight font-variant font-stretch text-anchor text-decoration dominant-baseline alignment-baseline \
    baseline-shift letter-spacing word-spacing writing-mode direction unicode-bidi vector-effect paint-order \
    shape-rendering text-rendering image-rendering color-interpolation color-interpolation-filters filter filterUnits \
    primitiveUnits in in2 result stdDeviation type values mode operator k1 k2 k3 k4 flood-color flood-opacity \
    pointer-events lang role aria-label href
    """)

private func canonical(_ names: String) -> [String: String] {
    Dictionary(names.split(separator: " ").map { ($0.lowercased(), String($0)) }) { first, _ in first }
}

extension String {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0.isWhitespace }
        return start.dropLast(start.reversed().prefix { $0.isWhitespace }.count)
    }
}
