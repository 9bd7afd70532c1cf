/// A BPMN 2.0 file, read: what it says, and where its drawings put it.
package struct Diagram: Sendable {
    /// A file may have so many bytes; the files of a repository that are read have no more, either.
    package static let maximumBytes = 16 << 20

    private static let maximumNotes = 50
    private static let maximumDrawings = 100

    let model: Model
    /// One for each diagram of the file, sub-processes' own ones too, in the order of the file; laid out here when the
    /// file says nothing of places.
    package let drawings: [Drawing]
    /// What could not be drawn, or was left out.
    package let notes: [DiagramNote]

    /// Reads a file, whatever it is.
    ///
    /// - Throws: what is wrong with the file, and in which line, if it is not one that can be shown.
    package init(_ bytes: some Collection<UInt8>) throws(UnreadableDiagram) {
        guard bytes.count <= Self.maximumBytes else { throw UnreadableDiagram(.tooLarge) }
        let text = try XMLText(bytes)
        let root = try XMLTree.read(text)
        guard root.is(.model, "definitions") else { throw UnreadableDiagram(.notBPMN, line: root.line) }
        let model = ModelReader.read(root)
        let interchange = InterchangeReader.read(root, model)
        let planes = interchange.planes.isEmpty ? Layout.planes(of: model) : interchange.planes
        self.model = model
        var notes: [DiagramNote] = text.isRepaired ? [.notUnicode] : []
        if interchange.planes.isEmpty, !planes.isEmpty { notes.append(.laidOut) }
        if planes.isEmpty { notes.append(.nothingToDraw) }
        notes += interchange.notes
        var left = Drawing.maximumShapes
        drawings = planes.enumerated().compactMap { index, plane in
            let count = plane.shapes.count + plane.edges.count
            guard count <= left, index < Self.maximumDrawings else {
                notes.append(.tooManyToDraw(drawing: index + 1, count: count))
                return nil
            }
            left -= count
            let number = planes[..<index].count { $0.element == plane.element }
            return Drawing(plane: plane, number: number, model: model)
        }
        if !planes.isEmpty { notes += Self.notDrawn(model, planes) }
        let more = notes.count - Self.maximumNotes
        self.notes = more > 0 ? notes.prefix(Self.maximumNotes) + [.more(count: more)] : notes
    }

    /// The name of the collaboration, else of the only pool or process that has one, else of the file's definitions; may
    /// be empty.
    package var title: String { model.title }

    /// Steps that no drawing has a place for, although the file has drawings; one note for all in a process that is not
    /// drawn at all. What a collapsed sub-process hides is hidden on purpose.
    private static func notDrawn(_ model: Model, _ planes: [Plane]) -> [DiagramNote] {
        var drawn = Set(planes.flatMap { $0.shapes.map(\.element) })
        drawn.formUnion(planes.compactMap(\.element))
        let filled = Set(planes.flatMap { $0.shapes.compactMap { model.elements[$0.element].container } })
        let processesDrawn = Set(drawn.map { model.containers(of: $0).reduce($0) { $1 } })
        var noted: Set<Int> = []
        return model.elements.indices.compactMap { index in
            let element = model.elements[index]
            guard element.kind.isStep, !drawn.contains(index), let container = element.container else { return nil }
            let process = model.containers(of: index).reduce(index) { $1 }
            let isWhole = !processesDrawn.contains(process)
            guard isWhole || drawn.contains(container) || model.elements[container].kind == .process else { return nil }
            if model.elements[container].kind.isSubProcess, !filled.contains(container) { return nil }
            let told = isWhole ? process : index
            return noted.insert(told).inserted
                ? .notDrawn(model.reference(told), line: model.elements[told].line) : nil
        }
    }
}

/// Why a file cannot be shown as a diagram.
package struct UnreadableDiagram: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: String, CaseIterable, Hashable, Sendable {
        /// No XML at all: a PDF, a picture, an empty file.
        case notXML
        /// XML that breaks the rules of XML.
        case malformed
        /// An encoding other than UTF-8, UTF-16, ISO 8859-1, Windows-1252 and ASCII.
        case encoding
        /// A document type, which could define entities. BPMN needs none.
        case documentType
        /// Elements within elements within elements.
        case tooDeep
        /// More bytes than a file may have.
        case tooLarge
        /// More elements than a file may have.
        case tooManyElements
        /// XML of another kind.
        case notBPMN
    }

    package var reason: Reason
    /// 1-based; nil where the whole file is meant.
    package var line: Int?

    init(_ reason: Reason, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }

    /// One sentence, beginning with the line.
    package var description: String { (line.map { "line \($0): " } ?? "") + sentence }

    /// The same without the line.
    package var sentence: String {
        switch reason {
        case .notXML: "this is no XML file, so no BPMN diagram"
        case .malformed: "the XML is broken here: a tag, an attribute or the end of an element is not as XML wants it"
        case .encoding: "the encoding is not one of UTF-8, UTF-16, ISO 8859-1 and Windows-1252"
        case .documentType: "a document type is not allowed in a BPMN diagram"
        case .tooDeep: "elements lie more than \(XMLTree.maximumDepth) levels deep"
        case .tooLarge: "the file is larger than \(Diagram.maximumBytes >> 20) MiB"
        case .tooManyElements: "the file has more than \(XMLTree.maximumElements) elements"
        case .notBPMN: "the XML is not BPMN 2.0: its root is not \"definitions\" of that standard"
        }
    }
}

/// What a reader should know about a drawing.
package enum DiagramNote: Hashable, Sendable {
    /// The file has no places for its elements: the layout is ours.
    case laidOut
    /// There is nothing that could be drawn.
    case nothingToDraw
    /// Bytes that are no UTF-8 were replaced.
    case notUnicode
    /// A drawing (1-based) has too many elements to be of use to anybody, together with those before it.
    case tooManyToDraw(drawing: Int, count: Int)
    /// An element has no place in any drawing of the file.
    case notDrawn(Reference, line: Int)
    /// A place in a drawing is that of nothing in the file.
    case unknownElement(id: String, line: Int)
    /// An id stands for several elements; the first is meant.
    case duplicateID(String, line: Int)
    /// An element's place has no usable numbers.
    case unusableCoordinates(Reference, line: Int)
    /// Of a name of pages only the beginning is shown.
    case longName(line: Int)
    /// So many others.
    case more(count: Int)
    /// A flow begins or ends at nothing.
    case danglingFlow(Reference, line: Int)
}
