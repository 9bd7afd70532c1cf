/// Reads what a file says about its elements. Their places are read by `InterchangeReader`.
struct ModelReader {
    private var model = Model()
    /// By id: names of messages, signals, errors, escalations, data stores, category values, and what else is referred to.
    private var names: [String: String] = [:]
    /// By id: event definitions that stand outside of events.
    private var definitions: [String: XMLTree] = [:]
    /// By id: data objects and stores that others refer to, which are drawn and told in their place.
    private var collections: Set<String> = []
    private var referred: Set<String> = []
    private var globalTasks: Set<String> = []
    /// What can only be resolved when every id is known.
    private var links: [Link] = []
    /// Inputs and outputs inside activities are not drawn: what is said of them concerns the activity.
    private var owners: [String: Int] = [:]
    private var defaults: Set<String> = []

    private struct Link {
        enum Role { case source, target, host, process, lane, member, participant, initiating }
        var element: Int
        var role: Role
        var reference: String
    }

    static func read(_ root: XMLTree) -> Model {
        var reader = ModelReader()
        reader.readNames(root, isRoot: true)
        for child in root.children where child.vocabulary == .model { reader.readRoot(child) }
        for link in reader.links { reader.resolve(link) }
        reader.resolveDefaults()
        reader.model.makeKeys()
        reader.model.title = reader.title(root)
        return reader.model
    }

    // MARK: Names

    private mutating func readNames(_ tree: XMLTree, isRoot: Bool) {
        for child in tree.children where child.vocabulary == .model {
            switch child.name {
            case "message", "signal", "error", "escalation", "dataStore", "resource", "interface", "operation":
                if let id = child["id"], names[id] == nil {
                    names[id] = child["name"] ?? child["errorCode"] ?? child["escalationCode"] ?? ""
                }
                if child.name == "interface" { readNames(child, isRoot: false) }
            case "category":
                for value in child.children("categoryValue") {
                    if let id = value["id"], names[id] == nil { names[id] = value["value"] ?? child["name"] ?? "" }
                }
            case let name where isRoot && name.hasSuffix("EventDefinition"):
                if let id = child["id"] { definitions[id] = child }
            case "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask",
                "process":
                if let id = child["id"], let name = child["name"] { names[id] = names[id] ?? name }
                if child.name != "process", let id = child["id"] { globalTasks.insert(id) }
                fallthrough
            default:
                for object in child.children {
                    if let reference = object["dataObjectRef"] ?? object["dataStoreRef"] { referred.insert(reference) }
                    guard object.name == "dataObject", let id = object["id"] else { continue }
                    if object.flag("isCollection") == true { collections.insert(id) }
                    names[id] = names[id] ?? object["name"]
                }
            }
            // Collections may lie in sub-processes.
            if child.name == "subProcess" || child.name == "process" || child.name == "transaction"
                || child.name == "adHocSubProcess"
            {
                readNames(child, isRoot: false)
            }
        }
    }

    private func name(of reference: String?) -> String {
        guard let reference else { return "" }
        if let name = names[reference] { return name }
        guard let colon = reference.lastIndex(of: ":") else { return "" }
        return names[String(reference[reference.index(after: colon)...])] ?? ""
    }

    private func isGlobalTask(_ reference: String) -> Bool {
        if globalTasks.contains(reference) { return true }
        guard let colon = reference.lastIndex(of: ":") else { return false }
        return globalTasks.contains(String(reference[reference.index(after: colon)...]))
    }

    private func title(_ root: XMLTree) -> String {
        for name in ["collaboration", "choreography", "globalConversation"] {
            if let title = root.children.first(where: { $0.is(.model, name) && $0["name"] != nil })?["name"] {
                return title
            }
        }
        let pools = model.elements.filter { $0.kind == .participant && !$0.name.isEmpty }
        if pools.count == 1 { return pools[0].name }
        let processes = model.elements.filter { $0.kind == .process && !$0.name.isEmpty }
        if processes.count == 1 { return processes[0].name }
        return root["name"] ?? ""
    }

    // MARK: Structure

    private mutating func readRoot(_ tree: XMLTree) {
        switch tree.name {
        case "collaboration", "choreography", "globalConversation":
            let container = tree.name == "choreography" ? add(.process, tree, container: nil) : nil
            readChildren(of: tree, container: container)
        case "process":
            let process = add(.process, tree, container: nil)
            readChildren(of: tree, container: process)
        case "message": add(.message, tree, container: nil)
        case "dataStore" where !isReferred(tree): add(.dataStore, tree, container: nil)
        default: break
        }
    }

