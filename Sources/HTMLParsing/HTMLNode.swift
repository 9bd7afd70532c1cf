/// A node of parsed HTML, as a value.
package indirect enum HTMLNode: Hashable, Sendable {
    case element(HTMLElement)
    /// Character references are resolved.
    case text(String)
    case comment(String)
}

/// An element of parsed HTML.
package struct HTMLElement: Hashable, Sendable {
    /// The vocabulary that an element belongs to (HTML, 2.1.3).
    package enum Namespace: Hashable, Sendable { case html, svg, mathML }

    /// Lower case.
    package var name: String
    package var namespace: Namespace
    /// In the order of the source; of several with one name the first.
    package var attributes: [HTMLAttribute]
    package var children: [HTMLNode]
    /// Byte offset of its start tag; nil if the parser put the element in. Copies that the parser makes of a misnested
    /// element have the offset of the original.
    package var offset: Int?
    /// Byte offset of the tag, or the end of the text, that ended the element without being its end tag; nil if its end
    /// tag did.
    package var impliedEnd: Int?

    /// The value of an attribute; empty for one without a value.
    package subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// An attribute of parsed HTML.
package struct HTMLAttribute: Hashable, Sendable {
    /// Lower case.
    package var name: String
    /// Character references are resolved.
    package var value: String
}
