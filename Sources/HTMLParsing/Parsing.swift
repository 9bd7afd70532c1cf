import CGumbo

/// HTML as browsers read it (HTML, 13.2 "Parsing HTML documents"), whatever the text.
package enum HTMLParser {
    /// How deep elements may lie within elements.
    package static let maximumFragmentDepth = 40
    /// How many tags a text may have: each may have to look through all that are open.
    package static let maximumTags = 10_000

    /// What a fragment becomes inside a `div`.
    ///
    /// - Returns: nil when the elements lie too deep, or are too many, or take too much memory.
    package static func fragment(_ text: [UInt8]) -> [HTMLNode]? {
        guard text.count(where: { $0 == UInt8(ascii: "<") }) <= maximumTags else { return nil }
        return parse(text, isFragment: true, depth: maximumFragmentDepth, memory: 4 << 20 + 256 * text.count)
    }

    /// The element `html` of a document. It is meant for documents of our own; nil as for fragments.
    package static func document(_ text: [UInt8]) -> HTMLElement? {
        let nodes = parse(text, isFragment: false, depth: 1_000, memory: 64 << 20 + 1024 * text.count)
        guard case .element(let root)? = nodes?.first else { return nil }
        return root
    }

    /// The element that a fragment begins with, without what is in it; nil where it begins with none, or has too many tags.
    package static func firstElement(of text: [UInt8]) -> HTMLElement? {
        guard text.count(where: { $0 == UInt8(ascii: "<") }) <= maximumTags else { return nil }
        let node: HTMLNode?? = withTree(of: text, isFragment: true, memory: 4 << 20 + 256 * text.count) {
            root, source in
            let children = root.pointee.v.element.children
            guard children.length > 0, let first = children.data[0]?.assumingMemoryBound(to: GumboNode.self) else {
                return nil
            }
            var reader = NodeReader(source: source, maximumDepth: -1)
            return reader.node(first, depth: 0)
        }
        guard case .element(let element)?? = node else { return nil }
        return element
    }

    private static func parse(_ text: [UInt8], isFragment: Bool, depth: Int, memory: Int) -> [HTMLNode]? {
        let nodes: [HTMLNode]?? = withTree(of: text, isFragment: isFragment, memory: memory) { root, source in
            var reader = NodeReader(source: source, maximumDepth: depth)
            if isFragment {
                let nodes = reader.children(of: root, depth: 0)
                return reader.isTooDeep ? nil : nodes
            }
            let node = reader.node(root, depth: 0)
            return reader.isTooDeep ? nil : node.map { [$0] }
        }
        return nodes ?? nil
    }

    /// nil where parsing takes more memory than that.
    private static func withTree<R>(
        of text: [UInt8], isFragment: Bool, memory: Int,
        _ read: (_ root: UnsafePointer<GumboNode>, _ source: UnsafeRawBufferPointer) -> R
    ) -> R? {
        text.withUnsafeBytes { bytes in
            // An empty array has no address, and gumbo reads up to the address of its end.
            var none: UInt8 = 0
            return withUnsafeBytes(of: &none) { empty in
                let source = bytes.baseAddress == nil ? UnsafeRawBufferPointer(rebasing: empty[..<0]) : bytes
                guard let start = source.baseAddress?.assumingMemoryBound(to: CChar.self),
                    let parsed = countersign_gumbo_parse(start, source.count, isFragment, memory)
                else { return nil }
                defer { countersign_gumbo_free(parsed) }
                return countersign_gumbo_root(parsed).map { read($0, source) }
            }
        }
    }
}

/// Copies a tree of gumbo's out into values. No pointer of gumbo's leaves this file.
private struct NodeReader {
    let source: UnsafeRawBufferPointer
    let maximumDepth: Int
    private(set) var isTooDeep = false

    init(source: UnsafeRawBufferPointer, maximumDepth: Int) {
        self.source = source
        self.maximumDepth = maximumDepth
    }

    mutating func children(of node: UnsafePointer<GumboNode>, depth: Int) -> [HTMLNode] {
        guard depth <= maximumDepth else {
            isTooDeep = true
            return []
        }
        let vector = node.pointee.v.element.children
        var nodes: [HTMLNode] = []
        nodes.reserveCapacity(Int(vector.length))
        for index in 0..<Int(vector.length) {
            guard let child = vector.data[index]?.assumingMemoryBound(to: GumboNode.self),
                let node = self.node(child, depth: depth + 1)
            else { continue }
            nodes.append(node)
        }
        return nodes
    }

    mutating func node(_ node: UnsafePointer<GumboNode>, depth: Int) -> HTMLNode? {
        switch node.pointee.type {
        case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE: .element(element(node, depth: depth))
        case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA: .text(String(cString: node.pointee.v.text.text))
        case GUMBO_NODE_COMMENT: .comment(String(cString: node.pointee.v.text.text))
        default: nil
        }
    }

    private mutating func element(_ node: UnsafePointer<GumboNode>, depth: Int) -> HTMLElement {
        let element = node.pointee.v.element
        let isImplied = node.pointee.parse_flags.rawValue & GUMBO_INSERTION_IMPLICIT_END_TAG.rawValue != 0
        let namespace: HTMLElement.Namespace =
            switch element.tag_namespace {
            case GUMBO_NAMESPACE_SVG: .svg
            case GUMBO_NAMESPACE_MATHML: .mathML
            default: .html
            }
        return HTMLElement(
            name: name(of: element), namespace: namespace, attributes: attributes(of: element),
            children: children(of: node, depth: depth), offset: offset(of: element.original_tag),
            impliedEnd: isImplied ? Int(element.end_pos.offset) : nil)
    }

    /// Gumbo knows the names of HTML's elements; of others it knows where they are written.
    private func name(of element: GumboElement) -> String {
        guard element.tag == GUMBO_TAG_UNKNOWN else { return String(cString: gumbo_normalized_tagname(element.tag)) }
        var piece = element.original_tag
        gumbo_tag_from_original_text(&piece)
        let bytes = UnsafeRawBufferPointer(start: piece.data, count: piece.length)
        return String(decoding: bytes, as: UTF8.self).lowercased()
    }

    private func attributes(of element: GumboElement) -> [HTMLAttribute] {
        (0..<Int(element.attributes.length)).compactMap { index in
            guard let data = element.attributes.data[index] else { return nil }
            let attribute = data.assumingMemoryBound(to: GumboAttribute.self).pointee
            return HTMLAttribute(
                name: String(cString: attribute.name).lowercased(), value: String(cString: attribute.value))
        }
    }

    private func offset(of piece: GumboStringPiece) -> Int? {
        guard piece.length > 0, let data = piece.data, let start = source.baseAddress else { return nil }
        return UnsafeRawPointer(data) - start
    }
}
