/// Markup that is safe to send: elements, attributes and text, already escaped.
///
/// There is no way to put text in but through escaping. Values are small byte buffers, so putting pages together is
/// appending, and a page is ready when its value is.
package struct HTML: Hashable, Sendable, ExpressibleByStringLiteral {
    /// UTF-8.
    package private(set) var bytes: [UInt8]

    /// Nothing.
    package init() { bytes = [] }

    /// Text, escaped.
    package init(_ text: String) {
        bytes = []
        bytes.appendEscaped(text)
    }

    /// Text, escaped: a literal is no way around the escaping.
    package init(stringLiteral text: String) { self.init(text) }

    /// Values one after the other.
    package init(_ parts: some Sequence<HTML>) {
        bytes = []
        for part in parts { bytes += part.bytes }
    }

    /// What the builder puts together.
    package init(@HTMLBuilder _ content: () -> HTML) { self = content() }

    package var isEmpty: Bool { bytes.isEmpty }
    package var count: Int { bytes.count }

    /// The markup as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func append(_ other: HTML) { bytes += other.bytes }

    /// `<!doctype html>` and the root element.
    static func page(_ root: HTML) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(root.count + 32)
        bytes.append("<!doctype html>\n")
        bytes += root.bytes
        return bytes
    }

    /// An element of a drawing. `name` and the attributes' names are from closed lists, never from content.
    init(name: String, attributes: [(name: String, value: String)], content: HTML) {
        bytes = []
        bytes += "<\(name)".utf8
        for attribute in attributes {
            bytes += " \(attribute.name)=\"".utf8
            bytes.appendEscaped(attribute.value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes += ">".utf8
        bytes += content.bytes
        bytes += "</\(name)>".utf8
    }

    /// An element; `content` is nil for a void one.
    init(tag: StaticString, attributes: [Attribute?], content: HTML?, newline: Bool) {
        bytes = []
        bytes.reserveCapacity((content?.count ?? 0) + 2 * tag.utf8CodeUnitCount + 8 + 32 * attributes.count)
        bytes.append("<")
        bytes.append(tag)
        for case let attribute? in attributes {
            bytes.append(" ")
            bytes.append(attribute.name)
            bytes.append("=\"")
            bytes.appendEscaped(attribute.value)
            bytes.append("\"")
        }
        bytes.append(">")
        if let content {
            bytes += content.bytes
            bytes.append("</")
            bytes.append(tag)
            bytes.append(">")
        }
        if newline { bytes.append("\n") }
    }
}

/// Puts HTML together from text, elements, conditions and loops.
@resultBuilder
package enum HTMLBuilder {
    package static func buildExpression(_ text: String) -> HTML { HTML(text) }
    package static func buildExpression(_ html: HTML) -> HTML { html }
    package static func buildExpression(_ html: HTML?) -> HTML { html ?? HTML() }
    package static func buildExpression(_ parts: [HTML]) -> HTML { HTML(parts) }

    package static func buildBlock() -> HTML { HTML() }
    package static func buildPartialBlock(first: HTML) -> HTML { first }
    package static func buildPartialBlock(accumulated: consuming HTML, next: HTML) -> HTML {
        accumulated.append(next)
        return accumulated
    }
    package static func buildOptional(_ html: HTML?) -> HTML { html ?? HTML() }
    package static func buildEither(first html: HTML) -> HTML { html }
    package static func buildEither(second html: HTML) -> HTML { html }
    package static func buildArray(_ parts: [HTML]) -> HTML { HTML(parts) }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }
}
