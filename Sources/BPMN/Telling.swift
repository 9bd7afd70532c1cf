/// A pool, or a process without one, for people who read instead of looking.
package struct Participant: Hashable, Sendable {
    /// May be empty.
    package var name: String
    /// Nothing is said about what happens inside.
    package var isClosed: Bool
    package var hasSeveralInstances: Bool
    package var documentation: String
    package var lanes: [Lane]
    /// In flow order.
    package var steps: [Step]
}

/// A lane with those in it.
package struct Lane: Hashable, Sendable {
    package var name: String
    package var lanes: [Lane]
}

/// A step of a process.
package struct Step: Hashable, Sendable {
    /// 1-based, through the whole diagram, in the order in which steps are told.
    package var number: Int
    package var name: String
    package var kind: ElementKind
    package var trigger: Trigger
    package var isInterrupting: Bool
    package var markers: [Marker]
    /// The time, message, condition or called process.
    package var detail: String
    package var documentation: String
    /// The names of the lanes that it lies in, the outermost first.
    package var lanes: [String]
    /// The activity that an event sits on.
    package var host: Reference?
    /// Of a choreography activity; the one that begins is first.
    package var participants: [String]
    package var next: [Next]
    /// Data that it reads, and writes.
    package var inputs: [Reference]
    package var outputs: [Reference]
    /// Texts of annotations that are tied to it.
    package var annotations: [String]
    /// What is inside, in flow order.
    package var steps: [Step]
}

/// Where a flow goes on.
package struct Next: Hashable, Sendable {
    package var target: Reference
    /// Of the flow.
    package var name: String
    package var condition: String?
    package var isDefault: Bool
}

/// A message from one participant to another.
package struct MessageFlow: Hashable, Sendable {
    package var name: String
    /// The message, if it has a name.
    package var message: String
    package var source: Reference
    package var sourceParticipant: String
    package var target: Reference
    package var targetParticipant: String
}

/// What participants talk about, in a conversation diagram.
package struct Conversation: Hashable, Sendable {
    package var name: String
    package var kind: ElementKind
    package var participants: [String]
}

extension Diagram {
    /// The text alternative: who takes part, and the steps of each in flow order.
    package var participants: [Participant] { Teller(model: model).participants() }
    /// Between participants, in the order of the file.
    package var messageFlows: [MessageFlow] { Teller(model: model).messageFlows() }
    package var conversations: [Conversation] { Teller(model: model).conversations() }
    /// An element as the text alternative names it.
    func reference(_ element: Int) -> Reference { model.reference(element) }
}

/// Tells a model.
private struct Teller {
    let model: Model
    private let order: FlowOrder
    /// Flows by the element that they come from, and go to.
    private var outgoing: [Int: [Int]] = [:]
    private var incoming: [Int: [Int]] = [:]
    private var numbers: [Int: Int] = [:]
    /// Pools in the order of the file, then processes that have none.
    private var pools: [Int]
    private var poolOfProcess: [Int: Int] = [:]

    init(model: Model) {
        self.model = model
        order = FlowOrder(model)
        pools = model.elements.indices.filter {
            model.elements[$0].kind == .participant && model.elements[$0].container == nil
        }
        for pool in pools {
            guard let process = model.elements[pool].process else { continue }
            poolOfProcess[process] = poolOfProcess[process] ?? pool
        }
        for index in model.elements.indices where model.elements[index].kind == .process {
            if poolOfProcess[index] == nil { pools.append(index) }
        }
        for index in model.elements.indices where model.elements[index].kind.isFlow {
            if let source = model.elements[index].source { outgoing[source, default: []].append(index) }
            if let target = model.elements[index].target { incoming[target, default: []].append(index) }
        }
        for pool in pools { number(process(of: pool)) }
    }

    private func process(of pool: Int) -> Int? {
        guard model.elements[pool].kind == .participant else { return pool }
        return model.elements[pool].process.flatMap { poolOfProcess[$0] == pool ? $0 : nil }
    }

    private mutating func number(_ container: Int?) {
        guard let container else { return }
        for step in order.steps(in: container) {
            numbers[step] = numbers.count + 1
            number(step)
        }
    }

