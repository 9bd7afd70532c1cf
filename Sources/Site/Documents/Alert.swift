import Markdown

/// GitHub's alerts: a quotation whose first line is nothing but `[!NOTE]` or the like.
enum AlertKind: String, CaseIterable {
    case note, tip, important, warning, caution

    /// A shape of its own, so that colour is not what tells them apart.
    var symbol: String {
        switch self {
        case .note: "●"
        case .tip: "★"
        case .important: "■"
        case .warning: "▲"
        case .caution: "◆"
        }
    }

    /// nil when a quotation is none. Letters may be of any case; the mark stands alone on its line, and something follows.
    init?(_ quotation: Block) {
        guard case .blockQuote = quotation.kind, let first = quotation.children.first, case .paragraph = first.kind,
            case .text(let text)? = first.inlines.first, text.hasPrefix("[!"),
            first.inlines.count > 1 ? Self.isBreak(first.inlines[1]) : quotation.children.count > 1
        else { return nil }
        let mark = text.trimmedAsHTML
        guard mark.hasSuffix("]") else { return nil }
        self.init(rawValue: mark.dropFirst(2).dropLast().lowercased())
    }

    /// The quotation without its mark.
    static func content(of quotation: Block) -> [Block] {
        var blocks = quotation.children
        blocks[0].inlines.removeFirst(min(2, blocks[0].inlines.count))
        if blocks[0].inlines.isEmpty { blocks.removeFirst() }
        return blocks
    }

    private static func isBreak(_ inline: Inline) -> Bool {
        switch inline {
        case .softBreak, .lineBreak: true
        default: false
        }
    }
}
