/// What an element of a diagram is, of the kinds that BPMN 2.0 has (clauses 7 to 11).
package enum ElementKind: String, CaseIterable, Hashable, Sendable {
    case process, participant, lane
    case task, sendTask, receiveTask, userTask, manualTask, businessRuleTask, serviceTask, scriptTask
    case callActivity, subProcess, eventSubProcess, transaction, adHocSubProcess
    case startEvent, intermediateCatchEvent, intermediateThrowEvent, boundaryEvent, endEvent
    case exclusiveGateway, inclusiveGateway, parallelGateway, complexGateway, eventBasedGateway
    case dataObject, dataInput, dataOutput, dataStore, textAnnotation, group, message
    case choreographyTask, subChoreography, callChoreography
    case conversation, subConversation, callConversation
    case sequenceFlow, messageFlow, association, dataAssociation, conversationLink

    package var isEvent: Bool {
        switch self {
        case .startEvent, .intermediateCatchEvent, .intermediateThrowEvent, .boundaryEvent, .endEvent: true
        default: false
        }
    }

    package var isGateway: Bool {
        switch self {
        case .exclusiveGateway, .inclusiveGateway, .parallelGateway, .complexGateway, .eventBasedGateway: true
        default: false
        }
    }

    /// May have elements of its own inside.
    package var isSubProcess: Bool {
        switch self {
        case .subProcess, .eventSubProcess, .transaction, .adHocSubProcess, .subChoreography: true
        default: false
        }
    }

    package var isActivity: Bool {
        switch self {
        case .task, .sendTask, .receiveTask, .userTask, .manualTask, .businessRuleTask, .serviceTask, .scriptTask,
            .callActivity, .choreographyTask, .callChoreography:
            true
        default: isSubProcess
        }
    }

    /// One after the other in a flow: what a reader would call a step.
    package var isStep: Bool { isActivity || isEvent || isGateway }

    /// A line between others.
    package var isFlow: Bool {
        switch self {
        case .sequenceFlow, .messageFlow, .association, .dataAssociation, .conversationLink: true
        default: false
        }
    }

    /// Something with a place of its own that is neither a frame around others nor a line.
    var isNode: Bool { !isFlow && self != .process && self != .participant && self != .lane && self != .group }

    var isConversation: Bool { self == .conversation || self == .subConversation || self == .callConversation }
    var isChoreography: Bool { self == .choreographyTask || self == .subChoreography || self == .callChoreography }
    /// A sheet of paper.
    var isDocument: Bool { self == .dataObject || self == .dataInput || self == .dataOutput }
}

/// What an event waits for or brings about (BPMN 2.0, 10.5.5).
package enum Trigger: String, CaseIterable, Hashable, Sendable {
    case none, message, timer, error, escalation, cancel, compensation, conditional, link, signal, terminate
    /// One of several.
    case multiple
    /// All of several.
    case parallelMultiple
}

/// What activities, data and participants may be besides their kind.
package enum Marker: String, CaseIterable, Hashable, Sendable {
    case loop, parallelInstances, sequentialInstances, compensation
    /// Several data objects, or several participants.
    case collection
    /// A gateway or receive task that begins a process.
    case instantiating
    /// An event-based gateway that waits for all of its events.
    case parallel
}

/// Which way an association points (BPMN 2.0, 7.6.2).
package enum Direction: String, CaseIterable, Hashable, Sendable { case none, one, both }

/// An element, as the file has it.
struct Element: Hashable, Sendable {
    /// The file's; empty for one without.
    var id: String
    var kind: ElementKind
    /// The text of an annotation; the value of a group's category.
    var name = ""
    /// 1-based.
    var line: Int
    /// What it lies in by the file's structure, by index: a process, a sub-process, a participant for a lane.
    var container: Int?
    /// The innermost lane.
    var lane: Int?

    var trigger = Trigger.none
    /// False for what is drawn with a dashed line.
    var isInterrupting = true
    /// The activity that a boundary event sits on.
    var host: Int?
    /// In the order of the cases.
    var markers: [Marker] = []
    /// What an event waits for, an activity calls, a flow carries.
    var detail = ""
    /// Of a data object.
    var state = ""
    /// What a call activity calls is a single task, which has nothing inside.
    var callsTask = false
    var documentation = ""
    /// What else the file says of it, for those who run it: `implementation: ##WebService`, `potentialOwner … : Clerk`.
    var settings: [String] = []

    /// Where a flow comes from and goes to, by index.
    var source: Int?
    var target: Int?
    var condition: String?
    var isDefault = false
    var direction = Direction.none

    /// Of a participant.
    var process: Int?
    /// Of a choreography activity: names of the participants, and which of them begins.
    var participants: [Int] = []
    var initiating: Int?
}

/// An element, told to somebody.
package struct Reference: Hashable, Sendable {
    package var kind: ElementKind
    /// May be empty.
    package var name: String
    /// Of a step: the number that it has in the text alternative.
    package var step: Int?
}

/// Everything that a file says, apart from places.
struct Model: Sendable {
    var title = ""
    /// In the order of the file; what contains others comes before them.
    var elements: [Element] = []
    /// By id, the first of several.
    var indices: [String: Int] = [:]
    /// What an element is known by in another version of the file: its id, as far as it has one of its own.
    private(set) var keys: [String] = []
    private(set) var indicesByKey: [String: Int] = [:]
    /// Lines of elements whose names were cut.
    var longNames: [Int] = []
    /// Elements with the id of an earlier one.
    var duplicates: [Int] = []
    /// Flows with an end at nothing.
    var dangling: Set<Int> = []

    /// The element that a reference means, with or without prefix (BPMN 2.0, 15.3: references are QNames).
    func index(_ reference: String?) -> Int? {
        guard let reference else { return nil }
        if let index = indices[reference] { return index }
        guard let colon = reference.lastIndex(of: ":") else { return nil }
        return indices[String(reference[reference.index(after: colon)...])]
    }

    /// Call it when all elements are there.
    mutating func makeKeys() {
        var counts: [String: Int] = [:]
        for (index, element) in elements.enumerated() {
            var key = element.id
            if indices[element.id] != index {
                key = "\0" + [element.id, element.kind.rawValue, element.name].joined(separator: "\0")
                counts[key, default: 0] += 1
                key += "\0\(counts[key] ?? 0)"
            }
            keys.append(key)
            indicesByKey[key] = index
        }
    }

    func reference(_ index: Int) -> Reference { Reference(kind: elements[index].kind, name: elements[index].name) }

    /// What an element lies in, the innermost first. An element's container has a smaller index, so there is an end.
    func containers(of index: Int) -> some Sequence<Int> {
        sequence(state: index) { index in
            guard let container = elements[index].container else { return nil }
            index = container
            return container
        }
    }
}