    func participants() -> [Participant] {
        pools.compactMap { pool in
            let element = model.elements[pool]
            let process = process(of: pool)
            let steps = process.map(steps) ?? []
            let lanes = process.map(lanes) ?? []
            // A process that nothing is in, as tools write one for what is drawn beside all pools.
            if element.kind == .process, steps.isEmpty, lanes.isEmpty { return nil }
            let own = element.name.isEmpty ? process.map { model.elements[$0].name } : element.name
            return Participant(
                name: own ?? "", isClosed: steps.isEmpty && lanes.isEmpty,
                hasSeveralInstances: element.markers.contains(.collection),
                documentation: element.documentation.isEmpty
                    ? process.map { model.elements[$0].documentation } ?? "" : element.documentation,
                lanes: lanes, steps: steps)
        }
    }

    private func lanes(_ container: Int) -> [Lane] {
        order.lanes(in: container).map { Lane(name: model.elements[$0].name, lanes: lanes($0)) }
    }

    private func steps(_ container: Int) -> [Step] { order.steps(in: container).map(step) }

    private func step(_ index: Int) -> Step {
        let element = model.elements[index]
        let begins = element.initiating.map { [$0] } ?? []
        let others = element.participants.filter { $0 != element.initiating }
        return Step(
            number: numbers[index] ?? 0, name: element.name, kind: element.kind, trigger: element.trigger,
            isInterrupting: element.isInterrupting, markers: element.markers, detail: element.detail,
            documentation: element.documentation, lanes: laneNames(element.lane), host: element.host.map(reference),
            participants: (begins + others).map { model.elements[$0].name }, next: next(index),
            inputs: data(incoming[index] ?? [], \.source), outputs: data(outgoing[index] ?? [], \.target),
            annotations: annotations(index), steps: steps(index))
    }

    private func laneNames(_ lane: Int?) -> [String] {
        guard let lane else { return [] }
        let lanes = [lane] + model.containers(of: lane).filter { model.elements[$0].kind == .lane }
        return lanes.reversed().map { model.elements[$0].name }
    }

    private func next(_ index: Int) -> [Next] {
        (outgoing[index] ?? []).compactMap { flow in
            let flow = model.elements[flow]
            guard flow.kind == .sequenceFlow, let target = flow.target else { return nil }
            return Next(
                target: reference(target), name: flow.name, condition: flow.condition, isDefault: flow.isDefault)
        }
    }

    private func data(_ flows: [Int], _ end: KeyPath<Element, Int?>) -> [Reference] {
        flows.compactMap { flow in
            let flow = model.elements[flow]
            guard flow.kind == .dataAssociation || flow.kind == .association, let other = flow[keyPath: end],
                model.elements[other].kind.isDocument || model.elements[other].kind == .dataStore
            else { return nil }
            return reference(other)
        }
    }

    private func annotations(_ index: Int) -> [String] {
        let ends =
            (outgoing[index] ?? []).map { model.elements[$0].target }
            + (incoming[index] ?? []).map { model.elements[$0].source }
        return ends.compactMap { end in
            guard let end, model.elements[end].kind == .textAnnotation else { return nil }
            return model.elements[end].name
        }
    }

    func messageFlows() -> [MessageFlow] {
        model.elements.compactMap { flow in
            guard flow.kind == .messageFlow, let source = flow.source, let target = flow.target else { return nil }
            return MessageFlow(
                name: flow.name, message: flow.detail, source: reference(source),
                sourceParticipant: participant(of: source),
                target: reference(target), targetParticipant: participant(of: target))
        }
    }

    private func participant(of index: Int) -> String {
        if model.elements[index].kind == .participant { return model.elements[index].name }
        let outermost = model.containers(of: index).reduce(index) { $1 }
        let pool = poolOfProcess[outermost].map { model.elements[$0].name } ?? ""
        return pool.isEmpty ? model.elements[outermost].name : pool
    }

    func conversations() -> [Conversation] {
        model.elements.compactMap { element in
            guard element.kind.isConversation else { return nil }
            return Conversation(
                name: element.name, kind: element.kind,
                participants: element.participants.map { model.elements[$0].name })
        }
    }

    private func reference(_ index: Int) -> Reference {
        var reference = model.reference(index)
        reference.step = numbers[index]
        return reference
    }
}
