import BPMN
import Testing

@testable import Checklists
@testable import Site

/// BPMN files as outputs: drawn, told in words, compared.
@Suite struct DiagramTests {
    private typealias S = SignOffSample

    private let now = S.blob("22"), then = S.blob("11")

    private func diagram(task: String, isNew: Bool = false, places: Bool = true) -> [UInt8] {
        let interchange = """
            <bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="p">
              <bpmndi:BPMNShape id="s1" bpmnElement="start"><dc:Bounds x="10" y="22" width="36" height="36"/></bpmndi:BPMNShape>
              <bpmndi:BPMNShape id="s2" bpmnElement="check"><dc:Bounds x="100" y="0" width="100" height="80"/></bpmndi:BPMNShape>
              <bpmndi:BPMNEdge id="e1" bpmnElement="f1"><di:waypoint x="46" y="40"/><di:waypoint x="100" y="40"/></bpmndi:BPMNEdge>
            </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
            """
        return Array(
            """
            <?xml version="1.0"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
              xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
              xmlns:di="http://www.omg.org/spec/DD/20100524/DI">
              <process id="p" name="Referral">
                <startEvent id="start" name="Referral received"><messageEventDefinition/></startEvent>
                <userTask id="check" name="\(task)"/>
                <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
                \(isNew ? "<endEvent id=\"end\" name=\"Done\"/><sequenceFlow id=\"f2\" sourceRef=\"check\" targetRef=\"end\"/>" : "")
              </process>
              \(places ? interchange : "")
            </definitions>
            """.utf8)
    }

    private func page(_ contents: [String: [UInt8]], isStale: Bool = false) throws -> String {
        let path = "outputs/process.bpmn"
        let output = Output(title: "Process", path: path, blob: now)
        let signOff = S.signOff(isCurrent: !isStale, outputs: [CoveredFile(path: path, blob: isStale ? then : now)])
        let item = S.item(
            status: isStale ? .changed : .signedOff, outputs: [output], made: [signOff],
            missing: isStale ? [MissingSignOff(role: "dpo", reason: .changed)] : [])
        let files = Sample.files(S.report([item]), source: SampleSource(contents: contents))
        return try #require(files["outputs-process.bpmn.html"])
    }

    @Test func drawnAndToldInWords() throws {
        let page = try page([now: diagram(task: "Check &lt;b>it&lt;/b>")])
        #expect(page.contains("role=\"img\" aria-labelledby=\"diagram-1-title diagram-1-desc\""))
        #expect(page.contains("<title id=\"diagram-1-title\">Referral</title>"))
        #expect(!page.contains("<b>it</b>"))
        #expect(page.contains("BPMN diagram, version 2222222222"))
        let text = page.replacing(/<svg.*?<\/svg>/.dotMatchesNewlines(), with: "").replacing(/<[^>]+>/, with: "")
        #expect(text.contains("The diagram in words"))
        #expect(text.contains("Referral received, start event: message. Then: 2 Check &lt;b&gt;it&lt;/b&gt;."))
        #expect(text.contains("Check &lt;b&gt;it&lt;/b&gt;, user task"))
    }

    @Test func withoutPlacesItIsLaidOutAndSaysSo() throws {
        let page = try page([now: diagram(task: "Check", places: false)])
        #expect(page.contains("<svg"))
        #expect(page.contains("The file says nothing about where things lie: the layout was made here."))
    }

    @Test func whatChangedSinceTheSignOff() throws {
        let page = try page(
            [then: diagram(task: "Look"), now: diagram(task: "Check", isNew: true)], isStale: true)
        let text = page.replacing(/<svg.*?<\/svg>/.dotMatchesNewlines(), with: "").replacing(/<[^>]+>/, with: "")
        #expect(text.contains("Changed: user task “Check”: name was Look, is Check."))
        #expect(text.contains("Added: end event “Done”."))
        // The marked drawing and the plain one, each with ids of its own.
        #expect(page.contains("id=\"changes-1111111111-1-title\""))
        #expect(page.contains("id=\"diagram-1-title\""))
    }

    @Test(arguments: [
        ("process", "the file is no XML"),
        ("<!DOCTYPE x [<!ENTITY a \"b\">]><definitions/>", "it has a document type, which is not allowed"),
        ("<html/>", "it is not BPMN 2.0"),
    ]) func whatIsNoDiagramSaysWhy(_ content: String, _ reason: String) throws {
        let page = try page([now: Array(content.utf8)])
        #expect(page.contains("The diagram cannot be shown: \(reason)."))
        #expect(!page.contains("<svg xmlns"))
    }

    /// The names in a drawing are put into the markup as they are.
    @Test func namesOfDrawingsNeedNoEscaping() {
        let names = SVG.Name.allCases.map(\.rawValue) + SVG.AttributeName.allCases.map(\.rawValue)
        #expect(names.allSatisfy { $0.wholeMatch(of: /[A-Za-z-]+/) != nil })
    }
}
