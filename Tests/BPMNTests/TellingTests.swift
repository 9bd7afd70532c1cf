import Testing

@testable import BPMN

/// The text alternative: which steps, in which order, and where they lead.
@Suite struct TellingTests {
    private func steps(_ content: String) throws -> [Step] {
        try Diagram(Source.process(content)).participants.first?.steps ?? []
    }

    private func order(_ content: String) throws -> [String] { try steps(content).map(\.name) }

    @Test func inFlowOrderWhateverTheOrderOfTheFile() throws {
        #expect(try order(Source.tasks("c a b") + Source.flows("b-c a-b")) == ["a", "b", "c"])
    }

    @Test func oneBranchToItsEndBeforeTheNext() throws {
        let flows = Source.flows("a-b a-c b-d c-e d-f e-f")
        #expect(try order(Source.tasks("f e d c b a") + flows) == ["a", "b", "d", "c", "e", "f"])
    }

    @Test func startEventsComeFirst() throws {
        let start = "<startEvent id=\"s\" name=\"s\"/>"
        #expect(try order(Source.tasks("x a") + start + Source.flows("s-a")) == ["s", "a", "x"])
    }

    @Test func circlesBeginWithTheFirstOfTheFile() throws {
        #expect(try order(Source.tasks("b c a") + Source.flows("a-b b-c c-a")) == ["b", "c", "a"])
        #expect(try order(Source.tasks("a") + Source.flows("a-a")) == ["a"])
    }

    @Test func aFlowBackDoesNotReorder() throws {
        #expect(try order(Source.tasks("a b c") + Source.flows("a-b b-a b-c")) == ["a", "b", "c"])
    }

    @Test func whatBeginsByAnEventComesLast() throws {
        let aside = "<subProcess id=\"x\" name=\"x\" triggeredByEvent=\"true\"/>"
        #expect(try order(aside + Source.tasks("a b") + Source.flows("a-b")) == ["a", "b", "x"])
    }

    @Test func eventsComeBehindWhatTheySitOn() throws {
        let event =
            "<boundaryEvent id=\"e\" name=\"e\" attachedToRef=\"a\" cancelActivity=\"false\"><timerEventDefinition>"
            + "<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
        let steps = try steps(event + Source.tasks("z a b") + Source.flows("a-b e-z"))
        #expect(steps.map(\.name) == ["a", "b", "e", "z"])
        #expect(steps[2].host == Reference(kind: .task, name: "a", step: 1))
        #expect(steps[2].trigger == .timer && !steps[2].isInterrupting && steps[2].detail == "PT1H")
    }

    @Test func stepsAreNumberedThroughSubProcesses() throws {
        let sub = "<subProcess id=\"s\" name=\"s\">" + Source.tasks("x y") + "</subProcess>"
        let steps = try steps(Source.tasks("a") + sub + Source.tasks("b") + Source.flows("a-s s-b"))
        #expect(steps.map(\.number) == [1, 2, 5])
        #expect(steps[1].steps.map(\.number) == [3, 4])
        #expect(steps[1].next.map(\.target) == [Reference(kind: .task, name: "b", step: 5)])
    }

    @Test func conditionsAndDefaults() throws {
        let gateway = "<exclusiveGateway id=\"g\" default=\"no\"/>"
        let flows =
            "<sequenceFlow id=\"yes\" name=\"Yes\" sourceRef=\"g\" targetRef=\"a\"><conditionExpression> ok </conditionExpression></sequenceFlow>"
            + "<sequenceFlow id=\"no\" name=\"No\" sourceRef=\"g\" targetRef=\"b\"/>"
        let next = try steps(gateway + Source.tasks("a b") + flows).first?.next ?? []
        #expect(next.map(\.name) == ["Yes", "No"])
        #expect(next.map(\.condition) == ["ok", nil])
        #expect(next.map(\.isDefault) == [false, true])
    }

