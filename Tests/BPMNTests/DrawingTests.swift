import Foundation
import Testing

@testable import BPMN

/// What holds for every drawing.
@Suite struct DrawingTests {
    private func drawn() throws -> [SVG] {
        try FixtureTests.names.map { name in
            try Diagram(Data(contentsOf: fixtures.appending(path: "\(name).bpmn"))).svg
        }
    }

    @Test func isAnImageWithATitleAndADescription() throws {
        let svg = try #require(try drawn().first)
        #expect(svg[.role] == "img" && svg[.labelledBy] == "d-title d-desc")
        #expect(svg.all.filter { $0.name == .title }.map { $0[.id] } == ["d-title"])
        #expect(svg.all.filter { $0.name == .desc }.map { $0[.id] } == ["d-desc"])
    }

    @Test func idsAreOursAlone() throws {
        for svg in try drawn() { #expect(svg.all.compactMap { $0[.id] } == ["d-title", "d-desc"]) }
    }

    @Test func everyTextComesFromTheFile() throws {
        let text = "<task id=\"a\" name=\"&lt;script&gt;x()&lt;/script&gt;\"/>"
        #expect(try Diagram(Source.process(text)).svg.texts == ["Title", "Description", "<script>x()</", "script>"])
    }

    @Test func classesAreOfAFixedList() throws {
        let known = Set(
            [
                "", "-surface", "-shade", "-hollow", "-label", "-halo", "-task", "-subprocess", "-event",
                "-event-start",
                "-event-end", "-event-boundary", "-event-intermediate", "-gateway", "-data", "-message", "-annotation",
                "-group", "-pool", "-lane", "-flow", "-message-flow", "-association", "-conversation-link",
                "-choreography", "-band", "-conversation",
            ].map { "bpmn\($0)" })
        let used = try drawn().flatMap(\.all).compactMap { $0[.class] }.flatMap {
            $0.split(separator: " ").map(String.init)
        }
        #expect(Set(used).subtracting(known).isEmpty)
    }

    @Test func coloursAreThoseOfThePage() throws {
        let used = try drawn().flatMap(\.all).flatMap { [$0[.fill], $0[.stroke]] }.compactMap { $0 }
        #expect(Set(used) == ["none", "currentColor", "Canvas"])
    }

    @Test func nothingLiesOutside() throws {
        for svg in try drawn() {
            let box = try #require(svg[.viewBox]).split(separator: " ").compactMap { Double($0) }
            for rect in svg.all where rect.name == .rect {
                let x = try #require(rect[.x].flatMap(Double.init))
                let width = try #require(rect[.width].flatMap(Double.init))
                #expect(x >= box[0] && x + width <= box[0] + box[2])
            }
        }
    }

    @Test func oneDrawingForEachDiagramOfTheFile() throws {
        let content = "<process id=\"p\"><subProcess id=\"s\" name=\"Inside\"><task id=\"t\"/></subProcess></process>"
        let diagrams = ["p", "s"].map { id in
            "<bpmndi:BPMNDiagram name=\"Page\"><bpmndi:BPMNPlane bpmnElement=\"\(id)\">"
                + Source.shape(id == "p" ? "s" : "t", 0, 0) + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
        }
        let diagram = try Diagram(Source.file(content + diagrams.joined()))
        #expect(diagram.drawings.map(\.title) == ["Page", "Inside"])
        #expect(diagram.notes.isEmpty)
    }

    @Test func whatACollapsedSubProcessHidesIsNotDrawn() throws {
        let content = "<subProcess id=\"s\" name=\"closed\"><task id=\"t\" name=\"hidden\"/></subProcess>"
        let places = Source.shape("s", 0, 0, 100, 80, "isExpanded=\"false\"") + Source.shape("t", 500, 500)
        #expect(try Diagram(Source.process(content, places: places)).svg.texts == ["Title", "Description", "closed"])
    }

    @Test func whatLiesInASubProcessIsDrawnWhateverTheFileSays() throws {
        let content = "<subProcess id=\"s\" name=\"open\"><task id=\"t\" name=\"seen\"/></subProcess>"
        let places = Source.shape("s", 0, 0, 300, 200, "isExpanded=\"false\"") + Source.shape("t", 50, 50)
        #expect(try Diagram(Source.process(content, places: places)).svg.texts.contains("seen"))
    }

    @Test func namesFarFromTheirFormAreNotBelieved() throws {
        let label = "<bpmndi:BPMNLabel><dc:Bounds x=\"0\" y=\"0\" width=\"10\" height=\"10\"/></bpmndi:BPMNLabel>"
        let shape = Source.shape("e", 1000, 1000, 36, 36).replacing(
            "</bpmndi:BPMNShape>", with: label + "</bpmndi:BPMNShape>")
        let svg = try Diagram(Source.process("<endEvent id=\"e\" name=\"End\"/>", places: shape)).svg
        #expect(svg[.viewBox]?.hasPrefix("9") == true)
    }
}
