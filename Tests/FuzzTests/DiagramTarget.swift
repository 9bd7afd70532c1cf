@testable import BPMN

extension FuzzTarget {
    /// A diagram: drawn, told, compared with itself and with another.
    static let diagram = FuzzTarget(name: "diagram") { input in
        guard let diagram = try? Diagram(input) else { return }
        let steps = diagram.participants.flatMap { all($0.steps) }
        try require(steps.map(\.number) == Array(1..<steps.count + 1), "steps are not numbered one after the other")
        for next in steps.flatMap(\.next) {
            guard let number = next.target.step else { continue }
            try require(1...steps.count ~= number, "a flow to a step that is not told")
        }
        try require(diagram.changes(from: diagram).isEmpty, "a diagram differs from itself")
        guard let empty = try? Diagram(Array(other.utf8)) else { return }
        let (added, removed) = (diagram.changes(from: empty), empty.changes(from: diagram))
        try require(
            added.elements.count { $0.change == .added } >= diagram.model.elements.count - 2, "not all is added")
        for (diagram, changes) in [(diagram, added), (empty, removed)] {
            for drawing in diagram.drawings {
                try require(drawing.width > 0 && drawing.height > 0, "a drawing without extent")
                try check(drawing.svg(id: "d", title: "", description: "", marking: changes))
            }
        }
    }

    private static let other =
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"process\"><task id=\"task\"/>"
        + "</process></definitions>"

    private static func all(_ steps: [Step]) -> [Step] { steps.flatMap { [$0] + all($0.steps) } }

    /// Whatever the file says, paths are paths and numbers are numbers.
    private static func check(_ svg: SVG) throws {
        for attribute in svg.attributes {
            switch attribute.name {
            case .d:
                try require(
                    attribute.value.allSatisfy { "MLHVQCAZa-h.0123456789 ".contains($0) || "clvqz".contains($0) },
                    "no path")
            case .x, .y, .width, .height, .cx, .cy, .r, .rx, .ry, .fontSize, .strokeWidth:
                try require(Double(attribute.value)?.isFinite == true, "no number: \(attribute.value)")
            default: break
            }
        }
        for case .element(let child) in svg.children { try check(child) }
    }
}
