import BPMN

/// A BPMN diagram: drawn, and told in words.
struct DiagramView {
    let pages: Pages
    let diagram: Diagram
    /// What ids on the page begin with.
    var id = "diagram"
    var changes: DiagramChanges?

    /// What a reader should know about a drawing, for the words.
    enum Note: String, CaseIterable, Sendable {
        case laidOut, nothingToDraw, notUnicode, tooManyToDraw, notDrawn, unknownElement, duplicateID
        case unusableCoordinates, danglingFlow, longName, more
    }

    private var words: DiagramWords { pages.words.diagrams }

    /// What was read, or why it could not be.
    static func read(_ content: [UInt8]) -> Result<Diagram, UnreadableDiagram> {
        Result { () throws(UnreadableDiagram) in try Diagram(content) }
    }

    static func html(of error: UnreadableDiagram, _ pages: Pages) -> HTML {
        p(.class("notice")) {
            pages.words.diagrams.unreadable([.reason: HTML(pages.words.diagrams.reasons[error.reason])])
            if let line = error.line {
                " "
                pages.words.versions.atLine([.count: pages.number(line)])
            }
        }
    }

    var html: HTML {
        HTML {
            drawings
            notes
            DiagramTelling(pages: pages, diagram: diagram).html
        }
    }

    /// Each in a frame of its own that scrolls: at the size at which it can be read.
    @HTMLBuilder var drawings: HTML {
        for (index, drawing) in diagram.drawings.enumerated() {
            let title = drawing.title.isEmpty ? words.untitled : drawing.title
            if diagram.drawings.count > 1 { h3 { bdi { title } } }
            div(.class("scroll"), .role("region"), .label(title), .focusable) {
                HTML(
                    drawing.svg(
                        id: "\(id)-\(index + 1)", title: title, description: words.description, marking: changes))
            }
        }
    }

    @HTMLBuilder private var notes: HTML {
        if !diagram.notes.isEmpty {
            ul(.class("attention")) { for note in diagram.notes { li { told(note) } } }
        }
    }

    private func told(_ note: DiagramNote) -> HTML {
        let telling = DiagramTelling(pages: pages, diagram: diagram)
        func phrase(_ note: Note, _ what: HTML = HTML(), _ count: Int = 0, line: Int? = nil) -> HTML {
            HTML {
                words.notes[note]([.what: what, .count: pages.number(count)])
                if let line {
                    " ("
                    pages.words.versions.atLine([.count: pages.number(line)])
                    ")"
                }
            }
        }
        return switch note {
        case .laidOut: phrase(.laidOut)
        case .nothingToDraw: phrase(.nothingToDraw)
        case .notUnicode: phrase(.notUnicode)
        case .tooManyToDraw(_, let count): phrase(.tooManyToDraw, HTML(), count)
        case .notDrawn(let element, let line): phrase(.notDrawn, telling.name(element), line: line)
        case .unknownElement(let id, let line): phrase(.unknownElement, bdi { shortened(id, to: 100) }, line: line)
        case .duplicateID(let id, let line): phrase(.duplicateID, bdi { shortened(id, to: 100) }, line: line)
        case .unusableCoordinates(let element, let line):
            phrase(.unusableCoordinates, telling.name(element), line: line)
        case .danglingFlow(let element, let line): phrase(.danglingFlow, telling.name(element), line: line)
        case .longName(let line): phrase(.longName, line: line)
        case .more(let count): phrase(.more, HTML(), count)
        }
    }
}
