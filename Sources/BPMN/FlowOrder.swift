/// The steps of each process and sub-process in the order in which a reader would go through them: each after all that
/// lead to it, as far as there are no circles; one branch to its end before the next one.
struct FlowOrder {
    private var stepsByContainer: [Int: [Int]] = [:]
    private var lanesByContainer: [Int: [Int]] = [:]
    /// Where a step leads to within its container: by flows, then to the events that sit on it.
    private(set) var successors: [Int: [Int]] = [:]

    init(_ model: Model) {
        var incoming: Set<Int> = []
        for (index, element) in model.elements.enumerated() {
            if element.kind == .lane, let container = element.container {
                lanesByContainer[container, default: []].append(index)
            }
            if element.kind.isStep, let container = element.container {
                stepsByContainer[container, default: []].append(index)
            }
            guard element.kind == .sequenceFlow, let source = element.source, let target = element.target,
                model.elements[source].container == model.elements[target].container, model.elements[target].kind.isStep
            else { continue }
            successors[source, default: []].append(target)
            incoming.insert(target)
        }
        for (index, element) in model.elements.enumerated() {
            guard element.kind == .boundaryEvent, let host = element.host,
                model.elements[host].container == element.container
            else { continue }
            successors[host, default: []].append(index)
            incoming.insert(index)
        }
        for (container, steps) in stepsByContainer {
            let first = steps.filter { model.elements[$0].kind == .startEvent && !incoming.contains($0) }
            let others = steps.filter { model.elements[$0].kind != .startEvent && !incoming.contains($0) }
            // What other parts of the process begin with comes after what flows into each other.
            let aside = others.filter { model.elements[$0].isAside }
            let beginnings = first + others.filter { !model.elements[$0].isAside } + aside
            stepsByContainer[container] = ordered(steps, from: beginnings)
        }
    }

    func steps(in container: Int) -> [Int] { stepsByContainer[container] ?? [] }
    func lanes(in container: Int) -> [Int] { lanesByContainer[container] ?? [] }

    /// The reverse of the order in which a search in depth leaves the steps.
    private func ordered(_ steps: [Int], from beginnings: [Int]) -> [Int] {
        var reached: Set<Int> = []
        var left: [Int] = []
        // Circles that nothing leads into begin with the step that the file has first.
        var roots: [Int] = []
        for root in beginnings + steps where !reached.contains(root) {
            roots.append(root)
            search(from: root, &reached, &left)
        }
        (reached, left) = ([], [])
        for root in roots.reversed() { search(from: root, &reached, &left) }
        return left.reversed()
    }

    private func search(from root: Int, _ reached: inout Set<Int>, _ left: inout [Int]) {
        guard reached.insert(root).inserted else { return }
        // The last flow first, so that what the first leads to comes out first.
        var open = [(step: root, next: (successors[root] ?? []).count)]
        while let (step, next) = open.last {
            if next == 0 {
                left.append(step)
                open.removeLast()
                continue
            }
            open[open.count - 1].next -= 1
            let successor = (successors[step] ?? [])[next - 1]
            if reached.insert(successor).inserted {
                open.append((successor, (successors[successor] ?? []).count))
            }
        }
    }
}

extension Element {
    /// Begins by an event of its own instead of a flow.
    fileprivate var isAside: Bool { kind == .eventSubProcess || markers.contains(.compensation) }
}
