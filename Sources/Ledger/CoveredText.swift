import Checklists
import Digests
import Foundation
import HTMLParsing
import Markdown

/// What a sign-off covers of an item's text (SPEC section 4), in the canonical form `c1`, or already as its digest.
///
/// The form is Markdown of one spelling: `~~struck~~`, `` `code` ``, `[text](destination "title")`,
/// `![text](source "title")`, raw HTML in `<>`, `|` behind each cell of a table, `<^>` for a footnote's mark (its number
/// depends on the rest of the file), `<30.>` before a numbered list that begins with 30 and not with 1. Emphasis, other list
/// markers, comments and paragraph ends are not in it. In plain text each character that means something here has a backslash
/// before it, so that different contents never read the same.
enum CoveredText: Hashable, Sendable {
    case canonical(String)
    case digested(String)

    /// Longer texts are kept as their digests: a file may have many versions.
    private static let maximumLength = 4096

    /// `text` is the item's plain text, usually the same: then it is kept once.
    init(canonical form: String, text: String) {
        let form = form.utf8.allSatisfy { $0 < 0x80 } ? form : form.precomposedStringWithCanonicalMapping
        if form.utf8.count > Self.maximumLength {
            self = .digested(Self.digest(of: form))
        } else {
            // Not `==`, which holds differently encoded letters for equal.
            self = .canonical(form.utf8.elementsEqual(text.utf8) ? text : form)
        }
    }

    /// `c1:sha256:…`
    var digest: String {
        switch self {
        case .canonical(let form): Self.digest(of: form)
        case .digested(let digest): digest
        }
    }

    /// The canonical form, where it was kept.
    var wording: String? { if case .canonical(let form) = self { form } else { nil } }

    private static func digest(of form: String) -> String { Coverage.digest(ofCanonicalText: form, sha256: sha256) }
}

/// Writes what is covered of a list item in canonical form.
struct CoveredTextWriter {
    private var text = ""
    /// Pieces that were not looked at for what they leave open.
    private var rawHTML: [String] = []
    /// Raw HTML before this left something open, so that comments may be seen.
    private var isOpen = false

    static func canonicalForm(of item: Block) -> String {
        let title = ItemReader.withoutID(item.children.first?.inlines ?? []).rest
        return canonicalForm(of: title, and: item.children.dropFirst()) { Field($0) != nil }
    }

    /// The same of an item's first paragraph without its id, and of the blocks behind it; `isField` tells which bullets
    /// directly below the item are fields.
    static func canonicalForm(
        of title: [Inline], and children: ArraySlice<Block>, isField: (Block) -> Bool
    ) -> String {
        var writer = CoveredTextWriter()
        writer.write(title)
        for child in children {
            if case .list(let start, _) = child.kind {
                writer.write(child.children.filter { !isField($0) }, from: start)
            } else {
                writer.write(child)
            }
        }
        return writer.text.collapsed
    }

    /// Task items are items of their own, or sign-off boxes.
    private mutating func write(_ block: Block) {
        guard block.task == nil else { return }
        text += " "
        switch block.kind {
        case .codeBlock(_, let code): writeCode(code)
        case .html(let html): writeHTML(html)
        case .list(let start, _): return write(block.children, from: start)
        default: write(block.inlines)
        }
        for child in block.children { write(child) }
        if block.kind == .tableCell { text += "|" }
    }

    /// Bullets of a list. Readers see the number that it begins with: "30. days".
    private mutating func write(_ bullets: [Block], from start: Int?) {
        if let start, start != 1, bullets.contains(where: { $0.task == nil }) { text += " <\(start).>" }
        for bullet in bullets { write(bullet) }
    }

    private mutating func write(_ inlines: [Inline]) {
        for inline in inlines {
            switch inline {
            case .text(let part): writeEscaped(part, Self.special)
            case .softBreak, .lineBreak: text += " "
            case .code(let code): writeCode(code)
            case .html(let html): writeHTML(html)
            case .emphasis(let content), .strong(let content): write(content)
            case .strikethrough(let content):
                text += "~~"
                write(content)
                text += "~~"
            case .link(let destination, let title, let content):
                text += "["
                write(content)
                writeTarget(destination, title)
            case .image(let source, let title, let alternative):
                text += "!["
                write(alternative)
                writeTarget(source, title)
            case .footnoteReference: text += "<^>"
            }
        }
    }

    private mutating func writeTarget(_ destination: String, _ title: String) {
        text += "]("
        writeEscaped(destination, "\\\")")
        if !title.isEmpty {
            text += " \""
            writeEscaped(title, "\\\")")
            text += "\""
        }
        text += ")"
    }

    private mutating func writeCode(_ code: String) {
        text += "`"
        writeEscaped(code, "\\`")
        text += "`"
    }

    /// Comments are seen by nobody, and tools put them there; `<br>` is a line's end.
    private mutating func writeHTML(_ html: String) {
        let html = html.collapsed
        if html.hasPrefix("<!--"), html.isOneComment {
            isOpen = isOpen || !rawHTML.allSatisfy(\.isClosed)
            rawHTML = []
            if !isOpen { return }
        } else {
            rawHTML.append(html)
        }
        let isBreak = html.lowercased().filter { !$0.isWhitespace && $0 != "/" } == "<br>"
        text += isBreak ? " " : html
    }

    private static let special = "\\`~[]!<>|"

    private mutating func writeEscaped(_ part: String, _ special: String) {
        let bytes = special.utf8
        guard part.utf8.contains(where: bytes.contains) else {
            text += part
            return
        }
        for scalar in part.unicodeScalars {
            if scalar.isASCII, bytes.contains(UInt8(truncatingIfNeeded: scalar.value)) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
    }
}

extension String {
    /// Whether this, which begins with `<!--`, is a comment up to its end and nothing else, as browsers read it: `--!>` ends
    /// one, too, and `<!-->` is a whole one.
    fileprivate var isOneComment: Bool {
        guard let nodes = HTMLParser.fragment(Array((self + "x").utf8)), case .comment? = nodes.first else {
            return false
        }
        return nodes.dropFirst() == [.text("x")]
    }

    /// Whether a comment behind this raw HTML is one: no quotation mark, tag or `<textarea>` is left open.
    fileprivate var isClosed: Bool {
        guard let own = HTMLParser.fragment(Array(utf8)), let both = HTMLParser.fragment(Array((self + "<!---->").utf8))
        else { return false }
        return both.commentCount == own.commentCount + 1
    }
}

extension [HTMLNode] {
    fileprivate var commentCount: Int {
        reduce(0) { count, node in
            switch node {
            case .comment: count + 1
            case .element(let element): count + element.children.commentCount
            case .text: count
            }
        }
    }
}
