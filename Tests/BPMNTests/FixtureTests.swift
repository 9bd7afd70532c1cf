import Foundation
import Testing

@testable import BPMN

/// Drawings of every family of elements, compared with those that somebody has looked at.
/// `COUNTERSIGN_REWRITE=1 swift test --filter Fixture` writes them anew.
@Suite struct FixtureTests {
    static let names = [
        "artifacts", "boundary-events", "choreography", "conversation", "data", "events", "flows", "gateways", "pools",
        "scripts", "subprocesses", "tasks",
    ]

    @Test(arguments: names) func drawing(_ name: String) throws {
        let diagram = try Diagram(Data(contentsOf: fixtures.appending(path: "\(name).bpmn")))
        #expect(diagram.notes.isEmpty)
        #expect(diagram.drawings.count == 1)
        try compare(diagram.svg, with: name)
    }

    /// `old.bpmn` is an older `pools.bpmn`: a task and two flows come or go, another task is renamed.
    @Test func changes() throws {
        let old = try Diagram(Data(contentsOf: fixtures.appending(path: "old.bpmn")))
        let new = try Diagram(Data(contentsOf: fixtures.appending(path: "pools.bpmn")))
        try compare(new.svg(marking: new.changes(from: old)), with: "changes")
    }

    private func compare(_ svg: SVG, with name: String) throws {
        let drawn = svg.markup()
        let snapshot = fixtures.appending(path: "\(name).svg")
        if ProcessInfo.processInfo.environment["COUNTERSIGN_REWRITE"] != nil {
            try Data(drawn.utf8).write(to: snapshot)
        }
        #expect(try drawn == String(contentsOf: snapshot, encoding: .utf8))
    }

    @Test func everyFileIsCompared() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: fixtures.path)
        let found = files.filter { $0.hasSuffix(".bpmn") && $0 != "old.bpmn" }.map { $0.dropLast(5) }.sorted()
        #expect(found.map(String.init) == Self.names)
    }

    @Test func sameBytesSameDrawing() throws {
        let data = try Data(contentsOf: fixtures.appending(path: "pools.bpmn"))
        #expect(try Diagram(data).svg == Diagram(data).svg)
    }
}