    private mutating func readChildren(of tree: XMLTree, container: Int?) {
        for child in tree.children where child.vocabulary == .model {
            if let kind = Self.kinds[child.name] {
                if child.name == "dataObject", isReferred(child) { continue }
                read(child, kind, container: container)
            } else if child.name == "laneSet" || child.name == "childLaneSet" {
                for lane in child.children("lane") { readLane(lane, container: container) }
            } else if child.name == "ioSpecification" {
                guard let container else { continue }
                readInputs(child, container: container)
            }
        }
    }

    private func isReferred(_ tree: XMLTree) -> Bool { tree["id"].map { referred.contains($0) } ?? false }

    private mutating func readLane(_ tree: XMLTree, container: Int?) {
        let lane = add(.lane, tree, container: container)
        for member in tree.children("flowNodeRef") { link(lane, .member, member.text.trimmed) }
        readChildren(of: tree, container: lane)
    }

    private mutating func readInputs(_ tree: XMLTree, container: Int) {
        for child in tree.children {
            guard let kind = Self.dataKinds[child.name] else { continue }
            if model.elements[container].kind == .process {
                read(child, kind, container: container)
            } else if let id = child["id"] {
                owners[id] = container
            }
        }
    }

    private static let dataKinds: [String: ElementKind] = ["dataInput": .dataInput, "dataOutput": .dataOutput]

    private static let kinds: [String: ElementKind] = [
        "participant": .participant, "task": .task, "sendTask": .sendTask, "receiveTask": .receiveTask,
        "userTask": .userTask, "manualTask": .manualTask, "businessRuleTask": .businessRuleTask,
        "serviceTask": .serviceTask, "scriptTask": .scriptTask, "callActivity": .callActivity,
        "subProcess": .subProcess, "transaction": .transaction, "adHocSubProcess": .adHocSubProcess,
        "startEvent": .startEvent, "intermediateCatchEvent": .intermediateCatchEvent,
        "intermediateThrowEvent": .intermediateThrowEvent, "implicitThrowEvent": .intermediateThrowEvent,
        "boundaryEvent": .boundaryEvent, "endEvent": .endEvent, "exclusiveGateway": .exclusiveGateway,
        "inclusiveGateway": .inclusiveGateway, "parallelGateway": .parallelGateway,
        "complexGateway": .complexGateway, "eventBasedGateway": .eventBasedGateway,
        "dataObjectReference": .dataObject, "dataObject": .dataObject, "dataStoreReference": .dataStore,
        "textAnnotation": .textAnnotation, "group": .group, "choreographyTask": .choreographyTask,
        "subChoreography": .subChoreography, "callChoreography": .callChoreography,
        "conversation": .conversation, "subConversation": .subConversation, "callConversation": .callConversation,
        "sequenceFlow": .sequenceFlow, "messageFlow": .messageFlow, "association": .association,
        "dataInputAssociation": .dataAssociation, "dataOutputAssociation": .dataAssociation,
        "conversationLink": .conversationLink,
    ]

    // MARK: Elements

    private mutating func read(_ tree: XMLTree, _ kind: ElementKind, container: Int?) {
        let isEventSubProcess = kind == .subProcess && tree.flag("triggeredByEvent") == true
        let index = add(isEventSubProcess ? .eventSubProcess : kind, tree, container: container)
        model.elements[index].markers = markers(tree, kind)
        switch kind {
        case .textAnnotation: model.elements[index].name = clipped(tree.child("text")?.text.trimmed ?? "", tree.line)
        case .group: model.elements[index].name = clipped(name(of: tree["categoryValueRef"]), tree.line)
        case .dataObject, .dataInput, .dataOutput, .dataStore:
            model.elements[index].state = tree.child("dataState")?["name"] ?? ""
            if model.elements[index].name.isEmpty {
                model.elements[index].name = clipped(name(of: tree["dataStoreRef"] ?? tree["dataObjectRef"]), tree.line)
            }
        case .participant: readParticipant(tree, index)
        case .callActivity:
            model.elements[index].detail = name(of: tree["calledElement"])
            model.elements[index].callsTask = tree["calledElement"].map { isGlobalTask($0) } ?? false
        case _ where kind.isFlow: readFlow(tree, index)
        case _ where kind.isEvent: readEvent(tree, index)
        case .eventBasedGateway: break
        default:
            model.elements[index].detail = name(of: tree["calledElement"] ?? tree["operationRef"] ?? tree["messageRef"])
        }
        if kind.isChoreography {
            for participant in tree.children("participantRef") { link(index, .participant, participant.text.trimmed) }
            if let initiating = tree["initiatingParticipantRef"] { link(index, .initiating, initiating) }
        }
        if kind.isConversation {
            for participant in tree.children("participantRef") { link(index, .participant, participant.text.trimmed) }
        }
        if let normal = tree["default"] { defaults.insert(normal) }
        if kind.isActivity || kind.isEvent || kind.isConversation { readChildren(of: tree, container: index) }
    }

