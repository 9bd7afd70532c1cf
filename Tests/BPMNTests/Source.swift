import Foundation

@testable import BPMN

/// BPMN files in a few lines.
enum Source {
    static let head =
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
        + " xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\""
        + " xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\">\n"

    /// A file with one process, `p`.
    static func process(_ content: String, around: String = "", places: String = "") -> String {
        file("\(around)<process id=\"p\">\(content)</process>", places: places)
    }

    static func file(_ content: String, places: String = "") -> String {
        let diagram = "<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>\(places)</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
        return head + content + (places.isEmpty ? "" : diagram) + "</definitions>"
    }

    /// Sequence flows `a-b a-c`, with ids of the same names.
    static func flows(_ list: String) -> String {
        list.split(separator: " ").map { flow in
            let ends = flow.split(separator: "-")
            return "<sequenceFlow id=\"\(flow)\" sourceRef=\"\(ends[0])\" targetRef=\"\(ends[1])\"/>"
        }.joined()
    }

    /// Tasks whose names are their ids.
    static func tasks(_ list: String) -> String {
        list.split(separator: " ").map { "<task id=\"\($0)\" name=\"\($0)\"/>" }.joined()
    }

    static func shape(
        _ id: String, _ x: Double, _ y: Double, _ width: Double = 100, _ height: Double = 80, _ more: String = ""
    )
        -> String
    {
        "<bpmndi:BPMNShape bpmnElement=\"\(id)\" \(more)><dc:Bounds x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/></bpmndi:BPMNShape>"
    }

    static func edge(_ id: String, _ points: [(Double, Double)]) -> String {
        "<bpmndi:BPMNEdge bpmnElement=\"\(id)\">"
            + points.map { "<di:waypoint x=\"\($0.0)\" y=\"\($0.1)\"/>" }.joined() + "</bpmndi:BPMNEdge>"
    }
}

extension Diagram {
    init(_ text: String) throws(UnreadableDiagram) { try self.init(text.utf8) }

    /// The first drawing, unmarked.
    var svg: SVG { svg(marking: nil) }

    func svg(marking changes: DiagramChanges?) -> SVG {
        drawings.first?.svg(id: "d", title: "Title", description: "Description", marking: changes) ?? SVG(.svg)
    }
}

/// The folder `Fixtures` beside this file.
let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

extension String {
    /// UTF-16, the lower byte first.
    var utf16Bytes: [UInt8] {
        var bytes: [UInt8] = []
        for unit in utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        return bytes
    }
}
