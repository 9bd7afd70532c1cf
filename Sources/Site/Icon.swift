import Checklists

/// A shape beside a word, never instead of one: drawn, so that it looks the same wherever it is read.
struct Icon: Sendable {
    private let path: String
    /// Outlines are drawn with the pen, filled shapes with ink.
    private let isFilled: Bool

    private static func outline(_ path: String) -> Icon { Icon(path: path, isFilled: false) }
    private static func filled(_ path: String) -> Icon { Icon(path: path, isFilled: true) }

    /// A ring.
    static let open = outline("M2 8a6 6 0 1 1 0 .1z")
    /// A disc.
    static let done = filled("M1 8a7 7 0 1 1 0 .1")
    /// A tick.
    static let signedOff = outline("M2 9l4 4l8-10")
    /// A disc, half of it empty.
    static let awaiting = filled("M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14M8 3a5 5 0 1 1 0 10z")
    /// A triangle.
    static let changed = outline("M8 2L15 14H1z")
    /// A dash.
    static let notApplicable = outline("M3 8h10")
    /// A cross.
    static let failed = outline("M3 3l10 10M13 3L3 13")
    /// A clock.
    static let overdue = outline("M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 4.500v4l3 1.500")

    static func of(_ status: Status) -> Icon {
        switch status {
        case .open: open
        case .done: done
        case .changed: changed
        case .awaiting: awaiting
        case .signedOff: signedOff
        case .notApplicable: notApplicable
        }
    }

    /// Without a name: the word beside it has it.
    var html: HTML {
        svg(.class(isFilled ? "dot" : "icon"), .viewBox("0 0 16 16"), .hidden) { drawn(.d(path)) { "" } }
    }
}

private let svg = Tag("svg"), drawn = Tag("path")

extension Attribute {
    fileprivate static func viewBox(_ value: StaticString) -> Attribute {
        Attribute(name: "viewBox", value: value.description)
    }
    fileprivate static func d(_ value: String) -> Attribute { Attribute(name: "d", value: value) }
}