    @discardableResult
    private mutating func add(_ kind: ElementKind, _ tree: XMLTree, container: Int?) -> Int {
        let index = model.elements.count
        var element = Element(
            id: tree["id"] ?? "", kind: kind, name: clipped(tree["name"] ?? "", tree.line), line: tree.line)
        element.container = container
        element.settings = settings(tree)
        element.documentation = tree.children("documentation").map(\.text.trimmed).joined(separator: "\n\n")
        model.elements.append(element)
        guard !element.id.isEmpty else { return index }
        if model.indices[element.id] == nil {
            model.indices[element.id] = index
        } else {
            model.duplicates.append(index)
        }
        return index
    }

    /// Everything that is not read by itself, and that neither draws it nor places it.
    private func settings(_ tree: XMLTree) -> [String] {
        let attributes = tree.attributes.filter { name, value in
            !Self.readAttributes.contains(name) && !name.hasPrefix("xmlns") && !value.trimmed.isEmpty
        }
        let below = tree.children.filter { child in
            child.vocabulary == .model && Self.kinds[child.name] == nil && !Self.readChildren.contains(child.name)
                && !child.name.hasSuffix("EventDefinition")
        }
        return attributes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.trimmed)" }
            + below.flatMap { Self.flattened($0, "") }
    }

    /// The texts and attributes of an element, each behind the names that lead to it.
    private static func flattened(_ tree: XMLTree, _ prefix: String) -> [String] {
        let name = prefix + tree.name
        let text = tree.text.trimmed
        // Ids are names for programs; of several instances the markers tell whether they wait for each other.
        let attributes = tree.attributes.filter { name, _ in
            name != "id" && name != "isSequential" && !name.hasPrefix("xmlns")
        }
        let own = attributes.sorted { $0.key < $1.key }.map { "\(name) \($0.key): \($0.value.trimmed)" }
        return (text.isEmpty ? [] : ["\(name): \(text)"]) + own + tree.children.flatMap { flattened($0, name + " ") }
    }

    private static let readAttributes: Set<String> = [
        "associationDirection", "attachedToRef", "cancelActivity", "categoryValueRef", "dataObjectRef", "dataStoreRef",
        "default", "eventGatewayType", "id", "initiatingParticipantRef", "instantiate", "isCollection",
        "isForCompensation", "isInterrupting", "loopType", "messageRef", "name", "parallelMultiple", "processRef",
        "sourceRef", "targetRef", "triggeredByEvent",
    ]

    private static let readChildren: Set<String> = [
        "childLaneSet", "conditionExpression", "dataState", "documentation", "eventDefinitionRef", "extensionElements",
        "flowNodeRef", "incoming", "ioSpecification", "lane", "laneSet", "outgoing", "participantMultiplicity",
        "participantRef", "sourceRef", "targetRef", "text",
    ]

    /// Names are written into drawings, where no reader can do with pages of them.
    private mutating func clipped(_ text: String, _ line: Int) -> String {
        guard text.utf8.count > Self.longestName else { return text }
        model.longNames.append(line)
        return String(text.prefix(Self.longestName / 4)) + "…"
    }

    private static let longestName = 8_000

    private func markers(_ tree: XMLTree, _ kind: ElementKind) -> [Marker] {
        var markers: [Marker] = []
        if tree.child("standardLoopCharacteristics") != nil { markers.append(.loop) }
        if let several = tree.child("multiInstanceLoopCharacteristics") {
            markers.append(several.flag("isSequential") == true ? .sequentialInstances : .parallelInstances)
        }
        switch tree["loopType"] {
        case "Standard": markers.append(.loop)
        case "MultiInstanceSequential": markers.append(.sequentialInstances)
        case "MultiInstanceParallel": markers.append(.parallelInstances)
        default: break
        }
        if tree.flag("isForCompensation") == true { markers.append(.compensation) }
        let isCollection = tree.flag("isCollection") ?? tree["dataObjectRef"].map { collections.contains($0) } ?? false
        if isCollection, kind.isDocument { markers.append(.collection) }
        if kind == .participant, let number = tree.child("participantMultiplicity"),
            Int(number["maximum"] ?? "") ?? 2 > 1
        {
            markers.append(.collection)
        }
        if tree.flag("instantiate") == true { markers.append(.instantiating) }
        if tree["eventGatewayType"] == "Parallel" { markers.append(.parallel) }
        return markers
    }

    private mutating func readParticipant(_ tree: XMLTree, _ index: Int) {
        if let process = tree["processRef"] { link(index, .process, process) }
    }

    private mutating func readFlow(_ tree: XMLTree, _ index: Int) {
        // The ends of data associations are elements of their own, and one end is the activity that they stand in.
        let ends = (
            tree["sourceRef"] ?? tree.child("sourceRef")?.text.trimmed,
            tree["targetRef"] ?? tree.child("targetRef")?.text.trimmed
        )
        if let source = ends.0 { link(index, .source, source) }
        if let target = ends.1 { link(index, .target, target) }
        if tree.name == "dataInputAssociation" { model.elements[index].target = model.elements[index].container }
        if tree.name == "dataOutputAssociation" { model.elements[index].source = model.elements[index].container }
        if let condition = tree.child("conditionExpression") {
            model.elements[index].condition = condition.text.trimmed
        }
        model.elements[index].detail = name(of: tree["messageRef"])
        switch (model.elements[index].kind, tree["associationDirection"]) {
        case (.dataAssociation, _), (.association, "One"): model.elements[index].direction = .one
        case (.association, "Both"): model.elements[index].direction = .both
        default: break
        }
    }

    private mutating func readEvent(_ tree: XMLTree, _ index: Int) {
        if let host = tree["attachedToRef"] { link(index, .host, host) }
        if tree.name == "boundaryEvent" { model.elements[index].isInterrupting = tree.flag("cancelActivity") ?? true }
        if tree.name == "startEvent" { model.elements[index].isInterrupting = tree.flag("isInterrupting") ?? true }
        var found = tree.children.filter { $0.vocabulary == .model && $0.name.hasSuffix("EventDefinition") }
        found += tree.children("eventDefinitionRef").compactMap { definitions[$0.text.trimmed] }
        let triggers = found.compactMap { Self.triggers[$0.name] }
        model.elements[index].detail = found.map(detail).filter { !$0.isEmpty }.joined(separator: ", ")
        model.elements[index].trigger =
            switch triggers.count {
            case 0: .none
            case 1: triggers[0]
            default: tree.flag("parallelMultiple") == true ? .parallelMultiple : .multiple
            }
    }

    private static let triggers: [String: Trigger] = [
        "messageEventDefinition": .message, "timerEventDefinition": .timer, "errorEventDefinition": .error,
        "escalationEventDefinition": .escalation, "cancelEventDefinition": .cancel,
        "compensateEventDefinition": .compensation, "conditionalEventDefinition": .conditional,
        "linkEventDefinition": .link, "signalEventDefinition": .signal, "terminateEventDefinition": .terminate,
    ]

    /// What an event definition says: the name of a message, a time, a condition.
    private func detail(_ tree: XMLTree) -> String {
        for name in ["messageRef", "signalRef", "errorRef", "escalationRef"] {
            if let reference = tree[name] { return self.name(of: reference) }
        }
        for name in ["timeDate", "timeDuration", "timeCycle", "condition"] {
            if let text = tree.child(name)?.text.trimmed, !text.isEmpty { return text }
        }
        return tree["name"] ?? ""
    }

    // MARK: Links

    private mutating func link(_ element: Int, _ role: Link.Role, _ reference: String) {
        if !reference.isEmpty { links.append(Link(element: element, role: role, reference: reference)) }
    }

    private mutating func resolve(_ link: Link) {
        let element = link.element
        guard let other = model.index(link.reference) ?? owners[link.reference] else {
            if link.role == .source || link.role == .target, model.elements[element].kind != .dataAssociation {
                model.dangling.insert(element)
            }
            return
        }
        switch link.role {
        case .source where model.elements[element].source == nil: model.elements[element].source = other
        case .target where model.elements[element].target == nil: model.elements[element].target = other
        case .source, .target: break
        case .host: model.elements[element].host = model.elements[other].kind.isActivity ? other : nil
        case .process: model.elements[element].process = model.elements[other].kind == .process ? other : nil
        case .participant: model.elements[element].participants.append(other)
        case .initiating: model.elements[element].initiating = other
        // The innermost lane comes last: lanes in lanes are read after those around them.
        case .member where !model.elements[other].kind.isFlow && other != element: model.elements[other].lane = element
        case .member, .lane: break
        }
    }

    private mutating func resolveDefaults() {
        for reference in defaults.sorted() {
            guard let flow = model.index(reference), model.elements[flow].kind == .sequenceFlow else { continue }
            model.elements[flow].isDefault = true
        }
    }
}
