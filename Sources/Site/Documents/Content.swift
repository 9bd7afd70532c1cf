/// What of a document's raw HTML goes to the page: nothing but elements and attributes of ours.
indirect enum Content {
    case text(String)
    case element(ContentElement)
    case void(VoidTag, isBlock: Bool)
    /// An empty element with an id of the content, where an element that had it went.
    case anchor(String)
    /// With the width that it asks for, in pixels.
    case image(source: String, alternative: String, width: Int?, InlinePlace)
    /// What Markdown wrote between the raw pieces, by its index in the run.
    case sibling(Int, Manner)
    case group([Content])

    /// How what Markdown wrote is rendered where it stands now.
    enum Manner {
        case block
        /// Without a block around it.
        case inline(InlinePlace)
    }

    /// Whether it may not stand in running text (HTML, 3.2.5.2.5 "phrasing content").
    var isBlock: Bool {
        switch self {
        case .element(let element): element.isBlock
        case .void(_, let isBlock): isBlock
        case .sibling(_, .block): true
        case .group(let parts): parts.contains(where: \.isBlock)
        case .text, .anchor, .image, .sibling: false
        }
    }

    /// Whether it shows anything but white space.
    var isVisible: Bool {
        switch self {
        case .text(let text): text.utf8.contains { !isHTMLSpace($0) }
        case .element(let element): element.isBlock || element.children.contains(where: \.isVisible)
        case .void, .anchor: false
        case .image, .sibling: true
        case .group(let parts): parts.contains(where: \.isVisible)
        }
    }

    func collectSiblings(into found: inout [(index: Int, manner: Manner)]) {
        switch self {
        case .sibling(let index, let manner): found.append((index, manner))
        case .element(let element): for child in element.children { child.collectSiblings(into: &found) }
        case .group(let parts): for part in parts { part.collectSiblings(into: &found) }
        case .text, .void, .anchor, .image: return
        }
    }
}

/// An element of the content, made of what the allow-list left.
struct ContentElement {
    var tag: Tag
    var isBlock = false
    /// As the content wrote it; the page gets it with a prefix, and once.
    var id: String?
    var attributes: [Attribute] = []
    var children: [Content]
}

/// Where running text stands.
struct InlinePlace {
    /// A link may not stand inside another.
    var isInLink = false
    /// In code a colon is a colon.
    var isCode = false

    static let text = InlinePlace()
    static let link = InlinePlace(isInLink: true)
}

/// WHATWG Infra: ASCII whitespace.
func isHTMLSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) && byte != 0x0b }

extension String {
    /// Without the white space around it that HTML does not count.
    var trimmedAsHTML: String {
        let utf8 = utf8
        guard let start = utf8.firstIndex(where: { !isHTMLSpace($0) }),
            let end = utf8.lastIndex(where: { !isHTMLSpace($0) })
        else { return "" }
        return String(self[start...end])
    }
}
