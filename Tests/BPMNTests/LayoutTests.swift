import Testing

@testable import BPMN

/// Places for diagrams without any.
@Suite struct LayoutTests {
    private func shapes(_ text: String) throws -> [String: Rect] {
        let diagram = try Diagram(text)
        let plane = try #require(diagram.drawings.first).plane
        return Dictionary(
            plane.shapes.map { (diagram.model.elements[$0.element].id, $0.bounds) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test func stepsStandBehindEachOther() throws {
        let places = try shapes(Source.process(Source.tasks("a b c") + Source.flows("a-b b-c")))
        let (a, b, c) = try (#require(places["a"]), #require(places["b"]), #require(places["c"]))
        #expect(a.maxX < b.x && b.maxX < c.x)
        #expect(a.y == b.y && b.y == c.y)
    }

    @Test func branchesStandBelowEachOther() throws {
        let places = try shapes(Source.process(Source.tasks("a b c d") + Source.flows("a-b a-c b-d c-d")))
        let (b, c, d) = try (#require(places["b"]), #require(places["c"]), #require(places["d"]))
        #expect(b.x == c.x && b.maxY < c.y && d.x > b.maxX)
    }

    @Test func aLongBranchPushesTheJoinBehindIt() throws {
        let places = try shapes(Source.process(Source.tasks("a b c d") + Source.flows("a-d a-b b-c c-d")))
        #expect(try #require(places["d"]).x > #require(places["c"]).maxX)
    }

    @Test func flowsBackDoNotMoveAnything() throws {
        let forward = try shapes(Source.process(Source.tasks("a b") + Source.flows("a-b")))
        let circle = try shapes(Source.process(Source.tasks("a b") + Source.flows("a-b b-a")))
        #expect(forward == circle)
    }

    @Test func noTwoStepsInOnePlace() throws {
        let tasks = (0..<30).map { "t\($0)" }
        let flows = (0..<60).map { "t\($0 * 7 % 30)-t\(($0 * 11 + 3) % 30)" }
        let text = Source.process(
            Source.tasks(tasks.joined(separator: " ")) + Source.flows(flows.joined(separator: " ")))
        let places = try shapes(text)
        #expect(Set(places.values.map(\.center)).count == 30)
    }

    @Test func lanesAreRowsAroundTheirSteps() throws {
        let lanes =
            "<laneSet><lane id=\"L\"><flowNodeRef>a</flowNodeRef></lane><lane id=\"M\"><flowNodeRef>b</flowNodeRef></lane></laneSet>"
        let places = try shapes(Source.process(lanes + Source.tasks("a b") + Source.flows("a-b")))
        let (upper, lower) = try (#require(places["L"]), #require(places["M"]))
        #expect(try upper.contains(#require(places["a"])) && lower.contains(#require(places["b"])))
        #expect(upper.maxY == lower.y && upper.width == lower.width)
    }

    @Test func poolsAreAroundTheirProcesses() throws {
        let pools = "<collaboration><participant id=\"A\"/><participant id=\"B\" processRef=\"p\"/></collaboration>"
        let places = try shapes(Source.process(Source.tasks("a b") + Source.flows("a-b"), around: pools))
        let (closed, open) = try (#require(places["A"]), #require(places["B"]))
        #expect(try open.contains(#require(places["a"])) && open.contains(#require(places["b"])))
        #expect(closed.maxY < open.y && closed.width == open.width)
    }

    @Test func subProcessesAreAroundTheirSteps() throws {
        let sub = "<subProcess id=\"s\">" + Source.tasks("x y") + Source.flows("x-y") + "</subProcess>"
        let places = try shapes(Source.process(sub))
        let frame = try #require(places["s"])
        #expect(try frame.contains(#require(places["x"])) && frame.contains(#require(places["y"])))
    }

    @Test func eventsSitOnTheirActivity() throws {
        let places = try shapes(Source.process(Source.tasks("a") + "<boundaryEvent id=\"e\" attachedToRef=\"a\"/>"))
        let (a, e) = try (#require(places["a"]), #require(places["e"]))
        #expect(e.midY == a.maxY && e.x > a.x && e.maxX < a.maxX + 18)
    }

    @Test func everyFlowIsDrawn() throws {
        let text = Source.process(Source.tasks("a b c") + Source.flows("a-b b-c c-a a-c b-b"))
        let plane = try #require(try Diagram(text).drawings.first).plane
        #expect(plane.edges.count == 5)
        #expect(plane.edges.allSatisfy { $0.line.points.count >= 2 })
    }

    @Test func flowsWithoutAWayAreStraight() throws {
        let places = Source.shape("a", 0, 0) + Source.shape("b", 200, 0)
        let diagram = try Diagram(Source.process(Source.tasks("a b") + Source.flows("a-b"), places: places))
        let edges = try #require(diagram.drawings.first).plane.edges
        #expect(edges.map(\.line.points) == [[Point(x: 100, y: 40), Point(x: 200, y: 40)]])
    }
}
