import Testing

@testable import BPMN

/// What became of elements between two versions.
@Suite struct ChangeTests {
    private func changes(_ old: String, _ new: String) throws -> [ElementChange] {
        try Diagram(Source.process(new)).changes(from: Diagram(Source.process(old))).elements
    }

    private func aspects(_ old: String, _ new: String) throws -> [Aspect] {
        let changes = try changes(old, new)
        guard case .changed(let aspects)? = changes.first?.change, changes.count == 1 else { return [] }
        return aspects.map(\.aspect)
    }

    @Test func nothing() throws {
        let text = Source.tasks("a b") + Source.flows("a-b")
        #expect(try changes(text, text).isEmpty)
    }

    @Test func addedAndRemoved() throws {
        let found = try changes(Source.tasks("a b"), Source.tasks("b c"))
        #expect(found.map(\.element.name) == ["c", "a"])
        #expect(found.map(\.change) == [.added, .removed])
    }

    @Test func renamed() throws {
        let found = try changes("<task id=\"a\" name=\"Old\"/>", "<task id=\"a\" name=\"New\"/>")
        let expected = AspectChange(aspect: .name, from: .text("Old"), to: .text("New"))
        #expect(found.map(\.change) == [.changed([expected])])
        #expect(found.map(\.element.name) == ["New"])
    }

