import BPMN
import Checklists

/// A diagram that does not show all that its file says.
enum DiagramFlawed: DiagramRule {
    static let rule = Diagnostic.Rule(
        "diagram-flawed", .warning,
        summary: "In a BPMN diagram that is an output, elements are not drawn, lead nowhere, or share an id.",
        rationale: """
            Whoever signs a diagram off signs what the drawing shows. An element that is in the file without a place in the \
            drawing is seen by nobody; a flow that ends at nothing says something else than was meant.
            """,
        example: .init(
            "xml",
            wrong: "<bpmn:sequenceFlow id=\"f\" sourceRef=\"check\" targetRef=\"removedTask\" />",
            right: "<bpmn:sequenceFlow id=\"f\" sourceRef=\"check\" targetRef=\"approve\" />"))

    /// So many are told one by one.
    private static let limit = 5

    static func findings(in diagram: CheckedDiagram) -> [Diagnostic] {
        guard case .success(let read) = diagram.read else { return [] }
        let flaws = read.notes.compactMap(Self.flaw)
        let told = flaws.prefix(limit).map { flaw in
            Diagnostic(
                rule, path: diagram.path, line: flaw.line, message: flaw.message,
                advice: "Mend it in a BPMN editor.", detail: flaw.message)
        }
        guard flaws.count > limit else { return told }
        return told + [
            Diagnostic(
                rule, path: diagram.path, message: "and \(flaws.count - limit) more of the kind in this diagram",
                detail: "more")
        ]
    }

    /// nil for what is no fault.
    private static func flaw(_ note: DiagramNote) -> (message: String, line: Int?)? {
        switch note {
        case .laidOut, .longName, .more: nil
        case .nothingToDraw: ("the file has nothing that could be drawn", nil)
        case .notUnicode: ("some letters of the file are no UTF-8 and were replaced", nil)
        case .tooManyToDraw(let drawing, let count):
            ("drawing \(drawing) has \(count) elements, which are too many to be drawn", nil)
        case .notDrawn(let element, let line): ("\(name(element)) has no place in any drawing", line)
        case .unknownElement(let id, let line):
            ("a drawing has a place for \(quoted(id, upTo: 100)), which is nowhere in the file", line)
        case .duplicateID(let id, let line):
            ("the id \(quoted(id, upTo: 100)) stands for several elements; the first is meant", line)
        case .unusableCoordinates(let element, let line): ("the place of \(name(element)) has no usable numbers", line)
        case .danglingFlow(let element, let line): ("\(name(element)) begins or ends at nothing", line)
        }
    }

    private static func name(_ element: Reference) -> String {
        let kind = element.kind.rawValue
        return element.name.isEmpty ? "a \(kind) without a name" : "the \(kind) \(quoted(element.name, upTo: 100))"
    }
}
