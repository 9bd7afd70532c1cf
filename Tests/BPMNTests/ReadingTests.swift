import Testing

@testable import BPMN

/// What of a file is understood, and what is told about the rest.
@Suite struct ReadingTests {
    private func step(_ content: String, around: String = "") throws -> Step {
        try #require(try Diagram(Source.process(content, around: around)).participants.first?.steps.first)
    }

    @Test(arguments: ElementKind.allCases.filter { $0.isStep && $0 != .eventSubProcess }) func steps(
        _ kind: ElementKind
    ) throws {
        #expect(try step("<\(kind.rawValue) id=\"x\" name=\"n\"/>").kind == kind)
    }

    @Test func whatBeginsByAnEvent() throws {
        #expect(try step("<subProcess triggeredByEvent=\"true\"/>").kind == .eventSubProcess)
    }

    @Test(
        arguments: [
            ("message", Trigger.message), ("timer", .timer), ("error", .error), ("escalation", .escalation),
            ("cancel", .cancel), ("compensate", .compensation), ("conditional", .conditional), ("link", .link),
            ("signal", .signal), ("terminate", .terminate),
        ]) func triggers(_ name: String, _ trigger: Trigger) throws
    {
        #expect(try step("<endEvent><\(name)EventDefinition/></endEvent>").trigger == trigger)
    }

    @Test func severalTriggers() throws {
        let two = "<messageEventDefinition/><signalEventDefinition/>"
        #expect(try step("<startEvent>\(two)</startEvent>").trigger == .multiple)
        #expect(try step("<startEvent parallelMultiple=\"true\">\(two)</startEvent>").trigger == .parallelMultiple)
        #expect(try step("<startEvent/>").trigger == .none)
    }

    @Test func aTriggerThatIsDefinedElsewhere() throws {
        let timer = "<timerEventDefinition id=\"T\"><timeDate>2027-01-01</timeDate></timerEventDefinition>"
        let step = try step("<startEvent><eventDefinitionRef>T</eventDefinitionRef></startEvent>", around: timer)
        #expect(step.trigger == .timer && step.detail == "2027-01-01")
    }

    @Test func namesOfMessagesBehindPrefixes() throws {
        let event = "<startEvent><messageEventDefinition messageRef=\"tns:m\"/></startEvent>"
        #expect(try step(event, around: "<message id=\"m\" name=\"Letter\"/>").detail == "Letter")
    }

    @Test func markersInOneOrder() throws {
        let task = "<task isForCompensation=\"true\"><multiInstanceLoopCharacteristics isSequential=\"true\"/></task>"
        #expect(try step(task).markers == [.sequentialInstances, .compensation])
        #expect(try step("<task><standardLoopCharacteristics/></task>").markers == [.loop])
    }

    @Test func documentation() throws {
        #expect(
            try step("<task><documentation> One </documentation><documentation>Two</documentation></task>")
                .documentation == "One\n\nTwo")
    }

    @Test func whatOtherToolsWriteIsLeftOut() throws {
        let text = Source.process(
            "<extensionElements><z:task xmlns:z=\"u\">x</z:task></extensionElements><task name=\"t\"/>")
        #expect(try Diagram(text).participants.first?.steps.map(\.name) == ["t"])
    }

    @Test func prefixesThatNobodyDeclared() throws {
        let text = Source.process("<extensionElements><camunda:x/></extensionElements><task name=\"t\"/>")
        #expect(try Diagram(text).participants.first?.steps.map(\.name) == ["t"])
    }

    @Test func dataObjectsThatOthersReferToAreNotTwice() throws {
        let content =
            "<dataObject id=\"o\" name=\"Form\" isCollection=\"true\"/><dataObjectReference id=\"r\" dataObjectRef=\"o\"/>"
        let elements = try Diagram(Source.process(content)).model.elements.filter { $0.kind == .dataObject }
        #expect(elements.map(\.name) == ["Form"])
        #expect(elements.map(\.markers) == [[.collection]])
    }

    // MARK: Notes

    private func notes(_ content: String, places: String = "") throws -> [DiagramNote] {
        try Diagram(Source.process(content, places: places)).notes
    }

    @Test func nothingToDraw() throws {
        #expect(try notes("") == [.nothingToDraw])
    }

    @Test func aLayoutOfOurs() throws {
        #expect(try notes(Source.tasks("a")) == [.laidOut])
    }

    @Test func stepsWithoutAPlace() throws {
        let content = Source.tasks("a b") + "<subProcess id=\"s\"><task id=\"c\"/></subProcess>"
        let places = Source.shape("a", 0, 0) + Source.shape("s", 200, 0, 100, 80, "isExpanded=\"false\"")
        #expect(try notes(content, places: places) == [.notDrawn(Reference(kind: .task, name: "b"), line: 2)])
    }

    @Test func placesOfNothing() throws {
        let places = Source.shape("a", 0, 0) + Source.shape("x", 0, 0) + Source.edge("y", [(0, 0), (1, 1)])
        #expect(
            try notes(Source.tasks("a"), places: places) == [
                .unknownElement(id: "x", line: 2), .unknownElement(id: "y", line: 2),
            ])
    }

    @Test func twoElementsWithOneID() throws {
        #expect(try notes("<task id=\"a\"/>\n<task id=\"a\"/>") == [.laidOut, .duplicateID("a", line: 3)])
    }

    @Test(arguments: ["NaN", "inf", "1e7", "", "12px", "0x10000000"]) func coordinatesOfNoUse(_ x: String) throws {
        let shape =
            "<bpmndi:BPMNShape bpmnElement=\"a\"><dc:Bounds x=\"\(x)\" y=\"0\" width=\"1\" height=\"1\"/></bpmndi:BPMNShape>"
        let found = try notes(Source.tasks("a b"), places: shape + Source.shape("b", 0, 0))
        #expect(found.first == .unusableCoordinates(Reference(kind: .task, name: "a"), line: 2))
    }

    @Test func flowsToNowhere() throws {
        let content = "<task id=\"a\"/><sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"gone\"/>"
        #expect(try notes(content).contains(.danglingFlow(Reference(kind: .sequenceFlow, name: ""), line: 2)))
    }

    @Test func notMoreNotesThanAnybodyReads() throws {
        let places = (0..<80).map { Source.shape("x\($0)", 0, 0) }.joined() + Source.shape("a", 0, 0)
        let notes = try notes(Source.tasks("a"), places: places)
        #expect(notes.count == 51 && notes.last == .more(count: 30))
    }
}