    @Test func lanesAroundAStepFromTheOutermost() throws {
        let lanes =
            "<laneSet><lane name=\"Office\"><flowNodeRef>a</flowNodeRef><childLaneSet><lane name=\"Desk\">"
            + "<flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet>"
        let told = try Diagram(Source.process(lanes + Source.tasks("a b"))).participants[0]
        #expect(told.lanes == [Lane(name: "Office", lanes: [Lane(name: "Desk", lanes: [])])])
        #expect(told.steps.map(\.lanes) == [["Office", "Desk"], []])
    }

    @Test func dataAndAnnotations() throws {
        let content =
            "<dataObjectReference id=\"d\" name=\"Form\"/><dataStoreReference id=\"s\" name=\"Register\"/>"
            + "<textAnnotation id=\"n\"><text>Mind the law</text></textAnnotation>"
            + "<association sourceRef=\"t\" targetRef=\"n\"/>"
            + "<task id=\"t\"><dataInputAssociation><sourceRef>d</sourceRef></dataInputAssociation>"
            + "<dataOutputAssociation><targetRef>s</targetRef></dataOutputAssociation></task>"
        let step = try #require(try steps(content).first)
        #expect(step.inputs.map(\.name) == ["Form"])
        #expect(step.outputs.map(\.name) == ["Register"])
        #expect(step.annotations == ["Mind the law"])
    }

    private let collaboration =
        "<collaboration><participant id=\"A\" name=\"Family\"/><participant id=\"B\" name=\"Ministry\" processRef=\"p\"/>"
        + "<messageFlow name=\"asks\" sourceRef=\"A\" targetRef=\"t\"/></collaboration>"

    @Test func participantsAndTheirMessages() throws {
        let diagram = try Diagram(Source.process(Source.tasks("t"), around: collaboration))
        #expect(diagram.participants.map(\.name) == ["Family", "Ministry"])
        #expect(diagram.participants.map(\.isClosed) == [true, false])
        let flow = try #require(diagram.messageFlows.first)
        #expect(flow.name == "asks" && flow.sourceParticipant == "Family" && flow.targetParticipant == "Ministry")
        #expect(flow.target == Reference(kind: .task, name: "t", step: 1))
    }

    @Test func twoPoolsOfOneProcess() throws {
        let pools =
            "<collaboration><participant id=\"A\" processRef=\"p\"/><participant id=\"B\" processRef=\"p\"/></collaboration>"
        let told = try Diagram(Source.process(Source.tasks("t"), around: pools)).participants
        #expect(told.map(\.steps.count) == [1, 0])
    }

    @Test func whoBeginsAChoreographyTaskComesFirst() throws {
        let content =
            "<choreography><participant id=\"A\" name=\"A\"/><participant id=\"B\" name=\"B\"/>"
            + "<choreographyTask name=\"Ask\" initiatingParticipantRef=\"B\"><participantRef>A</participantRef>"
            + "<participantRef>B</participantRef></choreographyTask></choreography>"
        let step = try #require(try Diagram(Source.file(content)).participants.first?.steps.first)
        #expect(step.kind == .choreographyTask && step.participants == ["B", "A"])
    }

    @Test func conversations() throws {
        let content =
            "<collaboration><participant id=\"A\" name=\"A\"/><conversation name=\"Card\">"
            + "<participantRef>A</participantRef></conversation></collaboration>"
        let expected = Conversation(name: "Card", kind: .conversation, participants: ["A"])
        #expect(try Diagram(Source.file(content)).conversations == [expected])
    }

    @Test func theTitleIsThatOfTheCollaborationElseOfTheOnlyProcess() throws {
        #expect(try Diagram(Source.file("<collaboration name=\"C\"/><process name=\"P\"/>")).title == "C")
        #expect(try Diagram(Source.file("<process name=\"P\"/>")).title == "P")
        #expect(try Diagram(Source.file("<process name=\"P\"/><process name=\"Q\"/>")).title == "")
    }
}
