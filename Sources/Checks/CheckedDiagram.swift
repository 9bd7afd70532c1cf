import BPMN
import Checklists

/// A BPMN diagram that items name as their output, read.
struct CheckedDiagram {
    let path: String
    let read: Result<Diagram, UnreadableDiagram>

    init(path: String, _ bytes: [UInt8]) {
        self.path = path
        read = Result { () throws(UnreadableDiagram) in try Diagram(bytes) }
    }

    /// Whether a file is read as a diagram, by its name.
    static func isName(_ path: String) -> Bool { path.lowercased().hasSuffix(".bpmn") }
}

/// A rule that looks at one diagram that an item names as its output.
protocol DiagramRule: Sendable {
    static var rule: Diagnostic.Rule { get }
    static func findings(in diagram: CheckedDiagram) -> [Diagnostic]
}
