/// What a layout needs to know of a model, found in one go.
struct LayoutSource {
    let model: Model
    let order: FlowOrder
    /// Sequence flows by what the step lies in that they come from.
    private(set) var flows: [Int: [Int]] = [:]
    /// Data and annotations by what they lie in.
    private(set) var aside: [Int: [Int]] = [:]
    /// What data and annotations are tied to.
    private(set) var ties: [Int: [Int]] = [:]

    init(_ model: Model) {
        self.model = model
        order = FlowOrder(model)
        for (index, element) in model.elements.enumerated() {
            if element.kind == .sequenceFlow, let source = element.source,
                let container = model.elements[source].container
            {
                flows[container, default: []].append(index)
            }
            if element.kind.isNode, !element.kind.isStep, let container = element.container {
                aside[container, default: []].append(index)
            }
            guard element.kind == .association || element.kind == .dataAssociation, let source = element.source,
                let target = element.target
            else { continue }
            ties[source, default: []].append(target)
            ties[target, default: []].append(source)
        }
    }

    /// As large as people expect a form to be.
    static func size(of element: Element) -> (width: Double, height: Double) {
        switch element.kind {
        case _ where element.kind.isEvent: (36, 36)
        case _ where element.kind.isGateway: (50, 50)
        case _ where element.kind.isDocument: (36, 50)
        case .dataStore: (50, 50)
        case .textAnnotation: (140, max(30, Label(element.name, width: 130).height + 6))
        case _ where element.kind.isConversation: (60, 52)
        case _ where element.kind.isChoreography: (120, 100)
        default: (100, 80)
        }
    }
}
