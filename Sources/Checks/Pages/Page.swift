import Checklists
import Ledger
import Markdown

/// A link or an image of a Markdown file.
struct LinkUse {
    enum Kind { case link, image }

    let kind: Kind
    /// As the document gives it, escapes resolved.
    let destination: String
    /// The words of a link, the alternative text of an image; nil for an image that has none. An HTML image can say that it
    /// needs none: then this is empty.
    let text: String?
    /// Inside a link that has other words.
    let isIllustration: Bool
    /// Where it begins, 1-based, or a line or two before.
    let line: Int
    /// How many with the same destination stand before it in that line.
    let number: Int
    /// 1-based line of the item that it belongs to.
    let itemLine: Int?
    /// It names an output of that item.
    let isOutput: Bool
}

/// A line to be written on in an item's text.
struct BlankUse {
    /// 1-based line of the item.
    let itemLine: Int
    let line: Int
    /// The `____`.
    let text: String
}

/// What somebody may have meant for a link, and Markdown reads as words.
struct UnreadLink {
    /// 1-based line of the item that it belongs to.
    let itemLine: Int?
    let line: Int
    /// As written, but for escapes.
    let text: String
    let destination: String
    /// Between the brackets.
    let hasGap: Bool
}

/// A field of an item, with what is below it.
struct FieldUse {
    let field: Field
    let bullet: Block
}

/// What the rules need of one Markdown file, gone through once.
struct Page {
    /// In the order of the file; those of HTML, too.
    private(set) var links: [LinkUse] = []
    /// By the line of the item.
    private(set) var fields: [Int: [FieldUse]] = [:]
    /// Lines to be written on in the texts of items.
    private(set) var blanks: [BlankUse] = []
    private(set) var unreadLinks: [UnreadLink] = []
    /// Values of `id` and `name` of HTML tags.
    private(set) var htmlIDs: Set<String> = []

    private let itemLines: Set<Int>
    private var fieldNames: [Int: Field.Name] = [:]
    private var counts: [Place: Int] = [:]

    private struct Place: Hashable {
        let line: Int
        let destination: String
    }

    /// Where something stands.
    private struct Context {
        var line = 1
        var item: Int?
        var field: Field.Name?
        var isInLinkWithWords = false
    }

    /// - Parameter itemLines: the lines of the file's items; a translation has none.
    init(_ file: MarkdownFile, itemLines: Set<Int>) {
        self.itemLines = itemLines
        for block in file.document.blocks { visit(block, Context()) }
        counts = [:]
    }

    private mutating func visit(_ block: Block, _ context: Context) {
        var context = context
        context.line = block.line
        if let line = block.task?.line, itemLines.contains(line) {
            context.item = line
            context.field = nil
            collectFields(of: block, line)
        } else if block.task == nil, let name = fieldNames[block.line] {
            context.field = name
        }
        if case .html(let html) = block.kind { visit(html, context) }
        visit(block.inlines, &context)
        for child in block.children { visit(child, context) }
    }

    private mutating func collectFields(of item: Block, _ line: Int) {
        for list in item.children.dropFirst() {
            guard case .list = list.kind else { continue }
            for bullet in list.children {
                guard let field = Field(bullet) else { continue }
                fields[line, default: []].append(FieldUse(field: field, bullet: bullet))
                fieldNames[bullet.line] = field.name
            }
        }
    }

    private mutating func visit(_ inlines: [Inline], _ context: inout Context) {
        for inline in inlines {
            switch inline {
            case .softBreak, .lineBreak: context.line += 1
            case .html(let html):
                visit(html, context)
                context.line += html.utf8.count { $0 == UInt8(ascii: "\n") }
            case .emphasis(let content), .strong(let content): visit(content, &context)
            case .strikethrough(let content): visitBeside(content, &context)
            case .link(let destination, _, let content):
                let text = plainText(of: content)
                add(.link, destination, text, context)
                let outer = context.isInLinkWithWords
                context.isInLinkWithWords = content.contains { $0.hasWords }
                visitBeside(content, &context)
                context.isInLinkWithWords = outer
            case .image(let source, _, let alternative):
                let text = plainText(of: alternative)
                add(.image, source, text.isEmpty ? nil : text, context)
                context.line += alternative.count { $0 == .softBreak || $0 == .lineBreak }
            case .text(let text):
                if text.contains("]") { addUnreadLinks(in: text, context) }
                guard let item = context.item, context.field == nil, let blank = Blank.line(in: text) else { continue }
                blanks.append(BlankUse(itemLine: item, line: context.line, text: String(blank)))
            case .code, .footnoteReference: continue
            }
        }
    }

    /// Visits what names no output, even in an `Output:` field: what is struck through or within a link, and HTML.
    private mutating func visitBeside(_ inlines: [Inline], _ context: inout Context) {
        let field = context.field
        if field == .output { context.field = .note }
        visit(inlines, &context)
        context.field = field
    }

    private mutating func visit(_ html: String, _ context: Context) {
        for tag in HTMLTag.all(in: html) {
            var place = context
            if place.field == .output { place.field = .note }
            place.line += tag.lineOffset
            for id in [tag.attributes["id"], tag.attributes["name"]].compactMap(\.self) { htmlIDs.insert(id) }
            if tag.name == "a", let destination = tag.attributes["href"] {
                add(.link, destination, nil, place)
            } else if tag.name == "img", let source = tag.attributes["src"] {
                add(.image, source, tag.attributes["alt"], place)
            }
        }
    }

    private mutating func addUnreadLinks(in text: String, _ context: Context) {
        for found in text.matches(of: #/\[[^\[\]]+\](?<gap> ?)\((?<destination>[^()<>]+)\)/#) {
            let destination = String(found.destination).collapsed
            guard !found.gap.isEmpty || destination.contains(" ") else { continue }
            unreadLinks.append(
                UnreadLink(
                    itemLine: context.item, line: context.line, text: String(found.0), destination: destination,
                    hasGap: !found.gap.isEmpty))
        }
    }

    private mutating func add(_ kind: LinkUse.Kind, _ destination: String, _ text: String?, _ context: Context) {
        let place = Place(line: context.line, destination: destination)
        let number = counts[place, default: 0]
        counts[place] = number + 1
        links.append(
            LinkUse(
                kind: kind, destination: destination, text: text, isIllustration: context.isInLinkWithWords,
                line: context.line, number: number, itemLine: context.item, isOutput: context.field == .output))
    }
}

extension Inline {
    /// There is something to read besides images.
    fileprivate var hasWords: Bool {
        switch self {
        case .text(let text), .code(let text): text.contains { !$0.isWhitespace }
        case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content):
            content.contains(where: \.hasWords)
        case .image, .html, .softBreak, .lineBreak, .footnoteReference: false
        }
    }
}
