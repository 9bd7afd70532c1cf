import Checklists
import Images

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
        guard name.hasSuffix(".svg") else {
            guard let kind = PictureKind(bytes), kind != .svg,
                name.split(separator: ".").last == kind.extensions[0][...]
            else { return refused("the file is not the kind of picture that its name says") }
            return (Logo(name: name, content: bytes), [])
        }
        if let problem = problem(ofSVG: bytes) { return refused(problem) }
        guard let drawing = SVGDrawing(bytes) else { return refused("the file is not an SVG drawing") }
        if let name = drawing.leftOut.first {
            return refused("the drawing has \"\(name)\", which a logo does not need, or which runs or loads something")
        }
        return (Logo(name: name, content: drawing.content), [])
    }

    /// What a drawing of plain shapes has no need of, though the site would not publish it either.
    private static func problem(ofSVG bytes: [UInt8]) -> String? {
        guard var text = String(validating: bytes, as: UTF8.self)?[...] else { return "the file is not UTF-8 text" }
        if text.hasPrefix("<?xml"), let end = text.firstRange(of: "?>") { text = text[end.upperBound...] }
        guard !text.contains("<!"), !text.contains("<?"), !text.contains("&") else {
            return "the drawing has comments, entities, a DOCTYPE or CDATA; save it as plain SVG without them"
        }
        return nil
    }
}
