/// What differs between two versions of a diagram, element by element.
package struct DiagramChanges: Sendable {
    /// In the order of the newer file; what is gone comes last, in the order of the older one.
    package let elements: [ElementChange]
    private let marks: [String: Mark]
    /// What is gone, as it was painted, by drawing.
    private let gone: [DrawingKey: [Figure]]

    package var isEmpty: Bool { elements.isEmpty }

    init(elements: [ElementChange], gone: [DrawingKey: [Figure]]) {
        self.elements = elements
        marks = Dictionary(elements.map { ($0.key, $0.change.mark) }, uniquingKeysWith: { first, _ in first })
        self.gone = gone
    }

    func mark(of key: String) -> Mark? { marks[key] }

    /// What is gone, where it was. In drawings that are laid out here nothing is where it was.
    func ghosts(in drawing: Drawing) -> [Figure] {
        drawing.plane.isLaidOut ? [] : gone[drawing.key] ?? []
    }
}

/// What became of one element.
package struct ElementChange: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        case added, removed
        /// In the order of `Aspect`.
        case changed([AspectChange])
        /// It says what it said, elsewhere on the canvas.
        case moved
    }

    /// As the newer file names it.
    package let element: Reference
    package let change: Change
    let key: String
}

/// One thing that is otherwise with an element.
package struct AspectChange: Hashable, Sendable {
    package let aspect: Aspect
    package let from: AspectValue
    package let to: AspectValue
}

/// What may be otherwise with an element.
package enum Aspect: String, CaseIterable, Hashable, Sendable {
    case kind, name, trigger, interrupting, detail, markers, state
    /// The activity that an event sits on.
    case host
    case source, target, condition
    /// Whether a flow is taken when no other is.
    case isDefault
    case direction
    case lane
    /// The sub-process or process that it lies in.
    case container
    /// The process of a pool, the participants of a choreography activity.
    case process, participants
    case documentation
    /// Performers, scripts, conditions of loops, implementations, attributes of vendors: each as the file names it.
    case settings
}

/// A value of an aspect; what kind of value it is depends on the aspect alone.
package enum AspectValue: Hashable, Sendable {
    case none
    case text(String)
    case kind(ElementKind)
    case trigger(Trigger)
    case flag(Bool)
    case markers([Marker])
    case direction(Direction)
    case elements([Reference])
}

/// Which drawings of two files are of the same thing.
struct DrawingKey: Hashable, Sendable {
    /// The key of what is drawn; empty for a collaboration.
    var element: String
    /// Several drawings may be of one thing.
    var number: Int
}

extension Diagram {
    /// What became of the elements of an older version. Elements are the same by their ids.
    package func changes(from old: Diagram) -> DiagramChanges {
        let places = Places(drawings)
        let oldPlaces = Places(old.drawings)
        let shift = places.shift(from: oldPlaces)
        var changes: [ElementChange] = []
        for index in model.elements.indices {
            let key = model.keys[index]
            guard let before = old.model.indicesByKey[key] else {
                changes.append(ElementChange(element: reference(index), change: .added, key: key))
                continue
            }
            let aspects = Aspect.allCases.compactMap { aspect in
                model.change(of: aspect, at: index, from: old.model, at: before)
            }
            if !aspects.isEmpty {
                changes.append(ElementChange(element: reference(index), change: .changed(aspects), key: key))
            } else if places.isMoved(key, from: oldPlaces, shift: shift) {
                changes.append(ElementChange(element: reference(index), change: .moved, key: key))
            }
        }
        var gone: [DrawingKey: [Figure]] = [:]
        for drawing in old.drawings where !drawing.plane.isLaidOut {
            gone[drawing.key] = drawing.figures.filter { figure in
                figure.element.map { model.indicesByKey[old.model.keys[$0]] == nil } ?? false
            }
        }
        for index in old.model.elements.indices where model.indicesByKey[old.model.keys[index]] == nil {
            changes.append(
                ElementChange(element: old.model.reference(index), change: .removed, key: old.model.keys[index]))
        }
        return DiagramChanges(elements: changes, gone: gone)
    }
}

