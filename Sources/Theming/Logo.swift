import Checklists
import HTMLParsing

/// The picture before the project's name.
package struct Logo: Hashable, Sendable {
    /// The file's name on the site.
    package let name: String
    package let content: [UInt8]

    private static let maximumBytes = 100 * 1024

    /// Of a picture, a diagnostic where it is none, too heavy for a phone, or could do more than be looked at.
    static func read(_ name: String, _ bytes: [UInt8]?, at path: String) -> (Logo?, [Diagnostic]) {
        func refused(_ message: String) -> (Logo?, [Diagnostic]) {
            (nil, [Diagnostic(.themeNotUsable, path: path, message: message)])
        }
        guard let bytes else { return refused("this is not a file") }
        guard bytes.count <= maximumBytes else { return refused("the logo has more than 100 KiB; every page shows it") }
        if name.hasSuffix(".svg") {
            if let problem = problem(ofSVG: bytes) { return refused(problem) }
        } else if !isRaster(bytes, name) {
            return refused("the file is not the kind of picture that its name says")
        }
        return (Logo(name: name, content: bytes), [])
    }

    private static func isRaster(_ bytes: [UInt8], _ name: String) -> Bool {
        switch name.split(separator: ".").last {
        case "png": bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        case "jpg": bytes.starts(with: [0xff, 0xd8, 0xff])
        case "webp": bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
        default: false
        }
    }

    private static let elements: Set<String> = [
        "svg", "g", "path", "circle", "ellipse", "line", "polyline", "polygon", "rect", "text", "tspan", "title",
        "desc", "defs",
        "lineargradient", "radialgradient", "stop", "clippath", "mask", "symbol", "use", "metadata",
    ]

    /// A drawing of plain shapes. Whatever could run, load, or be read another way as XML than as HTML is refused.
    private static func problem(ofSVG bytes: [UInt8]) -> String? {
        guard var text = String(validating: bytes, as: UTF8.self)?[...] else { return "the file is not UTF-8 text" }
        if text.hasPrefix("<?xml"), let end = text.firstRange(of: "?>") { text = text[end.upperBound...] }
        guard !text.contains("<!"), !text.contains("<?"), !text.contains("&") else {
            return "the drawing has comments, entities, a DOCTYPE or CDATA; save it as plain SVG without them"
        }
        let start = text.drop { $0.isWhitespace }
        guard start.hasPrefix("<svg"), let nodes = HTMLParser.fragment(Array(start.utf8)), nodes.count >= 1,
            case .element(let root) = nodes[0], root.name == "svg"
        else { return "the file is not an SVG drawing" }
        var problem: String?
        root.forEach { element in
            if element.namespace != .svg || !elements.contains(element.name.lowercased()) {
                problem = problem ?? "the drawing has an element \"\(element.name)\", which a logo does not need"
            }
            for attribute in element.attributes {
                let (name, value) = (attribute.name.lowercased(), attribute.value.lowercased())
                let isLink = name == "href" || name.hasSuffix(":href")
                if name.hasPrefix("on") || name == "style" || value.contains("\\") || value.contains("image-set")
                    || isLink && !value.hasPrefix("#")
                    || value.contains("url(") && !value.contains("url(#")
                    || value.contains("@import") || value.contains("javascript:")
                {
                    problem =
                        problem ?? "the drawing has an attribute \"\(attribute.name)\" that runs or loads something"
                }
            }
        }
        return problem
    }
}
