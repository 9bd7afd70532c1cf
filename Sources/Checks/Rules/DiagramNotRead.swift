import BPMN
import Checklists

/// An output that is called a diagram and cannot be drawn.
enum DiagramNotRead: DiagramRule {
    static let rule = Diagnostic.Rule(
        "diagram-not-read", .warning,
        summary: "A file named `.bpmn` that an item names as its output cannot be read as a BPMN 2.0 diagram.",
        rationale: """
            The site offers it for download only: readers see no drawing and no steps in words, and what changed since a \
            sign-off can only be told of the file as a whole.
            """,
        example: .init(
            "text",
            wrong: "`outputs/process.bpmn` is a picture that was renamed.",
            right: "`outputs/process.bpmn` is the diagram, saved by a BPMN editor as BPMN 2.0 XML."))

    static func findings(in diagram: CheckedDiagram) -> [Diagnostic] {
        guard case .failure(let error) = diagram.read else { return [] }
        return [
            Diagnostic(
                rule, path: diagram.path, line: error.line, message: error.sentence,
                advice: "Save the diagram as BPMN 2.0 XML with a BPMN editor.", detail: error.reason.rawValue)
        ]
    }
}
