/// How a drawing shows what became of an element: by a frame and a sign, never by colour alone.
enum Mark: Hashable, Sendable {
    case added, removed, changed, moved

    var className: String {
        switch self {
        case .added: "bpmn-added"
        case .removed: "bpmn-removed"
        case .changed: "bpmn-changed"
        case .moved: "bpmn-moved"
        }
    }

    /// What lies around a form, or below a line.
    func adornment(on figure: Figure) -> [SVG] {
        if self == .moved { return [] }
        if let line = figure.line {
            var band = SVG.path(line.points, self == .removed ? .dashed(7, "4 5") : .line(7))
            band.attributes += [
                SVG.Attribute(name: .class, value: "bpmn-mark"), SVG.Attribute(name: .strokeOpacity, value: "0.35"),
            ]
            return [band]
        }
        var frames: [SVG]
        switch self {
        case .added: frames = [.rect(figure.bounds.inset(by: -5), radius: 4, .line(3))]
        case .removed: frames = [.rect(figure.bounds.inset(by: -5), radius: 4, .dashed(2, "6 4"))]
        default:
            frames = [
                .rect(figure.bounds.inset(by: -4), radius: 4, .line(1)),
                .rect(figure.bounds.inset(by: -7), radius: 6, .line(1)),
            ]
        }
        for index in frames.indices { frames[index].attributes.append(SVG.Attribute(name: .class, value: "bpmn-mark")) }
        return frames
    }

    /// The sign at the corner of a form, or on the middle of a line.
    func badge(on figure: Figure) -> SVG? {
        let place = figure.line?.middle.point ?? Point(x: figure.bounds.maxX + 5, y: figure.bounds.y - 5)
        let d: String
        switch self {
        case .added: d = "M-4 0H4M0 -4V4"
        case .removed: d = "M-4 0H4"
        case .changed: d = "M-3.5 -1.5H3.5M0 -5V2M-3.5 4.5H3.5"
        case .moved: return nil
        }
        return .group(
            "bpmn-badge \(className)", [.circle(place, 8, .surface(1.5)), .icon(d, at: place, .line(2))])
    }
}

extension ElementChange.Change {
    var mark: Mark {
        switch self {
        case .added: .added
        case .removed: .removed
        case .changed: .changed
        case .moved: .moved
        }
    }
}

extension DiagramChanges {
    /// What becomes of an element of either file.
    func mark(of element: Int, in model: Model) -> Mark? { mark(of: model.keys[element]) }
}
