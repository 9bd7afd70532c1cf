import Testing

@testable import BPMN

/// Files that nobody in good faith would write. None may trap or hang.
@Suite struct HostileTests {
    /// Foundation's parser would end the program at one without data, wherever it stands.
    @Test(arguments: ["<?x?>", "<?x\u{e9}?>\n<?y?>", "<!-- <?x?> -->", "<?x <?y?>", "<?x ?>", "<?x y?>"])
    func instructions(text: String) throws {
        let tasks = "<task id=\"a\" name=\"First\"/>\(text)<task id=\"b\" name=\"Last?>\"/>"
        let diagram = try Diagram(text + Source.process(tasks) + text)
        #expect(diagram.model.elements.compactMap(\.name).filter { !$0.isEmpty } == ["First", "Last?>"])
    }

    /// Of what is broken, too.
    @Test(arguments: ["<<?x?>", "<?<?x?>", "<a b=\"<?x?>\"/>", "<a <?x?>", "<![CDATA[<?x?>", "<?x?><?y"])
    func brokenInstructions(text: String) {
        #expect(throws: UnreadableDiagram.self) { try Diagram(Source.head + "<process id=\"p\">\(text)") }
    }

    private func drawn(_ text: String) throws -> Diagram {
        let diagram = try Diagram(text)
        for drawing in diagram.drawings { _ = drawing.svg(id: "d", title: "", description: "") }
        _ = (diagram.participants, diagram.messageFlows, diagram.conversations, diagram.changes(from: diagram).isEmpty)
        return diagram
    }

    @Test func referencesToItself() throws {
        let text = Source.file(
            "<collaboration id=\"c\"><participant id=\"a\" processRef=\"a\"/><participant id=\"c\" processRef=\"c\"/></collaboration>"
                + "<process id=\"p\"><laneSet><lane id=\"l\"><flowNodeRef>l</flowNodeRef><flowNodeRef>p</flowNodeRef></lane></laneSet>"
                + "<boundaryEvent id=\"e\" attachedToRef=\"e\"/><subProcess id=\"s\"><task id=\"s\"/></subProcess>"
                + "<sequenceFlow id=\"f\" sourceRef=\"f\" targetRef=\"f\"/>"
                + "<sequenceFlow id=\"g\" sourceRef=\"p\" targetRef=\"p\"/></process>")
        #expect(try drawn(text).drawings.count == 1)
    }

    @Test func planesOfThemselves() throws {
        let content = "<subProcess id=\"s\"><subProcess id=\"t\"/></subProcess>"
        let text = Source.process(
            content, places: Source.shape("s", 0, 0) + Source.shape("p", 0, 0) + Source.shape("s", 0, 0))
        #expect(try drawn(text).drawings.count == 1)
    }

    @Test func eventsOnEachOther() throws {
        let events = "<boundaryEvent id=\"a\" attachedToRef=\"b\"/><boundaryEvent id=\"b\" attachedToRef=\"a\"/>"
        #expect(try drawn(Source.process(events)).participants.first?.steps.count == 2)
    }

    @Test func formsWithoutExtent() throws {
        for tag in ["task", "endEvent", "exclusiveGateway", "subProcess", "dataObject", "textAnnotation", "group"] {
            let content = "<\(tag) id=\"x\" name=\"A name\"/>"
            #expect(try drawn(Source.process(content, places: Source.shape("x", 0, 0, 0, 0))).drawings.count == 1)
        }
    }

    @Test func linesWithoutLength() throws {
        let content = Source.tasks("a") + Source.flows("a-a")
        let places = Source.shape("a", 0, 0) + Source.edge("a-a", [(5, 5), (5, 5), (5, 5)])
        #expect(try drawn(Source.process(content, places: places)).drawings.count == 1)
    }

    @Test func theEndsOfTheCanvas() throws {
        let places = Source.shape("a", -1e6, -1e6, 1e6, 1e6) + Source.shape("b", 1e6, 1e6, 1e6, 1e6)
        #expect(try drawn(Source.process(Source.tasks("a b"), places: places)).drawings.first?.width == 3_600_024)
    }

    @Test func aChainOfTenThousandSteps() throws {
        let tasks = (0..<10_000).map { "t\($0)" }
        let flows = zip(tasks, tasks.dropFirst()).map { "\($0)-\($1)" }
        let text = Source.process(
            Source.tasks(tasks.joined(separator: " ")) + Source.flows(flows.joined(separator: " ")))
        let diagram = try drawn(text)
        #expect(diagram.participants.first?.steps.last?.number == 10_000)
        #expect(diagram.drawings.isEmpty)
        #expect(diagram.notes.contains { if case .tooManyToDraw(drawing: 1, _) = $0 { true } else { false } })
    }

    @Test func stepsThatAllLeadToAll() throws {
        let tasks = (0..<60).map { "t\($0)" }
        let flows = tasks.flatMap { from in tasks.map { "\(from)-\($0)" } }
        let text = Source.process(
            Source.tasks(tasks.joined(separator: " ")) + Source.flows(flows.joined(separator: " ")))
        #expect(try drawn(text).drawings.first?.plane.edges.count == 3_600)
    }

    @Test func anEndlessName() throws {
        let name = String(repeating: "word ", count: 20_000) + String(repeating: "ក្រ", count: 20_000)
        let diagram = try drawn(Source.process("<task id=\"a\" name=\"\(name)\"/>"))
        #expect(diagram.notes == [.laidOut, .longName(line: 2)])
        #expect(diagram.participants.first?.steps.first?.name.count == 2_001)
    }

    @Test func aLongWayToTheRoot() throws {
        let way = String(repeating: "\n", count: 300_000) + String(repeating: "<!---->", count: 100_000)
        #expect(try drawn(way + Source.process(Source.tasks("a"))).participants.count == 1)
    }

    @Test func asManyBytesAsAllowed() throws {
        let text = String(repeating: "words &amp; ", count: 1_300_000)
        let diagram = try drawn(Source.process("<task id=\"a\"><documentation>\(text)</documentation></task>"))
        #expect(diagram.participants.first?.steps.first?.documentation.utf8.count == 10_399_999)
    }

    @Test func fiftyThousandElements() throws {
        let shapes = (0..<50_000).map { Source.shape("t\($0 % 500)", Double($0), 0) }.joined()
        let tasks = Source.tasks((0..<500).map { "t\($0)" }.joined(separator: " "))
        let diagram = try drawn(Source.process(tasks, places: shapes))
        #expect(diagram.notes.contains(.tooManyToDraw(drawing: 1, count: 50_000)))
    }
}
