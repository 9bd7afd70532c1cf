import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An element of a BPMN file with what is of BPMN in it. Elements of other vocabularies are left out, and all in them.
struct XMLTree: Sendable {
    /// The vocabularies of BPMN 2.0 (the standard's table of name spaces).
    enum Vocabulary: String, Sendable {
        case model = "http://www.omg.org/spec/BPMN/20100524/MODEL"
        case diagram = "http://www.omg.org/spec/BPMN/20100524/DI"
        case interchange = "http://www.omg.org/spec/DD/20100524/DI"
        case common = "http://www.omg.org/spec/DD/20100524/DC"
    }

    static let maximumDepth = 100
    static let maximumElements = 500_000

    var vocabulary: Vocabulary
    /// Without prefix.
    var name: String
    /// By name with prefix.
    var attributes: [String: String]
    var children: [XMLTree] = []
    /// What stands between the tags of the element itself.
    var text = ""
    /// 1-based: where its start tag ends.
    var line: Int

    func `is`(_ vocabulary: Vocabulary, _ name: String) -> Bool { self.vocabulary == vocabulary && self.name == name }

    /// An attribute without surrounding white space; nil if it is empty.
    subscript(name: String) -> String? {
        guard let value = attributes[name] else { return nil }
        let trimmed = value.trimmed
        return trimmed.isEmpty ? nil : trimmed
    }

    func flag(_ name: String) -> Bool? {
        switch self[name] {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    func child(_ name: String) -> XMLTree? { children.first { $0.name == name } }
    func children(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }

    /// The root element of a file.
    static func read(_ text: XMLText) throws(UnreadableDiagram) -> XMLTree {
        let builder = Builder(firstLine: text.firstLine)
        // Given all at once, the parser takes no more than 10,000,000 bytes.
        let parser = XMLParser(stream: InputStream(data: Data(text.bytes)))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.delegate = builder
        let isRead = parser.parse()
        if let problem = builder.problem { throw problem }
        // Its answer alone says nothing: it may be true for files with unclosed elements.
        guard isRead || builder.root != nil else { throw UnreadableDiagram(.malformed, line: builder.line(of: parser)) }
        guard let root = builder.root else { throw UnreadableDiagram(.notBPMN, line: text.firstLine) }
        return root
    }

    /// Collects elements as the parser finds them.
    private final class Builder: NSObject, XMLParserDelegate {
        private(set) var root: XMLTree?
        private(set) var problem: UnreadableDiagram?
        private let firstLine: Int
        private var open: [XMLTree] = []
        /// How many elements are open within one of another vocabulary, with it.
        private var foreign = 0
        private var count = 0

        init(firstLine: Int) { self.firstLine = firstLine }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) {
            count += 1
            if open.count + foreign >= XMLTree.maximumDepth { return stop(parser, .tooDeep) }
            if count > XMLTree.maximumElements { return stop(parser, .tooManyElements) }
            guard foreign == 0, let vocabulary = namespaceURI.flatMap(Vocabulary.init) else {
                if open.isEmpty, foreign == 0 { return stop(parser, .notBPMN) }
                foreign += 1
                return
            }
            open.append(XMLTree(vocabulary: vocabulary, name: name, attributes: attributes, line: line(of: parser)))
        }

        func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
            if foreign > 0 {
                foreign -= 1
            } else if let element = open.popLast() {
                if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
            }
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            if foreign == 0, !open.isEmpty { open[open.count - 1].text += text }
        }

        func parser(_ parser: XMLParser, foundCDATA data: Data) {
            self.parser(parser, foundCharacters: String(decoding: data, as: UTF8.self))
        }

        func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
            // Names of vocabularies that are no good addresses, and prefixes that nobody declared, concern elements that
            // are left out anyway (libxml2's `xmlParserErrors`).
            let code = (error as NSError).code
            if code == 99 || code == 100 || (200...205).contains(code) { return }
            stop(parser, .malformed)
        }

        private func stop(_ parser: XMLParser, _ reason: UnreadableDiagram.Reason) {
            if problem == nil { problem = UnreadableDiagram(reason, line: line(of: parser)) }
            parser.abortParsing()
        }

        func line(of parser: XMLParser) -> Int { parser.lineNumber + firstLine - 1 }
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