    @Test func anotherKind() throws {
        let found = try changes("<task id=\"a\"/>", "<userTask id=\"a\"/>")
        #expect(
            found.map(\.change) == [.changed([AspectChange(aspect: .kind, from: .kind(.task), to: .kind(.userTask))])])
    }

    @Test(
        arguments: [
            ("<task id=\"a\"/>", "<task id=\"a\"><documentation>d</documentation></task>", [Aspect.documentation]),
            ("<task id=\"a\"/>", "<task id=\"a\"><standardLoopCharacteristics/></task>", [.markers]),
            ("<endEvent id=\"a\"/>", "<endEvent id=\"a\"><errorEventDefinition/></endEvent>", [.trigger]),
            ("<startEvent id=\"a\"/>", "<startEvent id=\"a\" isInterrupting=\"false\"/>", [.interrupting]),
            (
                "<startEvent id=\"a\"><timerEventDefinition><timeDate>1</timeDate></timerEventDefinition></startEvent>",
                "<startEvent id=\"a\"><timerEventDefinition><timeDate>2</timeDate></timerEventDefinition></startEvent>",
                [.detail]
            ),
            (
                "<dataObjectReference id=\"a\"/>",
                "<dataObjectReference id=\"a\"><dataState name=\"s\"/></dataObjectReference>", [.state]
            ),
            ("<textAnnotation id=\"a\"/>", "<textAnnotation id=\"a\"><text>t</text></textAnnotation>", [.name]),
        ]) func aspects(_ old: String, _ new: String, _ expected: [Aspect]) throws
    {
        #expect(try aspects(old, new) == expected)
    }

    /// What runs a step is told as the file names it, and only what differs.
    @Test func settings() throws {
        let old = """
            <scriptTask id="a" scriptFormat="js"><script>pay(1)</script></scriptTask>
            <userTask id="b"><potentialOwner><resourceAssignmentExpression><formalExpression>clerk</formalExpression>
            </resourceAssignmentExpression></potentialOwner></userTask>
            <callActivity id="c" calledElement="Billing"/>
            """
        let new =
            old.replacing("pay(1)", with: "pay(2)").replacing("clerk", with: "auditor")
            .replacing("Billing\"", with: "Payment\" implementation=\"##WebService\"")
        func change(_ from: String, _ to: String) -> ElementChange.Change {
            .changed([AspectChange(aspect: .settings, from: .text(from), to: .text(to))])
        }
        let owner = "potentialOwner resourceAssignmentExpression formalExpression"
        #expect(
            try changes(old, new).map(\.change) == [
                change("script: pay(1)", "script: pay(2)"), change("\(owner): clerk", "\(owner): auditor"),
                change("calledElement: Billing", "calledElement: Payment; implementation: ##WebService"),
            ])
        #expect(try changes(old, old.replacing("scriptFormat=\"js\"", with: "scriptFormat='js'")).isEmpty)
    }

    @Test func aFlowThatLeadsElsewhere() throws {
        let tasks = Source.tasks("a b c")
        let old = tasks + "<sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"b\"/>"
        let new =
            tasks
            + "<sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"c\"><conditionExpression>x</conditionExpression></sequenceFlow>"
        let expected = [
            AspectChange(
                aspect: .target, from: .elements([Reference(kind: .task, name: "b")]),
                to: .elements([Reference(kind: .task, name: "c")])),
            AspectChange(aspect: .condition, from: .none, to: .text("x")),
        ]
        #expect(try changes(old, new).map(\.change) == [.changed(expected)])
    }

    @Test func aFlowBetweenRenamedStepsHasNotChanged() throws {
        let flow = "<sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"b\"/><task id=\"a\"/>"
        let found = try changes(flow + "<task id=\"b\" name=\"Old\"/>", flow + "<task id=\"b\" name=\"New\"/>")
        #expect(found.map(\.element.kind) == [.task])
    }

    @Test func theDefaultOfAGateway() throws {
        let rest = Source.tasks("a") + "<sequenceFlow id=\"f\" sourceRef=\"g\" targetRef=\"a\"/>"
        let found = try changes(
            "<exclusiveGateway id=\"g\"/>" + rest, "<exclusiveGateway id=\"g\" default=\"f\"/>" + rest)
        #expect(found.map(\.element.kind) == [.sequenceFlow])
        #expect(
            found.map(\.change) == [.changed([AspectChange(aspect: .isDefault, from: .flag(false), to: .flag(true))])])
    }

    @Test func anotherLane() throws {
        func lanes(_ first: String, _ second: String) -> String {
            "<laneSet><lane id=\"L\" name=\"L\">\(first)</lane><lane id=\"M\" name=\"M\">\(second)</lane></laneSet>"
                + Source.tasks("a")
        }
        let member = "<flowNodeRef>a</flowNodeRef>"
        #expect(try aspects(lanes(member, ""), lanes("", member)) == [.lane])
    }

    @Test func intoASubProcess() throws {
        let old = Source.tasks("a") + "<subProcess id=\"s\"/>"
        let new = "<subProcess id=\"s\">" + Source.tasks("a") + "</subProcess>"
        #expect(try aspects(old, new) == [.container])
    }

    // MARK: Places

    private func placed(_ places: String) throws -> Diagram {
        try Diagram(Source.process(Source.tasks("a b c"), places: places))
    }

    @Test func elsewhereOnTheCanvas() throws {
        let old = try placed(Source.shape("a", 0, 0) + Source.shape("b", 200, 0) + Source.shape("c", 400, 0))
        let new = try placed(Source.shape("a", 0, 0) + Source.shape("b", 200, 50) + Source.shape("c", 400, 0))
        let found = new.changes(from: old).elements
        #expect(found.map(\.element.name) == ["b"] && found.map(\.change) == [.moved])
    }

    @Test func aWholeDrawingElsewhereHasNotChanged() throws {
        let old = try placed(Source.shape("a", 0, 0) + Source.shape("b", 200, 0) + Source.shape("c", 400, 0))
        let new = try placed(Source.shape("a", 70, 30) + Source.shape("b", 270, 30) + Source.shape("c", 470, 30))
        #expect(new.changes(from: old).isEmpty)
    }

    @Test func elementsWithoutIDsAreTheSameByKindAndName() throws {
        #expect(try changes("<task name=\"x\"/>", "<task name=\"x\"/><task name=\"y\"/>").map(\.element.name) == ["y"])
    }

    // MARK: Marks

    private func marked() throws -> SVG {
        let old = try Diagram(
            Source.process(
                "<task id=\"a\" name=\"Old\"/><task id=\"gone\" name=\"gone\"/>",
                places: Source.shape("a", 0, 0) + Source.shape("gone", 900, 0)))
        let new = try Diagram(
            Source.process(
                "<task id=\"a\" name=\"New\"/><task id=\"b\" name=\"b\"/>",
                places: Source.shape("a", 0, 0) + Source.shape("b", 200, 0)))
        return new.svg(marking: new.changes(from: old))
    }

    @Test func drawingsMarkChangesByFrameAndSign() throws {
        let svg = try marked()
        for word in ["bpmn-added", "bpmn-changed", "bpmn-removed"] {
            // The form, and the sign above everything else.
            #expect(svg.with(word).map { $0.with("bpmn-badge").count } == [0, 1])
            #expect(svg.with(word).first?.with("bpmn-mark").isEmpty == false)
        }
    }

    @Test func whatIsGoneIsDrawnWhereItWas() throws {
        let svg = try marked()
        #expect(svg.texts.contains("gone"))
        #expect(svg[.viewBox] == "-18 -18 1036 116")
        #expect(svg.with("bpmn-removed").first?.with("bpmn-task").count == 1)
    }

    @Test func unmarkedDrawingsHaveNoMarks() throws {
        let diagram = try Diagram(Source.process(Source.tasks("a")))
        #expect(diagram.svg(marking: diagram.changes(from: diagram)) == diagram.svg)
    }
}
