import TestSupport

extension RuleFixture {
    /// What BPMN diagrams say that items name as outputs.
    static let ofDiagrams: [RuleFixture] = [
        diagram("diagram-not-read", "no XML", "a picture¶\n"),
        diagram("diagram-not-read", "broken", "<definitions xmlns=\"\(model)\">\n<process>\n</definitions>¶\n"),
        diagram("diagram-not-read", "another kind", "<html/>¶\n"),
        diagram(
            "diagram-not-read", "entities", "<!DOCTYPE d [<!ENTITY a \"b\">]>¶\n<definitions xmlns=\"\(model)\"/>\n"),
        diagram(
            "diagram-not-read", "a diagram",
            "<definitions xmlns=\"\(model)\"><process id=\"p\"><task id=\"t\"/></process></definitions>\n"),
        diagram(
            "diagram-flawed", "a flow to nothing",
            """
            <definitions xmlns="\(model)">
            <process id="p">
            <task id="t"/>
            <sequenceFlow id="f" sourceRef="t" targetRef="gone"/>¶
            </process>
            </definitions>

            """),
        diagram(
            "diagram-flawed", "two of one id",
            """
            <definitions xmlns="\(model)">
            <process id="p">
            <task id="t"/>
            <task id="t"/>¶
            </process>
            </definitions>

            """),
    ]

    private static let model = "http://www.omg.org/spec/BPMN/20100524/MODEL"

    /// A ticked item with this `outputs/p.bpmn` as its output.
    private static func diagram(_ rule: String, _ label: String, _ text: String) -> RuleFixture {
        ticked(rule, label, ["a.md": "- [x] One\n  - Output: [it](outputs/p.bpmn)\n", "outputs/p.bpmn": text])
    }
}
