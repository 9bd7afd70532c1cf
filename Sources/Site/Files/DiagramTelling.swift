import BPMN

/// A diagram in words: who takes part, the steps of each in the order of the flow, what is sent between them.
struct DiagramTelling {
    let pages: Pages
    let diagram: Diagram

    /// Whoever reads more than so many steps in a row has the file.
    private static let maximumSteps = 1_000
    private static let maximumText = 500

    private var words: DiagramWords { pages.words.diagrams }

    var html: HTML {
        let content = self.content
        guard !content.isEmpty else { return HTML() }
        return details {
            summary { words.inWords }
            content
        }
    }

    private var content: HTML {
        var left = Self.maximumSteps
        return HTML {
            for participant in diagram.participants { told(participant, &left) }
            if !diagram.messageFlows.isEmpty {
                h3 { words.messages }
                ul { for flow in diagram.messageFlows.prefix(Self.maximumSteps) { li { told(flow) } } }
            }
            if !diagram.conversations.isEmpty {
                h3 { words.conversations }
                ul {
                    for conversation in diagram.conversations.prefix(Self.maximumSteps) {
                        li {
                            element(conversation.kind, conversation.name)
                            pages.words.comma
                            pages.words.list(conversation.participants.map(quoted))
                        }
                    }
                }
            }
        }
    }

    private func told(_ participant: Participant, _ left: inout Int) -> HTML {
        let steps = list(participant.steps, &left)
        return HTML {
            h3 { participant.name.isEmpty ? HTML(words.untitled) : quoted(participant.name) }
            if participant.isClosed { p { words.closed } }
            if participant.hasSeveralInstances { p { words.several } }
            if !participant.documentation.isEmpty { p { quoted(participant.documentation) } }
            steps
        }
    }

    private func list(_ steps: [Step], _ left: inout Int) -> HTML {
        guard !steps.isEmpty else { return HTML() }
        var entries: [HTML] = []
        for step in steps {
            guard left > 0 else {
                entries.append(li { pages.words.andMore([.count: pages.number(steps.count - entries.count)]) })
                break
            }
            left -= 1
            let inside = list(step.steps, &left)
            entries.append(
                li(.value(step.number)) {
                    told(step)
                    inside
                })
        }
        return ol { entries }
    }

    private func told(_ step: Step) -> HTML {
        HTML {
            if !step.name.isEmpty {
                b { quoted(step.name) }
                pages.words.comma
            }
            join(about(step))
            if !step.next.isEmpty {
                ". "
                words.then([.list: pages.words.list(step.next.map(told))])
            }
            if !step.inputs.isEmpty {
                " "
                words.reads([.list: pages.words.list(step.inputs.map(name))])
            }
            if !step.outputs.isEmpty {
                " "
                words.writes([.list: pages.words.list(step.outputs.map(name))])
            }
            for remark in step.annotations + [step.documentation] where !remark.isEmpty {
                " "
                words.remark([.what: quoted(remark)])
            }
        }
    }

    private func about(_ step: Step) -> [HTML] {
        let kind = HTML(words.kinds[step.kind])
        let trigger = HTML(words.triggers[step.trigger])
        var parts = [step.trigger == .none ? kind : words.triggered([.what: kind, .name: trigger])]
        parts += step.markers.map { HTML(words.markers[$0]) }
        if !step.isInterrupting { parts.append(HTML(words.notInterrupting)) }
        if !step.detail.isEmpty { parts.append(quoted(step.detail)) }
        if !step.participants.isEmpty { parts.append(pages.words.list(step.participants.map(quoted))) }
        if let host = step.host { parts.append(words.attached([.what: name(host)])) }
        let lanes = step.lanes.filter { !$0.isEmpty }
        if !lanes.isEmpty { parts.append(words.inLanes([.list: pages.words.list(lanes.map(quoted))])) }
        return parts
    }

    private func join(_ parts: [HTML]) -> HTML {
        HTML {
            for (index, part) in parts.enumerated() {
                if index > 0 { pages.words.comma }
                part
            }
        }
    }

    private func told(_ next: Next) -> HTML {
        let target = HTML {
            if let number = next.target.step {
                pages.number(number)
                " "
            }
            name(next.target)
            if !next.name.isEmpty {
                " ("
                quoted(next.name)
                ")"
            }
        }
        if next.isDefault { return words.nextOtherwise([.what: target]) }
        return next.condition.map { words.nextIf([.what: target, .reason: quoted($0)]) } ?? target
    }

    private func told(_ flow: MessageFlow) -> HTML {
        let names = [flow.name, flow.message].filter { !$0.isEmpty }
        return HTML {
            words.message([
                .from: end(flow.source, of: flow.sourceParticipant), .to: end(flow.target, of: flow.targetParticipant),
            ])
            if !names.isEmpty {
                ": "
                pages.words.list(names.map(quoted))
            }
        }
    }

    private func end(_ element: Reference, of participant: String) -> HTML {
        guard element.kind != .participant, !participant.isEmpty else { return name(element) }
        return HTML {
            name(element)
            " ("
            quoted(participant)
            ")"
        }
    }

    // MARK: Names

    /// What an element is called; what it is, if it has no name.
    func name(_ element: Reference) -> HTML {
        element.name.isEmpty ? HTML(words.kinds[element.kind]) : quoted(element.name)
    }

    /// "User task “Check”".
    func element(_ kind: ElementKind, _ name: String) -> HTML {
        let kind = HTML(words.kinds[kind])
        return name.isEmpty ? kind : words.element([.what: kind, .name: quoted(name)])
    }

    /// Text of the file, on one line.
    func quoted(_ text: String) -> HTML {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return bdi { shortened(line, to: Self.maximumText) }
    }
}
