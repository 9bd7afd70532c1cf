import BPMN

/// What became of a diagram: marked in the drawing, and listed.
struct DiagramChangesView {
    let pages: Pages
    let diagram: Diagram
    let changes: DiagramChanges
    /// What ids on the page begin with.
    let id: String

    private static let maximumChanges = 300

    private var words: DiagramWords { pages.words.diagrams }
    private var telling: DiagramTelling { DiagramTelling(pages: pages, diagram: diagram) }

    var html: HTML {
        let told = changes.elements.filter { $0.change != .moved }
        let moved = changes.elements.count - told.count
        return HTML {
            if changes.isEmpty {
                p { words.unchanged }
            } else {
                p { words.marked }
                DiagramView(pages: pages, diagram: diagram, id: id, changes: changes).drawings
                ul(.class("attention")) {
                    for change in told.prefix(Self.maximumChanges) { li { line(change) } }
                    if told.count > Self.maximumChanges {
                        li { pages.words.andMore([.count: pages.number(told.count - Self.maximumChanges)]) }
                    }
                    if moved > 0 { li { words.moved(moved)([.count: pages.number(moved)]) } }
                }
            }
        }
    }

    private func line(_ change: ElementChange) -> HTML {
        let element = telling.element(change.element.kind, change.element.name)
        return switch change.change {
        case .added: words.added([.what: element])
        case .removed: words.removed([.what: element])
        case .changed(let aspects): words.changed([.what: element, .list: pages.words.list(aspects.map(told))])
        case .moved: HTML()
        }
    }

    private func told(_ change: AspectChange) -> HTML {
        words.aspect([
            .attribute: HTML(words.aspects[change.aspect]), .from: value(change.from), .to: value(change.to),
        ])
    }

    private func value(_ value: AspectValue) -> HTML {
        switch value {
        case .none: HTML(words.nothing)
        case .text(let text): telling.quoted(text)
        case .kind(let kind): HTML(words.kinds[kind])
        case .trigger(let trigger): HTML(words.triggers[trigger])
        case .flag(let flag): HTML(flag ? words.yes : words.no)
        case .markers(let markers): pages.words.list(markers.map { HTML(words.markers[$0]) })
        case .direction(let direction): HTML(words.directions[direction])
        case .elements(let elements): pages.words.list(elements.map(telling.name))
        }
    }
}