extension Model {
    fileprivate func change(of aspect: Aspect, at index: Int, from old: Model, at before: Int) -> AspectChange? {
        if aspect == .settings { return changeOfSettings(at: index, from: old, at: before) }
        let from = old.value(of: aspect, at: before)
        let to = value(of: aspect, at: index)
        // Elements are compared by what they are, and told by their names.
        guard from != to, old.keys(of: aspect, at: before) != keys(of: aspect, at: index) || !aspect.isOfElements else {
            return nil
        }
        return AspectChange(aspect: aspect, from: from, to: to)
    }

    /// Only those that differ.
    private func changeOfSettings(at index: Int, from old: Model, at before: Int) -> AspectChange? {
        let (was, now) = (old.elements[before].settings, elements[index].settings)
        func value(_ settings: [String], besides others: [String]) -> AspectValue {
            let known = Set(others)
            let own = settings.filter { !known.contains($0) }
            return own.isEmpty ? .none : .text(own.joined(separator: "; "))
        }
        let (from, to) = (value(was, besides: now), value(now, besides: was))
        return from == to ? nil : AspectChange(aspect: .settings, from: from, to: to)
    }

    private func value(of aspect: Aspect, at index: Int) -> AspectValue {
        let element = elements[index]
        func text(_ text: String?) -> AspectValue { text.map { $0.isEmpty ? .none : .text($0) } ?? .none }
        switch aspect {
        case .kind: return .kind(element.kind)
        case .name: return text(element.name)
        case .trigger: return .trigger(element.trigger)
        case .interrupting: return .flag(element.isInterrupting)
        case .detail: return text(element.detail)
        case .markers: return .markers(element.markers)
        case .state: return text(element.state)
        case .condition: return text(element.condition)
        case .isDefault: return .flag(element.isDefault)
        case .direction: return .direction(element.direction)
        case .documentation: return text(element.documentation)
        case .settings: return text(element.settings.joined(separator: "; "))
        case .host, .source, .target, .lane, .container, .process, .participants:
            return .elements(others(of: aspect, element).map(reference))
        }
    }

    private func keys(of aspect: Aspect, at index: Int) -> [String] {
        others(of: aspect, elements[index]).map { keys[$0] }
    }

    private func others(of aspect: Aspect, _ element: Element) -> [Int] {
        let other: Int? =
            switch aspect {
            case .host: element.host
            case .source: element.source
            case .target: element.target
            case .lane: element.lane
            case .container: element.container
            case .process: element.process
            default: nil
            }
        return aspect == .participants ? element.participants : other.map { [$0] } ?? []
    }
}

extension Aspect {
    fileprivate var isOfElements: Bool {
        switch self {
        case .host, .source, .target, .lane, .container, .process, .participants: true
        default: false
        }
    }
}

/// Where elements are, in the first drawing that has them.
private struct Places {
    private var bounds: [String: Rect] = [:]
    private var order: [String] = []

    init(_ drawings: [Drawing]) {
        for drawing in drawings where !drawing.plane.isLaidOut {
            for shape in drawing.plane.shapes {
                let key = drawing.model.keys[shape.element]
                if bounds.updateValue(bounds[key] ?? shape.bounds, forKey: key) == nil { order.append(key) }
            }
        }
    }

    /// How far most elements are from where they were: a whole drawing that is elsewhere has not changed.
    func shift(from old: Places) -> Point {
        var counts: [Point: Int] = [:]
        var best = (Point(x: 0, y: 0), 0)
        for key in order {
            guard let now = bounds[key], let before = old.bounds[key] else { continue }
            let shift = Point(x: (now.x - before.x).rounded(), y: (now.y - before.y).rounded())
            counts[shift, default: 0] += 1
            if counts[shift, default: 0] > best.1 { best = (shift, counts[shift, default: 0]) }
        }
        return best.0
    }

    func isMoved(_ key: String, from old: Places, shift: Point) -> Bool {
        guard let now = bounds[key], let before = old.bounds[key] else { return false }
        return abs(now.x - before.x - shift.x) > 1 || abs(now.y - before.y - shift.y) > 1
            || abs(now.width - before.width) > 1 || abs(now.height - before.height) > 1
    }
}
